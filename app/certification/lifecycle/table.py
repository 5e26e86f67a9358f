"""Transition tables: explicit rows, and nothing that is not a row can happen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

from app.certification.lifecycle.citation import Basis, Citation
from app.certification.lifecycle.events import Event
from app.certification.lifecycle.guards import GROUNDS, Guard
from app.certification.lifecycle.vocabulary import Act, Actor, Cause, CauseChange, Deadline, Kind

HERE: Final = "*"


@dataclass(frozen=True, slots=True)
class Signal:
    """An event that a step sends to another case of the same certificate; None is the case appealed against.

    It is taken by the open case of that kind. Where none is open it opens one if the kind's table starts with this
    event, and says nothing to anybody otherwise.
    """

    kind: Kind | None
    event: Event
    cause: Cause | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Transition:
    """One row: from `state`, `event` leads to `to` if one of `by` takes it and every guard holds.

    `act` is done to the certificate. `starts` are deadlines that run from here on, each counted from the day that its
    own definition names; `resumes` are such that count on from that day if they had started before; `ends` and
    `expires` stop them, the latter because their time is over and this event says so. A final state ends those of its
    case. `norms` are the requirements of the ledger that this row holds. A row is equal to itself alone.
    """

    state: str
    event: str
    to: str
    by: tuple[Actor, ...]
    citation: Citation
    guards: tuple[Guard, ...] = ()
    act: Act | None = None
    signals: tuple[Signal, ...] = ()
    causes: CauseChange | None = None
    starts: tuple[Deadline, ...] = ()
    resumes: tuple[Deadline, ...] = ()
    ends: tuple[Deadline, ...] = ()
    expires: tuple[Deadline, ...] = ()
    norms: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.citation.basis is Basis.DRAFT and Guard.NORM_ADOPTED not in self.guards:
            raise ValueError(f"{self.state} {self.event}: a norm of a draft binds only where it is adopted")

    def listens(self) -> bool:
        """Tell whether only a signal brings this row about, no clock and no person."""
        return self.by == (Actor.SYSTEM,) and not self.expires


def from_each(states: Iterable[str], row: Transition) -> tuple[Transition, ...]:
    """Return the row once for each state; a row that leads to HERE stays in the state."""
    return tuple(replace(row, state=state, to=state if row.to == HERE else row.to) for state in states)


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one kind of case, or of the certificate; `final` are the states in which it may rest for good."""

    name: str
    start: str
    final: frozenset[str]
    rows: tuple[Transition, ...]
    _by_step: Mapping[tuple[str, str], Transition] = field(init=False, repr=False, compare=False)
    _by_state: Mapping[str, tuple[Transition, ...]] = field(init=False, repr=False, compare=False)
    _free: Mapping[str, tuple[Transition, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_step = {(row.state, row.event): row for row in self.rows}
        if len(by_step) < len(self.rows):
            raise ValueError(f"{self.name}: an event leads from a state to one state")
        by_state: dict[str, tuple[Transition, ...]] = {}
        for row in self.rows:
            by_state[row.state] = (*by_state.get(row.state, ()), row)
        free = {state: tuple(row for row in rows if not row.listens()) for state, rows in by_state.items()}
        object.__setattr__(self, "_by_step", MappingProxyType(by_step))
        object.__setattr__(self, "_free", MappingProxyType(free))
        object.__setattr__(self, "_by_state", MappingProxyType(by_state))

    def row(self, state: str, event: str) -> Transition | None:
        """Return the row of an event in a state, None where there is none."""
        return self._by_step.get((state, event))

    def leaving(self, state: str) -> tuple[Transition, ...]:
        """Return the rows of a state, in their order."""
        return self._by_state.get(state, ())

    def free(self, state: str) -> tuple[Transition, ...]:
        """Return the rows of a state that wait for no signal."""
        return self._free.get(state, ())

    def states(self) -> tuple[str, ...]:
        """Return every state that a row names, the start first."""
        return tuple(dict.fromkeys((self.start, *(state for row in self.rows for state in (row.state, row.to)))))

    def norms(self) -> frozenset[str]:
        """Return every requirement of the ledger that a row or one of its guards holds."""
        guards = {guard for row in self.rows for guard in row.guards}
        return frozenset(norm for row in self.rows for norm in row.norms) | {
            norm for guard in guards for norm in GROUNDS[guard].norms
        }
