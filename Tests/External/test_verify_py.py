"""Tools/verify.py says yes to what a ledger hands out, and no, with the reason, to all else."""

import importlib.util
import json
import random
import subprocess
import sys
from pathlib import Path

import pytest
from bundles import (
    LEDGER, ORIGIN, Bundle, Signer, Story, Tree, base64, canonical, checkpoint, event, proof, resealed,
    sealed, tile_name, write, write_tiles)

VERIFY = Path(__file__).resolve().parents[2] / "Tools/verify.py"
SIZES = [1, 2, 3, 255, 256, 257, 700, 65536, 65537]
WITNESS = Signer("witness.example/w1", kind=4)


def load():
    spec = importlib.util.spec_from_file_location("verify", VERIFY)
    module = importlib.util.module_from_spec(spec)
    sys.modules["verify"] = module
    spec.loader.exec_module(module)
    return module


verify = load()


class Auditor:
    """Who has a key, and a folder for what is handed out."""

    def __init__(self, folder, key=None, witnesses=(), kept=None):
        self.file = folder / "handed-out"
        self.trust = verify.Trust(
            verify.Key.read(key, 1) if key else None, [verify.Key.read(each, 4) for each in witnesses],
            verify.Note.read(kept.encode()) if kept else None)

    def report(self, data):
        if isinstance(data, Path):
            return verify.verify(data, self.trust)
        self.file.write_bytes(data.encode() if isinstance(data, str) else data)
        return verify.verify(self.file, self.trust)

    def accepts(self, data):
        report = self.report(data)
        assert report.problems == [] and report.unknown == [], report
        return report

    def refuses(self, data, reason):
        """Refused, and among the reasons is this one; each says where, and what to do."""
        report = self.report(data)
        assert report.status == 1
        assert all(each.what and each.where and each.next for each in report.problems)
        assert any(reason in f"{each.where}: {each.what}" for each in report.problems), report.problems
        return report

    def detects(self, data):
        report = self.report(data)
        return report is None or report.status == 1


@pytest.fixture(scope="module")
def story():
    return Story().fill(300).heads().fill(310)


@pytest.fixture
def auditor(tmp_path, story):
    return Auditor(tmp_path, story.signer.vkey)


def run(*arguments):
    return subprocess.run([sys.executable, VERIFY, *map(str, arguments)], capture_output=True, text=True, timeout=120)


# What holds


