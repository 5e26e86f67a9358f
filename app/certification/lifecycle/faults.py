"""What can be wrong with a set of transition tables."""

from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """A property that does not hold."""

    DEAD_END = "dead_end"
    STATUS_WITHOUT_CLAUSE = "status_without_clause"
    STEP_WITHOUT_CLAUSE = "step_without_clause"
    RESURRECTED = "resurrected"
    DEADLINE_WITHOUT_EXPIRY = "deadline_without_expiry"
    DEADLINE_NEVER_STARTED = "deadline_never_started"
    NO_RESTORATION = "no_restoration"
    ACT_IMPOSSIBLE = "act_impossible"
    SIGNAL_LOST = "signal_lost"
    STEP_NEVER_TAKEN = "step_never_taken"


@dataclass(frozen=True, slots=True, order=True)
class LifeFault:
    """A fault and where it is: the table, then the state, status or deadline."""

    fault: Fault
    table: str
    where: str
