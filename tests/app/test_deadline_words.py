"""Every event, actor and reason of a deadline has its words in both languages."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import pytest

from app.certification.body import DayKind
from app.certification.deadline_rules import Actor, Marks, OnExpiry, Start, TermSetting
from app.certification.deadlines import WhyNot
from app.wording import Language, Words
from app.wording.deadlines import ACTORS, AFTERWARDS, DAY_KINDS, MARKS, SETTINGS, STARTS, WHY_NOT, Said

EVERY: list[tuple[Any, Mapping[Any, Words]]] = [
    (Start, STARTS),
    (Actor, ACTORS),
    (OnExpiry, AFTERWARDS),
    (Marks, MARKS),
    (DayKind, DAY_KINDS),
    (TermSetting, SETTINGS),
    (WhyNot, WHY_NOT),
]


@pytest.mark.parametrize(("members", "words"), EVERY)
def test_every_member_has_its_own_words(members: type[StrEnum], words: Mapping[StrEnum, Words]) -> None:
    assert set(words) == set(members)
    for language in Language:
        assert len({said.to(language) for said in words.values()}) == len(words)


def test_words_are_short_and_in_both_languages() -> None:
    for said in (*(each for _, words in EVERY for each in words.values()), *(each.value for each in Said)):
        assert re.search("[\u4e00-\u9fff]", said.zh)
        assert said.en.isascii()
        assert all(0 < len(said.to(language)) <= 80 for language in Language)
