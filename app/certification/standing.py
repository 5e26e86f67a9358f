"""Where a clause or a whole decision stands. Never a bool."""

from collections.abc import Iterable
from enum import StrEnum
from typing import NoReturn


class Standing(StrEnum):
    """What is known of one clause; of a decision the first three.

    `met` and `not_met` rest on evidence; `open` means that something is still needed. Truth-testing raises, because
    `if standing:` would take a clause that is not met for one that is.
    """

    MET = "met"
    NOT_MET = "not_met"
    OPEN = "open"
    NOT_APPLICABLE = "not_applicable"

    def __bool__(self) -> NoReturn:
        raise TypeError("a standing is not true or false; compare it with a Standing")


def weigh(standings: Iterable[Standing]) -> Standing:
    """Roll standings up: one clause that is not met decides; met needs at least one, and nothing open.

    A decision without clauses is open, so that an empty rule certifies nobody.
    """
    seen = set(standings)
    if Standing.NOT_MET in seen:
        return Standing.NOT_MET
    if Standing.MET in seen and seen <= {Standing.MET, Standing.NOT_APPLICABLE}:
        return Standing.MET
    return Standing.OPEN
