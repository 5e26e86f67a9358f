"""Exit codes: what a script learns without reading the output."""

from collections.abc import Iterable
from enum import IntEnum

from methods.outcome import Outcome


class Exit(IntEnum):
    """How a command ended. Wrong usage ends with 2, and a closed pipe by its signal, as everywhere.

    `UNWRITTEN` is EX_IOERR of sysexits.
    """

    CONFORMING = 0
    FAULT = 1
    NONCONFORMING = 10
    UNDETERMINED = 20
    REFUSED = 30
    UNWRITTEN = 74


def exit_for(outcomes: Iterable[Outcome]) -> Exit:
    """Return the code of the worst outcome: one nonconforming decides, nothing at all is undetermined."""
    seen = set(outcomes)
    if Outcome.NONCONFORMING in seen:
        return Exit.NONCONFORMING
    return Exit.CONFORMING if seen == {Outcome.CONFORMING} else Exit.UNDETERMINED
