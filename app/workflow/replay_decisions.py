"""A stored decision is recomputed from the stored bytes and the sealed rule data: the bytes must be identical.

It is put together as a bundle is and checked as a bundle is, so that whoever has the bundle alone finds the same. The
digest of its record stands in its log entry, whose hash the signed heads cover.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.ledger.canonical import Json, NotCanonical, read_canonical
from app.ledger.entry import Entry, EntryKind, read_entry
from app.ledger.notation import Malformed
from app.ports.audit import AuditStore, StoredDecision
from app.ports.body_papers import Paper
from app.workflow.case_bundle import PartsMissing, rule_files
from app.workflow.case_record import report_name
from app.workflow.check_bundle import Answer, Bench, check_parts
from app.workflow.decision_bundle import Bundle
from app.workflow.fingerprint import digest
from app.workflow.record_decision import ADOPTED, DOSSIER, SETTINGS
from app.workflow.replay import Replay


@dataclass(frozen=True, slots=True)
class Replaying:
    """Where everything is stored, and what a decision is recomputed with."""

    store: AuditStore
    bench: Bench


def replay_decisions(bodies: Iterable[bytes], size: int, desk: Replaying) -> Iterator[tuple[int, Replay]]:
    """Recompute every decision below an entry number, and name those that the log or the tables alone have."""
    stored = desk.store.decisions(0, size)
    following = next(stored, None)
    for n, body in enumerate(bodies):
        entry = read_entry(body)
        is_told = isinstance(entry, Entry) and entry.kind is EntryKind.DECISION_MADE
        if following is not None and following.entry == n:
            yield n, replay_decision(following, entry, desk) if is_told else Replay.ROW_CHANGED
            following = next(stored, None)
        elif is_told:
            yield n, Replay.ROW_MISSING


def replay_decision(stored: StoredDecision, entry: Entry | Malformed, desk: Replaying) -> Replay:
    """Recompute one decision; what is stored of it has to be what its log entry tells."""
    told = _told(stored, entry)
    if isinstance(told, Replay):
        return told
    parts = _parts(stored, told, desk.store)
    if isinstance(parts, Replay):
        return parts
    match check_parts(parts, desk.bench).answer:
        case Answer.VERIFIED:
            return Replay.IDENTICAL
        case Answer.REFUSED:
            return Replay.DECISION_DIFFERS
        case Answer.UNREADABLE:
            return Replay.DECIDING_UNKNOWN


def _told(stored: StoredDecision, entry: Entry | Malformed) -> Mapping[str, Json] | Replay:
    """Return the record as plain values, if it is the one that the log has."""
    sha256 = digest(stored.record)
    if sha256 != stored.sha256:
        return Replay.DECISION_CHANGED
    if not isinstance(entry, Entry) or entry.subject != {"decision": sha256} or entry.n != stored.entry:
        return Replay.ROW_CHANGED
    try:
        told = read_canonical(stored.record)
    except NotCanonical:
        return Replay.DECISION_CHANGED
    return told if isinstance(told, dict) else Replay.DECISION_CHANGED


def _parts(stored: StoredDecision, told: Mapping[str, Json], store: AuditStore) -> Bundle | Replay:
    """Return everything that the decision rests on, or what of it is missing."""
    rules = store.rules(stored.rules_sha256)
    if rules is None:
        return Replay.RULES_MISSING
    if digest(rules) != stored.rules_sha256:
        return Replay.RULES_CHANGED
    try:
        files = rule_files(rules, told)
    except PartsMissing:
        return Replay.RULES_MISSING
    documents = _documents(stored, store)
    if documents is None:
        return Replay.PAPER_MISSING
    reports = _reports(told, store)
    if reports is None:
        return Replay.ORIGINAL_MISSING
    return Bundle(stored.dated, documents, reports, files, told)


def _documents(stored: StoredDecision, store: AuditStore) -> Mapping[str, bytes] | None:
    wanted = {SETTINGS: (Paper.SETTINGS, stored.settings_version)}
    if stored.adopted_version is not None:
        wanted[ADOPTED] = (Paper.ADOPTED_LIMITS, stored.adopted_version)
    found = {DOSSIER: stored.dossier}
    for name, (paper, version) in wanted.items():
        content = store.paper(paper, stored.body, version)
        if content is None:
            return None
        found[name] = content
    return found


def _reports(told: Mapping[str, Json], store: AuditStore) -> Mapping[str, bytes] | None:
    listed = told.get("reports")
    found: dict[str, bytes] = {}
    for each in listed if isinstance(listed, list) else ():
        name = str(each.get("name")) if isinstance(each, dict) else ""
        named = report_name(name)
        content = None if named is None else store.report(named.report, named.revision)
        if content is None:
            return None
        found[name] = content
    return found
