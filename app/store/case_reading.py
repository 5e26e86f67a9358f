"""What an organisation may see of cases: a body its own, a party those that it was granted.

The same condition guards both databases; on PostgreSQL row level security repeats it.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, exists, or_, select, tuple_

from app.ports.cases import (
    Case,
    CaseSummary,
    CasesWanted,
    CaseView,
    DecisionRow,
    DecisionView,
    DocumentView,
    PartyRole,
    PartyView,
    RecordRow,
    RecordView,
    StateRow,
)
from app.store.case_rows import ends_read
from app.store.case_tables import (
    case_document,
    case_event,
    case_party,
    case_state,
    certification_case,
)
from app.store.evidence_tables import revision
from app.store.reading import visible
from app.store.step_tables import case_decision, case_report

_SUMMARY = select(
    certification_case, case_state.c.n, case_state.c.state, case_state.c.due_on, case_state.c.ends
).join_from(
    case_state,
    certification_case,
    and_(
        certification_case.c.id == case_state.c.case_id,
        certification_case.c.organisation_id == case_state.c.organisation_id,
    ),
)

_OF_APPLICANT = case_party.c.role == PartyRole.APPLICANT.value
_named = case_report.alias("named")
_former = case_party.alias("former")
# Who is a party in two roles has the case once.
_IN_FORMER_ROLE = exists().where(
    _former.c.case_id == case_party.c.case_id,
    _former.c.owner_id == case_party.c.owner_id,
    _former.c.organisation_id == case_party.c.organisation_id,
    _former.c.role < case_party.c.role,
)


def read(connection: Connection, reader: str, case: str) -> CaseView | None:
    """Return a case as its body or one of its parties sees it."""
    own = certification_case.c.organisation_id == reader
    seen = _SUMMARY.where(certification_case.c.id == case, or_(own, _is_party(reader, case)))
    found = connection.execute(seen).first()
    if found is None:
        return None
    body = found.organisation_id
    events = select(case_event).where(case_event.c.case_id == case, case_event.c.organisation_id == body)
    parties = select(case_party).where(case_party.c.case_id == case, case_party.c.owner_id == body)
    if reader != body:
        parties = parties.where(case_party.c.organisation_id == reader)
    columns = [column for column in case_document.c if column.name != "content"]
    files = select(*columns).where(*readable(reader, case))
    return CaseView(
        _summary(found),
        tuple(map(_record, connection.execute(events.order_by(case_event.c.n)))),
        tuple(map(_party, connection.execute(parties.order_by(case_party.c.since, case_party.c.organisation_id)))),
        tuple(map(_document, connection.execute(files.order_by(case_document.c.received_at, case_document.c.sha256)))),
    )


def readable(reader: str, case: str) -> Sequence[ColumnElement[bool]]:
    """Return what holds of a file of a case that the reader may read."""
    role_fits = or_(case_document.c.sender_id == reader, case_document.c.open_to == case_party.c.role)
    as_party = exists().where(
        case_party.c.case_id == case_document.c.case_id,
        case_party.c.owner_id == case_document.c.organisation_id,
        case_party.c.organisation_id == reader,
        role_fits,
    )
    return case_document.c.case_id == case, or_(case_document.c.organisation_id == reader, as_party)


def find(connection: Connection, body: str, wanted: CasesWanted) -> Sequence[CaseSummary]:
    """Return a page of a body's own cases."""
    return _page(connection, _SUMMARY.where(case_state.c.organisation_id == body), wanted)


def about(connection: Connection, body: str, certificate_no: str) -> Sequence[CaseSummary]:
    """Return a body's cases about a certificate, oldest first."""
    own = certification_case.c.organisation_id == body, certification_case.c.certificate_no == certificate_no
    return [_summary(row) for row in connection.execute(_SUMMARY.where(*own).order_by(certification_case.c.id))]


def overtaken(connection: Connection, body: str) -> Sequence[CaseSummary]:
    """Return a body's decided cases whose evidence names a report with a newer revision that it can read."""
    newer = exists().where(
        revision.c.report_id == case_report.c.report_id,
        revision.c.revision > case_report.c.revision,
        visible(body),
        ~exists().where(
            _named.c.case_id == case_report.c.case_id,
            _named.c.report_id == case_report.c.report_id,
            _named.c.revision >= revision.c.revision,
        ),
    )
    cases = (
        select(case_report.c.case_id)
        .join(case_decision, case_decision.c.case_id == case_report.c.case_id)
        .where(case_report.c.organisation_id == body, case_decision.c.organisation_id == body, newer)
    )
    own = certification_case.c.organisation_id == body, certification_case.c.id.in_(cases)
    return [_summary(row) for row in connection.execute(_SUMMARY.where(*own).order_by(certification_case.c.id))]


