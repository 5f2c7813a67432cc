"""Several processes on one ledger, some of them killed or stopped; clocks that jump; places that
take no writes, or belong to somebody else. docs/reliability.md says what was seen.
"""

import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import pytest
from callers import Store, command_file, receipts
from failing import Clock, Failing
from places import Places

NIGHTLY = os.environ.get("DEALLEDGER_NIGHTLY") == "1"
TEN_YEARS = 10 * 365 * 86_400
NOBODY = 65534


@pytest.fixture(scope="module")
def failing(tmp_path_factory):
    return Failing(tmp_path_factory.mktemp("failing"))


@pytest.fixture(scope="module")
def clock(tmp_path_factory):
    return Clock(tmp_path_factory.mktemp("clock"))


@pytest.fixture
def store(program, tmp_path):
    """A ledger with two deals."""
    store = Store(program, tmp_path / "ledger")
    store.submit(command_file(tmp_path / "before.ndjson", ["A1", "A2"]))
    store.look()
    return store


@pytest.fixture
def places():
    places = Places()
    yield places
    places.close()


def said(done):
    return done.stderr.decode()


def finish(store, process, file, status=0):
    output, complaints = process.communicate(timeout=120)
    assert process.returncode == status, complaints.decode()
    store.take(file, output)
    return complaints.decode()


def wait_until(condition, seconds=60):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.01)


def is_stopped(process):
    return Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "T"


# MARK: Writers


def test_processes_that_submit_at_once_are_all_answered(store, tmp_path):
    files = [
        command_file(tmp_path / f"{name}.ndjson", [f"{name}{number}" for number in range(8)])
        for name in "BCDE"
    ]
    running = [(store.start("submit", "--json", file), file) for file in files]
    for process, file in running:
        finish(store, process, file)
    store.verify()
    positions = [
        [receipt["position"] for (name, _), receipt in store.told.items() if name == file]
        for file in files
    ]
    assert all(each == sorted(each) for each in positions), "a caller's commands changed places"


def test_two_processes_that_send_the_same_file_are_told_the_same(store, tmp_path):
    file = command_file(tmp_path / "same.ndjson", [f"S{number}" for number in range(8)])
    running = [store.start("submit", "--json", file) for _ in range(3)]
    told = [receipts(process.communicate(timeout=120)[0]) for process in running]
    assert [process.returncode for process in running] == [0, 0, 0]
    for line in told[0]:
        outcomes = sorted(each[line].pop("outcome") for each in told)
        assert outcomes == ["accepted", "repeated", "repeated"]
        assert told[0][line] == told[1][line] == told[2][line]
    store.verify()


@pytest.fixture
def stopped(failing, store, tmp_path):
    """A writer that was stopped in its commit, while it holds the log's lock."""
    file = command_file(tmp_path / "stopped.ndjson", ["S1"])
    given = failing.at(1, "stop", "sync", store.path / "log")
    process = store.start("submit", "--json", file, env=given)
    wait_until(lambda: is_stopped(process))
    yield process, file
    process.kill()
    process.wait()


def test_a_writer_waits_for_one_that_is_stopped_and_says_so(store, stopped, tmp_path):
    process, file = stopped
    other = command_file(tmp_path / "other.ndjson", ["O1"])
    waiting = store.start("submit", "--json", other)
    time.sleep(6)
    assert waiting.poll() is None
    for arguments in [["show", "A1"], ["log"], ["verify"], ["list"]]:
        store.run(*arguments, check=0)
    process.send_signal(signal.SIGCONT)
    finish(store, process, file)
    complaints = finish(store, waiting, other)
    assert "still waiting" in complaints and str(store.path / "log") in complaints
    store.verify()


def test_a_writer_goes_on_when_one_that_is_stopped_is_killed(store, stopped, tmp_path):
    process, file = stopped
    other = command_file(tmp_path / "other.ndjson", ["O1"])
    waiting = store.start("submit", "--json", other)
    time.sleep(0.5)
    assert waiting.poll() is None
    process.kill()
    finish(store, process, file, -signal.SIGKILL)
    finish(store, waiting, other)
    store.verify()
    store.submit(file)


def test_a_process_stopped_at_the_read_models_keeps_nobody_from_an_answer(
    failing, store, tmp_path
):
    file = command_file(tmp_path / "stopped.ndjson", ["S1"])
    given = failing.at(4, "stop", "write", store.path / "models")
    process = store.start("submit", "--json", file, env=given)
    wait_until(lambda: is_stopped(process))
    other = command_file(tmp_path / "other.ndjson", ["O1"])
    output = tmp_path / "told"
    with output.open("wb") as told:
        waiting = subprocess.Popen(store.command("submit", "--json", other), stdout=told)
        wait_until(lambda: len(receipts(output.read_bytes())) == 6)
    process.send_signal(signal.SIGCONT)
    finish(store, process, file)
    assert waiting.wait(timeout=120) == 0
    store.take(other, output.read_bytes())
    store.verify()


# MARK: Readers


