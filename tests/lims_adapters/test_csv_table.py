"""CSV files: encodings, separators, quotes, sizes; and the contract."""

import csv
import io
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lims_adapters.contract import Delivery, Issue, Source
from lims_adapters.formats.csv_table import adapter as module
from lims_adapters.formats.csv_table.adapter import ADAPTER
from lims_adapters.formats.csv_table.encoding import decode
from lims_adapters.formats.csv_table.splitting import split
from lims_adapters.grid import LARGEST_FILE, LONGEST_CELL, MOST_COLUMNS, MOST_ROWS
from lims_adapters.testing import AdapterContract, text_variants
from tests.lims_adapters.absent_columns import beside_absent_columns

HEADINGS = "检验项目,检验结果,单位"


def rows_of(content: bytes) -> list[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030")
    return list(csv.reader(io.StringIO(text, newline="")))


def written(rows: list[list[str]]) -> bytes:
    file = io.StringIO(newline="")
    csv.writer(file).writerows(rows)
    return file.getvalue().encode()


class TestContract(AdapterContract):
    adapter = ADAPTER
    samples = Path(module.__file__).parent / "samples"

    def stands_at(self, source: Source, where: str, text: str) -> bool:
        """Look the place up by row and heading, through Python's own reader."""
        rows = rows_of(source.content)
        row, _, heading = where.removeprefix("row ").partition(", column ")
        return rows[int(row) - 1][rows[0].index(heading)] == text

    def variants(self, content: bytes) -> Iterator[bytes]:
        """Damage the bytes, then the columns: each dropped, renamed, doubled."""
        yield from text_variants(content)
        rows = rows_of(content)
        for index in range(len(rows[0])):
            yield written([row[:index] + row[index + 1 :] for row in rows])
            yield written([[*row[:index], "参数" if row is rows[0] else "", *row[index + 1 :]] for row in rows])
            yield written([[*row, *row[index : index + 1]] for row in rows])


def parse(content: str | bytes) -> Delivery:
    return beside_absent_columns(
        ADAPTER.parse(Source(content if isinstance(content, bytes) else content.encode(), "table.csv"))
    )


def codes(content: str | bytes) -> list[tuple[str, str]]:
    return [(issue.code, issue.where) for issue in parse(content).issues]


def texts(content: str | bytes) -> list[dict[str, str | None]]:
    delivery = parse(content)
    assert delivery.issues == ()
    return [{name: cell.text for name, cell in result.cells.items()} for result in delivery.reports[0].results]


SULFUR = [{"item": "硫含量", "value": "6.2", "unit": "mg/kg"}]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_three_encodings_give_the_same_records(encoding: str) -> None:
    assert texts(f"{HEADINGS}\n硫含量,6.2,mg/kg\n".encode(encoding)) == SULFUR


@pytest.mark.parametrize(
    "text", ["闪点(闭口),℃,µg/g,mm²/s,①②", "镕基化工,堃,样品编号,检验项目检验结果", "10%蒸余物残炭（质量分数）"]
)
def test_chinese_text_in_gb18030_is_plausible(text: str) -> None:
    assert decode(text.encode("gb18030")) == text


@pytest.mark.parametrize(
    "content",
    [
        "硫含量".encode("big5"),
        "樣品編號,檢驗項目,檢驗結果".encode("big5"),
        "硫含量,密度,閃點\n6.2,832.1,60\n".encode("big5"),
        "サンプル,結果".encode("shift_jis"),
        "Ergebnis,µg/g,Größe".encode("cp1252"),
        "проба,сера".encode("cp1251"),
        HEADINGS.encode("utf-16"),
        HEADINGS.encode("utf-32"),
        b"\xff\xfe",
        b"sulfur,\xff",
        HEADINGS.encode()[:-1],
    ],
)
def test_another_encoding_is_suspect(content: bytes) -> None:
    assert [code for code, _ in codes(content)] == ["encoding_suspect"]


@pytest.mark.parametrize("ends", ["\n\n\n", "\r\r\r", "\r\n\r\n\r\n", "\r\n\r\n"])
def test_line_ends_may_be_any_and_mixed(ends: str) -> None:
    first, *_ = ends.splitlines(keepends=True)
    assert texts(f"{HEADINGS}{first}硫含量,6.2,mg/kg{first}") == SULFUR
    assert len(texts(f"{HEADINGS}\r硫含量,6.2,mg/kg\n密度,1,g\r\n凝点,2,h")) == 3


def test_rows_are_counted_as_a_spreadsheet_counts_them() -> None:
    delivery = parse(f'\n{HEADINGS}\r\n"硫\n含量",6.2,mg/kg\n\n密度,832.1,kg/m3\n')
    assert [result.where for result in delivery.reports[0].results] == ["row 3", "row 5"]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("检验项目;检验结果;单位", ";"),
        ("检验项目\t检验结果", "\t"),
        ("检验项目|检验结果", "|"),
        ("检验项目，检验结果", "，"),
        ("sep=;", ";"),
        ("硫含量;密度, 20 ℃", ";"),
    ],
)
def test_another_separator_is_refused_not_guessed(line: str, found: str) -> None:
    issues = parse(f"{line}\n硫含量;6.2;mg/kg\n").issues
    assert [issue.code for issue in issues] == ["csv_separator"]
    assert issues[0].found == found.replace("\t", "\\u0009")


