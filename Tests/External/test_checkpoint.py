"""The signed tree head is over the lines, and verifies with another library."""

import subprocess
from base64 import b64decode
from hashlib import sha256

import merkle
import pytest
from conftest import Ledger
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

ORIGIN = "example.org/external"


@pytest.fixture(scope="module")
def note(ledger, lines):
    return ledger.run("checkpoint", "create").stdout.decode()


@pytest.fixture(scope="module")
def key(ledger):
    return ledger.run("checkpoint", "key").stdout.decode().strip()


def test_its_root_is_that_of_the_lines(note, lines):
    origin, size, root = note.split("\n")[:3]
    assert origin == ORIGIN
    assert size == str(len(lines))
    assert b64decode(root, validate=True) == merkle.root(lines)


def test_its_signature_verifies(note, key):
    text, signature = parse(note)
    name, identifier, public = spell(key)
    assert signature.startswith(f"— {name} ")
    signed = b64decode(signature.rsplit(" ", 1)[1], validate=True)
    assert signed[:4] == identifier
    Ed25519PublicKey.from_public_bytes(public).verify(signed[4:], text)
    with pytest.raises(InvalidSignature):
        Ed25519PublicKey.from_public_bytes(public).verify(signed[4:], b"x" + text)


def test_its_key_is_the_one_that_line_0_names(key, events):
    assert events[0]["data"]["key"] == key
    assert events[0]["data"]["origin"] == ORIGIN


def test_it_is_the_same_when_it_is_made_again(ledger, note):
    assert ledger.run("checkpoint", "create").stdout.decode() == note


def test_an_earlier_one_is_over_the_first_lines(program, tmp_path, lines):
    ledger = Ledger(program, tmp_path / "ledger")
    ledger.run("init", "--clock", "history", "--origin", ORIGIN)
    notes = [ledger.run("checkpoint", "create").stdout.decode()]
    for number in range(5):
        command = (
            '{"command":"ProposeDeal","deal":"D%d","at":"2021-09-13T02:00:00Z",'
            '"actor":{"party":"a","role":"party"},"data":{"type":["OPTION"],"title":{"en":"T"},"parties":['
            '{"party":"a","role":"assignor","country":"CN","name":"A"},'
            '{"party":"b","role":"assignee","country":"TH","name":"B"}]}}' % number
        )
        subprocess.run(
            [program, "submit", "-", "--ledger", str(tmp_path / "ledger")],
            input=command.encode(), check=True, capture_output=True)
        notes.append(ledger.run("checkpoint", "create").stdout.decode())
    lines = ledger.lines()
    for size, note in enumerate(notes, start=1):
        assert b64decode(note.split("\n")[2]) == merkle.root(lines[:size])


def parse(note):
    """C2SP signed-note: a text that ends with a line feed, an empty line, signatures."""
    text, signatures = note.rsplit("\n\n", 1)
    signature, rest = signatures.split("\n", 1)
    assert rest == ""
    return (text + "\n").encode(), signature


def spell(key):
    """A C2SP verifier key: name+id+base64(0x01 || public key)."""
    name, identifier, encoded = key.split("+", 2)
    decoded = b64decode(encoded, validate=True)
    assert decoded[0] == 1 and len(decoded) == 33
    expected = sha256(name.encode() + b"\n" + decoded).digest()[:4]
    assert bytes.fromhex(identifier) == expected
    return name, expected, decoded[1:]
