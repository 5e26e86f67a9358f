from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

import pytest

from app.intake.take_in import Refused, refuse_dates, take_in
from app.verification.scheme import Scheme
from lims_adapters.contract import Cell, RawReport, RawResult
from methods.reading import Measured, Worded

HEAD = {
    "format": "labverdict.report/1",
    "report_no": "W2026-0012",
    "issued_on": "2026-05-12",
    "product.name": "车用柴油",
    "sample.id": "S-1",
}
RESULT = {"item": "硫含量", "value": "6.2", "unit": "mg/kg", "method": "SH/T 0689", "tested_on": "2026-05-10"}

Sent = Mapping[str, str | Cell | None]
Read = Callable[..., Any]


def raw(*results: Sent, head: Sent | None = None, from_file: bool = False) -> RawReport:
    def cells(fields: Sent, where: str) -> dict[str, Cell]:
        places = {name: f"{where}/{name.replace('.', '/')}" for name in fields}
        return {name: value if isinstance(value, Cell) else Cell(value, places[name]) for name, value in fields.items()}

    sent = results or ({},)
    return RawReport(
        cells({**HEAD, **(head or {})}, ""),
        tuple(
            RawResult(f"/results/{place}", cells({**RESULT, **result}, f"/results/{place}"))
            for place, result in enumerate(sent)
        ),
        from_file,
    )


def codes(answer: object) -> list[tuple[str, str]]:
    assert isinstance(answer, Refused)
    return [(issue.code, issue.where) for issue in answer.issues]


@pytest.fixture
def scheme(bench: SimpleNamespace) -> Scheme:
    built: Scheme = bench.scheme_of(bench.requirement(bench.SULFUR, "≤8"), bench.requirement(bench.ERROR, None))
    return built


@pytest.fixture
def read(bench: SimpleNamespace, scheme: Scheme) -> Read:
    return lambda report: take_in(report, scheme, bench.vocabulary(), None)


def test_a_good_report_is_read_whole(read: Read) -> None:
    report = read(
        raw(
            {"uncertainty.expanded": "0.8", "uncertainty.k": "2", "uncertainty": None, "remark": "无"},
            head={
                "laboratory": "",
                "laboratory.name": "实验室",
                "laboratory.accreditations.0.kind": "CMA",
                "sample.taken_on": None,
            },
        )
    )
    assert (report.report_no, report.product_name, report.grade, report.sample_id) == (
        "W2026-0012",
        "车用柴油",
        None,
        "S-1",
    )
    result = report.results[0]
    assert (result.typed, result.unit.symbol, result.tested_by.method.id) == ("6.2", "mg/kg", "SH_T_0689")
    assert (str(result.uncertainty.expanded), str(result.uncertainty.k)) == ("4/5", "2")


@pytest.mark.parametrize("name", sorted(HEAD))
def test_each_required_field_of_the_head_is_asked_for(read: Read, name: str) -> None:
    for nothing in (None, "", "  "):
        found = codes(read(raw(head={name: nothing})))
        assert found == [("field_missing", f"/{name.replace('.', '/')}")]


@pytest.mark.parametrize("name", sorted(RESULT))
def test_each_required_field_of_a_result_is_asked_for(read: Read, name: str) -> None:
    code = {"value": "value_missing", "unit": "unit_missing"}.get(name, "field_missing")
    assert codes(read(raw({name: None}))) == [(code, f"/results/0/{name}")]


def test_everything_that_is_missing_is_asked_for_in_one_answer(read: Read) -> None:
    report = RawReport({}, (RawResult("row 2", {}),), from_file=True)
    assert [code for code, _ in codes(read(report))].count("field_missing") == len(HEAD) + 3
    assert ("no_results", "/results") in codes(read(RawReport({}, (), from_file=True)))


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
        ({"item": "硫含量(参考)", "unit": "mg/kg"}, "item_unknown"),
        ({"item": "铜片腐蚀(mg/kg)", "unit": None}, "item_unknown"),
        ({"item": "(mg/kg)", "unit": None}, "item_unknown"),
    ],
)
def test_bad_results_are_refused_with_one_code(read: Read, result: Sent, code: str) -> None:
    assert [found for found, _ in codes(read(raw(result)))] == [code]


