"""Two verifiers that share no code say the same of every bundle, true or forged.

DEALLEDGER_NIGHTLY=1 tries thousands of forgeries; VERIFIERS_SEED has the same choices again.
"""

import json
import os
import random
import re
import subprocess
from pathlib import Path

import pytest
from bundles import Bundle, Signer, sealed
from conftest import SCENARIOS, Ledger
from test_verify_py import Auditor

SEED = int(os.environ.get("VERIFIERS_SEED") or random.SystemRandom().getrandbits(32))
FORGERIES = 4000 if os.environ.get("DEALLEDGER_NIGHTLY") else 100
BUNDLES = {
    "all": [], "after": ["--after", "30"], "deal": ["--deal", "D05", "--with-requests"],
    "absent": ["--deal", "D99"], "ledger": ["--subject", "ledger"], "type": ["--type", "deal.signed.v1"],
    "parts": ["--with-requests", "--with-refusals"], "party": ["--subject", "party/caih", "--with-requests"]}
# What a filter leaves out cannot be compared with a checkpoint that was kept.
COMPARABLE = {"all", "after", "parts"}


class Exported:
    """A ledger with its bundles, and whoever verifies them."""

    def __init__(self, program, folder):
        self.ledger, self.folder = Ledger(program, folder / "ledger"), folder
        self.replay = Path(program).with_name("dealledger-replay")
        self.ledger.run("init", "--clock", "history", "--origin", "example.org/both")
        self.ledger.run("submit", *scenarios("P01", "D05", "D08"))
        self.kept = folder / "kept.note"
        self.kept.write_bytes(self.ledger.run("checkpoint", "create").stdout)
        self.ledger.run("submit", *scenarios("D06"))
        self.ledger.run("submit", self.refused(), check=False)
        self.key = self.ledger.run("checkpoint", "key").stdout.decode().strip()
        self.signer = Signer.of(self.ledger.path / "keys/log.key")
        self.bundles = {name: self.export(name, options) for name, options in BUNDLES.items()}
        self.lines = self.ledger.lines()
        self.id = json.loads(self.lines[0])["data"]["ledger"]
        self.auditor = Auditor(folder, self.key)

    def refused(self):
        """The first command of a deal that exists already, under another id."""
        command = json.loads(scenarios("D06")[0].read_text().splitlines()[0]) | {"id": "again"}
        path = self.folder / "again.ndjson"
        path.write_text(json.dumps(command))
        return path

    def export(self, name, options):
        path = self.folder / f"{name}.bundle"
        self.ledger.run("export", "bundle", *options, "-o", path)
        return path.read_bytes()

    def of_replay(self, path, *options):
        command = [self.replay, path, "--key", self.key, "--quiet", *map(str, options)]
        return subprocess.run(command, capture_output=True, timeout=60).returncode

    def verdicts(self, data):
        """Of the bytes alone; what a deal's rules say is another matter."""
        path = self.folder / "forged"
        path.write_bytes(data)
        report = self.auditor.report(path)
        return (65 if report is None else report.status), self.of_replay(path, "--level", 2)


def scenarios(*names):
    return [path for path in SCENARIOS if path.stem in names]


@pytest.fixture(scope="module")
def exported(program, tmp_path_factory):
    return Exported(program, tmp_path_factory.mktemp("both"))


@pytest.mark.parametrize("name", BUNDLES)
def test_both_say_that_what_is_exported_holds(exported, name):
    assert exported.verdicts(exported.bundles[name]) == (0, 0)


@pytest.mark.parametrize("name", BUNDLES)
def test_both_compare_it_with_a_kept_checkpoint_where_that_can_be(exported, name):
    auditor = Auditor(exported.folder, exported.key, kept=exported.kept.read_text())
    auditor.file.write_bytes(exported.bundles[name])
    expected = 0 if name in COMPARABLE else 2
    assert auditor.report(auditor.file).status == expected
    assert exported.of_replay(auditor.file, "--checkpoint", exported.kept) == expected


@pytest.mark.parametrize("is_folder", [False, True])
def test_both_demand_the_cosignatures_that_are_asked_for(exported, tmp_path, is_folder):
    witness, other = (Signer(f"witness.example/w{n}", kind=4) for n in (1, 2))
    note = exported.ledger.run("checkpoint", "create").stdout.decode()
    text = note.split("\n\n")[0] + "\n"
    cosigned = note + witness.line(text.encode())
    forged = note + witness.line(b"another" + text[text.index("\n"):].encode())
    for name, what, holds in [
            ("cosigned", cosigned, True), ("stripped", note, False), ("forged", forged, False),
            ("by another", note + other.line(text.encode()), False)]:
        path = tmp_path / name
        if is_folder:
            exported.ledger.run("export", "tiles", "-o", path)
            (path / "checkpoint").write_text(what)
        else:
            bundle = Bundle(exported.lines, exported.signer, ledger=exported.id)
            bundle.header["checkpoint"] = what
            bundle.header["keys"] = [str(exported.signer)] + [
                str(each) for each in (witness, other) if each.name in what]
            path.write_bytes(bundle.encoded())
        auditor = Auditor(exported.folder, exported.key, [witness.vkey])
        assert (auditor.report(path).status == 0) == holds, name
        assert exported.of_replay(path, "--level", 2) == 0, f"{name}: nobody asked for a witness"
        done = subprocess.run(
            [exported.replay, path, "--key", exported.key, "--witness", witness.vkey, "--level", "2"],
            capture_output=True, timeout=60)
        assert (done.returncode == 0) == holds, name
        assert holds or b"witness.example/w1" in done.stdout


