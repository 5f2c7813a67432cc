"""Reads a folder of keys after docs/format.md, with none of our code: who has a key there?"""

import base64
import json
import re
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM


def epoch_keys(folder):
    """Every epoch key that lies there under whatever name: (epoch, ledger, secret)."""
    found = []
    for path in sorted(Path(folder).glob("epoch-*")):
        match = re.fullmatch(rb"dealledger epoch key 1 (\d+) (\S+)\n(\S{44})\n", path.read_bytes())
        if match:
            found.append((int(match[1]), match[2], base64.b64decode(match[3])))
    return found


def wrapped_keys(folder):
    """Every complete line of every ring that lies there under whatever name: (id, wrapped key)."""
    for path in sorted(Path(folder).glob("ring-*")):
        for line in path.read_bytes().split(b"\n")[1:-1]:
            number, wrapped = line.split(b" ")
            yield bytes.fromhex(number.decode()), base64.b64decode(wrapped)


def unwrap(wrapped, number, epoch, ledger, secret):
    """(owner, data key), or nothing where this epoch key does not open it."""
    bound = b"dealledger wrapped key 1\0" + number + epoch.to_bytes(8, "big") + ledger
    try:
        plain = AESGCM(secret).decrypt(wrapped[:12], wrapped[12:], bound)
    except InvalidTag:
        return None
    return plain[32:].rstrip(b"\0").decode(), plain[:32]


def data_keys(folder):
    """Every (owner, data key) that any epoch key in the folder opens in any ring there."""
    opened = set()
    for number, wrapped in wrapped_keys(folder):
        for epoch_key in epoch_keys(folder):
            opened.add(unwrap(wrapped, number, *epoch_key))
    return opened - {None}


def key_ids(folder, owner):
    """The ids of the owner's keys, in hexadecimal."""
    return {
        number.hex()
        for number, wrapped in wrapped_keys(folder)
        for epoch_key in epoch_keys(folder)
        if (unwrap(wrapped, number, *epoch_key) or [None])[0] == owner
    }


def erased_ids(folder):
    """The ids of the keys that records of erasures name: a ring from a backup loses them."""
    path = Path(folder) / "erasures"
    records = map(json.loads, path.read_bytes().splitlines()) if path.exists() else []
    return {number for record in records if record["mode"] == "erase" for number in record["keys"]}


def names(folder):
    """The files of epochs that lie there."""
    return sorted(path.name for path in Path(folder).iterdir() if re.match("epoch-|ring-", path.name))
