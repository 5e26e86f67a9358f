"""What is expected never quotes what was sent: whoever shows it need not fear what a stranger typed."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from app.intake.take_in import Refused
from app.library.shelf import Library, data_root, load
from app.workflow.verify_report import Question, verify_delivery
from lims_adapters.contract import Adapter, Cell, Issue, Source
from lims_adapters.formats.csv_table.adapter import ADAPTER as CSV
from lims_adapters.formats.labverdict_json.adapter import ADAPTER as JSON

SCHEMES = ("JSPB01-180004-2023", "JSPB01-110038-2023")
TYPED = "qzx"
SHAPES = ("{}", "8{}", "8 {}", "8±{}", "8,0{}", "<{}", "硫含量({})", "2026-05-10{}", "2026-05-10T10:00{}", "\u202e{}",
          "\x00{}", "é{}", "e\u0301{}", "{}(mg/kg)", "0号{}", "车用柴油{}", "\ud800{}", "８{}")  # fmt: skip
RESULT = {"item": "硫含量", "value": "6.2", "unit": "mg/kg", "method": "SH/T 0689", "tested_on": "2026-05-06"}
FIELDS = (*RESULT, "replicate", "detection_limit", "requirement", "verdict", "remark", "uncertainty", "extra")
HEAD = {"format": "labverdict.report/1", "report_no": "R-1", "issued_on": "2026-05-12"}
TABLE = "样品编号,检验项目,检验结果,单位,检验方法,检测日期,备注\nS-1,硫含量,6.2,mg/kg,SH/T 0689,2026-05-06,\n"


def report(*results: Any, **more: Any) -> bytes:  # noqa: ANN401 - any JSON value may stand in any place
    product, sample = {"name": "车用柴油", "grade": "0号"}, {"id": "S-1"}
    sent = {**HEAD, "product": product, "sample": sample, "results": results or (RESULT,), **more}
    return json.dumps(sent).encode()


def reports() -> Iterator[bytes]:
    for typed in (shape.format(TYPED) for shape in SHAPES):
        for field in FIELDS:
            yield report({**RESULT, field: typed})
            yield report({**RESULT, field: {TYPED: typed}})
        for field in (*HEAD, "laboratory", "sample", "results", TYPED):
            yield report(**{field: typed})
        for field in ("name", "grade", "model", TYPED):
            yield report(product={"name": "车用柴油", "grade": "0号"} | {field: typed})
        yield report(sample={"id": typed, "taken_on": typed})
        yield report({**RESULT, "item": "密封性", "value": typed}, {**RESULT, "item": "密封性", "value": f"{typed}2"})
    yield from (b'{"a": qzx}', b'{"a": "\\qzx"}', b'{"a": "qzx', b'{"qzx": 1, "qzx": 2}', b'{"a": "\x01qzx"}', b"qzx")
    yield report({**RESULT, "value": "1234.5"}, {**RESULT, "value": "1234.6"})


def tables() -> Iterator[bytes]:
    for typed in (shape.format(TYPED).replace("\ud800", "") for shape in SHAPES):
        for cell in TABLE.replace("\n", ",").split(","):
            if cell:
                yield TABLE.replace(cell, typed, 1).encode()
        yield (TABLE + typed + TABLE.partition("\n")[2][3:].replace("6.2", typed)).encode()


def issues(library: Library, adapter: Adapter, source: Source) -> Iterator[Issue]:
    for scheme in SCHEMES:
        answer = verify_delivery(adapter.parse(source), Question(scheme, grade=TYPED), library)
        assert isinstance(answer, Refused)
        yield from answer.issues


@pytest.fixture(scope="module")
def library() -> Library:
    return load(data_root())


def quoting(found: set[Issue]) -> set[Issue]:
    return {issue for issue in found if TYPED in issue.expected or "1234" in issue.expected}


def test_a_quotation_is_seen() -> None:
    issue = Issue("conflicting_results", "/results/1", "1234.6", "1234.5 as at /results/0, or another `replicate`")
    assert quoting({issue}) == {issue}


def test_what_is_expected_of_a_message_quotes_nothing_of_it(library: Library) -> None:
    found = {issue for content in reports() for issue in issues(library, JSON, Source(content, "report.json"))}
    assert quoting(found) == set()
    assert len({issue.code for issue in found}) >= 20
    assert {"conflicting_results", "malformed_json"} <= {issue.code for issue in found}


def test_what_is_expected_of_a_table_quotes_nothing_of_it(library: Library) -> None:
    head = {name: Cell(text, f"head.json: /{name}") for name, text in HEAD.items()}
    head["sample.id"] = Cell(f"{TYPED}-7", "head.json: /sample/id")
    found = {issue for content in tables() for issue in issues(library, CSV, Source(content, "report.csv", head))}
    assert quoting(found) == set()
    assert {"sample_conflict", "unknown_column"} <= {issue.code for issue in found}
