"""limits/standards/<id>/table.toml -> the standard's edition and its requirements by grade."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.library.cards import Cards
from app.library.fault import Fault
from app.library.limits import read_judging
from app.library.requirements import Frame, read_requirements
from app.library.sheet import Entry
from app.library.support import read_support
from app.verification.requirement import Characteristic, Requirement

_KEYS = frozenset({
    "id", "number", "family", "title", "grades", "comparison", "comparison_source", "validity", "note", "requirement",
})  # fmt: skip
NOT_KNOWN, OPEN = "not_known", "open"


@dataclass(frozen=True, slots=True)
class Table:
    """A standard's limit table. `valid_from` is None where the start is not known, `valid_to` while it is open."""

    id: str
    number: str
    family: str
    title: str
    grades: tuple[str, ...]
    valid_from: date | None
    valid_to: date | None
    notes: tuple[str, ...]
    requirements: Mapping[str, tuple[Requirement, ...]]


def read_table(
    sheet: Entry, folder: str, characteristics: Mapping[str, Characteristic], cards: Cards, faults: list[Fault]
) -> Table:
    """Read a table; raises `EntryRefused` for a head that cannot be used, and notes the faults of requirements."""
    sheet.only(_KEYS)
    check_id(sheet, folder)
    grades = sheet.texts("grades")
    valid_from, valid_to = _validity(sheet.entry("validity"))
    number = sheet.text("number")
    frame = Frame(folder, number, grades, read_judging(sheet), None, characteristics, cards)
    return Table(
        id=folder,
        number=number,
        family=sheet.text("family"),
        title=sheet.text("title"),
        grades=grades,
        valid_from=valid_from,
        valid_to=valid_to,
        notes=tuple(_note(note) for note in sheet.entries("note")),
        requirements=read_requirements(sheet, frame, faults),
    )


def check_id(sheet: Entry, folder: str) -> None:
    """Refuse an id that is not the folder's name, by which everything else finds it."""
    if sheet.text("id") != folder:
        raise sheet.refused("id", "id_differs", sheet.text("id"), f"{folder}, the name of the folder")


def _validity(entry: Entry) -> tuple[date | None, date | None]:
    entry.only({"from", "to", "support", "ground"})
    first, end = entry.day("from", unknown=NOT_KNOWN), entry.day("to", unknown=OPEN)
    read_support(entry, usable=first is not None)
    entry.text("ground")
    if first is not None and end is not None and end <= first:
        raise entry.refused("to", "bounds_swapped", entry.text("to"), "a day after `from`")
    return first, end


def _note(entry: Entry) -> str:
    entry.only({"text", "support"})
    return f"{', '.join(read_support(entry, usable=True))}: {entry.text('text')}"