def decisions(connection: Connection, reader: str, case: str) -> Sequence[DecisionView]:
    """Return the decisions of a case, oldest first, to its body and its applicant; a laboratory reads none."""
    as_applicant = exists().where(
        case_party.c.case_id == case_decision.c.case_id,
        case_party.c.owner_id == case_decision.c.organisation_id,
        case_party.c.organisation_id == reader,
        _OF_APPLICANT,
    )
    concerned = or_(case_decision.c.organisation_id == reader, as_applicant)
    seen = select(case_decision).where(case_decision.c.case_id == case, concerned)
    return [_decision(row) for row in connection.execute(seen.order_by(case_decision.c.n))]


def concerning(connection: Connection, party: str, wanted: CasesWanted) -> Sequence[CaseSummary]:
    """Return a page of the cases of which an organisation is a party."""
    of_case = and_(case_party.c.case_id == case_state.c.case_id, case_party.c.owner_id == case_state.c.organisation_id)
    granted = _SUMMARY.join(case_party, of_case).where(case_party.c.organisation_id == party, ~_IN_FORMER_ROLE)
    return _page(connection, granted, wanted)


def _page(connection: Connection, query: Select[*tuple[Any, ...]], wanted: CasesWanted) -> Sequence[CaseSummary]:
    if wanted.kind is not None:
        query = query.where(case_state.c.kind == wanted.kind)
    if wanted.state is not None:
        query = query.where(case_state.c.state == wanted.state)
    after = wanted.after
    if wanted.due_before is None:
        query = query.order_by(case_state.c.case_id.desc())
        if after is not None:
            query = query.where(case_state.c.case_id < after.case)
    else:
        query = query.where(case_state.c.due_on < wanted.due_before.isoformat())
        query = query.order_by(case_state.c.due_on, case_state.c.case_id)
        if after is not None and after.due_on is not None:
            place = after.due_on.isoformat(), after.case
            query = query.where(tuple_(case_state.c.due_on, case_state.c.case_id) > place)
    return [_summary(row) for row in connection.execute(query.limit(wanted.most))]


def _is_party(reader: str, case: str) -> ColumnElement[bool]:
    return exists().where(
        case_party.c.case_id == case,
        case_party.c.owner_id == certification_case.c.organisation_id,
        case_party.c.organisation_id == reader,
    )


def _summary(row: Row[*tuple[Any, ...]]) -> CaseSummary:
    case = Case(
        row.id,
        row.organisation_id,
        row.kind,
        row.scheme,
        row.number,
        row.opened_at,
        row.certificate_no,
        row.imported,
    )
    return CaseSummary(case, row.n, StateRow(row.state, _day(row.due_on), ends_read(row.ends)))


def _record(row: Row[*tuple[Any, ...]]) -> RecordView:
    record = RecordRow(
        n=row.n,
        event=row.event,
        role=row.role,
        person=row.person_id,
        account=row.account_id,
        dated=date.fromisoformat(row.dated),
        recorded_at=row.recorded_at,
        content=bytes(row.record),
        corrects=row.corrects,
    )
    return RecordView(record, row.entry)


def _decision(row: Row[*tuple[Any, ...]]) -> DecisionView:
    decision = DecisionRow(
        record=bytes(row.decision),
        dossier=bytes(row.dossier),
        settings_version=row.settings_version,
        adopted_version=row.adopted_version,
        rules_sha256=row.rules_sha256,
        dated=date.fromisoformat(row.dated),
    )
    return DecisionView(row.case_id, row.n, row.organisation_id, decision, row.entry)


def _party(row: Row[*tuple[Any, ...]]) -> PartyView:
    return PartyView(row.organisation_id, PartyRole(row.role), row.since, row.account_id)


def _document(row: Row[*tuple[Any, ...]]) -> DocumentView:
    open_to = None if row.open_to is None else PartyRole(row.open_to)
    return DocumentView(row.sha256, row.name, row.sender_id, open_to, row.received_at)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
