"""Certification cases as they lie in the database: opening, steps, parties and files."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection, insert, select

from app.ports.cases import (
    Case,
    CaseSummary,
    CasesWanted,
    CaseView,
    DecisionView,
    Document,
    NoSuchCase,
    Opening,
    Party,
    Step,
    Telling,
)
from app.ports.evidence import Answer, EventRow, Taken
from app.store.case_opening import granted, unless
from app.store.case_reading import about, concerning, decisions, find, overtaken, read, readable
from app.store.case_rows import document_row, party_row
from app.store.case_steps import Steps, check_acts
from app.store.case_tables import case_document, case_party
from app.store.engine import Database
from app.store.outbox_tables import event
from app.store.rows import event_row


class StoredCases:
    """Cases in the database (`app.ports.cases.CaseStore`)."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._steps = Steps(database)

    def open(self, case: Case, parties: Sequence[Party], step: Step, telling: Telling) -> Answer:
        """Store a case with its first records, which continue number 0, and its parties.

        Raises `Taken` when the number or the idempotency key is taken, `NoSuchCase` when who acts is no party, or when
        the body has no certificate of the number that the case is about.
        """
        return self.append(replace(step, opens=Opening(case, tuple(parties))), telling)

    def append(self, step: Step, telling: Telling, following: Sequence[Step] = ()) -> Answer:
        """Store a step and those that follow from it in other cases of the same body, all or nothing.

        Raises `Overtaken`, `NoSuchCase`, or `Taken`: the idempotency key is, or the number of a case that is opened.
        """
        with self._database.writing(step.body) as connection:
            answer, _ = self._steps.add(connection, (step, *following), telling)
        return answer

    def grant_party(self, body: str, case: str, party: Party, told: EventRow, at: str) -> bool:
        """Let an organisation see a case in a role, and log it once; False when the body has no such case."""
        there = select(case_party.c.since).where(
            case_party.c.case_id == case,
            case_party.c.owner_id == body,
            case_party.c.organisation_id == party.organisation,
            case_party.c.role == party.role.value,
        )
        with self._database.writing(body) as connection:
            try:
                check_acts(connection, body, case, body)
            except NoSuchCase:
                return False
            # Whoever holds the log's end is alone in granting.
            self._steps.log.hold(connection)
            if connection.execute(there).first() is None:
                connection.execute(insert(case_party), party_row(body, case, party, at))
                connection.execute(insert(event), event_row(told, at))
                self._tell_party(connection, body, case, party, at)
        return True

    def keep_document(self, document: Document, at: str) -> bool:
        """Keep a file of a case, once; raises `NoSuchCase`. False when it was there already."""
        try:
            with self._database.writing(document.body) as connection:
                check_acts(connection, document.body, document.case, document.sender)
                with unless(Taken):
                    connection.execute(insert(case_document), document_row(document, at))
        except Taken:
            return False
        return True

    def document(self, reader: str, case: str, sha256: str) -> bytes | None:
        """Return the bytes of a file that the reader may read."""
        wanted = select(case_document.c.content).where(case_document.c.sha256 == sha256, *readable(reader, case))
        with self._database.reading(reader) as connection:
            found = connection.execute(wanted).scalar_one_or_none()
        return None if found is None else bytes(found)

    def read(self, reader: str, case: str) -> CaseView | None:
        """Return a case as its body or one of its parties sees it."""
        with self._database.reading(reader) as connection:
            return read(connection, reader, case)

    def find(self, body: str, wanted: CasesWanted) -> Sequence[CaseSummary]:
        """Return a page of a body's own cases."""
        with self._database.reading(body) as connection:
            return find(connection, body, wanted)

    def about(self, body: str, certificate_no: str) -> Sequence[CaseSummary]:
        """Return a body's cases about one of its certificates, oldest first."""
        with self._database.reading(body) as connection:
            return about(connection, body, certificate_no)

    def overtaken(self, body: str) -> Sequence[CaseSummary]:
        """Return a body's decided cases whose evidence names a report of which it can read a newer revision."""
        with self._database.reading(body) as connection:
            return overtaken(connection, body)

    def decisions(self, reader: str, case: str) -> Sequence[DecisionView]:
        """Return the decisions of a case, oldest first, as its body or its applicant sees them."""
        with self._database.reading(reader) as connection:
            return decisions(connection, reader, case)

    def concerning(self, party: str, wanted: CasesWanted) -> Sequence[CaseSummary]:
        """Return a page of the cases of which an organisation is a party."""
        with self._database.reading(party) as connection:
            return concerning(connection, party, wanted)

    def _tell_party(self, connection: Connection, body: str, case: str, party: Party, at: str) -> None:
        self._steps.log.tell(connection, at, granted(body, case, party))
