"""Tables of items and of man-days; doubts that silence."""

from dataclasses import replace

import pytest

from app.certification.inspection import ManDayBand
from app.certification.item_tables import ItemTable, TableItem, TableKind
from app.certification.lint.check import lint
from app.certification.lint.faults import settle
from app.certification.lint.printed import Known, PrintedRule
from app.certification.scheme import Doubt
from tests.app.certification.lint.sound_rule import BANDS, KNOWN, SOUND, SULFUR, TABLES, faults

DENSITY = TableItem("密度", ("density",), "GB 1-2016", methods=("SH/T 0689",))


def with_items(*items: TableItem) -> PrintedRule:
    """Return the rule with a table of what a surveillance sample is tested for."""
    return replace(SOUND, tables=(*TABLES, ItemTable(TableKind.SURVEILLANCE_SAMPLE, "2 表3", None, items)))


def with_tests(*items: TableItem, grade: str | None = "0号") -> PrintedRule:
    return replace(SOUND, tables=(TABLES[0], ItemTable(TableKind.FACTORY_TESTS, "附件1", grade, items)))


def with_bands(*bands: ManDayBand) -> PrintedRule:
    return replace(SOUND, man_days=replace(SOUND.man_days, bands=bands))


SAMPLED = replace(SULFUR, confirmation=(), routine=())
ITEM_FAULTS = [
    (with_items(SAMPLED, DENSITY), []),
    (with_items(DENSITY), ["indicator.表3.sulfur"]),
    (with_items(SAMPLED, replace(DENSITY, characteristics=("colour",))), ["characteristic.colour"]),
    (with_items(SAMPLED, replace(DENSITY, methods=("SH/T 9",))), ["method.SH/T_9"]),
    (with_items(SAMPLED, replace(DENSITY, name="蜜度")), ["name.蜜度"]),
    (with_items(replace(SAMPLED, name="硫的含量")), ["names.sulfur"]),
    (with_items(replace(SAMPLED, name="硫含量 (mg/kg)")), []),
    (with_items(replace(SAMPLED, name="馏程", characteristics=("sulfur", "density"))), ["names.sulfur"]),
    (with_items(SAMPLED, replace(DENSITY, basis="GBT 1-2016")), ["document.GBT_1-2016"]),
    (with_items(SAMPLED, replace(DENSITY, basis="Q/ABC1-2020")), ["enterprise.Q/ABC1-2020"]),
    (with_tests(replace(SULFUR, routine=())), []),
    (with_tests(replace(SULFUR, confirmation=(), routine=())), ["cell.附件1.0号.sulfur"]),
    (with_tests(SULFUR, replace(SULFUR, routine=())), ["cell.附件1.0号.sulfur"]),
    (with_tests(replace(SULFUR, confirmation=(), routine=()), grade=None), ["cell.附件1.sulfur"]),
]


@pytest.mark.parametrize(("rule", "ids"), ITEM_FAULTS)
def test_a_table_of_items_has_its_faults(rule: PrintedRule, ids: list[str]) -> None:
    assert faults(rule) == ids


def test_a_grade_that_annex_1_does_not_list_is_found() -> None:
    assert faults(SOUND, replace(KNOWN, grades=("0号", "-10号"))) == ["grades.附件1"]


def test_an_indicator_that_nobody_knows_is_missed_by_its_id() -> None:
    known = Known(KNOWN.names, KNOWN.methods, ("yield",), KNOWN.grades)
    assert faults(SOUND, known) == ["indicator.2.yield", "indicator.附件1.yield"]


BAND_FAULTS = [
    ((replace(BANDS[0], values=(4, 2, 4)), BANDS[1]), ["slots.表1"]),
    ((BANDS[0], replace(BANDS[1], low=502)), ["slots.表1.bands"]),
    ((BANDS[0], replace(BANDS[1], low=500)), ["slots.表1.bands"]),
    ((BANDS[0], replace(BANDS[1], high=900)), ["slots.表1.bands"]),
    ((replace(BANDS[0], low=10), BANDS[1]), ["slots.表1.bands"]),
    ((replace(BANDS[0], high=None), BANDS[1]), ["slots.表1.bands"]),
    ((ManDayBand("全部", None, None, (4, 2), None),), []),
]


@pytest.mark.parametrize(("bands", "ids"), BAND_FAULTS)
def test_the_rows_of_man_days_cover_every_number_of_heads_once(bands: tuple[ManDayBand, ...], ids: list[str]) -> None:
    assert faults(with_bands(*bands)) == ids


def test_a_factor_without_a_column_is_found() -> None:
    table = replace(SOUND.man_days, factors=("单元数", "生产规模"))
    assert faults(replace(SOUND, man_days=table)) == ["factor.单元数"]


def test_a_doubt_silences_the_faults_that_it_names_and_no_other() -> None:
    found = lint(with_bands(replace(BANDS[0], values=(4, 2, 4)), BANDS[1]), KNOWN)
    doubt = Doubt("days", "2.1 表1", "4/2/4", "read", "ground", None, ("slots.表1",))
    assert [fault.id for fault in settle(found, ()).open] == ["slots.表1"]
    silent = settle(found, [doubt])
    assert (silent.open, [(fault.id, name) for fault, name in silent.silenced]) == ((), [("slots.表1", "days")])


def test_a_doubt_that_names_a_fault_which_is_gone_is_a_fault() -> None:
    doubt = Doubt("days", "2.1 表1", "4/2/4", "read", "ground", None, ("slots.表1",))
    assert [fault.id for fault in settle((), [doubt]).open] == ["doubt.days.slots.表1"]
