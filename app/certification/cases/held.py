"""What a case amounts to: its state, its evidence so far, the deadlines that run, and who took part."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Final

from app.certification.calendar import Pause
from app.certification.cases.record import NOTHING, Brought, Receipt, Recorded
from app.certification.dossier import Dossier, ProductTest, Review
from app.certification.lifecycle.table import Transition
from app.certification.lifecycle.vocabulary import Actor, Cause, Deadline, Kind
from app.certification.scheme import Stage

_STAGES: Final[Mapping[Kind, Stage]] = MappingProxyType(
    {
        Kind.APPLICATION: Stage.INITIAL,
        Kind.SURVEILLANCE: Stage.SURVEILLANCE,
        Kind.SAMPLE: Stage.SURVEILLANCE,
        Kind.CHANGE: Stage.CHANGE,
        Kind.EXTENSION: Stage.EXTENSION,
        Kind.RENEWAL: Stage.RENEWAL,
    }
)


@dataclass(frozen=True, slots=True)
class Clock:
    """A deadline: the day from which it counts, the event that started it, and where the clock stood still."""

    deadline: Deadline
    start: date
    started_by: int
    pauses: tuple[Pause, ...] = ()


@dataclass(frozen=True, slots=True)
class Involved:
    """That a person took a step of the case; what was corrected later counts as well.

    `evaluates`: in a role of the evaluation, or with evidence of it in whatever role.
    """

    person: str
    n: int
    event: str
    role: Actor
    evaluates: bool


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision: who took it, on which version of the evidence and on which reports."""

    n: int
    event: str
    person: str
    on: date
    evidence: int
    reports: frozenset[str]


@dataclass(frozen=True, slots=True)
class Taken:
    """A record as it counts in the end, its place among the events, and what it did.

    `row` is None for evidence that moved nothing.
    """

    record: Recorded
    place: int
    row: Transition | None
    before: str
    after: str
    started: tuple[Clock, ...]
    ended: tuple[Deadline, ...]


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A recommendation that waits for its decision."""

    person: str
    on: date
    ground: str


@dataclass(frozen=True, slots=True)
class Held:
    """A case folded.

    `brought` is all evidence so far, and `evidence` the `n` of the last event that changed it, 0 for none. `stopped`
    are clocks that a later step may resume, with the day on which they stopped. `causes` are those still open.
    `evaluators` are the keys of all persons whom evidence named as such, also where other evidence took its place.
    """

    kind: Kind
    scheme: str
    state: str
    accepted_on: date | None = None
    brought: Brought = NOTHING
    evidence: int = 0
    running: Mapping[Deadline, Clock] = field(default_factory=dict)
    stopped: Mapping[Deadline, tuple[Clock, date]] = field(default_factory=dict)
    causes: frozenset[Cause] = frozenset()
    reviewed: Reviewed | None = None
    involved: tuple[Involved, ...] = ()
    evaluators: frozenset[str] = frozenset()
    decisions: tuple[Decided, ...] = ()
    taken: tuple[Taken, ...] = ()

    def dossier(self, review: Review | None = None) -> Dossier | None:
        """Return the evidence so far as a decision sees it.

        None before there is an application, and for the kinds of case that no clause of the rule decides.
        """
        stage, application, brought = _STAGES.get(self.kind), self.brought.application, self.brought
        if stage is None or application is None:
            return None
        return Dossier(
            scheme=self.scheme,
            stage=stage,
            application=replace(application, accepted_on=self.accepted_on or application.accepted_on),
            certified=brought.certified,
            sampling=brought.sampling,
            statements=brought.statements,
            tests=tuple(_with_receipt(test, brought.receipt) for test in brought.tests),
            card=brought.card,
            inspection=brought.inspection,
            review=review,
        )


def _with_receipt(test: ProductTest, receipt: Receipt | None) -> ProductTest:
    """Return a test with what its laboratory had recorded on receipt; what the test itself says goes before."""
    if receipt is None or test.adopted is not None:
        return test
    return replace(
        test,
        sample_received_on=test.sample_received_on or receipt.sample_received_on,
        fee_received_on=test.fee_received_on or receipt.fee_received_on,
        sample_l=receipt.sample_l if test.sample_l is None else test.sample_l,
        pauses=test.pauses or receipt.pauses,
    )
