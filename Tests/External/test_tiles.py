"""Exported tiles and proofs, checked by programs of others: Go's checksum database, pymerkle, sigstore."""

import functools
import http.server
import os
import shutil
import subprocess
import threading
from base64 import b64decode, b64encode
from pathlib import Path
from types import SimpleNamespace

import pytest
import rfc8785
import tiles
from conftest import ROOT, Ledger, strict
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from pymerkle import InmemoryTree, verify_consistency, verify_inclusion
from pymerkle.proof import InvalidProof
from sigstore._internal.merkle import verify_merkle_inclusion
from sigstore._internal.rekor.checkpoint import verify_checkpoint
from sigstore._internal.trust import Keyring
from sigstore.errors import VerificationError
from sigstore_models.common.v1 import PublicKey, PublicKeyDetails

ORIGIN = "example.org/tiles"
SMALL = [1, 2, 3, 255, 256, 257, 700]
LARGE = [65_536, 65_537]
SIZES = SMALL + LARGE


@pytest.fixture(scope="session")
def go(tmp_path_factory):
    """Our reader of tiles over golang.org/x/mod/sumdb, as Debian packages it."""
    folder = tmp_path_factory.mktemp("go")
    subprocess.run(
        ["go", "build", "-o", folder / "tiles", ROOT / "Tests/External/go/tiles.go"], check=True,
        env={
            **os.environ, "GO111MODULE": "off", "GOPATH": "/usr/share/gocode",
            "GOCACHE": str(folder / "cache"), "GOFLAGS": ""})
    return folder / "tiles"


class Grown:
    """One ledger at each of the sizes: the folder that was exported then, and its checkpoint."""

    def __init__(self, program, path):
        self.ledger, self.path = Ledger(program, path / "ledger"), path
        self.ledger.run("init", "--clock", "history", "--origin", ORIGIN)
        self.key = self.ledger.run("checkpoint", "key").stdout.decode().strip()
        for size in SIZES:
            subprocess.run(
                [Path(program).with_name("grow"), self.ledger.path, str(size)], check=True,
                capture_output=True)
            self.ledger.run("export", "tiles", "-o", path / "growing")
            # What is written never changes, but for the checkpoint, which is replaced.
            shutil.copytree(path / "growing", self.folder(size), copy_function=os.link)

    def folder(self, size):
        return self.path / f"tiles-{size}"

    @functools.cache
    def lines(self, size):
        return tiles.all_entries(self.folder(size), size)

    @functools.cache
    def note(self, size):
        return (self.folder(size) / "checkpoint").read_text()

    @functools.cache
    def tree(self, size):
        return tiles.Tree(self.lines(size))


@pytest.fixture(scope="module")
def grown(program, tmp_path_factory):
    return Grown(program, tmp_path_factory.mktemp("grown"))


@pytest.mark.parametrize("size", SIZES)
def test_the_folder_has_the_tiles_of_its_tree(grown, size):
    folder = grown.folder(size)
    assert tiles.checkpoint(grown.note(size)) == (size, grown.tree(size).root)
    for name, width in tiles.names(size).items():
        _, level, *index = name.split(".p/")[0].split("/")
        index = int("".join(index).replace("x", ""))
        if level == "entries":
            assert len(tiles.entries((folder / name).read_bytes())) == width
        else:
            assert (folder / name).read_bytes() == grown.tree(size).tile(int(level), index, width)


def test_an_export_at_once_is_the_one_that_grew(grown, tmp_path):
    size = SIZES[-1]
    grown.ledger.run("export", "tiles", "-o", tmp_path / "fresh")
    fresh = {path.relative_to(tmp_path / "fresh").as_posix(): path for path in files(tmp_path / "fresh")}
    assert set(fresh) == {*tiles.names(size), "checkpoint"}
    for name, path in fresh.items():
        assert path.read_bytes() == (grown.folder(size) / name).read_bytes(), name


