"""What `labverdict check-data` does: the whole load with every case run, and all that certification needs.

The calendar, the deadlines, the score tables and the clauses are read, the clauses linted; pint proves the units.
"""

from collections.abc import Iterator

from app.library.calendars import load_calendar
from app.library.certification import load_rule
from app.library.clauses import FILE as CLAUSES
from app.library.deadlines import load_all_deadlines
from app.library.doubts import unexplained
from app.library.fault import Fault, LibraryRefused
from app.library.inventory import folders
from app.library.prints import lint_rule
from app.library.programmes import read_programmes
from app.library.proving import prove_cases
from app.library.scorecards import load_scorecard, read_scorecard, schemes_with_scorecard
from app.library.shelf import Data, load
from methods.quantity import prove_units

UNITS_FILE = "methods/units.py"


def check(data: Data) -> list[Fault]:
    """Return every fault of the rule data and of the unit table, in the order of files and lines.

    The cases run once everything else of the data has been read without a fault.
    """
    faults = [Fault(UNITS_FILE, 1, "unit_disproved", sentence, "what pint computes") for sentence in prove_units()]
    try:
        library = load(data)
    except LibraryRefused as refused:
        faults.extend(refused.faults)
    else:
        faults.extend(prove_cases(library))
        for rule in folders(data.limits, "schemes"):
            if (data.limits / "schemes" / rule / CLAUSES).is_file():
                faults.extend(_check_rule(data, rule))
    for scheme in schemes_with_scorecard(data.limits):
        read_scorecard(data.limits, scheme, faults)
    for also in (load_calendar, load_all_deadlines):
        try:
            also(data)
        except LibraryRefused as refused:
            faults.extend(refused.faults)
    read_programmes(data, faults)
    return sorted(set(faults))


def _check_rule(data: Data, rule: str) -> Iterator[Fault]:
    """Yield what a decision would refuse the rule for, or else each fault of its print that no doubt names."""
    try:
        load_rule(data, rule)
        if rule in schemes_with_scorecard(data.limits):
            load_scorecard(data.limits, rule)
    except LibraryRefused as refused:
        yield from refused.faults
        return
    for fault in lint_rule(data, rule).verdict.open:
        yield unexplained(fault, f"limits/schemes/{rule}/{CLAUSES}")
