import re
from collections.abc import Mapping
from enum import StrEnum

import pytest

from app.certification.answers import Reason
from app.certification.simulation import Move
from app.wording import Language, Words
from app.wording.eligibility import ENTRY_REASONS, MOVES


@pytest.mark.parametrize(("members", "words"), [(Move, MOVES), (Reason, ENTRY_REASONS)])
def test_every_member_has_its_own_words_in_both_languages(
    members: type[StrEnum], words: Mapping[StrEnum, Words]
) -> None:
    assert set(words) == set(members)
    assert len({said.zh for said in words.values()}) == len({said.en for said in words.values()}) == len(words)
    for said in words.values():
        assert re.search("[\u4e00-\u9fff]", said.to(Language.ZH))
        assert said.to(Language.EN).isascii()