@pytest.mark.parametrize("size", SIZES)
def test_a_bundle_of_any_size_holds_from_its_first_line_or_from_any_other(tmp_path, size):
    story = Story().fill(size)
    auditor = Auditor(tmp_path, story.signer.vkey)
    whole = Bundle(story.lines, story.signer)
    report = auditor.accepts(whole.encoded())
    assert report.checked["root"] == "sha256:" + whole.tree.root().hex()
    for first in {size // 3, size - 1, size} - {0}:
        auditor.accepts(Bundle(story.lines, story.signer, first=first).encoded())


@pytest.mark.parametrize("size", SIZES)
def test_a_folder_of_tiles_of_any_size_holds(tmp_path, size):
    story = Story().fill(size)
    folder = write_tiles(tmp_path / "tiles", story.lines, story.signer)
    Auditor(tmp_path, story.signer.vkey).accepts(folder)


@pytest.mark.parametrize("subject", ["deal/D0", "deal/D6", "ledger", "deal/absent", "party/absent", "deal/x9"])
def test_a_bundle_of_one_stream_holds(auditor, story, subject):
    report = auditor.accepts(Bundle(story.lines, story.signer, subject=subject, requests=True).encoded())
    assert report.checked["completeUpTo"] == 300


def test_a_bundle_of_one_type_holds_and_says_that_some_may_be_missing(auditor, story):
    report = auditor.accepts(Bundle(story.lines, story.signer, kind="ledger.heads.v1").encoded())
    assert "missing" in report.notes[0]


def test_requests_and_refusals_are_counted(auditor, story):
    row = canonical(dict.fromkeys(["actor", "code", "commandid", "occurred", "sealed", "sender", "time"], "x"))
    bundle = Bundle(story.lines, story.signer, requests=True, refusals=[row.decode()] * 2)
    report = auditor.accepts(bundle.encoded())
    assert (report.checked["requests"], report.checked["refusals"]) == (310, 2)


@pytest.mark.parametrize("place", [0, 1, 255, 256, 309])
def test_a_proof_holds(auditor, story, place):
    assert auditor.accepts(proof(story.lines, place, story.signer)).checked["position"] == place


def test_what_several_processes_examine_comes_to_the_same(tmp_path, monkeypatch, story):
    monkeypatch.setattr(verify, "PART", 3000)
    auditor = Auditor(tmp_path, story.signer.vkey, kept=checkpoint(150, Tree(story.lines[:150]).root(), story.signer))
    auditor.accepts(Bundle(story.lines, story.signer, requests=True).encoded())
    Auditor(tmp_path, story.signer.vkey).accepts(
        Bundle(story.lines, story.signer, subject="deal/D3", requests=True).encoded())
    auditor.refuses(resealed(Bundle(story.lines, story.signer).encoded(), swap(100)), "position")


def test_a_key_that_was_changed_signs_from_its_line_on(tmp_path):
    old, new = Signer(ORIGIN), Signer(ORIGIN, seed="2")
    story = Story(old).fill(20)
    kept = checkpoint(20, Tree(story.lines).root(), old)
    story.add("ledger", "ledger.key-changed.v1", {"key": new.vkey}).fill(30)
    Auditor(tmp_path, new.vkey, kept=kept).accepts(Bundle(story.lines, new).encoded())
    Auditor(tmp_path, old.vkey).refuses(Bundle(story.lines, old).encoded(), str(new))
    Auditor(tmp_path, old.vkey).accepts(Bundle(story.lines[:20], old).encoded())
    Auditor(tmp_path, new.vkey).refuses(Bundle(story.lines[:20], new).encoded(), str(old))


def test_a_restored_ledger_has_a_new_epoch_and_origin(tmp_path):
    new = Signer(f"{ORIGIN}/1")
    story = Story().fill(20)
    story.epoch = 1
    story.add("ledger", "ledger.restored.v1", {
        "epoch": 1, "key": new.vkey, "lostRoot": "sha256:" + 64 * "0", "lostSize": 25, "origin": new.name}).fill(30)
    auditor = Auditor(tmp_path, new.vkey)
    auditor.accepts(Bundle(story.lines, new).encoded())
    story.epoch = 2
    auditor.refuses(Bundle(story.fill(31).lines, new).encoded(), "epoch 2")


# What does not


def swap(at):
    def change(lines):
        lines[at], lines[at + 1] = lines[at + 1], lines[at]
        return lines
    return change


def replaced(at, old, new):
    def change(lines):
        assert old in lines[at]
        lines[at] = lines[at].replace(old, new)
        return lines
    return change


CHANGES = {
    "a line is changed": (replaced(7, b'"round":1', b'"round":2'), "come to the checkpoint"),
    "a line is moved": (swap(7), "position"),
    "a line is dropped": (lambda lines: lines[:7] + lines[8:], "position 7"),
    "a line comes twice": (lambda lines: lines[:8] + lines[7:], "position"),
    "the last line is dropped": (lambda lines: lines[:-1], "come to the checkpoint"),
    "a line is not canonical": (replaced(7, b'"round":1', b'"round": 1'), "canonical form"),
    "a key stands twice": (replaced(7, b'"round":1', b'"round":1,"round":1'), "canonical form"),
    "a number has a fraction": (replaced(7, b'"round":1', b'"round":1.0'), "no integer"),
    "a number is too large": (replaced(7, b'"round":1', b'"round":9007199254740992'), "2^53"),
    "a number is a negative nothing": (replaced(7, b'"round":1', b'"round":-0'), "canonical form"),
    "a text is escaped without need": (replaced(7, "技".encode(), b"\\u6280"), "canonical form"),
    "a line is no JSON": (replaced(7, b'"round":1', b'"round":'), "no JSON"),
    "a line is no UTF-8": (replaced(7, "技".encode(), b"\xff"), "UTF-8"),
    "a line is too deep": (replaced(7, b'"round":1', b'"round":' + b"[" * 40 + b"]" * 40), "levels deep"),
    "a line is far too deep": (replaced(7, b'"round":1', b'"round":' + b"[" * 30_000 + b"]" * 30_000), "levels deep"),
    "a line is too long": (replaced(7, "技".encode(), b"x" * 65_536), "longer than"),
    "the time goes back": (replaced(7, b'00:06.000000Z', b'00:04.000000Z'), "before"),
    "there is no such day": (replaced(7, b"2026-01-01T", b"2026-02-30T"), "there is no day"),
    "another ledger's source": (replaced(7, LEDGER.encode() + b"/0", LEDGER[::-1].encode() + b"/0"), "source"),
    "another epoch": (replaced(7, LEDGER.encode() + b"/0", LEDGER.encode() + b"/1"), "epoch"),
    "a revision is missing": (replaced(20, b'"revision":2', b'"revision":3'), "revision 3"),
    "a member is unknown": (replaced(7, b'"data":', b'"extra":1,"data":'), "envelope"),
    "a line of no kind": (lambda lines: [*lines, b'{"note":1}'], "kind"),
    "a head line without a filter": (lambda lines: [*lines, b'{"head":{"entries":[],"line":"","path":[]}}'], "head line"),
    "a request that nobody asked for": (
        lambda lines: [*lines, canonical({"request": {"box": base64(bytes([1]) + bytes(108)), "position": 3}})], "asked for"),
    "the ledger's id": (replaced(0, b'"ledger":"' + LEDGER.encode(), b'"ledger":"' + LEDGER[::-1].encode()), "source"),
    "the version": (replaced(0, b"bundle/1", b"bundle/2"), "version"),
    "a part that does not exist": (replaced(0, b'"with":[]', b'"with":["all"]'), "`with`"),
    "the keys": (replaced(0, b'"keys":["', b'"keys":["x'), "`keys`"),
    "the first position": (replaced(0, b'"first":0', b'"first":1'), "`first`"),
    "an unknown filter": (replaced(0, b'"first":0', b'"filter":{"all":"x"},"first":0'), "filter"),
    "a line feed in front": (lambda lines: [lines[0], b"", *lines[1:]], "kind"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_refused_where_trailer_and_counts_were_made_to_fit(auditor, story, name):
    change, reason = CHANGES[name]
    lines = Bundle(story.lines, story.signer).encoded().splitlines()[:-1]
    changed = change(list(lines))
    places = list(range(sum(line.startswith(b'{"actor":') for line in changed)))
    auditor.refuses(sealed(changed, places), reason)


SIGNED = {
    "a line that is not canonical": (replaced(7, b'"round":1', b'"round": 1'), "canonical form"),
    "time that goes back": (replaced(7, b'00:07.000000Z', b'00:05.000000Z'), "before"),
    "a hole in a stream": (replaced(20, b'"revision":2', b'"revision":3'), "revision"),
    "a stream that begins late": (replaced(3, b'"revision":0', b'"revision":1'), "revision 1"),
    "another epoch": (replaced(20, LEDGER.encode() + b"/0", LEDGER.encode() + b"/1"), "epoch"),
    "another id": (replaced(20, b'"id":"20"', b'"id":"21"'), "position"),
    "a second beginning": (replaced(20, b'deal.terms-commented.v1', b'ledger.created.v1'), "stream"),
    "a beginning that creates nothing": (replaced(0, b"ledger.created.v1", b"ledger.begun.v1"), "creates no ledger"),
    "a beginning under another id": (replaced(0, b'"init"', b'"start"'), "does not create"),
    "a clock that there is not": (replaced(0, b'"live"', b'"dead"'), "its clock"),
    "a fact that somebody else states": (replaced(300, b'"actor":"system"', b'"actor":"party:a"'), "by party:a"),
    "another format": (replaced(0, b'"format":1', b'"format":2'), "format 1"),
    "heads that are none": (replaced(300, b'"root":"sha256:', b'"root":"sha256:0'), "where the streams"),
}


@pytest.mark.parametrize("name", SIGNED)
def test_what_the_operator_signs_against_the_rules_is_refused(auditor, story, tmp_path, name):
    change, reason = SIGNED[name]
    lines = change(list(story.lines))
    bundle = Bundle(lines, story.signer)
    auditor.refuses(bundle.encoded(), reason)
    auditor.refuses(write_tiles(tmp_path / "tiles", lines, story.signer), reason)


def test_forged_heads_are_refused_wherever_they_stand(auditor):
    for changed in {"streams": 7}, {"root": "sha256:" + 64 * "0"}:
        story = Story().fill(30).heads(**changed).fill(33)
        auditor.refuses(Bundle(story.lines, story.signer).encoded(), "position 30: it does not say where")


def test_what_was_cut_is_refused_at_every_byte(auditor):
    story = Story().fill(3)
    data = Bundle(story.lines, story.signer).encoded()
    assert all(auditor.detects(data[:length]) for length in range(len(data)))


@pytest.mark.parametrize("tail", [b"\n", b"x", b"{}\n", b'{"trailer":{}}\n', b'{"refusal":{"number":0,"row":""}}\n'])
def test_nothing_may_follow_the_trailer(auditor, story, tail):
    assert auditor.detects(Bundle(story.lines, story.signer).encoded() + tail)


def test_a_second_trailer_is_refused(auditor, story):
    data = Bundle(story.lines, story.signer).encoded()
    auditor.refuses(data + data.splitlines(keepends=True)[-1], "kind")


# Keys, witnesses, checkpoints from elsewhere


def test_a_foreign_key_is_refused(tmp_path, story):
    foreign = Signer(ORIGIN, seed="foreign")
    auditor = Auditor(tmp_path, foreign.vkey)
    auditor.refuses(Bundle(story.lines, story.signer).encoded(), f"no signature of {foreign}")
    # Signed with it, the lines still name another.
    auditor.refuses(Bundle(story.lines, foreign).encoded(), f"no signature of {story.signer}")
    auditor.refuses(Bundle(story.lines, foreign, story.signer).encoded(), "put the key")


def test_a_signature_of_another_text_is_refused(auditor, story):
    bundle = Bundle(story.lines, story.signer)
    bundle.header["checkpoint"] = checkpoint(310, Tree(story.lines[:309]).root(), story.signer).replace(
        base64(Tree(story.lines[:309]).root()), base64(bundle.tree.root()))
    auditor.refuses(bundle.encoded(), "does not verify")


def test_another_origin_is_refused(auditor, story):
    bundle = Bundle(story.lines, story.signer)
    bundle.header["checkpoint"] = checkpoint(310, bundle.tree.root(), story.signer, origin="example.org/other")
    auditor.refuses(bundle.encoded(), "of the log 'example.org/other'")


def test_a_cosignature_that_is_asked_for_has_to_be_there(tmp_path, story):
    other = Signer("witness.example/w2", kind=4)
    auditor = Auditor(tmp_path, story.signer.vkey, [WITNESS.vkey])
    bundle = Bundle(story.lines, story.signer, WITNESS)
    auditor.accepts(bundle.encoded())
    auditor.refuses(Bundle(story.lines, story.signer).encoded(), f"no signature of {WITNESS}")
    auditor.refuses(Bundle(story.lines, story.signer, other).encoded(), f"no signature of {WITNESS}")
    bundle.header["checkpoint"] = Bundle(story.lines, story.signer).note()
    auditor.refuses(bundle.encoded(), "`keys`")
    bundle.header["checkpoint"] = bundle.note().replace(
        WITNESS.line(b"x"), "") .replace("witness.example/w1 ", "witness.example/w1 A", 1)
    assert auditor.detects(bundle.encoded())


def test_a_cosignature_over_another_tree_does_not_count(tmp_path, story):
    auditor = Auditor(tmp_path, story.signer.vkey, [WITNESS.vkey])
    bundle = Bundle(story.lines, story.signer, WITNESS)
    bundle.header["checkpoint"] = Bundle(story.lines, story.signer).note() + WITNESS.line(b"another\n")
    auditor.refuses(bundle.encoded(), "does not verify")


@pytest.mark.parametrize("kind", [0, 2, 3, 4, 5, 6, 255])
def test_an_algorithm_that_is_not_on_the_list_is_refused(tmp_path, story, kind):
    (tmp_path / "bundle").write_bytes(Bundle(story.lines, story.signer).encoded())
    done = run(tmp_path / "bundle", "--key", Signer(ORIGIN, kind=kind).vkey)
    assert done.returncode == 64 and "algorithm" in done.stderr
    lines = Story(Signer(ORIGIN, kind=kind)).fill(5).lines
    Auditor(tmp_path, story.signer.vkey).refuses(Bundle(lines, story.signer).encoded(), "algorithm")


def test_a_checkpoint_that_was_kept_is_extended_or_the_fork_shows(tmp_path, story):
    bundle = Bundle(story.lines, story.signer)
    for size in 1, 2, 128, 255, 309, 310:
        kept = checkpoint(size, bundle.tree.root(0, size), story.signer)
        assert Auditor(tmp_path, story.signer.vkey, kept=kept).accepts(bundle.encoded()).checked["extends"] == size
    fork = Tree(Story().fill(100, streams=5).lines).root()
    forked = Auditor(tmp_path, story.signer.vkey, kept=checkpoint(100, fork, story.signer))
    forked.refuses(bundle.encoded(), "not those that were signed")
    smaller = Bundle(story.lines[:90], story.signer)
    forked.refuses(smaller.encoded(), "100 lines already")
    foreign = Signer(ORIGIN, seed="x")
    kept = checkpoint(100, bundle.tree.root(0, 100), foreign)
    Auditor(tmp_path, story.signer.vkey, kept=kept).refuses(bundle.encoded(), "none of the ledger's keys")


def test_a_kept_checkpoint_is_compared_where_a_bundle_begins_and_behind(tmp_path, story):
    later = Bundle(story.lines, story.signer, first=200)
    for size in 200, 201, 255, 256, 310:
        kept = checkpoint(size, later.tree.root(0, size), story.signer)
        Auditor(tmp_path, story.signer.vkey, kept=kept).accepts(later.encoded())
    before = Auditor(tmp_path, story.signer.vkey, kept=checkpoint(199, later.tree.root(0, 199), story.signer))
    assert before.report(later.encoded()).status == 2
    assert before.report(Bundle(story.lines, story.signer, subject="deal/D3").encoded()).status == 2
    forged = Auditor(tmp_path, story.signer.vkey, kept=checkpoint(200, bytes(32), story.signer))
    forged.refuses(later.encoded(), "not those that were signed")


# Completeness


def forged(story, subject="deal/D3", change=None, **more):
    bundle = Bundle(story.lines, story.signer, subject=subject, **more)
    change(bundle)
    return bundle.encoded()


def withhold(at):
    def change(bundle):
        del bundle.places[at]
    return change


def test_an_event_that_is_withheld_is_missed(auditor, story):
    last = [place for place in Bundle(story.lines, story.signer, subject="deal/D3").places if place < 300][-1]
    places = Bundle(story.lines, story.signer, subject="deal/D3").places

    def all_after(bundle):
        bundle.places = [place for place in places if place < last]

    auditor.refuses(forged(story, change=all_after), "withheld")
    auditor.refuses(forged(story, change=withhold(5)), "revision")
    auditor.refuses(forged(story, change=withhold(0)), "position 0")

    def none(bundle):
        bundle.places = [0]

    auditor.refuses(forged(story, change=none), "withheld")


def test_an_event_of_another_stream_is_refused(auditor, story):
    def change(bundle):
        bundle.places = sorted([*bundle.places, 1])

    auditor.refuses(forged(story, change=change), "does not name")


def test_forged_entries_are_refused(auditor, story):
    def other_entry(bundle):
        bundle.head = Bundle(story.lines, story.signer, subject="deal/D4").head

    def no_entry(bundle):
        bundle.head["entries"] = []

    def made_up(bundle):
        bundle.head["entries"][0]["entry"] = base64(bytes(48))

    def other_line(bundle):
        bundle.head["line"] = story.lines[299].decode()

    def changed_line(bundle):
        bundle.head["line"] = bundle.head["line"].replace('"streams":8', '"streams":9')

    def none(bundle):
        bundle.head = None

    for change, reason in [
        (other_entry, "withheld"), (no_entry, "withheld"), (made_up, "path"), (other_line, "no heads line"),
        (changed_line, "path"), (none, "there is none"),
    ]:
        auditor.refuses(forged(story, change=change), reason)


@pytest.mark.parametrize("subject", [f"deal/absent-{number}" for number in range(12)])
def test_a_stream_is_absent_only_between_its_neighbours(auditor, story, subject):
    whole = Bundle(story.lines, story.signer, subject=subject)
    auditor.accepts(whole.encoded())
    for at in range(len(whole.head["entries"])):
        def drop(bundle, at=at):
            del bundle.head["entries"][at]

        auditor.refuses(forged(story, subject, drop), "withheld")


def test_a_path_that_is_missing_or_of_another_line_is_refused(auditor, story):
    data = Bundle(story.lines, story.signer, subject="deal/D3").encoded()
    assert auditor.detects(resealed(data, lambda lines: lines[:4] + lines[5:]))
    auditor.refuses(resealed(data, lambda lines: lines[:4] + [lines[6]] + lines[5:]), "path")
    auditor.refuses(resealed(data, replaced(4, b'{"path":["', b'{"path":["AAAA')), "base64")


def test_requests_are_those_of_the_commands(auditor, story):
    data = Bundle(story.lines, story.signer, requests=True).encoded()
    auditor.refuses(resealed(data, lambda lines: lines[:-1]), "requests")
    auditor.refuses(resealed(data, lambda lines: [*lines[:-1], lines[-2]]), "requests")
    auditor.refuses(resealed(data, lambda lines: [*lines[:-2], lines[-1], lines[-2]]), "requests")
    auditor.refuses(resealed(data, replaced(400, b'"box":"AQ', b'"box":"AA')), "box")


# Tiles and proofs


def test_every_file_of_a_tile_folder_is_needed(tmp_path):
    story = Story().fill(520)
    folder = write_tiles(tmp_path / "tiles", story.lines, story.signer)
    auditor = Auditor(tmp_path, story.signer.vkey)
    for path in [path for path in folder.rglob("*") if path.is_file()]:
        data = path.read_bytes()
        path.unlink()
        assert auditor.detects(folder), path
        for other in data[:-1], data + b"\0", b"":
            path.write_bytes(other)
            assert auditor.detects(folder), path
        path.write_bytes(data)
    auditor.accepts(folder)


def test_tiles_of_earlier_trees_stay_and_are_verified(tmp_path):
    story = Story().fill(700)
    write_tiles(tmp_path / "tiles", story.lines[:300], story.signer)
    folder = write_tiles(tmp_path / "tiles", story.lines, story.signer)
    auditor = Auditor(tmp_path, story.signer.vkey)
    auditor.accepts(folder)
    write(folder, tile_name("0", 1, 44), bytes(44 * 32))
    auditor.refuses(folder, "tile/0/001.p/44: it is not what the lines come to")


def test_a_forged_entry_with_a_forged_tile_is_refused(tmp_path):
    story = Story().fill(300)
    folder = write_tiles(tmp_path / "tiles", story.lines, story.signer)
    note = (folder / "checkpoint").read_bytes()
    forged = [*story.lines]
    forged[40] = forged[40].replace(b'"round":1', b'"round":2')
    write_tiles(folder, forged, story.signer)
    (folder / "checkpoint").write_bytes(note)
    Auditor(tmp_path, story.signer.vkey).refuses(folder, "come to the checkpoint")


def test_a_file_that_is_no_tile_is_named(tmp_path, story):
    folder = write_tiles(tmp_path / "tiles", story.lines, story.signer)
    write(folder, "tile/0/1", b"")
    Auditor(tmp_path, story.signer.vkey).refuses(folder, "tile/0/1: its name is that of no tile")


PROOFS = {
    "another line": (lambda lines: [lines[0], "extra " + base64(event(5, 0, "deal/D5", "deal.closed.v1", {})), *lines[2:]], "path"),
    "another index": (lambda lines: [*lines[:2], "index 6", *lines[3:]], "index is 6"),
    "no line": (lambda lines: [lines[0], *lines[2:]], "no proof"),
    "a shorter path": (lambda lines: [*lines[:3], *lines[4:]], "path"),
    "a longer path": (lambda lines: [*lines[:4], *lines[3:]], "path"),
    "no checkpoint": (lambda lines: lines[: lines.index("") + 1], "no proof"),
    "an index with a zero in front": (lambda lines: [*lines[:2], "index 05", *lines[3:]], "no proof"),
}


@pytest.mark.parametrize("name", PROOFS)
def test_a_proof_that_was_changed_is_refused(auditor, story, name):
    change, reason = PROOFS[name]
    auditor.refuses("\n".join(change(proof(story.lines, 5, story.signer).split("\n"))), reason)


# Whatever is flipped


@pytest.mark.parametrize("more", [{}, {"first": 3}, {"subject": "deal/D3", "requests": True}, {"kind": "ledger.heads.v1"}])
def test_every_flipped_byte_of_a_bundle_is_found(tmp_path, more):
    story = Story().fill(4, streams=5).heads().fill(6, streams=5)
    auditor = Auditor(tmp_path, story.signer.vkey, [WITNESS.vkey])
    data = Bundle(story.lines, story.signer, WITNESS, **more).encoded()
    auditor.accepts(data)
    assert missed(auditor, data, lambda changed: changed) == []


@pytest.mark.parametrize("more", [{}, {"first": 3}, {"subject": "deal/D3"}, {"kind": "ledger.heads.v1"}])
def test_every_flipped_byte_is_found_where_the_trailer_was_made_to_fit(tmp_path, more):
    story = Story().fill(4, streams=5).heads().fill(6, streams=5)
    auditor = Auditor(tmp_path, story.signer.vkey, [WITNESS.vkey])
    bundle = Bundle(story.lines, story.signer, WITNESS, **more)
    data = b"\n".join([canonical(bundle.header), *bundle.body()])
    auditor.accepts(sealed(data.split(b"\n"), bundle.places))
    assert missed(auditor, data, lambda changed: sealed(changed.split(b"\n"), bundle.places)) == []


def missed(auditor, data, seal):
    """The flips that are not found; whatever is flipped, nothing but an answer comes of it."""
    return [at for at in range(len(data)) if not auditor.detects(seal(flipped(data, at)))]


def flipped(data, at):
    """Another bit from place to place: the lowest, that of upper and lower case, the highest."""
    return data[:at] + bytes([data[at] ^ (0x01, 0x20, 0x80)[at % 3]]) + data[at + 1 :]


def test_every_flipped_byte_of_a_tile_folder_is_found(tmp_path):
    story = Story().fill(4).heads().fill(6)
    folder = write_tiles(tmp_path / "tiles", story.lines, story.signer, WITNESS)
    auditor = Auditor(tmp_path, story.signer.vkey, [WITNESS.vkey])
    auditor.accepts(folder)
    for path in [path for path in folder.rglob("*") if path.is_file()]:
        data = path.read_bytes()
        for at in range(len(data)):
            path.write_bytes(flipped(data, at))
            assert auditor.detects(folder), (path, at)
        path.write_bytes(data)


def test_every_flipped_byte_of_a_proof_is_found(tmp_path, story):
    auditor = Auditor(tmp_path, story.signer.vkey, [WITNESS.vkey])
    assert missed(auditor, proof(story.lines, 5, story.signer, WITNESS).encode(), lambda changed: changed) == []


@pytest.mark.parametrize("seed", range(4))
def test_lines_shuffled_in_any_way_end_with_an_answer(auditor, story, seed):
    choices = random.Random(seed)
    data = Bundle(story.lines, story.signer, subject="deal/D3", requests=True).encoded().splitlines(keepends=True)
    for _ in range(60):
        lines = list(data)
        at, other = choices.randrange(len(lines)), choices.randrange(len(lines))
        match choices.randrange(4):
            case 0: lines[at] = lines[at][: choices.randrange(len(lines[at]))]
            case 1: lines[at], lines[other] = lines[other], lines[at]
            case 2: del lines[at]
            case 3: lines.insert(at, choices.choice([b"\n", b"{}\n", b"[]\n", lines[other], bytes(choices.randbytes(50))]))
        if lines != data:
            assert auditor.detects(b"".join(lines))


# The command


def test_its_exit_codes(tmp_path, story):
    path = tmp_path / "bundle"
    path.write_bytes(Bundle(story.lines, story.signer).encoded())
    assert run(path, "--key", story.signer.vkey).returncode == 0
    done = run(path)
    assert done.returncode == 2 and "no key was given" in done.stdout
    done = run(path, "--key", Signer(ORIGIN, seed="x").vkey)
    assert done.returncode == 1 and "wrong: the checkpoint" in done.stdout and "next: " in done.stdout
    assert run(path, "--key", "nonsense").returncode == 64
    assert run().returncode == 64
    assert run(tmp_path / "absent", "--key", story.signer.vkey).returncode == 66
    assert run(path, "--key", story.signer.vkey, "--checkpoint", tmp_path / "absent").returncode == 66
    (tmp_path / "other").write_text("nothing")
    assert run(tmp_path / "other", "--key", story.signer.vkey).returncode == 65
    assert run(tmp_path, "--key", story.signer.vkey).returncode == 65


def test_its_json_says_what_was_checked(tmp_path, story):
    path = tmp_path / "bundle"
    path.write_bytes(Bundle(story.lines, story.signer).encoded())
    found = json.loads(run(path, "--key", story.signer.vkey, "--json").stdout)
    assert (found["status"], found["problems"], found["checked"]["size"]) == (0, [], 310)
    assert "\x1b" not in run(path, "--key", story.signer.vkey).stdout


def test_the_lines_of_a_ledger_hold_but_for_its_key(lines, ledger, tmp_path):
    """What the program stores is as the page says; the ledger's own key has not signed this."""
    own = Signer(ORIGIN)
    bundle = Bundle(lines, own)
    bundle.header["ledger"] = bundle.events[0]["data"]["ledger"]
    report = Auditor(tmp_path).report(bundle.encoded())
    assert [each.where for each in report.problems] == ["the checkpoint"]
    bundle.header["checkpoint"] = ledger.run("checkpoint", "create").stdout.decode()
    key = ledger.run("checkpoint", "key").stdout.decode().strip()
    bundle.header["keys"] = ["+".join(key.split("+")[:2])]
    Auditor(tmp_path, key).accepts(bundle.encoded())
