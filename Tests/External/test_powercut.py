"""Nothing that was acknowledged is lost when the power is, and no erasure is left half done.

What a loss of power may leave is made by powercut.py; docs/reliability.md says what it can make and
what not. POWERCUT_SEED repeats a choice of images, DEALLEDGER_NIGHTLY=1 makes many more.
"""

import json
import os
import random
import shutil
import subprocess
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from itertools import islice
from pathlib import Path

import keyring
import pytest
from conftest import ROOT
from merkle import root
from powercut import Disk, Fate, Recorder, compile_shim, cuts, differences

NIGHTLY = os.environ.get("DEALLEDGER_NIGHTLY") == "1"
SEED = int(os.environ.get("POWERCUT_SEED") or random.randrange(1 << 32))

SCENARIOS = ROOT / "Schemas/scenarios"
# Deals that end early, one with persons among those who act, one with a person never seen.
SUBMITTED = ["D08", "D14", "D16", "D18"] + (["D06", "D13", "D20", "P01"] if NIGHTLY else [])
# Of each image, what has to come out as in the run that nothing cut.
COUNTS = "events commands legalEvents decidedAgain openedLines erasedLines erasedCommands".split()

# A person whose values stand in the first of these deals, and who is erased; all else is to stay.
HELD = ["D07", "D16"]
ERASED = "contact-vn-0011"
ERASURE = {
    "command": "ErasePersonalData",
    "deal": "D07",
    "at": "2024-06-01T02:00:00Z",
    "actor": {"role": "privacyOfficer"},
    "data": {"subject": ERASED, "legalBasis": "request (invented)", "mode": "erase"},
}


class Programs:
    """The built programs, run on ledgers that nothing records."""

    def __init__(self, program):
        self.ledger = program
        self.replay = str(Path(program).with_name("dealledger-replay"))

    def run(self, *command):
        command = list(map(str, command))
        return subprocess.run(command, capture_output=True, timeout=120)

    def verify(self, path):
        done = self.run(self.ledger, "verify", "--json", "--ledger", path)
        return done.returncode, certificate(done)

    def replayed(self, path, level=4):
        done = self.run(self.replay, path, "--json", "--level", level)
        return done.returncode, certificate(done)

    def submit(self, path, *files):
        done = self.run(self.ledger, "submit", "--json", "--ledger", path, *files)
        said = [json.loads(line) for line in done.stdout.splitlines()]
        return done.returncode, said, done.stderr.decode(errors="replace")

    def log(self, path):
        done = self.run(self.ledger, "log", "--ledger", path)
        assert done.returncode == 0, done.stderr
        return done.stdout.split(b"\n")[:-1]


def certificate(done):
    try:
        return json.loads(done.stdout)
    except ValueError:
        return {"said": done.stderr.decode(errors="replace")}


def counts(certificate):
    found = certificate.get("counts", {})
    return {name: found.get(name) for name in COUNTS}


def complaint(what, code, certificate):
    shown = {key: certificate.get(key) for key in ("size", "divergences", "said") if key in certificate}
    return f"{what} exits {code}: {json.dumps(shown)[:600]}"


def submission(names, folder, most):
    """The scenarios' commands in their order of time, as files of at most so many."""
    lines = [line for name in names for line in (SCENARIOS / f"{name}.ndjson").read_text().splitlines()]
    lines.sort(key=lambda line: datetime.fromisoformat(json.loads(line)["at"]))
    folder.mkdir()
    files = []
    for start in range(0, len(lines), most):
        files.append(folder / f"{start:04}.ndjson")
        files[-1].write_text("\n".join(lines[start : start + most]) + "\n")
    return files


@pytest.fixture(scope="module")
def programs(program):
    return Programs(program)


@pytest.fixture(scope="module")
def shim(tmp_path_factory):
    return compile_shim(tmp_path_factory.mktemp("shim"))


@pytest.fixture(autouse=True)
def say_the_seed():
    print(f"POWERCUT_SEED={SEED}")


# MARK: Looking at many images


