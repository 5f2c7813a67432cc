"""Disclosure files hold what others can verify: SD-JWT, tree, note, and each by other code."""

import json
from base64 import b64decode
from hashlib import sha256

import disclosures
import pytest
from conftest import ROOT, strict
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from jwcrypto.jwk import JWK
from sd_jwt.verifier import SDJWTVerifier
from test_checkpoint import parse, spell

GOLDEN = ROOT / "Tests/Golden/disclosure-1"
HONEST = ("all", "one", "none")
PRICE = {"currency": "THB", "value": "1250000.50"}


@pytest.fixture(scope="module")
def key():
    return (GOLDEN / "log.vkey").read_text().strip()


def read(name):
    return strict((GOLDEN / f"{name}.json").read_text())


def shown(file, key):
    """What the `sd-jwt` package makes of it."""
    public = disclosures.encode(spell(key)[2])
    jwk = JWK(kty="OKP", crv="Ed25519", x=public)
    return SDJWTVerifier(file["sd_jwt"], lambda issuer, header: jwk).get_verified_payload()


def taken_apart(file):
    """Header and line as they stand, and the disclosures."""
    signed, *shown, rest = file["sd_jwt"].split("~")
    assert rest == ""
    header, payload, _ = signed.split(".")
    shown = [json.loads(disclosures.decode(disclosure)) for disclosure in shown]
    return strict(disclosures.decode(header)), disclosures.decode(payload), shown


def test_the_package_sees_all_fields(key):
    data = shown(read("all"), key)["data"]
    assert data == {
        "price": PRICE,
        "note": "Geprüft – ผ่าน\n审核通过",
        "remark": None,
        "parties": [{"party": "a"}, {"contact": {"subject": "s-1"}, "party": "b"}],
        "terms": {"rate": "3.5", "version": 1},
    }


def test_the_package_sees_one_field(key):
    data = shown(read("one"), key)["data"]
    assert data == {
        "parties": [{"party": "a"}, {"contact": {"subject": "s-1"}, "party": "b"}],
        "terms": {"version": 1},
    }


def test_the_package_sees_no_field(key):
    line = shown(read("none"), key)
    assert line["data"] == {
        "parties": [{"party": "a"}, {"party": "b"}], "terms": {"version": 1}}
    assert line["id"] == "2"


def test_the_package_refuses_an_altered_line(key):
    file = read("all")
    header, payload, rest = file["sd_jwt"].split(".", 2)
    line = disclosures.decode(payload).replace(b'"id":"2"', b'"id":"3"')
    file["sd_jwt"] = f"{header}.{disclosures.encode(line)}.{rest}"
    with pytest.raises(Exception, match="[Vv]erification failed"):
        shown(file, key)


def test_the_package_passes_over_a_forged_disclosure_in_silence(key):
    """RFC 9901, section 7.1, asks for a refusal. Ours refuses this very file (GoldenTests)."""
    _, _, claimed = taken_apart(read("forged"))
    assert claimed[0][1:] == ["price", {"currency": "THB", "value": "1.00"}]
    assert "price" not in shown(read("forged"), key)["data"]


@pytest.mark.parametrize("name", HONEST)
def test_its_digests_are_those_of_salts_and_values(name):
    _, line, claimed = taken_apart(read(name))
    known = disclosures.digests(strict(line))
    assert len(known) == len(set(known)) == 5
    computed = [disclosures.digest(*disclosure) for disclosure in claimed]
    assert computed == [digest for digest in known if digest in computed]
    assert len(computed) == {"all": 5, "one": 1, "none": 0}[name]


def test_a_forged_one_has_a_digest_that_is_nowhere_in_the_line():
    _, line, claimed = taken_apart(read("forged"))
    known = disclosures.digests(strict(line))
    assert [disclosures.digest(*claim) in known for claim in claimed] == [False] + [True] * 4


def test_the_digest_is_that_of_the_rfc():
    disclosure = '["_26bc4LT-ac6q2KI6cBW5es", "family_name", "Möbius"]'
    encoded = disclosures.encode(disclosure.encode()).encode()
    digest = disclosures.encode(sha256(encoded).digest())
    assert digest == "X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0"


@pytest.mark.parametrize("name", HONEST)
def test_the_header_names_the_key(name, key):
    header, _, _ = taken_apart(read(name))
    kid = "+".join(key.split("+")[:2])
    assert header == {"alg": "EdDSA", "kid": kid, "typ": "dealledger+sd-jwt"}


@pytest.mark.parametrize("name", HONEST)
def test_the_line_is_in_the_tree_that_the_note_signs(name, key):
    file = read(name)
    text, signature = parse(file["checkpoint"])
    signed = b64decode(signature.rsplit(" ", 1)[1], validate=True)
    Ed25519PublicKey.from_public_bytes(spell(key)[2]).verify(signed[4:], text)
    origin, size, root = text.decode().split("\n")[:3]
    assert origin == spell(key)[0]
    proof = file["inclusion"]
    assert proof["size"] == int(size)
    _, line, _ = taken_apart(file)
    assert proof["position"] == int(strict(line)["id"])
    assert climb(line, proof) == b64decode(root)


def climb(line, proof):
    """RFC 9162, section 2.1.3.2."""
    place, last = proof["position"], proof["size"] - 1
    root = sha256(b"\x00" + line).digest()
    for sibling in (b64decode(hash, validate=True) for hash in proof["path"]):
        assert last > 0
        if place % 2 or place == last:
            root = sha256(b"\x01" + sibling + root).digest()
            while place % 2 == 0 and place:
                place, last = place >> 1, last >> 1
        else:
            root = sha256(b"\x01" + root + sibling).digest()
        place, last = place >> 1, last >> 1
    assert last == 0
    return root
