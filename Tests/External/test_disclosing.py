"""What `dealledger disclose` writes verifies with code that shares nothing with it."""

import json
from base64 import b64decode

import disclosures
import pytest
from conftest import Ledger, SCENARIOS, strict
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from test_checkpoint import parse, spell
from test_disclosure import climb, shown, taken_apart

TO = ("--to", "Ministry (invented)", "--basis", "yearly report (invented)", "--at", "2030-01-01T00:00:00Z")

# Lines of deals that are signed, none of whose fields is of class sealed or personal.
OPEN_TYPES = (
    "deal.payment-recorded.v1", "deal.royalty-stated.v1", "deal.obligation-scheduled.v1",
    "deal.delivery-recorded.v1", "deal.regulatory-case-filed.v1", "deal.closed.v1",
    "deal.audit-finding-recorded.v1", "deal.amendment-proposed.v1",
)
# Lines with a field in an object, in a list or outside deals.
NESTED = (
    ("deal.proposed.v1", "parties/0/kind"), ("deal.proposed.v1", "parties/1/region"),
    ("deal.amendment-proposed.v1", "redline/0/new"), ("deal.position-assigned.v1", "party/kind"),
)


@pytest.fixture(scope="module")
def bench(program, tmp_path_factory):
    """A ledger of its own: disclosures are recorded, and other tests count lines."""
    ledger = Ledger(program, tmp_path_factory.mktemp("disclosing") / "ledger")
    ledger.run("init", "--clock", "history", "--origin", "example.org/external")
    ledger.run("submit", *SCENARIOS)
    return ledger


@pytest.fixture(scope="module")
def events(bench):
    """The lines of deals that may disclose, the latest of their type last."""
    lines = [strict(line) for line in bench.lines()]
    subjects = {line["subject"] for line in lines if line["type"] == "deal.fully-signed.v1"}
    ended = {
        line["subject"] for line in lines
        if line["type"] in ("deal.rescinded.v1", "deal.lapsed.v1", "deal.terminated.v1")
    }
    return {line["type"]: line for line in lines if line["subject"] in subjects - ended}


@pytest.fixture(scope="module")
def key(bench):
    return bench.run("checkpoint", "key").stdout.decode().strip()


def disclose(bench, position, fields):
    return strict(bench.run("disclose", position, "--fields", fields, *TO).stdout)


def verify(bench, tmp_path, file, key):
    path = tmp_path / "disclosure.json"
    path.write_text(json.dumps(file))
    return bench.run("verify-disclosure", path, "--key", key, "--json", check=False)


def hidden(event):
    return len(disclosures.digests(event))


@pytest.mark.parametrize("type", OPEN_TYPES)
def test_all_fields_of_a_line(bench, events, key, tmp_path, type):
    event = events[type]
    file = disclose(bench, event["id"], "all")
    _, line, claimed = taken_apart(file)
    assert strict(line) == event
    assert len(claimed) == hidden(event) > 0
    payload = shown(file, key)
    assert "_sd" not in json.dumps(payload)
    for _, name, value in claimed:
        assert json.dumps(value) in json.dumps(payload), name
    verified = strict(verify(bench, tmp_path, file, key).stdout)
    assert verified["hidden"] == []
    assert verified["line"] == payload


@pytest.mark.parametrize("type", OPEN_TYPES)
def test_one_field_of_a_line(bench, events, key, tmp_path, type):
    event = events[type]
    file = disclose(bench, event["id"], "all")
    path = strict(verify(bench, tmp_path, file, key).stdout)["disclosed"][0]
    file = disclose(bench, event["id"], path)
    _, _, claimed = taken_apart(file)
    assert [name for _, name, _ in claimed] == [path.rsplit("/", 1)[1]]
    verified = strict(verify(bench, tmp_path, file, key).stdout)
    assert verified["disclosed"] == [path]
    assert verified["line"] == shown(file, key)
    assert sum(owner["fields"] for owner in verified["hidden"]) == hidden(event) - 1


@pytest.mark.parametrize("type", (*OPEN_TYPES, "deal.proposed.v1"))
def test_no_field_of_a_line(bench, events, key, tmp_path, type):
    event = events[type]
    size = len(bench.lines())
    file = disclose(bench, event["id"], "none")
    assert len(bench.lines()) == size, "nothing is shown, and nothing recorded"
    _, line, claimed = taken_apart(file)
    assert (strict(line), claimed) == (event, [])
    assert verify(bench, tmp_path, file, key).returncode == 0
    assert shown(file, key)["id"] == event["id"]


