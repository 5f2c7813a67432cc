"""An erasure reaches through the whole ledger, and so do the holds and the floor that stop it.

A person may occur in a request alone: whoever acts stands in no event but a few. The request is
sealed under that person's key all the same, and is lost with it.
"""

import json

from conftest import SCENARIOS, Ledger
from vault import Closed, Log

PERSON = "person-77"
HELD = "deal/D17"


def run(program, folder, *options):
    """Two deals; a person accepts the terms of D17, which a hold is upon, and is nowhere else."""
    ledger = Ledger(program, folder / "ledger")
    ledger.run("init", "--clock", "history", *options)
    paths = []
    for scenario in (path for path in SCENARIOS if path.stem in ("D01", "D17")):
        commands = [json.loads(line) for line in scenario.read_text().splitlines()]
        for command in commands:
            if command["command"] == "AcceptTerms" and command["deal"] == "D17":
                command["actor"]["person"] = PERSON
        paths.append(folder / scenario.name)
        paths[-1].write_text("".join(json.dumps(command) + "\n" for command in commands))
    ledger.run("submit", *paths)
    return ledger


def order(ledger, folder, deal):
    """What an order to erase the person does, given upon a deal."""
    command = {
        "command": "ErasePersonalData", "deal": deal, "at": "2026-03-01T02:00:00Z",
        "actor": {"role": "privacyOfficer"},
        "data": {"subject": PERSON, "legalBasis": "a test (invented)", "mode": "erase"}}
    (folder / "erase.ndjson").write_text(json.dumps(command) + "\n")
    ledger.run("submit", folder / "erase.ndjson")
    return json.loads(ledger.lines()[-1])["data"]


def closed(ledger):
    """The subjects of the requests that no key is left for."""
    log = Log(ledger.path / "log", ledger.path / "keys")
    found = set()
    for position, place in log.requests().items():
        try:
            log.record(place)
        except Closed:
            found.add(log.events[position]["subject"])
    return found


def test_without_hold_or_floor_the_request_is_erased(program, tmp_path):
    """The control, with the hold taken out: the request is what the person is held in."""
    ledger = Ledger(program, tmp_path / "ledger")
    ledger.run("init", "--clock", "history")
    lines = next(path for path in SCENARIOS if path.stem == "D16").read_text().splitlines()
    commands = [json.loads(line) for line in lines]
    for command in commands:
        if command["command"] == "AcceptTerms":
            command["actor"]["person"] = PERSON
    (tmp_path / "D16.ndjson").write_text("".join(json.dumps(line) + "\n" for line in commands))
    ledger.run("submit", tmp_path / "D16.ndjson")
    assert closed(ledger) == set()
    assert order(ledger, tmp_path, "D16")["applied"] == "erase"
    assert closed(ledger) == {"deal/D16"}


def test_a_hold_keeps_what_is_in_its_own_deal(program, tmp_path):
    ledger = run(program, tmp_path)
    assert order(ledger, tmp_path, "D17")["applied"] == "restrict"
    assert closed(ledger) == set()


def test_a_hold_keeps_what_is_in_its_deal_from_an_order_upon_another(program, tmp_path):
    ledger = run(program, tmp_path)
    order(ledger, tmp_path, "D01")
    assert HELD not in closed(ledger)


def test_the_retention_floor_keeps_requests(program, tmp_path):
    ledger = run(program, tmp_path, "--retention-days", "7300")
    order(ledger, tmp_path, "D01")
    assert closed(ledger) == set()


def test_the_event_says_that_the_person_was_seen(program, tmp_path):
    ledger = run(program, tmp_path)
    seen = order(ledger, tmp_path, "D01")["subjectSeen"]
    assert seen or closed(ledger) == set()
