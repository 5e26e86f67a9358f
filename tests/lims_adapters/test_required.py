"""Columns that a table has to have: told once each, with what would do instead."""

import pytest

from lims_adapters.contract import Cell, Delivery, Source
from lims_adapters.formats.csv_table.adapter import ADAPTER
from lims_adapters.grid import MOST_RESULTS, MOST_SAMPLES


def parse(text: str, **head: str) -> Delivery:
    return ADAPTER.parse(
        Source(text.encode(), "table.csv", {name: Cell(value, "head") for name, value in head.items()})
    )


def codes(delivery: Delivery) -> list[tuple[str, str]]:
    return [(issue.code, issue.where) for issue in delivery.issues]


LONG = "检验项目,检验结果,检验方法\n硫含量,6.2,a\n灰分,0.001,b\n"
WIDE = "样品编号,硫含量,密度\n检验方法,a,b\nA,6.2,832\nB,6.3,833\n"
LABELLED = "检验项目,硫含量\n检验方法,a\n检验结果,6.2\n"


@pytest.mark.parametrize("table", [LONG, WIDE, LABELLED])
def test_a_missing_date_of_testing_is_told_once_with_both_remedies(table: str) -> None:
    delivery = parse(table)
    assert codes(delivery) == [("column_missing", "row 1")]
    assert "检测日期" in delivery.issues[0].expected
    assert "tested_on in --head" in delivery.issues[0].expected
    results = [result for report in delivery.reports for result in report.results]
    assert {result.cells["tested_on"] for result in results} == {Cell(None, "row 1")}


@pytest.mark.parametrize("table", [LONG, WIDE, LABELLED])
def test_the_head_may_give_the_date_of_testing(table: str) -> None:
    delivery = parse(table, tested_on="2026-05-10")
    assert delivery.issues == ()
    assert delivery.reports[0].results[0].cells["tested_on"].text == "2026-05-10"


@pytest.mark.parametrize("table", [LONG.replace("检验方法", "备注"), "样品编号,硫含量\nA,6.2\nB,6.3\n"])
def test_missing_methods_are_told_once(table: str) -> None:
    delivery = parse(table, tested_on="2026-05-10")
    assert codes(delivery) == [("column_missing", "row 1")]
    assert delivery.issues[0].expected.startswith("检验方法")


def test_two_missing_columns_are_two_issues() -> None:
    assert codes(parse("检验项目,检验结果\n硫含量,6.2\n")) == [("column_missing", "row 1")] * 2


@pytest.mark.parametrize("table", ["样品编号,备注\nS-1,x\n", "样品编号,检测日期,硫含量\n单位,,mg/kg\n检验方法,,a\n"])
def test_a_table_without_any_result_is_told_so_in_its_own_terms(table: str) -> None:
    assert codes(parse(table)) == [("no_results", "row 1")]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ('"硫\n含量",mg/kg,6.2,a,2026-05-06,x', "检验项目"),
        ('硫含量,"mg\r/kg",6.2,a,2026-05-06,x', "单位"),
        ('硫含量,mg/kg,"6\n.2",a,2026-05-06,x', "检验结果"),
        ('硫含量,mg/kg,6.2,"a\r\nb",2026-05-06,x', "检验方法"),
        ('硫含量,mg/kg,6.2,a,"2026-05-06\n07",x', "检测日期"),
        ('硫含量,mg/kg,6.2,a,2026-05-06,"x\ny"', None),
        ('硫含量,mg/kg,"6.2\n",a,2026-05-06,x', None),
    ],
)
def test_only_free_text_may_have_several_lines(cell: str, code: str | None) -> None:
    expected = [] if code is None else [("line_break", f"row 2, column {code}")]
    assert codes(parse(f"检验项目,单位,检验结果,检验方法,检测日期,备注\n{cell}\n")) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ('硫,6.2,a,2026-05-06,"x\n硫,11,b,2026-05-07,y"', [("csv_malformed", "row 2")]),
        ('硫,1,a,2026-05-06,x\n硫,6.2,a,2026-05-06,"x,\r硫,11,b,2026-05-07"', [("csv_malformed", "row 3")]),
        ('硫,6.2,a,2026-05-06,"x,y\n硫,11,b"', []),
        ('硫,6.2,a,2026-05-06,"x,y,z,u,v,w"', []),
        ('"硫,6.2,a,2026-05-06,x\n硫",11,b,2026-05-07,y', [("csv_malformed", "row 2")]),
    ],
)
def test_quotes_without_a_partner_swallow_no_row(rows: str, expected: list[tuple[str, str]]) -> None:
    assert codes(parse(f"检验项目,检验结果,检验方法,检测日期,备注\n{rows}\n")) == expected


@pytest.mark.parametrize(("more", "expected"), [(0, []), (1, [("table_too_large", "the table")])])
def test_a_delivery_has_at_most_200_samples_and_20000_results(more: int, expected: list[tuple[str, str]]) -> None:
    headings = "样品编号,检验项目,检验结果,检验方法,检测日期\n"
    samples = "".join(f"S{number},硫,1,a,2026-05-10\n" for number in range(MOST_SAMPLES + more))
    results = "S,硫,1,a,2026-05-10\n" * (MOST_RESULTS + more)
    wide = "样品编号,检测日期,检验方法,a,b\n" + "S,2026-05-10,a,1,2\n" * (MOST_RESULTS // 2 + more)
    for table in (headings + samples, headings + results, wide):
        assert codes(parse(table)) == expected


def test_labelled_rows_may_begin_in_column_b() -> None:
    table = ",检验项目,硫含量\n,检验方法,a\n,检测日期,2026-05-10\n,检验结果,6.2\n"
    assert parse(table).issues == ()
    assert parse(table).reports[0].results[0].cells["value"] == Cell("6.2", "row 4, column 硫含量")


@pytest.mark.parametrize(
    ("content", "where", "found"),
    [
        ("检验项目\n硫含量\n".encode() + b"\xff\n", "row 3, byte 24", "ff 0a"),
        ("检验项目\r\n硫含量\r\n".encode("gb18030") + b"\xff\n", "row 3, byte 19", "ff 0a"),
        (b"\xef\xbb\xbfitem\r\xff", "row 2, byte 9", "ff"),
        ("检验项目\n".encode("gb18030") + b"\xaa\xa1\n", "row 2, byte 10", "\\ue000"),
        (b"\xff\xfea", "row 1, byte 1", "ff fe 61"),
    ],
)
def test_a_doubtful_encoding_is_named_by_its_row_and_byte(content: bytes, where: str, found: str) -> None:
    issue = parse_bytes(content).issues[0]
    assert (issue.code, issue.where, issue.found) == ("encoding_suspect", where, found)


def parse_bytes(content: bytes) -> Delivery:
    return ADAPTER.parse(Source(content, "table.csv"))
