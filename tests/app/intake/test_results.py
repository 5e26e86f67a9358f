from collections.abc import Callable, Mapping
from typing import Any

import pytest

from lims_adapters.contract import Cell
from methods.reading import Measured, Worded

Sent = Mapping[str, str | Cell | None]
Make = Callable[..., Any]


@pytest.mark.parametrize("name", ["item", "method", "tested_on", "unit", "value"])
def test_each_required_field_of_a_result_is_asked_for(raw: Make, codes: Make, read: Make, name: str) -> None:
    code = {"value": "value_missing", "unit": "unit_missing"}.get(name, "field_missing")
    assert codes(read(raw({name: None}))) == [(code, f"/results/0/{name}")]


@pytest.mark.parametrize(
    ("result", "code"),
    [
        ({"verdct": "合格"}, "unknown_field"),
        ({"qualifier": "<"}, "unknown_field"),
        ({"uncertainty": "0.8"}, "wrong_type"),
        ({"item": "硫酸盐"}, "item_unknown"),
        ({"item": "馏程"}, "item_ambiguous"),
        ({"item": Cell("12", "/results/0/item", number=True)}, "wrong_type"),
        ({"unit": "%(v/v)"}, "unit_basis_mismatch"),
        ({"unit": "mg/L"}, "unit_kind_mismatch"),
        ({"unit": "MG/KG"}, "unit_unknown"),
        ({"unit": "C"}, "unit_ambiguous"),
        ({"unit": "9**9**9"}, "unit_unknown"),
        ({"value": "-5"}, "physically_impossible"),
        ({"value": "104", "unit": "%"}, "physically_impossible"),
        ({"value": "-0.5(-)"}, "physically_impossible"),
        ({"value": ">1000000"}, "physically_impossible"),
        ({"item": "密度(20℃)", "value": "85", "unit": "g/cm³"}, "physically_impossible"),
        ({"item": "闪点(闭口)", "value": "-300", "unit": "℃"}, "physically_impossible"),
        ({"value": "未检出"}, "detection_limit_missing"),
        ({"value": "未检出", "detection_limit": "0"}, "number_not_positive"),
        ({"value": "未检出", "detection_limit": "x"}, "number_malformed"),
        ({"value": "8.9", "detection_limit": "9"}, "below_detection_limit"),
        ({"value": "<5", "detection_limit": "9"}, "below_detection_limit"),
        ({"item": "闪点(闭口)", "value": "未检出", "unit": "℃"}, "detection_limit_not_applicable"),
        ({"item": "闪点(闭口)", "value": "3", "unit": "℃", "detection_limit": "2"}, "detection_limit_not_applicable"),
        ({"item": "水含量", "value": "痕迹", "unit": "furlong"}, "unit_unknown"),
        ({"item": "水含量", "value": "痕迹", "unit": "%", "detection_limit": "abc"}, "number_malformed"),
        ({"item": "铜片腐蚀", "value": "1a", "unit": None, "detection_limit": "abc"}, "number_malformed"),
        ({"item": "硫含量" + "(" * 200}, "text_too_long"),
        ({"method": "a" + " " * 200 + "b"}, "text_too_long"),
        ({"value": "\u0301\u0316" * 20_000}, "text_too_long"),
        ({"value": "x" * 9_000}, "number_malformed"),
        ({"tested_on": "9999-12-31T23:59:59-12:00"}, "date_invalid"),
        ({"tested_on": "2026-W19-1T10:00+08:00"}, "date_invalid"),
        ({"tested_on": "20260510"}, "date_invalid"),
        ({"value": "7.9±0.3"}, "uncertainty_in_value"),
        ({"value": "7.9 mg/kg"}, "unit_in_value"),
        ({"value": "8,0"}, "decimal_separator_ambiguous"),
        ({"value": "８.０"}, "number_malformed"),
        ({"value": " 7.9"}, "number_malformed"),
        ({"value": "NaN"}, "number_not_finite"),
        ({"value": "9" * 5000}, "number_too_long"),
        ({"value": Cell("9" * 5000, "/results/0/value", number=True)}, "number_too_long"),
        ({"value": "9" * 41}, "number_too_long"),
        ({"value": "1e999"}, "number_out_of_range"),
        ({"value": "\ud800"}, "text_not_unicode"),
        ({"remark": "a\u202eb"}, "control_character"),
        ({"remark": "a\x00b"}, "control_character"),
        ({"remark": "a" * 2001}, "text_too_long"),
        ({"replicate": "1" * 41}, "text_too_long"),
        ({"tested_on": "2026-5-10"}, "date_invalid"),
        ({"tested_on": "45215"}, "date_invalid"),
        ({"tested_on": "2026-02-30"}, "date_invalid"),
        ({"tested_on": "2026-05-10T25:00:00"}, "date_invalid"),
        ({"tested_on": "2023-10-16T23:30:00"}, "offset_missing"),
        ({"uncertainty.expanded": "0.8"}, "uncertainty_incomplete"),
        ({"uncertainty.k": "2"}, "uncertainty_incomplete"),
        ({"uncertainty.expanded": "-1", "uncertainty.k": "2"}, "number_not_positive"),
        ({"item": "铜片腐蚀", "value": "1a", "unit": "mg/kg"}, "unit_not_expected"),
        ({"item": "硫含量(mg/kg)", "unit": "%"}, "unit_conflict"),
        ({"item": "硫含量(mg/kg)", "unit": "mg/L"}, "unit_conflict"),
        ({"item": "硫含量(参考)", "unit": "mg/kg"}, "item_unknown"),
        ({"item": "铜片腐蚀(mg/kg)", "unit": None}, "item_unknown"),
        ({"item": "(mg/kg)", "unit": None}, "item_unknown"),
    ],
)
def test_bad_results_are_refused_with_one_code(raw: Make, codes: Make, read: Make, result: Sent, code: str) -> None:
    assert [found for found, _ in codes(read(raw(result)))] == [code]