@pytest.mark.parametrize("size", SIZES)
def test_go_reads_the_tree_and_every_record(grown, go, size):
    done = subprocess.run([go, grown.folder(size), grown.key], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split()[0] == str(size)


@pytest.mark.parametrize("newer", SIZES)
def test_go_takes_our_proofs_that_each_tree_extends_the_ones_before(grown, go, newer, tmp_path):
    for older in [size for size in SIZES if size < newer][-4:]:
        proof = tmp_path / f"{older}"
        grown.ledger.run("proof", "--from", older, "--to", newer, "-o", proof)
        kept = grown.folder(older) / "checkpoint"
        command = [go, grown.folder(newer), grown.key, kept, proof]
        done = subprocess.run(command, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        lines = proof.read_text().split("\n")
        if lines[3]:
            lines[3] = lines[1].split(" ")[2]  # the older root for a hash
            proof.write_text("\n".join(lines))
            assert subprocess.run(command, capture_output=True).returncode == 1


def test_go_reads_what_a_server_of_files_serves(grown, go):
    handler = functools.partial(Quiet, directory=grown.folder(700))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        done = subprocess.run([go, address, grown.key], capture_output=True, text=True, timeout=60)
        server.shutdown()
    assert done.returncode == 0, done.stderr


def test_a_reader_never_meets_half_a_tree(grown, go, program, tmp_path):
    """The export is killed again and again, and then left to end; somebody reads all the while."""
    folder = tmp_path / "served"
    shutil.copytree(grown.folder(700), folder)
    command = [program, "export", "tiles", "-o", folder, "--quiet", "--ledger", grown.ledger.path]
    for patience in [0.01, 0.03, 0.1, 0.2, 60]:
        with subprocess.Popen(command) as export:
            sizes = [read_size(go, folder, grown.key)]
            try:
                export.wait(patience)
            except subprocess.TimeoutExpired:
                export.kill()
        sizes.append(read_size(go, folder, grown.key))
        assert sizes[0] in ("700", "65537") and sizes[1] in ("700", "65537")
    assert sizes[1] == "65537" and not (folder / ".draft").exists()
    done = replay(program, folder, "--key", grown.key)
    assert done.returncode == 0, done.stdout.decode()


def test_go_finds_what_was_changed(grown, go, tmp_path):
    for name in [*tiles.names(257), "checkpoint"]:
        folder = tmp_path / name.replace("/", "-")
        shutil.copytree(grown.folder(257), folder)
        data = bytearray((folder / name).read_bytes())
        data[-10] ^= 1
        (folder / name).write_bytes(data)
        assert subprocess.run([go, folder, grown.key], capture_output=True).returncode == 1, name
    other = grown.key.replace(ORIGIN, "example.org/other")
    assert subprocess.run([go, grown.folder(3), other], capture_output=True).returncode == 1


@pytest.mark.parametrize("size", SIZES)
def test_pymerkle_comes_to_the_same_roots(grown, size):
    tree = merkle_tree(grown)
    assert tree.get_root(size) == tiles.checkpoint(grown.note(size))[1]


@pytest.mark.parametrize("size", SIZES)
def test_pymerkle_and_sigstore_take_our_proofs_of_lines(grown, size):
    for index in sorted({0, size // 3, size - 1}):
        text = grown.ledger.run("proof", index, "--size", size).stdout.decode()
        line, place, hashes, note = tiles.proof(text)
        root = tiles.checkpoint(note)[1]
        assert (line, place, note) == (grown.lines(size)[index], index, grown.note(size))
        proof = merkle_tree(grown).prove_inclusion(index + 1, size)  # it counts from one
        assert proof.path[1:] == hashes
        verify_inclusion(grown.tree(size).levels[0][index], root, proof)
        entry = sigstore_entry(line, index, size, hashes, root, note)
        verify_merkle_inclusion(entry)
        verify_checkpoint(keyring(grown.key), entry)
        entry._inner.canonicalized_body = line.replace(b"1", b"2", 1)
        with pytest.raises(VerificationError):
            verify_merkle_inclusion(entry)
        entry._inner.inclusion_proof.checkpoint.envelope = note.replace(f"\n{size}\n", f"\n{size}1\n")
        with pytest.raises(VerificationError):
            verify_checkpoint(keyring(grown.key), entry)


@pytest.mark.parametrize("newer", SIZES)
def test_pymerkle_takes_that_each_tree_extends_the_ones_before(grown, newer):
    tree = merkle_tree(grown)
    for older in [size for size in SIZES if size < newer]:
        roots = [tiles.checkpoint(grown.note(size))[1] for size in (older, newer)]
        proof = tree.prove_consistency(older, newer)
        verify_consistency(*roots, proof)
        with pytest.raises(InvalidProof):
            verify_consistency(roots[1], roots[0], proof)


def test_every_line_is_its_own_canonical_form(grown):
    for line in grown.lines(LARGE[-1]):
        assert rfc8785.dumps(strict(line)) == line


@pytest.mark.parametrize("size", [*SMALL, LARGE[-1]])
def test_our_own_replay_holds(grown, program, size):
    done = replay(program, grown.folder(size), "--key", grown.key)
    assert done.returncode == (2 if size == 1 else 0), done.stdout.decode()
    if size in SMALL:
        assert replay(program, grown.folder(size)).returncode == 2


def test_our_own_replay_holds_with_a_kept_checkpoint_of_each_size(grown, program):
    for size in SMALL:
        kept = grown.folder(size) / "checkpoint"
        newest = grown.folder(700)
        done = replay(program, newest, "--key", grown.key, "--checkpoint", kept, "--json")
        assert done.returncode == 0, done.stdout.decode()
        notes = [note["code"] for note in strict(done.stdout)["notes"]]
        assert "outside-checkpoint-holds" in notes
    later = grown.folder(700) / "checkpoint"
    done = replay(program, grown.folder(257), "--key", grown.key, "--checkpoint", later, "--json")
    assert done.returncode == 1
    assert [one["code"] for one in strict(done.stdout)["divergences"]] == ["checkpoint-beyond-log"]


def read_size(go, folder, key):
    done = subprocess.run([go, folder, key], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()[0]


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def files(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def replay(program, *arguments):
    return subprocess.run(
        [Path(program).with_name("dealledger-replay"), *arguments], capture_output=True)


@functools.cache
def merkle_tree(grown):
    return InmemoryTree.init_from_entries(grown.lines(SIZES[-1]), algorithm="sha256")


def sigstore_entry(line, index, size, hashes, root, note):
    """As sigstore has it of an entry of its own log, which is one of ours but for the names."""
    proof = SimpleNamespace(
        log_index=index, tree_size=size, hashes=hashes, root_hash=root,
        checkpoint=SimpleNamespace(envelope=note))
    signature = note.rstrip("\n").rsplit(" ", 1)[1]
    log = SimpleNamespace(key_id=b64decode(signature)[:4])
    return SimpleNamespace(
        _inner=SimpleNamespace(inclusion_proof=proof, canonicalized_body=line, log_id=log))


def keyring(vkey):
    """Sigstore's ring with our key in it; it tries all keys where the id is not its own kind."""
    public = Ed25519PublicKey.from_public_bytes(b64decode(vkey.split("+", 2)[2])[1:])
    der = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return Keyring([PublicKey(raw_bytes=b64encode(der), key_details=PublicKeyDetails.PKIX_ED25519)])
