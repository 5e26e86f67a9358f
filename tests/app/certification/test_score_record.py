from fractions import Fraction

from app.certification.cheapest import Cheapest
from app.certification.score import score
from app.certification.score_record import score_record
from tests.app.certification.cards import answered, table

SCORECARD = table([10], [10], [10], [10, 5])


def test_a_record_has_every_number_as_an_exact_text() -> None:
    card = answered(SCORECARD, {"C1.1": 10, "C2.1": 7, "C3.1": 9, "C4.1": 10, "C4.2": None})
    record = score_record(SCORECARD, card, score(SCORECARD, card), Cheapest(("C2.1",), 1, Fraction(98)))
    assert isinstance(record, dict)
    assert (record["standing"], record["total"], record["total_pass"]) == ("met", "81.5", "80")
    assert record["not_applicable_as_zero"] == {"total": "469/6", "standing": "not_met"}
    assert record["cheapest"] == {"lines": ["C2.1"], "cost": "1", "total": "98"}
    assert record["vetoes"] == [{"id": "V", "satisfied": True}]
    assert isinstance(record["lines"], list)
    assert record["lines"][1] == {"id": "C2.1", "maximum": "10", "points": "7", "basis": "marked"}
    left_out = {"id": "C4.2", "maximum": "5", "points": None, "not_applicable": "no such business", "approved_by": "LI"}
    assert record["lines"][-1] == left_out


def test_what_is_not_answered_is_null_and_never_zero() -> None:
    card = answered(SCORECARD, {"C1.1": 10, "C2.1": 7, "C3.1": 9, "C4.1": 10}, vetoes={})
    record = score_record(SCORECARD, card, score(SCORECARD, card))
    assert isinstance(record, dict)
    assert (record["total"], record["not_applicable_as_zero"], record["cheapest"]) == (None, None, None)
    assert record["vetoes"] == [{"id": "V", "satisfied": None}]
    assert isinstance(record["lines"], list)
    assert record["lines"][-1] == {"id": "C4.2", "maximum": "5", "points": None}
    assert record["causes"] == [
        {"reason": "veto_unanswered", "at": "V"},
        {"reason": "line_unanswered", "at": "C4.2"},
    ]