def test_an_instant_with_its_offset_is_a_day_in_shanghai(raw: Make, read: Make) -> None:
    report = read(raw({"tested_on": "2026-05-09T23:30:00Z"}))
    assert report.results[0].tested_on.isoformat() == "2026-05-10"


@pytest.mark.parametrize(
    "result",
    [
        {"item": "硫含量（mg/kg）", "unit": None},
        {"item": "硫含量 (mg/kg)", "unit": "mg/kg"},
        {"item": "硫含量/mg/kg", "unit": None},
        {"item": "硫含量 /(mg/kg)", "unit": None},
        {"item": "硫含量/（mg/kg）", "unit": ""},
        {"item": "硫含量(㎎/㎏)", "unit": "mg/kg"},
        {"item": " 硫 含量", "unit": "㎎/㎏"},
    ],
)
def test_a_name_may_carry_its_unit(raw: Make, read: Make, result: Sent) -> None:
    assert read(raw(result)).results[0].unit.symbol == "mg/kg"


@pytest.mark.parametrize("unit", [None, "", "/", "—", "级"])
def test_an_item_without_unit_takes_every_mark_of_nothing(raw: Make, read: Make, unit: str | None) -> None:
    assert isinstance(read(raw({"item": "十六烷指数", "value": "51.7", "unit": unit})).results[0].reading, Measured)
    assert read(raw({"item": "铜片腐蚀", "value": "1a", "unit": unit})).results[0].unit is None
    assert read(raw({"item": "水含量", "value": "痕迹", "unit": unit})).results[0].unit is None


def test_a_heading_may_name_basis_and_unit_as_the_rule_prints_them(raw: Make, read: Make) -> None:
    result = read(raw({"item": "硫含量 (质量分数) /%", "value": "0.0006", "unit": None})).results[0]
    assert (result.unit.symbol, result.unit_typed) == ("%(m/m)", "(质量分数)/%")


def test_a_word_for_water_that_is_on_no_list_is_kept(raw: Make, read: Make) -> None:
    assert read(raw({"item": "水含量", "value": "有", "unit": None})).results[0].reading == Worded("有")


def test_a_class_may_carry_its_word_and_an_unknown_one_is_kept(raw: Make, read: Make) -> None:
    graded = read(raw({"item": "铜片腐蚀", "value": "1级", "unit": None})).results[0].reading
    assert graded.classes == {"1a", "1b"}
    assert read(raw({"item": "铜片腐蚀", "value": "9z", "unit": None})).results[0].reading == Worded("9z")


@pytest.mark.parametrize("typed", ["NaN", "-inf", "５２", "＜5", "−2"])
def test_a_number_written_wrongly_is_no_word(raw: Make, read: Make, typed: str) -> None:
    assert read(raw({"item": "温度误差", "unit": "℃", "value": typed})).issues


@pytest.mark.parametrize("one", ["", "  ", None])
def test_a_blank_replicate_is_none(raw: Make, read: Make, codes: Make, one: str | None) -> None:
    assert codes(read(raw({"replicate": one}, {"value": "7"}))) == [("conflicting_results", "/results/1")]
    spaced = read(raw({"replicate": " 1"}, {"replicate": "1", "value": "7"}))
    assert codes(spaced) == [("conflicting_results", "/results/1")]


