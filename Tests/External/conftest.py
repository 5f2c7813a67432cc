"""A ledger made by the built program, for checks that share no code with it.

DEALLEDGER names the program: DEALLEDGER=.build/debug/dealledger python -m pytest Tests/External
"""

import json
import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCENARIOS = sorted((ROOT / "Schemas/scenarios").glob("*.ndjson"))
# Asks every command about the network.
NETWORK = ROOT / "Schemas/network/example.ndjson"


def strict(text):
    """JSON in which no object has a key twice, and no number is anything but an integer."""

    def members(pairs):
        names = [name for name, _ in pairs]
        assert len(names) == len(set(names)), f"a key stands twice: {names}"
        return dict(pairs)

    def no_fraction(number):
        raise AssertionError(f"{number} is no integer")

    return json.loads(text, object_pairs_hook=members, parse_float=no_fraction)


class Ledger:
    def __init__(self, program, path):
        self.program, self.path = program, path

    def run(self, *arguments, check=True):
        command = [self.program, *map(str, arguments), "--ledger", str(self.path)]
        done = subprocess.run(command, capture_output=True, timeout=120)
        if check:
            assert done.returncode == 0, (command, done.returncode, done.stderr.decode())
        return done

    def lines(self):
        """The stored lines, byte for byte."""
        log = self.run("log").stdout
        assert log.endswith(b"\n")
        return log[:-1].split(b"\n")


@pytest.fixture(scope="session")
def program():
    path = os.environ.get("DEALLEDGER")
    if not path:
        pytest.fail("DEALLEDGER does not name the built program; run Tools/test")
    path = Path(path).resolve()
    if not os.access(path, os.X_OK):
        pytest.fail(f"DEALLEDGER names {path}, which is no program; run `swift build` first")
    return str(path)


@pytest.fixture(scope="session")
def ledger(program, tmp_path_factory):
    """A history ledger that holds every deal of the scenarios, and an example of the network."""
    ledger = Ledger(program, tmp_path_factory.mktemp("external") / "ledger")
    ledger.run("init", "--clock", "history", "--origin", "example.org/external")
    ledger.run("submit", *SCENARIOS, NETWORK)
    return ledger


@pytest.fixture(scope="session")
def lines(ledger):
    lines = ledger.lines()
    assert len(lines) > 400
    return lines


@pytest.fixture(scope="session")
def events(lines):
    return [strict(line) for line in lines]
