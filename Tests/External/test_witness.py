"""Witnesses: the program's against a log written anew, the program's ledger against a witness
written anew, and two ledgers with two witnesses of the program."""

import json
import random
import shutil
import signal
import subprocess
import threading
import time
from base64 import b64encode

import pytest
from callers import command_file
from conftest import Ledger
from witnesses import ForeignWitness, Key, Log, OwnWitness, PLAIN, cosigned_at, is_signed, post, split


def lines(count, label="line"):
    return [f"{label} {number}".encode() for number in range(count)]


@pytest.fixture
def witness(program, tmp_path):
    return OwnWitness(program, tmp_path / "witness", "ministry.example.th/witness")


@pytest.fixture
def log(witness):
    log = Log("example.org/log", lines(9))
    witness.trust(log.key.vkey)
    return log


def ledger_of(program, path, origin):
    ledger = Ledger(program, path)
    ledger.run("init", "--origin", origin)
    return ledger


def add_deal(ledger, deal):
    path = command_file(ledger.path.parent / f"{ledger.path.name}-{deal}.ndjson", [deal])
    ledger.run("submit", path)


def key_of(ledger):
    return ledger.run("checkpoint", "key").stdout.decode().strip()


def checkpoint(ledger):
    """The note, and what was said beside it."""
    done = ledger.run("checkpoint", "create")
    return done.stdout.decode(), done.stderr.decode()


# The witness


def test_a_log_gets_a_cosignature_that_another_library_verifies(witness, log):
    with witness.serving() as url:
        before = int(time.time())
        for old, size in [(0, 1), (1, 1), (1, 4), (4, 7), (7, 9)]:
            status, kind, body = post(url, log.request(old, size))
            assert (status, kind) == (200, "text/plain; charset=utf-8")
            [at] = cosigned_at(log.note(size) + body, witness.vkey)
            assert before <= at <= time.time() + 1


def test_a_request_gets_the_status_that_the_specification_gives_it(witness, log):
    other = Log("example.org/other", lines(3))
    unsigned = Log(log.origin, lines(5), Key(log.origin, PLAIN))
    wrong = [bytes(32)] * 3
    with witness.serving() as url:
        assert post(url, other.request(0))[0] == 404
        assert post(url, unsigned.request(0))[0] == 403
        assert post(url, log.request(0, 4, proof=wrong))[0] == 422
        assert post(url, log.request(3, 4))[::2] == (409, "0\n")
        assert post(url, log.request(0, 4))[0] == 200
        assert post(url, log.request(6, 4, proof=[]))[0] == 400
        assert post(url, log.request(0, 7)) == (409, "text/x.tlog.size", "4\n")
        assert post(url, log.request(4, 7, proof=wrong))[0] == 422
        assert post(url, log.request(4, 7, proof=[]))[0] == 422
        assert post(url, log.request(4, 4, proof=wrong))[0] == 422
        assert post(url, log.request(4, 7))[0] == 200
        assert post(url, log.request(4, 7)) == (409, "text/x.tlog.size", "7\n")


@pytest.mark.parametrize("body", [
    b"", b"\n", b"old 0\n", b"old 0\n\n", b"old -1\n\n", b"old 00\n\nx\n", b"\xff\xfe",
    b"old 0\nAAAA\n\n", b"old 0\n\nno note\n", b"old 0\n\na\n1\nx\n\n\xe2\x80\x94 a AAAAAAA=\n",
    b"old 0\n" + b"A" * 43 + b"=\n" * 64 + b"\n", b"\0" * 1000, b"GET",
])
def test_what_is_no_request_is_answered_400(shared_witness, body):
    assert post(shared_witness, body)[0] == 400


def test_a_body_that_is_too_large_is_not_read(shared_witness):
    assert post(shared_witness, b"old 0\n\n" + b"x" * (1 << 20))[0] == 413


@pytest.fixture(scope="module")
def shared_witness(program, tmp_path_factory):
    folder = tmp_path_factory.mktemp("shared") / "witness"
    with OwnWitness(program, folder, "shared.example").serving() as url:
        yield url


def test_of_two_histories_under_one_key_one_is_cosigned(witness, log):
    fork = log.fork(lines(5) + lines(6, "other"))
    rewritten = log.fork(lines(11, "afresh"))
    with witness.serving() as url:
        assert post(url, log.request(0, 9))[0] == 200
        for other in (fork, rewritten):
            assert post(url, other.request(9, 11))[0] == 422
            assert post(url, other.request(9, 9)) == (409, "text/x.tlog.size", "9\n")
            assert post(url, other.request(0, 11)) == (409, "text/x.tlog.size", "9\n")
            assert post(url, other.request(5, 11)) == (409, "text/x.tlog.size", "9\n")
        assert post(url, log.request(9, 9))[0] == 200