@pytest.mark.parametrize("type, path", NESTED)
def test_a_field_of_an_object_inside(bench, events, key, tmp_path, type, path):
    file = disclose(bench, events[type]["id"], path)
    found = shown(file, key)["data"]
    for step in path.split("/"):
        found = found[int(step)] if isinstance(found, list) else found[step]
    _, _, [[_, name, value]] = taken_apart(file)
    assert (name, value) == (path.rsplit("/", 1)[1], found)
    assert strict(verify(bench, tmp_path, file, key).stdout)["disclosed"] == ["data/" + path]


@pytest.mark.parametrize("type", OPEN_TYPES)
def test_the_digests_of_a_line_are_those_of_salts_and_values(bench, events, type):
    _, line, claimed = taken_apart(disclose(bench, events[type]["id"], "all"))
    computed = [disclosures.digest(*disclosure) for disclosure in claimed]
    assert computed == disclosures.digests(strict(line))
    salts = [disclosures.decode(salt) for salt, _, _ in claimed]
    assert len(set(salts)) == len(salts) and {len(salt) for salt in salts} == {32}


def test_the_line_is_in_the_tree_that_the_note_signs(bench, events, key):
    file = disclose(bench, events["deal.payment-recorded.v1"]["id"], "amount")
    text, signature = parse(file["checkpoint"])
    signed = b64decode(signature.rsplit(" ", 1)[1], validate=True)
    public = Ed25519PublicKey.from_public_bytes(spell(key)[2])
    public.verify(signed[4:], text)
    with pytest.raises(InvalidSignature):
        public.verify(signed[4:], text + b"x")
    _, size, root = text.decode().split("\n")[:3]
    _, line, _ = taken_apart(file)
    proof = file["inclusion"]
    assert (proof["size"], proof["position"]) == (int(size), int(strict(line)["id"]))
    assert climb(line, proof) == b64decode(root)
    assert climb(line.replace(b"party", b"Party", 1), proof) != b64decode(root)
    assert bench.lines()[proof["position"]] == line


def test_it_is_recorded(bench, events):
    event = events["deal.royalty-stated.v1"]
    disclose(bench, event["id"], "netSales,royaltyDue")
    record = strict(bench.lines()[-1])
    assert (record["type"], record["subject"]) == ("deal.disclosure-made.v1", event["subject"])
    assert record["data"] == {
        "fieldClasses": ["parties"], "fields": ["data/netSales", "data/royaltyDue"],
        "legalBasis": TO[3], "position": int(event["id"]), "recipient": TO[1],
    }


def test_the_package_passes_over_a_forged_one_in_silence_and_ours_names_it(
    bench, events, key, tmp_path
):
    file = disclose(bench, events["deal.payment-recorded.v1"]["id"], "all")
    _, _, claimed = taken_apart(file)
    salt, name, value = next(claim for claim in claimed if claim[1] == "amount")
    honest = disclosures.encode(json.dumps([salt, name, value], separators=(",", ":")).encode())
    value = {**value, "value": "1.00"}
    forged = disclosures.encode(json.dumps([salt, name, value], separators=(",", ":")).encode())
    assert honest in file["sd_jwt"]
    for sd_jwt in (file["sd_jwt"].replace(honest, forged), file["sd_jwt"] + forged + "~"):
        assert shown({**file, "sd_jwt": sd_jwt}, key)["data"].get("amount") != value
        refused = verify(bench, tmp_path, {**file, "sd_jwt": sd_jwt}, key)
        assert refused.returncode == 1
        assert refused.stdout == b""
        assert b'claims to be "amount"' in refused.stderr
        assert b"next: " in refused.stderr


def test_what_is_personal_goes_to_nobody(bench, events):
    event, size = events["deal.proposed.v1"], len(bench.lines())
    refused = bench.run(
        "disclose", event["id"], "--fields", "parties/0/contact", *TO, check=False)
    assert refused.returncode == 1
    assert b"class-not-disclosable" in refused.stderr
    assert len(bench.lines()) == size
