"""The layouts of tables: headings, rows, samples."""

import pytest

from lims_adapters.contract import Cell, Delivery, Source
from lims_adapters.formats.csv_table.adapter import ADAPTER
from lims_adapters.profile import heading_key, laboratory_table, read_profile
from tests.lims_adapters.absent_columns import beside_absent_columns


def parse(text: str, **head: str) -> Delivery:
    cells = {name.replace("__", "."): Cell(value, f"head.json: /{name}") for name, value in head.items()}
    return beside_absent_columns(ADAPTER.parse(Source(text.encode(), "table.csv", cells)))


def issues(text: str, **head: str) -> list[tuple[str, str]]:
    return [(issue.code, issue.where) for issue in parse(text, **head).issues]


def values(delivery: Delivery) -> list[tuple[str | None, str | None, str | None]]:
    assert delivery.issues == ()
    return [
        (report.head.get("sample.id", Cell(None, "")).text, result.cells["item"].text, result.cells["value"].text)
        for report in delivery.reports
        for result in report.results
    ]


@pytest.mark.parametrize("heading", sorted({h for field in laboratory_table().fields.values() for h in field.headings}))
def test_every_declared_heading_is_read(heading: str) -> None:
    field = laboratory_table().find(heading)
    assert field is not None
    others = [h for h in ("检验项目", "检验结果") if laboratory_table().find(h) is not field]
    delivery = parse(",".join([*others, heading]) + "\n" + ",".join(["1"] * (len(others) + 1)))
    assert delivery.issues == ()
    report = delivery.reports[0]
    assert field.reads.value == "nothing" or field.name in {**report.head, **report.results[0].cells}


@pytest.mark.parametrize("heading", ["检 验 结 果", "检验\n结果", "　检验结果 ", "RESULT", "Ｒｅｓｕｌｔ"])
def test_blanks_width_and_case_of_a_heading_do_not_matter(heading: str) -> None:
    assert values(parse(f'检验项目,"{heading}"\n硫含量,6.2\n')) == [(None, "硫含量", "6.2")]


@pytest.mark.parametrize("heading", ["参数", "检验结果(mg/kg)", "结果1", "检验结果*"])
def test_an_unknown_heading_is_refused_never_ignored(heading: str) -> None:
    found = parse(f"检验项目,检验结果,{heading}\n硫含量,6.2,1\n")
    assert [(issue.code, issue.where, issue.found) for issue in found.issues] == [
        ("unknown_column", "row 1, column C", heading)
    ]
    assert "检验结果" in found.issues[0].expected
    assert len(found.reports[0].results) == 1


def test_no_known_heading_at_all_says_what_is_expected() -> None:
    found = parse("参数,测值\n硫含量,6.2\n")
    assert [issue.code for issue in found.issues] == ["unknown_column", "unknown_column"]
    assert "检验项目" in found.issues[0].expected
    assert found.reports == ()


def test_a_title_above_the_headings_is_refused() -> None:
    found = parse("检验报告,,\n检验项目,检验结果,单位\n硫含量,6.2,mg/kg\n")
    assert found.reports == ()
    assert ("unknown_column", "row 1, column A") in [(issue.code, issue.where) for issue in found.issues]
    assert "first row" in found.issues[-1].expected


@pytest.mark.parametrize(
    ("headings", "code", "where"),
    [
        ("检验项目,检验结果,检验结果", "duplicate_column", "row 1, column C"),
        ("检验项目,检验结果,实测值", "duplicate_column", "row 1, column C"),
        ("样品编号,硫含量,硫含量", "duplicate_column", "row 1, column C"),
        ("样品编号,硫含量,硫 含量", "duplicate_column", "row 1, column C"),
        ("检验项目,检验结果,", "heading_missing", "row 1, column C"),
        ("单位,检验项目,方法", "column_missing", "row 1"),
        ("检验结果,单位,方法", "column_missing", "row 1"),
    ],
)
def test_headings_with_a_fault(headings: str, code: str, where: str) -> None:
    assert (code, where) in issues(f"{headings}\na,b,c\n")


