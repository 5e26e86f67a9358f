"""The dryer rule: no limit of its standard is held, units may be linked, and its own gaps stay open."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.certification.clauses.answering import answer as answer_of
from app.certification.clauses.matter import Matter
from app.certification.decide import Decision, decide
from app.certification.finding import Why
from app.certification.scheme import Check, Nature, RuleClause, Stage
from app.certification.standing import Standing
from tests.app.dossiers import (
    DIESEL,
    DRYER,
    NO,
    ON,
    Change,
    Document,
    answer,
    document,
    dossier,
    put,
    scheme_of,
    settings,
    wanted,
)

MET, NOT_MET, OPEN, NOT_APPLICABLE = Standing.MET, Standing.NOT_MET, Standing.OPEN, Standing.NOT_APPLICABLE
UNIT = {"manufacturer": "示例制药机械有限公司", "plant": "示例制药机械有限公司", "series": "GZP"}
OTHER = UNIT | {"plant": "示例制药机械有限公司二厂"}


def dryer(held: Document) -> None:
    """Make the dossier one of the dryer rule, with the dryer's report."""
    held["scheme"] = DRYER
    held["application"]["unit"] = dict(UNIT)
    held["tests"] = [
        {"report": "dryer_report.json", "sample_received_on": "2026-04-10", "fee_received_on": "2026-04-09"}
    ]
    held["application"]["accepted_on"] = "2026-04-01"
    del held["card"], held["inspection"]


def decided(*changes: Change, **more: object) -> Decision:
    held = document("diesel_dossier.json", dryer, *changes)
    return decide(scheme_of(DRYER), dossier(held), settings(**more), ON)


def test_the_dryer_stays_open_because_13_limits_are_not_held() -> None:
    found, needs = wanted(decided(), "4.2.2")
    assert (found, len(needs)) == (OPEN, 13)


def test_the_time_of_its_test_is_agreed_and_has_no_default() -> None:
    assert wanted(decided(), "4.2.4") == (OPEN, {("setting", "test_term")})
    agreed = decided(test_term={"length": "20", "kind": "working_day"})
    assert answer(agreed, "4.2.4").why is Why.IN_TIME


def test_the_amount_of_its_sample_is_a_persons_statement() -> None:
    assert answer(decided(), "4.1.2").why is Why.NOT_STATED


@pytest.mark.parametrize(
    ("unit", "linked", "standing"),
    [
        (UNIT, None, MET),
        (OTHER, None, NOT_MET),  # the report is about another plant
        (OTHER, {"unit": UNIT, "consistency_verified_by": "P-0001"}, MET),
        (OTHER, {"unit": UNIT}, OPEN),  # its own consistency file is not verified
        (OTHER | {"series": "LPG"}, {"unit": UNIT, "consistency_verified_by": "P-0001"}, NOT_MET),
    ],
)
def test_a_linked_unit_may_rest_on_the_others_test(
    unit: dict[str, str], linked: dict[str, Any] | None, standing: Standing
) -> None:
    decision = decided(put(unit, "application", "unit"), put(linked, "application", "linked"))
    assert answer(decision, "3.1").standing is standing


def test_a_dryer_has_no_grade() -> None:
    graded = {"manufacturer": UNIT["manufacturer"], "plant": UNIT["plant"], "grade": "0号"}
    assert answer(decided(put(graded, "application", "unit"), put([], "tests")), "3.1").standing is NOT_MET


def test_diesel_units_share_no_test() -> None:
    unit = {"manufacturer": "示例石化有限公司", "plant": "示例石化有限公司一号厂", "grade": "0号"}
    linked = put({"unit": unit, "consistency_verified_by": "P-0001"}, "application", "linked")
    decision = decide(scheme_of(DIESEL), dossier(document("diesel_dossier.json", linked)), settings(), ON)
    assert answer(decision, "3.1").standing is NOT_MET


def matter(*changes: Change, on: date = ON) -> Matter:
    return Matter(scheme_of(DIESEL), dossier(document("diesel_dossier.json", *changes)), settings(), on, ())


