"""`labverdict.report/1`: exactly what intake can accept, so that a body that breaks this schema is always refused."""

from app.api.schemas.forms import CLEAN, NOTHING, Schema, listed, only, or_null, record, said
from app.intake.cells import LONGEST_IDENTIFIER, LONGEST_NAME, LONGEST_REPLICATE, LONGEST_TEXT, LONGEST_VALUE
from app.intake.take_in import FORMAT, MOST_RESULTS
from methods.reading import LONGEST_NUMBER

NUMBER_PATTERN = r"^[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?$"
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_TIME = r"[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?"
_DAY_OR_INSTANT: Schema = {
    "type": "string",
    "pattern": rf"^{_DAY}(T{_TIME}(Z|[+-][0-9]{{2}}:[0-9]{{2}}))?$",
    "description": "A civil day in Asia/Shanghai, or an instant with its offset, from which that day follows.",
}


def _needed(longest: int) -> Schema:
    """Return a text that has to be there; that it is not blank is left to intake."""
    return {"type": "string", "minLength": 1, "maxLength": longest, "pattern": CLEAN}


_OPTIONAL: Schema = {"type": ["string", "null"], "maxLength": LONGEST_TEXT, "pattern": CLEAN}
_POSITIVE: Schema = {
    "anyOf": [
        {"type": "string", "maxLength": LONGEST_NUMBER, "pattern": NUMBER_PATTERN},
        {"type": "number", "exclusiveMinimum": 0},
        NOTHING,
    ],
    "description": "Above 0, exact: the digits are kept as they are written.",
}
_VALUE: Schema = {
    "anyOf": [_needed(LONGEST_VALUE), {"type": "number"}],
    "description": "`6.2`, `<5`, `>=95`, `8(+)`, a class such as `1a`, `痕迹`, or `未检出` with its detection limit.",
}
_ACCREDITATION = record({}, {"kind": _OPTIONAL, "number": _OPTIONAL})
_LABORATORY = record({}, {"name": _OPTIONAL, "accreditations": or_null(listed(_ACCREDITATION))})
_PRODUCT = record(
    {"name": _needed(LONGEST_TEXT)},
    {"grade": _OPTIONAL, "manufacturer": _OPTIONAL, "plant": _OPTIONAL, "model": _OPTIONAL},
)
_SAMPLE = record(
    {"id": _needed(LONGEST_IDENTIFIER)},
    {
        "taken_on": or_null(_DAY_OR_INSTANT),
        "received_on": or_null(_DAY_OR_INSTANT),
        "amount": _OPTIONAL,
        "procedure": _OPTIONAL,
    },
)
_RESULT = record(
    {
        "item": _needed(LONGEST_NAME),
        "value": _VALUE,
        "method": said(_needed(LONGEST_NAME), "With the year of its edition: `SH/T 0689-2000`."),
        "tested_on": _DAY_OR_INSTANT,
    },
    {
        "unit": said(_OPTIONAL, "May be left out for an item without unit."),
        "uncertainty": or_null(record({}, {"expanded": _POSITIVE, "k": _POSITIVE})),
        "detection_limit": _POSITIVE,
        "replicate": {
            "anyOf": [{"type": "string", "maxLength": LONGEST_REPLICATE, "pattern": CLEAN}, {"type": "number"}, NOTHING]
        },
        "requirement": _OPTIONAL,
        "verdict": _OPTIONAL,
        "remark": _OPTIONAL,
    },
)
_HEAD = {
    "format": only(FORMAT),
    "report_no": _needed(LONGEST_IDENTIFIER),
    "issued_on": _DAY_OR_INSTANT,
    "product": _PRODUCT,
}

SCHEMAS: dict[str, Schema] = {
    "Report": said(
        record(
            {**_HEAD, "sample": _SAMPLE, "results": listed(_RESULT, minItems=1, maxItems=MOST_RESULTS)},
            {"laboratory": or_null(_LABORATORY)},
        ),
        "One sample's report. Numbers are kept by their digits, whether they are written as text or as JSON numbers.",
    ),
}