@pytest.mark.parametrize(
    ("head", "code"),
    [
        ({"verdict": "PASS"}, "unknown_field"),
        ({"product": "车用柴油"}, "wrong_type"),
        ({"laboratory.accreditations.0.scope": "x"}, "unknown_field"),
        ({"format": "labverdict.report/2"}, "format_unknown"),
        ({"report_no": "R\u202e1002"}, "control_character"),
        ({"report_no": "Re\u0301-1"}, "identifier_not_canonical"),
        ({"sample.id": "e\u0301"}, "identifier_not_canonical"),
        ({"report_no": Cell("7", "/report_no", number=True)}, "wrong_type"),
        ({"issued_on": "2024-02-30"}, "date_invalid"),
        ({"sample.taken_on": "yesterday"}, "date_invalid"),
        ({"product.plant": "\ud800"}, "text_not_unicode"),
        ({"product.name": "普通柴油"}, "wrong_product"),
        ({"product.name": "' OR 1=1; --"}, "wrong_product"),
        ({"product.grade": "0号"}, "grade_not_expected"),
    ],
)
def test_a_bad_head_is_refused_with_one_code(read: Read, head: Sent, code: str) -> None:
    assert [found for found, _ in codes(read(raw(head=head)))] == [code]


def test_all_faults_are_named_at_once(read: Read) -> None:
    answer = read(raw({"value": "8,0", "unit": "MG/KG"}, {"item": "x", "tested_on": "?"}, head={"report_no": None}))
    assert codes(answer) == [
        ("field_missing", "/report_no"),
        ("unit_unknown", "/results/0/unit"),
        ("decimal_separator_ambiguous", "/results/0/value"),
        ("item_unknown", "/results/1/item"),
        ("date_invalid", "/results/1/tested_on"),
    ]


def test_what_was_found_is_quoted_so_that_any_output_can_show_it(read: Read) -> None:
    answer = read(raw({"item": "\ud800"}, {"item": "x" * 500}))
    assert [issue.found for issue in answer.issues] == ["\\ud800", "x" * 40 + "…"]


def test_an_instant_with_its_offset_is_a_day_in_shanghai(read: Read) -> None:
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
        {"item": " 硫 含量", "unit": "㎎/㎏"},
    ],
)
def test_a_name_may_carry_its_unit(read: Read, result: Sent) -> None:
    assert read(raw(result)).results[0].unit.symbol == "mg/kg"


@pytest.mark.parametrize("unit", [None, "", "/", "—", "级"])
def test_an_item_without_unit_takes_every_mark_of_nothing(read: Read, unit: str | None) -> None:
    assert isinstance(read(raw({"item": "十六烷指数", "value": "51.7", "unit": unit})).results[0].reading, Measured)
    assert read(raw({"item": "铜片腐蚀", "value": "1a", "unit": unit})).results[0].unit is None
    assert read(raw({"item": "水含量", "value": "痕迹", "unit": unit})).results[0].unit is None


def test_a_heading_may_name_basis_and_unit_as_the_rule_prints_them(read: Read) -> None:
    result = read(raw({"item": "硫含量 (质量分数) /%", "value": "0.0006", "unit": None})).results[0]
    assert (result.unit.symbol, result.unit_typed) == ("%(m/m)", "(质量分数)/%")


def test_a_word_for_water_that_is_on_no_list_is_kept(read: Read) -> None:
    assert read(raw({"item": "水含量", "value": "有", "unit": None})).results[0].reading == Worded("有")


def test_a_class_may_carry_its_word_and_an_unknown_one_is_kept(read: Read) -> None:
    graded = read(raw({"item": "铜片腐蚀", "value": "1级", "unit": None})).results[0].reading
    assert graded.classes == {"1a", "1b"}
    assert read(raw({"item": "铜片腐蚀", "value": "9z", "unit": None})).results[0].reading == Worded("9z")


