"""An acceptance that is corrected: every test is judged by the limits of the new day, before and after a restart."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.certification.lifecycle.events import Event
from app.certification.lifecycle.vocabulary import Actor, Kind
from app.certification.standing import Standing
from app.ledger.canonical import canonical
from app.ports.cases import DecisionRow
from app.workflow import store_step
from app.workflow.case_desk import CaseDesk, Faulty
from app.workflow.decide_case import Settled, decide_case
from tests.app.dossiers import DRYER
from tests.served.cast import CONFIRMER, Cast, Document, cast
from tests.served.lines import within_the_process
from tests.served.milestones import why
from tests.served.told import set_up
from tests.served.told_dryer import TEST_TERM, UNIT, adopted_limits, told_dryer
from tests.served.walk import RECOMMENDED, Walk

A = Kind.APPLICATION
SINCE = date(2026, 4, 1)


@pytest.fixture
def walk(tmp_path: Path) -> Iterator[Walk]:
    """Let a dryer's application wait for its decision; between its filing and its acceptance limits were adopted."""
    with cast("sqlite", tmp_path, within_the_process, begins=date(2026, 3, 25)) as made:
        set_up(made, test_term=TEST_TERM)
        held = adopted_limits()
        for each in held["adopted"]:
            each["since"] = SINCE.isoformat()
        proposed = made.posted(Actor.DECIDER, "/body/adopted-limits/proposals", held)
        made.posted(CONFIRMER, f"/body/adopted-limits/proposals/{proposed['id']}/confirmation")
        found = Walk(made, DRYER, dict(UNIT), telling=told_dryer)
        found.apply()
        made.comes(date(2026, 4, 4))
        found.follow(A, RECOMMENDED)
        made.passes()
        yield found


def accepted(walk: Walk, on: date) -> Document:
    return walk.event(A, Event.ACCEPT, on=on) | {"corrects": 2}


def forget(made: Cast) -> None:
    """Let nothing be remembered, as after a restart."""
    cases = made.service.cases
    for each in (cases.folded, cases.verdicts):
        each._kept.clear()  # noqa: SLF001 - nobody else lets it forget


@pytest.mark.parametrize("on", [date(2026, 3, 30), date(2026, 3, 31)])
def test_limits_that_were_not_adopted_on_the_corrected_day_let_no_test_pass(walk: Walk, on: date) -> None:
    refused = walk.cast.refused(Actor.APPLICATION_OFFICER, walk.events(A), accepted(walk, on))
    assert why(refused) == "later_step_impossible"
    assert [each["guard"] for each in refused["step"]["missing"]] == ["every_item_passed"]
    walk.take(A, Event.ISSUE)


def test_a_corrected_day_on_which_they_were_adopted_changes_nothing(walk: Walk) -> None:
    walk.cast.posted(Actor.APPLICATION_OFFICER, walk.events(A), accepted(walk, SINCE))
    before = walk.cast.got(Actor.DECIDER, f"/applications/{walk.ids[A]}/timeline")
    assert before["accepted_on"] == SINCE.isoformat()
    forget(walk.cast)
    assert walk.cast.got(Actor.DECIDER, f"/applications/{walk.ids[A]}/timeline") == before
    # What was accepted is evidence, which is reviewed again.
    walk.follow(A, "recommend issue")


@pytest.mark.parametrize("standing", [each for each in Standing if each is not Standing.MET])
def test_no_certificate_comes_of_a_decision_that_is_recorded_as_anything_but_met(
    walk: Walk, standing: Standing, monkeypatch: pytest.MonkeyPatch
) -> None:
    def otherwise(settled: Settled, desk: CaseDesk) -> DecisionRow | Faulty | None:
        found = decide_case(settled, desk)
        assert isinstance(found, DecisionRow)
        told = {**json.loads(found.record), "standing": standing.value}
        return replace(found, record=canonical(told))

    monkeypatch.setattr(store_step, "decide_case", otherwise)
    problem = walk.refused(A, Event.ISSUE, status=422)
    assert problem["code"] == "decision_not_met"
    assert walk.cast.got(Actor.DECIDER, "/certificates")["certificates"] == []


def test_a_corrected_day_before_every_edition_is_refused_with_the_test_that_it_cannot_judge(walk: Walk) -> None:
    told = accepted(walk, date(2020, 1, 2))
    problem = walk.cast.refused(Actor.APPLICATION_OFFICER, walk.events(A), told, 422)
    assert [(each["code"], each["pointer"]) for each in problem["errors"]] == [
        ("scheme_not_in_force", "/records/3/data/tests/0/report: --as-of")
    ]
