"""What a day brings about, as it is printed."""

from datetime import date

import pytest

from app.certification.cases.over import Ends
from app.certification.cases.planned import About, Moved, Over, Planned, Reminder, StepDue
from app.certification.lifecycle.events import Event
from app.certification.lifecycle.vocabulary import Deadline
from app.cli.day_table import done_json, done_lines, plan_json, plan_lines
from app.cli.grid import Line
from app.wording import Language
from app.workflow.day_jobs import DayDone

ON = date(2026, 7, 29)
OF_CASE = About("body", "client", case="case-1")
OF_CERTIFICATE = About("body", None, certificate="JSPB-2026-0001")
STEP = StepDue(OF_CASE, "case-1", Event.TEST_TIME_OVER, Deadline.TEST_TIME)
NOW = Ends(Deadline.CORRECTION, date(2027, 1, 5), date(2027, 1, 8))
PLAN: tuple[Planned, ...] = (
    Reminder(OF_CERTIFICATE, Ends(Deadline.REPORTING, ON), 1),
    Over(OF_CERTIFICATE, Deadline.VALIDITY, ON),
    STEP,
    Moved(OF_CASE, "case-1", 3, Deadline.CORRECTION, None, NOW, (NOW,)),
    Moved(OF_CASE, "case-1", 3, Deadline.CERTIFICATION_TIME, Ends(Deadline.CERTIFICATION_TIME, ON), None, (NOW,)),
)
DONE = DayDone(1, (STEP,), (STEP,), 2, 3, ("case-7",))


def text(lines: list[Line]) -> str:
    return "\n".join(str(line) for line in lines)


@pytest.mark.parametrize("language", Language)
def test_a_plan_is_a_row_for_each_thing_that_is_due(language: Language) -> None:
    printed = text(list(plan_lines(PLAN, ON, language, 120)))
    for part in (
        "JSPB-2026-0001",
        "case-1",
        "D-07",
        "D-09",
        "D-01",
        "D-05",
        "D-06",
        "2026-07-29",
        "2027-01-05",
        "2027-01-08",
    ):
        assert part in printed


def test_a_day_without_anything_says_so() -> None:
    assert "2026-07-29: nothing" in text(list(plan_lines((), ON, Language.EN, 120)))


def test_a_plan_in_json_names_everything() -> None:
    told = plan_json(PLAN, ON)
    assert isinstance(told, dict)
    plan = told["plan"]
    assert isinstance(plan, list)
    assert plan == [
        {
            "sort": "reminder",
            "deadline": "D-07",
            "lead_days": 1,
            "body": "body",
            "client": None,
            "case": None,
            "certificate": "JSPB-2026-0001",
            "ends_on": "2026-07-29",
            "ends_state": "firm",
            "latest_end": None,
        },
        {
            "sort": "over",
            "deadline": "D-09",
            "body": "body",
            "client": None,
            "case": None,
            "certificate": "JSPB-2026-0001",
            "ended_on": "2026-07-29",
        },
        {
            "sort": "step",
            "event": "test_time_over",
            "deadline": "D-01",
            "body": "body",
            "client": "client",
            "case": "case-1",
            "certificate": None,
        },
        {
            "sort": "moved",
            "deadline": "D-05",
            "body": "body",
            "client": "client",
            "case": "case-1",
            "certificate": None,
            "was": None,
            "now": {"ends_on": "2027-01-05", "ends_state": "provisional", "latest_end": "2027-01-08"},
        },
        {
            "sort": "moved",
            "deadline": "D-06",
            "body": "body",
            "client": "client",
            "case": "case-1",
            "certificate": None,
            "was": {"ends_on": "2026-07-29", "ends_state": "firm", "latest_end": None},
            "now": None,
        },
    ]


@pytest.mark.parametrize("language", Language)
def test_what_was_done_names_the_steps_that_were_not_taken(language: Language) -> None:
    printed = text(list(done_lines(DONE, ON, language)))
    assert "2026-07-29" in printed
    assert "case-1" in printed
    assert "case-7" in printed
    told = done_json(DONE, ON)
    assert isinstance(told, dict)
    assert (told["recovered"], told["moved"], told["told"]) == (1, 2, 3)
