"""A ledger that was written when the format was settled reads as it did then."""

import json
import shutil

import pytest
from conftest import Ledger
from golden import FOLDER, put, reading, sha256
from vault import Closed, Keys, Log


@pytest.fixture
def golden(program, tmp_path):
    return Ledger(program, put(FOLDER, tmp_path / "ledger"))


def test_it_reads_as_it_did(golden):
    expected = json.loads((FOLDER / "expected.json").read_text())
    found = reading(golden)
    for part, value in expected.items():
        assert found[part] == value, part


def test_it_still_verifies_against_a_checkpoint_from_before_the_erasure(golden):
    key = (FOLDER / "log.vkey").read_text().strip()
    golden.run("verify", "--checkpoint", FOLDER / "head.note", "--key", key)


def test_without_keys_its_lines_are_the_same_and_hold(golden):
    shutil.rmtree(golden.path / "keys")
    expected = json.loads((FOLDER / "expected.json").read_text())
    certificate = json.loads(golden.run("verify", "--json").stdout)
    assert certificate["root"] == expected["root"]
    assert certificate["counts"]["decidedAgain"] == 0
    assert sha256(golden.run("log").stdout) == expected["log"]


def test_it_takes_further_commands(golden, tmp_path):
    command = tmp_path / "more.ndjson"
    command.write_text(
        '{"command":"PlaceLegalHold","deal":"D07","at":"2026-03-01T00:00:00Z",'
        '"actor":{"role":"registrar"},"data":{"hold":"H9","scope":"D07","reason":"kept"}}\n')
    golden.run("submit", command)
    golden.run("verify")


def test_the_second_implementation_opens_it_too(golden):
    log = Log(golden.path / "log", Keys(golden.path / "keys"))
    opened, closed = 0, 0
    for place in log.boxes():
        try:
            log.open(place)
            opened += 1
        except Closed:
            closed += 1
    # What the erased person was in: two boxes of events at least, and the requests of the rest.
    assert opened > 100 and 0 < closed < 20