def test_of_many_at_the_same_time_one_passes(witness, log):
    forks = [log.fork(lines(4) + lines(3, f"fork {number}")) for number in range(24)]
    with witness.serving() as url:
        assert post(url, log.request(0, 4))[0] == 200
        answers = []
        threads = [
            threading.Thread(target=lambda fork=fork: answers.append((fork, post(url, fork.request(4)))))
            for fork in forks]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(answer[0] for _, answer in answers) == [200] + [409] * 23
        [winner] = [fork for fork, answer in answers if answer[0] == 200]
        assert post(url, winner.request(7))[0] == 200
        assert all(answer[::2] == (409, "7\n") for fork, answer in answers if fork is not winner)


def test_what_was_cosigned_outlives_a_kill(witness, log):
    chosen, log.lines = random.Random(7), lines(400)
    cosigned = 0
    for _ in range(5):
        process, url = witness.start()
        timer = threading.Timer(chosen.uniform(0.05, 0.4), process.kill)
        timer.start()
        size = cosigned
        try:
            while True:
                old, size = size, size + 1
                status, _, body = post(url, log.request(old, size))
                if status == 409:  # the one before was remembered, and its answer lost
                    size = int(body)
                    assert size == old + 1
                    continue
                assert status == 200
                cosigned = size
        except (OSError, ConnectionError):
            pass
        timer.join()
        process.wait(timeout=10)
        [entry] = json.loads(witness.run("list", witness.folder, "--json"))
        assert entry.get("size", 0) in (cosigned, cosigned + 1)
        cosigned = entry.get("size", 0)
    assert cosigned > 5
    fork = log.fork(lines(cosigned, "other"))
    with witness.serving() as url:
        assert post(url, fork.request(cosigned))[0] == 409


def test_a_folder_is_served_by_one_process(witness, log):
    with witness.serving() as url:
        second = subprocess.run(
            [witness.program, "witness", "serve", witness.folder, "--port", "0"],
            capture_output=True, timeout=20)
        assert second.returncode == 75
        assert b"another process serves" in second.stderr
        assert post(url, log.request(0))[0] == 200


def test_a_witness_whose_memory_is_damaged_does_not_begin(witness, log):
    with witness.serving() as url:
        assert post(url, log.request(0))[0] == 200
    [head] = (witness.folder / "heads").iterdir()
    head.write_bytes(head.read_bytes()[:-10])
    done = subprocess.run(
        [witness.program, "witness", "serve", witness.folder], capture_output=True, timeout=20)
    assert done.returncode == 65
    assert str(head) in done.stderr.decode()


# The ledger


@pytest.fixture
def ledger(program, tmp_path):
    return ledger_of(program, tmp_path / "ledger", "example.org/deals")


@pytest.fixture
def foreign(ledger):
    foreign = ForeignWitness("witness.example/w1")
    foreign.trusted["example.org/deals"] = key_of(ledger)
    return foreign


def test_a_ledger_is_cosigned_by_a_witness_that_is_another_program(ledger, foreign):
    with foreign.serving() as url:
        ledger.run("witness", "name", foreign.key.vkey, url)
        first, said = checkpoint(ledger)
        assert said == ""
        assert len(cosigned_at(first, foreign.key.vkey)) == 1
        add_deal(ledger, "D1")
        second, said = checkpoint(ledger)
        assert len(cosigned_at(second, foreign.key.vkey)) == 1 and said == ""
        # It knew from its own notes where the witness stood.
        assert [body.split("\n")[0] for body in foreign.requests] == ["old 0", "old 2"]
        assert checkpoint(ledger)[0] == second
        assert len(foreign.requests) == 2


def test_a_ledger_believes_a_witness_that_has_seen_more(ledger, foreign):
    note, _ = checkpoint(ledger)
    assert foreign.answer("old 0\n\n" + note)[0] == 200
    add_deal(ledger, "D1")
    with foreign.serving() as url:
        ledger.run("witness", "name", foreign.key.vkey, url)
        note, said = checkpoint(ledger)
    assert len(cosigned_at(note, foreign.key.vkey)) == 1 and said == ""
    assert [body.split("\n")[0] for body in foreign.requests] == ["old 0", "old 0", "old 1"]


