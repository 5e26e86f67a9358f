"""What `labverdict check-data` does: the whole load, and the unit table proved by pint."""

from app.library.fault import Fault, LibraryRefused
from app.library.shelf import Data, load
from methods.quantity import prove_units

UNITS_FILE = "methods/units.py"


def check(data: Data) -> list[Fault]:
    """Return every fault of the rule data and of the unit table, in the order of files and lines."""
    faults = [Fault(UNITS_FILE, 1, "unit_disproved", sentence, "what pint computes") for sentence in prove_units()]
    try:
        load(data)
    except LibraryRefused as refused:
        faults.extend(refused.faults)
    return sorted(faults)
