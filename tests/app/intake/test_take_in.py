from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from app.intake.take_in import Asked, Refused, take_in
from lims_adapters.contract import Cell, RawReport, RawResult

Sent = Mapping[str, str | Cell | None]
Make = Callable[..., Any]


def test_a_good_report_is_read_whole(raw: Make, read: Make) -> None:
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


@pytest.mark.parametrize("name", ["format", "issued_on", "product.name", "report_no", "sample.id"])
def test_each_required_field_of_the_head_is_asked_for(raw: Make, codes: Make, read: Make, name: str) -> None:
    for nothing in (None, "", "  "):
        found = codes(read(raw(head={name: nothing})))
        assert found == [("field_missing", f"/{name.replace('.', '/')}")]


def test_everything_that_is_missing_is_asked_for_in_one_answer(codes: Make, read: Make) -> None:
    report = RawReport({}, (RawResult("row 2", {}),), from_file=True)
    assert [code for code, _ in codes(read(report))].count("field_missing") == 5 + 3
    assert ("no_results", "/results") in codes(read(RawReport({}, (), from_file=True)))


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
        ({"sample.id": "S-1\u200b"}, "identifier_not_canonical"),
        ({"report_no": Cell("7", "/report_no", number=True)}, "wrong_type"),
        ({"issued_on": "2024-02-30"}, "date_invalid"),
        ({"sample.taken_on": "yesterday"}, "date_invalid"),
        ({"product.plant": "\ud800"}, "text_not_unicode"),
        ({"product.name": "普通柴油"}, "wrong_product"),
        ({"product.name": "' OR 1=1; --"}, "wrong_product"),
        ({"product.grade": "0号"}, "grade_not_expected"),
    ],
)
def test_a_bad_head_is_refused_with_one_code(raw: Make, codes: Make, read: Make, head: Sent, code: str) -> None:
    assert [found for found, _ in codes(read(raw(head=head)))] == [code]


@pytest.mark.parametrize(
    ("taken_on", "received_on", "places"),
    [
        ("2026-05-10", "2026-05-10", []),
        ("2026-05-01", None, []),
        ("2026-05-11", None, ["/sample/taken_on"]),
        (None, "2026-05-11", ["/sample/received_on"]),
        ("2026-05-03", "2026-05-02", ["/sample/taken_on"]),
        ("2027-01-01", "2026-12-01", ["/sample/taken_on", "/sample/received_on"]),
    ],
)
def test_a_sample_is_taken_then_received_then_tested(
    raw: Make, read: Make, taken_on: str | None, received_on: str | None, places: list[str]
) -> None:
    answer = read(raw(head={"sample.taken_on": taken_on, "sample.received_on": received_on}))
    issues = answer.issues if isinstance(answer, Refused) else ()
    assert [(issue.code, issue.where) for issue in issues] == [("dates_out_of_order", place) for place in places]


def test_a_report_has_a_size(raw: Make, read: Make, codes: Make) -> None:
    assert ("too_many_results", "/results") in codes(read(raw(*[{}] * 2001)))
    assert len(read(raw(*[{}] * 2000)).results) == 2000


def test_what_is_missing_in_a_table_is_placed_by_its_row(read: Make) -> None:
    answer = read(RawReport({}, (RawResult("row 2", {}),), from_file=True))
    assert {issue.where for issue in answer.issues if issue.where.startswith("row")} == {"row 2"}


def test_all_faults_are_named_at_once(raw: Make, codes: Make, read: Make) -> None:
    answer = read(raw({"value": "8,0", "unit": "MG/KG"}, {"item": "x", "tested_on": "?"}, head={"report_no": None}))
    assert codes(answer) == [
        ("field_missing", "/report_no"),
        ("unit_unknown", "/results/0/unit"),
        ("decimal_separator_ambiguous", "/results/0/value"),
        ("item_unknown", "/results/1/item"),
        ("date_invalid", "/results/1/tested_on"),
    ]


def test_what_was_found_is_quoted_so_that_any_output_can_show_it(raw: Make, read: Make) -> None:
    answer = read(raw({"item": "\ud800"}, {"item": "x" * 500}))
    assert [issue.found for issue in answer.issues] == ["\\ud800", "x" * 40 + "…"]


@pytest.mark.parametrize(
    ("named", "answer"),
    [
        (("车用柴油", "0号", None), "0号"),
        (("车用柴油", "0#", None), "0号"),
        (("车用柴油", "-10", None), "-10号"),
        (("车用柴油", None, "0号"), "0号"),
        (("0号车用柴油", None, None), "0号"),
        (("-10# 车用柴油（VI）", None, None), "-10号"),
        (("0号车用柴油", "0号", "0号"), "0号"),
        (("0号车用柴油", "-10号", None), "grade_conflict"),
        (("车用柴油", "0号", "-10号"), "grade_conflict"),
        (("车用柴油", None, None), "grade_missing"),
        (("车用柴油", "7号", None), "grade_unknown"),
        (("车用柴油", None, "summer"), "grade_unknown"),
        (("7号车用柴油", "0号", None), "wrong_product"),
    ],
)
def test_the_grade_is_what_all_who_name_one_agree_on(
    raw: Make, bench: SimpleNamespace, named: tuple[str, str | None, str | None], answer: str
) -> None:
    name, stated, asked = named
    scheme = bench.scheme_of(bench.requirement(bench.SULFUR, "≤8"), grades=("0号", "-10号"))
    read = take_in(raw(head={"product.name": name, "product.grade": stated}), scheme, bench.vocabulary(), Asked(asked))
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
def test_a_day_that_no_edition_covers_is_refused(raw: Make, read: Make, tested_on: str, code: list[str]) -> None:
    answer = read(raw({"tested_on": tested_on}))
    issues = answer.issues if isinstance(answer, Refused) else ()
    assert [(issue.code, issue.where) for issue in issues] == [(found, "/results/0/tested_on") for found in code]


@pytest.mark.parametrize(
    ("issued_on", "as_of", "place"),
    [
        ("2023-10-16", None, None),
        ("2026-05-12", "2023-10-16", None),
        ("2026-05-12", "2023-10-15", "--as-of"),
        ("2023-10-15", None, "/issued_on"),
        ("2023-10-15", "2023-10-16", None),
        ("2027-01-01", None, "/issued_on"),
    ],
)
def test_the_scheme_has_an_edition_on_the_day_that_is_asked_for(
    bench: SimpleNamespace, raw: Make, issued_on: str, as_of: str | None, place: str | None
) -> None:
    scheme = replace(bench.scheme_of(bench.requirement(bench.SULFUR, "≤8")), until=date(2027, 1, 1))
    asked = Asked(as_of=None if as_of is None else date.fromisoformat(as_of))
    report = raw({"tested_on": "2023-01-01"}, head={"issued_on": issued_on})
    answer = take_in(report, scheme, bench.vocabulary(), asked)
    issues = answer.issues if isinstance(answer, Refused) else ()
    assert [(issue.code, issue.where) for issue in issues] == (
        [] if place is None else [("scheme_not_in_force", place)]
    )


def test_dates_and_readings_are_told_in_one_answer(bench: SimpleNamespace, raw: Make, codes: Make) -> None:
    scheme = bench.scheme_of(bench.requirement(bench.SULFUR, "≤8"))
    report = raw({"unit": "furlong", "tested_on": "2010-01-01"})
    answer = take_in(report, scheme, bench.vocabulary(), Asked(as_of=date(2020, 1, 1)))
    assert [code for code, _ in codes(answer)] == ["scheme_not_in_force", "edition_not_in_force", "unit_unknown"]
