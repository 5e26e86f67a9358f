from itertools import product

import pytest

from app.certification.simulation import Decided, Difference, Move, Point, compare, moved
from app.certification.standing import Standing, weigh

MET, NOT_MET, OPEN, OUT = Standing.MET, Standing.NOT_MET, Standing.OPEN, Standing.NOT_APPLICABLE


def decided(case: str = "A", **points: Standing) -> Decided[str]:
    standing = weigh(points.values())
    return Decided(case, standing, {key: Point(one, f"{key} {one}") for key, one in points.items()})


def keys(differences: tuple[Difference[str], ...]) -> list[str]:
    return [difference.key for difference in differences]


@pytest.mark.parametrize(
    ("before", "after", "move"),
    [
        (NOT_MET, MET, Move.ENTERS),
        (OPEN, MET, Move.ENTERS),
        (OPEN, OUT, Move.ENTERS),
        (MET, NOT_MET, Move.LEAVES),
        (OPEN, NOT_MET, Move.FAILS),
        (OUT, NOT_MET, Move.FAILS),
        (MET, OPEN, Move.OPENS),
        (NOT_MET, OPEN, Move.OPENS),
    ],
)
def test_a_change_of_standing_has_a_name(before: Standing, after: Standing, move: Move) -> None:
    assert moved(before, after) is move


def test_no_change_has_none() -> None:
    assert {moved(standing, standing) for standing in Standing} == {None}
    assert all(moved(before, after) for before, after in product(Standing, Standing) if before is not after)


@pytest.mark.parametrize(
    ("before", "after", "because", "beside"),
    [
        ({"a": NOT_MET, "b": MET}, {"a": MET, "b": MET}, ["a"], []),
        ({"a": NOT_MET, "b": OPEN}, {"a": OUT, "b": MET, "c": MET}, ["a", "b"], ["c"]),
        ({"a": MET, "b": MET}, {"a": NOT_MET, "b": OPEN}, ["a"], ["b"]),
        ({"a": MET}, {"a": MET, "new": NOT_MET}, ["new"], []),
        ({"a": MET, "b": MET}, {"a": OPEN}, ["a"], ["b"]),
        ({"a": NOT_MET, "b": MET}, {"b": OPEN}, ["a", "b"], []),
        ({"a": OPEN}, {"a": NOT_MET}, ["a"], []),
    ],
)
def test_a_change_names_the_points_that_make_it(
    before: dict[str, Standing], after: dict[str, Standing], because: list[str], beside: list[str]
) -> None:
    [change] = compare([decided(**before)], [decided(**after)]).changes
    assert (keys(change.because), keys(change.beside)) == (because, beside)


def test_a_point_that_one_side_does_not_ask_is_told_as_such() -> None:
    [change] = compare([decided(a=MET)], [decided(a=MET, b=NOT_MET)]).changes
    [difference] = change.because
    assert difference == Difference("b", None, Point(NOT_MET, "b not_met"))


def test_who_does_not_change_is_listed_apart_in_order() -> None:
    before = [decided("A", a=MET), decided("B", a=MET), decided("C", a=OPEN)]
    after = [decided("A", a=MET), decided("B", a=NOT_MET), decided("C", a=OPEN)]
    comparison = compare(before, after)
    assert [change.case for change in comparison.changes] == ["B"]
    assert [case.case for case in comparison.unchanged] == ["A", "C"]


def test_other_cases_are_not_compared() -> None:
    with pytest.raises(ValueError, match="other cases"):
        compare([decided("A", a=MET)], [decided("B", a=MET)])
    with pytest.raises(ValueError, match="shorter"):
        compare([decided("A", a=MET), decided("B", a=MET)], [decided("A", a=MET)])
