"""Callers that submit to one ledger at a time, what each was told, and whether that still holds.

A caller is a deal of its own: its commands come in order, each needs the one before, and those of
several callers take turns in one file. A process runs one file, and has all of it in flight.
"""

import json
import subprocess
import time
from base64 import b64encode

from merkle import root


def commands(deal, comments):
    """A deal's commands in order; the comments are sealed."""
    parties = [
        {"party": "a", "role": "service", "country": "CN", "name": "A (invented)"},
        {"party": "b", "role": "host", "country": "TH", "name": "B (invented)"},
    ]
    steps = [
        ("ProposeDeal", "a",
         {"type": ["TALENT_AND_INCUBATION"], "title": {"en": "Load (invented)"}, "parties": parties}),
        ("ExpressInterest", "b", {}),
        ("OpenNegotiation", "a", {}),
        ("OfferTerms", "a", {"baseVersion": 0, "termsHash": "sha256:" + "ab" * 32}),
    ]
    for number in range(comments):
        steps.append(("CommentTerms", "b", {"version": 1, "path": "/", "text": f"remark {number}"}))
    now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    for name, party, data in steps:
        actor = {"role": "party", "party": party}
        yield {"command": name, "deal": deal, "at": now, "actor": actor, "data": data}


def command_file(path, deals, comments=2):
    """A file in which the callers of these deals take turns."""
    turns = zip(*(commands(deal, comments) for deal in deals))
    path.write_text("".join(json.dumps(command) + "\n" for turn in turns for command in turn))
    return path


def receipts(output):
    """What was told, by the number of the line; one that a kill cut short was told to nobody."""
    whole = output[: output.rfind(b"\n") + 1]
    said = [json.loads(line) for line in whole.splitlines()]
    return {receipt.pop("line"): receipt for receipt in said}


class Store:
    """A live ledger, all that was acknowledged in it, and its lines as last seen."""

    def __init__(self, program, path):
        self.program, self.path = program, path
        self.told = {}
        """The receipt without its outcome, by file and line."""
        self.lines = []
        self.run("init", check=0)

    def command(self, *arguments):
        return [self.program, *map(str, arguments), "--ledger", str(self.path)]

    def run(self, *arguments, check=None, **options):
        done = subprocess.run(
            self.command(*arguments), capture_output=True, timeout=120, **options)
        if check is not None:
            assert done.returncode == check, (arguments, done.returncode, done.stderr.decode())
        return done

    def start(self, *arguments, **options):
        """A process that goes on; its output is read with `communicate`."""
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        return subprocess.Popen(self.command(*arguments), **pipes, **options)

    def take(self, file, output):
        """Notes what was told: the same as before to whoever was told before."""
        for line, receipt in receipts(output).items():
            outcome, before = receipt.pop("outcome"), self.told.get((file, line))
            if before is None:
                assert outcome in ("accepted", "repeated"), (file, line, outcome, receipt)
                self.told[file, line] = receipt
            else:
                assert (outcome, receipt) == ("repeated", before), (file, line, outcome, receipt)

    def submit(self, file):
        """Without anything in the way: all of it is taken, or was."""
        done = self.run("submit", "--json", file, check=0)
        self.take(file, done.stdout)
        missing = set(range(1, len(file.read_text().splitlines()) + 1)) - {
            line for name, line in self.told if name == file}
        assert not missing, missing

    def look(self):
        """No line has gone or changed, positions are dense, and all that was told stands there."""
        lines = self.run("log", check=0).stdout.split(b"\n")[:-1]
        assert lines[: len(self.lines)] == self.lines
        events = [json.loads(line) for line in lines[len(self.lines) :]]
        for position, event in enumerate(events, len(self.lines)):
            assert event["id"] == str(position), (position, event["id"])
        self.lines = lines
        for place, receipt in self.told.items():
            assert receipt["position"] < len(lines), f"{place} was told {receipt}, and it is gone"
            event = json.loads(lines[receipt["position"]])
            stands = event["deal"] if "deal" in event else event["subject"].split("/")[-1]
            assert (stands, event["type"]) == (receipt["deal"], receipt["events"][-1]), place
        positions = [receipt["position"] for receipt in self.told.values()]
        assert len(set(positions)) == len(positions), "two commands were told the same position"

    def verify(self):
        """All four levels hold, over the very lines that are seen."""
        self.look()
        done = self.run("verify", "--json")
        certificate = json.loads(done.stdout or b"{}")
        has_deals = len(self.lines) > 1
        assert done.returncode == (0 if has_deals else 2), (done.stdout[-600:], done.stderr)
        assert certificate["size"] == len(self.lines)
        assert certificate["root"] == b64encode(root(self.lines)).decode()
        return certificate
