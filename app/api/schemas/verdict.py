"""`labverdict.verdict/1` and `labverdict.receipt/1`, whose exact bytes are evidence."""

from app.api.schemas.forms import (
    COUNT,
    DAY,
    ID,
    INSTANT,
    SHA256,
    TEXT,
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
from app.certification.stated_requirements import Agreement
from app.verification.finding import Flag, Reason
from app.verification.record import FORMAT
from app.verification.requirement import Certainty
from app.verification.verdict import JUDGING
from app.workflow.receipt import FORMAT as RECEIPT
from methods.acceptance import Comparison
from methods.outcome import Outcome

OUTCOMES = (Outcome.CONFORMING, Outcome.NONCONFORMING, Outcome.UNDETERMINED)

_CLAUSE = record({"document": TEXT, "number": TEXT, "anchor": TEXT})
_LIMIT = record(
    {"certainty": one_of(Certainty), "basis": TEXT, "methods": listed(TEXT), "doubt": or_null(TEXT)},
    {
        "text": said(TEXT, "As printed."),
        "unit": or_null(TEXT),
        "comparison": one_of(Comparison),
        "comparison_source": TEXT,
        "acceptance": said({"anyOf": [TEXT, listed(TEXT)]}, "An interval, or the classes or words that conform."),
    },
)
_RESULT = record(
    {
        "item": TEXT,
        "value": said(TEXT, "As typed."),
        "folded_from": or_null(TEXT),
        "unit": TEXT,
        "method": TEXT,
        "method_card": or_null(TEXT),
        "tested_on": DAY,
        "replicate": or_null(TEXT),
        "detection_limit": or_null(TEXT),
        "uncertainty": or_null(record({"expanded": TEXT, "k": TEXT})),
        "stated_requirement": or_null(TEXT),
        "stated_verdict": or_null(TEXT),
        "remark": or_null(TEXT),
        "where": said(TEXT, "Where it stands in the report."),
    }
)
_STATEMENT = record(
    {"rule": TEXT, "source": TEXT, "role": or_null(TEXT), "outcome": or_null(TEXT), "figures": each(TEXT)}
)
_FINDING = record(
    {
        "item": TEXT,
        "characteristic": TEXT,
        "outcome": one_of(Outcome),
        "reason": one_of(Reason),
        "requirement": or_null(TEXT),
        "clause": or_null(_CLAUSE),
        "limit": or_null(_LIMIT),
        "result": or_null(_RESULT),
        "value": said(or_null(TEXT), "The exact result in the unit of the limit."),
        "rounded": or_null(TEXT),
        "unit": or_null(TEXT),
        "margin": or_null(record({"distance": TEXT, "share": or_null(TEXT)})),
        "statements": listed(_STATEMENT),
        "flags": listed(one_of(Flag)),
    }
)

_COMPARED: dict[str, Schema] = {
    "requirement": TEXT,
    "item": TEXT,
    "limit": or_null(TEXT),
    "unit": or_null(TEXT),
    "stated": or_null(TEXT),
    "result_unit": or_null(TEXT),
    "agreement": one_of(Agreement),
}
SCHEMAS: dict[str, Schema] = {
    "Finding": _FINDING,
    "Verdict": said(
        record(
            {
                "format": only(FORMAT),
                "judging": only(JUDGING),
                "outcome": one_of(OUTCOMES),
                "scheme": TEXT,
                "standard": TEXT,
                "as_of": DAY,
                "data_seals": each(SHA256),
                "report": record(
                    {"report_no": TEXT, "issued_on": DAY, "product": TEXT, "grade": or_null(TEXT), "sample": TEXT}
                ),
                "findings": listed(ref("Finding")),
                "still_needed": listed(record({"item": TEXT, "requirement": TEXT, "reason": one_of(Reason)})),
            }
        ),
        "Canonical JSON (RFC 8785); the SHA-256 of these very bytes is `verdict_sha256` of the receipt.",
    ),
    "Verdicts": record({"verdicts": listed(ref("Verdict"), minItems=1)}),
    "CaseTests": record({"tests": listed(record({"verdict": ref("Verdict"), "compared": listed(record(_COMPARED))}))}),
    "Receipt": said(
        record(
            {
                "format": only(RECEIPT),
                "report": ID,
                "revision": {"type": "integer", "minimum": 1},
                "report_no": TEXT,
                "sample": TEXT,
                "scheme": TEXT,
                "outcome": one_of(OUTCOMES),
                "recorded_at": INSTANT,
                "original_sha256": SHA256,
                "verdict_sha256": SHA256,
                "log_entry": COUNT,
                "log_entry_hash": SHA256,
            }
        ),
        "Names the stored bytes and the entry of the evidence log that seals them.",
    ),
    "Receipts": record({"reports": listed(ref("Receipt"), minItems=1)}),
}
