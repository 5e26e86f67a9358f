"""What a buyer asks about a certificate, without a credential: by its number and its check code."""

import base64
import json
from datetime import date
from functools import partial
from typing import Annotated

from pydantic import Field, StringConstraints
from starlette.requests import Request
from starlette.responses import Response

from app.api import examples_of_certificates as examples
from app.api.access import Gate, Question, no_body
from app.api.certificate_views import certificate_view
from app.api.codes import Code
from app.api.operation import JSON, V1, Docs, Media, Operation, Reply, Tag
from app.api.parts import Parts
from app.api.problems import Problem, fault, refused
from app.api.queries import Day, Parameters
from app.api.replies import document
from app.api.schemas.certificates import NUMBER
from app.api.schemas.forms import ref
from app.certification.check_code import PATTERN
from app.identity.organisations import OrganisationKind
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


def operations(parts: Parts, gate: Gate) -> tuple[Operation, ...]:
    """Return what answers those who hold a certificate."""
    return (
        gate.open_asking(_LOOK_UP, (Looking, no_body), partial(_look_up, parts)),
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


def _prove(desk: PublicDesk, question: Question[Coded], body: None) -> Response:
    del body
    view = _found(desk, question.request, question.asked.code, None).view
    coded = base64.b64encode(view.document).decode("ascii")
    return document({"document": coded, "proof": json.loads(view.proof)})


def _found(desk: PublicDesk, request: Request, code: str, on: date | None) -> Found:
    number = request.path_params["number"]
    if NUMBER.fullmatch(number) is None:
        raise Problem(Code.NOT_FOUND)
    found = look_up_certificate(LookUp(number, code, on), desk)
    match found:
        case Found():
            return found
        case NotFound():
            raise Problem(Code.NOT_FOUND)
        case NotYet(today=today):
            raise refused([fault(Code.PARAMETER_INVALID, "parameter on", f"a day up to {today}")])
