from dataclasses import dataclass
from itertools import product

import pytest

from app.identity.four_eyes import PairOfEyes, four_eyes


@dataclass(frozen=True, slots=True)
class Account:
    account: str
    person: str | None


DESK, PHONE = Account("zhao-desk", "zhao"), Account("zhao-phone", "zhao")
OTHER, LIMS, ROBOT = Account("qian-desk", "qian"), Account("lims", None), Account("robot", None)
TWO, SAME, NONE = PairOfEyes.TWO_PERSONS, PairOfEyes.SAME_PERSON, PairOfEyes.NOT_A_PERSON

TABLE = {
    (DESK, DESK): SAME,
    (DESK, PHONE): SAME,
    (DESK, OTHER): TWO,
    (DESK, LIMS): NONE,
    (DESK, ROBOT): NONE,
    (PHONE, PHONE): SAME,
    (PHONE, OTHER): TWO,
    (PHONE, LIMS): NONE,
    (PHONE, ROBOT): NONE,
    (OTHER, OTHER): SAME,
    (OTHER, LIMS): NONE,
    (OTHER, ROBOT): NONE,
    (LIMS, LIMS): NONE,
    (LIMS, ROBOT): NONE,
    (ROBOT, ROBOT): NONE,
}


@pytest.mark.parametrize(("first", "second"), list(product((DESK, PHONE, OTHER, LIMS, ROBOT), repeat=2)))
def test_four_eyes_are_of_two_persons(first: Account, second: Account) -> None:
    expected = TABLE[first, second] if (first, second) in TABLE else TABLE[second, first]
    assert four_eyes(first, second) is expected


def test_comparing_accounts_would_take_one_person_for_two() -> None:
    """The control: by accounts, the same table shows both faults that comparing persons prevents."""
    wrong = [
        answer for (first, second), answer in TABLE.items() if first.account != second.account and answer is not TWO
    ]
    assert sorted(wrong) == [*[NONE] * 7, SAME]


@pytest.mark.parametrize("answer", PairOfEyes)
def test_the_answer_is_not_true_or_false(answer: PairOfEyes) -> None:
    with pytest.raises(TypeError, match="TWO_PERSONS"):
        bool(answer)
