"""A disk in memory that loses what was not synced when the power fails, as a file system for SQLite (through apsw).

A write reaches the platter when its file is synced, whole or not at all; of what was not synced yet a power cut leaves
nothing, or any part of any write, in no order. Bytes beside those written stay as they were, which SQLite takes for
granted of a real disk too.
"""

# ruff: noqa: N802 - apsw calls these names

import random
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Self

import apsw

_NAMES = count()
_READ_WRITE = apsw.SQLITE_OPEN_READWRITE


@dataclass(frozen=True, slots=True)
class _Write:
    """Bytes at a place, or the end of the file at `place` (`content` None)."""

    place: int
    content: bytes | None

    def onto(self, file: bytearray) -> None:
        if self.content is None:
            del file[self.place :]
            return
        file.extend(bytes(max(0, self.place - len(file))))
        file[self.place : self.place + len(self.content)] = self.content

    def torn(self, chance: random.Random) -> "_Write":
        """Return its beginning, middle or end; a new end of the file is all or nothing."""
        if self.content is None:
            return self
        start, stop = sorted(chance.choices(range(len(self.content) + 1), k=2))
        return _Write(self.place + start, self.content[start:stop])


def _some(writes: Sequence[_Write], chance: random.Random) -> Iterator[_Write]:
    """Return what a power cut leaves of writes: the first ones, the last of them torn, or any, torn or whole."""
    if chance.randrange(2):
        kept = chance.randrange(len(writes) + 1)
        yield from writes[:kept]
        yield from (write.torn(chance) for write in writes[kept : kept + 1])
        return
    for write in writes:
        fate = chance.randrange(3)
        if fate:
            yield write if fate == 1 else write.torn(chance)


@dataclass(slots=True)
class File:
    """What a program sees of a file, what lies on the platter, and the writes between the two; None: not created."""

    seen: bytearray = field(default_factory=bytearray)
    synced: bytearray | None = None
    unsynced: list[_Write] = field(default_factory=list)

    @classmethod
    def holding(cls, content: bytes) -> Self:
        return cls(bytearray(content), bytearray(content))

    def write(self, write: _Write) -> None:
        write.onto(self.seen)
        self.unsynced.append(write)

    def sync(self) -> None:
        self.synced = self.synced or bytearray()
        for write in self.unsynced:
            write.onto(self.synced)
        self.unsynced.clear()

    def after_cut(self, chance: random.Random | None) -> bytes | None:
        """Return what is left: only what was synced, or by chance some of the rest."""
        if chance is None or (self.synced is None and chance.randrange(2)):
            return None if self.synced is None else bytes(self.synced)
        left = bytearray(self.synced or b"")
        for write in _some(self.unsynced, chance):
            write.onto(left)
        return bytes(left)


class Disk(apsw.VFS):
    """Files by name. `operations` counts what changes them.

    Just before number `cut_at` of them the power fails: `left` is then what the cut leaves, `unsynced` the files of
    which something was not synced.
    """

    def __init__(self, files: Mapping[str, bytes], chance: random.Random | None = None) -> None:
        self.name = f"disk-{next(_NAMES)}"
        super().__init__(self.name, "")
        self.files = {name: File.holding(content) for name, content in files.items()}
        self.operations = 0
        self.cut_at: int | None = None
        self.left: dict[str, bytes] | None = None
        self.unsynced: frozenset[str] = frozenset()
        self._chance = chance

    def change(self) -> None:
        """Count an operation that is about to happen."""
        if self.operations == self.cut_at:
            left = {name: file.after_cut(self._chance) for name, file in self.files.items()}
            self.unsynced = frozenset(name for name, file in self.files.items() if file.unsynced)
            self.left = {name: content for name, content in left.items() if content is not None}
        self.operations += 1

    def xOpen(self, name: object, flags: list[int]) -> "Handle":  # type: ignore[override] # any file will do for apsw
        path = name.filename() if isinstance(name, apsw.URIFilename) else str(name)
        if path not in self.files:
            self.files[path] = File()
        flags[1] = flags[0] | _READ_WRITE
        return Handle(self, self.files[path])

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: FBT001 - as apsw calls it
        del syncdir
        self.change()
        del self.files[filename]

    def xAccess(self, pathname: str, flags: int) -> bool:
        del flags
        return pathname in self.files

    def xFullPathname(self, name: str) -> str:
        return name


class Handle:
    """An open file of a disk, with the methods that SQLite calls; locks are for others, and nobody else is here."""

    def __init__(self, disk: Disk, file: File) -> None:
        self._disk, self._file = disk, file

    def xRead(self, amount: int, offset: int) -> bytes:
        return bytes(self._file.seen[offset : offset + amount])

    def xWrite(self, data: bytes, offset: int) -> None:
        self._change(_Write(offset, bytes(data)))

    def xTruncate(self, newsize: int) -> None:
        self._change(_Write(newsize, None))

    def xSync(self, flags: int) -> None:
        del flags
        self._disk.change()
        self._file.sync()

    def xFileSize(self) -> int:
        return len(self._file.seen)

    def xLock(self, level: int) -> None:
        del level

    def xUnlock(self, level: int) -> None:
        del level

    def xCheckReservedLock(self) -> bool:
        return False

    def xFileControl(self, op: int, ptr: int) -> bool:
        del op, ptr
        return False

    def xSectorSize(self) -> int:
        return 4096

    def xDeviceCharacteristics(self) -> int:
        return apsw.SQLITE_IOCAP_POWERSAFE_OVERWRITE

    def xClose(self) -> None:
        return

    def _change(self, write: _Write) -> None:
        self._disk.change()
        self._file.write(write)


@contextmanager
def connected(disk: Disk, name: str) -> Iterator[apsw.Connection]:
    """Open a database on a disk; without shared memory a write-ahead log needs the file for itself."""
    connection = apsw.Connection(name, vfs=disk.name)
    try:
        connection.execute("PRAGMA locking_mode=exclusive").fetchall()
        yield connection
    finally:
        connection.close()
        disk.unregister()
