"""Exit codes: what a script learns without reading the output."""

from collections.abc import Iterable
from enum import IntEnum

from app.certification.standing import Standing
from methods.outcome import Outcome


class Exit(IntEnum):
    """How a command ended. Wrong usage ends with 2, and a closed pipe by its signal, as everywhere.

    `UNANSWERED` is EX_UNAVAILABLE of sysexits, `UNWRITTEN` EX_IOERR.
    """

    CONFORMING = 0
    FAULT = 1
    NONCONFORMING = 10
    UNDETERMINED = 20
    REFUSED = 30
    UNANSWERED = 69
    UNWRITTEN = 74


def exit_for(outcomes: Iterable[Outcome]) -> Exit:
    """Return the code of the worst outcome: one nonconforming decides, nothing at all is undetermined."""
    seen = set(outcomes)
    if Outcome.NONCONFORMING in seen:
        return Exit.NONCONFORMING
    return Exit.CONFORMING if seen == {Outcome.CONFORMING} else Exit.UNDETERMINED


def exit_for_standing(standing: Standing) -> Exit:
    """Return the code of a decision."""
    match standing:
        case Standing.MET:
            return Exit.CONFORMING
        case Standing.NOT_MET:
            return Exit.NONCONFORMING
        case Standing.OPEN | Standing.NOT_APPLICABLE:
            return Exit.UNDETERMINED