def test_a_ledger_asks_again_for_what_is_missing(ledger, foreign):
    with foreign.serving() as url:
        ledger.run("witness", "name", foreign.key.vkey, url)
    note, said = checkpoint(ledger)
    assert "not cosigned by witness.example/w1" in said
    assert cosigned_at(note, foreign.key.vkey) == []
    certificate = json.loads(ledger.run("verify", "--level", "2", "--json").stdout)
    assert "not-cosigned" in [entry["code"] for entry in certificate["notes"]]
    [finding] = [
        finding for finding in json.loads(ledger.run("doctor", "--json").stdout)["findings"]
        if finding["code"] == "witnesses"]
    assert finding["status"] == "warning" and "witness.example/w1" in finding["message"]
    with foreign.serving() as url:
        ledger.run("witness", "name", foreign.key.vkey, url)
        later, said = checkpoint(ledger)
    assert said == "" and later.startswith(note)
    assert len(cosigned_at(later, foreign.key.vkey)) == 1
    certificate = json.loads(
        ledger.run("verify", "--level", "2", "--json", "--witness", foreign.key.vkey).stdout)
    assert "not-cosigned" not in [entry["code"] for entry in certificate["notes"]]


def forged(witness, body):
    text = split(body.split("\n\n", 1)[1])[0]
    return 200, "text/plain", witness.key.cosign(text.replace("\n", "\n\n", 1))


def of_another_key(witness, body):
    text = split(body.split("\n\n", 1)[1])[0]
    return 200, "text/plain", Key(witness.key.name, b"\x04").cosign(text)


def dripping(witness, body):
    """An answer that never ends, and of which there is always more."""

    def drops():
        while True:
            yield b"x"
            time.sleep(0.3)

    return 200, "text/plain", drops()


@pytest.mark.parametrize("reply", [
    forged, of_another_key, dripping,
    lambda *_: (200, "text/plain", "— \n"), lambda *_: (200, "text/plain", "x" * 10_000_000),
    lambda *_: (500, "text/plain", ""), lambda *_: (404, "text/plain", ""),
    lambda *_: (409, "text/x.tlog.size", "nonsense"), lambda *_: (409, "text/x.tlog.size", "0\n"),
    lambda *_: (409, "text/x.tlog.size", f"{1 << 64}\n"),
    lambda *_: (409, "text/x.tlog.size", "99\n"), lambda *_: (409, "text/x.tlog.size", "1\n"),
    lambda *_: (302, "text/plain", ""),
])
def test_a_ledger_goes_on_whatever_a_witness_answers(ledger, foreign, reply):
    foreign.reply = reply
    with foreign.serving() as url:
        ledger.run("witness", "name", foreign.key.vkey, url)
        began = time.monotonic()
        note, said = checkpoint(ledger)
        assert time.monotonic() - began < 12
    assert "not cosigned by witness.example/w1" in said
    assert len(split(note)[1]) == 1
    assert is_signed(note, key_of(ledger))
    assert len(foreign.requests) <= 2


def test_a_list_of_witnesses_gets_shorter_only_on_demand(ledger, foreign):
    other = ForeignWitness("other.example")
    ledger.run("witness", "name", foreign.key.vkey, "http://127.0.0.1:1")
    size = len(ledger.lines())
    refused = ledger.run(
        "witness", "name", other.key.vkey, "http://127.0.0.1:2", check=False)
    assert refused.returncode == 64 and b"witness.example/w1" in refused.stderr
    assert len(ledger.lines()) == size
    both = (foreign.key.vkey, "http://127.0.0.1:3", other.key.vkey, "http://127.0.0.1:2")
    ledger.run("witness", "name", *both)
    assert (ledger.path / "keys/witnesses").stat().st_mode & 0o777 == 0o600
    names = json.loads(ledger.run("witness", "names", "--json").stdout)
    assert [entry["url"] for entry in names] == ["http://127.0.0.1:3", "http://127.0.0.1:2"]
    ledger.run("witness", "name", *both)
    ledger.run("witness", "name", "--replace")
    assert json.loads(ledger.run("witness", "names", "--json").stdout) == []
    facts = [json.loads(line)["data"]["witnesses"] for line in ledger.lines()[size - 1:]]
    assert facts == [[foreign.key.vkey], [foreign.key.vkey, other.key.vkey], []]


@pytest.mark.parametrize("key, address, status", [
    ("nonsense", "http://x/", 65), (None, "ftp://x/", 64), (None, "x", 64), (None, "http://a b", 64),
])
def test_what_names_no_witness_is_refused(ledger, foreign, key, address, status):
    done = ledger.run("witness", "name", key or foreign.key.vkey, address, check=False)
    assert done.returncode == status
    assert len(ledger.lines()) == 1


def test_a_key_of_a_log_is_no_key_of_a_witness(ledger):
    done = ledger.run("witness", "name", key_of(ledger), "http://x/", check=False)
    assert done.returncode == 65
    assert b"a key of a log (type 0x01), and a key of a witness (type 0x04) is asked for" in done.stderr


# Both


