"""A simulation as it is answered."""

from app.api.schemas.forms import ID, PATH, TEXT, Schema, listed, one_of, or_null, record, said
from app.certification.finding import Needed, Why
from app.certification.lifecycle.vocabulary import Kind
from app.certification.simulation import Move
from app.certification.standing import Standing

_STANDING = one_of(Standing)
_CASE: dict[str, Schema] = {
    "case": ID,
    "kind": one_of(Kind),
    "number": TEXT,
    "scheme": TEXT,
    "links": record({"case": PATH}),
}
_POINT = record(
    {
        "standing": _STANDING,
        "reason": one_of(Why),
        "figures": said(listed(listed(TEXT, minItems=2, maxItems=2)), "Name and figure, as the decision has them."),
        "needed": listed(record({"sort": one_of(Needed), "what": TEXT})),
    }
)
_DIFFERENCE = record({"clause": TEXT, "before": or_null(_POINT), "after": or_null(_POINT)})
_CHANGE = record(
    {
        **_CASE,
        "move": one_of(Move),
        "before": _STANDING,
        "after": _STANDING,
        "because": said(listed(_DIFFERENCE), "The clauses without which the case would not change."),
        "beside": said(listed(_DIFFERENCE), "Others that stand otherwise; null where one side does not ask."),
    }
)
_FAULT = record({"code": TEXT, "place": TEXT, "expected": TEXT})
SCHEMAS: dict[str, Schema] = {
    "Simulation": said(
        record(
            {
                "changes": listed(_CHANGE),
                "unchanged": listed(record({**_CASE, "standing": _STANDING})),
                "undecidable": said(
                    listed(record({**_CASE, "errors": listed(_FAULT)})), "Cases that one of the sides cannot read."
                ),
                "next": or_null(ID),
            }
        ),
        "It compares; it decides nothing.",
    )
}
_ID = "0197a0c3a6d88f24d8e3a05c7f90b234"
EXAMPLE: dict[str, object] = {
    "changes": [
        {
            "case": _ID,
            "kind": "application",
            "number": "A-2026-0007",
            "scheme": "JSPB01-180004-2023",
            "links": {"case": f"/api/v1/applications/{_ID}"},
            "move": "leaves",
            "before": "met",
            "after": "not_met",
            "because": [
                {
                    "clause": "4.2.2",
                    "before": {"standing": "met", "reason": "shown", "figures": [], "needed": []},
                    "after": {
                        "standing": "not_met",
                        "reason": "fails",
                        "figures": [],
                        "needed": [{"sort": "result", "what": "sulfur_content"}],
                    },
                }
            ],
            "beside": [],
        }
    ],
    "unchanged": [],
    "undecidable": [],
    "next": None,
}
