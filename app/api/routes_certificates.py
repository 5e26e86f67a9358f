"""Certificates, to the body that issued them and to their holders."""

import base64
import binascii
import json
from datetime import date
from functools import partial
from typing import Annotated

from pydantic import Field, StringConstraints
from starlette.responses import Response

from app.api.access import Call, Gate, no_body
from app.api.case_docs import CERTIFICATE, CERTIFICATES
from app.api.certificate_views import UNDETERMINED
from app.api.codes import Code
from app.api.operation import V1, NoParameters, Operation
from app.api.paging import USUAL, Limit
from app.api.parts import Parts
from app.api.problems import Problem, fault
from app.api.queries import Parameters
from app.api.replies import document
from app.certification.certificate_days import CertificateOn, Contradiction, stands_on
from app.certification.check_code import check_code
from app.identity.roles import Permission
from app.ports.certificates import ActView, CertificateView, Published
from app.workflow.certificate_status import life_of
from app.workflow.certificate_wording import certified_unit, is_imported

_LONGEST_NUMBER = 500


class Certificates(Parameters):
    """Which page."""

    limit: Limit = USUAL
    cursor: (
        Annotated[
            str,
            StringConstraints(pattern="^[A-Za-z0-9_-]{1,3000}$"),
            Field(description="`next` of the page before, as it was told."),
        ]
        | None
    ) = None

    def after(self) -> str:
        """Return the number after which the page starts; Problem `cursor_invalid`."""
        return "" if self.cursor is None else _number(self.cursor)


def operations(parts: Parts, gate: Gate) -> tuple[Operation, ...]:
    """Return what answers those who look for certificates."""
    reads = Permission.CASES_READ
    return (
        gate.guarded(CERTIFICATES, reads, (Certificates, no_body), partial(_list, parts)),
        gate.guarded(CERTIFICATE, reads, (NoParameters, no_body), partial(_read, parts)),
    )


def _list(parts: Parts, call: Call[Certificates, None]) -> Response:
    asked = call.asked
    numbers = parts.certificates.numbers(call.caller.organisation, asked.after(), asked.limit + 1)
    shown = numbers[: asked.limit]
    following = _cursor(shown[-1]) if len(numbers) > asked.limit else None
    found = (_published(parts, number) for number in shown)
    return document({"certificates": [_listed(parts, each) for each in found], "next": following})


def _read(parts: Parts, call: Call[NoParameters, None]) -> Response:
    number = call.request.path_params["certificate"]
    if len(number) > _LONGEST_NUMBER or not parts.certificates.concerns(call.caller.organisation, number):
        raise Problem(Code.NOT_FOUND)
    found = _published(parts, number)
    versions, acts = [_version(each) for each in found.versions], [_act(each) for each in found.acts]
    return document({**_listed(parts, found), "versions": versions, "acts": acts})


def _published(parts: Parts, number: str) -> Published:
    found = parts.cases.issuing.certificates.published(number)
    if found is None:
        raise Problem(Code.NOT_FOUND)
    return found


def _listed(parts: Parts, found: Published) -> dict[str, object]:
    newest = found.versions[-1]
    scheme = parts.cases.schemes(certified_unit(newest)[0])
    if scheme is None:
        raise LookupError(f"no rule data for the scheme of {newest.number}")
    return {
        "number": newest.number,
        "version": newest.version,
        "body": newest.body,
        "holder": newest.holder,
        "starts_on": newest.starts_on.isoformat(),
        "expires_on": newest.expires_on.isoformat(),
        "imported": is_imported(newest),
        "status": _status(stands_on(life_of(found), scheme, parts.cases.today())),
        "check_code": check_code(newest.document_sha256),
        "links": {"certificate": f"{V1}/certificates/{newest.number}"},
    }


def _status(found: CertificateOn | Contradiction) -> str:
    return UNDETERMINED if isinstance(found, Contradiction) else found.stands.value


def _version(view: CertificateView) -> dict[str, object]:
    return {
        "version": view.version,
        "case": view.case,
        "starts_on": view.starts_on.isoformat(),
        "expires_on": view.expires_on.isoformat(),
        "issued_at": view.issued_at,
        "log_entry": view.entry,
        "document_sha256": view.document_sha256,
        "document": json.loads(view.document),
        "proof": json.loads(view.proof),
    }


def _act(act: ActView) -> dict[str, object]:
    return {
        "n": act.n,
        "version": act.version,
        "act": act.act,
        "on": act.dated.isoformat(),
        "until": _day(act.until),
        "log_entry": act.entry,
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _cursor(number: str) -> str:
    return base64.urlsafe_b64encode(number.encode()).decode("ascii").rstrip("=")


def _number(cursor: str) -> str:
    try:
        number = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError):
        number = ""
    if not number or not number.isprintable():
        raise Problem(
            "cursor_invalid", errors=[fault("cursor_invalid", "parameter cursor", "`next` of an earlier page")]
        )
    return number
