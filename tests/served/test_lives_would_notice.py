"""The machine of whole lives fails where a service is wrong: a guard that is off, a row that leads elsewhere."""

import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import httpx
import pytest

from app.certification.cases import guards
from app.certification.cases.question import Question
from app.certification.finding import MET, Answered
from app.certification.lifecycle.events import Event
from app.certification.lifecycle.guards import Guard
from app.certification.lifecycle.states import State
from app.certification.lifecycle.table import Table
from app.certification.lifecycle.tables import CASES
from app.certification.lifecycle.vocabulary import Kind
from app.workflow.fingerprint import digest
from tests.served.asked import Tally
from tests.served.cast import Cast
from tests.served.stages import begin, stage
from tests.served.test_lives_over_http import live

ENOUGH = 800


@pytest.fixture(scope="module")
def everybody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cast]:
    with stage("sqlite", tmp_path_factory.mktemp("wrong")) as made:
        yield made


def notices(everybody: Cast) -> bool:
    try:
        live(everybody, 0, ENOUGH)
    except AssertionError:
        return True
    return False


def off(guard: Guard, monkeypatch: pytest.MonkeyPatch) -> None:
    def met(_question: Question) -> Answered:
        return MET

    answers: Mapping[Guard, Callable[[Question], Answered]] = {**guards.ANSWERS, guard: met}
    monkeypatch.setattr(guards, "ANSWERS", MappingProxyType(answers))


def test_a_guard_that_is_off_is_noticed(everybody: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    off(Guard.REASONS_GIVEN, monkeypatch)
    assert notices(everybody)


def test_a_suspension_that_is_settled_with_a_cause_open_is_noticed(
    everybody: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    life = begin(everybody, Tally())
    off(Guard.CAUSES_CLOSED, monkeypatch)
    with pytest.raises(AssertionError, match="causes_closed"):
        life.follow(life.new(Kind.SUSPENSION), "raise suspend settle")


def test_a_row_that_leads_elsewhere_is_noticed(everybody: Cast) -> None:
    table = CASES[Kind.SUSPENSION]
    rows = tuple(
        replace(row, to=State.DISMISSED) if (row.state, row.event) == (State.RAISED, Event.SUSPEND) else row
        for row in table.rows
    )
    changed = Table(table.name, table.start, table.final, rows)
    before = {name: getattr(table, name) for name in ("_by_step", "_by_state", "_free")}
    try:
        for name in before:
            object.__setattr__(table, name, getattr(changed, name))
        assert notices(everybody)
    finally:
        for name, found in before.items():
            object.__setattr__(table, name, found)


def test_a_write_in_a_refusal_is_noticed(everybody: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    told = everybody.by
    assert told is not None

    places = itertools.count()

    def writes(method: str, path: str, /, **request: Any) -> httpx.Response:  # noqa: ANN401 - handed on
        answer = told(method, path, **request)
        if answer.status_code == 409:
            rules = f"rules {next(places)}".encode()
            everybody.service.stores.evidence.keep_rules(digest(rules), rules, everybody.service.cases.at())
        return answer

    monkeypatch.setattr(everybody, "by", writes)
    assert notices(everybody)
