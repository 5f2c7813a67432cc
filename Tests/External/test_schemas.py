"""The schemas are JSON Schema 2020-12, and take the commands that the ledger takes."""

import json
from datetime import datetime

import pytest
from conftest import ROOT, SCENARIOS
from jsonschema import Draft202012Validator, FormatChecker

FILES = sorted(ROOT.glob("Schemas/events/*.json")) + sorted(ROOT.glob("Schemas/commands/*.json"))
# In Python `$` stands before a last line feed as well; in ECMA 262, which schemas follow, it does not.
COMMANDS = {
    path.stem: json.loads(path.read_text().replace('$",', r'\\Z",'))
    for path in ROOT.glob("Schemas/commands/*.json")
}

FORMATS = FormatChecker()


@FORMATS.checks("date-time", raises=ValueError)
def is_time_with_offset(text):
    return not isinstance(text, str) or datetime.fromisoformat(text).tzinfo is not None


# Valid by its form, and refused for what several of its fields say together, for a code list that
# the schemas do not spell out, or for bytes that no parsed form shows.
BEYOND_SCHEMAS = {
    "I019", "I030", "I031", "I032", "I033", "I048", "I061", "I065", "I075", "I120", "I121", "I122",
    "I123", "I124", "I153", "I157",
}


def test_there_is_one_for_every_event_and_every_command():
    assert len(FILES) == 81 + 6 + 69


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_it_is_json_schema_2020_12(path):
    schema = json.loads(path.read_text())
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"].endswith(":" + path.stem)
    Draft202012Validator.check_schema(schema)


NETWORK = sorted(ROOT.glob("Schemas/network/*.ndjson"))


@pytest.mark.parametrize("path", SCENARIOS + NETWORK, ids=lambda path: path.stem)
def test_every_command_of_a_file_is_what_its_schema_says(path):
    for line in path.read_text().splitlines():
        command = json.loads(line)
        validator(command["command"]).validate(command)


def test_the_schemas_refuse_what_can_be_seen_by_form():
    missed = set()
    for item in json.loads((ROOT / "Schemas/scenarios/invalid-commands.json").read_text()):
        try:
            command = json.loads(item["line"])
            name = command["command"]
            json.dumps(command, ensure_ascii=False).encode()  # no half of a surrogate pair
        except (ValueError, TypeError, KeyError, RecursionError):
            continue
        if name in COMMANDS and validator(name).is_valid(command):
            missed.add(item["id"])
    assert missed == BEYOND_SCHEMAS


def validator(name):
    return Draft202012Validator(COMMANDS[name], format_checker=FORMATS)
