"""A price is not found by trying all prices against what stands in the clear.

The one who guesses has the stored line, and so all public fields and digests. He knows the command
but for its price, the currency, and how the sender's program spells; what he lacks are the salts. He
tries every whole price from 0 to 10,000,000: all of them in the spellings that a ledger without
salts would have, every 61st thousand (the true one among them) in the others. DEALLEDGER_NIGHTLY=1
tries all in each.
"""

import json
import os
from base64 import urlsafe_b64encode
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from hashlib import sha256

import disclosures
import pytest
from conftest import SCENARIOS, Ledger
from vault import Log

HIGHEST = 10_000_000
PRICE = 1_234_567
NIGHTLY = os.environ.get("DEALLEDGER_NIGHTLY") == "1"
EMPTY_SALT, ZERO_SALT = "", disclosures.encode(bytes(32))


def command(price):
    """What the sender's program writes."""
    return (
        '{"command":"RecordPayment","deal":"D12","at":"2022-09-20T02:00:00Z",'
        '"actor":{"party":"sg-coat","role":"party"},'
        '"data":{"payment":"G-1","payer":"sg-coat","payee":"gx-newmat","paidOn":"2022-09-20",'
        f'"amount":{{"value":"{price}","currency":"SGD"}}}}}}'
    )


# The one who guesses


@dataclass
class Spelling:
    """A message that a digest may be of, but for the price in it."""

    name: str
    text: str
    """With # in place of the price."""
    base64: bool = False
    likely: bool = False
    head: bytes = b""
    """Bytes before the text."""

    def digest(self, price):
        return sha256(self.head + self.encoded(self.text.replace("#", str(price)).encode())).digest()

    def encoded(self, data):
        return urlsafe_b64encode(data).rstrip(b"=") if self.base64 else data


def spellings():
    """Of the amount, as a disclosure, as a value and as a number; and of the whole command."""
    values = ['{"currency":"SGD","value":"#"}', '{"value":"#","currency":"SGD"}',
              '{"currency": "SGD", "value": "#"}', '"#"', "#"]
    for value in values:
        likely = value == values[0]
        yield Spelling("disclosure, empty salt", f'["","amount",{value}]', True, likely)
        yield Spelling("disclosure, salt of zeros", f'["{ZERO_SALT}","amount",{value}]', True)
        yield Spelling("disclosure without salt", f'["amount",{value}]', True)
        yield Spelling("value", value, False, likely)
    yield Spelling("number", "#", True)
    yield Spelling("amount", "# SGD")
    request = command("#")
    length = len(command(PRICE)).to_bytes(4, "big")
    record = b"dealledger/command/1\n"
    yield Spelling("command", request)
    for findings in ("", "{}"):
        yield Spelling("record, no salt", request + findings, head=record + length)
        yield Spelling("record, salt of zeros", request + findings, head=record + bytes(32) + length)


def guess(spelling, targets, prices):
    """A price below HIGHEST whose digest is among the targets; None if there is none.

    Prices differ in their last three digits most often, so what stands before is hashed once for a
    thousand.
    """
    length = len(next(iter(targets)))
    before, after = (part.encode() for part in spelling.text.split("#"))
    tails = {}
    for thousand in prices:
        start = before + (str(thousand).encode() if thousand else b"")
        # In base64, three bytes of the message are four of what is hashed.
        rest = len(start) % 3 if spelling.base64 else 0
        carry = start[len(start) - rest :]
        if thousand and (carry, True) in tails:
            ends = tails[carry, True]
        else:
            numbers = [b"%03d" % low if thousand else b"%d" % low for low in range(1000)]
            ends = [spelling.encoded(carry + number + after) for number in numbers]
            tails[carry, thousand > 0] = ends
        state = sha256(spelling.head + spelling.encoded(start[: len(start) - rest]))
        for low, end in enumerate(ends):
            tried = state.copy()
            tried.update(end)
            if tried.digest()[:length] in targets:
                return thousand * 1000 + low
    return None


def found(spelling, targets, processes=2):
    """The same over all prices, on two processors."""
    step = 1 if spelling.likely or NIGHTLY else 61
    thousands = range(PRICE // 1000 % step, HIGHEST // 1000 + 1, step)
    pieces = [thousands[start::40] for start in range(40)]
    with ProcessPoolExecutor(processes) as pool:
        tries = [pool.submit(guess, spelling, targets, piece) for piece in pieces]
        prices = (done.result() for done in as_completed(tries))
        price = next((price for price in prices if price is not None), None)
        pool.shutdown(wait=False, cancel_futures=True)
        return price


# What he has


@pytest.fixture(scope="module")
def paid(program, tmp_path_factory):
    """A ledger whose last command is the payment, sent as a file of its own."""
    folder = tmp_path_factory.mktemp("guessing")
    ledger = Ledger(program, folder / "ledger")
    ledger.run("init", "--clock", "history")
    scenario = next(path for path in SCENARIOS if path.stem == "D12").read_bytes().splitlines()
    before = [line for line in scenario if json.loads(line)["at"] < "2022-09-20"]
    (folder / "before.ndjson").write_bytes(b"\n".join(before))
    ledger.run("submit", folder / "before.ndjson")
    (folder / "payment.ndjson").write_text(command(PRICE) + "\n")
    ledger.run("submit", folder / "payment.ndjson")
    return ledger


@pytest.fixture(scope="module")
def line(paid):
    return json.loads(paid.lines()[-1])


@pytest.fixture(scope="module")
def targets(line):
    """Every digest of the line."""
    assert line["type"] == "deal.payment-recorded.v1"
    digests = [disclosures.decode(digest) for digest in disclosures.digests(line["data"])]
    digests.append(bytes.fromhex(line["commanddigest"].removeprefix("sha256:")))
    assert {len(digest) for digest in digests} == {32} and len(digests) == 3
    return set(digests)


def test_no_price_is_found_in_any_spelling(targets):
    for spelling in spellings():
        assert found(spelling, targets) is None, spelling


@pytest.mark.parametrize("number", range(0, len(list(spellings())), 4))
def test_a_price_without_a_salt_is_found(number, targets):
    """The control: a line in which just one digest has no salt, in every fourth spelling."""
    spelling = list(spellings())[number]
    assert found(spelling, targets | {spelling.digest(PRICE)}) == PRICE


def test_with_the_salt_it_is_found(paid, targets):
    """Another control: it is the salt that keeps it, and whoever gets the disclosure can check it."""
    log = Log(paid.path / "log", paid.path / "keys")
    salt, name, value = log.disclosures(len(log.lines) - 1)[0]
    assert (name, value) == ("amount", {"currency": "SGD", "value": str(PRICE)})
    text = f'["{salt}","amount",{{"currency":"SGD","value":"#"}}]'
    assert found(Spelling("disclosure", text, base64=True), targets) == PRICE


def test_the_id_that_the_ledger_gives_a_command_tells_no_price(line):
    """An id is public and stays: it may not be a digest of what was sent."""
    digest = line["commandid"].rpartition("-")[0]
    assert len(digest) == 32
    file = Spelling("file", command("#") + "\n", likely=True)
    assert found(file, {bytes.fromhex(digest)}) is None
