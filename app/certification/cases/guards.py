"""Every guard of the transition tables, answered for one step of one case."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from app.certification.cases.evidence_guards import BY_EVIDENCE, by_evidence, man_days_planned
from app.certification.cases.fold import bringing
from app.certification.cases.held import Held, Taken
from app.certification.cases.person_guards import BY_PERSON
from app.certification.cases.question import Question
from app.certification.cases.record import STATED
from app.certification.cases.refusal import Missing, missing_of
from app.certification.cases.situation import Situation
from app.certification.cases.step_guards import BY_STEP, stated
from app.certification.finding import MET, Answered, Needed, failing
from app.certification.lifecycle.circumstances import standings
from app.certification.lifecycle.guards import Guard
from app.certification.standing import Standing

_OF_CERTIFICATE: Final = (
    *(Guard.CERTIFICATE_IN_USE, Guard.CERTIFICATE_VALID, Guard.NOT_SUSPENDED, Guard.RENEWAL_OPEN),
    *(Guard.CAUSES_CLOSED, Guard.NO_GRAVE_CAUSE_OPEN),
)


def _of_certificate(guard: Guard) -> Callable[[Question], Answered]:
    """Answer by the certificate as the caller knows it, and the causes of this case, which its records have."""

    def answered(question: Question) -> Answered:
        known = question.situation.outside.certificate
        causes = known.open_causes | question.held.causes
        standing = standings(replace(known, open_causes=causes))[guard]
        return MET if standing is Standing.MET else failing(Needed.FINDING, guard)

    return answered


ANSWERS: Final[Mapping[Guard, Callable[[Question], Answered]]] = MappingProxyType(
    {
        **{guard: by_evidence(answering) for guard, answering in BY_EVIDENCE.items()},
        **{guard: stated(guard) for guard in STATED},
        **{guard: _of_certificate(guard) for guard in _OF_CERTIFICATE},
        **BY_PERSON,
        **BY_STEP,
        Guard.MAN_DAYS_PLANNED: man_days_planned,
    }
)
# What was true outside on the day of an earlier step nobody can tell from the records of the case.
FROM_OUTSIDE: Final = frozenset(
    {
        *_OF_CERTIFICATE,
        *(Guard.NO_CONSULTANCY, Guard.TEAM_FREE_OF_CONFLICT, Guard.HANDLER_UNINVOLVED),
        *(Guard.SAMPLE_PASSED, Guard.DECISION_TO_APPEAL),
    }
)


def missing_at(before: Held, taken: Taken, situation: Situation) -> tuple[Missing, ...]:
    """Return what is in the way of a step, of a case as it was before it, with the evidence that the step brings."""
    if taken.row is None:
        return ()
    held = bringing(before, taken.record.data, taken.place)
    question = Question(taken.row, taken.record, held, situation)
    found = (missing_of(guard, ANSWERS[guard](question)) for guard in taken.row.guards)
    return tuple(missing for missing in found if missing is not None)
