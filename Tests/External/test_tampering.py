"""Whatever is done to the files of a ledger, the replay finds it, names the place, and ends.

DEALLEDGER_NIGHTLY=1 flips thousands of bytes; TAMPERING_SEED has the same choices again.
"""

import json
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import zip_longest
from pathlib import Path

import pytest
from conftest import SCENARIOS, Ledger

NIGHTLY = bool(os.environ.get("DEALLEDGER_NIGHTLY"))
FLIPS = 6000 if NIGHTLY else 120
CUTS = 1000 if NIGHTLY else 40
SEED = int(os.environ.get("TAMPERING_SEED") or random.SystemRandom().getrandbits(32))
PAGE = 4096
# Beside each other, since most of the time is a process that starts.
WORKERS = 2
DAMAGED = (65, 74)

# A crash of the reader here is not to take the tests down.
DUMP = "import sys, vault; print(vault.read_tables(sys.argv[1]))"


class Kept:
    """A ledger with read models, documents, refusals and two checkpoints, and what an auditor keeps."""

    def __init__(self, ledger):
        self.ledger, self.path = ledger, ledger.path
        ledger.run("init", "--clock", "history", "--origin", "example.org/kept")
        ledger.run("submit", *scenarios("P01", "D05", "D08"))
        ledger.run("checkpoint", "create")
        self.older = ledger.path.with_name("older")
        shutil.copytree(ledger.path, self.older)
        ledger.run("submit", *scenarios("D06", "D14"))
        refused = ledger.run("submit", other_id(scenarios("D14")[0], ledger.path), check=False)
        assert refused.returncode == 1
        ledger.run("rebuild")
        self.note = ledger.path.with_name("kept.checkpoint")
        self.note.write_bytes(ledger.run("checkpoint", "create").stdout)
        self.key = ledger.run("checkpoint", "key").stdout.decode().strip()
        self.data = (ledger.path / "log/data.mdb").read_bytes()
        self.tables = dump(ledger.path / "log")
        assert set(self.tables) and ledger.run("verify")

    def copy(self, to):
        shutil.copytree(self.path, to, symlinks=True)
        return Ledger(self.ledger.program, to)


def scenarios(*names):
    return [path for path in SCENARIOS if path.stem in names]


def other_id(scenario, ledger):
    """The first command of a scenario under another id: the deal exists already."""
    command = json.loads(scenario.read_text().splitlines()[0]) | {"id": "again"}
    path = ledger.with_name("again.ndjson")
    path.write_text(json.dumps(command))
    return path


def dump(log):
    return subprocess.run(
        [sys.executable, "-c", DUMP, str(log)], cwd=Path(__file__).parent, capture_output=True,
        check=True, timeout=60).stdout


def verify(ledger, *options):
    """What a replay says; whatever it read, it ended by itself and said where."""
    done = ledger.run("verify", "--json", *options, check=False)
    assert done.returncode in (0, 1, 2, *DAMAGED), (done.returncode, done.stderr.decode())
    if done.returncode in DAMAGED:
        assert b"next:" in done.stderr, done.stderr.decode()
        return done.returncode, []
    found = json.loads(done.stdout)["divergences"]
    assert bool(found) == (done.returncode == 1)
    assert all(one["place"] and one["message"] and one["next"] for one in found)
    return done.returncode, [(one["code"], one["place"]) for one in found]


@pytest.fixture(scope="module")
def kept(program, tmp_path_factory):
    return Kept(Ledger(program, tmp_path_factory.mktemp("tampering") / "ledger"))


@pytest.fixture
def choices():
    print(f"TAMPERING_SEED={SEED}")
    return random.Random(SEED)


def in_parallel(kept, tmp_path, change, cases):
    """Calls `change` with a ledger of its own and each case, and gives the answers."""

    def work(number):
        ledger = kept.copy(tmp_path / f"ledger-{number}")
        return [change(ledger, case) for case in cases[number::WORKERS]]

    with ThreadPoolExecutor(WORKERS) as pool:
        return [answer for answers in pool.map(work, range(WORKERS)) for answer in answers]


