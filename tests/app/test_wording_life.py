import re
from collections.abc import Mapping
from enum import StrEnum

import pytest

from app.certification.lifecycle.citation import Basis
from app.certification.lifecycle.clock import ClockEvent
from app.certification.lifecycle.events import Event
from app.certification.lifecycle.faults import Fault
from app.certification.lifecycle.guards import Guard
from app.certification.lifecycle.states import State
from app.certification.lifecycle.step import Why
from app.certification.lifecycle.vocabulary import Act, Actor, Cause, Kind, Status
from app.wording.life import ACTORS, BASES, CAUSES, GUARDS, KINDS, LIFE_FAULTS, STATUSES, WHYS
from app.wording.steps import ACTS, CLOCK_EVENTS, EVENTS, STATES
from app.wording.words import Language, Words


@pytest.mark.parametrize(
    ("members", "words"),
    [
        (Status, STATUSES),
        (Kind, KINDS),
        (Actor, ACTORS),
        (Cause, CAUSES),
        (Basis, BASES),
        (Why, WHYS),
        (Guard, GUARDS),
        (Fault, LIFE_FAULTS),
        (State, STATES),
        (Event, EVENTS),
        (Act, ACTS),
        (ClockEvent, CLOCK_EVENTS),
    ],
)
def test_every_member_has_its_words_in_both_languages(members: type[StrEnum], words: Mapping[StrEnum, Words]) -> None:
    assert set(words) == set(members)
    for said in words.values():
        assert re.search("[\u4e00-\u9fff]", said.to(Language.ZH))
        assert said.to(Language.EN).isascii()
        assert all(0 < len(said.to(language)) <= 80 for language in Language)


@pytest.mark.parametrize("words", [STATUSES, KINDS, ACTORS, CAUSES, GUARDS, LIFE_FAULTS, STATES, ACTS])
def test_no_two_members_say_the_same(words: Mapping[StrEnum, Words]) -> None:
    assert len({said.zh for said in words.values()}) == len(words)
    assert len({said.en for said in words.values()}) == len(words)
