"""What a ledger has sealed opens in its place, and is what its lines have digests of.

By `vault.py`, which knows docs/format.md and nothing of the program.
"""

import json
from dataclasses import replace
from hashlib import sha256

import disclosures
import pytest
import rfc8785
from conftest import ROOT, SCENARIOS, Ledger
from vault import InvalidTag, Log, named_digests

SCHEMAS = {path.stem: json.loads(path.read_text()) for path in ROOT.glob("Schemas/events/*.json")}
DOCUMENT = b"%PDF-1.7 an agreement of any bytes \x00\xff"


@pytest.fixture(scope="module")
def log(program, tmp_path_factory):
    """All scenarios, a refusal, and a document that is no JSON."""
    folder = tmp_path_factory.mktemp("vault")
    ledger = Ledger(program, folder / "ledger")
    ledger.run("init", "--clock", "history", "--origin", "example.org/vault")
    ledger.run("submit", *SCENARIOS)
    refused = json.loads(SCENARIOS[0].read_text().splitlines()[-1])
    (folder / "refused.ndjson").write_text(json.dumps({**refused, "expectedRevision": 99}))
    assert ledger.run("submit", folder / "refused.ndjson", check=False).returncode == 1
    offer(ledger, folder, DOCUMENT)
    return Log(ledger.path / "log", ledger.path / "keys")


def offer(ledger, folder, document):
    """Brings a deal to where terms can be offered, and offers a file."""
    scenario = (ROOT / "Schemas/scenarios/D16.ndjson").read_text().splitlines()
    before = []
    for line in scenario:
        command = json.loads(line)
        if command["command"] == "OfferTerms":
            break
        before.append(json.dumps({**command, "deal": "X16"}))
    (folder / "before.ndjson").write_text("\n".join(before))
    ledger.run("submit", folder / "before.ndjson")
    (folder / "terms.pdf").write_bytes(document)
    ledger.run(
        "offer", "X16", "--as-party", command["actor"]["party"], "--base-version", "0",
        "--at", command["at"], "--document", folder / "terms.pdf")


def test_the_file_is_format_1(log):
    assert log.tables["meta"] == {b"format": b"1"}


def test_every_digest_is_that_of_a_disclosure_named_by_the_schema(log):
    counted = closed = 0
    for position, event in enumerate(log.events):
        named = named_digests(SCHEMAS[event["type"]], event["data"])
        opened = log.disclosures(position)
        assert len(named) == len(opened), event
        for (name, digest), disclosure in zip(named, opened):
            if disclosure is None:
                closed += 1
                continue
            salt, own, value = disclosure
            assert len(disclosures.decode(salt)) == 32
            assert own == name
            assert disclosures.digest(salt, own, value) == digest
            counted += 1
    assert counted > 1000 and closed == 0


def test_no_salt_is_used_twice(log):
    salts = [
        disclosure[0] for position in range(len(log.events))
        for disclosure in log.disclosures(position)
    ]
    salts += [log.record(place).salt for place in log.requests().values()]
    assert len(salts) == len(set(salts))


def test_a_line_without_digests_has_no_row(log):
    for position, event in enumerate(log.events):
        assert bool(log.parts(position)) == bool(disclosures.digests(event["data"]))


def test_a_value_about_a_person_is_in_a_part_of_that_person_alone(log):
    seen = set()
    for position in range(len(log.events)):
        own, *persons = [log.keys.owners_of(place.box) for place in log.parts(position)] or [None]
        if own is not None:
            assert own == [log.events[position]["subject"]]
        for owners in persons:
            assert len(owners) == 1 and owners[0].startswith("person/")
            seen.update(owners)
    assert len(seen) > 10


def test_the_digest_of_every_request_is_the_one_of_its_lines(log):
    places = log.requests()
    digest = None
    for position, event in enumerate(log.events):
        if position in places:
            digest = log.record(places[position]).digest()
        assert event["commanddigest"] == digest, event
    assert min(places) == 0


def test_every_request_is_the_line_of_its_file(log):
    files = [line for path in SCENARIOS for line in path.read_bytes().splitlines()]
    kept = [log.record(place).request for place in log.requests().values()]
    assert set(files) < set(kept)


def test_a_request_is_under_its_subject_and_the_persons_in_it(log):
    for position, place in log.requests().items():
        owners = log.keys.owners_of(place.box)
        request = log.record(place).request
        assert owners[0] == log.events[position]["subject"]
        for owner in owners[1:]:
            assert owner.startswith("person/") and owner[7:].encode() in request
        if position == 0:
            continue
        person = json.loads(request)["actor"].get("person")
        assert (f"person/{person}" in owners) == (person is not None)


def test_the_index_of_commands_has_the_same_digests(log):
    for key, row in log.tables["commands"].items():
        first, events = int.from_bytes(row[:8], "big"), int.from_bytes(row[8:12], "big")
        identifier, _sender = key.split(b"\0")
        for event in log.events[first : first + events]:
            assert event["commandid"].encode() == identifier
            assert event["commanddigest"] == "sha256:" + row[12:].hex()


def test_every_document_is_what_its_hash_says(log):
    opened = {}
    for (subject, hash), place in log.documents().items():
        opened[subject, hash] = log.open(place)
        assert sha256(opened[subject, hash]).digest() == hash
        assert log.keys.owners_of(place.box) == [subject]
    assert DOCUMENT in opened.values()
    assert any(document.startswith(b'{"nonce":') for document in opened.values())
    for document in opened.values():
        if document.startswith(b"{"):
            assert rfc8785.dumps(json.loads(document)) == document


def test_every_refusal_opens(log):
    refusals = log.refusals()
    assert refusals
    for place in refusals:
        refusal = json.loads(log.open(place))
        assert set(refusal) == {"message", "request"} and refusal["message"]
        assert json.loads(refusal["request"])["command"]


def test_every_box_of_the_file_opens(log):
    boxes = list(log.boxes())
    assert len(boxes) > 1000
    assert len(log.opened()) == len(boxes)


def test_no_box_opens_in_another_place(log):
    others = {
        "vault": [("deal/X", None, None), (None, "9999", None), (None, None, "7")],
        "request": [("another",)], "refusal": [("another",)],
        "document": [("deal/X", None), (None, "00" * 32)],
    }
    kinds = set()
    for place in log.boxes():
        kinds.add(place.kind)
        for other in others[place.kind]:
            names = tuple(new or old for new, old in zip(other, place.names))
            with pytest.raises(InvalidTag):
                log.open(replace(place, names=names))
        with pytest.raises(InvalidTag):
            log.keys.open(place.box, place.context("0" * len(log.ledger)))
        for kind in others.keys() - {place.kind}:
            with pytest.raises(InvalidTag):
                log.open(replace(place, kind=kind))
    assert kinds == set(others)


def test_no_box_opens_after_a_bit_of_it_was_turned(log):
    for place in list(log.boxes())[::29]:
        for byte in (-1, -17, -20 - 12):
            box = bytearray(place.box)
            box[byte] ^= 1
            with pytest.raises(InvalidTag):
                log.open(replace(place, box=bytes(box)))


def test_no_two_boxes_share_a_key_and_a_nonce(log):
    used = [
        (place.box[1 : 1 + 16 * place.box[0]], place.box[1 + 16 * place.box[0] :][:12])
        for place in log.boxes()
    ]
    assert len(used) == len(set(used))
