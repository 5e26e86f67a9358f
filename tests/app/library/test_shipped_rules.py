"""The shipped certification rules: every numbered clause of both, and the figures of their tables."""

from fractions import Fraction

import pytest

from app.certification.application import Condition, Linked, UnitPart
from app.certification.inspection import ManDayBand
from app.certification.item_tables import factory_tests
from app.certification.rule import CertificationRule
from app.certification.scheme import Check, Nature, Stage
from app.library.certification import load_rule
from app.library.shelf import data_root, load
from tests.app.certification.printed_rules import BOTH, DIESEL, DRYER, FOLDER

# Rows of the ledger that stand in one rule only, and those of the notice and the measures beside them.
ONLY = {
    DIESEL: {
        "C-3.1D",
        "C-3.2.1D",
        "C-4.1.2D",
        "C-4.2.2D",
        "C-4.2.4D",
        "C-7.2dD",
        "X-1D",
        "X-2",
        "X-2n",
        "X-4",
        "DOC-03",
    },
    DRYER: {
        *("C-3.1S", "C-3.1S2", "C-3.2.1S", "C-4.1.2S", "C-4.2.2S", "C-4.2.4S", "C-7.2dS", "C-7.2dS2", "X-1S", "DOC-02"),
    },
}


@pytest.fixture(params=BOTH)
def rule(request: pytest.FixtureRequest) -> CertificationRule:
    return load_rule(data_root(), str(request.param))


def test_every_numbered_clause_stands_there_once_and_in_its_order(rule: CertificationRule) -> None:
    listed = (FOLDER / rule.id / "numbers.txt").read_text(encoding="utf-8").splitlines()
    assert [clause.number for clause in rule.clauses] == listed


def test_each_norm_stands_in_a_clause(rule: CertificationRule) -> None:
    held = {norm for clause in rule.clauses for norm in clause.norms}
    other = ({DIESEL, DRYER} - {rule.id}).pop()
    assert held >= ONLY[rule.id]
    assert not held & ONLY[other]
    assert {f"A-{number:02}" for number in range(1, 12)} <= held
    assert {f"B-{number}" for number in ("0", "1.0", "2.1.1", "3.4", "4.1", "5", "6", "7")} <= held


def test_every_check_is_asked_for_and_each_stage_has_clauses(rule: CertificationRule) -> None:
    held = {clause.check for clause in rule.clauses} | {Check.BAR}  # of a draft, where a body has adopted it
    assert set(Check) - held == (set() if rule.id == DIESEL else {Check.SAMPLE_AMOUNT})
    assert all(rule.clauses_of(stage) for stage in Stage)
    assert all(clause.anchor for clause in rule.clauses)


def test_a_clause_is_found_by_its_number(rule: CertificationRule) -> None:
    found = rule.clause("8.3")
    assert found is not None
    assert (found.nature, found.stages) == (Nature.RULED, frozenset())
    assert rule.clause("7.2.2") is None


def test_a_certificate_holds_three_years_and_nobody_has_confirmed_a_reading_yet(rule: CertificationRule) -> None:
    assert rule.validity_years == 3
    assert {doubt.confirmed_by for doubt in rule.doubts} == {None}
    assert {doubt.clause for doubt in rule.doubts} <= {clause.number for clause in rule.clauses}


@pytest.mark.parametrize(
    ("rule_id", "heads", "days"),
    [
        (DIESEL, 1, (4, 2, 4)),
        (DIESEL, 500, (4, 2, 4)),
        (DIESEL, 501, (6, 3, 6)),
        (DRYER, 500, (4, 2, 4)),
        (DRYER, 501, (6, 2, 6)),
    ],
)
def test_man_days_follow_the_head_count(rule_id: str, heads: int, days: tuple[int, int, int]) -> None:
    band = load_rule(data_root(), rule_id).inspection.man_days.band(heads)
    assert band is not None
    assert (band.initial, band.surveillance, band.renewal) == days


def test_a_renewal_that_is_neither_printed_nor_read_has_no_days() -> None:
    assert ManDayBand("500 人以下", None, 500, (4, 2), None).renewal is None


def test_a_number_of_heads_beside_the_table_has_no_row() -> None:
    table = load_rule(data_root(), DIESEL).inspection.man_days
    assert [band.holds(501) for band in table.bands] == [False, True]
    bounded = ManDayBand("501 至 900 人", 501, 900, (6, 3), None)
    assert [bounded.holds(heads) for heads in (500, 501, 900, 901)] == [False, True, True, False]


@pytest.mark.parametrize(("grade", "count"), [("0号", 22), ("-10号", 22), ("5号", 19), ("-50号", 19), (None, 19)])
def test_other_grades_have_the_items_of_the_standard_in_annex_1(grade: str | None, count: int) -> None:
    items = factory_tests(load_rule(data_root(), DIESEL).tables, grade, "GB 19147-2016")
    assert len(items) == count
    assert all(item.is_confirmed and item.is_routine for item in items)


def test_the_dryer_has_five_confirmation_tests_and_eight_routine_ones() -> None:
    items = factory_tests(load_rule(data_root(), DRYER).tables, None, "GB/T 32237—2015")
    assert [item.name for item in items if item.is_confirmed] == [
        "表面质量",
        "物料残留率",
        "温度误差",
        "清洁度",
        "成品质量",
    ]
    assert len([item for item in items if item.is_routine]) == 8
    assert factory_tests((), None, "GB/T 32237—2015") == ()


def test_annex_1_of_diesel_covers_what_the_scheme_requires() -> None:
    scheme = load(data_root()).schemes[DIESEL]
    tested = {
        characteristic
        for item in factory_tests(load_rule(data_root(), DIESEL).tables, "0号", "GB 19147-2016")
        for characteristic in item.characteristics
    }
    assert {requirement.characteristic.id for requirement in scheme.requirements["0号"]} <= tested


def test_the_application_of_each_rule() -> None:
    diesel, dryer = (load_rule(data_root(), rule).application for rule in BOTH)
    assert diesel.unit.key == {UnitPart.GRADE, UnitPart.MAKER, UnitPart.PLANT}
    assert dryer.unit.key == {UnitPart.SERIES, UnitPart.MAKER, UnitPart.PLANT}
    assert (diesel.unit.linked, dryer.unit.linked) == (Linked.NONE, Linked.MAKER_OR_PLANT)
    assert (diesel.sample.amount, diesel.sample.unit, diesel.sample.method) == (Fraction(4), "L", "GB/T 4756")
    assert (dryer.sample.amount, dryer.test_time.working_days, diesel.test_time.working_days) == (None, None, 15)
    assert [len([d for d in held.documents if d.when is Condition.ALWAYS]) for held in (diesel, dryer)] == [4, 3]
    assert {form.clause for form in diesel.forms} == {"附件2", "附件3", "附件4"}


def test_the_inspection_of_each_rule() -> None:
    diesel, dryer = (load_rule(data_root(), rule).inspection for rule in BOTH)
    assert [len(held.consistency) for held in (diesel, dryer)] == [4, 3]
    assert [len(held.blocks) for held in (diesel, dryer)] == [6, 6]
    assert diesel.quality == dryer.quality
    assert [held.clause for held in diesel.quality if held.condition] == ["B 1.1", "B 3.2", "B 7"]
    assert len(diesel.quality) == 18
