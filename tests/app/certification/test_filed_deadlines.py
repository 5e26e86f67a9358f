"""The list of running deadlines that a body keeps."""

import json
from datetime import date

import pytest

from app.certification.body import DayKind, Term
from app.certification.calendar import Pause
from app.certification.deadline_rules import Start
from app.certification.filed_deadlines import Filed, read_filed, read_pause
from app.certification.form import Refused

WHOLE = {
    "case": "K-1",
    "deadline": "D-01",
    "scheme": "S",
    "events": {"sample_received": "2026-03-02", "test_fee_received": "2026-03-03"},
    "agreed": {"length": 20, "kind": "working_day"},
    "pauses": [{"from": "2026-03-05", "to": "2026-03-09"}, {"from": "2026-03-20"}],
}


def document(*deadlines: object) -> bytes:
    return json.dumps({"format": "labverdict.deadlines/1", "deadlines": deadlines}).encode()


def test_everything_that_is_said_is_read() -> None:
    bare = {"case": "K-2", "deadline": "D-12", "programme": "P", "events": {"surveillance_ended": "2026-03-02"}}
    assert read_filed(document(WHOLE, bare)) == (
        Filed(
            where="/deadlines/0",
            case="K-1",
            deadline="D-01",
            scheme="S",
            programme=None,
            events={Start.SAMPLE_RECEIVED: date(2026, 3, 2), Start.TEST_FEE_RECEIVED: date(2026, 3, 3)},
            agreed=Term(20, DayKind.WORKING_DAY),
            pauses=(Pause(date(2026, 3, 5), date(2026, 3, 9)), Pause(date(2026, 3, 20), None)),
        ),
        Filed("/deadlines/1", "K-2", "D-12", None, "P", {Start.SURVEILLANCE_ENDED: date(2026, 3, 2)}, None, ()),
    )


@pytest.mark.parametrize(
    ("changes", "where", "code"),
    [
        ({"due": "2026-03-09"}, "due", "unknown_field"),
        ({"case": ""}, "case", "field_missing"),
        ({"events": {"sample": "2026-03-02"}}, "events/sample", "unknown_field"),
        ({"events": {"sample_received": "2026-3-2"}}, "events/sample_received", "date_invalid"),
        ({"events": None}, "events", "field_missing"),
        ({"agreed": {"length": 0, "kind": "month"}}, "agreed/length", "number_not_positive"),
        ({"agreed": {"length": 5, "kind": "week"}}, "agreed/kind", "word_unknown"),
        ({"pauses": [{"from": "2026-03-05", "to": "2026-03-05"}]}, "pauses/0/to", "pause_malformed"),
        ({"pauses": [{"from": "2026-03-05", "till": "2026-03-06"}]}, "pauses/0/till", "unknown_field"),
    ],
)
def test_a_mistake_is_refused_with_its_place(changes: dict[str, object], where: str, code: str) -> None:
    refused = read_filed(document(WHOLE | changes))
    assert isinstance(refused, Refused)
    assert [(issue.where, issue.code) for issue in refused.issues] == [(f"/deadlines/0/{where}", code)]


@pytest.mark.parametrize(
    ("text", "pause"),
    [
        ("2026-03-05..2026-03-09", Pause(date(2026, 3, 5), date(2026, 3, 9))),
        ("2026-03-05..", Pause(date(2026, 3, 5), None)),
        ("2026-03-05", None),
        ("2026-03-05..2026-03-05", None),
        ("2026-03-09..2026-03-05", None),
        ("..2026-03-05", None),
        ("2026-03-05..soon", None),
        ("2026-03-05...2026-03-09", None),
        ("", None),
    ],
)
def test_a_pause_is_typed_as_two_days_with_two_dots(text: str, pause: Pause | None) -> None:
    assert read_pause(text) == pause