def examine(images, check, folder, controlled=False):
    """Checks images, two at a time; answers how many there were, and those with faults.

    An image with faults stays where the message says, for whoever looks for the cause.
    """
    folder.mkdir()
    number, found = 0, []
    with ThreadPoolExecutor(2) as pool:
        waiting = []
        for number, (point, fate, image) in enumerate(images, 1):
            place = folder / f"{number:05}"
            image.write(place)
            waiting.append((point, fate, place, pool.submit(check, place, point, image)))
            if len(waiting) >= 6:
                found += settle(waiting.pop(0), controlled)
        for left in waiting:
            found += settle(left, controlled)
    return number, found


def settle(waiting, controlled):
    point, fate, place, future = waiting
    faults = future.result()
    if not faults or controlled:
        shutil.rmtree(place)
    return [(point, f"cut after record {point}, {fate.kind}, {place}: {fault}") for fault in faults]


def report(number, found, journal):
    """The message of a failure: the first few, and how to see them again."""
    points = len({point for point, _ in found})
    head = f"{len(found)} faults at {points} points of {number} images; seed {SEED}, journal {journal}"
    return "\n".join([head, *(fault for _, fault in found[:20])])


def several(random, each):
    """So many fates at a point; one of them, by turns, leaves nothing or everything."""

    def fates(point, now):
        plain = "nothing" if point % 2 else "all"
        return [Fate(random, plain)] + [Fate.some(random, now) for _ in range(each - 1)]

    return fates


# MARK: Submission


