"""Reports are read: by their laboratory, and by those with whom it shares them."""

from functools import partial
from typing import Annotated

from pydantic import Field
from starlette.responses import Response

from app.api import examples
from app.api.access import Call, Gate, no_body
from app.api.codes import Code
from app.api.deliveries import Text
from app.api.operation import JSON, V1, Asked, Docs, Media, NoParameters, Operation, Reply, Tag, Told
from app.api.paging import Page, page, view
from app.api.parts import Parts
from app.api.problems import Problem
from app.api.queries import Parameters, Whole
from app.api.replies import PRIVATE, document, saved_as, unless_known, written
from app.api.schemas.forms import ref
from app.identity.roles import Permission
from app.ports.reading import Readings, RevisionView, Wanted

LATEST = 1_000_000_000
BYTES = "application/octet-stream"


class Reports(Page):
    """Which reports."""

    report_no: Annotated[Text, Field(description="The laboratory's number of the report.")] | None = None


class Which(Parameters):
    """Which revision."""

    revision: Annotated[Whole, Field(ge=1, le=LATEST, description="Without it the newest one.")] | None = None


_VIEW = {JSON: Media(ref("ReportView"), examples.REPORT_VIEW)}
_UNCHANGED = Reply(304, "It is the version that If-None-Match names.", headers=(Told.ETAG,))
_LIST = Docs(
    id="listReports",
    method="GET",
    path=f"{V1}/reports",
    tag=Tag.REPORTS,
    summary="List one's own reports and those that are shared",
    says="The newest revision of each, the one that was filed last first.",
    replies=(
        Reply(200, "A page.", {JSON: Media(ref("ReportList"), {"reports": [examples.REPORT_VIEW], "next": None})}),
    ),
    problems=("cursor_invalid",),
)
_READ = Docs(
    id="readReport",
    method="GET",
    path=f"{V1}/reports/{{report}}",
    tag=Tag.REPORTS,
    summary="Read the newest revision of a report",
    says="Its ETag is what a correction names in If-Match.",
    headers=(Asked.IF_NONE_MATCH,),
    replies=(Reply(200, "The newest revision.", _VIEW, (Told.ETAG,)), _UNCHANGED),
)
_REVISIONS = Docs(
    id="listRevisions",
    method="GET",
    path=f"{V1}/reports/{{report}}/revisions",
    tag=Tag.REPORTS,
    summary="List every revision of a report, the first one first",
    replies=(Reply(200, "All revisions.", {JSON: Media(ref("RevisionList"), {"revisions": [examples.REPORT_VIEW]})}),),
)
_REVISION = Docs(
    id="readRevision",
    method="GET",
    path=f"{V1}/reports/{{report}}/revisions/{{revision}}",
    tag=Tag.REPORTS,
    summary="Read one revision of a report",
    headers=(Asked.IF_NONE_MATCH,),
    replies=(Reply(200, "The revision.", _VIEW, (Told.ETAG,)), _UNCHANGED),
)
_VERDICT = Docs(
    id="readVerdict",
    method="GET",
    path=f"{V1}/reports/{{report}}/verdict",
    tag=Tag.VERDICTS,
    summary="Read the verdict on a report",
    says="The very bytes that are evidence; the ETag is their SHA-256.",
    headers=(Asked.IF_NONE_MATCH,),
    replies=(Reply(200, "The verdict.", {JSON: Media(ref("Verdict"), examples.VERDICT)}, (Told.ETAG,)), _UNCHANGED),
)
_ORIGINAL = Docs(
    id="readOriginal",
    method="GET",
    path=f"{V1}/reports/{{report}}/original",
    tag=Tag.REPORTS,
    summary="Read the bytes as they were sent",
    replies=(
        Reply(
            200,
            "The bytes, to be saved as a file.",
            {BYTES: Media({"type": "string", "format": "binary"})},
            (Told.CONTENT_DISPOSITION,),
        ),
    ),
)


def operations(parts: Parts, gate: Gate) -> tuple[Operation, ...]:
    """Return what answers those who read reports."""
    readings = parts.desk.readings
    return (
        gate.guarded(_VERDICT, Permission.VERDICTS_READ, (Which, no_body), partial(_verdict, readings)),
        gate.guarded(_LIST, Permission.REPORTS_READ, (Reports, no_body), partial(_list, readings)),
        gate.guarded(_READ, Permission.REPORTS_READ, (NoParameters, no_body), partial(_read, readings)),
        gate.guarded(_REVISIONS, Permission.REPORTS_READ, (NoParameters, no_body), partial(_revisions, readings)),
        gate.guarded(_REVISION, Permission.REPORTS_READ, (NoParameters, no_body), partial(_revision, readings)),
        gate.guarded(_ORIGINAL, Permission.REPORTS_READ, (Which, no_body), partial(_original, readings)),
    )


def _list(readings: Readings, call: Call[Reports, None]) -> Response:
    asked = call.asked
    wanted = Wanted(report_no=asked.report_no, before=asked.before(), most=asked.limit + 1)
    return document(page("reports", readings.newest(call.caller.organisation, wanted), asked))


def _read(readings: Readings, call: Call[NoParameters, None]) -> Response:
    return _shown(call, readings.revision(call.caller.organisation, call.id("report"), None))


def _revision(readings: Readings, call: Call[NoParameters, None]) -> Response:
    number = call.number("revision", 1, LATEST)
    return _shown(call, readings.revision(call.caller.organisation, call.id("report"), number))


def _shown(call: Call[NoParameters, None], found: RevisionView | None) -> Response:
    if found is None:
        raise Problem(Code.NOT_FOUND)
    return unless_known(call.request, str(found.revision), PRIVATE, lambda: written(view(found)))


def _revisions(readings: Readings, call: Call[NoParameters, None]) -> Response:
    found = readings.revisions(call.caller.organisation, call.id("report"))
    if not found:
        raise Problem(Code.NOT_FOUND)
    return document({"revisions": [view(each) for each in found]})


def _verdict(readings: Readings, call: Call[Which, None]) -> Response:
    found = readings.verdict(call.caller.organisation, call.id("report"), call.asked.revision)
    if found is None:
        raise Problem(Code.NOT_FOUND)
    return unless_known(call.request, found.sha256, PRIVATE, found.content)


def _original(readings: Readings, call: Call[Which, None]) -> Response:
    report = call.id("report")
    found = readings.original_of(call.caller.organisation, report, call.asked.revision)
    if found is None:
        raise Problem(Code.NOT_FOUND)
    name, content = found
    return Response(content, headers={"Content-Disposition": saved_as(f"report-{report}", name)}, media_type=BYTES)
