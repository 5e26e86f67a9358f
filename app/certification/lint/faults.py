"""A fault of the print, and how a doubt silences it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.certification.scheme import Doubt


class Family(StrEnum):
    """What sort of fault it is: the first part of its id."""

    CELL = "cell"
    DATES = "dates"
    DOCUMENT = "document"
    DOUBT = "doubt"
    EMPTY = "empty"
    ENTERPRISE = "enterprise"
    FACTOR = "factor"
    FOREIGN = "foreign"
    GRADES = "grades"
    CHARACTERISTIC = "characteristic"
    INDICATOR = "indicator"
    JUDGING = "judging"
    LENGTH = "length"
    LEVEL = "level"
    MERGED = "merged"
    METHOD = "method"
    NAME = "name"
    NAMES = "names"
    NUMBERING = "numbering"
    POINTS = "points"
    PROVISION = "provision"
    RANK = "rank"
    REFERENCE = "reference"
    ROW = "row"
    SCALE = "scale"
    SLOTS = "slots"
    SPELLING = "spelling"
    SPLIT = "split"
    START = "start"
    STATUS = "status"
    SUM = "sum"
    TEMPLATE = "template"
    TERM = "term"
    TITLE = "title"
    UNREFERENCED = "unreferenced"
    VALIDITY = "validity"
    WEIGHT = "weight"
    WEIGHTS = "weights"
    WHOLE = "whole"
    WINDOW = "window"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class LintFault:
    """One fault: an id that stays the same (`reference.7.2.2`), its clause, what is printed and what would be right."""

    id: str
    family: Family
    clause: str
    found: str
    expected: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The faults that no doubt names, and those that one does, with the doubt's id."""

    open: tuple[LintFault, ...]
    silenced: tuple[tuple[LintFault, str], ...]


def fault(family: Family, of: str, clause: str, found: str, expected: str) -> LintFault:
    """Return a fault; its id is family and subject, without blanks."""
    return LintFault(f"{family}.{of.replace(' ', '_')}" if of else family.value, family, clause, found, expected)


def once(faults: Iterable[LintFault]) -> list[LintFault]:
    """Return each fault at the first place where it stands."""
    return list({found.id: found for found in reversed(list(faults))}.values())[::-1]


def settle(faults: Sequence[LintFault], doubts: Collection[Doubt]) -> Verdict:
    """Part the faults into silenced and open ones.

    A doubt that names a fault which is not there is a fault itself: its reading would outlive the print.
    """
    by_fault = {silenced: doubt.id for doubt in doubts for silenced in doubt.silences}
    found = {fault.id for fault in faults}
    idle = [
        fault(Family.DOUBT, f"{doubt.id}.{silenced}", doubt.clause, silenced, "a fault that is there")
        for doubt in doubts
        for silenced in doubt.silences
        if silenced not in found
    ]
    return Verdict(
        open=(*(one for one in faults if one.id not in by_fault), *idle),
        silenced=tuple((one, by_fault[one.id]) for one in faults if one.id in by_fault),
    )
