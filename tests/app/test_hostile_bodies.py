"""4 MiB of anything are answered within a second, through the whole funnel, with an answer that has an end."""

import json
import sys
import time
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from app.intake.take_in import MOST_RESULTS, Refused
from app.library.shelf import Library, data_root, load
from app.verification.record import canonical_bytes
from app.workflow.verify_report import Question, verify_delivery
from lims_adapters import faults, json_text
from lims_adapters.contract import Issue, Source
from lims_adapters.faults import MOST_FAULTS
from lims_adapters.formats.labverdict_json import adapter
from lims_adapters.formats.labverdict_json.adapter import ADAPTER
from lims_adapters.json_text import LARGEST_BODY, Document, read_json

SCHEME = "JSPB01-180004-2023"
# Counting lines for coverage slows down what is counted.
LONGEST_S, ROUNDS = (3.0 if sys.gettrace() else 1.0), 5
RESULT = {"item": "硫含量", "value": "6.2", "unit": "mg/kg", "method": "SH/T 0689", "tested_on": "2026-05-06"}
HEAD = {
    "format": "labverdict.report/1",
    "report_no": "R-1",
    "issued_on": "2026-05-12",
    "product": {"name": "车用柴油", "grade": "0号"},
    "sample": {"id": "S-1"},
}
MANY = 99_000


def report(results: object, **more: object) -> bytes:
    return json.dumps({**HEAD, **more, "results": results}, separators=(",", ":"), ensure_ascii=False).encode()


def every(change: Callable[[int], Mapping[str, object]]) -> bytes:
    return report([{**RESULT, **change(number)} for number in range(MOST_RESULTS)])


