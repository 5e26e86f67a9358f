import pytest

from app.certification.lifecycle.circumstances import Circumstances, standings
from app.certification.lifecycle.guards import Guard
from app.certification.lifecycle.vocabulary import Cause, Status
from app.certification.standing import Standing

NO_CAUSE = frozenset[Cause]()
ORDINARY = frozenset({Cause.SAMPLE_FAILED})
GRAVE = ORDINARY | {Cause.ACCIDENT_OR_DISHONESTY}
ALWAYS = {Guard.NOT_SUSPENDED, Guard.CAUSES_CLOSED, Guard.NO_GRAVE_CAUSE_OPEN}
IN_USE = {Guard.CERTIFICATE_IN_USE, Guard.RENEWAL_OPEN}


@pytest.mark.parametrize(
    ("status", "in_grace", "causes", "met"),
    [
        (None, False, NO_CAUSE, ALWAYS),
        (Status.VALID, False, NO_CAUSE, ALWAYS | IN_USE | {Guard.CERTIFICATE_VALID}),
        (
            Status.VALID,
            False,
            ORDINARY,
            IN_USE | {Guard.CERTIFICATE_VALID, Guard.NOT_SUSPENDED, Guard.NO_GRAVE_CAUSE_OPEN},
        ),
        (Status.SUSPENDED, False, NO_CAUSE, IN_USE | {Guard.CAUSES_CLOSED, Guard.NO_GRAVE_CAUSE_OPEN}),
        (Status.SUSPENDED, False, GRAVE, IN_USE),
        (Status.EXPIRED, True, NO_CAUSE, ALWAYS | {Guard.RENEWAL_OPEN}),
        (Status.EXPIRED, True, ORDINARY, {Guard.NOT_SUSPENDED, Guard.NO_GRAVE_CAUSE_OPEN, Guard.RENEWAL_OPEN}),
        (Status.EXPIRED, False, NO_CAUSE, ALWAYS),
        (Status.WITHDRAWN, False, NO_CAUSE, ALWAYS),
        (Status.CANCELLED, True, NO_CAUSE, ALWAYS),
    ],
)
def test_what_the_certificate_itself_answers(
    status: Status | None,
    in_grace: bool,  # noqa: FBT001 - a column of the table
    causes: frozenset[Cause],
    met: set[Guard],
) -> None:
    answers = standings(Circumstances(status, in_grace, causes))
    assert {guard for guard, standing in answers.items() if standing is Standing.MET} == met
    assert set(answers.values()) <= {Standing.MET, Standing.NOT_MET}
