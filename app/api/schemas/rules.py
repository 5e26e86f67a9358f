"""Schemes, limits, methods and characteristics as they are shown."""

from app.api.schemas.forms import (
    BOTH_LANGUAGES,
    DAY,
    PATH,
    SHA256,
    TEXT,
    YES_OR_NO,
    Schema,
    each,
    listed,
    one_of,
    or_null,
    record,
    ref,
    said,
)
from app.verification.requirement import Certainty, Form
from methods.acceptance import Comparison
from methods.units import Kind

_LEVEL = record(
    {
        "form": one_of(("constant", "line", "power")),
        "a": TEXT,
        "b": or_null(TEXT),
        "from": or_null(TEXT),
        "to": or_null(TEXT),
    }
)
_METHOD_NAME = record({"id": TEXT, "number": TEXT})

SCHEMAS: dict[str, Schema] = {
    "Scheme": record(
        {
            "id": TEXT,
            "title": BOTH_LANGUAGES,
            "in_force": DAY,
            "until": said(or_null(DAY), "The first day no longer covered; null while it is open."),
            "products": listed(TEXT),
            "grades": listed(TEXT),
            "standard": record(
                {
                    "id": TEXT,
                    "number": TEXT,
                    "title": TEXT,
                    "valid_from": said(or_null(DAY), "null: not known."),
                    "usable_from": DAY,
                    "valid_to": or_null(DAY),
                }
            ),
            "seals": said(each(SHA256), "The SHA-256 of every data file that a verdict under the scheme rests on."),
            "links": record({"scheme": PATH, "characteristics": PATH}),
        }
    ),
    "SchemeList": record({"schemes": listed(ref("Scheme"))}),
    "Limit": record(
        {
            "requirement": TEXT,
            "characteristic": TEXT,
            "item": BOTH_LANGUAGES,
            "grades": said(listed(TEXT), "The grades that it holds for; none for a product without grades."),
            "clause": record({"document": TEXT, "number": TEXT, "anchor": TEXT}),
            "limit": said(or_null(TEXT), "As printed; null: not held."),
            "unit": or_null(TEXT),
            "acceptance": or_null({"anyOf": [TEXT, listed(TEXT)]}),
            "comparison": or_null(one_of(Comparison)),
            "comparison_source": or_null(TEXT),
            "methods": listed(_METHOD_NAME),
            "named_method": said(YES_OR_NO, "Whether the clause itself names the method, so that no other counts."),
            "certainty": one_of(Certainty),
            "certainty_meaning": said(TEXT, "In the language that is asked for."),
            "basis": TEXT,
            "doubt": or_null(TEXT),
        }
    ),
    "LimitList": record(
        {
            "scheme": TEXT,
            "as_of": DAY,
            "limits": listed(ref("Limit")),
            "seals": each(SHA256),
        }
    ),
    "Method": record(
        {
            "id": TEXT,
            "number": TEXT,
            "editions": listed(record({"year": TEXT, "in_force": said(or_null(DAY), "null: not known.")})),
            "precision": listed(
                record(
                    {
                        "of": TEXT,
                        "editions": listed(TEXT),
                        "unit": TEXT,
                        "certainty": TEXT,
                        "repeatability": or_null(_LEVEL),
                        "reproducibility": or_null(_LEVEL),
                    }
                )
            ),
            "accepted_for": listed(record({"scheme": TEXT, "characteristic": TEXT})),
        }
    ),
    "MethodList": record({"methods": listed(ref("Method"))}),
    "Characteristic": record(
        {
            "id": TEXT,
            "name": BOTH_LANGUAGES,
            "form": one_of(Form),
            "kind": or_null(one_of(Kind)),
            "unit": said(or_null(TEXT), "The unit of `lowest` and `highest`; results may come in any of its kind."),
            "lowest": or_null(TEXT),
            "highest": or_null(TEXT),
            "scale": listed(TEXT),
            "words": listed(TEXT),
        }
    ),
    "CharacteristicList": record({"characteristics": listed(ref("Characteristic"))}),
}
