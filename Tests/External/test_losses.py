"""A log that was put back from a copy, and what the folder of keys knows of what was lost."""

import base64
import json
import shutil
from pathlib import Path

import pytest
from conftest import SCENARIOS, Ledger
from merkle import root

DEALS = {path.stem: path for path in SCENARIOS}


class Scene:
    """A ledger with its keys elsewhere, of which a backup holds the first part; all was signed."""

    def __init__(self, program, folder):
        self.ledger = Ledger(program, folder / "ledger")
        self.keys, self.backup = folder / "keys", folder / "backup"
        self.run("init", "--clock", "history", "--origin", "example.org/losses")
        self.run("submit", DEALS["D05"])
        self.kept = self.run("checkpoint", "create").stdout
        self.run("backup", self.backup)
        self.before = self.lines()
        self.run("submit", DEALS["D06"])
        self.lost = self.run("checkpoint", "create").stdout
        self.after = self.lines()

    def run(self, *arguments, check=True):
        return self.ledger.run(*arguments, "--keys", self.keys, check=check)

    def lines(self):
        return self.run("log").stdout.splitlines()

    def drop(self):
        shutil.rmtree(self.ledger.path)


@pytest.fixture
def scene(program, tmp_path):
    return Scene(program, tmp_path)


def test_the_last_head_is_kept_beside_the_keys_before_it_is_handed_out(scene):
    assert (scene.keys / "high-water").read_bytes() == scene.lost
    assert (scene.keys / "high-water").stat().st_mode & 0o777 == 0o600
    scene.run("submit", DEALS["D07"])
    (scene.keys / "high-water.draft/in the way").mkdir(parents=True)
    done = scene.run("checkpoint", "create", check=False)
    assert done.returncode == 74 and done.stdout == b"" and b"next:" in done.stderr
    heads = json.loads(scene.run("checkpoint", "list", "--json").stdout)
    assert heads[-1]["size"] == len(scene.after), "nothing is kept that the folder does not know"
    shutil.rmtree(scene.keys / "high-water.draft")
    assert scene.run("checkpoint", "create").stdout == (scene.keys / "high-water").read_bytes()


def test_a_backup_behind_the_last_head_is_refused_and_told_what_is_missing(scene):
    scene.drop()
    done = scene.run("restore", scene.backup, check=False)
    assert done.returncode == 1
    missing = f"positions {len(scene.before)} to {len(scene.after) - 1} are missing"
    assert missing.encode() in done.stderr and b"next:" in done.stderr
    assert not scene.ledger.path.exists()


def test_a_backup_behind_a_checkpoint_that_was_given_is_refused(scene):
    scene.drop()
    note = scene.keys.with_name("kept.checkpoint")
    key = key_of(scene)
    for kept, status in [(scene.lost, 1), (scene.kept, 0)]:
        note.write_bytes(kept)
        done = scene.ledger.run(
            "restore", scene.backup, "--checkpoint", note, "--key", key, check=False)
        assert done.returncode == status, done.stderr.decode()
    assert b"are missing" in scene.ledger.run(
        "verify", "--level", "2", "--checkpoint", lost_file(scene), "--key", key, check=False).stdout


def test_an_older_copy_in_place_takes_nothing_and_shows_everything(scene):
    put_back(scene)
    done = scene.run("submit", DEALS["D07"], check=False)
    assert done.returncode == 78 and b"are missing" in done.stderr and b"next:" in done.stderr
    assert scene.lines() == scene.before
    assert scene.run("show", "D05", "--json").returncode == 0
    assert scene.run("verify").returncode == 0