def flips(choices, size, count):
    """Half of them where LMDB keeps what leads from page to page, half anywhere."""
    for number in range(count):
        page = choices.randrange(size // PAGE) * PAGE
        offset = choices.randrange(64 if number % 2 else PAGE)
        yield page + offset, choices.randrange(1, 256)


def test_no_flipped_byte_of_the_log_is_missed(kept, tmp_path, choices):
    def flip(ledger, case):
        offset, mask = case
        data = bytearray(kept.data)
        data[offset] ^= mask
        (ledger.path / "log/data.mdb").write_bytes(data)
        code, _ = verify(ledger)
        assert code != 2 or names_a_lost_key(ledger, data, offset), (offset, mask)
        # What is not found lies where nothing is stored: another reader has the same rows.
        assert code != 0 or dump(ledger.path / "log") == kept.tables, (offset, mask)
        return code

    cases = list(flips(choices, len(kept.data), FLIPS))
    codes = in_parallel(kept, tmp_path, flip, cases)
    print({code: codes.count(code) for code in set(codes)})
    assert codes.count(1) > FLIPS // 5


def names_a_lost_key(ledger, data, offset):
    """Whether the replay cannot tell, and names a key that nobody has, of which this byte is a part.

    Nothing tells whose key a refusal was under, nor which person's a request: one that is altered
    looks like one that is lost.
    """
    certificate = json.loads(ledger.run("verify", "--json", check=False).stdout)
    messages = (note["message"] for note in certificate["notes"])
    lost = re.compile(r"(refusal|the request of its command).* does not hold its key ([0-9a-f]{32})")
    keys = [bytes.fromhex(found[2]) for found in map(lost.search, messages) if found]
    return any(key in data[offset - len(key) + 1:offset + len(key)] for key in keys)


def test_a_file_that_was_cut_is_refused_before_it_is_mapped(kept, tmp_path, choices):
    def cut(ledger, length):
        (ledger.path / "log/data.mdb").write_bytes(kept.data[:length])
        code, found = verify(ledger)
        reading = ledger.run("log", check=False)
        if code == 0:  # Pages at the end that nothing leads to may lack.
            assert reading.returncode == 0 and dump(ledger.path / "log") == kept.tables
            return True
        writing = ledger.run("submit", *scenarios("D11"), check=False)
        assert [code for code, _ in found] == ["damaged-file"]
        # Where nothing tells that it was a log there is none.
        allowed = {*DAMAGED} if length >= 2 * PAGE else {*DAMAGED, 66}
        assert {reading.returncode, writing.returncode} <= allowed
        assert (ledger.path / "log/data.mdb").stat().st_size == length
        return False

    lengths = [choices.randrange(len(kept.data)) for _ in range(CUTS)]
    lengths += [0, 1, PAGE, 2 * PAGE, len(kept.data) - PAGE, len(kept.data) - 1]
    whole = in_parallel(kept, tmp_path, cut, lengths)
    assert whole.count(True) < len(whole) // 4


def test_an_older_copy_put_back_is_found_by_a_kept_checkpoint(kept, tmp_path):
    older = Ledger(kept.ledger.program, tmp_path / "older")
    shutil.copytree(kept.older, older.path)
    outside = ("--checkpoint", kept.note, "--key", kept.key)
    assert verify(older)[0] == 0, "in itself it holds"
    assert verify(older, *outside) == (1, [("checkpoint-beyond-log", "the checkpoint from outside")])
    older.run("submit", *scenarios("D22", "D09"))
    assert verify(older)[0] == 0, "it has gone on, and holds in itself"
    assert verify(older, *outside) == (1, [("checkpoint-differs", "the checkpoint from outside")])
    assert verify(kept.ledger, *outside)[0] == 0


def test_a_log_put_back_beside_newer_read_models_is_found_without_one(kept, tmp_path):
    ledger = kept.copy(tmp_path / "ledger")
    shutil.copy2(kept.older / "log/data.mdb", ledger.path / "log/data.mdb")
    code, found = verify(ledger)
    assert code == 1 and "foreign-models" in {code for code, _ in found}


def test_every_column_of_a_read_model_is_compared(kept, tmp_path, choices):
    ledger = kept.copy(tmp_path / "ledger")
    file = (ledger.path / "models/current").resolve()
    whole, missed = file.read_bytes(), []
    for places in rounds(list(cells(file))):
        database = sqlite3.connect(file)
        for table, column in places:
            alter(database, table, column, choices)
        database.close()
        code, found = verify(ledger)
        missed += [place for place in places if not is_told(place[0], code, found)]
        for rest in ledger.path.glob("models/*-???"):
            rest.unlink()
        file.write_bytes(whole)
    assert missed == []
    assert verify(ledger) == (0, [])


def rounds(places):
    """Which columns are altered together: one of a table, and of what is compared eight tables."""
    alone = [[place] for place in places if place[0] in ("meta", "projections", "parked")]
    tables = {}
    for table, column in places:
        if [(table, column)] not in alone:
            tables.setdefault(table, []).append((table, column))
    for turn in zip_longest(*tables.values()):
        altered = [place for place in turn if place]
        yield from (altered[start : start + 8] for start in range(0, len(altered), 8))
    yield from alone


def alter(database, table, column, choices):
    row = choices.choice(database.execute(f"SELECT rowid FROM {table}").fetchall())[0]
    was = database.execute(f"SELECT {column} FROM {table} WHERE rowid = {row}").fetchone()[0]
    other = was + 1000 if isinstance(was, int) else f"{was}0"
    with database:
        database.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = {row}", (other,))


def is_told(table, code, found):
    # What another version of the program may have made cannot be told from what was changed.
    if table == "projections":
        return code == 2
    if table == "meta":
        return "foreign-models" in {code for code, _ in found}
    return ("model-differs", table) in {(code, place.split()[0]) for code, place in found}


@pytest.mark.parametrize(
    "table", ["deals", "deal_titles", "deal_types", "deal_parties", "stages", "payments", "flow"])
@pytest.mark.parametrize("harm", ["drop", "double"])
def test_a_row_of_a_read_model_dropped_or_put_in_is_found(kept, tmp_path, table, harm):
    ledger = kept.copy(tmp_path / "ledger")
    database = sqlite3.connect((ledger.path / "models/current").resolve())
    names = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
    with database:
        if harm == "drop":
            database.execute(f"DELETE FROM {table} WHERE rowid = (SELECT max(rowid) FROM {table})")
        else:
            rest = ", ".join(["'zz'", *names[1:]])
            database.execute(f"INSERT INTO {table} SELECT {rest} FROM {table} LIMIT 1")
    database.close()
    code, found = verify(ledger)
    assert code == 1 and any(code == "model-differs" for code, _ in found), found


def cells(file):
    """Every column of every table of the read models that has a row."""
    database = sqlite3.connect(file)
    tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    # What the index for searching holds has tests of its own.
    for table in tables:
        if table.startswith("search_grams"):
            continue
        if not database.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone():
            continue
        for _, column, *_ in database.execute(f"PRAGMA table_info({table})"):
            yield table, column
    database.close()
