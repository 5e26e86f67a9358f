"""Where an entry stands in its source, what is doubtful there, and lists in which every id stands once."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from app.certification.scheme import Doubt
from app.certification.stage import Norm
from app.library.sheet import Entry

Value = TypeVar("Value")


def read_norm(entry: Entry) -> Norm:
    """Return where an entry stands in its programme; at least one norm."""
    ids = entry.texts("norms")
    if not ids:
        raise entry.refused("norms", "nothing_held", "norms", "at least one norm")
    return Norm(ids, entry.text("article"), entry.text("anchor"))


def unique(
    sheet: Entry, key: str, read: Callable[[Entry], Value], names: Callable[[Value], Iterable[object]]
) -> tuple[Value, ...]:
    """Read a list of entries, none of which may share a name with another; raises `EntryRefused`, for no entry too."""
    values: list[Value] = []
    taken: set[object] = set()
    for entry in sheet.entries(key):
        value = read(entry)
        own = set(names(value))
        if own & taken:
            raise entry.refused("id", "id_repeated", entry.text("id"), f"an id that no other {key} has")
        taken |= own
        values.append(value)
    if not values:
        raise sheet.refused(None, "nothing_held", key, f"at least one {key}")
    return tuple(values)


def read_doubts(sheet: Entry) -> tuple[Doubt, ...]:
    """Read what is printed wrongly or left open, with its reading."""
    return unique(sheet, "doubt", _doubt, lambda doubt: [doubt.id])


def _doubt(entry: Entry) -> Doubt:
    entry.only({"id", "article", "printed", "reading", "ground", "confirmed_by"})
    return Doubt(
        id=entry.text("id"),
        clause=entry.text("article"),
        printed=entry.text("printed"),
        reading=entry.text("reading"),
        ground=entry.text("ground"),
        confirmed_by=entry.optional("confirmed_by"),
        silences=(),
    )
