"""Invented deals, as a ledger of them reads from outside."""

import json
import subprocess


def test_invented_deals_are_told_as_they_stand_in_the_log(program, tmp_path):
    path = tmp_path / "ledger"
    done = subprocess.run(
        [program, "demo", "--deals", "60", "--seed", "4", "--json", "--ledger", path],
        capture_output=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr.decode()
    told = json.loads(done.stdout)
    log = subprocess.run(
        [program, "log", "--ledger", path], capture_output=True, timeout=60, check=True
    )
    lines = [json.loads(line) for line in log.stdout.splitlines()]
    deals = [line for line in lines if line["subject"].startswith("deal/")]
    assert told["holds"] is True
    assert (told["deals"], told["events"]) == (60, len(deals))
    assert told["commands"] == len({line["commandid"] for line in deals})
    for kind, count in told["eventTypes"].items():
        assert count == sum(line["type"] == kind for line in deals), kind
    titles = [line["data"]["title"] for line in deals if line["type"].startswith("deal.proposed.")]
    assert len(titles) == 60
    for title in titles:
        assert {"en", "zh-Hans"} < set(title)
        assert all(text.endswith("(synthetic)") for text in title.values())