@pytest.fixture
def reader(store, tmp_path):
    """`log` in the middle of a snapshot: nobody takes what it writes."""
    store.submit(command_file(tmp_path / "many.ndjson", [f"M{number}" for number in range(40)]))
    store.look()
    assert sum(map(len, store.lines)) > 1 << 17
    process = store.start("log")
    wait_until(lambda: "pipe" in Path(f"/proc/{process.pid}/wchan").read_text() or has_filled(process))
    yield process
    process.kill()
    process.communicate()


def has_filled(process):
    """Whether the pipe has taken what it can: some systems do not say where a process waits."""
    from array import array
    from fcntl import ioctl
    from termios import FIONREAD

    count = array("i", [0])
    ioctl(process.stdout, FIONREAD, count)
    return count[0] >= 1 << 16


def write_more(store, tmp_path, name):
    file = command_file(tmp_path / f"{name}.ndjson", [f"{name}{number}" for number in range(10)])
    store.submit(file)


def test_a_reader_that_is_killed_as_it_reads_disturbs_nobody(store, reader, tmp_path):
    write_more(store, tmp_path, "N")
    reader.kill()
    reader.wait()
    for number in range(3):
        write_more(store, tmp_path, f"O{number}-")
        store.verify()
    store.run("show", "O0-1", check=0)


def test_a_reader_that_is_stopped_loses_nothing(store, reader, tmp_path):
    known = len(store.lines)
    reader.send_signal(signal.SIGSTOP)
    wait_until(lambda: is_stopped(reader))
    # Enough rounds that pages would be written again, were they free.
    for number in range(6):
        write_more(store, tmp_path, f"N{number}-")
    store.look()
    reader.send_signal(signal.SIGCONT)
    output, _ = reader.communicate(timeout=120)
    assert reader.returncode == 0
    read = output.split(b"\n")[:-1]
    assert len(read) >= known and read == store.lines[: len(read)]
    store.verify()


def test_who_follows_and_was_stopped_is_told_all(store, tmp_path):
    output = tmp_path / "followed"
    with output.open("wb") as told:
        process = subprocess.Popen(store.command("log", "--follow"), stdout=told)
    try:
        wait_until(lambda: output.read_bytes().count(b"\n") == len(store.lines))
        process.send_signal(signal.SIGSTOP)
        write_more(store, tmp_path, "N")
        store.look()
        process.send_signal(signal.SIGCONT)
        wait_until(lambda: output.read_bytes().count(b"\n") >= len(store.lines))
    finally:
        process.kill()
        process.wait()
    assert output.read_bytes().split(b"\n")[:-1] == store.lines


# MARK: The clock


def times(lines):
    return [json.loads(line)["time"] for line in lines]


@pytest.mark.parametrize("seconds", [TEN_YEARS, -TEN_YEARS])
def test_a_clock_that_jumps_as_commands_come_dates_nothing(clock, store, tmp_path, seconds):
    file = command_file(tmp_path / "next.ndjson", [f"B{number}" for number in range(4)])
    refused = 0
    for reading in range(2, 60, 1 if NIGHTLY else 3):
        done = store.run("submit", "--json", file, env=clock.set(seconds, reading))
        is_late = done.returncode == 1  # the program began with that clock: see below
        if not is_late:
            store.take(file, done.stdout)
        store.look()
        # The year of the others; nothing is dated by the clock that jumped.
        assert {time[:4] for time in times(store.lines)} <= this_year(), reading
        if done.returncode == 0:
            break
        if is_late:
            continue
        assert done.returncode == 75, said(done)
        assert "the clock says" in said(done) and "set the machine's clock right" in said(done)
        refused += 1
    assert refused
    store.submit(file)
    store.verify()


def this_year():
    """The tests' own years: they may run at midnight."""
    return {str(time.gmtime(time.time() + shift).tm_year) for shift in (-86_400, 86_400)}


def test_a_clock_that_is_behind_from_the_start_dates_nothing(clock, store, tmp_path):
    file = command_file(tmp_path / "next.ndjson", ["B1"])
    done = store.run("submit", "--json", file, env=clock.set(-TEN_YEARS))
    assert (done.returncode, done.stdout) == (75, b"")
    assert "the clock says" in said(done) and "\nnext: " in said(done)
    for arguments in [["show", "A1"], ["log"], ["verify"], ["list"]]:
        store.run(*arguments, check=0, env=clock.set(-TEN_YEARS))
    store.look()
    store.submit(file)
    store.verify()


def test_a_clock_that_was_set_ahead_before_the_start_dates_nothing(clock, store, tmp_path):
    """The machine was not started since: an earlier process knew the clock."""
    file = command_file(tmp_path / "next.ndjson", ["B1"])
    propose = ["propose", "B2", "--type", "OPTION", "--title", "T", "--as-party", "seller"]
    propose += ["--party", "seller:assignor:CN:Seller", "--party", "buyer:assignee:TH:Buyer"]
    for arguments in [["submit", "--json", file], propose]:
        done = store.run(*arguments, env=clock.set(TEN_YEARS))
        assert (done.returncode, done.stdout) == (75, b""), said(done)
        assert "the clock says" in said(done)
        assert f"remove {store.path}/clock" in said(done)
    store.look()
    store.submit(file)
    store.verify()


