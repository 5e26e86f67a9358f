"""The deadlines of a certificate that run on a day, from its issue to the end of the bar."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.certification.cases.day_plan import Certified, Term, plan_day, terms_of
from app.certification.cases.over import Ends
from app.certification.cases.planned import About, Over, Planned, Reminder
from app.certification.cases.worklist import Work
from app.certification.certificate_days import CertificateLife, Done, Version
from app.certification.deadlines import NotComputable, WhyNot
from app.certification.lifecycle.vocabulary import Act, Deadline, Kind
from tests.app.certification.cases.driven import INSPECTED, driven, held_of
from tests.app.certification.cases.evidence import SCHEME
from tests.app.certification.cases.whole_life import BODY

DAY = timedelta(days=1)
ISSUED, EXPIRES = date(2026, 7, 20), date(2029, 7, 20)
VISITED = "plan start_inspection pass_inspection"
WINDOW, GAP = Deadline.SURVEILLANCE_WINDOW, Deadline.SURVEILLANCE_GAP


def work(kind: Kind, events: str) -> Work:
    case = driven(kind, events)
    return Work(case, held_of(case), SCHEME, BODY)


FIRST = work(Kind.APPLICATION, INSPECTED)


def certified(*cases: Work, acts: tuple[Done, ...] = ()) -> Certified:
    life = CertificateLife((Version(1, ISSUED, EXPIRES),), (Done(Act.ISSUE, 1, ISSUED), *acts))
    return Certified("JSPB-1", BODY.id, "holder", life, SCHEME, BODY, cases)


def terms(of: Certified, on: date) -> dict[Deadline, Ends | None]:
    return {each.deadline: each.ends for each in terms_of(of, on)}


def test_a_valid_certificate_has_to_be_reported_surveyed_and_renewed() -> None:
    assert terms(certified(FIRST), date(2026, 8, 1)) == {
        Deadline.REPORTING: Ends(Deadline.REPORTING, date(2026, 7, 29)),
        Deadline.RENEWAL_APPLICATION: Ends(Deadline.RENEWAL_APPLICATION, date(2029, 1, 20)),
        Deadline.VALIDITY: Ends(Deadline.VALIDITY, EXPIRES),
        # The first visit ended on 7 June 2026: from 7 December on another may be, and by 7 June it has to be.
        WINDOW: Ends(WINDOW, date(2026, 12, 7)),
        GAP: Ends(GAP, date(2027, 6, 7)),
    }


@pytest.mark.parametrize(
    ("cases", "expected"),
    [
        ((), {}),
        ((FIRST,), {WINDOW: date(2026, 12, 7), GAP: date(2027, 6, 7)}),
        ((FIRST, work(Kind.SURVEILLANCE, "plan")), {GAP: date(2027, 6, 7)}),
        ((FIRST, work(Kind.SURVEILLANCE, VISITED)), {GAP: date(2027, 6, 7)}),
        ((work(Kind.RENEWAL, INSPECTED),), {GAP: date(2027, 6, 7)}),
        ((work(Kind.SUSPENSION, ""),), {}),
    ],
    ids=["none", "first", "planned", "surveyed", "renewed", "no visit"],
)
def test_the_next_visit_counts_from_the_last_and_may_be_early_after_the_first_alone(
    cases: tuple[Work, ...], expected: dict[Deadline, date]
) -> None:
    found = terms(certified(*cases), date(2026, 8, 1))
    assert {name: each.day for name, each in found.items() if name in {WINDOW, GAP} and each} == expected


def test_a_visit_that_is_to_come_is_none_yet() -> None:
    assert GAP not in terms(certified(FIRST), date(2026, 6, 6))
    early = replace(certified(FIRST), life=CertificateLife((Version(1, DAY1, EXPIRES),), (Done(Act.ISSUE, 1, DAY1),)))
    assert GAP not in terms(early, date(2026, 6, 6))
    assert GAP in terms(early, date(2026, 6, 7))


DAY1 = date(2026, 6, 1)


def test_an_expired_certificate_can_be_renewed_late_and_needs_no_visit() -> None:
    found = terms(certified(FIRST), EXPIRES)
    assert set(found) == {Deadline.REPORTING, Deadline.GRACE}
    assert found[Deadline.GRACE] == Ends(Deadline.GRACE, date(2029, 10, 20))


def test_a_deadline_without_a_day_has_no_end() -> None:
    rule = SCHEME.deadlines[GAP]
    assert Term(GAP, rule, ISSUED, NotComputable(WhyNot.NOT_PRINTED, "12")).ends is None


ALONE, BOTH = (About(BODY.id, who, None, "JSPB-1") for who in (None, "holder"))
EXPIRED = Over(BOTH, Deadline.VALIDITY, EXPIRES)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2026-11-29", []),
        ("2026-11-30", [Reminder(ALONE, Ends(WINDOW, date(2026, 12, 7)), 7)]),
        ("2026-12-06", [Reminder(ALONE, Ends(WINDOW, date(2026, 12, 7)), 1)]),
        ("2026-12-07", [Over(ALONE, WINDOW, date(2026, 12, 7))]),
        ("2029-07-12", []),
        ("2029-07-13", [Reminder(BOTH, Ends(Deadline.VALIDITY, EXPIRES), 7)]),
        ("2029-07-20", [EXPIRED]),
        ("2029-10-13", [Reminder(BOTH, Ends(Deadline.GRACE, date(2029, 10, 20)), 7), EXPIRED]),
    ],
)
def test_the_window_is_told_to_the_body_and_expiry_to_the_holder_too(on: str, expected: list[Planned]) -> None:
    planned = plan_day([], [certified(FIRST)], date.fromisoformat(on))
    about = {WINDOW} if date.fromisoformat(on) < date(2027, 1, 1) else {Deadline.VALIDITY, Deadline.GRACE}
    found = [each for each in planned if (each.ends if isinstance(each, Reminder) else each).deadline in about]
    assert found == expected
