"""What `labverdict check-data` does: the whole load with every case run, the calendar, the deadlines, the units."""

from app.library.calendars import load_calendar
from app.library.deadlines import load_all_deadlines
from app.library.fault import Fault, LibraryRefused
from app.library.proving import prove_cases
from app.library.scorecards import read_scorecard, schemes_with_scorecard
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
    for scheme in schemes_with_scorecard(data.limits):
        read_scorecard(data.limits, scheme, faults)
    for also in (load_calendar, load_all_deadlines):
        try:
            also(data)
        except LibraryRefused as refused:
            faults.extend(refused.faults)
    return sorted(set(faults))
