"""Whether two acts were done by two persons."""

from enum import StrEnum
from typing import NoReturn, Protocol


class Actor(Protocol):
    """Whoever did something: an account, and the person behind it (None: a machine)."""

    @property
    def account(self) -> str:
        """Return the account's id."""
        ...

    @property
    def person(self) -> str | None:
        """Return the person's id."""
        ...


class PairOfEyes(StrEnum):
    """What is known of two actors; only `TWO_PERSONS` is four eyes.

    Truth-testing raises, because `if four_eyes(a, b):` would let one person pass as two.
    """

    TWO_PERSONS = "two_persons"
    SAME_PERSON = "same_person"
    NOT_A_PERSON = "not_a_person"

    def __bool__(self) -> NoReturn:
        raise TypeError("whether these are four eyes is not true or false; compare it with PairOfEyes.TWO_PERSONS")


def four_eyes(first: Actor, second: Actor) -> PairOfEyes:
    """Compare the persons behind two acts, never the accounts: two accounts of one person are one pair of eyes.

    A machine sees nothing; beside it, whoever it is, nobody makes a second pair.
    """
    if first.person is None or second.person is None:
        return PairOfEyes.NOT_A_PERSON
    return PairOfEyes.SAME_PERSON if first.person == second.person else PairOfEyes.TWO_PERSONS
