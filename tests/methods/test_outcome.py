import pytest

from methods.outcome import Outcome


@pytest.mark.parametrize("outcome", Outcome)
def test_an_outcome_is_neither_true_nor_false(outcome: Outcome) -> None:
    with pytest.raises(TypeError, match="not true or false"):
        bool(outcome)
    with pytest.raises(TypeError, match="not true or false"):
        assert not outcome


def test_outcomes_are_compared_and_printed_as_words() -> None:
    assert Outcome("conforming") is Outcome.CONFORMING
    assert f"{Outcome.NOT_APPLICABLE}" == "not_applicable"
    assert len(Outcome) == 6