def test_a_requirement_that_is_not_held_keeps_any_text_but_no_broken_number(read: Read) -> None:
    error = {"item": "温度误差", "unit": "℃"}
    assert read(raw(error | {"value": "符合"})).results[0].reading == Worded("符合")
    assert codes(read(raw(error | {"value": "1,5"}))) == [("decimal_separator_ambiguous", "/results/0/value")]
    assert read(raw({"item": "密封性", "value": "1,5 无泄漏", "unit": None})).results[0].reading == Worded("1,5 无泄漏")


def test_a_file_keeps_what_was_not_detected_a_message_states_its_limit(read: Read) -> None:
    kept = read(raw({"value": "未检出"}, from_file=True)).results[0].reading
    assert (kept.low, kept.high) == ((0, 0), None)
    stated = read(raw({"value": "未检出", "detection_limit": "1"})).results[0].reading
    assert stated.high == (1, -1)


def test_two_values_for_one_item_method_and_replicate_are_refused(read: Read) -> None:
    assert codes(read(raw({}, {"value": "6.3"}))) == [("conflicting_results", "/results/1")]
    assert len(read(raw({}, {"value": "6.20"})).results) == 2
    assert len(read(raw({}, {"value": "0.00062", "unit": "%"})).results) == 2
    assert len(read(raw({}, {"value": "6.3", "replicate": "2"})).results) == 2
    assert len(read(raw({}, {"value": "6.3", "method": "GB/T 11140"})).results) == 2
    copper = {"item": "铜片腐蚀", "value": "1a", "unit": None}
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
        ("Q/自编 1", False, None),
    ],
)
def test_a_method_is_found_with_or_without_its_year(read: Read, method: str, known: object, year: str | None) -> None:
    tested_by = read(raw({"method": method})).results[0].tested_by
    assert (tested_by.method is not None) is known
    assert (tested_by.typed, tested_by.year) == (method, year)


@pytest.mark.parametrize(
    ("name", "stated", "asked", "answer"),
    [
        ("车用柴油", "0号", None, "0号"),
        ("车用柴油", "0#", None, "0号"),
        ("车用柴油", "-10", None, "-10号"),
        ("车用柴油", None, "0号", "0号"),
        ("0号车用柴油", None, None, "0号"),
        ("-10# 车用柴油（VI）", None, None, "-10号"),
        ("0号车用柴油", "0号", "0号", "0号"),
        ("0号车用柴油", "-10号", None, "grade_conflict"),
        ("车用柴油", "0号", "-10号", "grade_conflict"),
        ("车用柴油", None, None, "grade_missing"),
        ("车用柴油", "7号", None, "grade_unknown"),
        ("车用柴油", None, "summer", "grade_unknown"),
        ("7号车用柴油", "0号", None, "wrong_product"),
    ],
)
def test_the_grade_is_what_all_who_name_one_agree_on(
    bench: SimpleNamespace, name: str, stated: str | None, asked: str | None, answer: str
) -> None:
    scheme = bench.scheme_of(bench.requirement(bench.SULFUR, "≤8"), grades=("0号", "-10号"))
    read = take_in(raw(head={"product.name": name, "product.grade": stated}), scheme, bench.vocabulary(), asked)
    found = read.issues[0].code if isinstance(read, Refused) else read.grade
    assert found == answer


@pytest.mark.parametrize(
    ("tested_on", "code"),
    [
        ("2016-12-22", ["edition_not_in_force"]),
        ("2016-12-23", []),
        ("2026-05-12", []),
        ("2026-05-13", ["tested_after_issue"]),
    ],
)
def test_a_day_that_no_edition_covers_is_refused(scheme: Scheme, read: Read, tested_on: str, code: list[str]) -> None:
    report = read(raw({"tested_on": tested_on}))
    assert [issue.code for issue in refuse_dates(report, scheme)] == code
