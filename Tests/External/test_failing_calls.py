"""Each call on the ledger's files fails once, and from then on, in turn, until a run is clean.

The calls fail by Tools/faults/failing.c; docs/reliability.md says what was seen.
"""

import errno
import os
import resource
import shutil
import signal
import subprocess

import pytest
from callers import Store, command_file
from failing import Failing

NIGHTLY = os.environ.get("DEALLEDGER_NIGHTLY") == "1"
ALL = "write sync truncate rename remove"
# Further than any run goes: a sweep that comes here never ends.
MOST = 400
# Read models make many calls, and all of the same few kinds.
OF_MODELS = 1 if NIGHTLY else 6


@pytest.fixture(scope="module")
def failing(tmp_path_factory):
    return Failing(tmp_path_factory.mktemp("failing"))


@pytest.fixture(scope="module")
def filled(program, tmp_path_factory):
    """A ledger with two deals, and a file of commands that it has not taken."""
    folder = tmp_path_factory.mktemp("filled")
    store = Store(program, folder / "ledger")
    store.submit(command_file(folder / "before.ndjson", ["A1", "A2"]))
    store.look()
    store.next = command_file(folder / "next.ndjson", ["B1", "B2"], comments=0)
    return store


def copy(store, folder):
    """The same ledger, of which the same was told, in another place."""
    twin = Store.__new__(Store)
    twin.program, twin.path, twin.next = store.program, folder / "ledger", store.next
    twin.told, twin.lines = dict(store.told), list(store.lines)
    shutil.rmtree(twin.path, ignore_errors=True)
    shutil.copytree(store.path, twin.path, symlinks=True)
    return twin


def said(done):
    return done.stderr.decode()


def has_told_where_and_what_next(store, done):
    """What, where and what to do: for a person who knows nothing of the program's insides."""
    # A warning of room may come before it.
    lines = said(done).splitlines(keepends=True)
    text = "".join(line for line in lines if not line.startswith("warning: "))
    assert text.startswith("error: "), text
    assert str(store.path) in text.splitlines()[0], text
    assert "\nnext: " in text, text


def holds_after(store, done):
    """What was told stands; nothing is half there; what is sent again is taken, or repeated."""
    store.take(store.next, done.stdout)
    store.verify()
    store.submit(store.next)
    store.look()


def sweep(failing, filled, folder, below, how, calls=ALL):
    """Submits with the first, the second, the third … call failing; gives each run."""
    for number in range(1, MOST, OF_MODELS if below == "models" else 1):
        store = copy(filled, folder)
        at = f"{number}+" if how == errno.ENOSPC else number
        given = failing.at(at, how, calls, store.path / below)
        done = store.run("submit", "--json", store.next, env=given)
        if not failing.happened:
            assert done.returncode == 0, said(done)
            assert number > 1, f"nothing below {below} was called"
            return
        yield store, done, failing.happened
    pytest.fail(f"{MOST} calls and no end")


@pytest.mark.parametrize("how", [errno.EIO, errno.ENOSPC, "short"])
def test_a_write_of_the_log_that_fails_is_told_and_nothing_is_half_there(
    failing, filled, tmp_path, how
):
    seen = 0
    for store, done, call in sweep(
        failing, filled, tmp_path, "log", how, "write" if how == "short" else ALL
    ):
        assert done.returncode == 74, (call, said(done))
        has_told_where_and_what_next(store, done)
        holds_after(store, done)
        seen += 1
    print(f"log, {how}: {seen} calls")
    assert seen >= 3


@pytest.mark.parametrize("how", [errno.EIO, errno.ENOSPC])
def test_a_write_of_the_keys_that_fails_is_told_and_loses_no_key(failing, filled, tmp_path, how):
    seen = 0
    for store, done, call in sweep(failing, filled, tmp_path, "keys", how):
        assert done.returncode == 74, (call, said(done))
        has_told_where_and_what_next(store, done)
        holds_after(store, done)
        store.run("key", "check", check=0)
        seen += 1
    print(f"keys, {how}: {seen} calls")
    assert seen >= 3


@pytest.mark.parametrize("how", [errno.EIO, errno.ENOSPC] if NIGHTLY else [errno.ENOSPC])
def test_read_models_that_cannot_be_written_hold_up_nothing(failing, filled, tmp_path, how):
    seen = 0
    for store, done, call in sweep(failing, filled, tmp_path, "models", how):
        assert done.returncode == 0, (call, said(done))
        if b"warning" in done.stderr:
            assert str(store.path / "models") in said(done)
        store.run("list", check=0)
        holds_after(store, done)
        seen += 1
    print(f"models, {how}: {seen} calls")
    assert seen >= 3


def test_a_process_that_is_killed_at_each_call_in_turn_leaves_nothing_half_there(
    failing, filled, tmp_path
):
    seen = 0
    for below in ["log", "keys", "models"]:
        for store, done, call in sweep(failing, filled, tmp_path, below, "kill"):
            assert done.returncode == -signal.SIGKILL, (call, said(done))
            holds_after(store, done)
            seen += 1
    print(f"killed at {seen} calls")
    assert seen >= 20


