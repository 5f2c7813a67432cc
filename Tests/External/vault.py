"""Opens what a ledger has sealed, from docs/format.md alone: tables, key files, boxes, records.

A second implementation: what it cannot open or finds otherwise is a fault of the page or of the
program. It reads a copy as well as a ledger, and never writes.
"""

import json
from base64 import b64decode
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import disclosures
import lmdb
import rfc8785
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

TABLES = (
    "events", "streams", "commands", "vault", "requests", "tiles", "edge", "checkpoints",
    "documents", "refusals", "meta",
)


class Closed(Exception):
    """Nothing is wrong with the box: a key that it needs is not there."""


def number(data):
    return int.from_bytes(data, "big")


def derived(secret, info):
    return HKDF(SHA256(), 32, salt=None, info=info).derive(secret)


# Keys


@dataclass
class Key:
    owner: str
    secret: bytes


class Keys:
    """The key ring of a folder, unwrapped."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.epoch = max(
            int(path.stem.split("-")[1])
            for pattern in ("epoch-*.key", "ring-*.keys")
            for path in self.folder.glob(pattern)
        )
        self.ledger, self.wrapping = self.epoch_key()
        self.by_id = dict(self.ring())

    def epoch_key(self):
        head, secret = (self.folder / f"epoch-{self.epoch}.key").read_text().splitlines()
        *label, epoch, ledger = head.split(" ")
        assert label == "dealledger epoch key 1".split(" ") and int(epoch) == self.epoch
        secret = b64decode(secret, validate=True)
        assert len(secret) == 32
        return ledger, secret

    def ring(self):
        text = (self.folder / f"ring-{self.epoch}.keys").read_bytes()
        head, *rows = text[: text.rindex(b"\n")].decode().split("\n")
        *label, epoch, check, ledger = head.split(" ")
        assert label == "dealledger ring 1".split(" ") and int(epoch) == self.epoch
        assert ledger == self.ledger
        place = self.epoch.to_bytes(8, "big") + ledger.encode()
        expected = derived(self.wrapping, b"dealledger epoch key check 1\0" + place)
        assert b64decode(check, validate=True) == expected, "the ring is of another epoch key"
        cipher = AESGCM(self.wrapping)
        for row in rows:
            identifier, wrapped = row.split(" ")
            identifier, wrapped = bytes.fromhex(identifier), b64decode(wrapped, validate=True)
            bound = b"dealledger wrapped key 1\0" + identifier + place
            plain = cipher.decrypt(wrapped[:12], wrapped[12:], bound)
            yield identifier, Key(plain[32:].rstrip(b"\0").decode(), plain[:32])

    def owners(self):
        return {key.owner for key in self.by_id.values()}

    def open(self, box, context):
        """What was sealed, with its padding; Closed without the keys, InvalidTag elsewhere."""
        needed, sealed = Box.parts(box)
        missing = [identifier for identifier in needed if identifier not in self.by_id]
        if missing:
            raise Closed(missing)
        secrets = [self.by_id[identifier].secret for identifier in needed]
        secret = secrets[0]
        if len(secrets) > 1:
            secret = derived(b"".join(secrets), b"dealledger box 1 several keys")
        bound = b"dealledger box 1\0" + box[: 1 + 16 * len(needed)] + context
        return AESGCM(secret).decrypt(sealed[:12], sealed[12:], bound)

    def owners_of(self, box):
        """Whose keys a box needs; None for a key that is not there."""
        held = (self.by_id.get(identifier) for identifier in Box.parts(box)[0])
        return [key and key.owner for key in held]


class Box:
    @staticmethod
    def parts(box):
        """The ids of the keys, and nonce ‖ ciphertext ‖ tag."""
        count = box[0]
        assert count > 0 and len(box) >= 1 + 16 * count + 12 + 16
        ids = [box[1 + 16 * place :][:16] for place in range(count)]
        return ids, box[1 + 16 * count :]


# The log


def read_tables(log):
    """All rows of `data.mdb` in a folder, without a lock and without a write."""
    environment = lmdb.open(
        str(log), readonly=True, lock=False, create=False, max_dbs=len(TABLES))
    with environment, environment.begin() as transaction:
        tables = {}
        for name in TABLES:
            table = environment.open_db(name.encode(), transaction, create=False)
            tables[name] = {bytes(key): bytes(value) for key, value in transaction.cursor(table)}
        return tables


@dataclass
class Place:
    """Where a box lies, and how it is bound there."""

    kind: str
    names: tuple
    box: bytes

    def context(self, ledger):
        return b"\0".join(
            text.encode() for text in (f"dealledger/{self.kind}/1", ledger, *self.names))


@dataclass
class Record:
    """A command as it is kept."""

    encoded: bytes
    salt: bytes
    request: bytes
    findings: bytes

    def digest(self):
        return "sha256:" + sha256(b"dealledger/command/1\n" + self.encoded).hexdigest()


class Log:
    """The tables of a log with the keys that are at hand."""

    def __init__(self, log, keys):
        self.tables = read_tables(log)
        self.keys = keys if isinstance(keys, Keys) else Keys(keys)
        positions = sorted(self.tables["events"])
        assert [number(key) for key in positions] == list(range(len(positions)))
        self.lines = [self.tables["events"][key] for key in positions]
        self.events = [json.loads(line) for line in self.lines]
        self.ledger = self.events[0]["data"]["ledger"]

    def open(self, place):
        plain = self.keys.open(place.box, place.context(self.ledger))
        if place.kind == "document":
            return plain
        assert len(plain) % 64 == 0
        stripped = plain.rstrip(b"\0")
        assert len(plain) - len(stripped) < 64
        return stripped

    # Where the boxes are

    def parts(self, position):
        row = self.tables["vault"].get(position.to_bytes(8, "big"))
        if row is None:
            return []
        count, rest = row[0], row[1:]
        places = []
        for part in range(count):
            length, rest = number(rest[:4]), rest[4:]
            names = (self.events[position]["subject"], str(position), str(part))
            places.append(Place("vault", names, rest[:length]))
            rest = rest[length:]
        assert rest == b""
        return places

    def requests(self):
        """The box of each command, by the position of its first event."""
        return {
            number(key): Place("request", (self.events[number(key)]["commandid"],), box)
            for key, box in self.tables["requests"].items()
        }

    def refusals(self):
        rows = [json.loads(row) for _, row in sorted(self.tables["refusals"].items())]
        for row in rows:
            assert set(row) == {
                "actor", "code", "commandid", "occurred", "sealed", "sender", "time"}
        names = ("actor", "code", "commandid", "occurred", "sender", "time")
        return [
            Place("refusal", tuple(row[name] for name in names), disclosures.decode(row["sealed"]))
            for row in rows
        ]

    def documents(self):
        """The box of each document, by its subject and hash."""
        places = {}
        for key, box in self.tables["documents"].items():
            subject, hash = key[:-33].decode(), key[-32:]
            assert key[-33] == 0
            places[subject, hash] = Place("document", (subject, hash.hex()), box)
        return places

    def boxes(self):
        """Every box of the file."""
        for position in range(len(self.lines)):
            yield from self.parts(position)
        yield from self.requests().values()
        yield from self.refusals()
        yield from self.documents().values()

    # What is in them

    def disclosures(self, position):
        """The disclosures of a line in the order of its digests; None where one is closed."""
        parts = []
        for place in self.parts(position):
            try:
                plain = self.open(place)
            except Closed:
                parts.append(None)
                continue
            parts.append(json.loads(plain))
            assert rfc8785.dumps(parts[-1]) == plain
        if not parts or parts[0] is None:
            return [None] * len(disclosures.digests(self.events[position]["data"]))
        rest = [part and iter(part) for part in parts]
        found = [
            entry if isinstance(entry, list) else rest[entry] and next(rest[entry])
            for entry in parts[0]
        ]
        assert all(next(part, None) is None for part in rest[1:] if part)
        return found

    def record(self, place):
        """A request with its salt and its findings."""
        encoded = self.open(place)
        length = number(encoded[32:36])
        request, findings = encoded[36 : 36 + length], encoded[36 + length :]
        assert len(request) == length
        assert rfc8785.dumps(json.loads(findings)) == findings
        return Record(encoded, encoded[:32], request, findings)

    def opened(self):
        """All plaintext that these keys open, by place; nothing is passed over but for want of keys."""
        found = []
        for place in self.boxes():
            try:
                found.append((place, self.open(place)))
            except Closed:
                continue
        return found


# What the schemas say of a line


def named_digests(schema, value):
    """Every digest of a line with the name of its field, in the order in which they stand.

    `schema` is that of the event: it declares under `x-sealed` what an object seals.
    """
    if isinstance(value, list):
        return [found for element in value for found in named_digests(schema["items"], element)]
    if not isinstance(value, dict):
        return []
    found = []
    for name, member in value.items():
        if name == "_sd":
            fields = sorted(schema["x-sealed"])
            assert len(fields) == len(member)
            found += zip(fields, member)
        elif isinstance(schema.get("properties"), dict):
            found += named_digests(schema["properties"].get(name, {}), member)
    return found


__all__ = ["Box", "Closed", "InvalidTag", "Keys", "Log", "Place", "named_digests", "read_tables"]
