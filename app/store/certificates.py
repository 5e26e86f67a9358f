"""Certificates as they lie in the database: intents, what came of them, and what anybody may see."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, bindparam, exists, func, insert, or_, select

from app.ledger.canonical import Json
from app.ports.cases import Step, Telling
from app.ports.certificates import (
    ActView,
    CertificateView,
    Intent,
    NoFormerVersion,
    NotAParty,
    Published,
    Wording,
)
from app.ports.evidence import Answer, EventRow, Taken
from app.store.case_opening import unless
from app.store.case_rows import digest
from app.store.case_steps import Steps
from app.store.case_tables import case_party, certificate, certificate_act, issue_intent
from app.store.engine import Database, Task
from app.store.outbox_tables import event
from app.store.prepared import Prepared, inserting
from app.store.prepared import Row as Values
from app.store.rows import event_row
from app.store.step_tables import certificate_serial


class StoredCertificates:
    """Certificates in the database (`app.ports.certificates.CertificateStore`)."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._steps = Steps(database)
        serials = certificate_serial.c
        last = select(serials.serial).where(serials.series == bindparam("series")).order_by(serials.serial.desc())
        self._last_serial = Prepared(last.limit(1), database.engine)
        self._reserve = inserting(certificate_serial, database.engine)

    def reserve(self, series: str, at: str) -> int:
        """Return the next serial of a series of numbers, which nobody was given before or will be again.

        It is written ahead of the decision that it is for: a power cut takes both or the decision alone.
        """
        while True:
            try:
                with unless(Taken), self._database.writing_prepared("", ahead=True) as way:
                    found = self._last_serial.run(way, {"series": series}).fetchone()
                    serial = 1 if found is None else int(found[0]) + 1
                    self._reserve.run(way, {"series": series, "serial": serial, "reserved_at": at})
            except Taken:
                continue
            return serial

    def intend(
        self, step: Step, wording: Wording, telling: Telling, following: Sequence[Step] = ()
    ) -> tuple[Answer, Intent]:
        """Store the deciding step with all that follows from it, and return the step's answer and the intent.

        The log entry of the certificate comes after those of all steps. Raises what `CaseStore.append` raises; `Taken`
        too when the case has an intent already or the number and version are taken; `NotAParty`; `NoFormerVersion`.
        """
        with self._database.writing(step.body) as connection:
            answer, entries = self._steps.add(connection, (step, *following), telling, (_subject(step, wording),))
            _check_holder(connection, step, wording)
            _check_former_version(connection, step, wording)
            intent = Intent(step.body, step.case, wording, step.records[-1].n, entries[-1].n)
            with unless(Taken):
                connection.execute(insert(issue_intent), _intent_row(intent, step.at))
        return answer, intent

    def unfinished(self) -> Sequence[Intent]:
        """Return every intent of which there is no certificate yet, oldest log entry first."""
        issued = exists().where(certificate.c.case_id == issue_intent.c.case_id)
        with self._database.reading(task=Task.AUDIT) as connection:
            return [_intent(row) for row in connection.execute(select(issue_intent).where(~issued).order_by("entry"))]

    def issue(self, intent: Intent, proof: bytes, events: Sequence[EventRow], at: str) -> bool:
        """Store the certificate of an intent, the act that it is made by, and the events; False when it is there."""
        newest = select(func.coalesce(func.max(certificate_act.c.n), 0)).where(
            certificate_act.c.number == intent.wording.number
        )
        try:
            with self._database.writing(intent.body) as connection:
                # Whoever holds the log's end is alone in adding acts.
                self._steps.log.hold(connection)
                with unless(Taken):
                    connection.execute(insert(certificate), _certificate_row(intent, proof, at))
                n = connection.execute(newest).scalar_one() + 1
                connection.execute(insert(certificate_act), _act_row(intent, n))
                if events:
                    connection.execute(insert(event), [event_row(each, at) for each in events])
        except Taken:
            return False
        return True

    def of_case(self, reader: str, case: str) -> CertificateView | None:
        """Return the certificate that came of a case, as its body or one of its parties sees it."""
        party = exists().where(
            case_party.c.case_id == certificate.c.case_id,
            case_party.c.owner_id == certificate.c.organisation_id,
            case_party.c.organisation_id == reader,
        )
        visible = or_(certificate.c.organisation_id == reader, party)
        with self._database.reading(reader) as connection:
            found = connection.execute(select(certificate).where(certificate.c.case_id == case, visible)).first()
        return None if found is None else _certificate(found)

    def published(self, number: str) -> Published | None:
        """Return what anybody may see of a certificate number."""
        versions = select(certificate).where(certificate.c.number == number).order_by(certificate.c.version)
        acts = select(certificate_act).where(certificate_act.c.number == number).order_by(certificate_act.c.n)
        with self._database.reading(task=Task.PUBLIC) as connection:
            found = tuple(map(_certificate, connection.execute(versions)))
            done = tuple(map(_act, connection.execute(acts)))
        return Published(found, done) if found else None


