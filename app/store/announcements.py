"""Events of a day in the outbox: an event whose identifier is there was told before."""

from collections.abc import Sequence
from itertools import groupby

from sqlalchemy import update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningInsert

from app.certification.cases.over import Ends
from app.ports.evidence import EventRow
from app.store.case_rows import ends_text
from app.store.case_tables import case_state
from app.store.engine import Database
from app.store.outbox_tables import event
from app.store.rows import event_row


class StoredAnnouncements:
    """What is told because of a day (`app.ports.announcements.Announcements`)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def announce(self, events: Sequence[EventRow], at: str) -> int:
        """Put the events that are not there yet on their way, and return how many these were."""
        new = 0
        by_reader = sorted(events, key=lambda each: each.organisation)
        for reader, own in groupby(by_reader, key=lambda each: each.organisation):
            with self._database.writing(reader) as connection:
                for each in own:
                    new += len(connection.execute(self._unless_there(each, at)).all())
        return new

    def restate(self, body: str, case: str, n: int, ends: Sequence[Ends]) -> bool:
        """Note when the deadlines of a case end, first one first; False where record `n` is not its newest any more."""
        row = {"due_on": ends[0].day.isoformat() if ends else None, "ends": ends_text(ends)}
        own = (case_state.c.organisation_id == body, case_state.c.case_id == case, case_state.c.n == n)
        with self._database.writing(body) as connection:
            return connection.execute(update(case_state).where(*own).values(row)).rowcount == 1

    def _unless_there(self, each: EventRow, at: str) -> ReturningInsert[tuple[str]]:
        row = event_row(each, at)
        made = (
            sqlite.insert(event).values(row).on_conflict_do_nothing()
            if self._database.is_sqlite
            else postgresql.insert(event).values(row).on_conflict_do_nothing()
        )
        return made.returning(event.c.id)
