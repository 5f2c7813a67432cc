#!/usr/bin/env python3
"""Verifies what a deal ledger hands out: an audit bundle, a folder of tiles, a proof.

    verify.py PATH --key VKEY [--witness VKEY ...] [--checkpoint FILE] [--json]

Written from docs/format.md and the C2SP specifications alone. It shares no code with the ledger, so
that a mistake in either shows. It needs Python 3.11 and the package `cryptography`, and neither the
ledger nor a network. The key comes from elsewhere, never from what is verified.

Exit codes: 0 it holds, 1 it does not hold, 2 cannot tell, 64 usage, 65 it is none of the three,
66 there is no such file.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import cache
from hashlib import sha256
from multiprocessing import Pool
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

LOG, WITNESS = 0x01, 0x04  # signature types of C2SP signed-note; no other is on the list
LONGEST_LINE, DEEPEST, LARGEST = 65_535, 32, 2**53 - 1
PART = 4 << 20  # bytes of a bundle that one process examines at a time
SHOWN = 20  # problems that are told one by one
AGAIN = "keep this as evidence, get it again from the operator, and ask for the reason if it stays so"


class Wrong(ValueError):
    """What was read is not as the format says; the message is a sentence without its place."""


# Canonical JSON (RFC 8785)


def whole(digits: str) -> int:
    number = int(digits) if len(digits) < 18 else LARGEST + 1
    if abs(number) > LARGEST:
        raise Wrong("a number is not below 2^53")
    return number


def no_number(text: str) -> Any:
    raise Wrong(f"{text[:20]} is no integer")


SPELL = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode
SPELL_IN_ORDER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
PARSE = json.JSONDecoder(parse_int=whole, parse_float=no_number, parse_constant=no_number).decode


def in_order(value: Any) -> Any:
    """With keys in the order of their UTF-16 code units, which is not that of their characters."""
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be", "surrogatepass"))
        return {name: in_order(value[name]) for name in names}
    return [in_order(item) for item in value] if isinstance(value, list) else value


def depth(value: Any) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    return 0 if inner is None else 1 + max(map(depth, inner), default=0)


def canonical(text: str, deepest: int = DEEPEST) -> Any:
    """The value of a text that is spelled as RFC 8785 spells it, and in no other way."""
    try:
        value = PARSE(text)
        if text.count("{") + text.count("[") > deepest and depth(value) > deepest:
            raise Wrong(f"it is more than {DEEPEST} levels deep")
        if text.isascii() or max(text) <= "\uffff":
            same = SPELL(value) == text
        else:
            same = SPELL_IN_ORDER(in_order(value)) == text
    except RecursionError:
        raise Wrong(f"it is more than {DEEPEST} levels deep") from None
    except json.JSONDecodeError as error:
        raise Wrong(f"it is no JSON ({error.msg} at character {error.pos})") from None
    if not same:
        raise Wrong("it is not in canonical form (RFC 8785)")
    return value


def members(value: Any, needed: dict[str, type], optional: dict[str, type] | None = None) -> dict:
    """`value`, if it is an object with exactly these members, each of its type."""
    allowed = needed | (optional or {})
    if type(value) is not dict or not needed.keys() <= value.keys() <= allowed.keys():
        raise Wrong(f"its members are not {', '.join(allowed)}")
    for name, member in value.items():
        if type(member) is not allowed[name]:
            raise Wrong(f"`{name}` is not of type {allowed[name].__name__}")
    return value


def utf8(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise Wrong("it is not UTF-8") from None


def decoded(text: Any, length: int | None = None) -> bytes:
    """Base64, standard and padded, with no bit to spare."""
    try:
        data = b64decode(text, validate=True)
    except (NotBase64, ValueError, TypeError):
        raise Wrong("it is not base64") from None
    if b64encode(data).decode() != text or length not in (None, len(data)):
        raise Wrong("it is not base64 of the right length")
    return data


# The tree (RFC 6962)

Node = tuple[int, int, bytes]  # level, index in the level, hash


def leaf(line: bytes) -> bytes:
    return sha256(b"\0" + line).digest()


def join(left: bytes, right: bytes) -> bytes:
    return sha256(b"\1" + left + right).digest()


def cover(start: int, hashes: list[bytes]) -> list[Node]:
    """The roots of the largest complete subtrees over some leaves in a row, from left to right."""
    left: list[Node] = []
    right: list[Node] = []
    level = 0
    while hashes:
        if start & 1:
            left.append((level, start, hashes[0]))
            hashes, start = hashes[1:], start + 1
        if len(hashes) & 1:
            right.append((level, start + len(hashes) - 1, hashes[-1]))
        hashes = [join(*pair) for pair in zip(hashes[::2], hashes[1::2])]
        start, level = start >> 1, level + 1
    return left + right[::-1]


class Frontier:
    """A tree that grows at its right edge: the roots of its complete subtrees."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []

    @classmethod
    def of(cls, size: int, roots: list[bytes]) -> Frontier:
        """The tree of `size`, by the roots of its complete subtrees from the largest on."""
        frontier, start = cls(), 0
        levels = [level for level in reversed(range(size.bit_length())) if size >> level & 1]
        if len(levels) != len(roots):
            raise Wrong(f"{len(roots)} hashes do not cover the {size} lines before it")
        for level, root in zip(levels, roots):
            frontier.nodes.append((level, start >> level, root))
            start += 1 << level
        return frontier

    @property
    def size(self) -> int:
        return sum(1 << level for level, _, _ in self.nodes)

    def add(self, nodes: Iterable[Node]) -> None:
        for level, index, value in nodes:
            while self.nodes and self.nodes[-1][0] == level and index & 1:
                value = join(self.nodes.pop()[2], value)
                level, index = level + 1, index >> 1
            self.nodes.append((level, index, value))

    @property
    def root(self) -> bytes:
        if not self.nodes:
            return sha256(b"").digest()
        root = self.nodes[-1][2]
        for _, _, value in reversed(self.nodes[:-1]):
            root = join(value, root)
        return root


