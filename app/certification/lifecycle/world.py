"""A certificate with its open cases, as the model check sees them: no dates, no evidence, only what can come next.

Of the causes only whether an ordinary and a grave one are open is kept, of the cases at most one of each kind.
"""

from collections.abc import Mapping
from functools import cache
from typing import Final, NamedTuple

from app.certification.lifecycle.certificate import NOT_ISSUED
from app.certification.lifecycle.circumstances import Circumstances, standings
from app.certification.lifecycle.guards import Guard
from app.certification.lifecycle.vocabulary import Cause, CauseChange, Kind, Status
from app.certification.standing import Standing

ORDINARY: Final = Cause.REQUIREMENTS_NOT_MET
GRAVE: Final = Cause.ACCIDENT_OR_DISHONESTY


# What no appeal is about.
NOTHING: Final[tuple[Kind, str | None]] = (Kind.APPEAL, None)


class World(NamedTuple):
    """One abstract state.

    `appealed` is what the open appeal is about: a case that is open, or the final state that one has reached.
    """

    status: str = NOT_ISSUED
    in_grace: bool = False
    causes: frozenset[Cause] = frozenset()
    cases: frozenset[tuple[Kind, str]] = frozenset()
    appealed: tuple[Kind, str | None] = NOTHING

    def state_of(self, kind: Kind) -> str | None:
        """Return the state of the open case of a kind, None where none is open."""
        for case, state in self.cases:
            if case is kind:
                return state
        return None

    def answers(self) -> Mapping[Guard, Standing]:
        """Return the standings of the guards about the certificate."""
        return _answers(self.status, self.in_grace, self.causes)

    def with_case(self, kind: Kind, state: str | None) -> "World":
        """Return the world with a case in a state, or closed (None)."""
        others = frozenset(case for case in self.cases if case[0] is not kind)
        appealed = NOTHING if kind is Kind.APPEAL and state is None else self.appealed
        cases = others if state is None else others | {(kind, state)}
        return World(self.status, self.in_grace, self.causes, cases, appealed)

    def with_causes(self, change: CauseChange | None, cause: Cause | None) -> tuple["World", ...]:
        """Return the worlds that a change of the causes can lead to; without a named cause either may be meant."""
        match change:
            case None:
                return (self,)
            case CauseChange.ADD:
                added = (ORDINARY, GRAVE) if cause is None else (ORDINARY,)
                return tuple(self._replace(causes=self.causes | {one}) for one in added)
            case CauseChange.CLOSE:
                return (self, *(self._replace(causes=self.causes - {one}) for one in self.causes))
            case CauseChange.CLEAR:
                return (self._replace(causes=frozenset()),)


@cache
def _answers(status: str, in_grace: bool, causes: frozenset[Cause]) -> Mapping[Guard, Standing]:  # noqa: FBT001 - a part of the world
    return standings(Circumstances(None if status == NOT_ISSUED else Status(status), in_grace, causes))
