"""What a buyer asks about a certificate, without a credential: by its number and its check code."""

import base64
import json
from datetime import date
from functools import partial
from typing import Annotated

from pydantic import Field, StringConstraints
from starlette.requests import Request
from starlette.responses import Response

from app.api import examples as reports
from app.api import examples_of_certificates as examples
from app.api.access import Gate, Question, no_body
from app.api.certificate_views import certificate_view, shipment_view
from app.api.codes import Code
from app.api.deliveries import REPORT, OfFile, Sent, multipart, native_or_file
from app.api.filed import rejected
from app.api.operation import JSON, V1, Docs, Media, Operation, Reply, Tag
from app.api.parts import Parts
from app.api.problems import Problem, fault, refused
from app.api.queries import Day, Parameters
from app.api.replies import document
from app.api.schemas.forms import ref
from app.api.uploads import MULTIPART
from app.certification.certificate_number import is_number
from app.certification.check_code import PATTERN
from app.identity.organisations import OrganisationKind
from app.workflow.check_shipment import Checked, Report, check_shipment_of
from app.workflow.examine import Rejected
from app.workflow.look_up_certificate import Found, LookUp, NotFound, NotYet, look_up_certificate
from app.workflow.public_desk import PublicDesk

CheckCode = Annotated[
    str,
    StringConstraints(pattern=PATTERN),
    Field(description="Printed on the certificate; the code of any of its versions.", examples=[examples.CODE]),
]


class Coded(Parameters):
    """The code that stands on the certificate."""

    code: CheckCode


class Looking(Coded):
    """The code, and the day that is asked about."""

    on: (
        Annotated[Day, Field(description="Today, or a day before; today in Asia/Shanghai where it is left out.")] | None
    ) = None


class Loaded(Coded):
    """The code, and the day of loading."""

    loaded_on: Annotated[Day, Field(description="The day of loading, today or before.", examples=["2026-05-14"])]


_LOOK_UP = Docs(
    id="lookUpCertificate",
    method="GET",
    path=f"{V1}/public/certificates/{{number}}",
    tag=Tag.PUBLIC,
    summary="Look up how a certificate stands, or stood on a past day",
    says="A wrong code and an unknown number are answered alike.",
    replies=(Reply(200, "How it stands.", {JSON: Media(ref("CertificateOnDay"), examples.ON_DAY)}),),
)
_PROVE = Docs(
    id="proveCertificate",
    method="GET",
    path=f"{V1}/public/certificates/{{number}}/proof",
    tag=Tag.PUBLIC,
    summary="Prove that a certificate was issued",
    says="The exact bytes of the version whose code is given, and that their SHA-256 is in the evidence log under a "
    "signed head.",
    replies=(Reply(200, "The document and its proof.", {JSON: Media(ref("CertificateProof"), examples.PROOF)}),),
)
_CHECK = Docs(
    id="checkShipment",
    method="POST",
    path=f"{V1}/public/certificates/{{number}}/shipments",
    tag=Tag.PUBLIC,
    summary="Check a shipment: the report on the batch, and the certificate on the loading day",
    says="Each result is held against the limits of the standard and the advanced ones. Nothing is stored.",
    body={JSON: Media(REPORT, reports.REPORT), MULTIPART: multipart(OfFile)},
    replies=(Reply(200, "What is known of it.", {JSON: Media(ref("ShipmentCheck"), examples.SHIPMENT)}),),
    problems=(Code.REFUSED,),
)


def operations(parts: Parts, gate: Gate) -> tuple[Operation, ...]:
    """Return what answers those who hold a certificate."""
    return (
        gate.open_asking(_LOOK_UP, (Looking, no_body), partial(_look_up, parts)),
        gate.open_asking(_CHECK, (Loaded, native_or_file(parts.bounds)), partial(_check, parts)),
        gate.open_asking(_PROVE, (Coded, no_body), partial(_prove, parts.public)),
    )


def _look_up(parts: Parts, question: Question[Looking], body: None) -> Response:
    del body
    found = _found(parts.public, question.request, question.asked.code, question.asked.on)
    return document(certificate_view(found, _name_of(found.certificate.body, parts)))


def _name_of(body: str, parts: Parts) -> str:
    """Return what a body is called now; whoever issues certificates is one."""
    return next(
        each.name for each in parts.directory.organisations(OrganisationKind.CERTIFICATION_BODY) if each.id == body
    )


def _check(parts: Parts, question: Question[Loaded], sent: Sent) -> Response:
    asked = question.asked
    report = Report(sent.content, sent.name, sent.head, sent.format)
    checked = check_shipment_of(_number_of(question.request), asked.code, asked.loaded_on, report, parts.public)
    match checked:
        case Checked():
            return document(shipment_view(checked, _name_of(checked.found.certificate.body, parts)))
        case Rejected(issues=issues):
            raise rejected(issues, sent)
        case NotFound() | NotYet():
            raise _nothing(checked, "loaded_on")


def _prove(desk: PublicDesk, question: Question[Coded], body: None) -> Response:
    del body
    view = _found(desk, question.request, question.asked.code, None).view
    coded = base64.b64encode(view.document).decode("ascii")
    return document({"document": coded, "proof": json.loads(view.proof)})


def _found(desk: PublicDesk, request: Request, code: str, on: date | None) -> Found:
    found = look_up_certificate(LookUp(_number_of(request), code, on), desk)
    if isinstance(found, Found):
        return found
    raise _nothing(found, "on")


def _nothing(found: NotFound | NotYet, day: str) -> Problem:
    match found:
        case NotFound():
            return Problem(Code.NOT_FOUND)
        case NotYet(today=today):
            return refused([fault(Code.PARAMETER_INVALID, f"parameter {day}", f"a day up to {today}")])


def _number_of(request: Request) -> str:
    """Return the number in the path; what cannot be one is not found."""
    number: str = request.path_params["number"]
    if not is_number(number):
        raise Problem(Code.NOT_FOUND)
    return number
