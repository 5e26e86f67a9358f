"""Bad and odd inputs for messages, through the whole funnel: adapter, intake, verification."""

import json
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from app.intake.take_in import Refused
from app.library.shelf import Library, data_root, load
from app.verification.verdict import Verdict
from app.workflow.verify_report import Question, verify_delivery
from lims_adapters.contract import Source
from lims_adapters.formats.labverdict_json.adapter import ADAPTER
from methods.reading import Measured

FILE = Path(__file__).parents[1] / "data" / "nasty_inputs.json"
CASES: dict[str, dict[str, Any]] = {case["id"]: case for case in json.loads(FILE.read_bytes())["cases"]}
DIESEL, DRYER = "JSPB01-180004-2023", "JSPB01-110038-2023"
ITEMS = {
    "sulfur": ("硫含量", "mg/kg", "SH/T 0689"),
    "pah": ("多环芳烃", "%", "SH/T 0606"),
    "kinematic_viscosity": ("运动黏度", "mm²/s", "GB/T 265"),
    "acidity": ("酸度", "mgKOH/100mL", "GB/T 258"),
    "surface_temperature": ("表面温度", "℃", "GB/T 32237"),
    "temperature_error": ("温度误差", "℃", "GB/T 32237"),
}
DRYER_ITEMS = frozenset({"surface_temperature", "temperature_error"})
HEAD_FIELDS = {
    "report_no": ("report_no",),
    "issued_on": ("issued_on",),
    "report_date": ("issued_on",),
    "product_name": ("product", "manufacturer"),
}
OTHER_CHANNELS = {"csv_upload", "xlsx_upload", "http", "http_path", "multipart", "database"}
# The report is accepted as any other; tests/served/nasty_cases.py has the application and the certificate.
LITERAL = {"T05": '"2024-05-11"', "S21": '"Re\\u0301-1"'}


@pytest.fixture(scope="module")
def library() -> Library:
    return load(data_root())


def sent(case: dict[str, Any]) -> bytes:
    """Return a report in which the field of the case has the text of the case, raw."""
    item = case.get("item", "sulfur")
    name, unit, method = ITEMS[item]
    raw = LITERAL.get(case["id"], case["value"])
    field = case["field"]
    result = {"item": name, "value": "6.2", "unit": unit, "method": method, "tested_on": "2024-01-10"}
    if case["channel"] == "unit_string":
        result["unit"] = case["value"]
        result["value"] = case.get("with_value", "6.2")
    result["unit"] = case.get("unit", result["unit"])
    product = {"name": "中药浸膏喷雾干燥机"} if item in DRYER_ITEMS else {"name": "车用柴油", "grade": "0号"}
    report: dict[str, Any] = {
        "format": "labverdict.report/1",
        "report_no": "R-1",
        "issued_on": "2024-05-12",
        "product": product,
        "sample": {"id": "S-1"},
        "results": [result],
    }
    match field:
        case "body":
            return body(case)
        case "remark":
            result["remark"] = "a" * 10_485_760
            return json.dumps(report).encode()
        case "tested_at":
            result["tested_on"] = "@"
        case "value" if case["channel"] == "json_api":
            result["value"] = "@"
            raw = '"' + "9" * 5000 + '"' if case["id"] == "N07" else raw
        case _ if field in HEAD_FIELDS:
            *path, last = HEAD_FIELDS[field]
            (report[path[0]] if path else report)[last] = "@"
        case _:
            pass
    return json.dumps(report, ensure_ascii=False).replace('"@"', raw).encode()


def body(case: dict[str, Any]) -> bytes:
    return b"[" * 100_000 if case["id"] == "S07" else str(case["value"]).encode()


def answer(library: Library, case: dict[str, Any]) -> tuple[Verdict, ...] | Refused:
    scheme = DRYER if case.get("item") in DRYER_ITEMS else DIESEL
    delivery = ADAPTER.parse(Source(sent(case), "report.json"))
    return verify_delivery(delivery, Question(scheme), library)


