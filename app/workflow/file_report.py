"""A laboratory files a report: bytes kept, verdict sealed into the log, one receipt for ever.

The bytes are kept before they are read. A request is known again by its idempotency key, a report by its laboratory,
number, sample and results: whoever sends it twice gets the first receipt, whoever sends another one under the same
number is told so.
"""

from dataclasses import dataclass

from app.identity.caller import Caller
from app.ports.evidence import Answer, Filing, Kept, Key, ReportRow, Taken
from app.ports.machine import instant_text
from app.workflow.desk import Desk
from app.workflow.examine import Examined, Posted, Rejected, examine
from app.workflow.fingerprint import digest, request_digest
from app.workflow.receipt import answer_with, sealing
from app.workflow.report_rows import report_rows
from app.workflow.same_report import first_receipts
from lims_adapters.contract import Issue


@dataclass(frozen=True, slots=True)
class KeyReused:
    """The idempotency key was used for another request."""


@dataclass(frozen=True, slots=True)
class KeyRunning:
    """The request that first used the idempotency key is still being answered."""


@dataclass(frozen=True, slots=True)
class Differs:
    """Another report of this laboratory has these numbers."""

    issues: tuple[Issue, ...]


Filed = Answer | Rejected | KeyReused | KeyRunning | Differs


@dataclass(frozen=True, slots=True)
class Request:
    """Who posts what, under which idempotency key."""

    caller: Caller
    posted: Posted
    key: Key


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a filing is for: `shared_with` are organisations, `several` tells that the answer lists receipts."""

    key: str
    shared_with: tuple[str, ...] = ()
    several: bool = False


def file_report(caller: Caller, posted: Posted, purpose: Purpose, desk: Desk) -> Filed:
    """File every report of a body, or none: the answer holds the receipts and says whether this request made them."""
    asked = request_digest("file", posted, purpose.shared_with, "")
    request = Request(caller, posted, Key(caller.organisation, caller.account, purpose.key, asked))
    with desk.in_flight.claim(request.key) as is_ours:
        if not is_ours:
            return KeyRunning()
        kept = receive(request, desk)
        if kept is not None:
            return replayed(kept, request.key)
        examined = examine(posted, desk.shelf, desk.registry)
        if isinstance(examined, Rejected):
            return examined
        rows = report_rows(examined.verdicts, posted.question, [(desk.ids.new(), 1) for _ in examined.verdicts])
        filing = filing_of(request, examined, rows, desk, shared_with=purpose.shared_with)
        try:
            return desk.evidence.file(filing, sealing(filing, desk, several=purpose.several))
        except Taken:
            return _known(filing, examined, purpose, desk)


def replayed(kept: Kept, key: Key) -> Answer | KeyReused:
    """Return the stored answer, if the request is the one that it answered."""
    return kept.answer if kept.request_sha256 == key.request_sha256 else KeyReused()


def receive(request: Request, desk: Desk) -> Kept | None:
    """Keep the bytes of a body and of its head as they came, before anything in them is read.

    Return the answer that was given under the request's key before.
    """
    contents = (request.posted.content, request.posted.head)
    originals = {digest(content): content for content in contents if content is not None}
    return desk.evidence.receive(request.key, originals, instant_text(desk.clock.now()))


def filing_of(
    request: Request,
    examined: Examined,
    rows: tuple[ReportRow, ...],
    desk: Desk,
    *,
    shared_with: tuple[str, ...],
    reason: str | None = None,
) -> Filing:
    """Put together what is stored."""
    posted = request.posted
    return Filing(
        key=request.key,
        person=request.caller.person,
        original_sha256=digest(posted.content),
        head_sha256=None if posted.head is None else digest(posted.head),
        file_name=posted.name,
        adapter=examined.adapter.id,
        adapter_version=examined.adapter.version,
        rules_sha256=desk.rules_sha256,
        reason=reason,
        reports=rows,
        shared_with=shared_with,
    )


def _known(filing: Filing, examined: Examined, purpose: Purpose, desk: Desk) -> Filed:
    """Answer a filing of which something is stored already: by the same key, or as the same report."""
    kept = desk.evidence.answered(filing.key)
    if kept is not None:
        return replayed(kept, filing.key)
    receipts = first_receipts(filing, examined.delivery, desk)
    if isinstance(receipts, Issue):
        return Differs((receipts,))
    answer = Answer(created=False, body=answer_with(receipts, several=purpose.several))
    try:
        desk.evidence.remember(filing.key, answer, instant_text(desk.clock.now()))
    except Taken:
        kept = desk.evidence.answered(filing.key)
        return KeyRunning() if kept is None else replayed(kept, filing.key)
    return answer
