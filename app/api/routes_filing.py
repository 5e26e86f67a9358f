"""Reports come in: verified only, filed, uploaded as files, corrected."""

import json
import re
from collections.abc import Sequence
from functools import partial
from typing import Annotated

from pydantic import Field, StringConstraints
from starlette.responses import Response

from app.api import examples
from app.api.access import B, Call, Gate, require
from app.api.bodies import JSON
from app.api.codes import Code
from app.api.conditional import Tags, etag, idempotency_key, read_tags
from app.api.deliveries import (
    REPORT,
    Asking,
    AsOf,
    Filing,
    Grade,
    OfFile,
    SchemeId,
    Sent,
    Uploading,
    file_to_file,
    multipart,
    native,
    native_or_file,
)
from app.api.filed import answer_of, count, rejected
from app.api.operation import OF_VERSION, V1, Asked, Docs, Link, Media, NoParameters, Operation, Reply, Tag, Told
from app.api.parts import Parts
from app.api.problems import Problem, fault
from app.api.queries import P, Parameters
from app.api.replies import whole
from app.api.schemas.forms import ONE_LINE, ref
from app.api.uploads import MULTIPART
from app.identity.organisations import OrganisationKind
from app.identity.roles import Permission
from app.ports.evidence import Answer
from app.ports.machine import instant_text
from app.ports.reading import RevisionView
from app.verification.record import canonical_bytes
from app.workflow.correct_report import Correction, correct_report
from app.workflow.examine import Rejected, examine
from app.workflow.file_report import Purpose, file_report
from app.workflow.verify_report import Question

_REFUSED = (Code.REFUSED,)
REVISION = re.compile("[1-9][0-9]{0,8}")


class Correcting(Parameters):
    """What is asked of a correction, and why it is made."""

    scheme: Annotated[SchemeId, Field(description="Without it that of the revision that is corrected.")] | None = None
    grade: Grade | None = None
    as_of: AsOf | None = None

    reason: Annotated[
        str,
        StringConstraints(min_length=1, max_length=500, pattern=ONE_LINE),
        Field(description="Why the report is corrected; kept for ever.", examples=["硫含量录入有误"]),
    ]


_RECEIPT = Media(ref("Receipt"), examples.RECEIPT)
_ON = {
    "readReport": Link("readReport", {"report": "$response.body#/report"}),
    "readVerdict": Link("readVerdict", {"report": "$response.body#/report"}),
    "shareReport": Link("shareReport", {"report": "$response.body#/report"}),
    "correctReport": Link("correctReport", {"report": "$response.body#/report", **OF_VERSION}),
}
_VERIFY = Docs(
    id="verifyReport",
    method="POST",
    path=f"{V1}/verifications",
    tag=Tag.VERDICTS,
    summary="Judge a report; nothing is stored",
    says="The verdicts are the same bytes that filing the report would give, one for each sample.",
    body={JSON: Media(REPORT, examples.REPORT), MULTIPART: multipart(OfFile)},
    replies=(Reply(200, "The verdicts.", {JSON: Media(ref("Verdicts"), {"verdicts": [examples.VERDICT]})}),),
    problems=_REFUSED,
)
_FILE = Docs(
    id="fileReport",
    method="POST",
    path=f"{V1}/reports",
    tag=Tag.REPORTS,
    summary="File a report",
    says="Stores the bytes as sent, judges them and seals the verdict into the evidence log, or does nothing of it. "
    "A report that is filed already gets its first receipt, under whatever key it comes.",
    headers=(Asked.IDEMPOTENCY_KEY,),
    body={JSON: Media(REPORT, examples.REPORT)},
    replies=(
        Reply(
            201,
            "Filed; or filed by an earlier request with this key.",
            {JSON: _RECEIPT},
            (Told.ETAG, Told.LOCATION),
            _ON,
        ),
        Reply(
            200, "The report was filed before: its first receipt.", {JSON: _RECEIPT}, (Told.ETAG, Told.LOCATION), _ON
        ),
    ),
    problems=(*_REFUSED, "organisation_unknown", Code.REPORT_DIFFERS),
)
_RECEIPTS = Media(ref("Receipts"), {"reports": [examples.RECEIPT]})
_UPLOAD = Docs(
    id="uploadReports",
    method="POST",
    path=f"{V1}/uploads",
    tag=Tag.REPORTS,
    summary="File the reports of a table or another file",
    says="All of its samples are filed, or none. What is asked stands in parts of its own beside the file.",
    headers=(Asked.IDEMPOTENCY_KEY,),
    body={MULTIPART: multipart(Uploading)},
    replies=(
        Reply(201, "Filed; or filed by an earlier request with this key.", {JSON: _RECEIPTS}),
        Reply(200, "The reports were filed before: their first receipts.", {JSON: _RECEIPTS}),
    ),
    problems=(*_REFUSED, "organisation_unknown", Code.REPORT_DIFFERS),
)
_CORRECT = Docs(
    id="correctReport",
    method="POST",
    path=f"{V1}/reports/{{report}}/corrections",
    tag=Tag.REPORTS,
    summary="Correct a report by a new revision",
    says="Its number and its sample stay. The revision that is corrected remains readable for all who read the report.",
    headers=(Asked.IDEMPOTENCY_KEY, Asked.IF_MATCH),
    body={JSON: Media(REPORT, examples.CORRECTED), MULTIPART: multipart(OfFile)},
    replies=(Reply(201, "Filed as the next revision.", {JSON: _RECEIPT}, (Told.ETAG, Told.LOCATION)),),
    problems=_REFUSED,
)


