"""Certification cases as they lie in the database: opening, steps, parties and files."""

from collections.abc import Sequence

from sqlalchemy import Connection, insert, select

from app.ledger.entry import EntryKind
from app.ports.cases import Case, CaseSummary, CasesWanted, CaseView, Document, NoSuchCase, Party, Step, Telling
from app.ports.evidence import Answer, EventRow, Taken
from app.store.case_reading import concerning, find, read, readable
from app.store.case_rows import case_row, document_row, party_row, state_row
from app.store.case_steps import Steps, check_acts, unless
from app.store.case_tables import case_document, case_party, case_state, certificate, certification_case
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
        if (step.body, step.case, step.expected_n) != (case.body, case.id, 0):
            raise ValueError("the first step is one of the case that it opens")
        with self._database.writing(case.body) as connection:
            _check_certificate(connection, case)
            with unless(Taken):
                connection.execute(insert(certification_case), case_row(case))
            whose = {"organisation_id": case.body, "case_id": case.id, "kind": case.kind}
            connection.execute(insert(case_state), whose | state_row(0, step.state))
            if parties:
                rows = [party_row(case.body, case.id, party, step.at) for party in parties]
                connection.execute(insert(case_party), rows)
            answer, _ = self._steps.add(connection, step, telling)
            for party in parties:
                self._tell_party(connection, case.body, case.id, party, step.at)
        return answer

    def append(self, step: Step, telling: Telling) -> Answer:
        """Store a step; raises `Overtaken`, `NoSuchCase`, or `Taken` for its idempotency key, and stores nothing."""
        with self._database.writing(step.body) as connection:
            answer, _ = self._steps.add(connection, step, telling)
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

    def concerning(self, party: str, wanted: CasesWanted) -> Sequence[CaseSummary]:
        """Return a page of the cases of which an organisation is a party."""
        with self._database.reading(party) as connection:
            return concerning(connection, party, wanted)

    def _tell_party(self, connection: Connection, body: str, case: str, party: Party, at: str) -> None:
        subject = {"case": case, "body": body, "party": party.organisation, "role": party.role.value}
        self._steps.log.tell(connection, at, (EntryKind.CASE_PARTY_GRANTED, subject | {"account": party.account}))


def _check_certificate(connection: Connection, case: Case) -> None:
    own = select(certificate.c.number).where(
        certificate.c.number == case.certificate_no, certificate.c.organisation_id == case.body
    )
    if case.certificate_no is not None and connection.execute(own.limit(1)).first() is None:
        raise NoSuchCase