@pytest.mark.parametrize("is_in_place", [True, False])
def test_a_loss_that_is_accepted_begins_an_epoch(scene, is_in_place):
    if is_in_place:
        put_back(scene)
        told = json.loads(scene.run("restore", "--accept-loss", "--json").stdout)
    else:
        scene.drop()
        told = json.loads(
            scene.run("restore", scene.backup, "--accept-loss", "--json").stdout.splitlines()[-1])
    assert told["epoch"] == 1 and told["lostSize"] == len(scene.after)
    lost = base64.b64encode(bytes.fromhex(told["lostRoot"].removeprefix("sha256:"))).decode()
    assert lost == scene.lost.decode().splitlines()[2]
    assert bytes.fromhex(told["lostRoot"].removeprefix("sha256:")) == root(scene.after)
    scene.run("submit", DEALS["D07"])
    lines = scene.lines()
    assert lines[:len(scene.before)] == scene.before
    sources = {json.loads(line)["source"][-2:] for line in lines[len(scene.before):]}
    assert sources == {"/1"}, "no position of the first epoch is given out twice"
    note = scene.run("checkpoint", "create").stdout.decode()
    assert note.splitlines()[0] == "example.org/losses/1"
    assert told["key"].startswith("example.org/losses/1+")
    file = scene.keys.with_name("new.checkpoint")
    file.write_text(note)
    assert scene.run("verify", "--checkpoint", file, "--key", told["key"]).returncode == 0


def test_nothing_is_accepted_where_nothing_is_lost(scene):
    done = scene.run("restore", "--accept-loss", check=False)
    assert done.returncode == 64 and b"next:" in done.stderr
    assert scene.lines() == scene.after


def test_a_log_of_the_same_length_and_another_history_takes_nothing(scene):
    put_back(scene)
    mark = (scene.keys / "high-water").read_bytes()
    (scene.keys / "high-water").unlink()
    scene.run("submit", DEALS["D07"], DEALS["D08"], DEALS["D14"])
    assert len(scene.lines()) >= len(scene.after)
    (scene.keys / "high-water").write_bytes(mark)
    done = scene.run("submit", DEALS["D06"], check=False)
    assert done.returncode == 78 and b"another history" in done.stderr


def test_a_changed_key_signs_what_follows_and_the_old_one_no_more(scene):
    old = key_of(scene)
    new = scene.run("checkpoint", "change-key").stdout.decode().strip()
    assert new != old and new == key_of(scene)
    file = lost_file(scene)
    assert scene.run("verify", "--checkpoint", file, "--key", new).returncode == 0
    done = scene.run("verify", "--checkpoint", file, "--key", old, "--json", check=False)
    assert done.returncode == 1
    [found] = json.loads(done.stdout)["divergences"]
    assert found["code"] == "other-key" and new in found["message"]
    assert found["position"] == len(scene.after)


def test_a_long_run_is_signed_on_the_way_and_at_its_end(program, tmp_path):
    ledger = Ledger(program, tmp_path / "ledger")
    ledger.run("init", "--clock", "history")
    proposal = json.loads(SCENARIOS[0].read_text().splitlines()[0])
    many = tmp_path / "many.ndjson"
    many.write_text("".join(json.dumps({**proposal, "deal": f"M{n}"}) + "\n" for n in range(9000)))
    ledger.run("submit", many, "--checkpoint-every", "1")
    signed = [head["size"] for head in json.loads(ledger.run("checkpoint", "list", "--json").stdout)]
    assert len(signed) >= 2 and signed[-1] == 9001
    short = Ledger(program, tmp_path / "short")
    short.run("init", "--clock", "history")
    short.run("submit", DEALS["D05"])
    assert json.loads(short.run("checkpoint", "list", "--json").stdout) == []


def key_of(scene):
    if scene.ledger.path.exists():
        return scene.run("checkpoint", "key").stdout.decode().strip()
    line = json.loads(scene.before[0])
    return line["data"]["key"]


def lost_file(scene):
    file = scene.keys.with_name("lost.checkpoint")
    file.write_bytes(scene.lost)
    return file


def put_back(scene):
    shutil.copyfile(scene.backup / "log/data.mdb", scene.ledger.path / "log/data.mdb")
    for model in Path(scene.ledger.path / "models").iterdir():
        model.unlink()