def test_a_column_without_heading_and_content_is_left_out() -> None:
    assert values(parse("检验项目,检验结果,,\n硫含量,6.2,,\n密度,1, ,\u3000\n凝点,2\n")) == [
        (None, "硫含量", "6.2"),
        (None, "密度", "1"),
        (None, "凝点", "2"),
    ]


@pytest.mark.parametrize(
    ("row", "is_wide_enough"), [("硫含量,6.2", True), ("硫含量", False), ("硫含量,6.2,", True), ("硫含量,6.2,x", False)]
)
def test_a_row_has_as_many_cells_as_headings(row: str, *, is_wide_enough: bool) -> None:
    found = issues(f"检验项目,检验结果\n密度,1\n{row}\n")
    assert found == ([] if is_wide_enough else [("row_width", "row 3")])


def test_results_are_gathered_by_sample_in_order_of_appearance() -> None:
    table = "样品编号,检验项目,检验结果\nB,硫含量,1\nA,硫含量,2\nB,密度,3\n"
    assert values(parse(table)) == [("B", "硫含量", "1"), ("B", "密度", "3"), ("A", "硫含量", "2")]


@pytest.mark.parametrize("number", ["00123", "1E5", "=1+1", "Ａ１", "A 1"])
def test_a_sample_number_is_text(number: str) -> None:
    assert values(parse(f"样品编号,检验项目,检验结果\n{number},硫含量,1\n")) == [(number, "硫含量", "1")]


def test_a_sample_is_named_in_every_row() -> None:
    found = parse("样品编号,检验项目,检验结果\nA,硫含量,1\n,密度,2\n")
    assert [(issue.code, issue.where) for issue in found.issues] == [("sample_missing", "row 3, column 样品编号")]
    assert len(found.reports[0].results) == 1


def test_the_head_is_merged_into_every_report() -> None:
    delivery = parse("样品编号,检验项目,检验结果\nA,硫含量,1\nB,硫含量,2\n", report_no="W1")
    assert [report.head["report_no"].text for report in delivery.reports] == ["W1", "W1"]
    assert [report.head["sample.id"].where for report in delivery.reports] == [
        "row 2, column 样品编号",
        "row 3, column 样品编号",
    ]
    assert all(report.from_file for report in delivery.reports)


@pytest.mark.parametrize(("stated", "expected"), [("A", []), ("B", [("sample_conflict", "row 2, column 样品编号")])])
def test_the_head_names_no_other_sample(stated: str, expected: list[tuple[str, str]]) -> None:
    assert issues("样品编号,检验项目,检验结果\nA,硫含量,1\n", sample__id=stated) == expected


def test_a_table_without_sample_numbers_takes_the_one_of_the_head() -> None:
    assert values(parse("检验项目,检验结果\n硫含量,1\n", sample__id="A")) == [("A", "硫含量", "1")]


def test_a_date_of_testing_beside_the_head_stands_for_a_table_without_dates() -> None:
    report = parse("检验项目,检验结果\n硫含量,1\n", tested_on="2026-05-10").reports[0]
    assert report.results[0].cells["tested_on"] == Cell("2026-05-10", "head.json: /tested_on")
    assert "tested_on" not in report.head


def test_a_table_with_dates_keeps_them() -> None:
    report = parse("检验项目,检验结果,检测日期\n硫含量,1,2026/5/9\n", tested_on="2026-05-10").reports[0]
    assert report.results[0].cells["tested_on"].text == "2026-05-09"
    assert "tested_on" in report.head


def test_items_as_headings_give_one_result_for_each_item_and_sample() -> None:
    table = (
        "序号,样品编号,检测日期,硫含量(mg/kg),密度(20℃)\n,单位,,,kg/m³\n1,A,2026-05-10,6.2,\n2,B,2026-05-11,<5,832.1\n"
    )
    assert values(parse(table)) == [
        ("A", "硫含量(mg/kg)", "6.2"),
        ("A", "密度(20℃)", None),
        ("B", "硫含量(mg/kg)", "<5"),
        ("B", "密度(20℃)", "832.1"),
    ]
    cells = parse(table).reports[1].results[1].cells
    assert (cells["unit"].text, cells["unit"].where) == ("kg/m³", "row 2, column 密度(20℃)")
    assert cells["tested_on"].text == "2026-05-11"


