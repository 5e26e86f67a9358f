"""Certificates as everybody sees them who has their code."""

from app.api.certificate_views import UNDETERMINED
from app.api.schemas.forms import (
    BASE64,
    BOTH_LANGUAGES,
    COUNT,
    DAY,
    PATH,
    SHA256,
    TEXT,
    YES_OR_NO,
    Schema,
    each,
    listed,
    one_of,
    only,
    or_null,
    record,
    ref,
    said,
)
from app.certification.certificate_days import Stands
from app.certification.shipment import Level, Question
from app.certification.standing import Standing
from app.verification.finding import Reason
from app.verification.requirement import Certainty
from app.workflow.issue_certificate import FORMAT as PROOF_FORMAT
from methods.outcome import Outcome

VERSION: Schema = {"type": "integer", "minimum": 1}
STATUSES = (*Stands, UNDETERMINED)

_UNIT = record({"manufacturer": TEXT, "plant": TEXT, "grade": or_null(TEXT), "series": or_null(TEXT)})
_LIMITS = record(
    {
        "standard": said(TEXT, "The product standard, with its year."),
        "seals": said(each(SHA256), "The SHA-256 of every file that the limits were read from."),
        "adopted": said(or_null(SHA256), "The SHA-256 of the limits that the body adopted where none is held."),
    }
)
_STANDINGS = tuple(Standing)
_RESULT = record(
    {
        "item": TEXT,
        "level": said(or_null(one_of(Level)), "null: the rule does not ask for the item."),
        "requirement": or_null(TEXT),
        "clause": or_null(record({"document": TEXT, "number": TEXT})),
        "limit": said(or_null(TEXT), "null: no limit is held, or none is asked for."),
        "limit_unit": or_null(TEXT),
        "certainty": or_null(one_of(Certainty)),
        "value": said(or_null(TEXT), "As the laboratory wrote it; null: the report has no result."),
        "unit": or_null(TEXT),
        "outcome": one_of(Outcome),
        "reason": one_of(Reason),
        "says": BOTH_LANGUAGES,
    }
)
_BATCH = record(
    {
        "report_no": TEXT,
        "sample": TEXT,
        "issued_on": DAY,
        "grade": or_null(TEXT),
        "standing": one_of(_STANDINGS),
        "differs": said(listed(TEXT), "Members of the unit that the report does not name, or names otherwise."),
        "answers": listed(
            record({"question": one_of(Question), "standing": one_of(_STANDINGS), "says": BOTH_LANGUAGES})
        ),
        "results": listed(_RESULT),
    }
)

SCHEMAS: dict[str, Schema] = {
    "CertificateOnDay": said(
        record(
            {
                "number": TEXT,
                "on": DAY,
                "status": said(one_of(STATUSES), "`undetermined`: the records contradict each other."),
                "says": said(BOTH_LANGUAGES, "The status in words."),
                "since": said(or_null(DAY), "The day from which it has this status."),
                "suspended_until": said(or_null(DAY), "As stated with the suspension; it does not end by itself."),
                "version_on_day": said(or_null(VERSION), "The version that counts on the day."),
                "in_grace": said(YES_OR_NO, "It has expired and can still be renewed (rule 9); it is not valid."),
                "version": said(VERSION, "The version whose code was given; what follows is what it says."),
                "holder": or_null(TEXT),
                "body": TEXT,
                "unit": _UNIT,
                "scheme": TEXT,
                "title": said(TEXT, "What the rule is called."),
                "limits": _LIMITS,
                "starts_on": DAY,
                "expires_on": said(DAY, "The first day without validity."),
                "imported": said(YES_OR_NO, "Whether it is from before the service, which has not seen its decision."),
                "links": record({"proof": PATH}),
                "never_tells": listed(BOTH_LANGUAGES),
            }
        ),
        "How a certificate stands on a day, by all that was done to it up to that day.",
    ),
    "ShipmentCheck": said(
        record(
            {
                "standing": said(one_of(_STANDINGS), "`met` needs a valid certificate and every limit met."),
                "says": BOTH_LANGUAGES,
                "loaded_on": DAY,
                "certificate": ref("CertificateOnDay"),
                "batches": said(listed(_BATCH, minItems=1), "One for each sample of the report."),
                "never_tells": listed(BOTH_LANGUAGES),
            }
        ),
        "Whether a certificate covers what was loaded on a day, as far as a report can show it.",
    ),
    "CertificateProof": said(
        record({"document": said(BASE64, "The exact bytes of the certificate."), "proof": ref("IssueProof")}),
        "The SHA-256 of `document` stands in the entry that `proof` is about.",
    ),
    "IssueProof": record(
        {
            "format": only(PROOF_FORMAT),
            "entry": said(BASE64, "The exact bytes of the log entry."),
            "leaf_index": COUNT,
            "tree_size": VERSION,
            "path": listed(SHA256),
            "checkpoint": ref("Envelope"),
        }
    ),
}
