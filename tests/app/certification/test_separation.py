"""Whom the evaluation touched may neither review nor decide, however the name is written."""

import pytest

from app.certification.standing import Standing
from tests.app.dossiers import Change, decided, put, settings, wanted

MET, OPEN = Standing.MET, Standing.OPEN


def lines(held: dict[str, dict[str, list[dict[str, object]]]]) -> None:
    """Let another person approve that a line does not apply."""
    approval = {"reason": "成品油无集体商标", "approved_by": "P-0011"}
    line = next(each for each in held["card"]["lines"] if each["line"] == "C3.4.1.a")
    line["not_applicable"] = approval


@pytest.mark.parametrize("spelling", ["P-0003", "p-0003", "Ｐ-0003", "P- 0003", "P\u20110003"])
@pytest.mark.parametrize(("key", "role"), [("by", "reviewer"), ("decider", "decider")])
def test_another_spelling_is_not_another_person(spelling: str, key: str, role: str) -> None:
    assert wanted(decided(put(spelling, "review", key)), "6.1") == (OPEN, {("person", role)})


def test_one_person_under_two_spellings_does_not_review_and_decide() -> None:
    same = put("ｐ-0005", "review", "decider")
    assert wanted(decided(same), "6.1")[0] is OPEN
    assert wanted(decided(same, body=settings(one_person_reviews_and_decides=True)), "6.1")[0] is MET


@pytest.mark.parametrize(
    "changes",
    [
        (lines, put("P-0011", "review", "by")),
        (put("P-0011", "inspection", "nonconformities", 0, "verified_by"), put("P-0011", "review", "by")),
    ],
)
def test_a_second_person_of_the_evaluation_is_part_of_it(changes: tuple[Change, ...]) -> None:
    assert wanted(decided(*changes), "6.1") == (OPEN, {("person", "reviewer")})


def test_who_verified_the_consistency_file_of_a_linked_unit_is_part_of_the_evaluation() -> None:
    unit = {"manufacturer": "A", "plant": "B", "grade": "0号"}
    linked = put({"unit": unit, "consistency_verified_by": "P-0005"}, "application", "linked")
    assert wanted(decided(linked), "6.1") == (OPEN, {("person", "reviewer")})
