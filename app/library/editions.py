"""Editions of one family follow each other without a gap and without an overlap, so that a day has one edition."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from app.library.fault import Fault
from app.library.sheet import Entry


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition: its days (from the first up to, not including, `end`), and where its end is written."""

    family: str
    id: str
    first: date | None
    end: date | None
    entry: Entry
    key: str


def check_editions(editions: Iterable[Edition], faults: list[Fault]) -> None:
    """Note every pair of neighbours in a family that leaves a day out or covers it twice."""
    families: dict[str, list[tuple[date, Edition]]] = {}
    every = list(editions)
    for edition in every:
        if edition.first is not None:
            families.setdefault(edition.family, []).append((edition.first, edition))
        elif sum(other.family == edition.family for other in every) > 1:
            expected = "a known start, since the family has several editions"
            faults.append(edition.entry.refused(edition.key, "start_not_known", edition.id, expected).fault)
    for family in families.values():
        family.sort(key=lambda dated: (dated[0], dated[1].id))
        for (_, before), (first, after) in pairwise(family):
            _check_pair(before, after, first, faults)


def _check_pair(before: Edition, after: Edition, first: date, faults: list[Fault]) -> None:
    if before.end == first:
        return
    code = "editions_gap" if before.end is not None and before.end < first else "editions_overlap"
    found = "open" if before.end is None else before.end.isoformat()
    expected = f"{first}, the first day of {after.id}"
    faults.append(before.entry.refused(before.key, code, found, expected).fault)