class Ministry:
    """A ledger and a witness of one country."""

    def __init__(self, program, folder, country):
        folder.mkdir()
        self.ledger = ledger_of(program, folder / "ledger", f"ministry.example.{country}/deals")
        self.witness = OwnWitness(program, folder / "witness", f"ministry.example.{country}/witness")
        self.key = key_of(self.ledger)


def test_two_ministries_witness_each_other(program, tmp_path):
    thai, chinese = (Ministry(program, tmp_path / country, country) for country in ("th", "cn"))
    for one, other in ((thai, chinese), (chinese, thai)):
        one.witness.trust(other.key)
    with thai.witness.serving() as thai_url, chinese.witness.serving() as chinese_url:
        for one, other, url in ((thai, chinese, chinese_url), (chinese, thai, thai_url)):
            one.ledger.run("witness", "name", other.witness.vkey, url)
            for deal in ("D1", "D2"):
                add_deal(one.ledger, deal)
                note, said = checkpoint(one.ledger)
                assert said == ""
                assert is_signed(note, one.key)
                assert len(cosigned_at(note, other.witness.vkey)) == 1
            done = one.ledger.run(
                "verify", "--key", one.key, "--witness", other.witness.vkey, "--json")
            assert json.loads(done.stdout)["verdict"] == "holds"


def test_a_stripped_cosignature_is_missed_by_name(program, tmp_path, witness, ledger):
    witness.trust(key_of(ledger))
    with witness.serving() as url:
        ledger.run("witness", "name", witness.vkey, url)
        note, _ = checkpoint(ledger)
    kept, stripped = tmp_path / "kept", tmp_path / "stripped"
    kept.write_text(note)
    stripped.write_text("\n".join(note.split("\n")[:-2]) + "\n")
    demand = ("--key", key_of(ledger), "--witness", witness.vkey)
    ledger.run("checkpoint", "verify", kept, *demand)
    refused = ledger.run("checkpoint", "verify", stripped, *demand, check=False)
    assert refused.returncode == 1
    assert b"the witness ministry.example.th/witness has not cosigned it" in refused.stderr
    ledger.run("verify", "--level", "2", "--checkpoint", kept, *demand)
    done = ledger.run(
        "verify", "--level", "2", "--checkpoint", stripped, *demand, "--json", check=False)
    assert done.returncode == 1
    [found] = json.loads(done.stdout)["divergences"]
    assert found["code"] == "checkpoint-not-cosigned"
    assert "ministry.example.th/witness" in found["message"]


def test_a_copied_ledger_that_goes_another_way_is_not_cosigned(program, tmp_path, witness, ledger):
    witness.trust(key_of(ledger))
    with witness.serving() as url:
        ledger.run("witness", "name", witness.vkey, url)
        add_deal(ledger, "D1")
        checkpoint(ledger)
        shutil.copytree(ledger.path, tmp_path / "copy")
        copy = Ledger(program, tmp_path / "copy")
        add_deal(ledger, "D2")
        assert checkpoint(ledger)[1] == ""
        # As long as the other, and longer.
        for deal in ("D3", "D4"):
            add_deal(copy, deal)
            note, said = checkpoint(copy)
            assert is_signed(note, key_of(ledger))
            assert cosigned_at(note, witness.vkey) == []
            assert "not cosigned by ministry.example.th/witness" in said
        add_deal(ledger, "D5")
        assert checkpoint(ledger)[1] == ""
    certificate = json.loads(copy.run(
        "verify", "--level", "2", "--json", "--witness", witness.vkey, check=False).stdout)
    assert certificate["exitCode"] == 1


def test_a_ledger_that_was_set_back_is_told_what_the_witness_has_seen(
        program, tmp_path, witness, ledger):
    witness.trust(key_of(ledger))
    with witness.serving() as url:
        ledger.run("witness", "name", witness.vkey, url)
        shutil.copytree(ledger.path, tmp_path / "copy")
        add_deal(ledger, "D1")
        checkpoint(ledger)
        size = len(ledger.lines())
        note, said = checkpoint(Ledger(program, tmp_path / "copy"))
    assert cosigned_at(note, witness.vkey) == []
    assert f"it has seen {size} events of this log" in said


def test_a_ledger_whose_key_changes_is_cosigned_once_the_new_one_is_trusted(witness, ledger):
    witness.trust(key_of(ledger))
    with witness.serving() as url:
        ledger.run("witness", "name", witness.vkey, url)
        checkpoint(ledger)
        ledger.run("checkpoint", "change-key")
        note, said = checkpoint(ledger)
        assert "it trusts another key of this log (403)" in said
        witness.trust(key_of(ledger))
        note, said = checkpoint(ledger)
        assert said == "" and len(cosigned_at(note, witness.vkey)) == 1
        [entry] = {entry["origin"] for entry in json.loads(
            witness.run("list", witness.folder, "--json"))}
        assert entry == "example.org/deals"