def test_a_clause_that_only_informs_decides_nothing() -> None:
    clause = RuleClause("11", "收费", Nature.INFORMATIVE, frozenset())
    assert answer_of(clause, matter()).standing is NOT_APPLICABLE


def statement(*, holds: bool) -> Change:
    ruling = {"clause": "8.1.2.2", "holds": holds, "by": "P-0006", "on": "2026-07-01", "ground": "资料验证"}
    return lambda held: held["statements"].append(ruling)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ((), Why.NOT_RULED),
        ((statement(holds=True),), Why.RULED_FOR),
        ((statement(holds=False),), Why.RULED_AGAINST),
        ((statement(holds=False), statement(holds=True)), Why.RULED_FOR),  # the last word counts
    ],
)
def test_what_a_rule_leaves_open_is_ruled(changes: tuple[Change, ...], why: Why) -> None:
    clause = RuleClause("8.1.2.2", "批准变更", Nature.RULED, frozenset({Stage.CHANGE}), asks="?")
    assert answer_of(clause, matter(*changes)).why is why


MAN_DAYS = RuleClause("5.2 表1", "人·日数", Nature.COMPUTED, frozenset(), Check.MAN_DAYS)


@pytest.mark.parametrize(
    ("stage", "planned"),
    [("initial", "4"), ("change", "4"), ("extension", "4"), ("surveillance", "2"), ("renewal", "4")],
)
def test_man_days_are_those_of_the_stage(stage: str, planned: str) -> None:
    assert ("planned", planned) in answer_of(MAN_DAYS, matter(put(stage, "stage"))).figures


def test_a_table_without_a_row_for_the_factory_is_left_to_a_ruling() -> None:
    held = matter()
    table = replace(held.scheme.rule.inspection.man_days, bands=())
    rule = replace(held.scheme.rule, inspection=replace(held.scheme.rule.inspection, man_days=table))
    empty = replace(held, scheme=replace(held.scheme, rule=rule))
    assert answer_of(MAN_DAYS, empty).standing is OPEN


def marks(**changed: object) -> Change:
    return lambda held: held["card"].update(changed)


def lines(change: Callable[[list[Document]], object]) -> Change:
    return lambda held: change(held["card"]["lines"])


SCORED = RuleClause("5.1.1", "组织评价", Nature.COMPUTED, frozenset(), Check.SCORECARD)


def veto(held: Document, *, satisfied: bool) -> None:
    next(line for line in held["card"]["lines"] if line["line"] == "C4.1.V")["satisfied"] = satisfied


@pytest.mark.parametrize(
    ("change", "standing", "needs"),
    [
        (lambda held: veto(held, satisfied=NO), NOT_MET, {"C4.1.V"}),
        (lines(lambda held: held.pop(0)), OPEN, {"C1.1.1.a"}),
        (lines(lambda held: held[0].update(points=0)), MET, set()),
    ],
)
def test_a_card_passes_fails_or_waits(change: Change, standing: Standing, needs: set[str]) -> None:
    found = answer_of(SCORED, matter(change))
    assert (found.standing, {need.what for need in found.needs}) == (standing, needs)


def test_a_window_without_an_inspection_waits_for_it() -> None:
    assert answer(decided(), "5.2").standing is OPEN


def test_a_decision_names_the_readings_that_nobody_has_confirmed() -> None:
    doubts = {finding.clause.number: finding.doubts for finding in decided().findings}
    assert doubts["8.1.1"] == ("validity", "validity-start")  # printed as *年
    assert doubts["3.1"] == ()


def test_a_reading_that_a_person_has_confirmed_is_no_longer_named() -> None:
    scheme = scheme_of(DRYER)
    confirmed = tuple(replace(doubt, confirmed_by="P-0009") for doubt in scheme.rule.doubts)
    held = replace(scheme, rule=replace(scheme.rule, doubts=confirmed))
    decision = decide(held, dossier(document("diesel_dossier.json", dryer)), settings(), ON)
    assert {finding.doubts for finding in decision.findings} == {()}