def concerned(case: dict[str, Any]) -> bool:
    return case["channel"] not in OTHER_CHANNELS


@pytest.mark.parametrize(
    "case", [case for case in CASES.values() if concerned(case) and case["expected"]["action"] == "reject"],
    ids=lambda case: case["id"],
)  # fmt: skip
def test_what_must_be_refused_is_refused_by_name_and_in_time(library: Library, case: dict[str, Any]) -> None:
    begin = time.perf_counter()
    refused = answer(library, case)
    taken_ms = (time.perf_counter() - begin) * 1e3
    assert isinstance(refused, Refused)
    assert case["expected"]["code"] in {issue.code for issue in refused.issues}
    assert taken_ms < case.get("max_ms", 1000)
    json.dumps([issue.found for issue in refused.issues]).encode("utf-8")


@pytest.mark.parametrize("unit", [extra["channel"] for extra in CASES["U14"]["also"] if extra["channel"] == "json_api"])
def test_a_message_is_not_folded(library: Library, unit: str) -> None:
    case = CASES["U14"] | {"channel": "unit_string", "expected": CASES["U14"]["also"][0], "unit": CASES["U14"]["value"]}
    refused = answer(library, case)
    assert isinstance(refused, Refused), unit
    assert [issue.code for issue in refused.issues] == ["unit_unknown"]


def first(verdicts: tuple[Verdict, ...]) -> Any:  # noqa: ANN401 - a finding with a result, whose fields are asserted
    return next(finding for finding in reversed(verdicts[0].findings) if finding.result is not None)


AS: dict[str, Callable[[tuple[Verdict, ...]], bool]] = {
    "N09": lambda verdicts: first(verdicts).result.typed == "8.00",
    "N10": lambda verdicts: first(verdicts).value == "0.1000000000000000055511151231257827",
    "N19": lambda verdicts: (first(verdicts).result.typed, first(verdicts).value) == ("+7.9", "7.9"),
    "N26": lambda verdicts: first(verdicts).outcome == "conforming" and first(verdicts).value == "[0, 3)",
    "N28": lambda verdicts: first(verdicts).outcome == "undetermined",
    "S22": lambda verdicts: len(verdicts) == 1,
    "S23": lambda verdicts: len(verdicts) == 1,
    "T05": lambda verdicts: verdicts[0].report.issued_on.isoformat() == "2024-05-11",
    "T06": lambda verdicts: verdicts[0].report.issued_on.isoformat() == "2024-02-29",
    "U20": lambda verdicts: first(verdicts).result.unit.symbol == "mm²/s",
    "U21": lambda verdicts: first(verdicts).result.unit.symbol == "mgKOH/100mL",
    "U22": lambda verdicts: first(verdicts).outcome == "conforming" and first(verdicts).value == "2",
}


@pytest.mark.parametrize(
    "case", [case for case in CASES.values() if concerned(case) and case["expected"]["action"] == "accept"],
    ids=lambda case: case["id"],
)  # fmt: skip
def test_what_must_be_accepted_is_accepted_as_it_says(library: Library, case: dict[str, Any]) -> None:
    verdicts = answer(library, case)
    assert not isinstance(verdicts, Refused), verdicts
    assert AS[case["id"]](verdicts)


def test_not_detected_in_a_message_needs_its_limit_and_then_decides(library: Library) -> None:
    case = CASES["N29"] | {"id": "with limit"}
    content = sent(case).replace(b'"unit"', b'"detection_limit": "1", "unit"')
    verdicts = verify_delivery(ADAPTER.parse(Source(content, "report.json")), Question(DIESEL), library)
    assert not isinstance(verdicts, Refused)
    reading = first(verdicts).result.reading
    assert isinstance(reading, Measured)
    assert reading.high == (Fraction(1), -1)
    assert first(verdicts).outcome == "conforming"