def root_of(leaves: list[bytes]) -> bytes:
    frontier = Frontier()
    frontier.add(cover(0, leaves))
    return frontier.root


def check_path(value: bytes, index: int, size: int, path: Any, root: bytes) -> None:
    """An inclusion proof from a leaf up, as RFC 9162, section 2.1.3.2, goes through it."""
    if type(path) is not list or type(index) is not int or not 0 <= index < size:
        raise Wrong("the path is of no place in the tree")
    last = size - 1
    for sibling in path:
        if last == 0:
            raise Wrong("the path is too long")
        if index & 1 or index == last:
            value = join(decoded(sibling, 32), value)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            value = join(value, decoded(sibling, 32))
        index, last = index >> 1, last >> 1
    if last or value != root:
        raise Wrong("its path does not lead to the root of the checkpoint's tree")


# Keys and notes (C2SP signed-note, tlog-checkpoint, tlog-cosignature)


@dataclass(frozen=True)
class Key:
    """Whose signature is looked for."""

    name: str
    id: bytes
    kind: int
    public: bytes

    @classmethod
    def read(cls, text: str, kind: int) -> Key:
        found = re.fullmatch(r"([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)", text)
        if not found:
            raise Wrong(f"{text[:80]!r} is no verifier key (name+8 hex digits+base64)")
        data = decoded(found[3])
        if data[0] != kind:
            raise Wrong(f"the key {found[1]} has the algorithm {data[0]:#04x}, and only {kind:#04x} is taken")
        id = sha256(found[1].encode(errors="replace") + b"\n" + data).digest()[:4]
        if len(data) != 33 or id.hex() != found[2]:
            raise Wrong(f"the key {found[1]} does not have the id that it bears")
        return cls(found[1], id, kind, data[1:])

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}"

    def check(self, note: Note) -> None:
        """Throws unless the note bears this key's signature."""
        found = [value for name, id, value in note.signatures if (name, id) == (self.name, self.id)]
        if len(found) != 1:
            raise Wrong(f"it bears {len(found) or 'no'} signature{'s' * (len(found) > 1)} of {self}")
        signature, text = found[0], note.text
        if self.kind == WITNESS:
            time = int.from_bytes(signature[:8], "big")
            signature, text = signature[8:], b"cosignature/v1\ntime %d\n" % time + text
            if time >= 2**63:
                raise Wrong(f"the time of {self}'s cosignature is out of range")
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, text)
        except (InvalidSignature, ValueError):
            raise Wrong(f"the signature of {self} does not verify") from None


@dataclass
class Note:
    """A checkpoint as it was read; whose it is only a key tells."""

    text: bytes
    origin: str
    size: int
    root: bytes
    signatures: list[tuple[str, bytes, bytes]]

    @classmethod
    def read(cls, data: bytes) -> Note:
        text = utf8(data)
        head, empty, tail = text.rpartition("\n\n")
        lines = head.split("\n")
        if not empty or not tail.endswith("\n") or re.search(r"[\x00-\x09\x0b-\x1f]", text) or len(lines) != 3:
            raise Wrong("the checkpoint is no signed note of origin, size and root")
        if not lines[0] or not re.fullmatch(r"0|[1-9][0-9]{0,15}", lines[1]):
            raise Wrong("the checkpoint's origin or size is not spelled as it should be")
        signatures = []
        for line in tail[:-1].split("\n"):
            found = re.fullmatch(r"— ([^\s+]+) (\S+)", line)
            value = decoded(found[2]) if found else b""
            if not found or len(value) < 5:
                raise Wrong("the checkpoint has a line that is no signature")
            signatures.append((found[1], value[:4], value[4:]))
        return cls(f"{head}\n".encode(), lines[0], int(lines[1]), decoded(lines[2], 32), signatures)


# A line

TEXT, NUMBER, ID = r'[^"\\\x00-\x1f]+', r"0|[1-9][0-9]{0,15}", r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}"
CLOCK = r"\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d"
BEFORE_DATA = re.compile(
    rf'\{{"actor":"([A-Za-z]+(?::{ID})?)",(?:"causationid":"{TEXT}",)?"commanddigest":"sha256:([0-9a-f]{{64}})",'
    rf'"commandid":"({TEXT})",(?:"correlationid":"{TEXT}",)?"data":\{{')
AFTER_DATA = re.compile(
    rf',"id":"({NUMBER})","occurred":"({CLOCK}(?:\.\d{{1,6}})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d))",'
    rf'"revision":({NUMBER}),"source":"/ledgers/([0-9A-HJKMNP-TV-Z]{{26}})/({NUMBER})",'
    rf'"specversion":"1\.0","subject":"(ledger|(?:deal|party|network|figure)/{ID})","time":"({CLOCK}\.\d{{6}}Z)",'
    r'"type":"((?:deal|ledger|network|figure)\.[a-z][a-z0-9-]*\.v[1-9]\d*)"\}', re.ASCII)
FACTS: dict[str, dict[str, type]] = {
    "ledger.created.v1": dict(
        backdateDays=int, clock=str, decider=int, epoch=int, format=int, key=str, ledger=str, origin=str),
    "ledger.decider-changed.v1": dict(decider=int),
    "ledger.heads.v1": dict(root=str, streams=int),
    "ledger.key-changed.v1": dict(key=str),
    "ledger.restored.v1": dict(epoch=int, key=str, lostRoot=str, lostSize=int, origin=str),
    "ledger.witnesses-named.v1": dict(witnesses=list),
}


@cache
def check_day(day: str) -> None:
    try:
        # The year 0 is a leap year like 2000, and Python does not know it.
        date.fromisoformat("2000" + day[4:] if day.startswith("0000") else day)
    except ValueError:
        raise Wrong(f"there is no day {day}") from None


