"""Archives that are damaged, lie, or would hurt: refused before or while they are unpacked."""

import tracemalloc
from collections.abc import Callable, Mapping

import pytest

from lims_adapters.contract import Delivery, Source
from lims_adapters.formats.xlsx_table import archive
from lims_adapters.formats.xlsx_table.adapter import ADAPTER
from lims_adapters.formats.xlsx_table.archive import LONGEST_TOKEN, MOST_MEMBERS
from lims_adapters.grid import LARGEST_FILE
from tests.lims_adapters.absent_columns import beside_absent_columns

Parts = Callable[..., dict[str, str]]
Pack = Callable[[Mapping[str, str | bytes]], bytes]
TableXml = Callable[..., str]
Write = Callable[..., bytes]
SHEET = "xl/worksheets/sheet1.xml"


def parse(content: bytes) -> Delivery:
    return beside_absent_columns(ADAPTER.parse(Source(content, "table.xlsx")))


def codes(content: bytes) -> list[tuple[str, str]]:
    return [(issue.code, issue.where) for issue in parse(content).issues]


@pytest.mark.parametrize(
    "sheet",
    [
        '<sheetData><row r="2"/><row r="1"/></sheetData>',
        '<sheetData><row r="2"/><row r="2"/></sheetData>',
        '<sheetData><row r="x"/></sheetData>',
        '<sheetData><row r="1"><c r="B1"/><c r="A1"/></row></sheetData>',
        '<sheetData><row r="1"><c r="A1"/><c r="A1"/></row></sheetData>',
        '<sheetData><row r="1"><c r="A2"/></row></sheetData>',
        '<sheetData><row r="1"><c r="$A$1"/></row></sheetData>',
        '<sheetData><row r="1"><c t="s"><v>7</v></c></row></sheetData>',
        '<sheetData><row r="1"><c t="s"><v>-1</v></c></row></sheetData>',
        '<sheetData><row r="1"><c s="7"><v>1</v></c></row></sheetData>',
        '<cols><col min="a" max="2" hidden="1"/></cols>',
        "<sheetData>",
        "&undefined;",
    ],
)
def test_a_damaged_sheet_is_no_workbook(sheet: str, write: Write) -> None:
    assert codes(write(sheet)) == [("not_a_workbook", "the workbook")]


@pytest.mark.parametrize(
    "name",
    ["_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/sharedStrings.xml", SHEET],
)
def test_a_workbook_without_one_of_its_parts_is_none(name: str, parts: Parts, pack: Pack) -> None:
    members = parts("<sheetData/>")
    del members[name]
    assert codes(pack(members)) == [("not_a_workbook", "the workbook")]


def test_a_chart_sheet_is_left_out_and_an_unknown_kind_is_not(table_xml: TableXml, parts: Parts, pack: Pack) -> None:
    members = parts(table_xml('<c r="B2"><v>6.2</v></c>'), "<drawing/>")
    relations = members["xl/_rels/workbook.xml.rels"]
    of_second = 'worksheet" Target="worksheets/sheet2.xml"'
    assert of_second in relations
    for kind, expected in (("chartsheet", []), ("xlMacrosheet", [("not_a_workbook", "the workbook")])):
        members["xl/_rels/workbook.xml.rels"] = relations.replace(of_second, of_second.replace("worksheet", kind, 1))
        assert codes(pack(members)) == expected


