"""A laboratory lets certification bodies read a report; and who finds out which organisations there are."""

from functools import partial
from typing import Annotated, Literal

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from app.api import examples
from app.api.access import Call, Gate, no_body, require
from app.api.bodies import read_json_body
from app.api.codes import Code
from app.api.deliveries import Id
from app.api.documents import Strict
from app.api.once import once
from app.api.operation import JSON, V1, Asked, Docs, Media, NoParameters, Open, Operation, Reply, Tag
from app.api.parts import Parts
from app.api.problems import Problem, fault
from app.api.queries import Parameters
from app.api.replies import document, whole, written
from app.api.schemas.forms import ref
from app.identity.organisations import OrganisationKind
from app.identity.roles import Permission
from app.ports.evidence import Answer
from app.ports.reading import ShareView
from app.workflow.share_report import share_report


class Sharing(Strict):
    """With whom."""

    organisation: Annotated[Id, Field(description="A certification body.")]


class Organisations(Parameters):
    """Which organisations."""

    kind: Annotated[
        Literal["certification_body", "laboratory", "applicant"],
        Field(description="Those that a report can be shared with, or those that can take part in a case."),
    ]


_PATH = f"{V1}/reports/{{report}}/shares"
_LIST = Docs(
    id="listShares",
    method="GET",
    path=_PATH,
    tag=Tag.SHARING,
    summary="List who may read a report of one's own",
    replies=(Reply(200, "All of them.", {JSON: Media(ref("ShareList"), {"shares": [examples.SHARE]})}),),
)
_SHARE = Docs(
    id="shareReport",
    method="POST",
    path=_PATH,
    tag=Tag.SHARING,
    summary="Let a certification body read a report",
    says="From now on, and with all its revisions.",
    headers=(Asked.IDEMPOTENCY_KEY,),
    body={JSON: Media(ref("Sharing"), {"organisation": examples.BODY})},
    replies=(
        Reply(201, "It may read the report now.", {JSON: Media(ref("Share"), examples.SHARE)}),
        Reply(200, "It could read the report before.", {JSON: Media(ref("Share"), examples.SHARE)}),
    ),
    problems=("organisation_unknown",),
)
_ORGANISATIONS = Docs(
    id="listOrganisations",
    method="GET",
    path=f"{V1}/organisations",
    tag=Tag.SHARING,
    summary="List organisations of a kind",
    says="Certification bodies to everybody; laboratories and applicants to a certification body (`cases:read`) alone, "
    "which lets them take part in its cases.",
    replies=(
        Reply(200, "By name.", {JSON: Media(ref("OrganisationList"), {"organisations": [examples.ORGANISATION]})}),
    ),
    problems=(Code.FORBIDDEN,),
)
MODELS = (Sharing,)


def operations(parts: Parts, gate: Gate) -> tuple[Operation, ...]:
    """Return what answers those who share reports."""
    return (
        gate.guarded(_LIST, Permission.REPORTS_READ, (NoParameters, no_body), partial(_list, parts)),
        gate.guarded(_SHARE, Permission.REPORTS_SHARE, (NoParameters, _sharing), partial(_share, parts)),
        gate.guarded(_ORGANISATIONS, Open.EVERY_CALLER, (Organisations, no_body), partial(_organisations, parts)),
    )


async def _sharing(request: Request) -> Sharing:
    return await read_json_body(request, Sharing)


def _list(parts: Parts, call: Call[NoParameters, None]) -> Response:
    shares = parts.desk.readings.shares(call.caller.organisation, call.id("report"))
    if shares is None:
        raise Problem(Code.NOT_FOUND)
    return document({"shares": [_shown(each) for each in shares]})


def _share(parts: Parts, call: Call[NoParameters, Sharing]) -> Response:
    report, reader = call.id("report"), call.body.organisation
    answer = once(call, f"share {report} {reader}", parts.desk, lambda: _shared(parts, call, report))
    return whole(answer.body, 201 if answer.created else 200)


def _shared(parts: Parts, call: Call[NoParameters, Sharing], report: str) -> Answer:
    readings, own, reader = parts.desk.readings, call.caller.organisation, call.body.organisation
    before = readings.shares(own, report)
    if before is None:
        raise Problem(Code.NOT_FOUND)
    bodies = parts.directory.organisations(OrganisationKind.CERTIFICATION_BODY)
    if reader not in {body.id for body in bodies}:
        expected = "a certification body, as /api/v1/organisations?kind=certification_body lists them"
        raise Problem("organisation_unknown", errors=[fault("organisation_unknown", "/organisation", expected)])
    share_report(call.caller, report, reader, parts.desk)
    now = readings.shares(own, report) or ()
    shown = next(_shown(each) for each in now if each.organisation == reader)
    return Answer(created=all(each.organisation != reader for each in before), body=written(shown))


def _organisations(parts: Parts, call: Call[Organisations, None]) -> Response:
    kind, body = OrganisationKind(call.asked.kind), OrganisationKind.CERTIFICATION_BODY
    if kind is not body:
        # Who else is a client or a competitor is nobody's business but the body's.
        require(call.caller, Permission.CASES_READ)
        if call.caller.kind is not body:
            raise Problem(Code.FORBIDDEN)
    found = parts.directory.organisations(kind)
    return document({"organisations": [{"id": each.id, "name": each.name} for each in found]})


def _shown(share: ShareView) -> dict[str, str]:
    return {
        "organisation": share.organisation,
        "organisation_name": share.organisation_name,
        "since": share.since,
    }
