"""Unusual values in every field that is not public, to be searched for wherever bytes lie.

A canary is a row of digits: it fits into texts, ids, decimals, counts and hashes alike, and no
encoding of JSON touches it. All begin with the same ten digits, which nothing else contains, so that
one search finds all of them.
"""

import json
import re
from base64 import b64encode
from dataclasses import dataclass, field

from conftest import NETWORK, ROOT, SCENARIOS

MARK = "7319468205"
# There is no room in a region for more.
REGION = "CN-9Z7"
COUNTS = {"data.units", "data.quantity"}
COMMANDS = {path.stem: json.loads(path.read_text()) for path in ROOT.glob("Schemas/commands/*.json")}

# Persons whom a scenario's hold or order names, and who are thus known to everybody.
NAMED = {"contact-ph-0007", "contact-ph-0031"}


@dataclass
class Canary:
    number: int
    command: str
    path: str
    person: str | None
    """Whose it is; nobody's where it is about a deal."""

    @property
    def digits(self):
        return f"{MARK}{self.number:04}"


@dataclass
class Aviary:
    """Puts canaries into commands, and knows each."""

    canaries: list = field(default_factory=list)
    persons: dict = field(default_factory=dict)
    """The id that a person has here, by the one in the scenarios."""
    deals: dict = field(default_factory=dict)
    """A deal in which the person occurs."""

    def plant(self, line):
        """A command with a canary in each field above class public, there before or not."""
        command = json.loads(line)
        planting = Planting(self, command["command"], command.get("deal"))
        actor = command["actor"]
        acts = ":".join([str(planting.deal), actor["role"], actor.get("party", "")])
        actor["person"] = planting.person(actor.get("person", acts), "actor.person")
        schema = COMMANDS[command["command"]]["properties"]["data"]
        command["data"] = planting.public(schema, command["data"], "data")
        return command


@dataclass
class Planting:
    """One command that gets its canaries."""

    aviary: Aviary
    command: str
    deal: str | None

    def digits(self, path, person=None):
        canary = Canary(len(self.aviary.canaries), self.command, path, person)
        self.aviary.canaries.append(canary)
        return canary.digits

    def text(self, path, person=None):
        return f'{self.digits(path, person)} "ลับ\\密'

    def person(self, known, path):
        """The id of a person, the same as before for one whom the scenarios name again."""
        persons = self.aviary.persons
        known = known or f"{self.command} {path} {len(persons)}"
        if known in NAMED:
            persons[known] = known
        elif known not in persons:
            persons[known] = f"p-{self.digits(path)}"
            self.aviary.canaries[-1].person = persons[known]
        self.aviary.deals.setdefault(persons[known], self.deal)
        return persons[known]

    # What stands in the line, with what is sealed in it

    def public(self, schema, value, path):
        if isinstance(value, list):
            return [self.public(schema["items"], element, path + "[]") for element in value]
        if not isinstance(value, dict):
            return value
        fields = {}
        for name, of in schema.get("properties", {}).items():
            place = f"{path}.{name}"
            if self.command == "RecordIndicator" and name in ("amount", "value") and name not in value:
                continue  # It has the one or the other.
            if of.get("x-disclosure", "public") != "public":
                planted = self.sealed(of, value.get(name), place)
                if planted is not None:
                    fields[name] = planted
            elif name in value:
                fields[name] = self.public(of, value[name], place)
        return self.natural({**value, **fields}, path)

    def natural(self, party, path):
        """A party of no known kind becomes a natural person, whose name is nobody else's affair."""
        if path not in ("data.parties[]", "data.party") or party.get("kind"):
            return party
        identifier = party["party"]
        self.aviary.persons[identifier] = identifier
        self.aviary.deals.setdefault(identifier, self.deal)
        return {**party, "kind": "naturalPerson", "name": self.text(path + ".name", identifier)}

    # What is sealed

    def sealed(self, schema, value, path, person=None):
        """A canary of the type that the schema asks for; the value itself where none fits."""
        if schema.get("x-disclosure") == "personal" and schema.get("type") == "string":
            return self.person(value, path)
        if "enum" in schema:
            return value
        match schema.get("type"):
            case None:
                return {"note": self.text(path)}
            case "object":
                return self.sealed_object(schema, value or {}, path, person)
            case "array":
                return [
                    self.sealed(schema["items"], element, path + "[]", person)
                    for element in value or [None]
                ]
            case "integer":
                roomy = schema.get("maximum", 0) > 10**15
                return int(self.digits(path, person)) if roomy else value
        return self.sealed_text(schema, value, path, person)

    def sealed_object(self, schema, value, path, person):
        properties = schema.get("properties")
        if not properties:
            return {self.text(path): {"nested": [self.text(path)]}}
        if "subject" in properties:
            person = self.person(value.get("subject"), path + ".subject")
        fields = {
            name: self.sealed(of, value.get(name), f"{path}.{name}", person)
            for name, of in properties.items()
            if name != "subject"
        }
        if "subject" in properties:
            fields["subject"] = person
        return {name: given for name, given in fields.items() if given is not None}

    def sealed_text(self, schema, value, path, person):
        pattern = schema.get("pattern", "")
        if pattern.startswith("^sha256:"):
            return "sha256:" + self.digits(path, person).ljust(64, "0")
        if pattern.startswith("^-?(0|"):
            return self.digits(path, person)
        if pattern.startswith("^[A-Z]{3}$"):
            return "THB"
        if pattern.startswith("^[A-Z]{2}-"):
            return REGION
        if pattern.startswith("^[A-Za-z0-9]"):
            return f"i-{self.digits(path, person)}"
        return self.text(path, person)


