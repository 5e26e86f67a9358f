"""Tables [[doubt]] -> what is printed wrongly or left open, and how it is read."""

from app.certification.lint.faults import LintFault
from app.certification.scheme import Doubt
from app.library.entry_lists import some
from app.library.fault import Fault
from app.library.sheet import Entry, read_each

NOBODY = "nobody"


def read_doubts(sheet: Entry, faults: list[Fault]) -> tuple[Doubt, ...]:
    """Read the doubts of a file, each id once; a doubt about what no machine can find silences nothing."""
    doubts = read_each(sheet, "doubt", _doubt, faults) if sheet.has("doubt") else []
    ids = [doubt.id for doubt in doubts]
    for place, own in enumerate(ids):
        if own in ids[:place]:
            faults.append(sheet.sheet.fault(("doubt", place), "doubt_repeated", own, "each doubt once"))
    return tuple(doubts)


def _doubt(entry: Entry) -> Doubt:
    """Read one doubt; raises `EntryRefused`. The word `nobody` stands until a person has confirmed the reading."""
    entry.only(frozenset(Doubt.__dataclass_fields__))
    confirmed_by = entry.text("confirmed_by")
    return Doubt(
        id=entry.text("id"),
        clause=entry.text("clause"),
        printed=entry.text("printed"),
        reading=entry.text("reading"),
        ground=entry.text("ground"),
        confirmed_by=None if confirmed_by == NOBODY else confirmed_by,
        silences=some(entry, "silences"),
    )


def unexplained(fault: LintFault, file: str) -> Fault:
    """Return a fault of the print that no doubt of a file names, as one of the data."""
    return Fault(file, 1, "print_unexplained", fault.found, f"a doubt that silences {fault.id}")
