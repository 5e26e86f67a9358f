"""Certificates as everybody sees them who has their code."""

import re
from typing import Final

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
from app.workflow.issue_certificate import FORMAT as PROOF_FORMAT

NUMBER_PATTERN: Final = r"^[^\u0000-\u001f\u007f-\u009f/?#%]{1,64}$"
NUMBER: Final = re.compile(NUMBER_PATTERN)
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
                "limits": _LIMITS,
                "starts_on": DAY,
                "expires_on": said(DAY, "The first day without validity."),
                "links": record({"proof": PATH}),
                "never_tells": listed(BOTH_LANGUAGES),
            }
        ),
        "How a certificate stands on a day, by all that was done to it up to that day.",
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