# Command files


def planted_files(aviary, folder):
    """The files of the scenarios and of the network with canaries, and in their places the commands that must be refused.

    Answers the paths, and the lines that are to be refused.
    """
    refusals = refusals_by_place()
    paths, refused = [], set()
    for scenario in [*SCENARIOS, NETWORK]:
        path = folder / scenario.name
        lines = []
        for number, line in enumerate(scenario.read_text().splitlines(), 1):
            lines.append(aviary.plant(line))
            for command in refusals.get((scenario.stem, number), []):
                lines.append(aviary.plant(json.dumps(command)))
                refused.add((str(path), len(lines)))
        # Every other file escapes what is not ASCII.
        ascii = len(paths) % 2 == 0
        path.write_text("".join(json.dumps(line, ensure_ascii=ascii) + "\n" for line in lines))
        paths.append(path)
    return paths, refused


def refusals_by_place():
    found = {}
    for name in ("must-refuse.json", "must-refuse-more.json"):
        for item in json.loads((ROOT / "Schemas/scenarios" / name).read_text()):
            # Refused for its figures, which are the same as another's, or nought: no canaries.
            if item["id"] not in ("R086", "R089"):
                place = item["afterDeal"], item["afterCommands"]
                found.setdefault(place, []).append(item["command"])
    return found


