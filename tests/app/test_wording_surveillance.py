import re
from collections.abc import Mapping
from enum import StrEnum

import pytest

from app.certification.body import DayKind
from app.certification.drawing import Source
from app.certification.failure_chance import Unknown
from app.certification.sampling import Ground
from app.certification.surveillance import Block, Timing, Trigger
from app.wording import Language, Words
from app.wording.surveillance import (
    BLOCKS,
    DAY_KINDS,
    GROUNDS,
    HEADINGS,
    SOURCES,
    SURVEILLANCE_ISSUES,
    TIMINGS,
    TRIGGERS,
    UNKNOWNS,
)

TABLES: list[tuple[type[StrEnum], Mapping[str, Words]]] = [
    (Block, BLOCKS),
    (DayKind, DAY_KINDS),
    (Ground, GROUNDS),
    (Source, SOURCES),
    (Timing, TIMINGS),
    (Trigger, TRIGGERS),
    (Unknown, UNKNOWNS),
]


@pytest.mark.parametrize(("members", "words"), TABLES)
def test_every_member_has_its_words(members: type[StrEnum], words: Mapping[str, Words]) -> None:
    assert set(words) == {member.value for member in members}


@pytest.mark.parametrize("words", [HEADINGS, SURVEILLANCE_ISSUES, *(words for _, words in TABLES)])
def test_words_are_short_and_in_both_languages(words: Mapping[str, Words]) -> None:
    for said in words.values():
        assert re.search("[\u4e00-\u9fff]", said.to(Language.ZH))
        assert said.to(Language.EN).isascii()
        assert all(0 < len(said.to(language)) <= 80 for language in Language)