def filled(start: str, piece: str, end: str = "", count: int | None = None) -> bytes:
    """Return the piece as often as 4 MiB hold it, between a start and an end."""
    room = LARGEST_BODY - len((start + end).encode())
    return (start + piece * (room // len(piece.encode()) if count is None else count) + end).encode()


def nested(key: str) -> bytes:
    return filled(f'{{"{key}":' * 30 + "[", "1,", "1]" + "}" * 30, MANY)


SHAPES: dict[str, Callable[[], bytes]] = {
    "requirements with long blanks": lambda: report([
        RESULT | {"requirement": f"±{number}" + " " * 180 + "a\na", "replicate": str(number)} for number in range(2000)
    ]),
    "a million numbers": lambda: filled("[", "1,", "1]"),
    "a million numbers in a report": lambda: filled('{"results":[', "1,", "1]}"),
    "numbers, and one that is none": lambda: filled('{"results":[', "1,", "NaN]}", MANY),
    "words that are no numbers": lambda: filled('{"results":[{"x":[', "NaN,", "1]}]}", MANY),
    "one number of four million digits": lambda: filled("", "9"),
    "empty objects": lambda: filled('{"results":[', "{},", "{}]}"),
    "many keys": lambda: report([RESULT], **{f"k{number}": 1 for number in range(MANY)}),
    "many keys in a result": lambda: report([RESULT | {f"k{number}": 1 for number in range(MANY)}]),
    "one key many times": lambda: filled("{", '"a":1,', '"a":1}', MANY),
    "half pairs as keys": lambda: filled("{", '"\\ud800":"\\ud800",', '"a":1}', MANY),
    "a key of two million characters": lambda: filled(f'{{"{"k" * 2_000_000}":[', "1,", "1]}", MANY),
    "long keys, nested": lambda: nested("\U0001f600" + "k" * 199),
    "long keys, nested, none printable": lambda: nested("\u202e" * 200),
    "brackets": lambda: filled("", "["),
    "closing brackets": lambda: filled("", "]"),
    "brackets in turn": lambda: filled("", "[]"),
    "quotes": lambda: filled("", '"'),
    "escaped quotes": lambda: filled('"', '\\"', '"'),
    "backslashes": lambda: filled('"', "\\\\", '"'),
    "short texts": lambda: filled('["\\n"', ',"a"', "]"),
    "a text without end": lambda: filled('["', "a"),
    "commas": lambda: filled("[", ",", "]"),
    "lines": lambda: filled("[", "\n"),
    "blanks": lambda: filled("", " "),
    "accreditations and unknown fields beside them": lambda: report(
        [RESULT],
        laboratory={f"k{number}": 1 for number in range(MANY // 2)}
        | {"accreditations": [{"kind": "C", "number": "1"}] * 9999},
    ),
    "too many results": lambda: report([RESULT] * 8000),
    "results that say nothing": lambda: report([{}] * MOST_RESULTS),
    "results with many faults": lambda: every(
        lambda number: dict.fromkeys((*RESULT, *map(str, range(20))), f"?{number}" * 15)
    ),
    "results that contradict each other": lambda: every(lambda number: {"value": str(number)}),
    "items of brackets": lambda: every(lambda number: {"item": f"{number}" + "(" * 190}),
    "items with a unit of brackets": lambda: every(lambda number: {"item": "硫含量" + "(" * 180 + str(number)}),
    "items of blanks": lambda: every(lambda number: {"item": f"{number}" + " " * 190 + "x"}),
    "methods of years": lambda: every(lambda number: {"method": f"{number}" + "-1999" * 38}),
    "values of digits": lambda: every(lambda number: {"value": f"{number}" + "1" * 1900}),
    "values of commas": lambda: every(lambda number: {"value": f"{number}" + ",1" * 900}),
    "remarks": lambda: every(lambda number: {"replicate": str(number), "remark": "硫" * 600}),
}  # fmt: skip


@pytest.fixture(scope="module")
def library() -> Library:
    return load(data_root())


def answer(library: Library, content: bytes) -> Any:  # noqa: ANN401 - a refusal or the bytes of a verdict
    verdicts = verify_delivery(ADAPTER.parse(Source(content, "report.json")), Question(SCHEME), library)
    return verdicts if isinstance(verdicts, Refused) else canonical_bytes(verdicts[0])


def timed(library: Library, content: bytes) -> tuple[float, Any]:
    """Return the seconds of computing, which other work on the machine lengthens least, and the answer."""
    began = time.process_time()
    found = answer(library, content)
    return time.process_time() - began, found


@pytest.mark.parametrize("shape", SHAPES)
def test_a_hostile_body_is_answered_within_a_second(library: Library, shape: str) -> None:
    content = SHAPES[shape]()
    assert len(content) <= LARGEST_BODY
    rounds = [timed(library, content)]
    while rounds[-1][0] >= LONGEST_S and len(rounds) < ROUNDS:
        rounds.append(timed(library, content))
    taken_s, found = rounds[-1]
    assert taken_s < LONGEST_S
    if isinstance(found, Refused):
        assert 0 < len(found.issues) <= MOST_FAULTS + 1
        assert max(len(issue.where) + len(issue.found) + len(issue.expected) for issue in found.issues) < 50_000


def test_without_its_bounds_an_answer_has_no_end(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    nested_keys = nested("k" * 200)[:12_000] + b"1]" + b"}" * 30
    listed = [RESULT | {f"k{number}": 1 for number in range(2 * MOST_FAULTS)}]
    for module in (faults, adapter):
        monkeypatch.setattr(module, "MOST_FAULTS", LARGEST_BODY)
    refused = answer(library, report(listed))
    assert isinstance(refused, Refused)
    assert len(refused.issues) > MOST_FAULTS + 1
    (read,) = ADAPTER.parse(Source(nested_keys, "report.json")).reports
    assert sum(len(path) + len(cell.where) for path, cell in read.head.items()) > 100 * len(nested_keys)


def test_without_its_bound_a_body_may_have_any_number_of_values(monkeypatch: pytest.MonkeyPatch) -> None:
    content = filled("[", "1,", "1]", json_text.MOST_VALUES)
    assert isinstance(read_json(content), Issue)
    monkeypatch.setattr(json_text, "MOST_VALUES", LARGEST_BODY)
    assert isinstance(read_json(content), Document)
