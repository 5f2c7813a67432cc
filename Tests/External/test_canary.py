"""Nothing above class public lies anywhere in the clear, and what was erased lies nowhere at all.

Every field that is not public gets an unusual value (`canaries.py`). Then everything is done with
the ledger that leaves bytes, and all of them are searched. What `show` and `history` print without a
role is for those who have all keys: it is kept apart, while the files that it might leave are
searched. `submit` prints what became of commands and none of their values, so that is searched too,
that of `--dry-run` included.

Every eighth person is erased; all of them with DEALLEDGER_NIGHTLY=1.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import time
from base64 import b64encode
from dataclasses import dataclass, field
from pathlib import Path

import lmdb
import pytest
from canaries import (
    MARK, REGION, Aviary, Planting, Search, broken_lines, numbers_in, planted_files)
from conftest import ROOT
from vault import Closed, Log, Place

EVENTS = {path.stem: json.loads(path.read_text()) for path in ROOT.glob("Schemas/events/*.json")}
NIGHTLY = os.environ.get("DEALLEDGER_NIGHTLY") == "1"
ERASED_AT = "2026-03-01T02:00:00Z"


# What is done


@dataclass
class Scene:
    """A folder in which everything lies that a run of the program can leave."""

    program: str
    folder: Path
    aviary: Aviary = field(default_factory=Aviary)
    commands: list = field(default_factory=list)
    outcomes: dict = field(default_factory=dict)
    refused: set = field(default_factory=set)
    runs: int = 0

    def __post_init__(self):
        for name in ("sent", "shown", "printed", "home", "data", "tmp", "copies"):
            (self.folder / name).mkdir()
        self.ledger = self.folder / "ledger"
        self.environment = {
            **os.environ, "HOME": str(self.folder / "home"), "TMPDIR": str(self.folder / "tmp"),
            "XDG_DATA_HOME": str(self.folder / "data"), "DEALLEDGER_LEDGER": str(self.ledger)}

    def run(self, *arguments, status=0, into="printed", program=None, where=()):
        """Runs a command and keeps what it prints among `printed` or, for its reader, `shown`."""
        done = subprocess.run(
            [program or self.program, *map(str, arguments), *map(str, where)],
            capture_output=True, timeout=1200, env=self.environment, cwd=self.folder / "tmp")
        name = f"{self.runs:03} " + " ".join(Path(str(argument)).name for argument in arguments[:3])
        (self.folder / into / (name[:80] + ".out")).write_bytes(done.stdout)
        (self.folder / into / (name[:80] + ".err")).write_bytes(done.stderr)
        self.runs += 1
        assert done.returncode == status, (arguments, done.returncode, done.stderr[-2000:])
        return done.stdout

    def submit(self, *arguments, status=0, into="printed"):
        printed = self.run("submit", "--json", *arguments, status=status, into=into)
        return [json.loads(line) for line in printed.splitlines()]

    def send(self, name, lines):
        path = self.folder / "sent" / name
        path.write_bytes(b"\n".join(lines) + b"\n")
        return path

    def log(self, folder="ledger/log", keys="ledger/keys"):
        return Log(self.folder / folder, self.folder / keys)

    def compacted(self, name):
        """A copy without free pages, as `mdb_copy -c` makes it."""
        target = self.folder / "copies" / name
        target.mkdir()
        with lmdb.open(str(self.ledger / "log"), readonly=True, lock=False) as environment:
            environment.copy(str(target), compact=True)
        return f"copies/{name}"


@pytest.fixture(scope="module")
def scene(program, tmp_path_factory):
    """A ledger of all scenarios, and everything done with it that leaves bytes."""
    scene = Scene(program, tmp_path_factory.mktemp("canary"))
    files, scene.refused = planted_files(scene.aviary, scene.folder / "sent")
    scene.commands = files
    scene.run("init", "--clock", "history", "--origin", "example.org/canary")
    for outcome in scene.submit(*files, status=1):
        scene.outcomes[outcome["file"], outcome["line"]] = outcome
    send_again(scene, files)
    send_what_is_wrong(scene)
    offer_documents(scene)
    read(scene)
    make_copies(scene)
    kill(scene, files)
    return scene


def send_again(scene, files):
    again = scene.submit(*files, status=1)
    assert {outcome["outcome"] for outcome in again} == {"repeated", "refused"}
    scene.submit("--dry-run", *files, status=1)


def send_what_is_wrong(scene):
    broken = scene.send("broken.ndjson", broken_lines(scene.aviary))
    outcomes = scene.submit(broken, status=1)
    assert {outcome["outcome"] for outcome in outcomes} <= {"invalid", "refused"}
    assert sum(outcome["outcome"] == "invalid" for outcome in outcomes) > 20
    scene.run("submit", broken, status=1)
    scene.run("submit", "--dry-run", broken, status=1)
    again = json.loads(scene.commands[0].read_text().splitlines()[0])
    scene.submit(scene.send("id.ndjson", [json.dumps({**again, "id": "the-same"}).encode()]), status=1)


def offer_documents(scene):
    """A file, terms in JSON with and without their hash, and both with a hash that is wrong."""
    text = Planting(scene.aviary, "OfferTerms", "X16").text("data.terms")
    scenario = [json.loads(line) for line in (ROOT / "Schemas/scenarios/D16.ndjson").open()]
    *before, offer = scenario[:4]
    lines = [json.dumps({**command, "deal": "X16"}).encode() for command in before]
    scene.submit(scene.send("before.ndjson", lines))
    document = scene.folder / "sent" / "terms.pdf"
    document.write_bytes(f"%PDF-1.7 {text}".encode())
    other = "sha256:" + "ab" * 32
    common = ("offer", "X16", "--as-party", offer["actor"]["party"], "--at", offer["at"])
    scene.run(*common, "--base-version", "0", "--document", document)
    scene.run(*common, "--base-version", "1", "--document", document, "--terms-hash", other, status=1)
    for hash in ({"termsHash": other}, {}):
        data = {"baseVersion": 1, "terms": {text: [text]}, **hash}
        line = json.dumps({**offer, "deal": "X16", "data": data}).encode()
        scene.submit(scene.send(f"terms{len(hash)}.ndjson", [line]), status=len(hash))


def read(scene):
    """Every way of reading for those who may see what is public, and all checks."""
    scene.run("checkpoint", "create")
    scene.run("export", "cloudevents", "-o", scene.folder / "copies" / "export.ndjson")
    scene.run("verify", into="printed")
    scene.run("verify", "--json")
    scene.run(scene.ledger, program=replay(scene), into="printed")
    scene.run("rebuild")
    scene.run("list", into="printed")
    scene.run("list", "--json")
    for text in ("THB", MARK, REGION):
        scene.run("search", text, "--json", into="shown" if text != "THB" else "printed")
    log = scene.run("log").splitlines()
    deals = sorted({json.loads(line)["subject"] for line in log if b'"deal/' in line})
    types = {json.loads(line)["type"]: json.loads(line)["id"] for line in log}
    for role, step in (("operator", 1), ("integrator", 1 if NIGHTLY else 6)):
        scene.run("log", "--as", role)
        for deal in [subject.removeprefix("deal/") for subject in deals][::step]:
            scene.run("show", deal, "--json", "--as", role)
            scene.run("history", deal, "--diff", "--as", role)
        for position in list(types.values())[:: 2 * step]:
            scene.run("event", position, "--as", role)
    scene.run("event", types["deal.payment-recorded.v1"], "--raw")
    scene.run("event", types["deal.payment-recorded.v1"], "--proof")
    for deal in ("D06", "D09", "D13"):
        scene.run("show", deal, into="shown")
        scene.run("history", deal, "--diff", into="shown")


def replay(scene):
    return str(Path(scene.program).with_name("dealledger-replay"))


def make_copies(scene):
    shutil.copytree(scene.ledger, scene.folder / "copies" / "backup", symlinks=True)
    scene.compacted("compacted")


def kill(scene, files):
    """A `submit` that is killed at some moments, then opened, and sent again as a whole."""
    crashed = scene.folder / "crashed"
    scene.run("init", "--clock", "history", where=["--ledger", crashed])
    interrupted = 0
    for pause in (0.02, 0.05, 0.08, 0.12, 0.18, 0.25, 0.35):
        sender = subprocess.Popen(
            [scene.program, "submit", *map(str, files), "--ledger", str(crashed)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=scene.environment)
        time.sleep(pause)
        sender.send_signal(signal.SIGKILL)
        interrupted += sender.wait() == -signal.SIGKILL
    assert interrupted > 2
    shutil.copytree(crashed, scene.folder / "copies" / "crashed", symlinks=True)
    scene.run("submit", "--json", *files, where=["--ledger", crashed], status=1)
    scene.run("verify", where=["--ledger", crashed])


# Every field had one


def declared(schema, path=""):
    """The fields that an event seals, down to the last member that has a type of its own."""
    for name, of in schema.get("properties", {}).items():
        if of.get("type") == "array":
            yield from declared(of["items"], f"{path}{name}[].")
        else:
            yield from declared(of, f"{path}{name}.")
    for name, of in schema.get("x-sealed", {}).items():
        yield from members(of, path + name)


def members(schema, path):
    if schema.get("type") == "array":
        yield from members(schema["items"], path + "[]")
    elif schema.get("properties"):
        for name, of in schema["properties"].items():
            yield from members(of, f"{path}.{name}")
    else:
        yield path, schema


def found(schema, value, path, disclosures):
    """Every value that a line has sealed, by the path of its field."""
    if isinstance(value, list):
        for element in value:
            yield from found(schema.get("items", {}), element, path[:-1] + "[].", disclosures)
    if not isinstance(value, dict):
        return
    for name, member in value.items():
        if name == "_sd":
            for _ in member:
                _, own, sealed = next(disclosures)
                yield from values(sealed, path + own)
        else:
            of = schema.get("properties", {}).get(name, {})
            yield from found(of, member, f"{path}{name}.", disclosures)


def values(value, path):
    yield path, value
    if isinstance(value, list):
        for element in value:
            yield from values(element, path + "[]")
    if isinstance(value, dict):
        for name, member in value.items():
            yield from values(member, f"{path}.{name}")


# No room for a canary: a code list, a scale from 1 to 9, and the id of a party, which is public.
NO_ROOM = {
    *((f"deal.{event}", f"{field}.currency") for event, field in (
        ("audit-finding-recorded", "amount"), ("closed", "finalAccount[].due"),
        ("closed", "finalAccount[].paid"), ("dispute-raised", "amount"),
        ("dispute-settled", "amount"), ("obligation-scheduled", "amount"),
        ("payment-confirmed", "amountReceived"), ("payment-recorded", "amount"),
        ("payment-recorded", "withholdingTax"), ("royalty-stated", "netSales"),
        ("royalty-stated", "royaltyDue"), ("terms-offered", "consideration.technologyValue"),
        ("terms-offered", "consideration.turnover"))),
    *((f"deal.{event}", f"{field}.{of}") for of in ("kind", "person.subject", "size") for event, field in (
        ("proposed", "parties[]"), ("party-acceded", "party"), ("position-assigned", "party"))),
    ("network.facility-opened", "equipmentValue.currency"),
    ("network.facility-planned", "equipmentValue.currency"),
    ("network.indicator-recorded", "amount.currency"),
    ("deal.proposed", "programmeLevel"),
    ("deal.proposed", "trl"),
    ("deal.due-diligence-recorded", "outcome"),
    ("deal.terms-offered", "consideration.payment"),
    ("deal.terms-offered", "consideration.royaltyBand"),
}


def kind(type):
    """A type without its version: an event is of the lowest that holds it."""
    return type.rpartition(".")[0]


def test_every_field_that_is_not_public_had_a_canary(scene):
    log = scene.log("copies/backup/log")
    fields = {(kind(name), path) for name, schema in EVENTS.items() for path, _ in declared(schema)}
    carried = set()
    for position, event in enumerate(log.events):
        schema, disclosures = EVENTS[event["type"]], iter(log.disclosures(position))
        for path, value in found(schema, event["data"], "", disclosures):
            if MARK in str(value) or REGION in str(value):
                carried.add((kind(event["type"]), path))
    assert fields - carried == NO_ROOM
    assert len(fields) > 100


def test_commands_went_as_they_should(scene):
    refused = {line for line, outcome in scene.outcomes.items() if outcome["outcome"] == "refused"}
    assert refused == scene.refused and len(refused) > 150
    assert {outcome["outcome"] for outcome in scene.outcomes.values()} == {"accepted", "refused"}


# The search


SEARCHED = ("ledger", "crashed", "copies", "printed", "home", "data", "tmp")


@pytest.mark.parametrize("name", SEARCHED)
def test_no_canary_lies_in_the_clear(scene, name):
    assert Search(scene.aviary).seen_in(scene.folder / name) == {}


def test_the_search_finds_all_where_they_are(scene):
    """The control: in the files that were sent every canary is found, in any encoding."""
    sent = b"\n".join(path.read_bytes() for path in (scene.folder / "sent").iterdir())
    planted = {canary.number for canary in scene.aviary.canaries if canary.command != "none"}
    assert planted < numbers_in(sent) and len(planted) > 2000
    search = Search(scene.aviary)
    assert set(search.seen_in(scene.folder / "sent")) == {
        path.name for path in (scene.folder / "sent").iterdir()} - {"before.ndjson"}
    for canary in scene.aviary.canaries[:: 1 if NIGHTLY else 7]:
        for spelled in encodings(canary.digits):
            assert search.seen(spelled), (canary, spelled)


def encodings(digits):
    """What an encoding makes of a canary somewhere in a text."""
    for before in ("", "x", "ab"):
        text = f'{before}{digits}"ลับ'.encode()
        yield from (text, text.hex().encode(), b64encode(text))
        yield b64encode(text).replace(b"+", b"-").replace(b"/", b"_").rstrip(b"=")
    yield json.dumps(digits).encode()
    yield bytes.fromhex(digits.ljust(64, "0"))
    yield digits.encode("utf-16")


def test_what_is_shown_to_those_with_all_keys_has_them(scene):
    """Another control: the values were there to be shown, and the roles kept them back."""
    shown = scene.folder / "shown"
    seen = Search(scene.aviary).seen_in(shown)
    assert any("show D06" in name for name in seen)


# Tampering


def turn_a_bit_of_what_is_sealed(rows, position):
    row = rows["vault", position]
    return {("vault", position): row[:-1] + bytes([row[-1] ^ 1])}


def move_what_is_sealed(rows, position):
    other = next(other for table, other in rows if table == "vault" and other != position)
    return {("vault", position): rows["vault", other], ("vault", other): rows["vault", position]}


def change_a_public_field(rows, position):
    return {("events", position): rows["events", position].replace(b'"payee":"', b'"payee":"x-')}


def change_a_digest(rows, position):
    head, _, tail = rows["events", position].partition(b'"_sd":["')
    return {("events", position): head + b'"_sd":["' + b"A" * 43 + tail[43:]}


def drop_the_request(rows, position):
    return {("requests", position): rows["requests", position - 1]}


@pytest.mark.parametrize("tamper", [
    turn_a_bit_of_what_is_sealed, move_what_is_sealed, change_a_public_field, change_a_digest,
    drop_the_request])
def test_complaints_about_what_was_tampered_with_quote_nothing_sealed(scene, tamper, tmp_path):
    """A check opens what is sealed and compares it; what differs may not be told by its value."""
    copy = tmp_path / "ledger"
    shutil.copytree(scene.folder / "copies" / "backup", copy, symlinks=True)
    with lmdb.open(str(copy / "log"), max_dbs=16, map_size=1 << 26) as environment:
        tables = {name: environment.open_db(name.encode()) for name in ("events", "vault", "requests")}
        with environment.begin(write=True) as transaction:
            rows = {
                (name, int.from_bytes(key, "big")): bytes(row)
                for name, table in tables.items() for key, row in transaction.cursor(table)}
            payments = [
                position for (name, position), row in rows.items()
                if name == "events" and b'"deal.payment-recorded.v1"' in row]
            for (name, position), row in tamper(rows, payments[1]).items():
                assert row != rows[name, position]
                transaction.put(position.to_bytes(8, "big"), row, db=tables[name])
    scene.run("verify", where=["--ledger", copy], status=1)
    scene.run(copy, program=replay(scene), status=1)
    assert Search(scene.aviary).seen_in(scene.folder / "printed") == {}


# Erasure


@dataclass
class Erasure:
    """What there was before, and what is left."""

    persons: set
    before: Log
    after: Log
    first: int
    """The position of the first order to erase."""
    held: set

    def secrets(self, aviary, persons):
        return {canary.number for canary in aviary.canaries if canary.person in persons}


@pytest.fixture(scope="module")
def erasure(scene):
    """Orders to erase, after a copy of the log was taken; then a new epoch, where there is one."""
    shutil.copytree(scene.ledger, scene.folder / "copies" / "before", symlinks=True)
    before = scene.log()
    persons = [person for person in scene.aviary.deals if f"person/{person}" in before.keys.owners()]
    chosen = persons if NIGHTLY else persons[::8]
    deals = {event["subject"] for event in before.events}
    orders = [
        json.dumps({
            "command": "ErasePersonalData", "at": ERASED_AT,
            "deal": known(scene.aviary.deals[person], deals),
            "actor": {"role": "privacyOfficer"},
            "data": {"subject": person, "mode": "erase", "legalBasis": "a test (invented)"},
        }).encode()
        for person in chosen
    ]
    outcomes = scene.submit(scene.send("erase.ndjson", orders))
    assert len(outcomes) == len(chosen)
    rotate(scene)
    after = scene.log()
    applied = {
        event["data"]["subject"]: event["data"]["applied"]
        for event in after.events[len(before.events):]
        if event["type"] == "deal.personal-data-erased.v1"
    }
    erased = {person for person, what in applied.items() if what == "erase"}
    scene.compacted("compacted after")
    return Erasure(erased, before, after, len(before.events), set(applied) - erased)


def known(deal, subjects):
    """A deal to name in an order about somebody who only occurs in one that was refused."""
    return deal if f"deal/{deal}" in subjects else "D01"


def rotate(scene):
    """A new epoch, if the program has that command yet."""
    scene.run("key", "rotate")


def kept(log):
    """What lies sealed apart from what came after the erasure, and whether it opens."""
    return {place.context(log.ledger): place for place in log.boxes()}


def test_some_persons_were_erased_and_some_are_held(scene, erasure):
    assert len(erasure.persons) > 20
    assert len(erasure.held) > 2
    assert len(erasure.secrets(scene.aviary, erasure.persons)) > 30


def test_the_keys_of_the_erased_are_gone_and_no_others(erasure):
    gone = erasure.before.keys.owners() - erasure.after.keys.owners()
    assert gone == {f"person/{person}" for person in erasure.persons}


def test_just_the_boxes_of_the_erased_are_closed(erasure):
    gone = {f"person/{person}" for person in erasure.persons}
    places = kept(erasure.after)
    closed = 0
    for context, place in kept(erasure.before).items():
        owners = set(erasure.before.keys.owners_of(place.box))
        assert places[context].box == place.box
        if owners & gone:
            closed += 1
            with pytest.raises(Closed):
                erasure.after.open(place)
        else:
            assert erasure.after.open(place) == erasure.before.open(place)
    assert closed > 50


@pytest.mark.parametrize("folder", ["ledger/log", "copies/compacted after", "copies/before/log"])
def test_nothing_of_the_erased_opens_with_any_key_that_is_left(scene, erasure, folder):
    """The ids of the erased are in the orders to erase, and public from then on; only there."""
    secrets = erasure.secrets(scene.aviary, erasure.persons)
    log = Log(scene.folder / folder, erasure.after.keys)
    opened = set()
    for place, plain in log.opened():
        if not is_order(log, place, erasure.first):
            opened |= numbers_in(plain)
    assert opened & secrets == set()
    all_before = set().union(*(numbers_in(plain) for _, plain in recorded(erasure.before)))
    others = all_before - secrets
    assert len(others) > 1000
    assert others <= opened


def recorded(log):
    """What events and documents have sealed; a request may close with the person who sent it."""
    return [(place, plain) for place, plain in log.opened() if place.kind in ("vault", "document")]


def is_order(log: Log, place: Place, first):
    if place.kind != "request":
        return False
    positions = [position for position, other in log.requests().items() if other.names == place.names]
    return positions[0] >= first


def test_the_secrets_of_the_erased_could_be_opened_before(scene, erasure):
    """The control of the test above."""
    opened = set().union(*(numbers_in(plain) for _, plain in erasure.before.opened()))
    secrets = erasure.secrets(scene.aviary, erasure.persons)
    assert len(secrets & opened) > 0.9 * len(secrets)


def test_what_opened_the_erased_lies_nowhere(scene, erasure):
    """Neither their keys nor the key that wrapped these, in any file but the copy from before."""
    gone = [
        key.secret for key in erasure.before.keys.by_id.values()
        if key.owner.removeprefix("person/") in erasure.persons
    ]
    gone.append(erasure.before.keys.wrapping)
    assert erasure.after.keys.wrapping != erasure.before.keys.wrapping
    for folder in ("ledger", "tmp", "home", "data", "printed"):
        for path in (scene.folder / folder).rglob("*"):
            if not path.is_file():
                continue
            data = path.read_bytes()
            for secret in gone:
                assert secret not in data, path
                assert secret.hex().encode() not in data, path
                assert b64encode(secret).rstrip(b"=") not in data, path


def test_one_epoch_is_left(scene, erasure):
    names = sorted(path.name for path in (scene.ledger / "keys").iterdir())
    epoch = erasure.after.keys.epoch
    assert [name for name in names if name.startswith("epoch-")] == [f"epoch-{epoch}.key"]
    assert [name for name in names if name.startswith("ring-")] == [f"ring-{epoch}.keys"]
    assert not [name for name in names if name.endswith(".draft")]


def test_still_no_canary_lies_in_the_clear_but_the_ids_in_the_orders(scene, erasure):
    named = {int(person[-4:]) for person in erasure.persons | erasure.held if MARK in person}
    scene.run("rebuild")
    scene.run("export", "cloudevents", "-o", scene.folder / "copies" / "export after.ndjson")
    search = Search(scene.aviary)
    for folder in SEARCHED:
        for path in (scene.folder / folder).rglob("*"):
            if path.is_file() and not path.is_symlink():
                data = path.read_bytes()
                assert numbers_in(data) <= named, path
                assert search.seen(without(named, data)) == [], path


def without(named, data):
    """Bytes without the ids that are public, be they whole or cut off where a free page was reused."""
    tails = [f"{number:04}".encode() for number in named]

    def hidden(id):
        return b"" if any(tail.startswith(id[1]) for tail in tails) else id[0]

    return re.sub(b"p-" + MARK.encode() + rb"(\d{0,4})", hidden, data)


def test_what_is_held_is_kept_and_not_shown(scene, erasure):
    secrets = erasure.secrets(scene.aviary, erasure.held)
    opened = set().union(*(numbers_in(plain) for _, plain in erasure.after.opened()))
    assert secrets & opened
    named = {int(person[-4:]) for person in erasure.held if MARK in person}
    deals = {scene.aviary.deals[person] for person in erasure.held}
    for deal in deals:
        shown = scene.run("show", deal, "--json", into="shown")
        shown += scene.run("history", deal, "--diff", into="shown")
        for position in positions_about(erasure.after, erasure.held, deal):
            shown += scene.run("event", position, "--as", "privacyOfficer", into="shown")
            shown += scene.run("event", position, "--json", into="shown")
        assert numbers_in(shown) & (secrets - named) == set()


def positions_about(log, persons, deal):
    """The first lines of a deal that have sealed something about these persons."""
    owners = {f"person/{person}" for person in persons}
    return [
        position for position, event in enumerate(log.events)
        if event["subject"] == f"deal/{deal}"
        and any(owners & set(log.keys.owners_of(place.box)) for place in log.parts(position))
    ][:2]


def test_the_ledger_still_verifies(scene, erasure):
    scene.run("verify")
    scene.run(scene.ledger, program=replay(scene))
    scene.run(scene.ledger, "--keys", scene.folder / "tmp", program=replay(scene), status=0)


def test_a_new_epoch_can_be_asked_for(scene, erasure):
    assert erasure.after.keys.epoch > erasure.before.keys.epoch + len(erasure.persons)
