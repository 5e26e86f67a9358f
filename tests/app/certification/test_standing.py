import pytest

from app.certification.standing import Standing, weigh

MET, NOT_MET, OPEN, NOT_APPLICABLE = Standing.MET, Standing.NOT_MET, Standing.OPEN, Standing.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("standings", "whole"),
    [
        ([], OPEN),  # a rule without clauses certifies nobody
        ([NOT_APPLICABLE], OPEN),
        ([MET], MET),
        ([MET, NOT_APPLICABLE], MET),
        ([MET, OPEN], OPEN),
        ([MET, NOT_MET], NOT_MET),
        ([OPEN, NOT_MET], NOT_MET),
    ],
)
def test_one_clause_that_is_not_met_decides_and_met_needs_nothing_open(
    standings: list[Standing], whole: Standing
) -> None:
    assert weigh(standings) is whole


def test_a_standing_is_not_true_or_false() -> None:
    with pytest.raises(TypeError, match="not true or false"):
        bool(Standing.NOT_MET)
