"""Runs the program with a call that fails, a smaller map, or a clock that was set."""

import os
import subprocess
from pathlib import Path

from conftest import ROOT

FLAGS = ["-std=c11", "-O2", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", "-pthread"]


def compile_shim(name, folder):
    """One of Tools/faults, compiled; warnings are errors."""
    library = Path(folder) / f"{name}.so"
    subprocess.run(["cc", *FLAGS, "-o", library, ROOT / f"Tools/faults/{name}.c"], check=True)
    return library


class Failing:
    """The environment in which calls below a folder fail; see Tools/faults/failing.c."""

    def __init__(self, folder):
        self.shim = compile_shim("failing", folder)
        self.told = Path(folder) / "told"

    def at(self, number, how, calls, below):
        """From then on `happened` tells whether it came to the call."""
        self.told.unlink(missing_ok=True)
        return os.environ | {
            "LD_PRELOAD": str(self.shim),
            "FAILING_BELOW": str(Path(below).resolve()),
            "FAILING_CALLS": calls,
            "FAILING_AT": str(number),
            "FAILING_HOW": str(how),
            "FAILING_TOLD": str(self.told),
        }

    @property
    def happened(self):
        """The first call that failed; nothing where none did."""
        return self.told.read_text().splitlines()[0] if self.told.exists() else ""

    def map(self, size):
        """The environment in which LMDB's map is so small."""
        return os.environ | {"LD_PRELOAD": str(self.shim), "FAILING_MAP": str(size)}


class Clock:
    """The environment in which the clock was set; see Tools/faults/clock.c."""

    def __init__(self, folder):
        self.shim = compile_shim("clock", folder)

    def set(self, seconds, reading=1):
        given = {"CLOCK_OFFSET": str(seconds), "CLOCK_FROM": str(reading)}
        return os.environ | {"LD_PRELOAD": str(self.shim)} | given
