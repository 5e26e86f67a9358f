"""Certificates, to the body that issued them and to their holders; and acts of the body's office."""

import base64
import binascii
import json
from collections.abc import Collection
from datetime import date
from functools import partial
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints
from starlette.requests import Request
from starlette.responses import Response

from app.api.access import B, Call, Gate, no_body
from app.api.bodies import read_json_body
from app.api.case_calls import acting, seen_number, told, version_of
from app.api.certificate_docs import ACT, CERTIFICATE, CERTIFICATES
from app.api.certificate_views import UNDETERMINED
from app.api.codes import Code
from app.api.conditional import idempotency_key
from app.api.documents import Line, Strict
from app.api.operation import V1, NoParameters, Operation
from app.api.paging import USUAL, Limit
from app.api.parts import Parts
from app.api.problems import Problem, fault
from app.api.queries import P, Parameters
from app.api.replies import PRIVATE, document, unless_known, written
from app.certification.cases.office_acts import OFFICE, STATED_OF_OFFICE
from app.certification.cases.record import Stated
from app.certification.certificate_days import CertificateOn, Contradiction, stands_on
from app.certification.check_code import check_code
from app.certification.lifecycle.clock import ClockEvent
from app.certification.lifecycle.guards import Guard
from app.certification.standing import Standing
from app.identity.roles import Permission
from app.ports.certificates import ActView, CertificateView, Published
from app.ports.office_acts import OfficeView
from app.verification.day import read_day
from app.workflow.certificate_status import life_of
from app.workflow.certificate_wording import certified_unit, is_imported
from app.workflow.record_act import NewAct, record_office_act
from app.workflow.unreadable import CertificateUnreadable

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


def _one_of(words: Collection[str]) -> AfterValidator:
    expected = "one of " + ", ".join(sorted(words))

    def known(word: str) -> str:
        if word not in words:
            raise ValueError(expected)
        return word

    return AfterValidator(known)


def _day_of(text: str) -> str:
    if read_day(text) is None:
        raise ValueError("a day, such as 2026-07-14")
    return text


class Statement(Strict):
    """What the person who records an act states of one of its conditions."""

    guard: Annotated[str, _one_of(STATED_OF_OFFICE)]
    standing: Literal["met", "not_met", "open", "not_applicable"]
    ground: Line


class NewCertificateAct(Strict):
    """An act of the office: what was done on which day."""

    act: Annotated[str, _one_of(OFFICE)]
    on: Annotated[str, AfterValidator(_day_of)]
    stated: Annotated[tuple[Statement, ...], Field(strict=False)] = ()
    reference: Line | None = None


def operations(parts: Parts, gate: Gate) -> tuple[Operation, ...]:
    """Return what answers those who look for certificates."""
    reads = Permission.CASES_READ
    return (
        gate.guarded(CERTIFICATES, reads, (Certificates, no_body), partial(_list, parts)),
        gate.guarded(CERTIFICATE, reads, (NoParameters, no_body), partial(_read, parts)),
        gate.guarded(ACT, Permission.CASES_ACT, (NoParameters, _new_act), partial(_record, parts)),
    )


def _list(parts: Parts, call: Call[Certificates, None]) -> Response:
    asked = call.asked
    numbers = parts.certificates.numbers(call.caller.organisation, asked.after(), asked.limit + 1)
    shown = numbers[: asked.limit]
    following = _cursor(shown[-1]) if len(numbers) > asked.limit else None
    found = (_published(parts, number) for number in shown)
    return document({"certificates": [_listed(parts, each) for each in found], "next": following})


def _read(parts: Parts, call: Call[NoParameters, None]) -> Response:
    own, found = call.caller.organisation, _published(parts, _number_of(parts, call))
    body = found.versions[-1].body
    views = parts.cases.office.recorded(body, found.versions[-1].number)
    told_of = {
        "versions": [_version(each) for each in found.versions],
        "acts": [_act(each) for each in found.acts],
        "recorded": [_recorded(each, to_body=own == body) for each in views],
    }
    content = written({**_listed(parts, found), **told_of})
    return unless_known(call.request, version_of(len(found.acts) + len(views), content), PRIVATE, content)


async def _new_act(request: Request) -> NewCertificateAct:
    return await read_json_body(request, NewCertificateAct)


def _record(parts: Parts, call: Call[NoParameters, NewCertificateAct]) -> Response:
    who, number, sent = acting(call), _number_of(parts, call), call.body
    key = idempotency_key(call.lines("idempotency-key"))
    new = NewAct(
        number=number,
        event=ClockEvent(sent.act),
        on=date.fromisoformat(sent.on),
        stated=tuple(Stated(Guard(each.guard), Standing(each.standing), each.ground) for each in sent.stated),
        reference=sent.reference,
        seen=seen_number(call),
    )
    return told(record_office_act(who, new, key, parts.cases))


def _number_of(parts: Parts, call: Call[P, B]) -> str:
    """Return the number in the path; Problem `not_found` where the certificate is none of the caller's."""
    number: str = call.request.path_params["certificate"]
    if len(number) > _LONGEST_NUMBER or not parts.certificates.concerns(call.caller.organisation, number):
        raise Problem(Code.NOT_FOUND)
    return number


def _published(parts: Parts, number: str) -> Published:
    found = parts.cases.issuing.certificates.published(number)
    if found is None:
        raise Problem(Code.NOT_FOUND)
    return found


def _listed(parts: Parts, found: Published) -> dict[str, object]:
    newest = found.versions[-1]
    scheme = parts.cases.schemes(certified_unit(newest)[0])
    if scheme is None:
        raise CertificateUnreadable(f"{newest.number}: no rule data for its scheme")
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


def _recorded(view: OfficeView, *, to_body: bool) -> dict[str, object]:
    """Return an act of the office; who recorded it, and where the body's papers show it, is told to the body alone."""
    row = view.row
    return {
        "n": row.n,
        "version": row.version,
        "act": row.act,
        "on": row.dated.isoformat(),
        "recorded_at": row.recorded_at,
        "person": row.person if to_body else None,
        "reference": json.loads(row.content)["reference"] if to_body else None,
        "log_entry": view.entry,
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
