"""What a cell shows and what it holds: raised characters, long numbers, hiding formats, odd shapes, thin rows."""

from collections.abc import Callable, Mapping

import pytest

from lims_adapters.contract import Delivery, Source
from lims_adapters.formats.xlsx_table.adapter import ADAPTER

Parts = Callable[..., dict[str, str]]
Pack = Callable[[Mapping[str, str | bytes]], bytes]
HEADINGS = ("样品编号", "检验项目", "单位", "检验结果", "检验方法", "检测日期", "备注", "标准要求")
PLAIN = ("S-1", "硫含量", "mg/kg", "6.2", "SH/T 0689-2000", "2026-05-06", "x", "≤10")
FORMATS = ("0.0", "yyyy-mm-dd", "00000", ";;;", "0;0;0;&quot;6.2&quot;", "0;0;0;@", "0;-0;@", "@&quot; mg&quot;",
           "0.0" + "_x" * 126, ";;;@" + "_x" * 126, "0\\;0")  # fmt: skip


def inline(text: str) -> str:
    return f't="inlineStr"><is><t>{text}</t></is>'


def runs(*runs: tuple[str, str]) -> str:
    said = "".join(f"<r><rPr>{look}</rPr><t>{text}</t></r>" for text, look in runs)
    return f't="inlineStr"><is>{said}</is>'


def row(number: int, cells: tuple[str, ...], **others: str) -> str:
    named = {heading: inline(text) for heading, text in zip(HEADINGS, cells, strict=True)} | others
    said = "".join(f'<c r="{column}{number}" {named[h]}</c>' for column, h in zip("ABCDEFGH", HEADINGS, strict=True))
    return f'<row r="{number}">{said}</row>'


@pytest.fixture
def read(parts: Parts, pack: Pack) -> Callable[..., Delivery]:
    """Read a table of one result, with the XML of some of its cells given (from their attributes on)."""

    def reads(before: str = "", fonts: str = "", texts: str = "", *, data: str = "", **others: str) -> Delivery:
        sheet = data or row(1, HEADINGS) + row(2, PLAIN, **others)
        members = parts(f"{before}<sheetData>{sheet}</sheetData>", formats=FORMATS, texts=texts)
        of_fonts = f'<fonts><font/>{fonts}</fonts><dxfs><font><strike/></font></dxfs><cellXfs><xf/><xf fontId="1"/>'
        styles = members["xl/styles.xml"].replace('<cellXfs><xf numFmtId="0"/>', of_fonts)
        return ADAPTER.parse(Source(pack({**members, "xl/styles.xml": styles}), "table.xlsx"))

    return reads


Read = Callable[..., Delivery]


def codes(delivery: Delivery) -> list[tuple[str, str]]:
    return [(issue.code, issue.where.removeprefix("row 2, column ")) for issue in delivery.issues]


RAISED, LOWERED = '<vertAlign val="superscript"/>', '<vertAlign val="subscript"/>'
NOT_RAISED = '<vertAlign val="baseline"/><strike val="0"/><strike val="false"/><b/>'


@pytest.mark.parametrize("column", [heading for heading in HEADINGS if heading not in {"单位", "备注"}])
@pytest.mark.parametrize("look", [RAISED, LOWERED, "<strike/>", '<strike val="1"/>'])
def test_a_raised_or_struck_out_run_is_refused_where_it_could_be_a_digit(column: str, look: str, read: Read) -> None:
    assert codes(read(**{column: runs(("8", ""), ("2", look))})) == [("formatted_text", column)]
    shared = f"<si><r><t>8</t></r><r><rPr>{look}</rPr><t>2</t></r></si>"
    assert codes(read(texts=shared, **{column: 't="s"><v>0</v>'})) == [("formatted_text", column)]


def test_units_and_remarks_may_be_raised(read: Read) -> None:
    delivery = read(单位=runs(("mm", ""), ("2", RAISED), ("/s", "")), 备注=runs(("x", "<strike/>")))
    assert delivery.issues == ()
    assert delivery.reports[0].results[0].cells["unit"].text == "mm2/s"


