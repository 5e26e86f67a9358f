"""Nasty inputs in a file: tables in CSV and XLSX with their head beside them, as parts of one upload.

What is accepted is verified first and filed then: both have to give the same verdicts.
"""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import count
from typing import Any

import httpx

from tests.app.api.nasty import CASES, DIESEL, MORE, V1, Wire, accepted, acts, in_time, last, refuse, verdict_of

VERIFY, FILE = f"{V1}/verifications", f"{V1}/uploads"
HEADINGS = ("检验项目", "检验结果", "单位", "检验方法", "检测日期")
SULFUR = ("硫含量", "6.2", "mg/kg", "SH/T 0689-2000", "2026-05-06")
WIDE = "样品编号,检测日期,硫含量\n检验方法,,SH/T 0689-2000\n单位,,mg/kg\nA-1,2026-05-06,6.2\nB-2,2026-05-06,<3\n"
_numbers = count(1)


def table(*rows: Sequence[str], more: tuple[str, ...] = ()) -> bytes:
    """Return a table of results, with further columns."""
    file = io.StringIO(newline="")
    csv.writer(file).writerows([(*HEADINGS, *more), *rows])
    return file.getvalue().encode()


def having(index: int, text: str) -> bytes:
    """Return a table of one good result, in which one cell is another."""
    row = list(SULFUR)
    row[index] = text
    return table(row)


def head(*, sample: bool = True) -> str:
    """Return what goes beside a table, under a number of its own."""
    own: dict[str, Any] = {
        "format": "labverdict.report/1",
        "report_no": f"T-{next(_numbers)}",
        "issued_on": "2026-05-12",
        "product": {"name": "车用柴油(VI)", "grade": "0号"},
    }
    return json.dumps(own | ({"sample": {"id": "CY-1"}} if sample else {}))


def post(wire: Wire, path: str, content: bytes, beside: str, name: str = "table.csv") -> httpx.Response:
    """Send a table; what is asked of it stands in the query where nothing is filed, else in a part of its own."""
    files = {"file": (name, content, "text/csv"), "head": (None, beside.encode(), "application/json")}
    if path == VERIFY:
        return wire.send("POST", path, params={"scheme": DIESEL}, files=files)
    return wire.send("POST", path, data={"scheme": DIESEL}, files=files)


def refuses(case: str, content: bytes, place: str, unseen: str = "", *, wire: Wire, name: str = "table.csv") -> None:
    for path in (VERIFY, FILE):
        refuse(partial(post, wire, path, content, head(), name), case, place, unseen)


def accepts(
    wire: Wire, case: str, content: bytes, *, sample: bool = True, name: str = "table.csv"
) -> list[dict[str, Any]]:
    """Return the verdicts on a table, which are the same whether it is verified or filed."""
    beside = head(sample=sample)
    judged = accepted(partial(post, wire, VERIFY, content, beside, name), case).json()["verdicts"]
    filed = accepted(partial(post, wire, FILE, content, beside, name), case, 201).json()["reports"]
    assert [json.loads(verdict_of(wire, receipt["report"])) for receipt in filed] == judged
    return list(judged)


def result(verdicts: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    assert len(verdicts) == 1
    found: Mapping[str, Any] = last(verdicts[0])["result"]
    return found


@acts("C01")
def another_encoding(wire: Wire) -> None:
    beside = head(sample=False)
    first, second = WIDE.encode("gb18030"), WIDE.encode()
    one, other = (accepted(partial(post, wire, VERIFY, each, beside), "C01") for each in (first, second))
    assert one.content == other.content
    filed = accepted(partial(post, wire, FILE, first, beside), "C01", 201)
    again = post(wire, FILE, second, beside)
    assert (again.status_code, again.content) == (200, filed.content)


@acts("C04")
def big5(wire: Wire) -> None:
    for text in ("硫含量", "樣品編號,硫含量\nA,6.2\n"):
        refuses("C04", text.encode("big5"), "row 1", wire=wire)


@acts("C05")
def mixed_line_ends(wire: Wire) -> None:
    lines = WIDE.splitlines()
    mixed = "".join(line + end for line, end in zip(lines, ("\r", "\n", "\r\n", "\r", ""), strict=True))
    beside = head(sample=False)
    one, other = (post(wire, VERIFY, text.encode(), beside) for text in (mixed, WIDE))
    assert one.content == other.content
    assert len(accepts(wire, "C05", mixed.encode(), sample=False)) == 2


@acts("C08")
def a_large_cell(wire: Wire) -> None:
    refuses("C08", having(1, "1" * 200_000), "row 2, column 检验结果", "111", wire=wire)


@acts("C09")
def a_heading_twice(wire: Wire) -> None:
    refuses("C09", "样品编号,硫含量,硫含量\nA,6.25,7.35\n".encode(), "row 1", "7.35", wire=wire)


@acts("C11")
def semicolons(wire: Wire) -> None:
    refuses("C11", table(SULFUR).replace(b",", b";"), "row 1", "6.2", wire=wire)


@acts("C13")
def a_typographic_minus(wire: Wire) -> None:
    typed = CASES["C13"]["value"]
    row = ("凝点", typed, "℃", "GB/T 510-2018", "2026-05-07")
    verdicts = accepts(wire, "C13", table(row))
    assert (result(verdicts)["value"], result(verdicts)["folded_from"]) == ("-2", typed)
    assert (last(verdicts[0])["value"], last(verdicts[0])["outcome"]) == ("-2", "conforming")


@acts("C16")
def a_full_width_sign(wire: Wire) -> None:
    typed = CASES["C16"]["value"]
    verdicts = accepts(wire, "C16", having(1, typed))
    assert (result(verdicts)["value"], result(verdicts)["folded_from"]) == ("<3", typed)
    assert last(verdicts[0])["value"] == "[0, 3)"


@acts("C17")
def numbers_of_samples(wire: Wire) -> None:
    samples = CASES["C17"]["value"].split(" and ")
    content = table(*((*SULFUR, sample) for sample in samples), more=("样品编号",))
    verdicts = accepts(wire, "C17", content, sample=False)
    assert [verdict["report"]["sample"] for verdict in verdicts] == samples == ["00123", "1E5"]


@acts("C18")
def a_formula(wire: Wire) -> None:
    typed = CASES["C18"]["value"]
    assert result(accepts(wire, "C18", table((*SULFUR, typed), more=("备注",))))["remark"] == typed


@acts("C21")
def a_chinese_date(wire: Wire) -> None:
    assert result(accepts(wire, "C21", having(4, CASES["C21"]["value"])))["tested_on"] == "2023-10-16"


@acts("C23")
def a_serial_number(wire: Wire) -> None:
    refuses("C23", having(4, CASES["C23"]["value"]), "row 2, column 检测日期", CASES["C23"]["value"], wire=wire)


@acts("U14")
def a_full_width_unit(wire: Wire) -> None:
    verdicts = accepts(wire, "U14", having(2, CASES["U14"]["value"]))
    assert result(verdicts)["unit"] == CASES["U14"]["value"]
    assert (last(verdicts[0])["unit"], last(verdicts[0])["value"]) == ("mg/kg", "6.2")


def not_detected(wire: Wire) -> None:
    """What a message may not say without its limit is kept in a file, and decides nothing."""
    beside, content = head(), having(1, "未检出")
    answer = in_time(partial(post, wire, VERIFY, content, beside))
    found = last(answer.json()["verdicts"][0])
    assert (found["result"]["value"], found["outcome"]) == ("未检出", "undetermined")


MORE["N29"] = not_detected
