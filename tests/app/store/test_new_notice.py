"""A holiday notice that comes moves what was provisional, and each move is told once; on both databases."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from app.certification.certification_scheme import CertificationScheme
from app.certification.lifecycle.vocabulary import Deadline
from app.library.calendars import Calendar, load_calendar
from app.library.shelf import data_root
from app.ports.cases import CasesWanted
from app.store.announcements import StoredAnnouncements
from app.store.engine import Database
from app.store.outbox_tables import event
from app.workflow.case_jobs import job_desk
from app.workflow.day_jobs import do_day
from tests.app.store.casework import APPLICANT, BODY, LAB, Casework, casework, schemes

HELD = load_calendar(data_root())
# As if the State Council had not said yet how the year of the case would be.
BEFORE = replace(HELD, notices=tuple(each for each in HELD.notices if each.year < 2026))
ON = date(2026, 5, 12)


def under(calendar: Calendar) -> Callable[[str], CertificationScheme | None]:
    days = calendar.compiled()

    def scheme(name: str) -> CertificationScheme | None:
        found = schemes(name)
        return None if found is None else replace(found, calendar=days)

    return scheme


def told(database: Database, reader: str) -> list[dict[str, Any]]:
    asked = select(event.c.body).where(event.c.type == "deadline.moved", event.c.organisation_id == reader)
    with database.reading(reader) as connection:
        return [json.loads(body)["data"] for body in connection.execute(asked).scalars()]


@pytest.fixture
def work(database: Database) -> Casework:
    """A case whose test time ends on a day that no notice had fixed when it began."""
    made = casework(database)
    made.desk = replace(made.desk, schemes=under(BEFORE))
    made.follow(made.filed(), 3)
    return made


def run(work: Casework, database: Database, calendar: Calendar) -> int:
    desk = replace(work.desk, schemes=under(calendar))
    return do_day(ON, job_desk(desk, lambda: (BODY,), StoredAnnouncements(database))).moved


def test_the_notice_of_a_year_moves_its_days_and_each_is_told_once(work: Casework, database: Database) -> None:
    (case,) = work.desk.cases.find(BODY, CasesWanted())
    (was,) = case.state.ends
    assert (was.deadline, was.state) == (Deadline.TEST_TIME, "provisional")
    assert (run(work, database, BEFORE), told(database, BODY)) == (0, [])
    assert [run(work, database, HELD), run(work, database, HELD)] == [1, 0]
    (case,) = work.desk.cases.find(BODY, CasesWanted())
    (now,) = case.state.ends
    assert was.latest is not None
    assert (now.state, was.day <= now.day <= was.latest, case.state.due_on) == ("firm", True, now.day)
    moved = {
        "case": case.case.id,
        "deadline": "D-01",
        "was": {"ends_on": was.day.isoformat(), "ends_state": "provisional", "latest_end": was.latest.isoformat()},
        "now": {"ends_on": now.day.isoformat(), "ends_state": "firm", "latest_end": None},
    }
    for reader in (BODY, APPLICANT):
        assert told(database, reader) == [{"recipient": reader, **moved}]
    assert told(database, LAB) == []