class Session:
    """A ledger that was made and filled under the recorder, in many small calls."""

    def __init__(self, programs, shim, folder, lie=None, init=True):
        self.programs = programs
        self.files = submission(SUBMITTED, folder / "commands", most=2)
        self.root = folder / "disk"
        self.root.mkdir()
        self.path = self.root / "ledger"
        self.recorder = Recorder(shim, self.root, folder / "journal", lie)
        made = [programs.ledger, "init", "--clock", "history", "--ledger", self.path]
        if lie:
            # Nobody lied when the ledger was made; a disk that never held it shows nothing.
            assert programs.run(*made).returncode == 0
            self.disk = Disk(self.root)
        else:
            self.disk = Disk(self.root)
            self.recorder.run(*made)
        files = {}
        for file in self.files:
            _, process = self.recorder.run(
                programs.ledger, "submit", "--json", "--ledger", self.path, file)
            files[process] = str(file)
        self.records = self.recorder.records()
        # Now, since whoever reads it may leave files beside the read models.
        self.unseen = self._differences(lie)
        self._take_acknowledgements(files)
        lines = programs.log(self.path)
        self.roots = [b64encode(root(lines[:size])).decode() for size in range(len(lines) + 1)]
        code, certificate = programs.replayed(self.path)
        assert code == 0
        self.counts = counts(certificate)

    def _differences(self, lie):
        """Between all records, played, and the folder."""
        if lie:
            return []
        disk = Disk.empty(self.root)
        for record in self.records:
            disk.play(record)
        return differences(disk.whole(), self.root)

    def _take_acknowledgements(self, files):
        """What stood on standard output, and after how many records."""
        self.made, self.receipts = 0, []
        for number, record in enumerate(self.records, 1):
            if record.kind != "output":
                continue
            if record.process not in files:
                self.made = number
                continue
            for line in record.payload.splitlines():
                receipt = json.loads(line)
                self.receipts.append((number, files[record.process], receipt))

    def check(self, disk, point, _):
        """What is wrong with a ledger after a cut; nothing, as it should be."""
        path = disk / "ledger"
        if not (path / "log/data.mdb").exists():
            return ["the ledger is gone"] if point >= self.made else []
        held = self.check_as_it_is(path, point)
        return held or self.check_going_on(path, point)

    def check_as_it_is(self, path, point):
        """It verifies before anybody writes, and holds no fewer lines than were acknowledged."""
        code, certificate = self.programs.verify(path)
        faults = self.check_certificate("verify", code, certificate, point)
        if NIGHTLY and not faults:
            faults = self.check_certificate("the replay", *self.programs.replayed(path), point)
        return faults

    def check_certificate(self, what, code, certificate, point):
        """The root of the tree over so many lines tells that they are those that were written."""
        size = certificate.get("size", 0)
        if code != 0 and (code, size) != (2, 1):
            return [complaint(what, code, certificate)]
        if certificate["root"] != self.roots[size]:
            return [f"{size} lines are not the first of those that were written"]
        needed = max([r["position"] + 1 for number, _, r in self.receipts if number <= point] + [1])
        if size < needed:
            return [f"{needed} lines were acknowledged, {size} are there"]
        return []

    def check_going_on(self, path, point):
        """Every command again: what was acknowledged is repeated, the rest is taken."""
        code, said, complaints = self.programs.submit(path, *self.files)
        if code != 0:
            return [f"submitting again exits {code}: {said[-1:]} {complaints[-300:]}"]
        again = {(receipt.pop("file"), receipt["line"]): receipt for receipt in said}
        faults = []
        for number, file, receipt in self.receipts:
            outcomes = ["repeated"] if number <= point else ["repeated", "accepted"]
            if again.get((file, receipt["line"])) not in [receipt | {"outcome": o} for o in outcomes]:
                faults.append(f"{receipt} is now {again.get((file, receipt['line']))}")
        code, certificate = self.programs.replayed(path, level=4 if NIGHTLY else 3)
        if code != 0:
            faults.append(complaint("the replay after going on", code, certificate))
        elif counts(certificate) != self.counts:
            faults.append(f"{counts(certificate)} instead of {self.counts}")
        return faults

    def points(self, random, number):
        """Most of them where the log or the keys are written: read models are far more writes."""
        owner, core, others = {}, [], []
        for point, record in enumerate(self.records, 1):
            if record.kind == "opened":
                owner[record.process, record.descriptor] = b"/models" in record.payload
            is_model = owner.get((record.process, record.descriptor), b"/models" in record.payload)
            (others if is_model else core).append(point)
        few = min(len(others), number // 4)
        return random.sample(core, min(len(core), number - few)) + random.sample(others, few)


@pytest.fixture(scope="module")
def session(programs, shim, tmp_path_factory):
    return Session(programs, shim, tmp_path_factory.mktemp("cut"))


def test_all_records_played_give_the_folder_as_it_is(session):
    """Or the rig does not see what it should."""
    assert not session.unseen
    kinds = {record.kind for record in session.records}
    assert {"written", "synced", "range_synced", "renamed", "output"} <= kinds


def test_no_acknowledged_command_is_lost(session, tmp_path):
    chosen = random.Random(SEED)
    points = session.points(chosen, 1000 if NIGHTLY else 185)
    images = cuts(session.disk, session.records, points, several(chosen, 2))
    number, found = examine(images, session.check, tmp_path / "images")
    print(f"{number} images of a submission, {len(found)} with faults")
    assert not found, report(number, found, session.recorder.journal)
    assert number >= 200


def test_a_disk_that_does_not_sync_loses_acknowledged_commands(programs, shim, tmp_path):
    """The control: if the rig finds nothing here, it finds nothing elsewhere either."""
    session = Session(programs, shim, tmp_path, lie="all")
    chosen = random.Random(SEED)
    points = chosen.sample(range(len(session.records) // 2, len(session.records) + 1), 16)
    images = cuts(session.disk, session.records, points, lambda *_: [Fate(chosen, "any")])
    number, found = examine(images, session.check, tmp_path / "images", controlled=True)
    print(f"control without syncs: {number} images, {len(found)} with faults")
    assert len(found) > number // 2


# MARK: Erasure and rotation


class Change:
    """A change of the key ring under the recorder: an erasure, or a rotation."""

    def __init__(self, programs, shim, folder, command, lie=None):
        self.programs = programs
        files = [submission([name], folder / name, most=1000)[0] for name in HELD]
        # Sent again, commands about the person would bring the person a new key.
        self.unrelated = files[1]
        self.root = folder / "disk"
        self.root.mkdir()
        self.path = self.root / "ledger"
        made = [programs.ledger, "init", "--clock", "history", "--ledger", self.path]
        assert programs.run(*made).returncode == 0
        code, _, complaints = programs.submit(self.path, *files)
        assert code == 0, complaints
        self.before, self.keys = self.counts(), keyring.data_keys(self.path / "keys")
        assert self.person in {owner for owner, _ in self.keys}, "nobody is there to be erased"
        self.ids = keyring.key_ids(self.path / "keys", self.person)
        [(_, _, self.old_secret)] = keyring.epoch_keys(self.path / "keys")
        self.old_key = next((self.path / "keys").glob("epoch-*.key")).read_bytes()
        self.disk = Disk(self.root)
        self.recorder = Recorder(shim, self.root, folder / "journal", lie)
        self.recorder.run(programs.ledger, *command, "--ledger", self.path)
        self.after, self.records = self.counts(), self.recorder.records()
        outputs = [n for n, record in enumerate(self.records, 1) if record.kind == "output"]
        self.acknowledged = outputs[0] if outputs else len(self.records)

    person = f"person/{ERASED}"

    def counts(self):
        code, certificate = self.programs.replayed(self.path)
        assert code == 0, certificate
        return counts(certificate)

    def others(self, keys):
        return {(owner, key) for owner, key in keys if owner != self.person}

    def check_as_it_is(self, path, image):
        """Before anybody writes: it verifies, and no file that lost its name holds the old key."""
        faults = []
        code, certificate = self.programs.verify(path)
        if code != 0:
            faults.append(complaint("verify", code, certificate))
        named = any(data == self.old_key for data in image.files.values())
        if not named and any(self.old_key.strip()[-44:] in data for data in image.nameless):
            faults.append("the old epoch key is removed, and still on the disk")
        return faults

    def check_settled(self, path):
        """After the next opening for writing: one epoch, whole, and everybody else's keys."""
        faults = []
        names, epochs = keyring.names(path / "keys"), keyring.epoch_keys(path / "keys")
        if len(names) != 2 or len(epochs) != 1:
            faults.append(f"the folder of keys holds {names}")
        if self.others(keyring.data_keys(path / "keys")) != self.others(self.keys):
            faults.append("keys of others are gone")
        return faults

    def open_for_writing(self, path):
        code, said, complaints = self.programs.submit(path, self.unrelated)
        if code != 0 or {receipt["outcome"] for receipt in said} != {"repeated"}:
            return [f"the next opening exits {code}: {said[-1:]} {complaints[-300:]}"]
        return []

    def verified(self, path, expected):
        code, certificate = self.programs.replayed(path)
        if code != 0:
            return [complaint("the replay afterwards", code, certificate)]
        if counts(certificate) != expected:
            return [f"{counts(certificate)} instead of {expected}"]
        return []


class Erasure(Change):
    def __init__(self, programs, shim, folder, lie=None):
        self.order = folder / "order.ndjson"
        self.order.write_text(json.dumps(ERASURE) + "\n")
        super().__init__(programs, shim, folder, ["submit", "--json", self.order], lie)

    def is_ordered(self, path):
        return any(b'"deal.personal-data-erased.v1"' in line for line in self.programs.log(path))

    def check(self, disk, point, image):
        path = disk / "ledger"
        faults = self.check_as_it_is(path, image) or self.open_for_writing(path)
        if faults:
            return faults
        is_ordered = self.is_ordered(path)
        if point >= self.acknowledged and not is_ordered:
            return ["the acknowledged order is gone"]
        faults = self.check_settled(path) + self.check_person(path, is_ordered)
        faults += self.verified(path, self.after if is_ordered else self.before)
        return faults or self.check_again(path, is_ordered)

    def check_person(self, path, is_ordered):
        """Erased or not erased, never half."""
        mine = {(owner, key) for owner, key in self.keys if owner == self.person}
        left = keyring.data_keys(path / "keys") - self.others(self.keys)
        if is_ordered and left:
            return [f"{len(left)} keys of the person are left"]
        if not is_ordered and left != mine:
            return ["nothing was ordered, and the person's key is gone"]
        if keyring.erased_ids(path / "keys") != (self.ids if is_ordered else set()):
            return ["what is kept beside the keys names other keys than the erased ones"]
        return []

    def check_again(self, path, is_ordered):
        """The same order again: it is taken once, and carried out."""
        if is_ordered and not NIGHTLY:
            return []
        code, said, complaints = self.programs.submit(path, self.order)
        expected = "repeated" if is_ordered else "accepted"
        if code != 0 or [receipt["outcome"] for receipt in said] != [expected]:
            return [f"the order again exits {code}: {said} {complaints[-300:]}"]
        faults = self.check_settled(path) + self.check_person(path, True)
        return faults + self.verified(path, self.after)


class Rotation(Change):
    def __init__(self, programs, shim, folder, lie=None):
        super().__init__(programs, shim, folder, ["key", "rotate"], lie)

    def check(self, disk, point, image):
        path = disk / "ledger"
        faults = self.check_as_it_is(path, image) or self.open_for_writing(path)
        if faults:
            return faults
        faults = self.check_settled(path)
        if keyring.data_keys(path / "keys") != self.keys:
            faults.append("keys are gone, or new")
        secrets = [secret for _, _, secret in keyring.epoch_keys(path / "keys")]
        if point >= self.acknowledged and self.old_secret in secrets:
            faults.append("the rotation was acknowledged, and the old epoch key is there")
        return faults + self.verified(path, self.after)


@pytest.fixture(scope="module")
def erasure(programs, shim, tmp_path_factory):
    return Erasure(programs, shim, tmp_path_factory.mktemp("erasure"))


@pytest.fixture(scope="module")
def rotation(programs, shim, tmp_path_factory):
    return Rotation(programs, shim, tmp_path_factory.mktemp("rotation"))


def examine_every_point(change, folder):
    """Several images between any two records, up to where the read models are brought up.

    From there on the log and the keys stay as they are: a few points do, in the nightly form all.
    """
    chosen = random.Random(SEED)
    end = len(change.records)
    is_model = [b"/models/" in record.payload for record in change.records]
    models = is_model.index(True) if True in is_model else end
    rest = range(models + 1, end)
    points = [*range(models + 1), *(rest if NIGHTLY else chosen.sample(rest, min(6, len(rest)))), end]
    many, few = (several(chosen, each) for each in ((20, 2) if NIGHTLY else (5, 2)))
    fates = lambda point, now: (many if point <= models else few)(point, now)
    return examine(cuts(change.disk, change.records, points, fates), change.check, folder)


def test_an_erasure_is_whole_or_not_at_all(erasure, tmp_path):
    number, found = examine_every_point(erasure, tmp_path / "images")
    print(f"{number} images of an erasure, {len(found)} with faults")
    assert not found, report(number, found, erasure.recorder.journal)
    assert erasure.after["erasedLines"] > erasure.before["erasedLines"]


@pytest.mark.skipif(not NIGHTLY, reason="it takes minutes: DEALLEDGER_NIGHTLY=1")
def test_a_single_sync_left_out_is_missed(erasure, tmp_path):
    """The control of the finer sort: the erasure without one of its syncs, each in turn.

    Those of the folder after a removal are not missed: the old key is overwritten before, and what
    of it comes back is removed again. Nor is that after `erasures` was made: the log has the order.
    """
    chosen = random.Random(SEED)
    missed = {}
    for number, name in synced_files(erasure):
        images = images_without(erasure, number, chosen, most=60)
        count, found = examine_until_found(images, erasure.check, tmp_path / str(number))
        print(f"without the sync of {name} at record {number}: {count} images, {len(found)} with faults")
        missed.setdefault(name, []).append(bool(found))
    whole = ["log/data.mdb", "keys/erasures", "keys/epoch-2.key.draft", "keys/ring-2.keys.draft", "keys/epoch-1.key"]
    assert all(all(missed[name]) for name in whole), missed
    assert sum(missed["keys"]) >= 2, missed


def synced_files(change):
    """The syncs of the log and the keys: after how many records, and of what."""
    names = {}
    for number, record in enumerate(change.records):
        if record.kind == "opened":
            path = Path(os.fsdecode(record.payload)).relative_to(change.path)
            names[record.process, record.descriptor] = str(path)
        elif record.kind in ("synced", "range_synced"):
            name = names[record.process, record.descriptor]
            if not name.startswith("models"):
                yield number, name


def images_without(change, number, random, most):
    """Images of what follows a sync, had it not happened."""
    records = list(change.records)
    records[number] = records[number]._replace(kind="output")
    points = range(number, min(len(records), number + 60))
    fates = lambda *_: [Fate(random, kind) for kind in ("nothing", *["any"] * 7)]
    return islice(cuts(change.disk, records, points, fates), most)


def examine_until_found(images, check, folder):
    folder.mkdir()
    total = 0
    while several := list(islice(images, 10)):
        number, found = examine(several, check, folder / str(total), controlled=True)
        total += number
        if found:
            return total, found
    return total, []


def half_way(change, random, most):
    """Images with other files of keys than before the change and after it, no two with the same."""
    found = {}
    fates = lambda point, now: [Fate.some(random, now) for _ in range(3)]
    for _, _, image in cuts(change.disk, change.records, range(len(change.records)), fates):
        names = tuple(sorted(path for path in image.files if "/keys/" in path))
        found.setdefault(names, image)
    settled = [names for names in found if sum("epoch-" in n or "ring-" in n for n in names) == 2]
    halves = [image for names, image in sorted(found.items()) if names not in settled]
    return random.sample(halves, min(most, len(halves)))


def examine_recovery(change, image, folder, random, most):
    """Cuts the power again while the next opening completes what the first cut interrupted."""
    folder.mkdir()
    image.write(folder / "disk")
    path = folder / "disk/ledger"
    disk, point = Disk(folder / "disk"), change.acknowledged if change.is_ordered(path) else 0
    recorder = Recorder(change.recorder.shim, folder / "disk", folder / "journal")
    recorder.run(change.programs.ledger, "submit", "--json", "--ledger", path, change.unrelated)
    records = recorder.records()
    is_key = [n for n, record in enumerate(records, 1) if record.kind != "closed"]
    points = random.sample(is_key, min(most, len(is_key)))
    check = lambda place, _, image: change.check(place, point, image)
    return examine(cuts(disk, records, points, several(random, 3)), check, folder / "images")


def test_a_recovery_that_is_cut_too_is_completed(erasure, tmp_path):
    chosen = random.Random(SEED)
    total, faults = 0, []
    for turn, image in enumerate(half_way(erasure, chosen, most=100 if NIGHTLY else 2)):
        place = tmp_path / str(turn)
        number, found = examine_recovery(erasure, image, place, chosen, 60 if NIGHTLY else 8)
        total, faults = total + number, faults + found
    print(f"{total} images of a recovery, {len(faults)} with faults")
    assert total, "no image was half-way"
    assert not faults, report(total, faults, tmp_path)


def test_a_rotation_loses_no_key(rotation, tmp_path):
    number, found = examine_every_point(rotation, tmp_path / "images")
    print(f"{number} images of a rotation, {len(found)} with faults")
    assert not found, report(number, found, rotation.recorder.journal)


def test_names_that_are_not_synced_lose_keys(programs, shim, tmp_path):
    """The second control: the key ring without the syncs of its folder."""
    change = Erasure(programs, shim, tmp_path, lie="folders")
    chosen = random.Random(SEED)
    points = range(1, len(change.records) + 1)
    fates = lambda point, now: [Fate(chosen, "any")]
    images = list(cuts(change.disk, change.records, points, fates))
    images = chosen.sample(images, min(16, len(images)))
    number, found = examine(images, change.check, tmp_path / "images", controlled=True)
    print(f"control without syncs of folders: {number} images, {len(found)} with faults")
    assert found
