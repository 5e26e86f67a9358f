"""Where rule data lie: a folder on a disk, or files that somebody has in hand."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Protocol, Self


class Folder(Protocol):
    """What is asked of a place below which rule data lie; `pathlib.Path` is one."""

    @property
    def name(self) -> str:
        """Return the last part."""
        ...

    def __truediv__(self, other: str, /) -> Self:
        """Return a place below."""
        ...

    def is_file(self) -> bool:
        """Tell whether a file lies here."""
        ...

    def is_dir(self) -> bool:
        """Tell whether anything lies below."""
        ...

    def read_bytes(self) -> bytes:
        """Return the file; raises `FileNotFoundError`."""
        ...

    def iterdir(self) -> Iterator[Self]:
        """Return what lies directly below."""
        ...

    def glob(self, pattern: str, /) -> Iterator[Self]:
        """Return what lies directly below under such a name."""
        ...


class Folders(Protocol):
    """The two places of rule data: limits, and the cards of methods."""

    @property
    def limits(self) -> Folder:
        """Return where limits, schemes, programmes and calendars lie."""
        ...

    @property
    def cards(self) -> Folder:
        """Return where the cards lie."""
        ...


def in_order(folder: Folder) -> Sequence[Folder]:
    """Return the data files that lie directly in a folder, by name."""
    return sorted(folder.glob("*.toml"), key=lambda each: each.name)


@dataclass(frozen=True, slots=True)
class PackedFolder:
    """A place among files in hand, by their names with slashes; no file lies below another one."""

    files: Mapping[str, bytes]
    place: tuple[str, ...] = ()
    below: Mapping[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict, repr=False)

    @staticmethod
    def of(files: Mapping[str, bytes]) -> "PackedFolder":
        """Return the folder in which these files lie."""
        below: dict[tuple[str, ...], dict[str, None]] = {}
        for name in files:
            parts = tuple(name.split("/"))
            for depth, part in enumerate(parts):
                below.setdefault(parts[:depth], {})[part] = None
        return PackedFolder(files, (), {place: tuple(names) for place, names in below.items()})

    @property
    def name(self) -> str:
        """Return the last part."""
        return self.place[-1] if self.place else ""

    def __truediv__(self, other: str, /) -> "PackedFolder":
        """Return a place below."""
        return PackedFolder(self.files, (*self.place, *filter(None, other.split("/"))), self.below)

    def is_file(self) -> bool:
        """Tell whether a file lies here."""
        return "/".join(self.place) in self.files

    def is_dir(self) -> bool:
        """Tell whether anything lies below."""
        return self.place in self.below

    def read_bytes(self) -> bytes:
        """Return the file; raises `FileNotFoundError`."""
        try:
            return self.files["/".join(self.place)]
        except KeyError:
            raise FileNotFoundError("/".join(self.place)) from None

    def iterdir(self) -> Iterator["PackedFolder"]:
        """Return what lies directly below."""
        return (self / name for name in self.below.get(self.place, ()))

    def glob(self, pattern: str, /) -> Iterator["PackedFolder"]:
        """Return what lies directly below under such a name."""
        return (each for each in self.iterdir() if fnmatchcase(each.name, pattern))
