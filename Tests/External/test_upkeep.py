"""Backup, restore and doctor from outside, while others write, and where things go wrong."""

import json
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import lmdb
import pytest
from conftest import SCENARIOS, Ledger
from merkle import root

PROPOSAL = json.loads(SCENARIOS[0].read_text().splitlines()[0])


def stored(folder):
    """The lines of a log, read with nothing of ours."""
    with lmdb.open(str(folder), readonly=True, lock=False, max_dbs=16) as log:
        with log.begin() as transaction:
            with transaction.cursor(log.open_db(b"events", transaction, create=False)) as events:
                return [line for _, line in events]


def proposals(path, deals):
    path.write_text("".join(json.dumps({**PROPOSAL, "deal": deal}) + "\n" for deal in deals))
    return path


def replay(program, path, *arguments):
    auditor = Path(program).with_name("dealledger-replay")
    return subprocess.run([auditor, path, *arguments], capture_output=True, timeout=120).returncode


def digests(folder):
    return {path: sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*") if path.is_file()}


def findings(ledger, status=0):
    told = ledger.run("doctor", "--json", check=False)
    assert told.returncode == status, told
    return {finding["code"]: finding for finding in json.loads(told.stdout)["findings"]}


@pytest.fixture(scope="module")
def original(program, tmp_path_factory):
    """A ledger of all scenarios with a checkpoint, which the tests leave as it is."""
    ledger = Ledger(program, tmp_path_factory.mktemp("upkeep") / "ledger")
    ledger.run("init", "--clock", "history", "--origin", "example.org/upkeep")
    ledger.run("submit", *SCENARIOS)
    return ledger


@pytest.fixture
def scene(original, tmp_path):
    """A copy of it to be spoilt."""
    shutil.copytree(original.path, tmp_path / "ledger", symlinks=True)
    return Ledger(original.program, tmp_path / "ledger")


@pytest.fixture
def small_disk(tmp_path):
    place = tmp_path / "disk"
    place.mkdir()
    size = "size=768k"
    if subprocess.run(["mount", "-t", "tmpfs", "-o", size, "tmpfs", place]).returncode:
        pytest.skip("a file system cannot be mounted here")
    yield place
    subprocess.run(["umount", place], check=True)


# Backup


def test_backups_while_others_submit_are_beginnings_of_the_log(program, tmp_path):
    ledger = Ledger(program, tmp_path / "ledger")
    ledger.run("init", "--clock", "history", "--origin", "example.org/hot")
    file = proposals(tmp_path / "many.ndjson", [f"H{number}" for number in range(2500)])
    command = [program, "submit", file, "--ledger", ledger.path, "--quiet"]
    writing = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    backups = []
    try:
        while writing.poll() is None and len(backups) < 20:
            path = tmp_path / f"backup-{len(backups)}"
            backups.append((path, json.loads(ledger.run("backup", path, "--json").stdout)))
        assert writing.wait(timeout=300) == 0
    finally:
        writing.kill()
    whole = stored(ledger.path / "log")
    assert len(whole) == 2501
    sizes = [told["size"] for _, told in backups]
    print("sizes of the backups:", sizes)
    assert len([size for size in sizes if 1 < size < len(whole)]) >= 2, "none was taken meanwhile"
    for path, told in backups:
        lines = stored(path / "log")
        assert lines == whole[: told["size"]]
        assert replay(program, path) == (0 if len(lines) > 1 else 2)
        assert sorted(entry.name for entry in path.iterdir()) == ["backup.json", "log"]


def test_a_backup_says_what_it_is_and_holds_no_keys(original, tmp_path):
    told = original.run("backup", tmp_path / "copy")
    assert b"keys are not in it" in told.stderr and b"key backup" in told.stderr
    description = json.loads((tmp_path / "copy/backup.json").read_text())
    data = (tmp_path / "copy/log/data.mdb").read_bytes()
    assert description["sha256"] == sha256(data).hexdigest()
    lines = stored(tmp_path / "copy/log")
    assert description["size"] == len(lines)
    assert description["root"] == b64encode(root(lines)).decode()
    for path in (tmp_path / "copy", *(tmp_path / "copy").rglob("*")):
        assert path.stat().st_mode & 0o077 == 0, path
    assert len(data) < (original.path / "log/data.mdb").stat().st_size


def test_a_backup_takes_no_place_that_is_taken(original, tmp_path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full/mine").write_text("mine")
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("mine")
    for name in ("full", "file", "none/below"):
        refused = original.run("backup", tmp_path / name, check=False)
        assert refused.returncode == 73, refused
        assert b"next: " in refused.stderr
    original.run("backup", tmp_path / "empty")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty", "file", "full"]
    assert (tmp_path / "full/mine").read_text() == "mine"


def test_a_damaged_ledger_makes_no_backup(scene, tmp_path):
    data = scene.path / "log/data.mdb"
    data.write_bytes(data.read_bytes().replace(b"forum board, stand 14", b"forum board, stand 15"))
    refused = scene.run("backup", tmp_path / "copy", check=False)
    assert refused.returncode == 1
    assert b"position " in refused.stderr and b"next: " in refused.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["ledger"]


def test_a_backup_that_is_killed_looks_like_none(program, tmp_path):
    ledger = Ledger(program, tmp_path / "ledger")
    ledger.run("init", "--clock", "history", "--origin", "example.org/killed")
    ledger.run("submit", proposals(tmp_path / "m.ndjson", [f"K{number}" for number in range(600)]))
    place, strays = tmp_path / "copy", []
    start = time.monotonic()
    ledger.run("backup", tmp_path / "measure")
    whole = time.monotonic() - start
    for part in (0.1, 0.3, 0.5, 0.7, 0.9):
        backing = subprocess.Popen(
            [program, "backup", place, "--ledger", ledger.path, "--quiet"], stdout=subprocess.DEVNULL)
        time.sleep(whole * part)
        backing.kill()
        backing.wait()
        if place.exists():
            assert replay(program, place) == 0
            shutil.rmtree(place)
        for stray in set(tmp_path.glob("copy.*.draft")) - set(strays):
            strays.append(stray)
            # All but its place is given to it in the last moment, when it has been verified.
            is_whole = (stray / "log").exists() and (stray / "backup.json").exists()
            assert replay(program, stray) == (0 if is_whole else 66)
            refused = Ledger(program, tmp_path / "none").run("restore", stray, check=False)
            assert refused.returncode == (0 if is_whole else 66)
            shutil.rmtree(tmp_path / "none", ignore_errors=True)
    assert strays, "none was killed half-way"
    done = ledger.run("backup", place)
    assert all(str(stray).encode() in done.stderr for stray in strays)
    assert replay(program, place) == 0


def test_a_restore_that_is_killed_leaves_no_ledger(original, backup, tmp_path):
    place, strays = tmp_path / "restored", set()
    target = Ledger(original.program, place)
    start = time.monotonic()
    Ledger(original.program, tmp_path / "measure").run("restore", backup)
    whole = time.monotonic() - start
    for part in (0.2, 0.4, 0.6, 0.8):
        restoring = subprocess.Popen(
            [original.program, "restore", backup, "--ledger", place, "--quiet"],
            stdout=subprocess.DEVNULL)
        time.sleep(whole * part)
        restoring.kill()
        restoring.wait()
        if place.exists():
            target.run("verify")
            shutil.rmtree(place)
        strays = set(tmp_path.glob("restored.*.draft"))
        for stray in strays:
            assert replay(original.program, stray) == (0 if (stray / "log").exists() else 66)
    assert strays, "none was killed half-way"
    target.run("restore", backup)
    target.run("verify")


def test_a_backup_that_is_interrupted_leaves_nothing(program, tmp_path):
    ledger = Ledger(program, tmp_path / "ledger")
    ledger.run("init", "--clock", "history", "--origin", "example.org/stopped")
    ledger.run("submit", proposals(tmp_path / "m.ndjson", [f"S{number}" for number in range(600)]))
    place = tmp_path / "copy"
    backing = subprocess.Popen(
        [program, "backup", place, "--ledger", ledger.path], stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + 30
    while not list(tmp_path.glob("copy.*.draft/unverified/data.mdb")):
        assert time.monotonic() < deadline and backing.poll() is None
    backing.send_signal(signal.SIGINT)
    assert backing.wait(timeout=30) == 128 + signal.SIGINT
    assert not list(tmp_path.glob("copy*"))


def test_a_full_disk_keeps_nothing_of_a_backup(original, small_disk):
    refused = original.run("backup", small_disk / "copy", check=False)
    assert refused.returncode == 74, refused
    assert b"next: make room" in refused.stderr
    assert list(small_disk.iterdir()) == []


# Restore


@pytest.fixture(scope="module")
def backup(original, tmp_path_factory):
    path = tmp_path_factory.mktemp("backup") / "copy"
    original.run("backup", path)
    return path


def test_a_restored_ledger_is_the_one_that_was_saved(original, backup, tmp_path):
    restored = Ledger(original.program, tmp_path / "ledger")
    told = restored.run("restore", backup, "--keys", original.path / "keys")
    assert b"are not in it" in told.stderr
    shutil.copytree(original.path / "keys", restored.path / "keys")
    restored.run("rebuild")
    certificate = json.loads(restored.run("verify", "--json").stdout)
    assert certificate["counts"]["modelRows"] > 0
    assert restored.lines() == original.lines()
    assert restored.run("show", "D06", "--json").stdout == original.run("show", "D06", "--json").stdout
    more = proposals(tmp_path / "more.ndjson", ["D99"])
    restored.run("submit", more)
    restored.run("verify")
    assert restored.run("doctor").returncode == 0


def test_a_restore_takes_no_place_that_is_taken_and_nothing_but_a_backup(original, backup, tmp_path):
    before = digests(original.path)
    assert original.run("restore", backup, check=False).returncode == 73
    assert digests(original.path) == before
    target = Ledger(original.program, tmp_path / "ledger")
    for source in (tmp_path / "none", tmp_path, original.path):
        assert target.run("restore", source, check=False).returncode == 66
    assert list(tmp_path.iterdir()) == []


def refusal(program, backup, tmp_path, *arguments):
    """What is said where a backup is refused; nothing of it may be left."""
    target = Ledger(program, tmp_path / "target")
    refused = target.run("restore", backup, *arguments, check=False)
    assert refused.returncode == 1, refused
    assert b"next: " in refused.stderr
    assert not list(tmp_path.glob("target*"))
    return refused.stderr.decode()


@pytest.fixture
def spoilt(backup, tmp_path):
    shutil.copytree(backup, tmp_path / "spoilt")
    return tmp_path / "spoilt"


def test_a_flipped_byte_in_a_line_is_named_with_its_place(original, spoilt, tmp_path):
    data = (spoilt / "log/data.mdb").read_bytes()
    lines = stored(spoilt / "log")
    line = lines[100]
    at = data.index(line)
    changed = bytearray(data)
    changed[at + len(line) // 2] ^= 1
    (spoilt / "log/data.mdb").write_bytes(changed)
    assert "position 100" in refusal(original.program, spoilt, tmp_path)


def test_a_flipped_byte_in_what_is_sealed_is_found_without_keys(original, spoilt, tmp_path):
    with lmdb.open(str(spoilt / "log"), readonly=True, lock=False, max_dbs=16) as log:
        with log.begin() as transaction:
            vault = log.open_db(b"vault", transaction, create=False)
            with transaction.cursor(vault) as rows:
                row = max((bytes(value) for _, value in rows), key=len)
    data = bytearray((spoilt / "log/data.mdb").read_bytes())
    data[data.index(row[-64:]) + 40] ^= 1
    (spoilt / "log/data.mdb").write_bytes(data)
    assert "other bytes" in refusal(original.program, spoilt, tmp_path)


def test_a_truncated_backup_is_refused(original, spoilt, tmp_path):
    for length in (-4096, -1, 300_000, 4096, 0):
        data = (spoilt / "log/data.mdb").read_bytes()
        (spoilt / "log/data.mdb").write_bytes(data[:length])
        refusal(original.program, spoilt, tmp_path)
        (spoilt / "log/data.mdb").write_bytes(data)


def test_what_was_erased_since_a_backup_stays_closed(scene, backup, tmp_path):
    scene.run(
        "erase", "contact-vn-0011", "--deal", "D07", "--basis", "test", "--at", "2026-02-01T00:00:00Z")
    target = Ledger(scene.program, tmp_path / "target")
    target.run("restore", backup, "--keys", scene.path / "keys")
    certificate = json.loads(target.run("verify", "--json", "--keys", scene.path / "keys").stdout)
    assert certificate["counts"]["erasedLines"] == 1


def test_a_backup_behind_a_kept_checkpoint_is_refused(scene, backup, tmp_path):
    scene.run("submit", proposals(tmp_path / "more.ndjson", ["D98"]))
    note = tmp_path / "kept"
    note.write_bytes(scene.run("checkpoint", "create").stdout)
    key = scene.run("checkpoint", "key").stdout.decode().strip()
    told = refusal(scene.program, backup, tmp_path, "--checkpoint", note, "--key", key)
    assert "the checkpoint from outside" in told
    assert scene.run("restore", backup, "--checkpoint", note, check=False).returncode == 64
    later = tmp_path / "later"
    scene.run("backup", later)
    target = Ledger(scene.program, tmp_path / "target")
    target.run("restore", later, "--checkpoint", note, "--key", key)


def test_a_damaged_description_is_told_from_none(original, spoilt, tmp_path):
    target = Ledger(original.program, tmp_path / "target")
    good = json.loads((spoilt / "backup.json").read_text())
    for text in ("", "{}", "[1]", json.dumps({**good, "backup": 2}), json.dumps({**good, "format": "2"})):
        (spoilt / "backup.json").write_text(text)
        refused = target.run("restore", spoilt, check=False)
        assert refused.returncode == 65, (text, refused)
        assert b"next: " in refused.stderr
    assert not list(tmp_path.glob("target*"))


# Doctor


def test_doctor_writes_nothing(scene):
    before = digests(scene.path)
    scene.run("doctor")
    after = digests(scene.path)
    lock = scene.path / "log/lock.mdb"
    assert {**after, lock: 0} == {**before, lock: 0}


def test_doctor_finds_nothing_wrong_with_a_ledger_in_order(scene, tmp_path):
    scene.run("key", "backup", tmp_path / "keys")
    scene.run("checkpoint", "create")
    assert {finding["status"] for finding in findings(scene).values()} == {"ok"}
    told = scene.run("doctor")
    assert b"All is well" in told.stderr
    assert "✓" in told.stdout.decode() and "\x1b" not in told.stdout.decode()


def test_doctor_finds_read_models_that_lag_and_streams_that_are_parked(scene, tmp_path):
    aside = tmp_path / "models"
    shutil.copytree(scene.path / "models", aside, symlinks=True)
    scene.run("submit", proposals(tmp_path / "more.ndjson", [f"L{number}" for number in range(150)]))
    shutil.rmtree(scene.path / "models")
    shutil.copytree(aside, scene.path / "models", symlinks=True)
    found = findings(scene)["models"]
    assert found["status"] == "warning" and "150 behind" in found["message"]
    scene.run("list")
    assert findings(scene)["models"]["status"] == "ok"
    with sqlite3.connect(scene.path / "models/current") as models:
        models.execute("INSERT INTO parked VALUES ('deals', 'deal/D06', 40, 'it cannot follow')")
    models.close()
    found = findings(scene, status=1)["parked"]
    assert found["status"] == "fault"
    assert "deal/D06 is parked in deals since position 40: it cannot follow" in found["message"]
    (scene.path / "models/current").resolve().write_bytes(b"no database at all")
    assert findings(scene)["models"]["status"] == "warning"
    shutil.rmtree(scene.path / "models")
    assert "none yet" in findings(scene)["models"]["message"]


def test_doctor_finds_what_others_may_read(scene):
    for name, status in (("log/data.mdb", "warning"), ("models", "warning"), ("log", "warning")):
        path = scene.path / name
        mode = path.stat().st_mode
        path.chmod(mode | 0o040)
        found = findings(scene)["permissions"]
        assert found["status"] == status and f"{path}:" in found["message"]
        assert found["advice"] == f"run `chmod go= {path}`"
        path.chmod(mode)
    assert findings(scene)["permissions"]["status"] == "ok"
    (scene.path / "keys/log.key").chmod(0o644)
    found = findings(scene, status=1)["permissions"]
    assert found["status"] == "fault" and "rotate" in found["advice"]


def test_doctor_finds_keys_that_are_missing_and_what_was_left(scene):
    (scene.path / "log/making-1").mkdir()
    (scene.path.parent / "ledger.ABCD1234.draft").mkdir()
    found = findings(scene)["leftovers"]
    assert found["status"] == "warning"
    assert "making-1" in found["message"] and "ledger.ABCD1234.draft" in found["message"]
    shutil.rmtree(scene.path / "keys")
    assert findings(scene)["keys"]["status"] == "warning"


READER = """
import lmdb, sys, time
log = lmdb.open(sys.argv[1], readonly=True, max_dbs=16, max_readers=1024)
transaction = log.begin()
transaction.get(b"x")
print("reading", flush=True)
time.sleep(60)
"""


def test_doctor_counts_snapshots_and_those_of_the_dead(scene, tmp_path):
    command = [sys.executable, "-c", READER, scene.path / "log"]
    # While one lives the lock file is not made anew, and so keeps the slot of the one that dies.
    readers = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(2)]
    try:
        for reader in readers:
            assert reader.stdout.readline() == b"reading\n"
        found = findings(scene)["readers"]
        assert found["status"] == "ok"
        assert found["message"] == "2 snapshots held, 0 by dead processes, the oldest 0 commits behind"
        readers[0].kill()
        readers[0].wait()
        scene.run("checkpoint", "create")
        found = findings(scene)["readers"]
        assert found["status"] == "warning"
        assert found["message"] == "1 snapshot held, 1 by dead processes, the oldest 1 commit behind"
    finally:
        for reader in readers:
            reader.kill()
            reader.wait()


@pytest.mark.parametrize("percent,status", [(70, "ok"), (85, "warning"), (97, "fault")])
def test_doctor_warns_before_the_map_is_full(original, tmp_path, percent, status):
    copies = [tmp_path / "wide", tmp_path / "ledger"]
    source, size = original.path, 1 << 30
    for copy in copies:
        (copy / "log").mkdir(parents=True, mode=0o700)
        # A compacting copy takes over the size of the map that it was made through.
        with lmdb.open(str(source / "log"), readonly=True, lock=False, map_size=size) as log:
            log.copy(str(copy / "log"), compact=True)
        source, used = copy, (copy / "log/data.mdb").stat().st_size
        size = used * 100 // percent // 4096 * 4096
    found = findings(Ledger(original.program, copies[1]), 1 if status == "fault" else 0)["map"]
    assert found["status"] == status, found


def test_whoever_writes_is_warned_once_of_a_disk_that_is_nearly_full(program, tmp_path, small_disk):
    ledger = Ledger(program, small_disk / "ledger")
    ledger.run("init", "--clock", "history", "--origin", "example.org/small")
    told = ledger.run("submit", proposals(tmp_path / "one.ndjson", ["D1", "D2"]))
    assert told.stderr.count(b"are free on the log's disk") == 1
    assert told.stderr.startswith(b"warning: ")
    assert b"warning" not in ledger.run("log").stderr
    found = findings(ledger, status=1)["disk"]
    assert found["status"] == "fault"
