"""Reports, lists of them, shares and organisations as they are shown."""

from app.api.schemas.forms import (
    COUNT,
    DAY,
    ID,
    ID_PATTERN,
    INSTANT,
    PATH,
    SHA256,
    TEXT,
    Schema,
    listed,
    one_of,
    or_null,
    record,
    ref,
    said,
)
from app.api.schemas.verdict import OUTCOMES

_CURSOR = said(or_null(TEXT), "Send it as `cursor` for the page that follows; null: this is the last one.")

SCHEMAS: dict[str, Schema] = {
    "ReportView": said(
        record(
            {
                "report": ID,
                "revision": {"type": "integer", "minimum": 1},
                "laboratory": ID,
                "laboratory_name": TEXT,
                "report_no": TEXT,
                "sample_id": TEXT,
                "product": TEXT,
                "grade": or_null(TEXT),
                "issued_on": DAY,
                "scheme": TEXT,
                "as_of": DAY,
                "outcome": one_of(OUTCOMES),
                "reason": said(or_null(TEXT), "Why it was corrected; null for a report as first filed."),
                "recorded_at": INSTANT,
                "original_sha256": SHA256,
                "verdict_sha256": SHA256,
                "entry": said(COUNT, "Its number in the evidence log."),
                "links": record({"report": PATH, "revision": PATH, "verdict": PATH, "original": PATH, "proof": PATH}),
            }
        ),
        "One revision of a report, without its results.",
    ),
    "ReportList": record({"reports": listed(ref("ReportView")), "next": _CURSOR}),
    "VerdictList": record({"verdicts": listed(ref("ReportView")), "next": _CURSOR}),
    "RevisionList": record({"revisions": listed(ref("ReportView"), minItems=1)}),
    "Share": record({"organisation": ID, "organisation_name": TEXT, "since": INSTANT}),
    "ShareList": record({"shares": listed(ref("Share"))}),
    "Organisation": record({"id": {"type": "string", "pattern": ID_PATTERN}, "name": TEXT}),
    "OrganisationList": record({"organisations": listed(ref("Organisation"))}),
}