def test_a_clock_that_is_ahead_since_the_machine_was_started_dates_nothing_that_has_its_own_date(
    clock, store, tmp_path
):
    (Path(store.path) / "clock").unlink()
    file = command_file(tmp_path / "next.ndjson", ["B1"])
    done = store.run("submit", "--json", file, env=clock.set(TEN_YEARS))
    assert done.returncode == 1
    assert json.loads(done.stdout.splitlines()[0])["code"] == "backdated-too-far"
    store.look()
    assert {time[:4] for time in times(store.lines)} <= this_year()
    (Path(store.path) / "clock").unlink()
    store.submit(file)
    store.verify()


# MARK: Places


def test_a_full_disk_is_told_and_reading_goes_on(places, store, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    places.small_disk(disk, 1500)
    assert places.run("cp", "-a", store.path, disk).returncode == 0
    on = ["--ledger", disk / "ledger"]
    file = command_file(tmp_path / "many.ndjson", [f"M{number}" for number in range(200)])
    done = places.run(store.program, "submit", "--json", file, *on)
    assert done.returncode == 74, said(done)
    assert str(disk / "ledger/log") in said(done) and "\nnext: " in said(done)
    assert "room" in said(done)
    for arguments in [["show", "A1"], ["history", "A1"], ["log"], ["verify"]]:
        assert places.run(store.program, *arguments, *on).returncode == 0, arguments
    lines = places.run(store.program, "log", *on).stdout.split(b"\n")
    told = receipts(done.stdout)
    for receipt in told.values():
        assert receipt["deal"].encode() in lines[receipt["position"]]
    places.mount("-o", "remount,size=40000k", disk)
    done = places.run(store.program, "submit", "--json", file, *on)
    assert done.returncode == 0, said(done)
    again = receipts(done.stdout)
    for line, receipt in told.items():
        assert again[line] == receipt | {"outcome": "repeated"}
    assert places.run(store.program, "verify", *on).returncode == 0


def test_a_file_system_that_takes_no_writes_is_read(places, store, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    shutil.copytree(store.path, disk / "ledger", symlinks=True)
    places.read_only(disk)
    on = ["--ledger", disk / "ledger"]
    reads = [["show", "A1"], ["history", "A1"], ["list"], ["log"], ["event", 3], ["verify"]]
    for arguments in reads:
        done = places.run(store.program, *arguments, *on)
        assert done.returncode == 0 and done.stderr == b"", (arguments, said(done))
    file = command_file(tmp_path / "next.ndjson", ["B1"])
    for arguments in [["submit", file], ["key", "rotate"], ["checkpoint", "create"], ["rebuild"]]:
        done = places.run(store.program, *arguments, *on)
        assert done.returncode == 77, (arguments, said(done))
        assert str(disk / "ledger") in said(done), said(done)
        assert "next: use a folder that takes writes" in said(done)
    done = places.run(store.program, "init", "--ledger", disk / "new")
    assert done.returncode == 77 and "next: use a folder that takes writes" in said(done)


@pytest.fixture
def open_folder():
    """A folder that any user may pass."""
    if os.geteuid() != 0:
        pytest.skip("only root can be somebody else")
    folder = Path(tempfile.mkdtemp(prefix="dealledger-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def test_another_user_may_read_and_write_nothing(store, open_folder, tmp_path):
    path = open_folder / "ledger"
    shutil.copytree(store.path, path, symlinks=True)
    program = shutil.copy(store.program, open_folder / "program")
    file = command_file(open_folder / "next.ndjson", ["B1"])
    other = {"user": NOBODY, "group": NOBODY, "extra_groups": [], "cwd": "/"}
    for arguments in [["show", "A1"], ["log"], ["list"], ["verify"], ["submit", file], ["rebuild"]]:
        command = list(map(str, [program, *arguments, "--ledger", path]))
        done = subprocess.run(command, capture_output=True, timeout=60, **other)
        assert done.returncode == 77, (arguments, said(done))
        assert str(path) in said(done) and "\nnext: ask the owner" in said(done), said(done)
        assert done.stdout == b""


def test_root_leaves_no_file_of_its_own_in_a_ledger_of_somebody_else(store, open_folder, tmp_path):
    for folder, _, names in os.walk(store.path):
        for path in [folder, *(os.path.join(folder, name) for name in names)]:
            os.chown(path, NOBODY, NOBODY, follow_symlinks=False)
    file = command_file(tmp_path / "next.ndjson", ["B1"])
    for arguments in [["submit", file], ["key", "rotate"], ["rebuild"], ["checkpoint", "create"]]:
        done = store.run(*arguments)
        assert done.returncode == 77, (arguments, said(done))
        assert f"belongs to the user {NOBODY}" in said(done) and "\nnext: run" in said(done)
    for arguments in [["show", "A1"], ["log"], ["list"], ["verify"]]:
        store.run(*arguments, check=0)
    owners = {path.lstat().st_uid for path in store.path.rglob("*")}
    assert owners == {NOBODY}