def broken_lines(aviary):
    """Lines that are no commands and hold canaries, in all the places that a message may quote.

    But for the name of a field that no command has: it is quoted so that its sender can find it.
    """
    planting = Planting(aviary, "none", "D01")

    def command(**changes):
        text = planting.text("broken")
        base = {
            "command": "RecordPayment", "deal": "D01", "at": "2024-01-01T00:00:00Z",
            "actor": {"party": "cas", "role": "party", "person": text},
            "data": {
                "payment": "X1", "payer": "cas", "payee": "mahidol", "paidOn": "2024-01-01",
                "amount": {"value": planting.digits("broken"), "currency": "THB"}},
        }
        return {**base, **changes}

    def data(**changes):
        line = command()
        return {**line, "data": {**line["data"], **changes}}

    def money(value, currency="THB"):
        return data(amount={"value": value, "currency": currency})

    fresh = lambda: planting.digits("broken")
    lines = [
        json.dumps(command())[:-20],
        json.dumps(command()) + fresh(),
        json.dumps(command())[:-1] + f',"deal":"{fresh()}"}}',
        fresh(), f'"{fresh()}"', f"[{fresh()}]", f"\ufeff{fresh()}",
        json.dumps(data(colour=fresh())),
        json.dumps(money(fresh() + ".1234567890")),
        json.dumps(money(fresh() + " baht")),
        json.dumps(money("-" + fresh())),
        json.dumps(money(int(fresh()))),
        json.dumps(money(float(fresh()) + 0.5)),
        json.dumps(money(fresh(), fresh())),
        json.dumps(data(amount=fresh())),
        json.dumps(data(paidOn=fresh())),
        json.dumps(data(amount={"value": fresh()})),
        json.dumps(command(at=fresh())),
        json.dumps(command(actor={"role": "party", "party": "cas", "person": {"name": fresh()}})),
        json.dumps(command(actor={"role": "party", "party": "cas", "person": fresh() * 30})),
        json.dumps(command(actor=fresh())),
        json.dumps(command(data=[fresh()])),
        json.dumps(data(withholdingTax={"value": fresh() + "\0", "currency": "THB"})),
        json.dumps(data(withholdingTax={"value": fresh() * 9, "currency": "THB"})),
        json.dumps({**command(), "command": "CommentTerms", "data": {
            "version": 1, "path": "/", "text": planting.text("broken") * 300}}),
        json.dumps({**command(), "command": "CommentTerms", "data": {
            "version": fresh(), "path": "/", "text": planting.text("broken")}}),
        json.dumps({**command(), "command": "RecordDueDiligence", "data": {
            "kind": "ETHICS", "outcome": planting.text("broken")}}),
        json.dumps({**command(), "command": "RecordDueDiligence", "data": {
            "kind": "ETHICS", "outcome": "pass", "findingsHash": "sha256:" + fresh()}}),
        json.dumps({**command(), "command": "SignDeal", "data": {"signature": [fresh()]}}),
        json.dumps(command(filler=fresh() * 4000)),
    ]
    return [line.encode() for line in lines] + [b'{"command":"' + fresh().encode() + b'\xff"}']


# The search


def spellings(mark):
    """The bytes by which a row of digits gives itself away, whatever stands before and behind."""
    plain = mark.encode()
    found = {
        "plain": plain,
        "hex": plain.hex().encode(),
        "UTF-16": mark.encode("utf-16-le"),
        "percent-encoded": "".join(f"%{byte:02X}" for byte in plain).encode(),
        "JSON escapes": "".join(f"\\u{byte:04x}" for byte in plain).encode(),
        "bytes of hexadecimal": bytes.fromhex(mark),
    }
    # Three bytes make four characters; those at the ends also hold bits of what stands beside.
    for shift in range(3):
        encoded = b64encode(bytes(shift) + plain).rstrip(b"=")
        whole = (shift + len(plain)) * 8 // 6
        found[f"base64, shifted by {shift}"] = encoded[-(-shift * 8 // 6) : whole]
    return found


def integers(numbers):
    """How counts look in binary, in the bytes that SQLite would take or in any word."""
    return {
        f"{order}-endian {number}": number.to_bytes(6, order)
        for number in numbers
        for order in ("big", "little")
    }


class Search:
    """Looks for all canaries of an aviary at once."""

    def __init__(self, aviary):
        counts = [int(canary.digits) for canary in aviary.canaries if canary.path in COUNTS]
        self.spellings = {**spellings(MARK), **integers(counts), "region": REGION.encode()}

    def seen(self, data):
        """How canaries show in bytes: the spelling, and what stands around the first of it."""
        return [
            (spelling, data[max(0, place - 60) : place + 40])
            for spelling, bytes in self.spellings.items()
            if (place := data.find(bytes)) >= 0
        ]

    def seen_in(self, folder):
        """The same for every file under a folder and its name, links not followed."""
        found = {}
        for path in sorted(folder.rglob("*")):
            data = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
            if seen := self.seen(data) + self.seen(path.name.encode()):
                found[str(path.relative_to(folder))] = seen
        return found


def numbers_in(data):
    """The canaries that stand in bytes in the clear."""
    return {int(number) for number in re.findall(MARK.encode() + rb"(\d{4})", data)}
