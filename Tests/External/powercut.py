"""Plays a loss of power: what may be left on a disk of what a program wrote and synced.

`Recorder` runs a program under Tools/faults/powercut.c, which notes every operation on the files
below one folder. `Disk` plays the notes up to any point, and `Disk.cut` answers with one of the
states that the disk may be in if power is lost there:

- what was synced is there: data by a sync of the file or an O_DSYNC write, names by a sync of
  their folder;
- of the rest any part may be there. A sector of 512 bytes holds what was last synced or anything
  that was written since; sectors do not wait for each other. A length may have changed or not;
  what a file gained without its data reads as zeros. A new, renamed or removed name may be there
  or not, each for itself, but a rename within one folder happens whole or not at all.
"""

import copy
import os
import random
import struct
import subprocess
from collections import namedtuple
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from conftest import ROOT

SECTOR = 512
SHIM = ROOT / "Tools/faults/powercut.c"

KINDS = (
    "opened written range_synced truncated allocated synced closed renamed linked unlinked folder_made"
    " symlinked output duplicated all_synced mapped not_playable"
).split()
HEAD = struct.Struct("=IIiiqq")
Record = namedtuple("Record", "kind process descriptor first second payload")

# Written through memory, so that they cannot be played; of no use after a crash, and made anew.
VOLATILE = ("lock.mdb", "-shm")


class NotPlayable(Exception):
    """The program did what the rig cannot play: its images would be wrong."""


def is_volatile(path):
    return str(path).endswith(VOLATILE)


# MARK: Recording


