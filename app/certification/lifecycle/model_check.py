"""Proof that a set of transition tables is sound: the tables one by one, then every world that they can lead to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from app.certification.lifecycle.exploration import Explored, explore
from app.certification.lifecycle.faults import Fault, LifeFault
from app.certification.lifecycle.guards import Guard
from app.certification.lifecycle.model import Model
from app.certification.lifecycle.states import State
from app.certification.lifecycle.table import Table
from app.certification.lifecycle.tables import Life
from app.certification.lifecycle.vocabulary import Deadline, Kind, Status

# What no step of a certificate's life starts, and why.
OUTSIDE: Final[Mapping[Deadline, str]] = MappingProxyType(
    {
        Deadline.REPORT_AGE: "looks back from the day of adoption, and is judged once",
        Deadline.CONFIRMATION_TEST: "is the factory's, and is looked into at every surveillance",
        Deadline.YEARLY_REPORT: "is the alliance's",
    }
)

_WITHIN_TERM: Final[frozenset[str]] = frozenset({State.IN_FORCE, State.VERIFYING, State.SETTLED})


@dataclass(frozen=True, slots=True)
class LifeCheck:
    """How many worlds and steps were explored, and every fault, in order."""

    worlds: int
    steps: int
    faults: tuple[LifeFault, ...]


def check_tables(life: Life) -> tuple[LifeFault, ...]:
    """Return what the tables show without being followed: what has no clause, deadlines that never end or start."""
    return tuple(sorted({*_without_clause(life), *_without_expiry(life), *_never_started(life)}))


def check_life(life: Life, at_once: int, unmet: frozenset[Guard] = frozenset()) -> LifeCheck:
    """Explore a life to its fixpoint and return what does not hold.

    `at_once` is how many cases may be open when another one is opened freely; those that follow from a step come on
    top. `unmet` are guards that never hold, such as those that wait for a value which a body has not set; steps that
    are never taken count as faults only where there are none.
    """
    explored = explore(Model(life, at_once, unmet))
    faults = {
        *check_tables(life),
        *explored.faults,
        *_dead_ends(life, explored),
        *_without_restoration(explored),
        *(() if unmet else _never_taken(life, explored)),
    }
    return LifeCheck(len(explored.worlds), explored.steps, tuple(sorted(faults)))


def _tables(life: Life) -> tuple[Table, ...]:
    return (life.certificate, *life.cases.values())


def _without_clause(life: Life) -> Iterator[LifeFault]:
    for status in Status:
        if status not in life.status_clauses:
            yield LifeFault(Fault.STATUS_WITHOUT_CLAUSE, life.certificate.name, status)
    for table in _tables(life):
        for row in table.rows:
            if not row.citation.number:
                yield LifeFault(Fault.STEP_WITHOUT_CLAUSE, table.name, f"{row.state} {row.event}")


def _without_expiry(life: Life) -> Iterator[LifeFault]:
    """Follow the deadlines that run in each state; the end of a case ends them, the end of a certificate does not."""
    for table in _tables(life):
        over = frozenset[str]() if table is life.certificate else table.final
        for state, running in _running(table):
            if state in over:
                continue
            expiring = {deadline for row in table.leaving(state) for deadline in row.expires}
            for deadline in running - expiring:
                yield LifeFault(Fault.DEADLINE_WITHOUT_EXPIRY, table.name, f"{state} {deadline}")


def _running(table: Table) -> set[tuple[str, frozenset[Deadline]]]:
    found = {(table.start, frozenset[Deadline]())}
    to_follow = list(found)
    while to_follow:
        state, running = to_follow.pop()
        for row in table.leaving(state):
            after = (row.to, (running - {*row.ends, *row.expires}) | {*row.starts, *row.resumes})
            if after not in found:
                found.add(after)
                to_follow.append(after)
    return found


def _never_started(life: Life) -> Iterator[LifeFault]:
    started = {deadline for table in _tables(life) for row in table.rows for deadline in row.starts}
    for deadline in set(Deadline) - started - set(OUTSIDE):
        yield LifeFault(Fault.DEADLINE_NEVER_STARTED, "", deadline)


def _dead_ends(life: Life, explored: Explored) -> Iterator[LifeFault]:
    """Complain of every open case that nothing leads to a final state."""
    for kind in life.cases:
        states = [world.state_of(kind) for world in explored.worlds]
        ending = explored.leading_to({number for number, state in enumerate(states) if state is None})
        for number, state in enumerate(states):
            if state is not None and number not in ending:
                yield LifeFault(Fault.DEAD_END, kind, state)


def _without_restoration(explored: Explored) -> Iterator[LifeFault]:
    """Complain of a suspension within its term from which the certificate cannot become valid before it expires."""
    worlds = explored.worlds
    valid = {number for number, world in enumerate(worlds) if world.status == Status.VALID}
    suspended = {number for number, world in enumerate(worlds) if world.status == Status.SUSPENDED}
    for number in suspended - explored.leading_to(valid, suspended):
        state = worlds[number].state_of(Kind.SUSPENSION)
        if state in _WITHIN_TERM:
            yield LifeFault(Fault.NO_RESTORATION, Kind.SUSPENSION, state)


def _never_taken(life: Life, explored: Explored) -> Iterator[LifeFault]:
    for table in _tables(life):
        for row in table.rows:
            if row not in explored.rows:
                yield LifeFault(Fault.STEP_NEVER_TAKEN, table.name, f"{row.state} {row.event}")