def test_both_say_the_same_of_every_forgery(exported):
    print(f"VERIFIERS_SEED={SEED}")
    choices, refused = random.Random(SEED), 0
    for _ in range(FORGERIES):
        what, data = forgery(exported, choices)
        ours, theirs = exported.verdicts(data)
        refused += ours != 0
        if ours == 1 and theirs == 0:
            # The form of actor, type and legal time is looked at on level 3 there.
            theirs = exported.of_replay(exported.folder / "forged")
        assert (ours == 0) == (theirs == 0) and ours in (0, 1, 65) and theirs in (0, 1, 2, 65, 66), (what, ours, theirs)
    assert refused > FORGERIES // 2


def forgery(exported, choices):
    """A bundle in which something was changed, and what that was."""
    name = choices.choice(list(BUNDLES))
    data = exported.bundles[name]
    match choices.randrange(4):
        case 0:
            at = choices.randrange(len(data))
            return (name, at), data[:at] + bytes([data[at] ^ 1 << choices.randrange(8)]) + data[at + 1 :]
        case 1:
            lines = data.split(b"\n")[:-2]
            places = [at for at, line in enumerate(lines) if not line.startswith((b'{"request"', b'{"refusal"'))]
            at = choices.choice(places)
            lines[at] = changed(lines[at], choices)
            return (name, at, lines[at]), fitted(lines)
        case 2:
            lines = data.split(b"\n")[:-2]
            at, other = choices.randrange(len(lines)), choices.randrange(len(lines))
            how = choices.choice(["swapped", "dropped", "doubled"])
            if how == "swapped":
                lines[at], lines[other] = lines[other], lines[at]
            elif how == "dropped":
                del lines[at]
            else:
                lines.insert(other, lines[at])
            return (name, how, at, other), fitted(lines)
    # The holder of the key signs what is against the rules.
    lines = list(exported.lines)
    at = choices.randrange(len(lines))
    lines[at] = changed(lines[at], choices)
    return ("signed", at, lines[at]), Bundle(lines, exported.signer, ledger=exported.id).encoded()


def fitted(lines):
    """With a trailer whose counts and digest fit."""
    places = [
        int((re.findall(rb'"id":"(\d+)","occ', line) or [b"0"])[-1])
        for line in lines[1:] if line.startswith(b'{"actor":')]
    kinds = [sum(line.startswith(b'{"%s":' % kind) for line in lines) for kind in (b"request", b"refusal")]
    return sealed(lines, places, *kinds)


INSERTED = [b" ", b'"', b",", b"{", b"0", b"\\u0041", b"\x7f", "é".encode(), b"\t", b"\r"]
MEMBERS = [
    b'"a":1.5,', b'"a":1e3,', b'"a":-0,', b'"a":9007199254740992,', b'"a":9007199254740991,', b'"":null,',
    b'"\\u0000":1,', '"\U0001f600":1,"\uffff":2,'.encode(), '"\uffff":2,"\U0001f600":1,'.encode(), b'"a":"\\/",',
    b'"a":"\\u001f",', b'"a":"\\u001F",', b'"a":"\x7f",', b'"a":"\\ud800",',
    *(b'"a":' + b"[" * depth + b"]" * depth + b"," for depth in (29, 30, 31))]
TIMES = [
    b"2020-01-01T00:00:00.5Z", b"2020-01-01T00:00:00+07:00", b"2020-01-01t00:00:00Z", b"2020-02-30T00:00:00Z",
    b"2020-01-01T24:00:00Z", b"2020-01-01T00:00:60Z", b"2020-01-01T00:00:00.1234567Z", b"0000-02-29T00:00:00Z"]
VALUES = [b"", b"x", "é".encode(), b"deal/x y", b"deal/x", b"a:b:c", b"\x7f", b"deal/" + b"a" * 65]


def changed(line, choices):
    at = choices.randrange(len(line))
    match choices.randrange(9):
        case 0: return line[:at] + bytes([line[at] ^ 1 << choices.randrange(8)]) + line[at + 1 :]
        case 1: return line[:at] + line[at + 1 :]
        case 2: return line[:at] + choices.choice(INSERTED) + line[at:]
        case 3: return line.replace(b'"data":{', b'"data":{' + choices.choice(MEMBERS), 1)
        case 4: return replaced(line, b'"revision":', rb"(\d+)", b"%d" % choices.randrange(40))
        case 5: return replaced(line, b'"time":"', rb"(\d{4})", b"%d" % choices.randrange(1990, 2040))
        case 6: return replaced(line, b'"source":"', rb"([^\"]*)", b"/ledgers/x/0")
        case 7: return replaced(line, b'"occurred":"', rb"([^\"]*)", choices.choice(TIMES))
    name = choices.choice([b"actor", b"commandid", b"subject", b"type", b"commanddigest"])
    if name == b"actor" and b'"subject":"ledger"' in line:
        return line  # The replay looks at who stated a fact of the ledger's only where it has keys.
    return replaced(line, b'"%s":"' % name, rb"([^\"]*)", choices.choice(VALUES))


def replaced(line, before, pattern, value):
    return re.sub(re.escape(before) + pattern, lambda _: before + value, line, count=1)
