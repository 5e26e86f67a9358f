"""The files of the rule data that one decision rests on, by their names: taken along, and read again elsewhere."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from app.library.cards import FOLDER as CARDS
from app.library.certification_schemes import load_certification_scheme
from app.library.fault import LibraryRefused, SchemeUnknown
from app.library.folder import PackedFolder
from app.library.seals import SEAL, digests_of, seal_text
from app.library.shelf import Data, load_scheme
from app.workflow.record_decision import Rules
from lims_adapters.contract import Issue

# Only names that the data themselves have: none leads out of a folder, none is a file and a folder at once.
_NAME = re.compile(
    r"limits/characteristics\.toml|limits/calendars/CN\.toml"
    r"|limits/(standards|schemes|programmes)/[A-Za-z0-9_-]{1,60}/[a-z]{1,30}\.toml"
    rf"|{CARDS}/[A-Za-z0-9_-]{{1,60}}\.toml"
)


@dataclass(frozen=True, slots=True)
class _Packed:
    """Rule data in memory."""

    limits: PackedFolder
    cards: PackedFolder


def packed_rules(data: Data, names: Collection[str]) -> Mapping[str, str]:
    """Return the text of each of these files."""
    return {name: _place(data, name).read_bytes().decode("utf-8") for name in sorted(names)}


def differing(data: Data, seals: Mapping[str, str]) -> tuple[str, ...]:
    """Return the names under which these data have another file, or none."""
    return tuple(sorted(name for name, digest in seals.items() if _digest(data, name) != digest))


def load_packed(files: Mapping[str, str], scheme: str) -> Rules | tuple[Issue, ...]:
    """Read a scheme from nothing but these files, or say why it cannot be read; the same few are read once.

    The caller holds the files against the seals of the decision; the folders get seals of their own.
    """
    return _loaded(tuple(sorted(files.items())), scheme)


@lru_cache(maxsize=4)
def _loaded(files: tuple[tuple[str, str], ...], scheme: str) -> Rules | tuple[Issue, ...]:
    if faults := tuple(_misnamed(name for name, _ in files)):
        return faults
    data = _packed({name: text.encode("utf-8") for name, text in files})
    try:
        library = load_scheme(data, scheme)
        return Rules(load_certification_scheme(data, library, scheme), library)
    except LibraryRefused as refused:
        return tuple(Issue(each.code, f"{each.file}:{each.line}", each.found, each.expected) for each in refused.faults)
    except SchemeUnknown as unknown:
        return (Issue("scheme_unknown", "", scheme, "one of " + ", ".join(unknown.known)),)
    except (LookupError, RecursionError, ValueError) as error:
        # Of somebody else's making: what no reader was written for is a fault of the data.
        return (Issue("rules_unusable", "", type(error).__name__, "rule data that can be read"),)


def _packed(files: Mapping[str, bytes]) -> _Packed:
    """Return files as folders in memory, each folder of limits under a seal of its own."""
    folder = PackedFolder.of(files)
    holding = dict.fromkeys(name.rpartition("/")[0] for name in files if not name.startswith(CARDS))
    sealed = PackedFolder.of({**files, **{f"{each}/{SEAL}": seal_text(folder / each).encode() for each in holding}})
    return _Packed(sealed / "limits", sealed / CARDS)


def _misnamed(names: Iterable[str]) -> Iterator[Issue]:
    for name in names:
        if _NAME.fullmatch(name) is None:
            yield Issue("member_unknown", name, "", "the name of a file of rule data")


def _place(data: Data, name: str) -> Path:
    top, _, rest = name.partition("/")
    return data.limits / rest if top == "limits" else data.cards / Path(name).name


def _digest(data: Data, name: str) -> str | None:
    place = _place(data, name)
    return digests_of(place.parent, [place.name])[place.name] if place.is_file() else None
