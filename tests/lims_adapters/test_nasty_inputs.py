"""The nasty inputs that an adapter alone decides, by their ids; what they become later is tested with intake."""

import time
import tracemalloc
from collections.abc import Callable, Mapping
from typing import cast

import pytest

from lims_adapters.contract import Cell, Delivery, Source
from lims_adapters.formats.csv_table.adapter import ADAPTER as CSV
from lims_adapters.formats.labverdict_json.adapter import ADAPTER as JSON
from lims_adapters.formats.xlsx_table.adapter import ADAPTER as XLSX
from tests.lims_adapters.absent_columns import beside_absent_columns

Nasty = dict[str, dict[str, object]]
Pack = Callable[[Mapping[str, str | bytes]], bytes]
Parts = Callable[..., dict[str, str]]
TableXml = Callable[..., str]

MIB = 1024 * 1024


def expected_code(nasty: Nasty, case: str) -> str:
    expected = cast("dict[str, str]", nasty[case]["expected"])
    assert expected["action"] == "reject"
    return expected["code"]


def codes(delivery: Delivery) -> list[str]:
    return [issue.code for issue in delivery.issues]


def parse_json(text: str | bytes) -> Delivery:
    return JSON.parse(Source(text if isinstance(text, bytes) else text.encode(), "report.json"))


def parse_csv(text: str | bytes) -> Delivery:
    return beside_absent_columns(CSV.parse(Source(text if isinstance(text, bytes) else text.encode(), "table.csv")))


def parse_xlsx(content: bytes) -> Delivery:
    return beside_absent_columns(XLSX.parse(Source(content, "table.xlsx")))


def cells(delivery: Delivery) -> Mapping[str, Cell]:
    assert delivery.issues == ()
    return delivery.reports[0].results[0].cells


def test_n01_nan_in_json_is_no_number(nasty: Nasty) -> None:
    text = f'{{"results": [{nasty["N01"]["raw_json"]}]}}'
    assert codes(parse_json(text)) == [expected_code(nasty, "N01")]


def test_n07_five_thousand_digits_are_handed_on_as_digits() -> None:
    digits = "9" * 5000
    for raw in (digits, f'"{digits}"'):
        assert cells(parse_json(f'{{"results": [{{"value": {raw}}}]}}'))["value"].text == digits


def test_s03_a_nested_duplicate_key_is_found(nasty: Nasty) -> None:
    delivery = parse_json(str(nasty["S03"]["value"]))
    assert [(issue.code, issue.where) for issue in delivery.issues] == [
        (expected_code(nasty, "S03"), "/results/0/value")
    ]


def test_s07_a_hundred_thousand_brackets_are_answered_at_once(nasty: Nasty) -> None:
    started = time.monotonic()
    assert codes(parse_json(b"[" * 100_000)) == [expected_code(nasty, "S07")]
    assert (time.monotonic() - started) * 1000 < int(str(nasty["S07"]["max_ms"]))


@pytest.mark.parametrize("field", ["format", "report_no", "unknown"])
def test_s08_half_a_surrogate_pair_is_named_wherever_it_stands(field: str, nasty: Nasty) -> None:
    delivery = parse_json(f'{{"{field}": {nasty["S08"]["value"]}, "results": [{{}}]}}')
    assert codes(delivery) == [expected_code(nasty, "S08")]
    assert delivery.issues[0].found.encode()


def test_s18_ten_mib_are_refused_before_they_are_read(nasty: Nasty) -> None:
    content = b'{"remark": "' + b"a" * (10 * MIB) + b'"}'
    delivery, grown = measured(lambda: parse_json(content))
    assert codes(delivery) == [expected_code(nasty, "S18")]
    assert grown < int(str(nasty["S18"]["max_rss_growth_mb"])) * MIB


def measured(read: Callable[[], Delivery]) -> tuple[Delivery, int]:
    tracemalloc.start()
    delivery = read()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return delivery, peak


LONG = "检验项目,检验结果,{}\n硫含量,{},{}\n"


