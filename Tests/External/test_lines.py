"""The stored lines are canonical JSON, CloudEvents, and what their schemas say."""

import json
import re
from datetime import datetime

import pytest
import rfc8785
from conftest import ROOT, SCENARIOS, Ledger, strict
from jsonschema import Draft202012Validator

SCHEMAS = {path.stem: json.loads(path.read_text()) for path in ROOT.glob("Schemas/events/*.json")}

# A source is an URI-reference and a time is RFC 3339; the rest are texts (CloudEvents 1.0.2).
REQUIRED = ("id", "source", "specversion", "type")
OPTIONAL = ("subject", "time")
EXTENSIONS = ("actor", "causationid", "commanddigest", "commandid", "correlationid", "occurred", "revision")


# What later versions of the types brought, as commands give it.
LATER = {
    "ProposeDeal": {
        "fundingAgency": "Fund (invented)", "programmeLevel": "city", "source": "direct",
        "industry": {"scheme": "isic4", "code": "C27"}},
    "OpenRegulatoryCase": {
        "catalogue": {"date": "2023-12-21", "item": "252604X"}, "procedure": "licence"},
    "RecordRegulatoryDecision": {"certificateKind": "exemption", "exemptionGround": "PH-S91-a"},
}


def with_later_fields(line):
    command = json.loads(line)
    data = command["data"]
    data.update(LATER.get(command["command"], {}))
    if command["command"] == "OfferTerms":
        data["consideration"] = {**data.get("consideration", {}), "royaltyBand": "1to3", "termYears": 5}
    for party in data.get("parties", []):
        party["size"] = "small"
    if command["command"] in ("AccedeParty", "AssignPosition"):
        data["party"]["size"] = "startup"
    return json.dumps(command)


@pytest.fixture(scope="session")
def later(program, tmp_path_factory):
    """The lines of the same deals with every field that a later version brought."""
    folder = tmp_path_factory.mktemp("later")
    ledger = Ledger(program, folder / "ledger")
    ledger.run("init", "--clock", "history", "--origin", "example.org/later")
    for scenario in SCENARIOS:
        file = folder / scenario.name
        file.write_text("\n".join(map(with_later_fields, scenario.read_text().splitlines())) + "\n")
        ledger.run("submit", file)
    ledger.run("checkpoint", "create")
    ledger.run("verify", "--level", "3")
    return ledger.lines()


def test_a_line_is_of_a_later_version_where_it_has_one_of_its_fields(events, later):
    assert all(event["type"].endswith(".v1") for event in events)
    grown = {name[:-1] for name in SCHEMAS if name.endswith(".v2")}
    types = [strict(line)["type"] for line in later]
    assert {name[:-1] for name in types if name.endswith(".v2")} == grown
    assert not any(name[:-1] in grown and name.endswith(".v1") for name in types)


def test_every_line_is_its_own_canonical_form(lines, later):
    for line in lines + later:
        assert rfc8785.dumps(strict(line)) == line


def test_every_line_fits_an_entry_of_a_bundle(lines):
    assert max(map(len, lines)) <= 65_535


def test_every_line_is_a_cloud_event(events):
    for event in events:
        for name in REQUIRED:
            assert isinstance(event[name], str) and event[name], name
        assert event["specversion"] == "1.0"
        assert set(event) <= {*REQUIRED, *OPTIONAL, *EXTENSIONS, "data"}
        assert all(re.fullmatch("[a-z0-9]{1,20}", name) for name in event)
        assert all(isinstance(event[name], (str, int)) for name in event if name != "data")
        assert isinstance(event["data"], dict)


def test_every_position_and_revision_follows_the_one_before(events):
    heads = {}
    for position, event in enumerate(events):
        assert event["id"] == str(position)
        assert event["revision"] == heads.get(event["subject"], -1) + 1
        heads[event["subject"]] = event["revision"]


def test_record_time_never_goes_back_and_legal_time_does_not_within_a_deal(events):
    form = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z"
    times = [event["time"] for event in events]
    assert all(re.fullmatch(form, time) for time in times)
    assert times == sorted(times)
    last = {}
    for event in events:
        occurred = datetime.fromisoformat(event["occurred"])
        assert occurred.tzinfo is not None
        assert occurred >= last.get(event["subject"], occurred)
        last[event["subject"]] = occurred


def test_the_data_of_every_line_are_what_its_schema_says(events, later):
    validators = {name: Draft202012Validator(schema) for name, schema in SCHEMAS.items()}
    for event in [*events, *map(strict, later)]:
        validators[event["type"]].validate(event["data"])


def test_the_lines_hold_every_type_that_has_a_schema(events, later):
    types = {event["type"] for event in [*events, *map(strict, later)]}
    missing = set(SCHEMAS) - types
    assert all(name.startswith("ledger.") for name in missing), "no command of a deal causes those"
    assert "ledger.created.v1" in types


def test_nobody_is_named_in_the_envelope(events):
    for event in events:
        assert re.fullmatch(r"[a-zA-Z]+(:[A-Za-z0-9._-]+)?", event["actor"])
        assert re.fullmatch(r"(deal|party|network|figure)/[A-Za-z0-9._-]+|ledger", event["subject"])


# The ledger's own facts, which no command of a deal causes.
HASH = "sha256:" + "0f" * 32
OWN = {
    "ledger.decider-changed.v1": {"decider": 2},
    "ledger.heads.v1": {"root": HASH, "streams": 3},
    "ledger.key-changed.v1": {"key": "example.org+0f0f0f0f+AQ=="},
    "ledger.restored.v1": {
        "epoch": 1, "key": "example.org/1+0f0f0f0f+AQ==", "lostRoot": HASH, "lostSize": 7,
        "origin": "example.org/1"},
    "ledger.witnesses-named.v1": {"witnesses": ["witness.example+0f0f0f0f+BA=="]}}


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_a_schema_takes_no_field_that_it_does_not_name(name, events, later):
    validator = Draft202012Validator(SCHEMAS[name])
    lines = [*events, *map(strict, later)]
    data = next((event["data"] for event in lines if event["type"] == name), None) or OWN[name]
    assert validator.is_valid(data)
    assert not validator.is_valid({**data, "colour": "red"})
    for field in SCHEMAS[name]["required"]:
        assert not validator.is_valid({key: data[key] for key in data if key != field})