def test_what_was_typed_is_kept_beside_what_was_read(raw: Make, read: Make) -> None:
    folded = {
        "unit": Cell("mg/kg", "row 2", typed="ｍｇ/ｋｇ"),
        "method": Cell("SH/T 0689", "row 2", typed="ＳＨ/Ｔ 0689"),
        "value": Cell("6.2", "row 2", typed="６.2"),
    }
    result = read(raw(folded | {"item": " 硫 含量"}, from_file=True)).results[0]
    assert (result.item_typed, result.typed, result.folded_from) == (" 硫 含量", "6.2", "６.2")
    assert result.unit_typed == "ｍｇ/ｋｇ"
    assert (result.tested_by.typed, result.tested_by.method.id) == ("ＳＨ/Ｔ 0689", "SH_T_0689")


def test_a_requirement_that_is_not_held_keeps_any_text_but_no_broken_number(raw: Make, codes: Make, read: Make) -> None:
    error = {"item": "温度误差", "unit": "℃"}
    assert read(raw(error | {"value": "符合"})).results[0].reading == Worded("符合")
    assert codes(read(raw(error | {"value": "1,5"}))) == [("decimal_separator_ambiguous", "/results/0/value")]
    assert read(raw({"item": "密封性", "value": "1,5 无泄漏", "unit": None})).results[0].reading == Worded("1,5 无泄漏")


def test_a_file_keeps_what_was_not_detected_a_message_states_its_limit(raw: Make, read: Make) -> None:
    kept = read(raw({"value": "未检出"}, from_file=True)).results[0].reading
    assert (kept.low, kept.high) == ((0, 0), None)
    stated = read(raw({"value": "未检出", "detection_limit": "1"})).results[0].reading
    assert stated.high == (1, -1)


@pytest.mark.parametrize("typed", ["9", "<9", "<12", "未检出", ">10"])
def test_a_value_from_its_detection_limit_up_is_read(raw: Make, read: Make, typed: str) -> None:
    assert read(raw({"value": typed, "detection_limit": "9"})).results[0].detection_limit == "9"


def test_a_table_keeps_what_was_not_detected_of_a_temperature_and_decides_nothing(raw: Make, read: Make) -> None:
    flash = {"item": "闪点(闭口)", "value": "未检出", "unit": "℃"}
    kept = read(raw(flash, from_file=True)).results[0].reading
    assert (kept.low, kept.high) == (None, None)


def test_two_values_for_one_item_method_and_replicate_are_refused(raw: Make, codes: Make, read: Make) -> None:
    assert codes(read(raw({}, {"value": "6.3"}))) == [("conflicting_results", "/results/1")]
    assert len(read(raw({}, {"value": "6.20"})).results) == 2
    assert len(read(raw({}, {"value": "0.00062", "unit": "%"})).results) == 2
    assert len(read(raw({}, {"value": "6.3", "replicate": "2"})).results) == 2
    assert len(read(raw({}, {"value": "6.3", "method": "GB/T 11140"})).results) == 2
    copper = {"item": "铜片腐蚀", "value": "1a", "unit": None}
    assert len(read(raw(copper, copper | {"value": "1A"})).results) == 2
    assert codes(read(raw(copper, copper | {"value": "9z"}))) == [("conflicting_results", "/results/1")]
    unknown = {"item": "密封性", "value": "好", "unit": None, "method": "自编"}
    assert codes(read(raw(unknown, unknown | {"value": "坏"}))) == [("conflicting_results", "/results/1")]


@pytest.mark.parametrize(
    ("method", "known", "year"),
    [
        ("SH/T 0689", True, None),
        ("SH/T 0689-2000", True, "2000"),
        ("SH/T0689—2000", True, "2000"),
        ("sh/t 0689", True, None),
        ("SH/T 0689 - 2000", True, "2000"),
        ("SH/T 0689-20001", False, None),
        ("SH/T 06-2000 89", False, None),
        ("SH-1999/T 0689", False, None),
        ("Q/自编 1", False, None),
    ],
)
def test_a_method_is_found_with_or_without_its_year(
    raw: Make, read: Make, method: str, known: object, year: str | None
) -> None:
    tested_by = read(raw({"method": method})).results[0].tested_by
    assert (tested_by.method is not None) is known
    assert (tested_by.typed, tested_by.year) == (method, year)