def test_c01_gb18030_gives_the_same_records() -> None:
    table = "样品编号,硫含量\n单位,mg/kg\nA,6.2\n"
    assert parse_csv(table.encode("gb18030")) == parse_csv(table)
    assert cells(parse_csv(table))["item"].text == "硫含量"


def test_c04_big5_is_suspect(nasty: Nasty) -> None:
    assert codes(parse_csv("硫含量".encode("big5"))) == [expected_code(nasty, "C04")]
    assert codes(parse_csv("樣品編號,硫含量\nA,6.2\n".encode("big5"))) == [expected_code(nasty, "C04")]


def test_c05_mixed_line_ends_give_the_same_records() -> None:
    rows = ["样品编号,硫含量", "A,1", "B,2", "C,3"]
    mixed = rows[0] + "\r" + rows[1] + "\n" + rows[2] + "\r\n" + rows[3]
    assert parse_csv(mixed) == parse_csv("\n".join(rows))
    assert len(parse_csv(mixed).reports) == 3


@pytest.mark.parametrize("quote", ["", '"'])
def test_c08_a_cell_of_200000_characters_is_too_large(quote: str, nasty: Nasty) -> None:
    delivery = parse_csv(f"检验项目,检验结果\n硫含量,{quote}{'a' * 200_000}{quote}\n")
    assert [(issue.code, issue.where) for issue in delivery.issues] == [
        (expected_code(nasty, "C08"), "row 2, column 检验结果")
    ]


def test_c09_a_heading_twice_is_refused(nasty: Nasty) -> None:
    for table in ("样品编号,硫含量,硫含量\nA,1,2\n", "硫含量,硫含量\n1,2\n"):
        assert expected_code(nasty, "C09") in codes(parse_csv(table))


def test_c11_a_semicolon_is_no_separator(nasty: Nasty) -> None:
    for table in ("样品编号;硫含量\nA;6,2\n", "硫含量;密度\n6,2;832\n", "检验项目;检验结果\n硫含量;6.2\n"):
        assert codes(parse_csv(table)) == [expected_code(nasty, "C11")]


def test_c13_a_typographic_minus_is_folded_and_noted(nasty: Nasty) -> None:
    typed = str(nasty["C13"]["value"])
    assert cells(parse_csv(LONG.format("单位", typed, "℃")))["value"] == Cell("-2", "row 2, column 检验结果", typed)


def test_c16_a_full_width_less_than_is_folded_and_noted(nasty: Nasty) -> None:
    typed = str(nasty["C16"]["value"])
    assert cells(parse_csv(LONG.format("单位", typed, "mg/kg")))["value"] == Cell("<3", "row 2, column 检验结果", typed)


@pytest.mark.parametrize("number", ["00123", "1E5"])
def test_c17_a_sample_number_is_text(number: str, nasty: Nasty) -> None:
    assert number in str(nasty["C17"]["value"])
    head = parse_csv(LONG.format("样品编号", "1", number)).reports[0].head
    assert head["sample.id"] == Cell(number, "row 2, column 样品编号")


def test_c18_a_formula_in_a_remark_is_literal_text(nasty: Nasty) -> None:
    typed = str(nasty["C18"]["value"])
    assert cells(parse_csv(LONG.format("备注", "1", typed)))["remark"] == Cell(typed, "row 2, column 备注")


def test_c21_a_chinese_date_becomes_iso(nasty: Nasty) -> None:
    typed = str(nasty["C21"]["value"])
    cell = cells(parse_csv(LONG.format("检测日期", "1", typed)))["tested_on"]
    assert cell == Cell("2023-10-16", "row 2, column 检测日期", typed)


def test_c23_a_serial_number_in_a_text_file_stays_a_number(nasty: Nasty) -> None:
    typed = str(nasty["C23"]["value"])
    assert cells(parse_csv(LONG.format("检测日期", "1", typed)))["tested_on"].text == typed


