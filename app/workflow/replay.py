"""A stored verdict is recomputed from the stored bytes and the sealed rule data: the bytes must be identical.

What the tables say of a revision is held against its log entry, whose hash the signed heads cover.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from app.ledger.entry import Entry, EntryKind, read_entry
from app.ports.audit import AuditStore, StoredRevision
from app.ports.rules import RuleShelf
from app.verification.verdict import JUDGING
from app.workflow.examine import Examined, Posted, examine
from app.workflow.fingerprint import digest
from app.workflow.report_rows import report_rows
from app.workflow.verify_report import Question
from lims_adapters.registry import Registry


class Replay(StrEnum):
    """What became of a recomputation; all but IDENTICAL is a fault."""

    IDENTICAL = "identical"
    ORIGINAL_MISSING = "original_missing"
    ORIGINAL_CHANGED = "original_changed"
    RULES_MISSING = "rules_missing"
    RULES_CHANGED = "rules_changed"
    JUDGING_UNKNOWN = "judging_unknown"
    ADAPTER_UNKNOWN = "adapter_unknown"
    NOT_READABLE = "not_readable"
    VERDICT_CHANGED = "verdict_changed"
    VERDICT_DIFFERS = "verdict_differs"
    PAPER_MISSING = "paper_missing"
    DECIDING_UNKNOWN = "deciding_unknown"
    DECISION_CHANGED = "decision_changed"
    DECISION_DIFFERS = "decision_differs"
    ROW_CHANGED = "row_changed"
    ROW_MISSING = "row_missing"


_OF_REPORTS = frozenset({EntryKind.REPORT_FILED, EntryKind.REPORT_CORRECTED})


@dataclass(frozen=True, slots=True)
class Shelves:
    """Rule data by their seal: `lay_out` makes them readable again from their stored bytes."""

    store: AuditStore
    lay_out: Callable[[bytes], RuleShelf]
    registry: Registry


def replay_all(bodies: Iterable[bytes], size: int, shelves: Shelves) -> Iterator[tuple[int, Replay]]:
    """Recompute every revision below an entry number, and name those that the log has and the tables have not."""
    revisions = iter(shelves.store.revisions(0, size))
    following = next(revisions, None)
    for n, body in enumerate(bodies):
        entry = read_entry(body)
        if isinstance(entry, Entry) and entry.kind not in _OF_REPORTS:
            continue
        if following is None or following.entry != n:
            yield n, Replay.ROW_MISSING
        elif isinstance(entry, Entry):
            yield n, replay(following, entry, shelves)
        else:
            yield n, Replay.ROW_CHANGED
        while following is not None and following.entry <= n:
            following = next(revisions, None)


def replay(stored: StoredRevision, entry: Entry, shelves: Shelves) -> Replay:
    """Recompute one verdict and hold everything that is stored of it against its log entry."""
    if not _is_as_logged(stored, entry):
        return Replay.ROW_CHANGED
    if digest(stored.verdict) != stored.verdict_sha256:
        return Replay.VERDICT_CHANGED
    posted = _posted(stored, shelves.store)
    if isinstance(posted, Replay):
        return posted
    rules = shelves.store.rules(stored.rules_sha256)
    if rules is None:
        return Replay.RULES_MISSING
    if digest(rules) != stored.rules_sha256:
        return Replay.RULES_CHANGED
    if entry.subject.get("judging") != JUDGING:
        return Replay.JUDGING_UNKNOWN
    return _recompute(stored, posted, shelves.lay_out(rules), shelves.registry)


def _recompute(stored: StoredRevision, posted: Posted, shelf: RuleShelf, registry: Registry) -> Replay:
    examined = examine(posted, shelf, registry)
    if not isinstance(examined, Examined) or len(examined.verdicts) <= stored.position:
        return Replay.NOT_READABLE
    if (examined.adapter.id, examined.adapter.version) != (stored.adapter, stored.adapter_version):
        return Replay.ADAPTER_UNKNOWN
    names = [(stored.report, stored.revision)] * len(examined.verdicts)
    row = report_rows(examined.verdicts, posted.question, names)[stored.position]
    if row.verdict != stored.verdict:
        return Replay.VERDICT_DIFFERS
    said = (row.report_no, row.sample_id, row.product, row.grade, row.issued_on.isoformat(), row.outcome)
    shown = (stored.report_no, stored.sample_id, stored.product, stored.grade, stored.issued_on, stored.outcome)
    return Replay.IDENTICAL if (*said, row.as_of.isoformat()) == (*shown, stored.as_of) else Replay.ROW_CHANGED


def _posted(stored: StoredRevision, store: AuditStore) -> Posted | Replay:
    contents: list[bytes | None] = []
    for sha256 in (stored.original_sha256, stored.head_sha256):
        content = None if sha256 is None else store.original(stored.organisation, sha256)
        if content is None and sha256 is not None:
            return Replay.ORIGINAL_MISSING
        if content is not None and digest(content) != sha256:
            return Replay.ORIGINAL_CHANGED
        contents.append(content)
    original, head = contents
    if original is None:
        return Replay.ORIGINAL_MISSING
    question = Question(stored.scheme, stored.grade_asked, stored.as_of_asked)
    return Posted(original, stored.file_name, head, stored.adapter, question)


def _is_as_logged(stored: StoredRevision, entry: Entry) -> bool:
    as_of = stored.as_of_asked
    shown = {
        "report": stored.report,
        "revision": stored.revision,
        "laboratory": stored.organisation,
        "account": stored.account,
        "person": stored.person,
        "original": stored.original_sha256,
        "head": stored.head_sha256,
        "adapter": stored.adapter,
        "adapter_version": stored.adapter_version,
        "position": stored.position,
        "scheme": stored.scheme,
        "grade_asked": stored.grade_asked,
        "as_of_asked": None if as_of is None else as_of.isoformat(),
        "rules": stored.rules_sha256,
        "verdict": stored.verdict_sha256,
        "reason": None if stored.reason is None else digest(stored.reason.encode()),
    }
    is_same = all(entry.subject.get(name) == value for name, value in shown.items())
    return is_same and entry.recorded_at == stored.recorded_at and entry.n == stored.entry
