"""The layout of C2SP tlog-tiles, read by its specification."""

from base64 import b64decode
from hashlib import sha256
from struct import unpack


def number(index):
    """Three digits an element, all but the last after an x."""
    elements = [f"{index % 1000:03}"]
    while index := index // 1000:
        elements.insert(0, f"x{index % 1000:03}")
    return "/".join(elements)


def names(size):
    """All tiles and bundles of a tree, each with the number of its hashes or entries."""
    found = {}
    levels = [("entries", size)] + [(str(level), size >> 8 * level) for level in range(8)]
    for level, count in levels:
        for index in range(count // 256):
            found[f"tile/{level}/{number(index)}"] = 256
        if count % 256:
            found[f"tile/{level}/{number(count // 256)}.p/{count % 256}"] = count % 256
    return found


def entries(bundle):
    """The entries of a bundle, each behind its length in two bytes."""
    found = []
    while bundle:
        (length,) = unpack(">H", bundle[:2])
        assert len(bundle) >= 2 + length
        found.append(bundle[2 : 2 + length])
        bundle = bundle[2 + length :]
    return found


def all_entries(folder, size):
    names = (f"tile/entries/{number(index)}" for index in range(size // 256))
    last = [f"tile/entries/{number(size // 256)}.p/{size % 256}"] if size % 256 else []
    return [entry for name in [*names, *last] for entry in entries((folder / name).read_bytes())]


def checkpoint(note):
    """Size and root of a signed note."""
    _, size, root = note.split("\n")[:3]
    return int(size), b64decode(root, validate=True)


def proof(text):
    """A C2SP tlog-proof: the line, its index, the hashes, the checkpoint."""
    head, note = text.split("\n\n", 1)
    label, extra, index, *hashes = head.split("\n")
    assert label == "c2sp.org/tlog-proof@v1"
    assert extra.startswith("extra ") and index.startswith("index ")
    return (
        b64decode(extra[6:], validate=True), int(index[6:]),
        [b64decode(hash, validate=True) for hash in hashes], note)


class Tree:
    """RFC 6962 over leaves, level by level: what is left over at the right is carried up."""

    def __init__(self, lines):
        level = [sha256(b"\x00" + line).digest() for line in lines]
        self.levels = [level]
        while len(level) > 1:
            pairs = [
                sha256(b"\x01" + level[at] + level[at + 1]).digest()
                for at in range(0, len(level) - 1, 2)
            ]
            level = pairs + level[len(pairs) * 2 :]
            self.levels.append(level)

    @property
    def root(self):
        return self.levels[-1][0]

    def tile(self, level, index, width):
        """Complete subtrees only, which no carried hash is among."""
        return b"".join(self.levels[8 * level][256 * index : 256 * index + width])
