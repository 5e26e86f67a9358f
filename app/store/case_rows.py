"""Cases as rows of their tables, and the subjects of their log entries: identifiers and digests, no content."""

import json
from collections.abc import Sequence
from datetime import date
from hashlib import sha256

from app.certification.cases.over import Ends
from app.certification.lifecycle.vocabulary import Deadline
from app.ledger.canonical import Json, canonical
from app.ports.cases import ActRow, Case, DecisionRow, Document, Party, RecordRow, ReportName, StateRow, Step
from app.store.prepared import Row


def digest(content: bytes) -> str:
    """Return the SHA-256 of bytes in hexadecimal."""
    return sha256(content).hexdigest()


def case_row(case: Case) -> Row:
    """Return the row of a case."""
    return {
        "id": case.id,
        "organisation_id": case.body,
        "kind": case.kind,
        "scheme": case.scheme,
        "number": case.number,
        "certificate_no": case.certificate_no,
        "opened_at": case.opened_at,
        "imported": case.imported,
    }


def state_row(n: int, state: StateRow) -> Row:
    """Return the columns of where a case stands after its record number `n`."""
    due_on = None if state.due_on is None else state.due_on.isoformat()
    return {"n": n, "state": state.state, "due_on": due_on, "ends": ends_text(state.ends)}


def ends_text(ends: Sequence[Ends]) -> str:
    """Return when deadlines end as it is stored: by deadline the day, of a provisional one the earliest and latest."""
    told: dict[str, Json] = {
        each.deadline.value: [day.isoformat() for day in (each.day, each.latest) if day is not None] for each in ends
    }
    return canonical(told).decode()


def ends_read(text: str | None) -> tuple[Ends, ...]:
    """Return when deadlines end, the first one first; nothing of a case of which it was not stored yet."""
    told: dict[str, list[str]] = json.loads(text or "{}")
    found = (Ends(Deadline(name), *(date.fromisoformat(day) for day in days)) for name, days in told.items())
    return tuple(sorted(found, key=lambda each: (each.day, each.deadline)))


def record_row(step: Step, record: RecordRow, entry: int) -> Row:
    """Return the row of a record under its log entry."""
    return {
        "case_id": step.case,
        "n": record.n,
        "organisation_id": step.body,
        "event": record.event,
        "role": record.role,
        "person_id": record.person,
        "account_id": record.account,
        "dated": record.dated.isoformat(),
        "recorded_at": record.recorded_at,
        "record": record.content,
        "record_sha256": digest(record.content),
        "corrects": record.corrects,
        "entry": entry,
    }


def party_row(body: str, case: str, party: Party, at: str) -> Row:
    """Return the row of a party."""
    return {
        "case_id": case,
        "organisation_id": party.organisation,
        "role": party.role.value,
        "owner_id": body,
        "account_id": party.account,
        "since": at,
    }


def document_row(document: Document, at: str) -> Row:
    """Return the row of a file."""
    return {
        "case_id": document.case,
        "sha256": document.sha256,
        "organisation_id": document.body,
        "sender_id": document.sender,
        "open_to": None if document.open_to is None else document.open_to.value,
        "name": document.name,
        "content": document.content,
        "account_id": document.account,
        "received_at": at,
    }


def act_row(step: Step, act: ActRow, entry: int) -> Row:
    """Return the row of an act under its log entry."""
    return {
        "number": act.number,
        "n": act.n,
        "organisation_id": step.body,
        "version": act.version,
        "act": act.act,
        "dated": act.dated.isoformat(),
        "until": None if act.until is None else act.until.isoformat(),
        "case_id": step.case,
        "case_n": step.records[-1].n,
        "entry": entry,
    }


def report_row(step: Step, name: ReportName) -> Row:
    """Return the row of a report that evidence names."""
    return {
        "case_id": step.case,
        "report_id": name.report,
        "revision": name.revision,
        "organisation_id": step.body,
    }


def decision_row(step: Step, decision: DecisionRow, entry: int) -> Row:
    """Return the row of the decision that the last record of a step is."""
    return {
        "case_id": step.case,
        "n": step.records[-1].n,
        "organisation_id": step.body,
        "decision": decision.record,
        "decision_sha256": digest(decision.record),
        "dossier": decision.dossier,
        "settings_version": decision.settings_version,
        "adopted_version": decision.adopted_version,
        "rules_sha256": decision.rules_sha256,
        "dated": decision.dated.isoformat(),
        "entry": entry,
    }


def decision_subject(decision: DecisionRow) -> dict[str, Json]:
    """Return what the log tells of a decision; whoever has its bytes finds it by their digest."""
    return {"decision": digest(decision.record)}


def record_subject(step: Step, record: RecordRow) -> dict[str, Json]:
    """Return what the log tells of a record."""
    return {
        "case": step.case,
        "body": step.body,
        "n": record.n,
        "event": record.event,
        "role": record.role,
        "person": record.person,
        "account": record.account,
        "dated": record.dated.isoformat(),
        "recorded_at": record.recorded_at,
        "corrects": record.corrects,
        "record": digest(record.content),
    }


def act_subject(step: Step, act: ActRow) -> dict[str, Json]:
    """Return what the log tells of an act."""
    return {
        "certificate": act.number,
        "version": act.version,
        "act": act.act,
        "dated": act.dated.isoformat(),
        "until": None if act.until is None else act.until.isoformat(),
        "body": step.body,
        "case": step.case,
        "case_n": step.records[-1].n,
    }
