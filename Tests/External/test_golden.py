"""A ledger that was written when the format was settled reads as it did then."""

import json
import shutil
from base64 import b64encode

import lmdb
import pytest
from conftest import Ledger
from golden import FOLDER, put, reading, sha256
from merkle import root
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


def test_its_root_is_that_of_its_lines_and_its_checkpoint_of_the_first_of_them():
    with lmdb.open(str(FOLDER / "ledger/log"), readonly=True, lock=False, max_dbs=16) as log:
        with log.begin() as transaction:
            with transaction.cursor(log.open_db(b"events", transaction, create=False)) as events:
                lines = [line for _, line in events]
    expected = json.loads((FOLDER / "expected.json").read_text())
    assert (len(lines), b64encode(root(lines)).decode()) == (expected["size"], expected["root"])
    _, size, signed = (FOLDER / "head.note").read_text().splitlines()[:3]
    assert b64encode(root(lines[: int(size)])).decode() == signed


def renamed(ledger, format):
    """The ledger as a program of another format would leave it."""
    with lmdb.open(str(ledger.path / "log"), map_size=1 << 30, max_dbs=16) as log:
        with log.begin(write=True) as transaction:
            meta = log.open_db(b"meta", transaction, create=False)
            transaction.put(b"format", format.encode(), db=meta)
    (ledger.path / "log/lock.mdb").unlink()


def contents(folder):
    return {
        path: sha256(path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file() and path.name != "lock.mdb"
    }


VERBS = [
    "submit COMMAND", "submit --dry-run COMMAND", "log", "event 1", "export cloudevents -o NEW",
    "checkpoint create", "checkpoint list", "checkpoint key", "rebuild",
    "disclose 1 --fields none -o NEW", "backup NEW", "doctor", "key check", "key backup NEW",
    "key rotate", "erase vn-lab --deal D07 --basis test", "erasure report vn-lab", "list", "show D07",
    "history D07", "search solar", "accept D07 --as-party x --version 1",
]


@pytest.mark.parametrize("format", ["0", "2", "banana"])
@pytest.mark.parametrize("verb", VERBS)
def test_another_format_is_named_and_nothing_is_written(golden, tmp_path, verb, format):
    renamed(golden, format)
    command = tmp_path / "more.ndjson"
    command.write_text("{}\n")
    before = contents(tmp_path)
    names = {"COMMAND": command, "NEW": tmp_path / "new"}
    refused = golden.run(*(names.get(word, word) for word in verb.split()), check=False)
    assert refused.returncode == 65, (refused.returncode, refused.stderr)
    told = refused.stderr.decode()
    assert f"the log has format {format}, and this program knows format 1" in told
    assert "next: use the version of dealledger" in told or format == "0"
    assert contents(tmp_path) == before


def test_a_replay_takes_a_format_that_line_0_contradicts_for_damage(golden):
    renamed(golden, "banana")
    told = golden.run("verify", "--json", check=False)
    assert told.returncode == 1
    assert b"the format is banana, and line 0 says 1" in told.stdout
