"""Certificates as their bodies and the parties of their cases see them, and what a body's office records of them."""

from app.api.schemas.case_forms import NUMBER
from app.api.schemas.certificates import STATUSES
from app.api.schemas.forms import (
    COUNT,
    DAY,
    ID,
    INSTANT,
    ONE_LINE,
    PATH,
    SHA256,
    TEXT,
    YES_OR_NO,
    Schema,
    listed,
    one_of,
    only,
    or_null,
    record,
    said,
)
from app.certification.cases.office_acts import OFFICE, STATED_OF_OFFICE
from app.certification.lifecycle.citation import Basis, Document
from app.certification.lifecycle.vocabulary import Act, Deadline
from app.certification.standing import Standing
from app.workflow.record_act import RECORDED

_LINE: Schema = {"type": "string", "minLength": 1, "maxLength": 200, "pattern": ONE_LINE}
_OFFICE = one_of(sorted(OFFICE))
_CLAUSE = record({"document": one_of(Document), "number": TEXT, "basis": one_of(Basis)})
_STATED = record({"guard": one_of(sorted(STATED_OF_OFFICE)), "standing": one_of(Standing), "ground": _LINE})
_VERSION = record(
    {
        "version": NUMBER,
        "case": ID,
        "starts_on": DAY,
        "expires_on": DAY,
        "issued_at": INSTANT,
        "log_entry": COUNT,
        "document_sha256": SHA256,
        "document": {"type": "object"},
        "proof": said({"type": "object"}, "`labverdict.proof/1`: that the entry lies under a signed head of the log."),
    }
)
_ACT = record(
    {"n": NUMBER, "version": NUMBER, "act": one_of(Act), "on": DAY, "until": or_null(DAY), "log_entry": COUNT},
)
_RECORDED = record(
    {
        "n": NUMBER,
        "version": NUMBER,
        "act": _OFFICE,
        "on": DAY,
        "recorded_at": INSTANT,
        "person": said(or_null(ID), "Who recorded it; told to the body alone."),
        "reference": said(or_null(TEXT), "Where the body's own papers show it; told to the body alone."),
        "log_entry": COUNT,
    }
)
_LISTED: dict[str, Schema] = {
    "number": TEXT,
    "version": NUMBER,
    "body": ID,
    "holder": ID,
    "starts_on": DAY,
    "expires_on": DAY,
    "imported": said(YES_OR_NO, "Whether its newest version is from before the service."),
    "status": said(one_of(STATUSES), "On the day on which it is asked."),
    "check_code": said(TEXT, "What whoever holds the newest version types to look it up."),
    "links": record({"certificate": PATH}),
}

SCHEMAS: dict[str, Schema] = {
    "CertificateList": record({"certificates": listed(record(_LISTED)), "next": or_null(TEXT)}),
    "Certificate": record(
        {
            **_LISTED,
            "versions": listed(_VERSION),
            "acts": said(listed(_ACT), "What its cases did to it."),
            "recorded": said(listed(_RECORDED), "What the office of the body recorded outside of its cases."),
        }
    ),
    "NewCertificateAct": record(
        {"act": _OFFICE, "on": DAY},
        {
            "stated": said(listed(_STATED), "What the person who records it states of the conditions of the act."),
            "reference": said(or_null(_LINE), "Where the body's own papers show it."),
        },
    ),
    "CertificateActRecorded": record(
        {
            "format": only(RECORDED),
            "certificate": TEXT,
            "n": said(NUMBER, "How many acts are on record now, those of cases among them: its ETag."),
            "act": _OFFICE,
            "on": DAY,
            "clause": _CLAUSE,
            "ended": said(listed(one_of(Deadline)), "The deadlines that it ends."),
            "log_entry": COUNT,
            "log_entry_hash": SHA256,
        }
    ),
}
