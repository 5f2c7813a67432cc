"""The network from outside: its files are taken, verified by two programs, and counted in SQL."""

import json
import sqlite3
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT, Ledger
from test_verify_py import Auditor

FILES = [ROOT / f"Schemas/network/{name}.ndjson" for name in ("seeds", "figures", "example")]

# What Schemas/network/README.md says that each measure counts, as of a day.
MEASURES = {
    "activeMembers": "SELECT count(*) FROM members WHERE joined_on <= :day AND (left_on IS NULL OR left_on > :day)",
    "memberAseanCountries": """SELECT count(DISTINCT country) FROM members WHERE joined_on <= :day
        AND country IN ('BN','ID','KH','LA','MM','MY','PH','SG','TH','VN')""",
    "mechanismCountries": """SELECT count(DISTINCT country) FROM mechanisms
        WHERE kind = 'bilateralMechanism' AND established_on <= :day AND (ended_on IS NULL OR ended_on > :day)""",
    "workingGroupCountries": """SELECT count(DISTINCT country) FROM mechanisms
        WHERE kind = 'workingGroup' AND established_on <= :day AND (ended_on IS NULL OR ended_on > :day)""",
    "guangxiFacilities": """SELECT count(*) FROM facilities WHERE level = 'guangxiSupported'
        AND kind IN ('lab', 'centre') AND opened_on <= :day AND (closed_on IS NULL OR closed_on > :day)""",
    "guangxiFacilityCountries": """SELECT count(DISTINCT country) FROM facilities WHERE level = 'guangxiSupported'
        AND kind IN ('lab', 'centre') AND opened_on <= :day AND (closed_on IS NULL OR closed_on > :day)""",
    "agriculturalParks": """SELECT count(*) FROM facilities WHERE kind = 'park' AND sector = 'modernAgriculture'
        AND opened_on <= :day AND (closed_on IS NULL OR closed_on > :day)""",
    "nationalLaboratories": """SELECT count(*) FROM facilities WHERE kind = 'lab' AND level = 'nationalBilateral'
        AND opened_on <= :day AND (closed_on IS NULL OR closed_on > :day)""",
    "platforms": "SELECT count(*) FROM facilities WHERE kind = 'platform' AND opened_on <= :day",
    "servicePlatforms": "SELECT count(*) FROM facilities WHERE kind = 'servicePlatform' AND opened_on <= :day",
    "forumEdition": "SELECT max(edition) FROM gatherings WHERE kind = 'forum' AND from_on <= :day",
    "parkConsultationCountries":
        "SELECT count(DISTINCT country) FROM gatherings WHERE kind = 'parkConsultation' AND to_on <= :day",
    "gatherings": "SELECT count(*) FROM gatherings WHERE kind IN ('forum', 'matchmaking') AND to_on <= :day",
    "gatheringProjects": "SELECT sum(projects) FROM gatherings WHERE to_on <= :day",
    "gatheringEnterprises": "SELECT sum(enterprises) FROM gatherings WHERE to_on <= :day",
    "gatheringAgreements": "SELECT sum(agreements) FROM gatherings WHERE to_on <= :day",
}
HOLDS = {
    "=": lambda proved, claimed: proved == claimed,
    ">": lambda proved, claimed: proved > claimed,
    ">=": lambda proved, claimed: proved >= claimed,
    "~": lambda proved, claimed: abs(proved - claimed) * 20 <= claimed,
}


@pytest.fixture(scope="module")
def network(program, tmp_path_factory):
    """A ledger that holds the files of the network."""
    ledger = Ledger(program, tmp_path_factory.mktemp("network") / "ledger")
    ledger.run("init", "--clock", "history", "--origin", "example.org/network")
    told = ledger.run("submit", *FILES, "--json").stdout.splitlines()
    assert {json.loads(line)["outcome"] for line in told} == {"accepted"}
    ledger.run("checkpoint", "create")
    return ledger


def test_its_files_stand_in_streams_of_their_own_and_verify(network):
    lines = [json.loads(line) for line in network.lines()]
    assert {line["subject"].split("/")[0] for line in lines} == {"ledger", "network", "figure"}
    verified = json.loads(network.run("verify", "--json").stdout)
    commands = sum(len(path.read_text().splitlines()) for path in FILES)
    assert verified["counts"]["decidedAgain"] == commands
    assert verified["counts"]["legalEvents"] == len(lines)