def test_a_semicolon_beside_known_headings_is_text() -> None:
    assert codes(f"{HEADINGS},备注\n硫含量,6.2,mg/kg,a;b\n") == []


@pytest.mark.parametrize(
    ("length", "expected"), [(LONGEST_CELL, []), (LONGEST_CELL + 1, [("field_too_large", "row 2, column 单位")])]
)
def test_a_cell_may_have_32768_characters(length: int, expected: list[tuple[str, str]]) -> None:
    assert codes(f"{HEADINGS}\n硫含量,6.2,{'a' * length}\n") == expected


@pytest.mark.parametrize(
    ("row", "place"),
    [('"硫含量,6.2', "row 2, cell 1"), ('硫含量,6"2,a', "row 2, cell 2"), ('硫含量,"6"2,a', "row 2, cell 2")],
)
def test_a_quote_out_of_place_is_refused(row: str, place: str) -> None:
    assert codes(f"{HEADINGS}\n{row}\n") == [("csv_malformed", place)]


def test_nul_is_a_control_character() -> None:
    assert codes(f"{HEADINGS}\n硫\0含量,6.2,mg/kg\n") == [("control_character", "row 2, column 检验项目")]


@pytest.mark.parametrize("content", ["", "\n\n", HEADINGS, HEADINGS + "\n", HEADINGS + "\n,,\n \u3000,,\n", "\ufeff"])
def test_a_table_without_rows_is_empty(content: str) -> None:
    assert codes(content) == [("empty_table", "the table")]


def test_a_file_may_have_16_mib() -> None:
    assert codes(b"a" * (LARGEST_FILE + 1)) == [("body_too_large", "the file")]


def test_a_table_has_bounds() -> None:
    assert codes(HEADINGS + "\n" * MOST_ROWS) == [("empty_table", "the table")]
    assert codes(HEADINGS + "\n" * (MOST_ROWS + 1)) == [("table_too_large", "the table")]
    assert codes("," * (MOST_COLUMNS - 1) + "a\n1") != [("table_too_large", "the table")]
    assert codes("," * MOST_COLUMNS + "a\n1") == [("table_too_large", "the table")]
    assert codes("," * MOST_COLUMNS * 2 + "\n1") != [("table_too_large", "the table")]


def test_ten_thousand_rows_are_read_in_seconds() -> None:
    started = time.process_time()
    assert len(texts(HEADINGS + "\n硫含量,6.2,mg/kg" * 10_000)) == 10_000
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    ("content", "name", "sure"),
    [
        (HEADINGS.encode(), "", 2),
        (b'"sample_id","sulfur"\n', "x.txt", 2),
        (HEADINGS.encode("gb18030"), "", 2),
        ("Ｉｔｅｍ".encode(), "", 2),
        (("\ufeff\n" + HEADINGS).encode(), "", 2),
        ("检验项目;检验结果".encode(), "", 2),
        ("硫含量".encode("big5"), "results.CSV", 1),
        (b"", "results.csv", 1),
        (b"hello", "", 0),
        (b'{"item": 1}', "results.csv", 0),
        (b"PK\x03\x04", "results.csv", 0),
    ],
)
def test_sniffing_looks_for_a_known_heading(content: bytes, name: str, sure: int) -> None:
    assert ADAPTER.sniff(Source(content, name)) == sure


CELLS = st.text(alphabet='a",\r\n硫 ', max_size=5)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=3), min_size=1, max_size=4))
def test_what_a_writer_quotes_is_read_back(rows: list[list[str]]) -> None:
    lines = split(written(rows).decode())
    assert not isinstance(lines, Issue)
    assert [list(line.entries) for line in lines] == rows


@given(st.text(alphabet='a",\r\n;检验项目果结硫\0'))
def test_any_text_has_an_answer(text: str) -> None:
    delivery = parse(text)
    assert delivery.issues or delivery.reports
