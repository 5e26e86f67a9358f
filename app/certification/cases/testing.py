"""What of a case concerns the laboratories that take part in it: testing, and nothing of review or decision.

The tables say which: a laboratory is concerned by what laboratories do, by a step that comes to a state in which they
are to act or leaves one, and by a deadline that ends on leaving such a state.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from app.certification.cases.held import Held
from app.certification.cases.record import Recorded
from app.certification.cases.timeline import Happened, Line, Ran
from app.certification.lifecycle.table import Table
from app.certification.lifecycle.tables import CASES
from app.certification.lifecycle.vocabulary import Actor, Deadline, Kind


@dataclass(frozen=True, slots=True)
class OfTesting:
    """The states of a kind of case in which laboratories act, and the deadlines that end on leaving one."""

    states: frozenset[str]
    deadlines: frozenset[Deadline]


def _of(table: Table) -> OfTesting:
    states = frozenset(row.state for row in table.rows if Actor.LABORATORY in row.by)
    leaving = (row for state in states for row in table.leaving(state))
    return OfTesting(states, frozenset(each for row in leaving for each in (*row.ends, *row.expires)))


TESTING: Final[Mapping[Kind, OfTesting]] = MappingProxyType({kind: _of(table) for kind, table in CASES.items()})


def is_of_testing(record: Recorded, held: Held) -> bool:
    """Tell whether a record of a case concerns laboratories."""
    states = TESTING[held.kind].states
    return record.role is Actor.LABORATORY or any(
        each.record.n == record.n and each.row is not None and not states.isdisjoint({each.before, each.after})
        for each in held.taken
    )


def of_testing(lines: tuple[Line, ...], held: Held) -> tuple[Line, ...]:
    """Return the lines of a story that concern laboratories, in their order."""
    deadlines = TESTING[held.kind].deadlines

    def concerns(line: Line) -> bool:
        match line:
            case Happened(record=record):
                return is_of_testing(record, held)
            case Ran(clock=clock):
                return clock.deadline in deadlines

    return tuple(line for line in lines if concerns(line))