def test_items_as_headings_without_a_sample_column_hold_one_row() -> None:
    assert values(parse("检测日期,硫含量\n2026-05-10,6.2\n", sample__id="A")) == [("A", "硫含量", "6.2")]
    assert issues("检测日期,硫含量\n2026-05-10,6.2\n2026-05-11,6.3\n2026-05-12,6.4\n") == [
        ("sample_column_missing", "row 3"),
        ("sample_column_missing", "row 4"),
    ]


@pytest.mark.parametrize(
    ("table", "code", "where"),
    [
        ("样品编号,硫含量\n单位,mg/kg\n单位,mg/L\nA,1\n", "duplicate_row", "row 3"),
        ("样品编号,检测日期,硫含量\n检测日期,,2026-05-10\nA,2026-05-10,1\n", "duplicate_row", "row 2"),
        ("样品编号,备注,硫含量\n单位,x,mg/kg\nA,,1\n", "cell_misplaced", "row 2, column 备注"),
        ("样品编号,硫含量,单项判定\nA,1,合格\n", "unknown_column", "row 1, column C"),
        ("样品编号,硫含量\n,1\n", "sample_missing", "row 2, column 样品编号"),
    ],
)
def test_items_as_headings_with_a_fault(table: str, code: str, where: str) -> None:
    assert issues(table) == [(code, where)]


def test_labelled_rows_are_one_sample() -> None:
    table = "检验项目,硫含量,密度\n单位,mg/kg,kg/m³\n检验方法,SH/T 0689,GB/T 1884\n检验结果,6.2,832.1\n"
    delivery = parse(table, sample__id="A")
    assert values(delivery) == [("A", "硫含量", "6.2"), ("A", "密度", "832.1")]
    assert delivery.reports[0].results[1].cells["method"].text == "GB/T 1884"


@pytest.mark.parametrize(
    ("rows", "code", "where"),
    [
        ("单位,mg/kg", "row_missing", "the table"),
        ("检验结果,1\n检验结果,2", "duplicate_row", "row 3"),
        ("检验结果,1\n不确定度,2", "unknown_row", "row 3, column 检验项目"),
        ("检验结果,1\n样品编号,A", "unknown_row", "row 3, column 检验项目"),
        ("检验结果,1\n,2", "unknown_row", "row 3, column 检验项目"),
    ],
)
def test_labelled_rows_with_a_fault(rows: str, code: str, where: str) -> None:
    assert issues(f"检验项目,硫含量\n{rows}\n") == [(code, where)]


def test_a_long_heading_is_cut_in_places_and_whole_in_the_item() -> None:
    heading = "硫" * 100
    result = parse(f"样品编号,{heading}\nA,1\n").reports[0].results[0]
    assert result.cells["item"].text == heading
    assert len(result.where) < 60


def test_a_profile_gives_each_heading_to_one_field() -> None:
    column = '[[column]]\nfield = "{}"\nreads = "text"\nheadings = ["{}"]\n'
    lists = '[items_as_headings]\nof_an_item = ["{}"]\nof_a_row = []\n'
    assert read_profile(column.format("item", "项目") + lists.format("item")).find(" 项目 ") is not None
    with pytest.raises(ValueError, match="belongs to item and to value"):
        read_profile(column.format("item", "项目") + column.format("value", "项 目") + lists.format("item"))
    with pytest.raises(ValueError, match="no column has the fields"):
        read_profile(column.format("item", "项目") + lists.format("unit"))
    with pytest.raises(KeyError):
        read_profile(column.format("item", "项目"))


def test_a_heading_is_looked_up_in_one_form() -> None:
    assert heading_key(" Ｓａｍｐｌｅ＿ID\n") == "sample＿id"
