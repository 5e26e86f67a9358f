"""Nasty workbooks, and nasty names of files."""

import io
import zipfile
from collections.abc import Mapping
from functools import cache
from itertools import islice, product
from string import ascii_letters, digits

import httpx

from tests.app.api.nasty import DIESEL, V1, Wire, acts, last
from tests.app.api.nasty_tables import FILE, HEADINGS, SULFUR, accepts, head, refuses, result, table
from tests.app.delivery.receiver import Receiver, answering
from tests.lims_adapters.conftest import cell, members, packed

NAME = "table.xlsx"
CANARY = "canary in a file that nobody sent"


def rows(value: str, *, attributes: str = "") -> str:
    """Return the XML of a table of one good result, whose cell under 检验结果 is given."""
    headings = "".join(cell(f"{column}1", text) for column, text in zip("ABCDE", HEADINGS, strict=True))
    cells = "".join(cell(f"{column}2", text) for column, text in zip("ABCDE", SULFUR, strict=True))
    cells = cells.replace(cell("B2", SULFUR[1]), value)
    return f'<sheetData><row r="1">{headings}</row><row r="2"{attributes}>{cells}</row></sheetData>'


def workbook(*sheets: str, states: Mapping[int, str] | None = None) -> bytes:
    return packed(members(*sheets, states=states))


GOOD = rows('<c r="B2"><v>6.2</v></c>')


@cache
def bomb() -> bytes:
    """Return half a megabyte that unpacks to 200."""
    parts = members("<sheetData>@</sheetData>")
    row = '<row><c t="inlineStr"><is><t>' + "a" * 1000 + "</t></is></c></row>"
    return packed({name: text.replace("@", row * 200_000) for name, text in parts.items()})


@cache
def many() -> bytes:
    """Return an archive of a hundred thousand members, with names so short that it is no large file."""
    names = islice(product(ascii_letters + digits, repeat=3), 100_000)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr("".join(name), b"")
    return file.getvalue()


@acts("X01")
def a_bomb(wire: Wire) -> None:
    refuses("X01", bomb(), "the workbook", "aaa", wire=wire, name=NAME)


@acts("X02")
def too_many_members(wire: Wire) -> None:
    refuses("X02", many(), "the workbook", wire=wire, name=NAME)


@acts("X03")
def a_member_outside(wire: Wire) -> None:
    content = packed({**members(GOOD), "../../evil.xml": ""})
    refuses("X03", content, "the workbook", "evil", wire=wire, name=NAME)


@acts("X05")
def external_entities(wire: Wire) -> None:
    with Receiver(answering(200, CANARY.encode())) as receiver:
        for place in ("file:///etc/passwd", f"http://127.0.0.1:{receiver.port}/"):
            entity = f'<!DOCTYPE worksheet [<!ENTITY canary SYSTEM "{place}">]>'
            parts = members(rows(cell("B2", "&canary;")))
            content = packed({**parts, "xl/worksheets/sheet1.xml": entity + parts["xl/worksheets/sheet1.xml"]})
            refuses("X05", content, "the workbook", "root:", wire=wire, name=NAME)
        assert receiver.received == []


@acts("X09")
def binary_noise(wire: Wire) -> None:
    content = workbook(rows('<c r="B2"><v>8.000000000000001</v></c>'))
    verdicts = accepts(wire, "X09", content, name=NAME)
    assert (result(verdicts)["value"], result(verdicts)["folded_from"]) == ("8", "8.000000000000001")
    assert last(verdicts[0])["outcome"] == "conforming"


@acts("X11")
def hidden_results(wire: Wire) -> None:
    hidden_row = workbook(rows(cell("B2", "6.25"), attributes=' hidden="1"'))
    hidden_sheet = workbook("<sheetData/>", rows(cell("B2", "6.25")), states={2: "hidden"})
    refuses("X11", hidden_row, "row 2", "6.25", wire=wire, name=NAME)
    refuses("X11", hidden_sheet, "sheet S2", "6.25", wire=wire, name=NAME)


def declared_large() -> bytes:
    third = GOOD.rpartition('<row r="2">')[2].removesuffix("</sheetData>").replace('2"', '3"').replace("硫含量", "灰分")
    third = third.replace("mg/kg", "%").replace("SH/T 0689-2000", "GB/T 508-1985").replace("6.2", "0.001")
    sheet = GOOD.removesuffix("</sheetData>") + f'<row r="3">{third}</sheetData>'
    return workbook('<dimension ref="A1:XFD1048576"/>' + sheet)


@acts("X13")
def a_declared_size(wire: Wire) -> None:
    (verdict,) = accepts(wire, "X13", declared_large(), name=NAME)
    found = {finding["item"] for finding in verdict["findings"] if finding["result"] is not None}
    assert found == {"硫含量", "灰分"}


def upload(wire: Wire, name: str) -> httpx.Response:
    """Upload a good table whose name is written as it is here."""
    parts = (
        (f'form-data; name="file"; {name}', table(SULFUR)),
        ('form-data; name="head"', head().encode()),
        ('form-data; name="scheme"', DIESEL.encode()),
    )
    each = (f"--b\r\nContent-Disposition: {how}\r\n\r\n".encode() + content + b"\r\n" for how, content in parts)
    kind = {"Content-Type": "multipart/form-data; boundary=b"}
    return wire.send("POST", FILE, content=b"".join(each) + b"--b--\r\n", headers=kind)


@acts("X14")
def names_of_files(wire: Wire) -> None:
    """Nothing that a name of a file holds becomes a path or a header, however it is written."""
    written = (
        'filename="../../x.csv"',
        'filename="a%0D%0ASet-Cookie: x.csv"',
        'filename="a\\r\\nSet-Cookie: x.csv"',
        "filename*=UTF-8''a%0D%0ASet-Cookie:%20x.csv",
        "filename*=UTF-8''..%2F..%2Fx.csv",
    )
    for name in written:
        filed = upload(wire, name)
        assert filed.status_code == 201, f"{name}: {filed.text}"
        receipt = filed.json()["reports"][0]
        original = wire.send("GET", f"{V1}/reports/{receipt['report']}/original")
        assert original.content == table(SULFUR)
        assert "set-cookie" not in original.headers
        own, _, sent = original.headers["content-disposition"].partition("; filename*=UTF-8''")
        assert own == f'attachment; filename="report-{receipt["report"]}"'
        assert not {"/", "\\", ":", " ", '"', "\r", "\n"} & set(sent), sent
        assert not sent.startswith(".")
    for split in ('filename="a\r\nSet-Cookie: x.csv"', 'filename="a\r\n Set-Cookie: x.csv"'):
        answer = upload(wire, split)
        assert answer.status_code in {201, 400}, answer.text
        assert "set-cookie" not in answer.headers