def operations(parts: Parts, gate: Gate) -> tuple[Operation, ...]:
    """Return what answers reports that come in."""
    either = native_or_file(parts.bounds)
    return (
        gate.guarded(_FILE, Permission.REPORTS_WRITE, (Filing, native(parts.bounds)), partial(_file, parts)),
        gate.guarded(_VERIFY, Permission.VERIFICATIONS_RUN, (Asking, either), partial(_verify, parts)),
        gate.guarded(
            _UPLOAD, Permission.REPORTS_WRITE, (NoParameters, file_to_file(parts.bounds)), partial(_upload, parts)
        ),
        gate.guarded(_CORRECT, Permission.REPORTS_CORRECT, (Correcting, either), partial(_correct, parts)),
    )


def _verify(parts: Parts, call: Call[Asking, Sent]) -> Response:
    posted = call.body.posted(call.asked.question())
    examined = examine(posted, parts.desk.shelf, parts.desk.registry)
    if isinstance(examined, Rejected):
        raise rejected(examined.issues, call.body)
    parts.metrics.judged([verdict.outcome for verdict in examined.verdicts])
    return whole(b'{"verdicts":[' + b",".join(map(canonical_bytes, examined.verdicts)) + b"]}")


def _file(parts: Parts, call: Call[Filing, Sent]) -> Response:
    answer = _filed(parts, call, call.body, call.asked, several=False)
    return _with_receipt(answer)


def _upload(parts: Parts, call: Call[NoParameters, tuple[Sent, Uploading]]) -> Response:
    sent, asked = call.body
    answer = _filed(parts, call, sent, asked, several=True)
    return whole(answer.body, 201 if answer.created else 200)


def _filed(parts: Parts, call: Call[P, B], sent: Sent, asked: Filing, *, several: bool) -> Answer:
    if call.caller.kind is not OrganisationKind.LABORATORY:
        raise Problem(Code.FORBIDDEN)
    readers = tuple(sorted(set(asked.share_with)))
    if readers:
        require(call.caller, Permission.REPORTS_SHARE)
    key = idempotency_key(call.lines("idempotency-key"))
    if readers:
        _refuse_unknown(parts, readers)
    began, posted = instant_text(parts.desk.clock.now()), sent.posted(asked.question())
    answer = answer_of(file_report(call.caller, posted, Purpose(key, readers, several), parts.desk), sent)
    count(answer, began, parts.metrics)
    return answer


def _refuse_unknown(parts: Parts, readers: Sequence[str]) -> None:
    known = {body.id for body in parts.directory.organisations(OrganisationKind.CERTIFICATION_BODY)}
    if not known.issuperset(readers):
        expected = "certification bodies, as /api/v1/organisations lists them"
        raise Problem("organisation_unknown", errors=[fault("organisation_unknown", "parameter share_with", expected)])


def _correct(parts: Parts, call: Call[Correcting, Sent]) -> Response:
    report, lines, asked = call.id("report"), call.lines("if-match"), call.asked
    tags = read_tags(lines)
    if tags is None:
        raise Problem(Code.PRECONDITION_REQUIRED)
    key = idempotency_key(call.lines("idempotency-key"))

    def is_current(newest: RevisionView) -> bool:
        return tags.any or str(newest.revision) in tags.strong

    scheme = _scheme_of(call, report, tags, parts) if asked.scheme is None else asked.scheme
    began, posted = instant_text(parts.desk.clock.now()), call.body.posted(Question(scheme, asked.grade, asked.as_of))
    correction = Correction(report, ", ".join(lines), is_current, asked.reason, key)
    answer = answer_of(correct_report(call.caller, posted, correction, parts.desk), call.body)
    count(answer, began, parts.metrics)
    return _with_receipt(answer)


def _scheme_of(call: Call[Correcting, Sent], report: str, tags: Tags, parts: Parts) -> str:
    """Return the scheme of the revision that If-Match names, so that a request that is repeated means the same."""
    named = [int(tag) for tag in tags.strong if REVISION.fullmatch(tag)]
    own, readings = call.caller.organisation, parts.desk.readings
    found = readings.revision(own, report, named[0] if len(named) == 1 else None)
    if found is None and named:
        found = readings.revision(own, report, None)
    if found is None:
        raise Problem(Code.NOT_FOUND)
    return found.scheme


def _with_receipt(answer: Answer) -> Response:
    """Return the receipt with the place and the version of the report that it names."""
    receipt = json.loads(answer.body)
    headers = {"Location": f"{V1}/reports/{receipt['report']}", "ETag": etag(str(receipt["revision"]))}
    return whole(answer.body, 201 if answer.created else 200, headers)