def _check_holder(connection: Connection, step: Step, wording: Wording) -> None:
    party = select(case_party.c.role).where(
        case_party.c.case_id == step.case,
        case_party.c.owner_id == step.body,
        case_party.c.organisation_id == wording.holder,
    )
    if connection.execute(party).first() is None:
        raise NotAParty


def _check_former_version(connection: Connection, step: Step, wording: Wording) -> None:
    """Check that nobody continues the number of another body."""
    former = select(certificate.c.version).where(
        certificate.c.number == wording.number,
        certificate.c.version == wording.version - 1,
        certificate.c.organisation_id == step.body,
    )
    is_imported = step.opens is not None and step.opens.case.imported is not None
    if wording.version != 1 and not is_imported and connection.execute(former).first() is None:
        raise NoFormerVersion


def _subject(step: Step, wording: Wording) -> dict[str, Json]:
    return {
        "certificate": wording.number,
        "version": wording.version,
        "act": wording.act,
        "dated": wording.dated.isoformat(),
        "until": None,
        "body": step.body,
        "case": step.case,
        "case_n": step.records[-1].n,
        "holder": wording.holder,
        "document": digest(wording.document),
    }


def _intent_row(intent: Intent, at: str) -> Values:
    wording = intent.wording
    return {
        "case_id": intent.case,
        "organisation_id": intent.body,
        "number": wording.number,
        "version": wording.version,
        "act": wording.act,
        "dated": wording.dated.isoformat(),
        "holder_id": wording.holder,
        "starts_on": wording.starts_on.isoformat(),
        "expires_on": wording.expires_on.isoformat(),
        "document": wording.document,
        "document_sha256": digest(wording.document),
        "case_n": intent.case_n,
        "entry": intent.entry,
        "intended_at": at,
    }


def _intent(row: Row[*tuple[Any, ...]]) -> Intent:
    wording = Wording(
        number=row.number,
        version=row.version,
        holder=row.holder_id,
        starts_on=date.fromisoformat(row.starts_on),
        expires_on=date.fromisoformat(row.expires_on),
        document=bytes(row.document),
        act=row.act,
        dated=date.fromisoformat(row.dated),
    )
    return Intent(row.organisation_id, row.case_id, wording, row.case_n, row.entry)


def _certificate_row(intent: Intent, proof: bytes, at: str) -> Values:
    wording = intent.wording
    return {
        "number": wording.number,
        "version": wording.version,
        "organisation_id": intent.body,
        "case_id": intent.case,
        "holder_id": wording.holder,
        "starts_on": wording.starts_on.isoformat(),
        "expires_on": wording.expires_on.isoformat(),
        "document": wording.document,
        "document_sha256": digest(wording.document),
        "proof": proof,
        "entry": intent.entry,
        "issued_at": at,
    }


def _act_row(intent: Intent, n: int) -> Values:
    return {
        "number": intent.wording.number,
        "n": n,
        "organisation_id": intent.body,
        "version": intent.wording.version,
        "act": intent.wording.act,
        "dated": intent.wording.dated.isoformat(),
        "until": None,
        "case_id": intent.case,
        "case_n": intent.case_n,
        "entry": intent.entry,
    }


def _certificate(row: Row[*tuple[Any, ...]]) -> CertificateView:
    return CertificateView(
        body=row.organisation_id,
        case=row.case_id,
        number=row.number,
        version=row.version,
        holder=row.holder_id,
        starts_on=date.fromisoformat(row.starts_on),
        expires_on=date.fromisoformat(row.expires_on),
        document=bytes(row.document),
        document_sha256=row.document_sha256,
        proof=bytes(row.proof),
        entry=row.entry,
        issued_at=row.issued_at,
    )


def _act(row: Row[*tuple[Any, ...]]) -> ActView:
    until = None if row.until is None else date.fromisoformat(row.until)
    return ActView(row.n, row.version, row.act, date.fromisoformat(row.dated), until, row.entry)
