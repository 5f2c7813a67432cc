"""Makes audit bundles, tile folders and proofs, true ones and forged ones, with keys of its own.

A second exporter, from docs/format.md alone: it shares no code with the ledger or with a verifier.
"""

import hashlib
import json
from base64 import b64decode, b64encode
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

ORIGIN = "example.org/synthetic"
LEDGER = "0123456789ABCDEFGHJKMNPQRS"


def canonical(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def base64(data):
    return b64encode(data).decode()


# Keys and notes


class Signer:
    """A key whose private part the test holds; the same name has the same key."""

    def __init__(self, name, kind=1, seed=""):
        self.name, self.kind = name, kind
        self.use(sha256((name + seed).encode()).digest())

    def use(self, secret):
        self.private = Ed25519PrivateKey.from_private_bytes(secret)
        public = self.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.encoded = bytes([self.kind]) + public
        self.id = sha256(self.name.encode() + b"\n" + self.encoded).digest()[:4]

    @property
    def vkey(self):
        return f"{self.name}+{self.id.hex()}+{base64(self.encoded)}"

    @classmethod
    def of(cls, file):
        """The log's key as it lies in the folder of keys."""
        name, _, seed = file.read_text().strip().removeprefix("PRIVATE+KEY+").split("+", 2)
        signer = cls(name)
        signer.use(b64decode(seed)[1:])
        return signer

    def __str__(self):
        return f"{self.name}+{self.id.hex()}"

    def line(self, text, time=1_700_000_000):
        if self.kind == 4:
            stamp = b"cosignature/v1\ntime %d\n" % time + text
            signature = time.to_bytes(8, "big") + self.private.sign(stamp)
        else:
            signature = self.private.sign(text)
        return f"— {self.name} {base64(self.id + signature)}\n"


def checkpoint(size, root, *signers, origin=None):
    text = f"{origin or signers[0].name}\n{size}\n{base64(root)}\n"
    return text + "\n" + "".join(signer.line(text.encode()) for signer in signers)


# The tree, as RFC 6962 defines it


class Tree:
    """Every complete subtree is hashed once."""

    def __init__(self, lines):
        self.leaves = [sha256(b"\0" + line).digest() for line in lines]
        self.levels = [self.leaves]
        while len(self.levels[-1]) > 1:
            below = self.levels[-1]
            self.levels.append([
                sha256(b"\1" + below[at] + below[at + 1]).digest()
                for at in range(0, len(below) - 1, 2)])

    def root(self, start=0, end=None):
        """MTH of the leaves from `start` to `end`."""
        end = len(self.leaves) if end is None else end
        size = end - start
        if size == 0:
            return sha256(b"").digest()
        level = size.bit_length() - 1
        if size == 1 << level and start % size == 0:
            return self.levels[level][start >> level]
        split = 1 << (size - 1).bit_length() - 1
        return sha256(b"\1" + self.root(start, start + split) + self.root(start + split, end)).digest()

    def path(self, index, start=0, end=None):
        """From the leaf up."""
        end = len(self.leaves) if end is None else end
        if end - start == 1:
            return []
        split = start + (1 << (end - start - 1).bit_length() - 1)
        if index < split:
            return [*self.path(index, start, split), self.root(split, end)]
        return [*self.path(index, split, end), self.root(start, split)]

    def left(self, first):
        """The roots of the complete subtrees that cover what lies before `first`."""
        roots, start = [], 0
        for level in reversed(range(first.bit_length())):
            if first >> level & 1:
                roots.append(self.root(start, start + (1 << level)))
                start += 1 << level
        return roots


# Lines


def event(position, revision, subject, kind, data, *, command=None, epoch=0, ledger=LEDGER, second=None):
    second = position if second is None else second
    time = f"2026-01-{1 + second // 86400 % 28:02d}T{second // 3600 % 24:02d}:{second // 60 % 60:02d}:{second % 60:02d}"
    command = command or f"c-{position}"
    return canonical({
        "actor": "system" if subject == "ledger" else "party:a", "commanddigest": "sha256:" + sha256(command.encode()).hexdigest(),
        "commandid": command, "data": data, "id": str(position), "occurred": time + "Z",
        "revision": revision, "source": f"/ledgers/{ledger}/{epoch}", "specversion": "1.0",
        "subject": subject, "time": time + ".000000Z", "type": kind})


class Story:
    """Lines that follow each other as a ledger would write them."""

    def __init__(self, signer=None, origin=ORIGIN):
        self.signer = signer or Signer(origin)
        self.lines, self.ends, self.epoch = [], {}, 0
        self.add("ledger", "ledger.created.v1", {
            "backdateDays": 0, "clock": "live", "decider": 1, "epoch": 0, "format": 1,
            "key": self.signer.vkey, "ledger": LEDGER, "origin": origin}, command="init")

    def add(self, subject, kind, data, **more):
        position = len(self.lines)
        revision = self.ends.get(subject, (-1, 0))[0] + 1
        # Every twenty-five hours a day would be too long for a month: the clock stands still behind.
        second = min(position, 2_400_000)
        self.lines.append(event(
            position, revision, subject, kind, data, epoch=self.epoch, second=second, **more))
        self.ends[subject] = (revision, position)
        return self

    def deal(self, number, **more):
        return self.add(f"deal/D{number}", "deal.terms-commented.v1", {
            "_sd": [f"{len(self.lines):043d}"], "round": 1, "note": "技术转让"}, **more)

    def fill(self, size, streams=7):
        while len(self.lines) < size:
            self.deal(len(self.lines) % streams)
        return self

    def heads(self, **changed):
        entries = entries_of(self.ends)
        data = {"root": "sha256:" + Tree(entries).root().hex(), "streams": len(entries)} | changed
        return self.add("ledger", "ledger.heads.v1", data)


def entries_of(ends):
    return sorted(
        sha256(subject.encode()).digest() + revision.to_bytes(8, "big") + position.to_bytes(8, "big")
        for subject, (revision, position) in ends.items())


def ends_before(lines, position):
    ends = {}
    for line in lines[:position]:
        found = json.loads(line)
        ends[found["subject"]] = (found["revision"], int(found["id"]))
    return ends


# Bundles


class Bundle:
    """What a bundle is made of. A test changes a part, and has the rest made to fit."""

    def __init__(
            self, lines, *signers, first=0, subject=None, kind=None, requests=False, refusals=(),
            ledger=LEDGER):
        self.lines, self.signers = lines, list(signers)
        self.first, self.subject, self.kind = first, subject, kind
        self.requests, self.refusals = requests, list(refusals)
        self.header = {
            "bundle": "dealledger/bundle/1", "checkpoint": self.note(), "first": first,
            "keys": [str(signer) for signer in signers], "ledger": ledger,
            "with": ["requests"] * requests + ["refusals"] * bool(refusals)}
        if subject is not None or kind is not None:
            self.header["filter"] = {"subject": subject} if kind is None else {"type": kind}
        if first:
            self.header["left"] = [base64(root) for root in self.tree.left(first)]
        self.places = [place for place in range(first, len(lines)) if self.has(place)]
        self.head = self.make_head() if subject is not None else None

    @cached_property
    def tree(self):
        return Tree(self.lines)

    @cached_property
    def events(self):
        return [json.loads(line) for line in self.lines]

    @property
    def filtered(self):
        return "filter" in self.header

    def note(self):
        return checkpoint(len(self.lines), self.tree.root(), *self.signers)

    def has(self, place):
        if self.subject is None and self.kind is None or place == 0:
            return True
        found = self.events[place]
        return found["subject"] == self.subject or found["type"] == self.kind

    def path(self, place):
        return [base64(value) for value in self.tree.path(place)]

    def make_head(self):
        place = max(place for place, each in enumerate(self.events) if each["type"] == "ledger.heads.v1")
        entries = entries_of(ends_before(self.lines, place))
        name, tree = sha256(self.subject.encode()).digest(), Tree(entries)
        at = [index for index, entry in enumerate(entries) if entry[:32] == name]
        if not at:
            right = sum(entry[:32] < name for entry in entries)
            at = [index for index in (right - 1, right) if 0 <= index < len(entries)]
        return {
            "entries": [{
                "entry": base64(entries[index]), "index": index,
                "path": [base64(value) for value in tree.path(index)]} for index in at],
            "line": self.lines[place].decode(), "path": self.path(place)}

    def body(self):
        for place in self.places:
            yield self.lines[place]
            if self.filtered:
                yield canonical({"path": self.path(place)})
        if self.head is not None:
            yield canonical({"head": self.head})
        for place in self.asked():
            box = bytes([1]) + bytes(16 + 12 + 64 + 16)
            yield canonical({"request": {"box": base64(box), "position": place}})
        for number, row in enumerate(self.refusals):
            yield canonical({"refusal": {"number": number, "row": row}})

    def asked(self):
        if not self.requests:
            return []
        digests = [None, *(event["commanddigest"] for event in self.events)]
        return [place for place in self.places if digests[place] != digests[place + 1]]

    def encoded(self):
        return sealed([canonical(self.header), *self.body()], self.places, len(self.asked()), len(self.refusals))


def sealed(lines, places, requests=0, refusals=0):
    """Lines with a trailer that fits them."""
    digest = hashlib.sha256(b"".join(sha256(b"\0" + line).digest() for line in lines)).hexdigest()
    trailer = {
        "digest": "sha256:" + digest, "events": len(places), "refusals": refusals, "requests": requests}
    if places:
        trailer |= {"first": places[0], "last": places[-1]}
    return b"".join(line + b"\n" for line in [*lines, canonical({"trailer": trailer})])


def resealed(data, change):
    """A bundle whose lines before the trailer were changed, with counts and digest that fit."""
    lines = change(data.splitlines()[:-1])
    events = [line for line in lines[1:] if line.startswith(b'{"actor":')]
    places = [int(json.loads(line)["id"]) for line in events]
    return sealed(
        lines, places, sum(line.startswith(b'{"request":') for line in lines),
        sum(line.startswith(b'{"refusal":') for line in lines))


# Tiles and proofs


def tile_name(kind, index, width):
    groups = [f"{index % 1000:03d}"]
    while index >= 1000:
        index //= 1000
        groups.insert(0, f"x{index % 1000:03d}")
    return f"tile/{kind}/" + "/".join(groups) + (f".p/{width}" if width < 256 else "")


def write_tiles(folder, lines, *signers):
    tree, level, folder = Tree(lines), 0, Path(folder)
    while len(lines) >> 8 * level:
        hashes = tree.levels[8 * level]
        for at in range(0, len(hashes), 256):
            write(folder, tile_name(level, at // 256, len(hashes[at : at + 256])), b"".join(hashes[at : at + 256]))
        level += 1
    for at in range(0, len(lines), 256):
        some = lines[at : at + 256]
        write(
            folder, tile_name("entries", at // 256, len(some)),
            b"".join(len(line).to_bytes(2, "big") + line for line in some))
    (folder / "checkpoint").write_text(checkpoint(len(lines), tree.root(), *signers))
    return folder


def write(folder, name, data):
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)


def proof(lines, place, *signers):
    tree = Tree(lines)
    return "\n".join([
        "c2sp.org/tlog-proof@v1", "extra " + base64(lines[place]), f"index {place}",
        *(base64(value) for value in tree.path(place)), "",
        checkpoint(len(lines), tree.root(), *signers)])
