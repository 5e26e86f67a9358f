"""Workbooks: what is read, what nobody would see, what would hurt; and the contract."""

import io
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from lims_adapters.contract import Cell, Delivery, Source
from lims_adapters.formats.xlsx_table import adapter as module
from lims_adapters.formats.xlsx_table.adapter import ADAPTER
from lims_adapters.grid import MOST_COLUMNS, letters
from lims_adapters.testing import AdapterContract, text_variants
from tests.lims_adapters.absent_columns import beside_absent_columns

Parts = Callable[..., dict[str, str]]
Pack = Callable[[Mapping[str, str | bytes]], bytes]
TableXml = Callable[..., str]
Write = Callable[..., bytes]
SHEET = "xl/worksheets/sheet1.xml"
EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a cell has no zone


class TestContract(AdapterContract):
    adapter = ADAPTER
    samples = Path(module.__file__).parent / "samples"

    def stands_at(self, source: Source, where: str, text: str) -> bool:
        """Look the place up by row and heading, through another library."""
        sheet = openpyxl.load_workbook(io.BytesIO(source.content)).worksheets[0]
        row, _, heading = where.removeprefix("row ").partition(", column ")
        headings = [cell.value for cell in sheet[1]]
        found = sheet.cell(int(row), headings.index(heading) + 1).value
        if isinstance(found, datetime):
            return (found - EPOCH) / timedelta(days=1) == float(text)
        return float(text) == found if isinstance(found, int | float) else found == text

    def variants(self, content: bytes) -> Iterator[bytes]:
        """Damage the archive, then each part in it."""
        yield from (content[: len(content) * part // 16] for part in range(16))
        yield from (content[:at] + b"\xb5" + content[at + 1 :] for at in range(0, len(content), 211))
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            members = {name: packed.read(name) for name in packed.namelist()}
        for name, content_of_part in members.items():
            yield _packed({other: part for other, part in members.items() if other != name})
            damaged = list(text_variants(content_of_part))
            yield from (_packed({**members, name: part}) for part in damaged[:: 1 if name == SHEET else 9])


def _packed(members: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return file.getvalue()


def parse(content: bytes) -> Delivery:
    return beside_absent_columns(ADAPTER.parse(Source(content, "table.xlsx")))


def codes(content: bytes) -> list[tuple[str, str]]:
    return [(issue.code, issue.where) for issue in parse(content).issues]


@pytest.mark.parametrize(
    ("xml", "heading", "expected"),
    [
        ('<c r="B2"><v>6.2</v></c>', "检验结果", Cell("6.2", "row 2, column 检验结果")),
        ("<c><v>6.2</v></c>", "检验结果", Cell("6.2", "row 2, column 检验结果")),
        ('<c r="B2" t="s"><v>1</v></c>', "检验结果", Cell("<5", "row 2, column 检验结果")),
        ('<c r="B2" t="str"><f>A1</f><v>6.2</v></c>', "检验结果", Cell("6.2", "row 2, column 检验结果")),
        ('<c r="B2"><f>3+3</f><v>6</v></c>', "检验结果", Cell("6", "row 2, column 检验结果")),
        ('<c r="B2" t="str"><f>""</f><v></v></c>', "检验结果", Cell(None, "row 2, column 检验结果")),
        ('<c r="B2" s="1"/>', "检验结果", Cell(None, "row 2, column 检验结果")),
        ("", "检验结果", Cell(None, "row 2, column 检验结果")),
        ('<c r="B2" s="1"><v>6</v></c>', "检验结果", Cell("6.0", "row 2, column 检验结果")),
        ('<c r="B2" s="1"><v>8.04</v></c>', "检验结果", Cell("8.04", "row 2, column 检验结果")),
        ('<c r="B2" s="2"><v>45215</v></c>', "检测日期", Cell("2023-10-16", "row 2, column 检测日期", "45215")),
        ('<c r="B2"><v>45215</v></c>', "检测日期", Cell("45215", "row 2, column 检测日期")),
        ('<c r="B2" t="d"><v>2023-10-16T00:00:00</v></c>', "检测日期",
         Cell("2023-10-16", "row 2, column 检测日期", "2023-10-16T00:00:00")),
        ('<c r="B2" t="inlineStr"><is><r><t>&lt;</t></r><r><t>３</t></r><rPh sb="0" eb="1"><t>x</t></rPh></is></c>',
         "检验结果", Cell("<3", "row 2, column 检验结果", "<３")),
        ('<c r="B2" t="inlineStr"><is><t>6.2_x000D_</t></is></c>', "检验结果",
         Cell("6.2", "row 2, column 检验结果", "6.2\r")),
        ('<c r="B2" t="inlineStr"><is><t>_x005F_x0041_</t></is></c>', "备注", Cell("_x0041_", "row 2, column 备注")),
        ('<c r="B2" t="inlineStr"><is><t>=1+1</t></is></c>', "备注", Cell("=1+1", "row 2, column 备注")),
    ],
)  # fmt: skip
def test_a_cell_is_read_as_it_is_shown(
    xml: str, heading: str, expected: Cell, table_xml: TableXml, write: Write
) -> None:
    texts = "<si><t>&lt;4</t></si><si><t>&lt;</t><phoneticPr/><r><t>5</t></r></si>"
    sheet = (
        table_xml(xml, heading="检验结果") if heading == "检验结果" else _with_value(table_xml(xml, heading=heading))
    )
    cells = parse(write(sheet, formats=("0.0", "yyyy-mm-dd"), texts=texts)).reports[0].results[0].cells
    assert expected in cells.values()


def _with_value(sheet: str) -> str:
    """Add a column 检验结果 to a sheet that has another second column."""
    heading = '<c r="C1" t="inlineStr"><is><t>检验结果</t></is></c>'
    return sheet.replace("</row>", heading + "</row>", 1)


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        ('<c r="B2"><f>1+1</f></c>', "formula_without_value"),
        ('<c r="B2"><f>1+1</f><v/></c>', "formula_without_value"),
        ('<c r="B2" t="e"><v>#N/A</v></c>', "cell_error"),
        ('<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "cell_error"),
        ('<c r="B2" t="b"><v>1</v></c>', "wrong_type"),
        ('<c r="B2" t="b"><v>0</v></c>', "wrong_type"),
        ('<c r="B2" t="z"><v>0</v></c>', "cell_unreadable"),
        ('<c r="B2"><v>6.2 mg</v></c>', "cell_unreadable"),
        ('<c r="B2" s="1"><v>0.06</v></c>', "number_format"),
        ('<c r="B2" s="2"><v>1</v></c>', "number_format"),
        (f'<c r="B2" t="inlineStr"><is><t>{"a" * 32_769}</t></is></c>', "field_too_large"),
        ('<c r="B2" t="inlineStr"><is><t>_x0000_</t></is></c>', "control_character"),
    ],
)
def test_a_cell_without_a_text_is_refused_at_its_place(xml: str, code: str, table_xml: TableXml, write: Write) -> None:
    content = write(table_xml(xml), formats=("0%", "yyyy-mm-dd"))
    assert codes(content) == [(code, "row 2, column 检验结果")]
    assert parse(content).reports[0].results[0].cells["value"].text is None


@pytest.mark.parametrize(
    ("before", "row", "where"),
    [
        ("", '<row r="2" hidden="1">', "row 2"),
        ("", '<row r="2" ht="0" customHeight="1">', "row 2"),
        ('<sheetFormatPr zeroHeight="1"/>', '<row r="2">', "row 2"),
        ('<cols><col min="2" max="2" hidden="1"/></cols>', '<row r="2">', "column B"),
        ('<cols><col min="2" max="16384" width="0"/></cols>', '<row r="2">', "column B"),
    ],
)
def test_hidden_content_is_refused(before: str, row: str, where: str, table_xml: TableXml, write: Write) -> None:
    sheet = before + table_xml('<c r="B2"><v>6.2</v></c>').replace('<row r="2">', row).replace(
        '<row r="1">', '<row r="1" hidden="0">'
    )
    assert codes(write(sheet)) == [("hidden_content", where)]


def test_hidden_rows_and_columns_without_content_do_no_harm(table_xml: TableXml, write: Write) -> None:
    sheet = '<cols><col min="3" max="16384" hidden="1"/></cols>' + table_xml('<c r="B2"><v>6.2</v></c>').replace(
        "</sheetData>", '<row r="3" hidden="1"><c r="A3" t="inlineStr"><is><t> </t></is></c></row></sheetData>'
    )
    assert codes(write(sheet)) == []


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_with_content_is_refused(state: str, table_xml: TableXml, write: Write) -> None:
    table = table_xml('<c r="B2"><v>6.2</v></c>')
    assert codes(write(table, table, states={2: state})) == [("hidden_content", "sheet S2")]
    assert codes(write(table, "<sheetData/>", states={2: state})) == []


def test_one_sheet_holds_something(table_xml: TableXml, write: Write) -> None:
    table = table_xml('<c r="B2"><v>6.2</v></c>')
    assert codes(write("<sheetData/>", table)) == []
    assert codes(write(table, table))[0] == ("several_sheets", "the workbook")
    assert codes(write("<sheetData/>")) == [("empty_table", "the table")]


@pytest.mark.parametrize(("merged", "expected"), [("A2:A3", [("merged_cells", "cells A2:A3")]), ("A3:B3", [])])
def test_merged_cells_in_the_table_are_refused(
    merged: str, expected: list[tuple[str, str]], table_xml: TableXml, write: Write
) -> None:
    sheet = table_xml('<c r="B2"><v>6.2</v></c>') + f'<mergeCells><mergeCell ref="{merged}"/></mergeCells>'
    assert codes(write(sheet)) == expected


@pytest.mark.parametrize("properties", ["", 'date1904="1"'])
def test_the_workbook_says_from_when_days_are_counted(properties: str, table_xml: TableXml, write: Write) -> None:
    sheet = _with_value(table_xml('<c r="B2" s="1"><v>43753</v></c>', heading="检测日期"))
    cells = parse(write(sheet, formats=("yyyy-mm-dd",), properties=properties)).reports[0].results[0].cells
    assert cells["tested_on"].text == ("2023-10-16" if properties else "2019-10-15")


def test_rows_far_down_take_no_room(table_xml: TableXml, write: Write) -> None:
    sheet = '<dimension ref="A1:XFD1048576"/>' + table_xml('<c r="B2"><v>6.2</v></c>').replace(
        "</sheetData>", '<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>密度</t></is></c></row></sheetData>'
    )
    assert [result.where for result in parse(write(sheet)).reports[0].results] == ["row 2", "row 1048576"]


@pytest.mark.parametrize(
    ("column", "expected"), [(MOST_COLUMNS, "heading_missing"), (MOST_COLUMNS + 1, "table_too_large")]
)
def test_a_table_has_at_most_200_columns(column: int, expected: str, table_xml: TableXml, write: Write) -> None:
    reference = f"{letters(column - 1)}2"
    sheet = table_xml(f'<c r="B2"><v>6.2</v></c><c r="{reference}"><v>1</v></c>')
    assert [code for code, _ in codes(write(sheet))] == [expected]


def test_what_openpyxl_writes_is_read() -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in (["检验项目", "检验结果", "检测日期"], ["硫含量", 9.95, date(2026, 5, 10)], ["凝点", "<5", "2026/5/9"]):
        sheet.append(row)
    file = io.BytesIO()
    workbook.save(file)
    results = parse(file.getvalue()).reports[0].results
    assert [[cell.text for cell in result.cells.values()] for result in results] == [
        ["硫含量", "9.95", "2026-05-10"],
        ["凝点", "<5", "2026-05-09"],
    ]


def test_a_thousand_rows_are_read_in_seconds(table_xml: TableXml, write: Write) -> None:
    row = '<row r="{0}"><c r="A{0}" t="inlineStr"><is><t>硫含量</t></is></c><c r="B{0}"><v>6.2</v></c></row>'
    rows = "".join(row.format(number) for number in range(3, 1003))
    content = write(table_xml('<c r="B2"><v>6.2</v></c>').replace("</sheetData>", rows + "</sheetData>"))
    started = time.monotonic()
    assert len(parse(content).reports[0].results) == 1001
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    ("content", "name", "sure"),
    [
        (b"PK\x03\x04...xl/workbook.xml", "", 2),
        (b"PK\x03\x04...word/document.xml", "x.docx", 1),
        (b"\xd0\xcf\x11\xe0", "", 1),
        (b"text", "table.XLSX", 1),
        (b"text", "table.csv", 0),
    ],
)
def test_sniffing_looks_for_the_archive(content: bytes, name: str, sure: int) -> None:
    assert ADAPTER.sniff(Source(content, name)) == sure


def test_a_json_report_loads_no_xml_and_no_workbook_library() -> None:
    code = (
        "import sys; from lims_adapters.registry import discover, choose; from lims_adapters.contract import Source;"
        "source = Source(b'{\"results\": [{}]}', 'x.json'); choose(source, discover()).parse(source);"
        "print({'openpyxl', 'defusedxml', 'pyexpat', 'numpy', 'app', 'methods'} & set(sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"


def test_of_many_hidden_rows_and_merged_cells_the_first_twenty_are_named(table_xml: TableXml, write: Write) -> None:
    row = '<row r="{0}" hidden="1"><c r="A{0}"><v>1</v></c><c r="B{0}"><v>1</v></c></row>'
    rows = "".join(row.format(number) for number in range(3, 43))
    merged = "".join(f'<mergeCell ref="A{number}:B{number}"/>' for number in range(3, 43))
    sheet = table_xml('<c r="B2"><v>6.2</v></c>').replace("</sheetData>", rows + "</sheetData>")
    found = codes(write(f"{sheet}<mergeCells>{merged}</mergeCells>"))
    assert found[0] == ("hidden_content", "row 3")
    assert [code for code, _ in found] == ["hidden_content"] * 20 + ["merged_cells"] * 20


def test_a_heading_may_be_a_number(table_xml: TableXml, write: Write) -> None:
    sheet = table_xml('<c r="B2"><v>6.2</v></c>').replace("</row>", '<c r="C1"><v>8.000000000000002</v></c></row>', 1)
    found = parse(write(sheet)).issues
    assert [(issue.code, issue.found) for issue in found] == [("unknown_column", "8")]