@dataclass(slots=True)
class Event:
    position: int
    revision: int
    ledger: str
    epoch: int
    subject: str
    time: str
    type: str
    digest: str
    command: str
    data: dict[str, Any]

    @classmethod
    def read(cls, line: bytes) -> Event:
        """A stored line: every byte of it is as the format says, or it is refused."""
        if len(line) > LONGEST_LINE:
            raise Wrong(f"it is longer than {LONGEST_LINE} bytes")
        text = utf8(line)
        before, end = BEFORE_DATA.match(text), text.rfind('},"id":"') + 1
        after = AFTER_DATA.fullmatch(text, end)
        if not before or not after:
            raise Wrong("its envelope is not that of an event in canonical form")
        data = canonical(text[before.end() - 1 : end], DEEPEST - 1)
        position, occurred, revision, ledger, epoch, subject, time, type = after.groups()
        check_day(time[:10])
        check_day(occurred[:10])
        if type.startswith("ledger."):
            if subject != "ledger" or before[1] != "system":
                raise Wrong(f"{type} stands in stream {subject}, by {before[1]}")
            if type in FACTS:
                members(data, FACTS[type])
        return cls(
            int(position), int(revision), ledger, int(epoch), subject, time, type, before[2], before[3], data)


# What is found


@dataclass
class Problem:
    what: str
    where: str
    next: str


@dataclass
class Report:
    """What was checked, what is wrong, and what cannot be told."""

    kind: str = ""
    checked: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def wrong(self, what: object, where: str, next: str = "") -> None:
        self.problems.append(Problem(str(what), where, next or AGAIN))

    @contextmanager
    def at(self, where: str, next: str = "") -> Iterator[None]:
        """What is wrong within is told with its place."""
        try:
            yield
        except Wrong as wrong:
            self.wrong(wrong, where, next)

    @property
    def status(self) -> int:
        return 1 if self.problems else 2 if self.unknown else 0


@dataclass
class Trust:
    """What the auditor brings along."""

    key: Key | None
    witnesses: list[Key]
    kept: Note | None

    def check(self, note: Note, report: Report) -> None:
        if self.key is None:
            report.unknown.append(
                "no key was given, so nothing tells who signed the checkpoint: get it from elsewhere (--key)")
        else:
            next = "make sure that the key is the ledger's; if so, whoever made this did not have it"
            with report.at("the checkpoint", next):
                if note.origin != self.key.name:
                    raise Wrong(f"it is of the log {note.origin!r}, and the key of {self.key.name!r}")
                self.key.check(note)
        for witness in self.witnesses:
            next = "ask the operator for a cosigned checkpoint, and the witness for what it saw"
            with report.at("the checkpoint", next):
                witness.check(note)

    def compare(self, note: Note, roots: dict[int, bytes], key: Key | None, report: Report) -> None:
        """The kept checkpoint with the tree that was recomputed, signed by `key` or the one given."""
        kept = self.kept
        if kept is None:
            return
        keys = {each for each in (key, self.key) if each}
        if keys and not any(self.signs(each, kept) for each in keys):
            report.wrong(
                "it is signed by none of the ledger's keys", "the kept checkpoint",
                "keep checkpoints of this ledger alone")
        elif kept.size > note.size:
            report.wrong(
                f"the ledger had {kept.size} lines already, and this shows {note.size}", "the kept checkpoint",
                "ask for one of today: if it stays smaller, lines that were signed are gone")
        elif kept.size not in roots:
            report.unknown.append(
                f"this does not tell whether the tree of the kept checkpoint ({kept.size} lines) is part of it: "
                "ask for an unfiltered bundle from that position or an earlier one")
        elif roots[kept.size] != kept.root:
            report.wrong(
                f"the first {kept.size} lines are not those that were signed then", "the kept checkpoint",
                "history was rewritten: both checkpoints together prove it, keep them")
        else:
            report.checked["extends"] = kept.size

    @staticmethod
    def signs(key: Key, note: Note) -> bool:
        try:
            key.check(note)
        except Wrong:
            return False
        return True


# Parts, examined beside each other


@dataclass(frozen=True)
class Plan:
    """What the parts of a file have to hold."""

    note: Note
    first: int = 0
    subject: str | None = None
    type: str | None = None
    cuts: tuple[int, ...] = ()

    @property
    def filtered(self) -> bool:
        return self.subject is not None or self.type is not None


@dataclass
class Span:
    """Events in a row under one source, or a single fact of the ledger's own."""

    ledger: str
    epoch: int
    fact: Event | None = None
    streams: dict[str, list[int]] = field(default_factory=dict)  # first and last revision, last position


