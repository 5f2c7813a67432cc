"""RFC 9901 as far as a line needs it, from the standard library alone."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256

import rfc8785


def encode(data):
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def decode(text):
    data = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    assert encode(data) == text, f"{text} is not base64url in its one spelling"
    return data


def digest(salt, name, value):
    """RFC 9901, section 4.2.3, over the canonical JSON of the disclosure."""
    disclosure = rfc8785.dumps([salt, name, value])
    return encode(sha256(encode(disclosure).encode()).digest())


def digests(value):
    """Every digest in a line, in the order in which they stand."""
    if isinstance(value, list):
        return [found for element in value for found in digests(element)]
    if not isinstance(value, dict):
        return []
    found = []
    for name, member in value.items():
        found += member if name == "_sd" else digests(member)
    return found
