"""The table of seeded bugs does not rot: each text that a bug takes out is there, once."""

import subprocess
import sys

from conftest import ROOT


def test_every_bug_can_still_be_put_in():
    done = subprocess.run(
        [sys.executable, ROOT / "Tools/faults/seeded-bugs", "--check"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout.split()[0]) >= 20
