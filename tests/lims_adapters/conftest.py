"""Workbooks written as XML, so that a test can hold what no library would write."""

import io
import json
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

NASTY = Path(__file__).resolve().parent.parent / "data" / "nasty_inputs.json"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
Workbook = Callable[..., bytes]


def cell(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def members(
    *sheets: str,
    states: Mapping[int, str] | None = None,
    formats: tuple[str, ...] = (),
    texts: str = "",
    properties: str = "",
) -> dict[str, str]:
    """Return the parts of a workbook of these sheets, each given by what stands inside `<worksheet>`."""
    numbers = range(1, len(sheets) + 1)
    state = {number: f' state="{(states or {}).get(number, "visible")}"' for number in numbers}
    listed = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="r{n}"{state[n]}/>' for n in numbers)
    pointed = "".join(
        f'<Relationship Id="r{n}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers
    )
    others = "".join(
        f'<Relationship Id="{kind}" Type="{RELATIONS}/{kind}" Target="/xl/{kind}.xml"/>'
        for kind in ("styles", "sharedStrings")
    )
    codes = "".join(f'<numFmt numFmtId="{200 + n}" formatCode="{code}"/>' for n, code in enumerate(formats))
    styles = "".join(f'<xf numFmtId="{200 + n}"/>' for n in range(len(formats)))
    office = f'<Relationship Id="r1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/>'
    return {
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}">{office}</Relationships>',
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><workbookPr {properties}/>'
            f"<sheets>{listed}</sheets></workbook>"
        ),
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{pointed}{others}</Relationships>',
        "xl/styles.xml": (
            f'<styleSheet xmlns="{MAIN}"><numFmts>{codes}</numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>'
            f'<cellXfs><xf numFmtId="0"/>{styles}</cellXfs></styleSheet>'
        ),
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{texts}</sst>',
        **{
            f"xl/worksheets/sheet{n}.xml": f'<worksheet xmlns="{MAIN}">{sheet}</worksheet>'
            for n, sheet in enumerate(sheets, 1)
        },
    }


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


@pytest.fixture
def parts() -> Callable[..., dict[str, str]]:
    """`members`, for a test that damages one of them."""
    return members


@pytest.fixture
def pack() -> Callable[[Mapping[str, str | bytes]], bytes]:
    """Pack parts into an archive."""
    return packed


@pytest.fixture
def write() -> Workbook:
    """Write a workbook of these sheets: `members`, packed."""
    return lambda *sheets, **more: packed(members(*sheets, **more))


@pytest.fixture
def table_xml() -> Callable[..., str]:
    """Return the rows of a small table, `value` being the XML of the one cell under 检验结果."""

    def table(value: str, *, heading: str = "检验结果") -> str:
        headings = cell("A1", "检验项目") + cell("B1", heading)
        return f'<sheetData><row r="1">{headings}</row><row r="2">{cell("A2", "硫含量")}{value}</row></sheetData>'

    return table


@pytest.fixture(scope="session")
def nasty() -> dict[str, dict[str, object]]:
    """The nasty inputs by id."""
    cases = json.loads(NASTY.read_text(encoding="utf-8"))["cases"]
    return {case["id"]: case for case in cases}