@pytest.mark.parametrize(
    "content", [b"", b"text", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x05\x06" + bytes(18)]
)
def test_other_bytes_are_no_workbook(content: bytes) -> None:
    assert codes(content) == [("not_a_workbook", "the workbook")]


@pytest.mark.parametrize(
    "name", ["../../evil.xml", "/etc/evil.xml", "..\\evil.xml", "C:\\evil.xml", "xl/../../evil.xml"]
)
def test_a_member_stays_inside_the_archive(name: str, parts: Parts, pack: Pack) -> None:
    assert codes(pack({**parts("<sheetData/>"), name: ""})) == [("archive_path", "the workbook")]


def test_two_members_of_one_name_are_refused(parts: Parts, pack: Pack) -> None:
    assert codes(pack({**parts("<sheetData/>"), SHEET.upper(): ""})) == [("not_a_workbook", "the workbook")]


@pytest.mark.parametrize(("extra", "code"), [(-7, "empty_table"), (-6, "too_many_members")])
def test_an_archive_has_at_most_1000_members(extra: int, code: str, parts: Parts, pack: Pack) -> None:
    members = parts("<sheetData/>")
    assert len(members) == 6
    more = {f"docProps/{number}": "" for number in range(MOST_MEMBERS + extra + 1)}
    assert [found for found, _ in codes(pack({**members, **more}))] == [code]


def test_a_file_may_have_16_mib() -> None:
    assert codes(b"PK\x03\x04" + bytes(LARGEST_FILE)) == [("body_too_large", "the workbook")]


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE worksheet [<!ENTITY e SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE worksheet [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>',
        '<!DOCTYPE worksheet SYSTEM "worksheet.dtd">',
        "<!DOCTYPE worksheet>",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("name", [SHEET, "xl/workbook.xml", "xl/sharedStrings.xml", "_rels/.rels"])
def test_a_document_type_is_refused_in_every_part_and_encoding(
    declaration: str, encoding: str, name: str, parts: Parts, pack: Pack
) -> None:
    members = parts("<sheetData/>")
    damaged = (declaration + members[name]).encode(encoding)
    assert codes(pack({**members, name: damaged})) == [("xml_forbidden", "the workbook")]


def test_a_part_that_is_longer_than_declared_is_damaged(table_xml: TableXml, write: Write) -> None:
    content = bytearray(write(table_xml('<c r="B2"><v>6.2</v></c>')))
    at = content.rindex(SHEET.encode()) - 46
    assert content[at : at + 4] == b"PK\x01\x02"
    content[at + 24 : at + 28] = (40).to_bytes(4, "little")
    assert codes(bytes(content)) == [("not_a_workbook", "the workbook")]


def test_an_encrypted_member_is_refused(write: Write) -> None:
    content = bytearray(write("<sheetData/>"))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert codes(bytes(content)) == [("not_a_workbook", "the workbook")]


def test_a_flood_of_elements_is_stopped(monkeypatch: pytest.MonkeyPatch, write: Write) -> None:
    monkeypatch.setattr(archive, "_MOST_TAGS", 10_000)
    assert codes(write("<sheetData>" + "<a/>" * 9_900 + "</sheetData>")) == [("empty_table", "the table")]
    assert codes(write("<sheetData>" + "<a/>" * 10_000 + "</sheetData>")) == [("table_too_large", "the workbook")]


@pytest.mark.parametrize("bit", [0, 4, 5, 6, 7, 12, 13, 15])
def test_a_member_packed_in_an_unknown_way_is_refused(bit: int, write: Write) -> None:
    content = bytearray(write("<sheetData/>"))
    at = content.index(b"PK\x01\x02") + 8
    content[at + bit // 8] |= 1 << bit % 8
    assert codes(bytes(content)) == [("not_a_workbook", "the workbook")]


@pytest.mark.parametrize("token", ['<a b="{}"/>', "<!--{}-->", "<?a {}?>"])
@pytest.mark.parametrize(("filling", "length"), [("x", 1), (">", 1), ("x", 0), (">", 0)])
def test_a_tag_or_a_comment_has_at_most_one_mib(token: str, filling: str, length: int, write: Write) -> None:
    long = token.format(filling * (2 * LONGEST_TOKEN if length else LONGEST_TOKEN // 2))
    expected = ("field_too_large", "the workbook") if length else ("empty_table", "the table")
    assert codes(write(f"<sheetData/>{long}")) == [expected]


@pytest.mark.parametrize(("depth", "expected"), [(31, "empty_table"), (32, "not_a_workbook")])
def test_elements_are_at_most_32_deep(depth: int, expected: str, write: Write) -> None:
    assert [code for code, _ in codes(write("<a>" * depth + "</a>" * depth))] == [expected]


@pytest.mark.parametrize(
    "cell", ["<c><v>{}</v></c>", '<c t="str"><v>{}</v></c>', '<c t="inlineStr"><is><t>{}</t></is></c>']
)
def test_a_long_text_takes_little_room(cell: str, table_xml: TableXml, write: Write) -> None:
    content = write(table_xml(cell.format("9" * 20_000_000)))
    tracemalloc.start()
    found = [code for code, _ in codes(content)]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found in (["field_too_large"], ["cell_unreadable"])
    assert peak < 30_000_000


def test_few_wide_rows_do_not_make_all_of_them_wide(write: Write) -> None:
    rows = "".join(
        f'<row r="{n}"><c r="A{n}"><v>1</v></c><c r="{"GR" if n == 2 else "B"}{n}"><v>1</v></c></row>'
        for n in range(1, 2600)
    )
    assert codes(write(f"<sheetData>{rows}</sheetData>")) == [("table_too_large", "the table")]