def compile_shim(folder):
    """The shim, compiled; warnings are errors."""
    library = Path(folder) / "powercut.so"
    flags = ["-std=c11", "-O2", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", "-pthread"]
    subprocess.run(["cc", *flags, "-o", library, SHIM], check=True)
    return library


class Recorder:
    """Runs programs, and records what they do below `folder`."""

    def __init__(self, shim, folder, journal, lie=None):
        self.shim, self.folder, self.journal = shim, Path(folder).resolve(), Path(journal).resolve()
        self.lie = lie

    def run(self, *command, check=True):
        """Standard output as bytes, and the process's number."""
        given = {
            "LD_PRELOAD": str(self.shim),
            "POWERCUT_WATCH": str(self.folder),
            "POWERCUT_JOURNAL": str(self.journal),
            "POWERCUT_LIE": self.lie or "",
        }
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        process = subprocess.Popen(list(map(str, command)), env=os.environ | given, **pipes)
        output, said = process.communicate(timeout=120)
        if check:
            assert process.returncode == 0, (command, process.returncode, output, said)
        return output, process.pid

    def records(self):
        return list(read_journal(self.journal.read_bytes()))


def read_journal(journal):
    at = 0
    while at < len(journal):
        kind, length, process, descriptor, first, second = HEAD.unpack_from(journal, at)
        payload = journal[at + HEAD.size : at + HEAD.size + length]
        at += HEAD.size + length
        yield Record(KINDS[kind - 1], process, descriptor, first, second, payload)


# MARK: The disk


class File:
    """The bytes of one file: as the program sees them, as they are synced, and all between."""

    def __init__(self, synced=b""):
        self.seen = bytearray(synced)
        self.synced = bytearray(synced)
        # For each sector written since it was synced: when, and what it then held.
        self.sectors = {}
        # The same of the length.
        self.lengths = []

    def write(self, now, offset, data):
        if offset > len(self.seen):
            self._resize(now, offset)
        end = offset + len(data)
        grows = end > len(self.seen)
        self.seen[offset:end] = data
        self._note(now, offset, end)
        if grows:
            self.lengths.append((now, len(self.seen)))

    def resize(self, now, length):
        if length != len(self.seen):
            self._resize(now, length)

    def _resize(self, now, length):
        """What is cut off is zeros to whoever makes the file longer again."""
        shorter, longer = sorted((length, len(self.seen)))
        if length == shorter:
            del self.seen[length:]
        else:
            self.seen.extend(bytes(length - len(self.seen)))
        self._note(now, shorter, longer)
        self.lengths.append((now, length))

    def _note(self, now, start, end):
        for sector in range(start // SECTOR, -(-end // SECTOR)):
            self.sectors.setdefault(sector, []).append((now, self._seen_sector(sector)))

    def _seen_sector(self, sector):
        return bytes(self.seen[sector * SECTOR : (sector + 1) * SECTOR]).ljust(SECTOR, b"\0")

    def sync(self):
        self.synced[len(self.seen) :] = bytes(max(0, len(self.seen) - len(self.synced)))
        for sector in self.sectors:
            start = sector * SECTOR
            self.synced[start : start + SECTOR] = self.seen[start : start + SECTOR]
        del self.synced[len(self.seen) :]
        self.sectors, self.lengths = {}, []

    def sync_range(self, offset, length):
        """What an O_DSYNC write promises: these bytes, and a length that reaches them."""
        end = offset + length
        if len(self.synced) < end:
            self.synced.extend(bytes(end - len(self.synced)))
        for sector in range(offset // SECTOR, -(-end // SECTOR)):
            start = sector * SECTOR
            kept = self._seen_sector(sector)[: len(self.synced) - start]
            self.synced[start : start + len(kept)] = kept
            self.sectors.pop(sector, None)
        self.lengths = [(when, max(end, length)) for when, length in self.lengths]

    @property
    def is_settled(self):
        return not self.sectors and not self.lengths

    def cut(self, fate):
        """The bytes that the disk may hold."""
        if self.is_settled:
            return bytes(self.synced)
        length = fate.choose([(None, len(self.synced)), *self.lengths])
        data = self.synced[:length].ljust(length, b"\0")
        for sector, states in sorted(self.sectors.items()):
            start = sector * SECTOR
            if start < length:
                before = bytes(self.synced[start : start + SECTOR]).ljust(SECTOR, b"\0")
                kept = fate.choose([(None, before), *states])
                data[start : start + SECTOR] = kept[: length - start]
        return bytes(data)


class Link:
    """A symbolic link."""

    def __init__(self, text):
        self.text = text

    def cut(self, fate):
        return self.text


class Folder:
    """The names in one folder: as the program sees them, and as they are synced."""

    def __init__(self):
        self.seen = {}
        self.synced = {}
        # Changes of names since: when, and the new node, or None, of each name.
        self.changes = []

    def change(self, now, names):
        self.changes.append((now, names))
        apply(names, self.seen)

    def sync(self):
        self.synced = dict(self.seen)
        self.changes = []

    @property
    def is_settled(self):
        return not self.changes

    def cut(self, fate):
        """The names that the disk may hold."""
        names = dict(self.synced)
        for when, change in self.changes:
            if fate.choose([(None, False), (when, True)]):
                apply(change, names)
        return names


def apply(change, names):
    for name, node in change.items():
        if node is None:
            names.pop(name, None)
        else:
            names[name] = node


@dataclass
class Fate:
    """How much of what was not synced has come to the disk.

    `nothing`, `all`; `early`: everything up to some moment, the last write torn; `any`: each piece
    for itself.
    """

    random: random.Random
    kind: str
    moment: int = 0

    KINDS = ("nothing", "all", "early", "any", "any")

    @classmethod
    def some(cls, random, now, kinds=KINDS):
        return cls(random, random.choice(kinds), max(0, now - random.choice((1, 2, 3, 5, 8, 20, 50))))

    def choose(self, states):
        """One of several states in order, each with the moment when it came; the first is synced."""
        if self.kind == "nothing":
            return states[0][1]
        if self.kind == "all":
            return states[-1][1]
        if self.kind == "early":
            early = [state for when, state in states if when is None or when < self.moment]
            torn = [state for when, state in states if when == self.moment]
            return self.random.choice([early[-1], *torn])
        return self.random.choice(states)[1]


@dataclass
class Image:
    """What is left on the disk: the files below the folder by path, and what has lost its name."""

    files: dict = field(default_factory=dict)
    folders: list = field(default_factory=list)
    links: dict = field(default_factory=dict)
    # The contents of files that no name leads to.
    nameless: list = field(default_factory=list)

    @property
    def key(self):
        """Equal for images that hold the same."""
        named = frozenset(self.files.items()), frozenset(self.folders), frozenset(self.links.items())
        return hash((*named, frozenset(self.nameless)))

    def write(self, root):
        """Puts it in place of the folder; only the owner may read it, as in the real one."""
        root = Path(root)
        root.mkdir(mode=0o700, parents=True)
        for folder in self.folders:
            (root / folder).mkdir(mode=0o700)
        for path, text in self.links.items():
            (root / path).symlink_to(text)
        for path, data in self.files.items():
            with open(os.open(root / path, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as file:
                file.write(data)


class Disk:
    """The files below one folder, and what is synced of them, as records are played."""

    def __init__(self, root):
        """The folder as it stands now, all of it synced."""
        self.path = Path(root).resolve()
        self.root = self._take_in(self.path)
        self.open = {}
        self.now = 0
        self.nodes = list(walk(self.root))

    def _take_in(self, path):
        if path.is_symlink():
            return Link(os.readlink(path))
        if path.is_file():
            # An image has no use for it, and a stale one is no more than zeros.
            return File(b"" if is_volatile(path) else path.read_bytes())
        folder = Folder()
        folder.seen = {child.name: self._take_in(child) for child in path.iterdir()}
        folder.sync()
        return folder

    @classmethod
    def empty(cls, root):
        """The folder before anything was in it."""
        disk = cls.__new__(cls)
        disk.path, disk.root, disk.open, disk.now = Path(root).resolve(), Folder(), {}, 0
        disk.nodes = [disk.root]
        return disk

    # MARK: Playing

    def play(self, record):
        self.now += 1
        getattr(self, "_" + record.kind)(record)

    def _find(self, path):
        """The folder that holds a name, and the name."""
        parts = Path(os.fsdecode(path)).relative_to(self.path).parts
        if not parts:
            return None, ""
        folder = self.root
        for part in parts[:-1]:
            folder = folder.seen[part]
        return folder, parts[-1]

    def _node(self, path):
        folder, name = self._find(path)
        return folder.seen[name] if folder else self.root

    def _is_inside(self, path):
        return Path(os.fsdecode(path)).is_relative_to(self.path)

    def _made(self, path, node):
        folder, name = self._find(path)
        self.nodes.append(node)
        folder.change(self.now, {name: node})

    def _opened(self, record):
        if record.second:
            self._made(record.payload, File())
        node = self._node(record.payload)
        self.open[record.process, record.descriptor] = (node, record.payload)
        if record.first & os.O_TRUNC and isinstance(node, File):
            node.resize(self.now, 0)

    def _file(self, record):
        return self.open[record.process, record.descriptor][0]

    def _written(self, record):
        self._file(record).write(self.now, record.first, record.payload)

    def _range_synced(self, record):
        self._file(record).sync_range(record.first, record.second)

    def _truncated(self, record):
        self._file(record).resize(self.now, record.first)

    def _allocated(self, record):
        file = self._file(record)
        file.resize(self.now, max(len(file.seen), record.first + record.second))

    def _synced(self, record):
        self._file(record).sync()

    def _all_synced(self, record):
        for node in self.nodes:
            if not isinstance(node, Link):
                node.sync()

    def _closed(self, record):
        self.open.pop((record.process, record.descriptor), None)

    def _duplicated(self, record):
        self.open[record.process, record.first] = self.open[record.process, record.descriptor]

    def _renamed(self, record):
        """Between two folders it is two changes: one may come to the disk without the other."""
        old, new = record.payload.split(b"\0")
        if not self._is_inside(old) or not self._is_inside(new):
            raise NotPlayable(f"{old} was renamed to {new}")
        (old_folder, old_name), (folder, name) = self._find(old), self._find(new)
        node = old_folder.seen[old_name]
        if folder is old_folder:
            folder.change(self.now, {old_name: None, name: node})
        else:
            folder.change(self.now, {name: node})
            old_folder.change(self.now, {old_name: None})

    def _linked(self, record):
        old, new = record.payload.split(b"\0")
        folder, name = self._find(new)
        folder.change(self.now, {name: self._node(old)})

    def _unlinked(self, record):
        folder, name = self._find(record.payload)
        folder.change(self.now, {name: None})

    def _folder_made(self, record):
        self._made(record.payload, Folder())

    def _symlinked(self, record):
        text, path = record.payload.split(b"\0")
        self._made(path, Link(text))

    def _output(self, record):
        pass

    def _mapped(self, record):
        path = os.fsdecode(self.open[record.process, record.descriptor][1])
        if not is_volatile(path):
            raise NotPlayable(f"{path} is written through memory")

    def _not_playable(self, record):
        raise NotPlayable(record.payload.decode())

    # MARK: Looking

    def whole(self):
        """Everything as the program sees it."""
        return self.cut(Fate(random.Random(0), "all"))

    def cut(self, fate):
        """What may be left if power is lost now."""
        image = Image()
        named = {}
        self._lay(self.root, "", image, fate, named)
        for node in self.nodes:
            if isinstance(node, File) and id(node) not in named:
                image.nameless.append(node.cut(fate))
        return image

    def _lay(self, folder, path, image, fate, named):
        for name, node in sorted(folder.cut(fate).items()):
            below = f"{path}{name}"
            if isinstance(node, Folder):
                image.folders.append(below)
                self._lay(node, below + "/", image, fate, named)
            elif isinstance(node, Link):
                image.links[below] = os.fsdecode(node.text)
            else:
                if id(node) not in named:
                    named[id(node)] = node.cut(fate)
                image.files[below] = named[id(node)]


def walk(node):
    yield node
    for child in node.seen.values() if isinstance(node, Folder) else ():
        yield from walk(child)


def differences(image, root):
    """Where the played image is not the real folder; nothing, or the rig is blind."""
    real = {str(path.relative_to(root)): path for path in Path(root).rglob("*")}
    played = {**image.files, **image.links, **dict.fromkeys(image.folders)}
    found = [f"{path}: in one only" for path in sorted(real.keys() ^ played.keys())]
    for path in sorted(real.keys() & played.keys()):
        if path in image.links and os.readlink(real[path]) != image.links[path]:
            found.append(f"{path}: leads elsewhere")
        if path in image.files and not is_volatile(path) and real[path].read_bytes() != image.files[path]:
            found.append(f"{path}: other bytes")
    return found


def cuts(disk, records, points, fates):
    """Images at `points` (how many records were played), no two alike: point, fate, image.

    `disk` is as it was before the first record, and stays so; `fates(point, now)` says how many
    images are drawn at a point, and how.
    """
    disk, wanted, known = copy.deepcopy(disk), set(points), set()
    for point in count():
        if point in wanted:
            for fate in fates(point, disk.now):
                image = disk.cut(fate)
                if image.key not in known:
                    known.add(image.key)
                    yield point, fate, image
        if point == len(records):
            return
        disk.play(records[point])
