"""What is sent of a certification case: its opening, and its steps."""

from collections.abc import Mapping

from app.api.schemas.forms import DAY, ID, TEXT, Schema, listed, one_of, only, or_null, record, said
from app.certification.cases.record import Entry
from app.certification.lifecycle.events import Event
from app.certification.lifecycle.vocabulary import Actor
from app.workflow.case_record import LONGEST_NAME

EVENT = one_of([*Event, *Entry])
NUMBER: Schema = {"type": "integer", "minimum": 1}


def _unsaid(members: Mapping[str, Schema]) -> dict[str, Schema]:
    """Return members that may be left out; null says nothing either."""
    return {name: or_null(schema) for name, schema in members.items()}


UNIT = record({"manufacturer": TEXT, "plant": TEXT}, _unsaid({"grade": TEXT, "series": TEXT}))
_STEP: dict[str, Schema] = {"event": EVENT, "on": DAY}
_STEP_MORE = _unsaid(
    {
        "role": said(one_of(actor for actor in Actor if actor is not Actor.SYSTEM), "Where the caller has several."),
        "data": said({"type": "object"}, "As `labverdict.case/1` has it; reports are named `<report>/<revision>`."),
    }
)
_EVENT_MORE = _STEP_MORE | _unsaid(
    {
        "format": only("labverdict.case_event/1"),
        "corrects": said(NUMBER, "The record that this one stands in place of."),
    }
)

SCHEMAS: dict[str, Schema] = {
    "NewCase": record(
        {"number": {**TEXT, "maxLength": LONGEST_NAME}, "event": record(_STEP, _STEP_MORE)},
        {
            "laboratories": listed(ID),
            "unit": UNIT,
            **_unsaid(
                {
                    "format": only("labverdict.case_opening/1"),
                    "body": said(ID, "The certification body; from a client alone."),
                    "applicant": said(ID, "Who applies or holds the certificate; from the body alone."),
                    "scheme": TEXT,
                    "certificate": said(TEXT, "The number of the certificate that the case is about."),
                    "about": said(ID, "The case that a complaint or an appeal is about."),
                }
            ),
        },
    ),
    "CaseEvent": record(_STEP, _EVENT_MORE),
    "CaseWork": record({"case": ID, **_STEP}, _EVENT_MORE),
}
