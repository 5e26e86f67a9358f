"""The words of a verdict. A verdict is never a bool."""

from enum import StrEnum
from typing import NoReturn


class Outcome(StrEnum):
    """What is known of one item against one requirement; of a report the first three.

    Truth-testing raises, because `if outcome:` would call a nonconforming item good.
    """

    CONFORMING = "conforming"
    NONCONFORMING = "nonconforming"
    UNDETERMINED = "undetermined"
    MISSING = "missing"
    INVALID = "invalid"
    NOT_APPLICABLE = "not_applicable"

    def __bool__(self) -> NoReturn:
        raise TypeError("an outcome is not true or false; compare it with an Outcome")
