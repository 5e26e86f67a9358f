"""What `labverdict check-data` does: the whole load, every case run, programmes read, the unit table proved by pint."""

from app.library.fault import Fault, LibraryRefused
from app.library.programmes import read_programmes
from app.library.proving import prove_cases
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
    read_programmes(data, faults)
    return sorted(faults)
