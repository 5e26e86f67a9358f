"""What may be left out may be null: null says nothing, as the description of the service has it."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from app.api.schemas.case_forms import SCHEMAS
from app.certification.lifecycle.events import Event
from app.certification.lifecycle.vocabulary import Actor, Kind
from tests.served.cast import Cast, cast
from tests.served.lines import within_the_process
from tests.served.told import set_up
from tests.served.walk import Walk


@pytest.fixture
def everybody(tmp_path: Path) -> Iterator[Cast]:
    with cast("sqlite", tmp_path, within_the_process) as made:
        set_up(made)
        yield made


def nullable(schema: Mapping[str, Any]) -> set[str]:
    """Return the members that may be null, as they are described."""
    return {name for name, each in schema["properties"].items() if {"type": "null"} in each.get("anyOf", ())}


def test_a_member_that_may_be_null_says_nothing(everybody: Cast) -> None:
    walk = Walk(everybody)
    sent = walk.opening(Kind.APPLICATION, Event.FILE, Actor.CLIENT)
    needed = {"body", "scheme"}
    of_others = {"applicant", "about"}
    unsaid = dict.fromkeys(nullable(SCHEMAS["NewCase"]) - needed - of_others)
    assert set(unsaid) == {"format", "certificate"}
    case = everybody.posted(Actor.CLIENT, "/applications", sent | unsaid)["case"]
    step = dict.fromkeys(nullable(SCHEMAS["CaseEvent"]))
    assert set(step) == {"format", "role", "data", "corrects"}
    event = {"event": "record", "on": everybody.today.isoformat(), **step}
    everybody.posted(Actor.CLIENT, f"/applications/{case}/events", event, headers={"If-Match": "*"})
    assert nullable(SCHEMAS["CaseWork"]) == set(step)
    for name in needed:
        everybody.refused(Actor.CLIENT, "/applications", sent | {"number": name, name: None}, 422)