@dataclass
class Part:
    """What one process has found in some lines that follow each other."""

    count: int = 0
    first: Event | None = None
    last: Event | None = None
    hashes: list[bytes] = field(default_factory=list)  # of every line before the trailer
    trees: list[tuple[int, list[Node]]] = field(default_factory=list)  # size after it, cover
    spans: list[Span] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)  # positions of the first events of commands
    places: list[tuple[int, int]] = field(default_factory=list)  # position, revision in the filter's stream
    others: list[tuple[str, Any]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def take(self, event: Event, plan: Plan) -> None:
        """One event after the one before it."""
        last, span = self.last, self.spans[-1] if self.spans else None
        if last is None:
            self.first = event
        elif plan.filtered and event.position <= last.position:
            raise Wrong(f"it follows position {last.position}")
        elif not plan.filtered and event.position != last.position + 1:
            raise Wrong(f"it is position {event.position} behind position {last.position}")
        elif event.time < last.time:
            raise Wrong(f"its time {event.time} is before {last.time}, that of the line above")
        if plan.filtered and event.position and plan.subject not in (None, event.subject):
            raise Wrong(f"it is of stream {event.subject}, which the filter does not name")
        if plan.filtered and event.position and plan.type not in (None, event.type):
            raise Wrong(f"it is of type {event.type}, which the filter does not name")
        if last is None or event.digest != last.digest:
            self.starts.append(event.position)
        self.last = event
        self.count += 1
        fact = event if event.type in FACTS else None
        if not span or fact or span.fact or (span.epoch, span.ledger) != (event.epoch, event.ledger):
            span = Span(event.ledger, event.epoch, fact)
            self.spans.append(span)
        if event.subject == plan.subject:
            self.places.append((event.position, event.revision))
        known = span.streams.get(event.subject)
        if known is None:
            span.streams[event.subject] = [event.revision, event.revision, event.position]
            return
        check_revision(event.subject, known[1], event.revision, plan)
        known[1:] = event.revision, event.position


def check_revision(subject: str, before: int, revision: int, plan: Plan) -> None:
    if revision != before + 1 if plan.type is None else revision <= before:
        raise Wrong(f"revision {revision} of {subject} follows revision {before}")


def examine_events(lines: list[bytes], start: int, plan: Plan) -> Part:
    """Lines of an unfiltered tree from position `start` on."""
    part = Part(hashes=[leaf(line) for line in lines])
    for position, line in enumerate(lines, start):
        where = f"position {position}"
        try:
            event = Event.read(line)
            if event.position != position:
                raise Wrong(f"its id is {event.position}")
            part.take(event, plan)
        except Wrong as wrong:
            part.problems.append(Problem(str(wrong), where, AGAIN))
    grow(part, part.hashes, start, plan)
    return part


def grow(part: Part, leaves: list[bytes], start: int, plan: Plan) -> None:
    end = start + len(leaves)
    ends = sorted({cut for cut in plan.cuts if start < cut < end} | {end})
    for left, right in zip([start, *ends], ends):
        part.trees.append((right, cover(left, leaves[left - start : right - start])))


KINDS = ("actor", "head", "request", "refusal", "trailer")


def examine_part(task: tuple[str, int, int, Plan]) -> Part:
    """The lines of a bundle between two of its bytes."""
    path, begin, end, plan = task
    with open(path, "rb") as file:
        file.seek(begin)
        lines = file.read(end - begin).split(b"\n")
    part, leaves, start, place, order = Part(), [], None, begin, 0
    if lines.pop():
        part.problems.append(Problem("the file ends within a line", f"byte {end}", "it was cut: get it again"))
    rest = iter(lines)
    for line in rest:
        hash, where = leaf(line), f"the line at byte {place}"
        place += len(line) + 1
        path_line = next(rest, b"") if plan.filtered and line.startswith(b'{"actor":') else None
        try:
            kind = next((kind for kind in KINDS if line.startswith(b'{"%s":' % kind.encode())), "")
            if not kind or KINDS.index(kind) < order or (order == 4):
                raise Wrong("nothing of its kind stands at this place")
            order = KINDS.index(kind)
            if kind != "trailer":
                part.hashes.append(hash)
            if path_line is not None:
                part.hashes.append(leaf(path_line))
                place += len(path_line) + 1
            if kind == "actor":
                leaves.append(hash)
                event = Event.read(line)
                start = event.position - len(leaves) + 1 if start is None else start
                where = f"position {event.position}"
                part.take(event, plan)
                if path_line is not None:
                    proof = members(canonical(utf8(path_line)), {"path": list})["path"]
                    check_path(hash, event.position, plan.note.size, proof, plan.note.root)
            else:
                part.others.append((kind, OTHERS[kind](canonical(utf8(line)))))
        except Wrong as wrong:
            part.problems.append(Problem(str(wrong), where, AGAIN))
    if not plan.filtered and start is not None and start >= 0:
        grow(part, leaves, start, plan)
    return part


# The lines that belong to the events


def read_head(value: Any) -> dict[str, Any]:
    return members(members(value, {"head": dict})["head"], dict(entries=list, line=str, path=list))


def read_request(value: Any) -> int:
    """The position of a box, which is whole as far as can be seen without keys."""
    request = members(members(value, {"request": dict})["request"], dict(box=str, position=int))
    box = decoded(request["box"])
    sealed = len(box) - (1 + 16 * box[0] + 12 + 16) if box else 0
    if not box or not box[0] or sealed <= 0 or sealed % 64:
        raise Wrong("its box is not as long as a box is")
    return request["position"]


def read_refusal(value: Any) -> int:
    refusal = members(members(value, {"refusal": dict})["refusal"], dict(number=int, row=str))
    names = ("actor", "code", "commandid", "occurred", "sealed", "sender", "time")
    members(canonical(refusal["row"]), dict.fromkeys(names, str))
    return refusal["number"]


def read_trailer(value: Any) -> dict[str, Any]:
    counts = dict(digest=str, events=int, refusals=int, requests=int)
    return members(members(value, {"trailer": dict})["trailer"], counts, dict(first=int, last=int))


OTHERS = {"head": read_head, "request": read_request, "refusal": read_refusal, "trailer": read_trailer}


# The history that the parts come to


class History:
    """Takes the parts in their order, and holds what is known behind each."""

    def __init__(self, plan: Plan, report: Report, ledger: str | None = None, left: Frontier | None = None):
        self.plan, self.report, self.ledger = plan, report, ledger
        self.tree = left or Frontier()
        self.roots = {plan.note.size: plan.note.root} if plan.filtered else {plan.first: self.tree.root}
        self.epoch: int | None = None
        self.streams: dict[str, tuple[int, int]] = {}
        self.names: dict[str, bytes] = {}
        self.keys: list[tuple[int, Key]] = []  # from which position on
        self.named: list[Key] = []
        self.origin = ""  # that of line 0
        self.first: int | None = None
        self.last: Event | None = None
        self.count = self.heads = 0
        self.starts: list[int] = []
        self.places: list[tuple[int, int]] = []
        # Whether every fact of the ledger's own is among the lines.
        self.has_facts = plan.first == 0 and plan.type is None and plan.subject in (None, "ledger")

    def add(self, part: Part) -> None:
        self.report.problems += part.problems
        if part.first and part.last:
            with self.report.at(f"position {part.first.position}"):
                self.follow(part.first, part)
            for span in part.spans:
                with self.report.at(f"position {span.fact.position if span.fact else part.first.position}"):
                    self.take(span)
            self.first = part.first.position if self.first is None else self.first
            self.last, self.count = part.last, self.count + part.count
            self.places += part.places
        for size, nodes in part.trees:
            if self.tree.size + sum(1 << level for level, _, _ in nodes) == size:
                self.tree.add(nodes)
                self.roots[size] = self.tree.root

    def follow(self, event: Event, part: Part) -> None:
        continues = self.last is not None and event.digest == self.last.digest
        self.starts += part.starts[1:] if continues else part.starts
        if self.last is None and event.position != self.plan.first:
            raise Wrong(f"the first line should be position {self.plan.first}")
        if event.position == 0 and event.type != "ledger.created.v1":
            raise Wrong(f"it is of type {event.type}, and creates no ledger")
        if self.last and not self.plan.filtered and event.position != self.last.position + 1:
            raise Wrong(f"it follows position {self.last.position}")
        if self.last and event.position <= self.last.position:
            raise Wrong(f"it follows position {self.last.position}")
        if self.last and event.time < self.last.time:
            raise Wrong(f"its time {event.time} is before that of the line above, {self.last.time}")

    def take(self, span: Span) -> None:
        self.check_source(span)
        if span.fact:
            self.note(span.fact)
        for subject, (first, last, position) in span.streams.items():
            before = self.streams.get(subject)
            self.streams[subject] = last, position
            if before:
                check_revision(subject, before[0], first, self.plan)
            elif first and self.plan.first == 0 and self.plan.type is None:
                raise Wrong(f"the first event of {subject} has revision {first}")

    def check_source(self, span: Span) -> None:
        self.ledger = self.ledger or span.ledger
        if span.ledger != self.ledger:
            raise Wrong(f"its source is the ledger {span.ledger}, and this is {self.ledger}")
        before, self.epoch = self.epoch, span.epoch
        if before is None:
            right = span.epoch == 0 or self.plan.first > 0
        elif self.plan.filtered and not self.has_facts:
            right = span.epoch >= before
        else:
            restored = span.fact is not None and span.fact.type == "ledger.restored.v1"
            right = span.epoch == before + restored
        if not right:
            raise Wrong(f"its source says epoch {span.epoch}, which nothing has begun")

    def note(self, fact: Event) -> None:
        data = fact.data
        if (fact.type == "ledger.created.v1") != (fact.position == 0):
            raise Wrong("a ledger is created by line 0, and by no other")
        if fact.position == 0:
            if (data["format"], data["epoch"], data["ledger"], fact.command) != (1, 0, fact.ledger, "init"):
                raise Wrong("it does not create the ledger that it stands in, or not in format 1")
            if data["clock"] not in ("live", "history") or min(data["backdateDays"], data["decider"]) < 0:
                raise Wrong("its clock, its rules or its days to backdate are none that there are")
            self.origin = data["origin"]
        if fact.type == "ledger.restored.v1":
            if data["epoch"] != fact.epoch or self.origin and data["origin"] != f"{self.origin}/{fact.epoch}":
                raise Wrong("its epoch or its origin is not the one that follows")
        if "key" in data:
            key = Key.read(data["key"], LOG)
            origin = data.get("origin") or (self.keys[-1][1].name if self.keys else key.name)
            self.keys.append((fact.position, key))
            if key.name != origin:
                raise Wrong(f"it names a key of {key.name!r}, and the origin is {origin!r}")
        if fact.type == "ledger.witnesses-named.v1":
            self.named = [Key.read(str(text), WITNESS) for text in data["witnesses"]]
        if fact.type == "ledger.heads.v1" and self.plan.first == 0 and not self.plan.filtered:
            self.check_heads(fact)

    def check_heads(self, fact: Event) -> None:
        """Where all streams ended before this line, which is itself not counted."""
        for subject in self.streams.keys() - self.names.keys():
            self.names[subject] = sha256(subject.encode()).digest()
        entries = sorted(entry(self.names[subject], *end) for subject, end in self.streams.items())
        root = root_of([leaf(each) for each in entries])
        if fact.data != {"root": "sha256:" + root.hex(), "streams": len(entries)}:
            raise Wrong("it does not say where the streams before it ended")
        self.heads += 1

    def key_for(self, size: int) -> Key | None:
        """The key in force for a tree of this size, where the lines here tell."""
        known = [key for position, key in self.keys if position < size]
        return known[-1] if known and (self.has_facts or self.plan.first) else None

    def finish(self, trust: Trust) -> None:
        note, report = self.plan.note, self.report
        trust.check(note, report)
        key = self.key_for(note.size)
        with report.at("the checkpoint", "ask the operator for the key in force, and for the line that made it so"):
            if key:
                key.check(note)
                if trust.key and trust.key != key:
                    raise Wrong(f"the ledger's own lines put the key {key} in force, not {trust.key}")
            if self.origin and not re.fullmatch(re.escape(self.origin) + r"(/[1-9]\d*)?", note.origin):
                raise Wrong(f"its origin is {note.origin!r}, and line 0 names {self.origin!r}")
        if not self.plan.filtered and (self.tree.size, self.tree.root) != (note.size, note.root):
            report.wrong("the lines do not come to the checkpoint's size and root", "the tree")
        trust.compare(note, self.roots, self.key_for(trust.kept.size) if trust.kept else None, report)
        cosigned = [str(witness) for witness in self.named if Trust.signs(witness, note)]
        report.checked |= {
            "ledger": self.ledger, "origin": note.origin, "size": note.size, "root": "sha256:" + note.root.hex(),
            "events": self.count, "streams": len(self.streams), "heads": self.heads,
            "cosigned": [str(witness) for witness in trust.witnesses] or cosigned}
        if self.named and len(cosigned) < len(self.named):
            report.notes.append(
                f"the ledger names {len(self.named)} witnesses, and {len(cosigned)} of them cosigned this")


def entry(name: bytes, revision: int, position: int) -> bytes:
    return name + revision.to_bytes(8, "big") + position.to_bytes(8, "big")


# An audit bundle

HEADER = {"bundle": str, "checkpoint": str, "first": int, "keys": list, "ledger": str, "with": list}


class Bundle:
    def __init__(self, path: Path, trust: Trust, report: Report):
        self.path, self.trust, self.report = path, trust, report
        with path.open("rb") as file:
            self.line = file.readline()
        report.kind = "an audit bundle"

    def verify(self) -> None:
        header, left = self.read_header()
        chosen = header["with"]
        history = History(self.plan, self.report, header["ledger"], left)
        digest, others, last_kind = sha256(leaf(self.line[:-1])), [], 0
        for part in self.parts():
            history.add(part)
            digest.update(b"".join(part.hashes))
            kinds = [0] * bool(part.count) + [KINDS.index(kind) for kind, _ in part.others]
            if kinds and (kinds[0] < last_kind or last_kind == 4):
                self.report.wrong("lines of one kind stand among another's, or behind the trailer", "the bundle")
            last_kind = kinds[-1] if kinds else last_kind
            others += part.others
        of = {kind: [value for each, value in others if each == kind] for kind in KINDS}
        history.finish(self.trust)
        with self.report.at("the lines behind the events"):
            self.check_parts(of["request"], of["refusal"], chosen, history)
        with self.report.at("the head line", "ask for a bundle that shows where the stream ends"):
            self.check_head(of["head"], history)
        with self.report.at("the trailer", "the file was cut or changed: get it again"):
            ends = {"first": history.first, "last": history.last.position} if history.last else {}
            expected = dict(
                digest="sha256:" + digest.hexdigest(), events=history.count, refusals=len(of["refusal"]),
                requests=len(of["request"])) | ends
            if of["trailer"] != [expected]:
                raise Wrong("its counts or its digest are not those of the lines" if of["trailer"] else "there is none")
        self.report.checked |= {
            "first": self.plan.first, "requests": len(of["request"]), "refusals": len(of["refusal"])}
        self.explain()

    def read_header(self) -> tuple[dict[str, Any], Frontier | None]:
        """The header, and the tree before the first line; without them nothing else can be read."""
        if not self.line.endswith(b"\n"):
            raise Wrong("the file ends within its first line")
        value = canonical(utf8(self.line[:-1]))
        header = members(value, HEADER, {"filter": dict, "left": list})
        note = Note.read(header["checkpoint"].encode())
        chosen, first = header.get("filter", {}), header["first"]
        if "filter" in header and (len(chosen) != 1 or not all(type(each) is str for each in chosen.values())):
            raise Wrong("its filter names neither a subject nor a type")
        if chosen.keys() - {"subject", "type"} or header["bundle"] != "dealledger/bundle/1":
            raise Wrong("it is a bundle of another version, or its filter is unknown")
        if header["with"] != [part for part in ("requests", "refusals") if part in header["with"]]:
            raise Wrong("`with` does not name requests and refusals alone, in this order")
        if header["keys"] != [f"{name}+{id.hex()}" for name, id, _ in note.signatures]:
            raise Wrong("`keys` are not those whose signatures the checkpoint bears")
        if not 0 <= first <= note.size or note.size == 0 or ("left" in header) != (first > 0) or chosen and first:
            raise Wrong("`first` is not a position of this tree, or does not go with `left` and the filter")
        left = Frontier.of(first, [decoded(each, 32) for each in header["left"]]) if first else None
        cuts = (self.trust.kept.size,) if self.trust.kept else ()
        self.plan = Plan(note, first, chosen.get("subject"), chosen.get("type"), cuts)
        return header, left

    def parts(self) -> Iterator[Part]:
        ends, size = [len(self.line)], self.path.stat().st_size
        with self.path.open("rb") as file:
            while ends[-1] < size:
                file.seek(min(ends[-1] + PART, size))
                file.readline()
                while self.plan.filtered and file.peek(9)[:8] == b'{"path":':
                    file.readline()
                ends.append(file.tell())
        tasks = [(str(self.path), *pair, self.plan) for pair in zip(ends, ends[1:])]
        yield from in_parallel(examine_part, tasks)

    def check_parts(self, requests: list[int], refusals: list[int], chosen: list[str], history: History) -> None:
        for name, found in ("requests", requests), ("refusals", refusals):
            if found != sorted(set(found)) or (found and name not in chosen):
                raise Wrong(f"the {name} do not stand in order, or were not asked for")
        if refusals and self.plan.subject is not None:
            raise Wrong("a bundle of one stream has no refusals")
        starts = set(history.starts) if "requests" in chosen else set()
        # What came before these is not here: they may be of a command that began there.
        optional = (starts if self.plan.type is not None else {self.plan.first}) - {0}
        if not starts - optional <= set(requests) <= starts:
            raise Wrong("the requests are not those of the commands whose first events are here")
        if starts - set(requests):
            self.report.notes.append(
                f"{len(starts - set(requests))} commands are without a request: their first event may not be here")

    def check_head(self, heads: list[Any], history: History) -> None:
        subject, note = self.plan.subject, self.plan.note
        if len(heads) != (subject is not None):
            raise Wrong("there is none, or more than one, or no filter that it would belong to")
        if subject is None:
            return
        line = heads[0]["line"].encode()
        event = Event.read(line)
        if event.type != "ledger.heads.v1" or event.ledger != history.ledger:
            raise Wrong("its line is no heads line of this ledger")
        check_path(leaf(line), event.position, note.size, heads[0]["path"], note.root)
        count, root = event.data["streams"], event.data["root"]
        if not re.fullmatch("sha256:[0-9a-f]{64}", root):
            raise Wrong("its root is not spelled as it should be")
        entries = []
        for each in heads[0]["entries"]:
            one = members(each, {"entry": str, "index": int, "path": list})
            data = decoded(one["entry"], 48)
            check_path(leaf(data), one["index"], count, one["path"], bytes.fromhex(root[7:]))
            entries.append((one["index"], data))
        name = sha256(subject.encode()).digest()
        seen = [place for place in history.places if place[0] < event.position]
        if seen:
            if [data for _, data in entries] != [entry(name, seen[-1][1], seen[-1][0])]:
                raise Wrong(f"{subject} did not end at position {seen[-1][0]} then: events of it are withheld")
        else:
            check_absence(name, entries, count)
        self.report.checked |= {"subject": subject, "completeUpTo": event.position}

    def explain(self) -> None:
        plan, notes = self.plan, self.report.notes
        if plan.type is not None:
            notes.append(f"nothing shows that no event of type {plan.type} is missing: only a filter by subject does")
        if plan.subject is not None and "completeUpTo" in self.report.checked:
            end = self.report.checked["completeUpTo"]
            notes.append(f"complete up to position {end}: later events are proven to exist, not to be all")
        if plan.first:
            notes.append(
                f"nothing before position {plan.first} was seen: compare with a checkpoint kept from then; "
                "heads lines and the key in force could be checked only as far as the lines here tell")
        if self.report.checked["requests"] or self.report.checked["refusals"]:
            notes.append(
                "requests and refusals are sealed: they were counted and not opened; "
                "nothing binds refusals to the tree")


def check_absence(name: bytes, entries: list[tuple[int, bytes]], count: int) -> None:
    """The neighbours between which a stream without events would stand."""
    indexes, names = [index for index, _ in entries], [data[:32] for _, data in entries]
    smaller = sum(each < name for each in names)
    if count == 0:
        right = not entries
    elif smaller == 0:
        right = indexes == [0]
    elif smaller == len(names):
        right = indexes == [count - 1]
    else:
        right = len(names) == 2 and indexes[1] == indexes[0] + 1 and names[0] < name
    if not right or name in names:
        raise Wrong("events of the stream are withheld, or the neighbours that would be beside it are missing")


def in_parallel(work: Callable[[Any], Part], tasks: list[Any]) -> Iterator[Part]:
    """The parts in their order, each examined by a process of its own where there are many."""
    if len(tasks) < 3:
        yield from map(work, tasks)
        return
    with Pool() as pool:
        yield from pool.imap(work, tasks)


# A folder of tiles (C2SP tlog-tiles)


TILE = re.compile(r"tile/(entries|\d|[1-5]\d|6[0-3])/((?:x\d{3}/)*\d{3})(?:\.p/([1-9]\d{0,2}))?", re.ASCII)


def tile_path(level: int | str, index: int, width: int) -> str:
    digits = f"{index:0{-(-len(str(index)) // 3) * 3}d}"
    groups = [digits[place : place + 3] for place in range(0, len(digits), 3)]
    name = "/".join(["x" + group for group in groups[:-1]] + groups[-1:])
    return f"tile/{level}/{name}" + (f".p/{width}" if width < 256 else "")


def examine_tiles(task: tuple[str, int, int, Plan]) -> Part:
    """The entry bundles from one index to another."""
    folder, first, last, plan = task
    lines: list[bytes] = []
    problems = []
    for index in range(first, last):
        width = min(256, plan.note.size - 256 * index)
        try:
            name = tile_path("entries", index, width)
            entries = split_entries((Path(folder) / name).read_bytes(), width)
        except (OSError, Wrong) as error:
            problems.append(Problem(reason(error), name, AGAIN))
            entries = [b""] * width
        lines += entries
    part = examine_events(lines, 256 * first, plan)
    part.problems = problems or part.problems
    return part


def split_entries(data: bytes, width: int | None) -> list[bytes]:
    lines, place = [], 0
    while place + 2 <= len(data):
        length = int.from_bytes(data[place : place + 2], "big")
        lines.append(data[place + 2 : place + 2 + length])
        place += 2 + length
    if place != len(data) or len(lines) != width:
        raise Wrong(f"it does not hold {width} entries")
    return lines


def reason(error: Exception) -> str:
    return f"it cannot be read ({error.strerror})" if isinstance(error, OSError) else str(error)


def verify_tiles(folder: Path, trust: Trust, report: Report) -> None:
    report.kind = "a folder of tiles"
    note = Note.read((folder / "checkpoint").read_bytes())
    plan = Plan(note, cuts=(trust.kept.size,) if trust.kept else ())
    history, hashes = History(plan, report), []
    bundles = -(-note.size // 256)
    # A size that is made up would keep this busy for ever.
    if not 0 < bundles <= sum(path.is_file() for path in (folder / "tile/entries").rglob("*")):
        raise Wrong(f"there are no entries up to the checkpoint's size, {note.size}")
    tasks = [(str(folder), first, min(first + 16, bundles), plan) for first in range(0, bundles, 16)]
    for part in in_parallel(examine_tiles, tasks):
        history.add(part)
        hashes += part.hashes
    history.finish(trust)
    check_files(folder, hashes, note.size, report)


def check_files(folder: Path, hashes: list[bytes], size: int, report: Report) -> None:
    """Every tile byte for byte, partial ones of earlier trees included."""
    levels, beyond = [hashes], 0
    while len(levels[-1]) >= 256:
        below = levels[-1]
        levels.append([root_of(below[at : at + 256]) for at in range(0, len(below) - 255, 256)])
    wanted = {
        tile_path(name, index, min(256, len(level) - 256 * index))
        for name, level in [("entries", hashes), *enumerate(levels)]
        for index in range(-(-len(level) // 256))}
    found = {str(path.relative_to(folder)) for path in (folder / "tile").rglob("*") if path.is_file()}
    for name in sorted(wanted - found):
        report.wrong("it is missing", name)
    for name in sorted(found):
        with report.at(name):
            parsed = TILE.fullmatch(name)
            index = int(parsed[2].replace("x", "").replace("/", "")) if parsed else 0
            width = int(parsed[3] or 256) if parsed else 0
            if not parsed or tile_path(parsed[1], index, width) != name:
                raise Wrong("its name is that of no tile")
            level = 0 if parsed[1] == "entries" else int(parsed[1])
            expected = (levels[level] if level < len(levels) else [])[256 * index :][:width]
            if len(expected) < width:
                beyond += 1
                continue
            data = (folder / name).read_bytes()
            if parsed[1] == "entries":
                data = b"".join(map(leaf, split_entries(data, width)))
            if data != b"".join(expected):
                raise Wrong("it is not what the lines come to")
    report.checked["tiles"] = len(found) - beyond
    if beyond:
        report.notes.append(f"{beyond} files belong to a larger tree than the checkpoint's, and were not verified")


# A proof (C2SP tlog-proof)


def verify_proof(path: Path, trust: Trust, report: Report) -> None:
    report.kind = "a proof that a line is in the log"
    head, empty, checkpoint = utf8(path.read_bytes()).partition("\n\n")
    label, extra, index, *hashes = [*head.split("\n"), "", ""]
    found = re.fullmatch(rf"index ({NUMBER})", index)
    if not empty or label != "c2sp.org/tlog-proof@v1" or not extra.startswith("extra ") or not found:
        raise Wrong("it is no proof with the line, its index, a path and a checkpoint")
    note = Note.read(checkpoint.encode())
    trust.check(note, report)
    line = decoded(extra.removeprefix("extra "))
    event = Event.read(line)
    if event.position != int(found[1]):
        raise Wrong(f"its index is {found[1]}, and the line's id {event.position}")
    check_path(leaf(line), event.position, note.size, hashes[:-2], note.root)
    trust.compare(note, {note.size: note.root}, None, report)
    report.checked |= {
        "ledger": event.ledger, "origin": note.origin, "size": note.size, "root": "sha256:" + note.root.hex(),
        "position": event.position, "subject": event.subject, "type": event.type, "time": event.time,
        "cosigned": [str(witness) for witness in trust.witnesses]}
    report.notes.append("it shows that this line is in the log, and nothing about any other")


# What is said


def certificate(report: Report, colour: bool) -> str:
    verdict, code = [("It holds.", 32), ("It does not hold.", 31), ("Cannot tell.", 33)][report.status]
    if colour:
        verdict = f"\x1b[1;{code}m{verdict}\x1b[0m"
    lines = [f"{report.kind[:1].upper()}{report.kind[1:]}: {verdict}"]
    for name, value in report.checked.items():
        if value not in ([], None):
            lines.append(f"  {name:<13} {', '.join(value) if type(value) is list else value}")
    for problem in report.problems[:SHOWN]:
        lines += [f"wrong: {problem.where}: {problem.what}", f"  next: {problem.next}"]
    if len(report.problems) > SHOWN:
        lines.append(f"and {len(report.problems) - SHOWN} more; --json tells all")
    lines += [f"cannot tell: {text}" for text in report.unknown] + [f"note: {text}" for text in report.notes]
    if report.status == 0:
        lines.append(
            "This proves that these lines are the ones that were signed. It does not prove that what they\n"
            "say is true, that others were shown the same (keep this checkpoint, and ask witnesses), or\n"
            "anything about what is sealed.")
    return "\n".join(lines)


class Usage(argparse.ArgumentParser):
    def error(self, message: str) -> Any:
        self.exit(64, f"verify.py: {message}\nnext: verify.py --help\n")


def arguments(given: list[str] | None) -> tuple[Path, Trust, bool]:
    parser = Usage(description="Verifies an audit bundle, a folder of tiles or a proof of a deal ledger.")
    parser.add_argument("path", type=Path, metavar="PATH")
    parser.add_argument("--key", metavar="VKEY", help="the ledger's verifier key, from elsewhere")
    parser.add_argument("--witness", metavar="VKEY", action="append", default=[], help="who has to have cosigned")
    parser.add_argument("--checkpoint", metavar="FILE", type=Path, help="a checkpoint that was kept from before")
    parser.add_argument("--json", action="store_true")
    found = parser.parse_args(given)
    try:
        kept = Note.read(found.checkpoint.read_bytes()) if found.checkpoint else None
        trust = Trust(
            Key.read(found.key, LOG) if found.key else None,
            [Key.read(text, WITNESS) for text in found.witness], kept)
    except OSError as error:
        parser.exit(66, f"verify.py: {found.checkpoint}: {error.strerror}\nnext: name a checkpoint that was kept\n")
    except Wrong as wrong:
        parser.error(str(wrong))
    return found.path, trust, found.json


def verify(path: Path, trust: Trust) -> Report | None:
    """What a file or folder comes to; nil if it is nothing that the ledger hands out."""
    report = Report()
    start = b"" if path.is_dir() else path.open("rb").read(22)
    with report.at(str(path)):
        if path.is_dir() and (path / "checkpoint").is_file():
            verify_tiles(path, trust, report)
        elif start.startswith(b'{"bundle":'):
            Bundle(path, trust, report).verify()
        elif start == b"c2sp.org/tlog-proof@v1":
            verify_proof(path, trust, report)
        else:
            return None
    return report


def main(given: list[str] | None = None) -> int:
    path, trust, as_json = arguments(given)
    try:
        report = verify(path, trust)
    except OSError as error:
        name = error.filename or path
        print(f"verify.py: {name}: {error.strerror}\nnext: name a file that can be read", file=sys.stderr)
        return 66
    if report is None:
        print(f"verify.py: {path} is no bundle, folder of tiles or proof\nnext: name one", file=sys.stderr)
        return 65
    if as_json:
        print(json.dumps(asdict(report) | {"status": report.status}, ensure_ascii=False))
    else:
        print(certificate(report, sys.stdout.isatty() and "NO_COLOR" not in os.environ))
    return report.status


if __name__ == "__main__":
    sys.exit(main())