@pytest.mark.parametrize(
    "text",
    [runs(("6.", NOT_RAISED), ("2", "")), runs((" ", RAISED), ("6.2", "")), runs(("6.2", ""), (" ", "<strike/>"))],
)
def test_other_looks_and_raised_blanks_do_no_harm(text: str, read: Read) -> None:
    delivery = read(检验结果=text)
    assert delivery.issues == ()
    assert delivery.reports[0].results[0].cells["value"].text == "6.2"


@pytest.mark.parametrize("font", [RAISED, "<strike/>"])
@pytest.mark.parametrize("cell", ['s="1"><v>6.2</v>', 's="1" t="inlineStr"><is><t>6.2</t></is>'])
def test_a_cell_whose_own_font_is_raised_or_struck_out_is_refused(font: str, cell: str, read: Read) -> None:
    assert codes(read(fonts=f"<font>{font}</font>", 检验结果=cell)) == [("formatted_text", "检验结果")]
    assert codes(read(fonts=f"<font>{NOT_RAISED}</font>", 检验结果=cell)) == []
    assert codes(read(fonts=f"<font>{font}</font>", 检验结果='s="1" t="inlineStr"><is><t> </t></is>')) == []
    assert codes(read(fonts=f"<font>{font}</font>", 检验结果='s="1" t="e"><v>#N/A</v>')) == [("cell_error", "检验结果")]


@pytest.mark.parametrize("column", ["样品编号", "检验项目", "检验方法", "备注", "标准要求", "单位"])
@pytest.mark.parametrize(
    ("cell", "is_exact"),
    [
        ("><v>123</v>", True),
        ("><v>1.5</v>", True),
        ("><v>20260517000012345</v>", False),
        ("><v>1E25</v>", False),
        ("><v>1E5</v>", False),
        ('s="4"><v>123</v>', False),
        ('s="3"><v>46148</v>', False),
        ('t="d"><v>2026-05-06</v>', False),
    ],
)
def test_a_number_names_a_sample_only_by_its_own_digits(column: str, cell: str, read: Read, *, is_exact: bool) -> None:
    assert codes(read(**{column: cell})) == ([] if is_exact else [("number_as_text", column)])


def test_a_value_keeps_fifteen_digits_and_the_zeros_of_its_format(read: Read) -> None:
    for cell, text in (("><v>8.000000000000002</v>", "8"), ('s="2"><v>6</v>', "6.0"), ("><v>1E1</v>", "10")):
        assert read(检验结果=cell).reports[0].results[0].cells["value"].text == text


@pytest.mark.parametrize("cell", ['s="3"><v>46087</v>', 's="3"><v>6.2</v>', 't="d"><v>2026-05-06</v>'])
def test_a_value_with_the_format_of_a_date_is_told_what_a_value_needs(cell: str, read: Read) -> None:
    issue = read(检验结果=cell).issues[0]
    assert (issue.code, "General" in issue.expected) == ("number_format", True)
    assert codes(read(检测日期='s="3"><v>6.2</v>')) == [("date_invalid", "检测日期")]


@pytest.mark.parametrize(
    ("style", "code"),
    [(1, []), (2, []), (3, []), (5, ["hidden_content"]), (6, ["number_format"]), (7, []), (8, []),
     (9, ["number_format"]), (10, []), (11, ["number_format"]), (12, [])],
)  # fmt: skip
def test_a_format_may_not_hide_or_replace_a_text(style: int, code: list[str], read: Read) -> None:
    shared = "<si><t>6.2</t></si><si/>"
    for cell in ('t="inlineStr"><is><t>6.2</t></is>', 't="s"><v>0</v>', 't="str"><v>6.2</v>'):
        assert [found for found, _ in codes(read(texts=shared, 检验结果=f's="{style}" {cell}'))] == code
    for blank in ('t="s"><v>1</v>', 't="inlineStr"><is><t> </t></is>', ">"):
        assert codes(read(texts=shared, 备注=f's="{style}" {blank}')) == []


def test_a_format_has_at_most_255_characters(read: Read) -> None:
    assert len(FORMATS[8]) == 255
    assert codes(read(检验结果='s="10"><v>6</v>')) == []
    assert codes(read(检验结果='s="11"><v>6</v>')) == [("number_format", "检验结果")]