def test_files_that_cannot_be_opened_are_told(failing, filled, tmp_path):
    seen = {75: 0, 0: 0}
    for store, done, call in sweep(failing, filled, tmp_path, "", errno.EMFILE, "open"):
        assert done.returncode in seen, (call, said(done))
        if done.returncode == 75:
            has_told_where_and_what_next(store, done)
            assert "ulimit -n" in said(done)
        else:
            assert "/log/" not in call, call
        holds_after(store, done)
        seen[done.returncode] += 1
    print(f"open: {seen}")
    assert seen[75] >= 5


@pytest.mark.parametrize("arguments", [["key", "rotate"], ["checkpoint", "create"], ["rebuild"]])
def test_other_calls_that_write_fail_as_clearly_and_can_be_repeated(
    failing, filled, tmp_path, arguments
):
    for number in range(1, MOST, OF_MODELS if arguments == ["rebuild"] else 1):
        store = copy(filled, tmp_path)
        done = store.run(*arguments, env=failing.at(number, errno.EIO, ALL, store.path))
        if not failing.happened:
            break
        if done.returncode != 0:
            assert done.returncode == 74, (failing.happened, said(done))
            has_told_where_and_what_next(store, done)
        store.verify()
        store.run(*arguments, check=0)
        store.run("key", "check", check=0)
        store.submit(store.next)
        store.look()
    print(f"{arguments}: {number - 1} calls")
    assert done.returncode == 0 and number > 3


def test_a_ledger_is_made_whole_or_not_at_all(failing, program, tmp_path):
    path = tmp_path / "ledger"
    for number in range(1, MOST):
        init = [program, "init", "--ledger", str(path)]
        given = failing.at(number, errno.EIO, ALL, tmp_path)
        done = subprocess.run(init, env=given, capture_output=True, timeout=60)
        if not failing.happened:
            break
        if done.returncode != 0:
            assert done.returncode == 74, (failing.happened, said(done))
            assert str(tmp_path) in said(done) and "\nnext: " in said(done)
        if path.exists():  # whole, though its name may not be durable
            verified = subprocess.run([program, "verify", "--ledger", path], capture_output=True)
            assert verified.returncode == 2, (failing.happened, said(verified))
        assert [name for name in os.listdir(tmp_path) if "draft" in name] == [], failing.happened
        shutil.rmtree(path, ignore_errors=True)
    print(f"init: {number - 1} calls")
    assert done.returncode == 0 and number > 10


def test_who_only_reads_needs_no_room(failing, filled, tmp_path):
    store = copy(filled, tmp_path)
    full = failing.at("1+", errno.ENOSPC, ALL, store.path)
    for arguments in [["show", "A1"], ["history", "A1"], ["list"], ["log"], ["verify"], ["event", 3]]:
        store.run(*arguments, check=0, env=full)


def test_a_full_map_is_told_and_reading_goes_on(failing, filled, tmp_path):
    store = copy(filled, tmp_path)
    small = failing.map((store.path / "log/data.mdb").stat().st_size + 8192)
    store.next = command_file(tmp_path / "more.ndjson", [f"C{n}" for n in range(40)])
    done = store.run("submit", "--json", store.next, env=small)
    assert done.returncode == 74
    has_told_where_and_what_next(store, done)
    assert "new one" in said(done)
    store.run("show", "A1", check=0, env=small)
    holds_after(store, done)


# MARK: What the system grants


def limited(limit, value):
    return lambda: resource.setrlimit(limit, (value, value))


def test_few_descriptors_are_told(filled, tmp_path):
    codes = []
    for number in range(8, 24):
        store = copy(filled, tmp_path)
        only = limited(resource.RLIMIT_NOFILE, number)
        done = store.run("submit", "--json", store.next, preexec_fn=only)
        assert done.returncode in (0, 75), (number, said(done))
        if done.returncode == 75:
            has_told_where_and_what_next(store, done)
            assert "ulimit -n" in said(done)
        holds_after(store, done)
        codes.append(done.returncode)
    assert codes[0] == 75 and codes[-1] == 0, codes


def test_too_little_address_space_for_the_map_is_told(filled, tmp_path):
    store = copy(filled, tmp_path)
    for arguments in [["submit", store.next], ["show", "A1"]]:
        done = store.run(*arguments, preexec_fn=limited(resource.RLIMIT_AS, 20 << 30))
        assert done.returncode == 75
        has_told_where_and_what_next(store, done)
        assert "ulimit -v" in said(done)


@pytest.mark.parametrize("megabytes", [12, 24, 40, 80])
def test_too_little_memory_acknowledges_nothing_that_is_not_there(filled, tmp_path, megabytes):
    """The run may end, be ended or wait for a thread that it cannot get; it may not lie."""
    store = copy(filled, tmp_path)
    only = limited(resource.RLIMIT_DATA, megabytes << 20)
    process = store.start("submit", "--json", store.next, preexec_fn=only)
    try:
        output, _ = process.communicate(timeout=3)
    except subprocess.TimeoutExpired:
        process.kill()
        output, _ = process.communicate()
    assert megabytes < 80 or process.returncode == 0
    done = subprocess.CompletedProcess([], process.returncode, output)
    holds_after(store, done)


def test_standard_output_that_takes_nothing_is_told(filled, tmp_path):
    store = copy(filled, tmp_path)
    for arguments in [["log"], ["submit", "--json", store.next]]:
        with open("/dev/full", "wb") as full:
            done = subprocess.run(store.command(*arguments), stdout=full, stderr=subprocess.PIPE)
        assert done.returncode == 74
        assert "standard output" in said(done) and "\nnext: " in said(done)
    store.submit(store.next)
