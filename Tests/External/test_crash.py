"""kill -9 at random moments under load from 64 callers; docs/reliability.md says what was seen.

CRASH_SEED repeats the choices, not the moments at which the system runs what.
"""

import os
import random
import subprocess
import time
from pathlib import Path

from callers import Store, command_file

NIGHTLY = os.environ.get("DEALLEDGER_NIGHTLY") == "1"
SEED = int(os.environ.get("CRASH_SEED") or random.randrange(1 << 32))
CRASHES = 300 if NIGHTLY else 100
CALLERS = 64
# Each ledger goes through so many crashes, so that one comes upon what others left.
CRASHES_OF_A_LEDGER = 20
# In the last round of every so many ledgers each caller has a process of its own; otherwise eight
# share one.
EACH_ALONE = 1 if NIGHTLY else 3


class Load:
    """Sixty-four callers in several processes on one ledger, which are killed again and again."""

    def __init__(self, program, folder, chosen):
        self.folder, self.chosen = folder, chosen
        folder.mkdir()
        self.store = Store(program, folder / "ledger")
        self.files, self.rounds, self.finished = [], 0, []

    def next_files(self, processes):
        """The same files until all is told, so that a retry goes on where a kill came."""
        if self.files:
            return
        self.rounds += 1
        deals = [f"R{self.rounds}-{number}" for number in range(CALLERS)]
        each = CALLERS // processes
        self.files = [
            command_file(self.folder / f"{deals[start]}.ndjson", deals[start : start + each])
            for start in range(0, CALLERS, each)
        ]

    def crash(self, moment):
        """Starts all, kills all or some of them, and takes down what each was told."""
        running = [self.start(file) for file in self.files]
        time.sleep(moment)
        killed = list(running)
        if self.chosen.random() < 0.5:
            killed = self.chosen.sample(running, self.chosen.randint(1, len(running)))
        for process, _, _ in killed:
            process.kill()
        hit = 0
        for entry in running:
            process, file, output = entry
            status = process.wait(timeout=120)
            hit += status == -9
            assert status == 0 or (status == -9 and entry in killed), (status, file)
            self.store.take(file, output.read_bytes())
        self.store.look()
        self.note_finished()
        return hit

    def start(self, file):
        """Into a file, since a pipe would lose what nobody has read yet."""
        output = file.with_suffix(".told")
        with output.open("wb") as told:
            command = self.store.command("submit", "--json", "--quiet", file)
            process = subprocess.Popen(command, stdout=told, stderr=subprocess.DEVNULL)
        return process, file, output

    def note_finished(self):
        whole = sum(len(file.read_text().splitlines()) for file in self.files)
        if sum(file in self.files for file, _ in self.store.told) == whole:
            self.finished += self.files
            self.files = []

    def settle(self):
        """Every command once more, with nothing in the way; then all levels and the auditor's."""
        for file in self.finished + self.files:
            self.store.submit(file)
        certificate = self.store.verify()
        replay = str(Path(self.store.program).with_name("dealledger-replay"))
        done = subprocess.run([replay, self.store.path, "--json"], capture_output=True, timeout=120)
        assert done.returncode == 0, done.stdout[-600:]
        assert certificate["counts"]["commands"] == len(self.store.told) + 1
        return len(self.store.told)


class Moment:
    """When to kill: at random, and not so late that most are done."""

    def __init__(self, chosen):
        self.chosen, self.longest = chosen, 0.4

    def next(self, processes):
        return self.chosen.uniform(0, self.longest * processes / 8)

    def learn(self, has_hit):
        self.longest *= 1.02 if has_hit else 0.8


def test_kill_9_loses_no_acknowledged_command(program, tmp_path):
    print(f"CRASH_SEED={SEED}")
    chosen = random.Random(SEED)
    moment = Moment(chosen)
    cycles = killed = commands = 0
    for ledger in range(CRASHES // CRASHES_OF_A_LEDGER):
        load = Load(program, tmp_path / f"{ledger}", chosen)
        crashes = 0
        while crashes < CRASHES_OF_A_LEDGER:
            is_late = crashes >= CRASHES_OF_A_LEDGER - 3
            is_alone = is_late and ledger % EACH_ALONE == EACH_ALONE - 1
            load.next_files(CALLERS if is_alone else 8)
            hit = load.crash(moment.next(len(load.files)))
            moment.learn(hit > 0)
            cycles, crashes, killed = cycles + 1, crashes + (hit > 0), killed + hit
            if hit and crashes % 5 == 0:
                load.store.verify()
        commands += load.settle()
    print(f"{CRASHES} crashes in {cycles} cycles, {killed} processes killed, {commands} commands")