@pytest.mark.parametrize(
    "cell",
    [
        "><is><t>6.2</t></is>",
        't="str"><is><t>6.2</t></is>',
        't="inlineStr"><v>6.2</v>',
        't="inlineStr"><is><t>6.2</t></is><v>6.2</v>',
        't="inlineStr"><t>6.2</t>',
        't="inlineStr"><is>6.2</is>',
        't="inlineStr"><is><t>6.</t></is><is><t>2</t></is>',
        "><v>6</v><v>2</v>",
        "><v/><v>6.2</v>",
        ">6.2",
        "><value>6.2</value>",
        "><foo>6.2</foo>",
    ],
)
def test_a_cell_of_an_odd_shape_is_never_empty(cell: str, read: Read) -> None:
    assert codes(read(检验结果=cell)) == [("cell_unreadable", "检验结果")]


@pytest.mark.parametrize(
    "cell",
    ["><f>3.2+3</f><v>6.2</v>", 't="inlineStr"><is><t>6.2</t><rPh sb="0" eb="1"><t>9</t></rPh></is>',
     "><f>3.2+3</f>\n<v>6.2</v>", "><v><b/>6.2</v>", 't="inlineStr"><f>A1</f><is><t>6.2</t></is>'],
)  # fmt: skip
def test_a_cell_of_a_known_shape_is_read(cell: str, read: Read) -> None:
    assert read(检验结果=cell).reports[0].results[0].cells["value"].text == "6.2"


@pytest.mark.parametrize(
    "data",
    ["<c><v>1</v></c>", "<row><row/></row>", "<row><v>1</v></row>", "<row>6.2</row>", "6.2", "<v>6.2</v>"],
)
def test_what_stands_beside_the_cells_is_not_passed_over(data: str, read: Read) -> None:
    assert [code for code, _ in codes(read(data=data))] == ["not_a_workbook"]


def test_blanks_between_rows_and_a_pronunciation_do_no_harm(read: Read) -> None:
    data = "\n" + row(1, HEADINGS) + "\n  " + row(2, PLAIN, 检验结果='t="s"><v>0</v>') + "\n"
    delivery = read(texts='<si>\n<t>6.2</t><rPh sb="0" eb="1"><t>9</t></rPh></si>', data=data)
    assert delivery.issues == ()
    assert delivery.reports[0].results[0].cells["value"].text == "6.2"


def test_what_is_no_cell_and_holds_nothing_is_passed_over(read: Read) -> None:
    assert [code for code, _ in codes(read(data="<row><foo/></row>"))] == ["empty_table"]


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ('<sheetFormatPr defaultColWidth="0"/>', "column A"),
        ('<sheetFormatPr defaultColWidth="0"/><cols><col min="1" max="8" width="9"/></cols>', None),
        ('<sheetFormatPr defaultColWidth="0.05"/><cols><col min="1" max="1"/><col min="2" max="8" width="9"/></cols>',
         "column A"),
        ('<cols><col min="4" max="4" width="0.00"/></cols>', "column D"),
        ('<cols><col min="4" max="4" width="0.099"/></cols>', "column D"),
        ('<cols><col min="4" max="4" width="9E-3"/></cols>', "column D"),
        ('<cols><col min="4" max="4" width="0.1"/></cols>', None),
        ('<cols><col min="9" max="16384" width="0"/></cols>', None),
    ],
)  # fmt: skip
def test_a_column_too_narrow_to_see_is_hidden(before: str, expected: str | None, read: Read) -> None:
    found = codes(read(before))
    assert found[:1] == ([] if expected is None else [("hidden_content", expected)])


@pytest.mark.parametrize(("height", "is_hidden"), [("0", True), ("0.0", True), ("0.99", True), ("1", False)])
def test_a_row_too_low_to_see_is_hidden(height: str, read: Read, *, is_hidden: bool) -> None:
    data = row(1, HEADINGS) + row(2, PLAIN).replace('<row r="2"', f'<row r="2" ht="{height}"')
    assert codes(read(data=data)) == ([("hidden_content", "row 2")] if is_hidden else [])


@pytest.mark.parametrize("height", ["x", "", "-1", "NaN", "9" * 99])
def test_a_height_is_a_number(height: str, read: Read) -> None:
    assert [code for code, _ in codes(read(data=f'<row ht="{height}"/>'))] == ["not_a_workbook"]
