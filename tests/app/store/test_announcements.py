"""What is told because of a day is told once; on both databases."""

from datetime import date

import pytest

from app.certification.cases.over import Ends
from app.certification.lifecycle.vocabulary import Deadline
from app.ports.cases import CasesWanted, StateRow
from app.ports.evidence import EventRow
from app.store.announcements import StoredAnnouncements
from app.store.engine import Database
from tests.app.store.conftest import Opened
from tests.app.store.docket import APPLICANT, AT, BODY, OTHER_BODY, Docket, docket


@pytest.fixture
def kept(database: Database) -> Docket:
    return docket(database)


def event(name: str, reader: str) -> EventRow:
    return EventRow(name, reader, "deadline.reminder", b"{}")


def stored(opened: Opened) -> list[tuple[str, str]]:
    query = "SELECT id, organisation_id FROM event WHERE type = 'deadline.reminder' ORDER BY id"
    with opened.unbound.reading() as connection:
        return [(row[0], row[1]) for row in connection.exec_driver_sql(query)]


@pytest.mark.usefixtures("kept")
def test_an_event_that_is_there_is_not_told_again(database: Database, opened: Opened) -> None:
    announcements = StoredAnnouncements(database)
    first = [event("a", BODY), event("b", APPLICANT), event("c", BODY)]
    assert announcements.announce(first, AT) == 3
    assert announcements.announce([*first, event("d", APPLICANT)], AT) == 1
    assert announcements.announce([], AT) == 0
    assert stored(opened) == [("a", BODY), ("b", APPLICANT), ("c", BODY), ("d", APPLICANT)]


def test_other_days_are_noted_for_the_record_that_was_seen(kept: Docket, database: Database) -> None:
    case = kept.opened("W-1")
    announcements = StoredAnnouncements(database)
    ends = (Ends(Deadline.CORRECTION, date(2026, 6, 3), date(2026, 6, 5)), Ends(Deadline.TEST_TIME, date(2026, 6, 4)))

    def state() -> StateRow:
        return kept.cases.find(BODY, CasesWanted())[0].state

    for n, body in ((2, BODY), (1, OTHER_BODY)):
        assert not announcements.restate(body, case, n, ends)
        assert state() == StateRow("filed", date(2026, 6, 1))
    assert announcements.restate(BODY, case, 1, ends)
    assert state() == StateRow("filed", date(2026, 6, 3), ends)
    assert announcements.restate(BODY, case, 1, ())
    assert state() == StateRow("filed", None)
