"""Which deal a file belongs to, who stands to it, and whether it is in force: told from its bytes."""

import json
from base64 import urlsafe_b64encode
from hashlib import sha256

import pytest
from conftest import SCENARIOS, Ledger
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

# Deal D06: an offer that was overtaken, the agreed terms, an amendment, and documents beside them.
NAMED = {"overtaken": "9e37b63a18522", "agreed": "42b68f8fa243a", "amended": "0aafd8d518954",
         "beside": "c958f79afbf7f", "settlement": "e8f62eb17eea8"}


def base64url(data):
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def detached_jws(key, payload):
    header = base64url(b'{"alg":"EdDSA"}')
    signature = key.sign(f"{header}.{base64url(payload.encode())}".encode())
    return f"{header}..{base64url(signature)}"


@pytest.fixture(scope="module")
def deal(program, tmp_path_factory):
    """D06 with files of ours behind its hashes, and a key for one of the two who sign."""
    folder = tmp_path_factory.mktemp("documents")
    ledger = Ledger(program, folder / "ledger")
    ledger.run("init", "--clock", "history", "--origin", "example.org/documents")
    text = next(path for path in SCENARIOS if path.stem == "D06").read_text()
    key = Ed25519PrivateKey.generate()
    for name, start in NAMED.items():
        file = folder / f"{name}.txt"
        file.write_text(f"The {name} document of D06 (invented).\n")
        hashes = {part[:71] for part in text.split('"') if part.startswith(f"sha256:{start}")}
        assert len(hashes) == 1
        text = text.replace(hashes.pop(), f"sha256:{sha256(file.read_bytes()).hexdigest()}")
    commands = [json.loads(line) for line in text.splitlines()]
    for command in commands:
        if command["command"] == "SignDeal" and command["actor"]["party"] == "caih":
            command["data"]["format"] = "JWS"
            command["data"]["signature"] = detached_jws(key, command["data"]["termsHash"])
    jwk = {"kty": "OKP", "crv": "Ed25519", "x": base64url(key.public_key().public_bytes_raw())}
    commands.insert(0, {
        "command": "RegisterPartyKey", "at": "2019-01-07T02:00:00Z", "actor": {"role": "registrar"},
        "data": {"party": "caih", "key": jwk, "validFrom": "2019-01-07"}})
    file = folder / "D06.ndjson"
    file.write_text("".join(json.dumps(command) + "\n" for command in commands))
    ledger.run("submit", file)
    return ledger


def told(deal, name, *options, status=0):
    done = deal.run("verify-file", deal.path.with_name(f"{name}.txt"), "--json", *options, check=False)
    assert done.returncode == status, done.stderr.decode()
    return json.loads(done.stdout)["documents"]


def lines(deal):
    return [json.loads(line) for line in deal.run("log").stdout.splitlines()]


def test_the_agreed_terms_with_all_who_stand_to_them(deal):
    [use] = told(deal, "agreed", "--on", "2021-06-30")
    assert (use["deal"], use["kind"], use["id"]) == ("D06", "terms", "3")
    assert (use["standing"], use["inForce"]) == ("in-force", True)
    assert [(act["what"], act["party"], act.get("assurance"), act.get("body") is not None)
            for act in use["acts"]] == [
        ("offered", "caih", None, False), ("accepted", "ph-telecom", None, False),
        ("approved", "caih", None, True), ("approved", "ph-telecom", None, True),
        ("signed", "caih", "verified", False), ("signed", "ph-telecom", "unverified", False)]
    assert all(act["stands"] for act in use["acts"])


def test_the_positions_are_those_of_the_log(deal):
    log = lines(deal)
    types = {"offered": "terms-offered", "accepted": "terms-accepted", "signed": "signed",
             "approved": "approval-granted"}
    for act in told(deal, "agreed")[0]["acts"]:
        line = log[act["position"]]
        assert line["subject"] == "deal/D06" and line["revision"] == act["revision"]
        assert line["type"] == f"deal.{types[act['what']]}.v1" and line["occurred"] == act["at"]


@pytest.mark.parametrize("name, day, standing", [
    ("overtaken", "2021-06-30", "superseded"),
    ("agreed", "2020-01-01", "in-force-later"),
    ("agreed", "2022-03-30", "in-force"),
    ("agreed", "2026-01-01", "replaced"),
    ("amended", "2021-06-30", "in-force-later"),
    ("amended", "2026-01-01", "in-force"),
    ("beside", "2026-01-01", "recorded"),
    ("settlement", "2026-01-01", "recorded"),
])
def test_how_a_document_stands_on_a_day(deal, name, day, standing):
    [use] = told(deal, name, "--on", day)
    assert use["standing"] == standing, use["words"]
    assert use["inForce"] == (standing == "in-force")


def test_a_file_that_differs_by_a_byte_is_named_by_nothing(deal):
    other = deal.path.with_name("other.txt")
    other.write_bytes(deal.path.with_name("agreed.txt").read_bytes() + b" ")
    assert told(deal, "other", status=1) == []
    done = deal.run("verify-file", other, check=False)
    assert done.returncode == 1 and b"next:" in done.stderr


def test_the_table_names_each_position(deal):
    text = deal.run("verify-file", deal.path.with_name("agreed.txt")).stdout.decode()
    for act in told(deal, "agreed")[0]["acts"]:
        assert any(line.split()[:1] == [str(act["position"])] for line in text.splitlines())
    assert "verified" in text and "valid" not in text


def test_a_file_that_is_not_there_is_told(deal):
    done = deal.run("verify-file", deal.path / "nothing", check=False)
    assert done.returncode == 66 and b"next:" in done.stderr
