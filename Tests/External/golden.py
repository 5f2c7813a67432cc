"""What a golden ledger comes to, read with the built program; and how a new one is made.

A golden ledger holds a format: it is made once, when the format is settled, and never again.

    python Tests/External/golden.py PROGRAM        makes Tests/Golden/format-1, if it is not there
"""

import hashlib
import json
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "Tests/Golden/format-1"
DEALS = ["P01", "D02", "D06", "D07", "D09", "D15"]
ERASED = "contact-vn-0011"


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def put(folder, path):
    """A working copy of the ledger, with the permissions that a repository does not keep."""
    shutil.copytree(folder / "ledger", path)
    (path / "models").mkdir(exist_ok=True)
    (path / "keys").chmod(0o700)
    for key in (path / "keys").iterdir():
        key.chmod(0o600)
    return path


def reading(ledger):
    """All that must stay the same: tree, certificate, every deal with and without keys, models."""
    certificate = json.loads(ledger.run("verify", "--json").stdout)
    deals = sorted(deal["deal"] for deal in json.loads(ledger.run("list", "--json").stdout))
    ledger.run("rebuild")
    return {
        "root": certificate["root"],
        "size": certificate["size"],
        "counts": {
            name: certificate["counts"][name]
            for name in (
                "commands", "legalEvents", "decidedAgain", "openedLines", "erasedLines",
                "erasedCommands", "documents", "refusals")
        },
        "log": sha256(ledger.run("log").stdout),
        "deals": {deal: sha256(ledger.run("show", deal, "--json").stdout) for deal in deals},
        "public": {
            deal: sha256(ledger.run("show", deal, "--json", "--as", "integrator").stdout)
            for deal in deals
        },
        "models": models(ledger.path / "models/current"),
    }


def models(path):
    """The digest of each table of the read models, but for the file's own account of itself."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as file:
        names = [
            name
            for (name,) in file.execute(
                "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
            if name not in ("meta", "projections") and not name.startswith(("sqlite_", "search_grams"))
        ]
        return {
            name: sha256(
                repr(sorted(file.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr)).encode())
            for name in names
        }


def make(program):
    if FOLDER.exists():
        sys.exit(f"{FOLDER} is there: a format that others have written does not change")
    import lmdb
    from conftest import Ledger

    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "ledger"
        ledger = Ledger(program, path)
        ledger.run("init", "--clock", "history", "--origin", "golden.example/format-1")
        files = [ROOT / f"Schemas/scenarios/{deal}.ndjson" for deal in DEALS]
        ledger.run("submit", *files)
        refused = '{"command":"OpenNegotiation","deal":"D15","at":"2026-01-01T00:00:00Z",' \
            '"actor":{"role":"broker","party":"broker"},"data":{}}\n'
        (Path(scratch) / "refused").write_text(refused)
        ledger.run("submit", Path(scratch) / "refused", check=False)
        head = ledger.run("checkpoint", "create").stdout
        ledger.run(
            "erase", ERASED, "--deal", "D07", "--basis", "an invented demand",
            "--at", "2026-02-01T00:00:00Z")
        ledger.run("checkpoint", "create")
        target = FOLDER / "ledger"
        (target / "log").mkdir(parents=True)
        with lmdb.open(str(path / "log"), readonly=True, lock=False, max_dbs=16) as log:
            log.copy(str(target / "log"), compact=True)
        shutil.copytree(path / "keys", target / "keys")
        (FOLDER / "head.note").write_bytes(head)
        (FOLDER / "log.vkey").write_bytes(ledger.run("checkpoint", "key").stdout)
        copy = Ledger(program, put(FOLDER, Path(scratch) / "copy"))
        (FOLDER / "expected.json").write_text(json.dumps(reading(copy), indent=2) + "\n")


if __name__ == "__main__":
    make(str(Path(sys.argv[1]).resolve()))