def test_u14_full_width_letters_are_folded_in_a_file_and_not_in_json(nasty: Nasty) -> None:
    typed = str(nasty["U14"]["value"])
    assert cells(parse_csv(LONG.format("单位", "1", typed)))["unit"] == Cell("mg/kg", "row 2, column 单位", typed)
    assert cells(parse_json(f'{{"results": [{{"unit": "{typed}"}}]}}'))["unit"] == Cell(typed, "/results/0/unit")


def test_x01_a_sheet_that_unpacks_to_200_mb_is_refused_unread(nasty: Nasty, parts: Parts, pack: Pack) -> None:
    row = b'<row><c t="inlineStr"><is><t>' + b"a" * 1000 + b"</t></is></c></row>"
    members = parts("<sheetData/>")
    start, end = (text.encode() for text in members["xl/worksheets/sheet1.xml"].split("<sheetData/>"))
    content = pack(
        {**members, "xl/worksheets/sheet1.xml": start + b"<sheetData>" + row * 200_000 + b"</sheetData>" + end}
    )
    delivery, grown = measured(lambda: parse_xlsx(content))
    assert codes(delivery) == [expected_code(nasty, "X01")]
    assert grown < int(str(nasty["X01"]["max_rss_growth_mb"])) * MIB


def test_x02_a_hundred_thousand_members_are_too_many(nasty: Nasty, pack: Pack) -> None:
    content = pack({str(number): "" for number in range(100_000)})
    started = time.monotonic()
    assert codes(parse_xlsx(content)) == [expected_code(nasty, "X02")]
    assert time.monotonic() - started < 1


def test_x03_a_member_outside_the_archive_is_refused(nasty: Nasty, parts: Parts, pack: Pack) -> None:
    assert codes(parse_xlsx(pack({**parts("<sheetData/>"), "../../evil.xml": ""}))) == [expected_code(nasty, "X03")]


def test_x05_an_external_entity_is_refused_and_never_read(nasty: Nasty, parts: Parts, pack: Pack) -> None:
    members = parts("<sheetData/>")
    entity = '<!DOCTYPE worksheet [<!ENTITY canary SYSTEM "file:///etc/hostname">]>'
    sheet = members["xl/worksheets/sheet1.xml"].replace(
        "<sheetData/>", '<sheetData><row><c t="inlineStr"><is><t>&canary;</t></is></c></row></sheetData>'
    )
    delivery = parse_xlsx(pack({**members, "xl/worksheets/sheet1.xml": entity + sheet}))
    assert codes(delivery) == [expected_code(nasty, "X05")]
    assert delivery.reports == ()


def test_x09_binary_noise_is_not_shown_and_not_read(parts: Parts, pack: Pack, table_xml: TableXml) -> None:
    content = pack(parts(table_xml('<c r="B2"><v>8.000000000000001</v></c>')))
    cell = cells(parse_xlsx(content))["value"]
    assert cell == Cell("8", "row 2, column 检验结果", "8.000000000000001")


def test_x11_results_that_nobody_sees_are_refused(nasty: Nasty, parts: Parts, pack: Pack, table_xml: TableXml) -> None:
    table = table_xml('<c r="B2"><v>6.2</v></c>')
    hidden_row = pack(parts(table.replace('<row r="2">', '<row r="2" hidden="1">')))
    hidden_sheet = pack(parts("<sheetData/>", table, states={2: "hidden"}))
    for content in (hidden_row, hidden_sheet):
        assert expected_code(nasty, "X11") in codes(parse_xlsx(content))


def test_x13_a_declared_size_allocates_nothing(parts: Parts, pack: Pack, table_xml: TableXml) -> None:
    table = table_xml('<c r="B2"><v>6.2</v></c>').replace(
        "</sheetData>", '<row r="3"><c r="A3"><v>1</v></c><c r="B3"><v>2</v></c></row></sheetData>'
    )
    content = pack(parts('<dimension ref="A1:XFD1048576"/>' + table))
    started = time.monotonic()
    delivery, grown = measured(lambda: parse_xlsx(content))
    assert time.monotonic() - started < 1
    assert len(delivery.reports[0].results) == 2
    assert grown < 4 * MIB
