"""A laboratory corrects a report of its own: a new revision with its reason; the old one stays readable.

Original and amended data, the date and who amended them are kept (ISO/IEC 17025 7.5.2).
"""

from collections.abc import Callable
from dataclasses import dataclass

from app.identity.caller import Caller
from app.ports.evidence import Key, Taken
from app.ports.reading import RevisionView
from app.workflow.desk import Desk
from app.workflow.examine import Examined, Posted, Rejected, examine
from app.workflow.file_report import Filed, KeyRunning, Request, filing_of, receive, replayed
from app.workflow.fingerprint import request_digest
from app.workflow.receipt import sealing
from app.workflow.report_rows import report_rows
from lims_adapters.contract import Issue


@dataclass(frozen=True, slots=True)
class Overtaken:
    """The report has a newer revision than the one that the correction was made from."""


@dataclass(frozen=True, slots=True)
class NotTheirs:
    """The caller's organisation has no such report."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What is corrected and why.

    `made_from` is what the sender named as seen, `is_current` tells whether that is the newest revision.
    """

    report: str
    made_from: str
    is_current: Callable[[RevisionView], bool]
    reason: str
    key: str


def correct_report(caller: Caller, posted: Posted, correction: Correction, desk: Desk) -> Filed | Overtaken | NotTheirs:
    """File the next revision of a report of the caller's own organisation; its number and sample stay."""
    about = f"{correction.report} {correction.made_from} {correction.reason}"
    asked = request_digest("correct", posted, (), about)
    request = Request(caller, posted, Key(caller.organisation, caller.account, correction.key, asked))
    with desk.in_flight.claim(request.key) as is_ours:
        if not is_ours:
            return KeyRunning()
        kept = receive(request, desk)
        if kept is not None:
            return replayed(kept, request.key)
        newest = desk.readings.revision(caller.organisation, correction.report, None)
        if newest is None or newest.laboratory != caller.organisation:
            return NotTheirs()
        if not correction.is_current(newest):
            return Overtaken()
        return _next_revision(request, newest, correction.reason, desk)


def _next_revision(request: Request, newest: RevisionView, reason: str, desk: Desk) -> Filed | Overtaken:
    examined = examine(request.posted, desk.shelf, desk.registry)
    if isinstance(examined, Rejected):
        return examined
    others = _others(examined, newest)
    if others:
        return Rejected(others)
    rows = report_rows(examined.verdicts, request.posted.question, [(newest.report, newest.revision + 1)])
    readers = desk.readings.shares(newest.laboratory, newest.report) or ()
    shared_with = tuple(reader.organisation for reader in readers)
    filing = filing_of(request, examined, rows, desk, shared_with=shared_with, reason=reason)
    try:
        return desk.evidence.file(filing, sealing(filing, desk, several=False))
    except Taken:
        kept = desk.evidence.answered(request.key)
        return Overtaken() if kept is None else replayed(kept, request.key)


def _others(examined: Examined, seen: RevisionView) -> tuple[Issue, ...]:
    """Return what makes the body another report than the one corrected: code `correction_of_other_report`."""
    if len(examined.verdicts) != 1:
        return (Issue("correction_of_other_report", "/sample", "", "the one sample that is corrected"),)
    report = examined.verdicts[0].report
    return tuple(
        Issue("correction_of_other_report", place, found, "the number of the report that is corrected")
        for place, found, expected in (
            ("/report_no", report.report_no, seen.report_no),
            ("/sample/id", report.sample_id, seen.sample_id),
        )
        if found != expected
    )
