"""The rule data as they lie on disk: found by walking, read whole, or refused with every fault.

A folder under limits/standards or limits/schemes, or a file in methods/cards, is found because it is there; no list
names it. `load_scheme` reads only what a verdict under one scheme needs.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import methods
from app.intake.vocabulary import Vocabulary
from app.library import cases as proofs
from app.library.cards import FOLDER as CARDS
from app.library.cards import Cards, read_cards
from app.library.editions import Edition, check_editions
from app.library.fault import Fault, LibraryRefused, SchemeUnknown
from app.library.folder import Folders
from app.library.inventory import check_inventory, folders
from app.library.schemes import Rule, assemble, read_advanced, read_rule
from app.library.seals import check_seal, digest_of
from app.library.sheet import Entry, read_one, read_sheet
from app.library.standards import Table, read_table
from app.library.vocabulary import FILE as CHARACTERISTICS
from app.library.vocabulary import Names, read_names
from app.verification.scheme import Scheme

# A broken seal refuses the data like any other fault, but hides nothing of what stands in them.
_OF_SEALS = frozenset({"seal_missing", "seal_malformed", "seal_broken"})


@dataclass(frozen=True, slots=True)
class Data:
    """Where the rule data lie: the folder `limits` and the folder of the method cards."""

    limits: Path
    cards: Path


@dataclass(frozen=True, slots=True)
class Library:
    """The rule data as frozen objects.

    `seals` has the SHA-256 of every file by name. `notes` has what is known beside the limits, and the doubtful prints
    with their readings, by the id of standard or scheme. `cases` are read by `load` alone.
    """

    schemes: Mapping[str, Scheme]
    vocabulary: Vocabulary
    seals: Mapping[str, str]
    notes: Mapping[str, tuple[str, ...]]
    cases: tuple[proofs.Case, ...]


def data_root() -> Data:
    """Return the data that belong to this program: packed with it, or beside it in a clone."""
    here = Path(__file__).resolve().parent
    packed, beside = here / "data" / "limits", here.parents[1] / "limits"
    cards = Path(next(iter(methods.__path__))) / "cards"
    return Data(packed if packed.is_dir() else beside, cards)


def load(data: Data) -> Library:
    """Read everything; raises `LibraryRefused` with all faults when anything at all is wrong."""
    reading = _Reading(data)
    check_inventory(data.limits, reading.faults)
    if reading.is_sound():
        for name in folders(data.limits, "standards"):
            reading.table(name)
        for name in folders(data.limits, "schemes"):
            reading.scheme(name)
        check_editions(reading.editions, reading.faults)
        reading.prove()
    return reading.library()


def load_scheme(data: Folders, scheme: str) -> Library:
    """Read what a verdict under one scheme needs; raises `LibraryRefused`, and `SchemeUnknown` for another id."""
    known = folders(data.limits, "schemes")
    if scheme not in known:
        raise SchemeUnknown(scheme, known)
    reading = _Reading(data)
    if reading.is_sound():
        reading.scheme(scheme)
    return reading.library()


class _Reading:
    """One run over the data: what was found so far, and what is wrong with it."""

    def __init__(self, data: Folders) -> None:
        self.data = data
        self.faults: list[Fault] = []
        self.editions: list[Edition] = []
        self._tables: dict[str, Table | None] = {}
        self._schemes: dict[str, Scheme] = {}
        self._seals: dict[str, str] = {}
        self._notes: dict[str, tuple[str, ...]] = {}
        self._cases: list[proofs.Case] = []
        self._names, self._cards = self._read_ground()

    def is_sound(self) -> bool:
        """Tell whether what was read so far can be built on; a mistake would show again in whatever rests on it."""
        return not any(fault.code not in _OF_SEALS for fault in self.faults)

    def table(self, name: str) -> Table | None:
        """Read a standard's table, once."""
        if name not in self._tables:
            self._tables[name] = self._read_table(name)
        return self._tables[name]

    def scheme(self, name: str) -> None:
        """Read a scheme, its advanced indicators and the standard it rests on."""
        self._seal(f"schemes/{name}")
        top, more = (self._sheet(f"schemes/{name}/{file}") for file in ("scheme.toml", "advanced.toml"))
        rule = None if top is None else read_one(top, lambda entry: read_rule(entry, name), self.faults)
        if top is None or more is None or rule is None:
            return
        self.editions.append(Edition(rule.family, rule.id, rule.in_force, rule.until, top, "until"))
        if rule.standard not in folders(self.data.limits, "standards"):
            place = ("standard", "id")
            self.faults.append(top.sheet.fault(place, "standard_unknown", rule.standard, "a folder of standards/"))
            return
        table = self.table(rule.standard)
        if table is None:
            return
        known = (self._names.characteristics, self._cards)
        advanced = read_one(more, lambda entry: read_advanced(entry, rule, table, known, self.faults), self.faults)
        self._notes[name] = rule.doubts
        if advanced is not None:
            self._schemes[name] = assemble(rule, table, advanced, self._seals_of(rule))

    def prove(self) -> None:
        """Read the cases, and note what none of them covers; where something else is wrong they could not tell."""
        if not self.is_sound():
            return
        for kind in ("standards", "schemes"):
            for name in folders(self.data.limits, kind):
                sheet = self._sheet(f"{kind}/{name}/{proofs.FILE}")
                read = None if sheet is None else read_one(sheet, self._read_cases, self.faults)
                self._cases.extend(read or ())
        if self.is_sound():
            for scheme in self._schemes.values():
                proofs.check_complete(self._cases, scheme, self.faults)

    def library(self) -> Library:
        """Return what was read, or refuse it for its faults."""
        if self.faults:
            raise LibraryRefused(self.faults)
        vocabulary = Vocabulary(self._names.items, self._names.ambiguous, self._cards.names)
        return Library(self._schemes, vocabulary, self._seals, self._notes, tuple(self._cases))

    def _read_ground(self) -> tuple[Names, Cards]:
        self._seal("")
        sheet = self._sheet(CHARACTERISTICS)
        names = Names() if sheet is None else read_names(sheet, self.faults)
        self._seals[CARDS] = digest_of(self.data.cards)
        return names, read_cards(self.data.cards, names.characteristics, self.faults) if self.is_sound() else Cards()

    def _read_cases(self, sheet: Entry) -> list[proofs.Case]:
        return proofs.read_cases(sheet, self._schemes, self.faults)

    def _read_table(self, name: str) -> Table | None:
        self._seal(f"standards/{name}")
        sheet = self._sheet(f"standards/{name}/table.toml")
        if sheet is None:
            return None
        table = read_one(
            sheet,
            lambda entry: read_table(entry, name, self._names.characteristics, self._cards, self.faults),
            self.faults,
        )
        if table is not None:
            self._notes[name] = table.notes
            validity = sheet.entry("validity")
            self.editions.append(Edition(table.family, table.id, table.valid_from, table.valid_to, validity, "to"))
        return table

    def _sheet(self, name: str) -> Entry | None:
        return read_sheet(self.data.limits / name, f"limits/{name}", self.faults)

    def _seal(self, folder: str) -> None:
        found = check_seal(self.data.limits / folder, f"limits/{folder}".rstrip("/"), self.faults)
        self._seals.update({f"limits/{folder}/{name}".replace("//", "/"): digest for name, digest in found.items()})

    def _seals_of(self, rule: Rule) -> Mapping[str, str]:
        """Return the seals on which a verdict under a scheme rests; its cases decide nothing."""
        own = (
            f"limits/{CHARACTERISTICS}",
            f"limits/standards/{rule.standard}/table.toml",
            f"limits/schemes/{rule.id}/scheme.toml",
            f"limits/schemes/{rule.id}/advanced.toml",
            CARDS,
        )
        return {name: self._seals[name] for name in own}