def test_a_file_sent_twice_is_repeated(network):
    told = network.run("submit", *FILES, "--json").stdout.splitlines()
    assert {json.loads(line)["outcome"] for line in told} == {"repeated"}


def test_a_person_asks_with_one_command(network):
    data = {"member": "ex-new", "name": {"en": "New (synthetic)"}, "country": "LA", "kind": "university",
            "joinedOn": "2021-11-01", "synthetic": True}
    call = ["command", "JoinNetwork", "--at", "2021-11-02T00:00:00Z", "--data", json.dumps(data)]
    dry = network.run(*call, "--dry-run")
    assert b"network.member-joined.v1" in dry.stdout
    network.run(*call)
    again = network.run(*call, "--json", check=False)
    assert again.returncode == 1
    assert json.loads(again.stdout)["code"] == "already-a-member"


@pytest.mark.parametrize("options", [
    [], ["--with-requests"], ["--subject", "network/ex-lab", "--with-requests"], ["--subject", "figure/F01"],
    ["--subject", "network/absent"], ["--type", "figure.published.v1"]], ids=" ".join)
def test_two_verifiers_accept_bundles_of_it(network, tmp_path, options):
    path = tmp_path / "network.bundle"
    network.run("export", "bundle", *options, "-o", path)
    key = network.run("checkpoint", "key").stdout.decode().strip()
    report = Auditor(tmp_path, key).report(path)
    assert report is not None and report.status == 0
    replay = Path(network.program).with_name("dealledger-replay")
    done = subprocess.run([replay, path, "--key", key, "--quiet"], capture_output=True, timeout=60)
    assert done.returncode == 0, done.stderr.decode()


def test_the_invented_network_bears_out_what_is_claimed_and_proves_no_member(program, tmp_path):
    path = tmp_path / "ledger"
    done = subprocess.run(
        [program, "demo", "--network", "--json", "--ledger", path], capture_output=True, timeout=240, cwd=ROOT)
    assert done.returncode == 0, done.stderr.decode()
    told = json.loads(done.stdout)
    assert told["holds"] is True and told["deals"] == 0
    assert told["eventTypes"]["network.member-joined.v1"] == 2601
    with sqlite3.connect(f"file:{path}/models/current?mode=ro", uri=True) as models:
        claims = models.execute(
            "SELECT figure, comparator, value, as_of_on, measure FROM published_figures"
            " WHERE measure IS NOT NULL AND measure != 'dealFields'").fetchall()
        assert len(claims) == 27
        missed = []
        for figure, comparator, value, day, measure in claims:
            proved = models.execute(MEASURES[measure], {"day": day}).fetchone()[0]
            if not HOLDS[comparator](proved, int(value)):
                missed.append((figure, comparator, value, day, proved))
        # Members who joined since: a bare round number claims that there were exactly so many.
        assert {(figure, day) for figure, _, _, day, _ in missed} == {
            ("timeline-members", "2013-09-30"), ("timeline-members", "2020-11-27"),
            ("timeline-members", "2021-01-21")}, missed
        assert models.execute("SELECT count(*), count(source) FROM members").fetchone() == (2601, 0)
        assert models.execute("SELECT count(source) FROM facilities").fetchone() == (10,)


def test_deals_and_network_are_told_together(program, tmp_path):
    path = tmp_path / "ledger"
    done = subprocess.run(
        [program, "demo", "--deals", "5", "--network", "--json", "--ledger", path],
        capture_output=True, timeout=240, cwd=ROOT)
    assert done.returncode == 0, done.stderr.decode()
    log = subprocess.run([program, "log", "--ledger", path], capture_output=True, timeout=60, check=True)
    lines = [json.loads(line) for line in log.stdout.splitlines()]
    assert {line["subject"].split("/")[0] for line in lines} == {"ledger", "deal", "network", "figure"}
    legal = [line["occurred"] for line in lines if line["subject"] != "ledger"]
    assert legal == sorted(legal)


@pytest.mark.parametrize("call", [
    ["--seed", "1"], ["--network", "--from", "2014"], ["--network", "--scenarios", "."]], ids=" ".join)
def test_what_does_not_go_together_is_refused(program, tmp_path, call):
    done = subprocess.run(
        [program, "demo", *call, "--ledger", tmp_path / "ledger"], capture_output=True, timeout=60)
    assert done.returncode == 64
    assert not (tmp_path / "ledger").exists()
