import json
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from app.certification.form import Refused
from app.certification.history import History, read_history
from app.intake.vocabulary import name_key
from app.library.shelf import data_root, load
from app.verification.requirement import Characteristic, Form

FILE = Path(__file__).resolve().parents[2] / "data" / "surveillance_history.json"
ON = date(2026, 11, 20)
ITEMS = load(data_root()).vocabulary.items


def find(name: str) -> Characteristic | None:
    return Characteristic("odd", "odd", "odd", Form.QUANTITY) if name == "odd" else ITEMS.get(name_key(name))


def read(*items: object, **head: object) -> History | Refused:
    document = {"format": "labverdict.history/1", "certificate": "C", "items": items, **head}
    return read_history(json.dumps(document).encode(), find, ON)


def item(name: str, unit: str | None, *typed: str, on: str = "2026-05-10") -> dict[str, object]:
    said: dict[str, object] = {"item": name, "results": [{"on": on, "value": value} for value in typed]}
    return said if unit is None else said | {"unit": unit}


def faults(answer: object) -> list[tuple[str, str]]:
    assert isinstance(answer, Refused)
    return [(issue.code, issue.where) for issue in answer.issues]


def test_the_sample_is_read() -> None:
    answer = read_history(FILE.read_bytes(), find, ON)
    assert isinstance(answer, History)
    assert (answer.certificate, len(answer.results)) == ("示例-2025-0007", 21)
    assert len(answer.results["sulfur_content"]) == 18


def test_results_keep_what_was_typed_and_their_own_unit() -> None:
    answer = read(item("硫含量", "%(m/m)", "0.0006", "<0.0005", "未检出"))
    assert isinstance(answer, History)
    exact, below, nothing = answer.results["sulfur_content"]
    assert exact.reading is not None
    assert exact.reading.number is not None
    assert (exact.typed, exact.reading.number.value) == ("0.0006", Fraction(6, 10000))
    assert exact.unit is not None
    assert exact.unit.symbol == "%(m/m)"
    assert below.reading is not None
    assert below.reading.low == (Fraction(0), 0)
    assert nothing.reading is not None
    assert nothing.reading.number is None


@pytest.mark.parametrize(("name", "unit", "typed"), [("铜片腐蚀", None, "1a"), ("水含量", "%(V/V)", "无")])
def test_classes_and_words_are_kept_without_a_number(name: str, unit: str | None, typed: str) -> None:
    answer = read(item(name, unit, typed))
    assert isinstance(answer, History)
    assert [result.reading for results in answer.results.values() for result in results] == [None]


@pytest.mark.parametrize("unit", [None, "/", "1"])
def test_a_number_without_unit_may_leave_it_out(unit: str | None) -> None:
    answer = read(item("十六烷值", unit, "52.1"))
    assert isinstance(answer, History)
    assert answer.results["cetane_number"][0].reading is not None


def test_an_item_without_known_bounds_is_read_too() -> None:
    assert isinstance(read({"item": "odd", "unit": "mg/kg", "results": [{"on": "2026-05-10", "value": "1"}]}), History)


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([item("硫磺", "mg/kg")], [("item_unknown", "/items/0/item")]),
        ([item("", "mg/kg")], [("field_missing", "/items/0/item")]),
        ([item("硫含量", "mg/kg"), item("硫含量", "mg/kg")], [("conflicting_results", "/items/1/item")]),
        ([item("硫含量", None, "6")], [("field_missing", "/items/0/unit")]),
        ([item("硫含量", "mgkg", "6")], [("unit_unknown", "/items/0/unit")]),
        ([item("硫含量", "%(V/V)", "6")], [("unit_basis_mismatch", "/items/0/unit")]),
        ([item("铜片腐蚀", "级", "1a")], [("unit_not_expected", "/items/0/unit")]),
        ([item("硫含量", "mg/kg", "6,1")], [("decimal_separator_ambiguous", "/items/0/results/0/value")]),
        ([item("硫含量", "mg/kg", "-1")], [("physically_impossible", "/items/0/results/0/value")]),
        ([item("硫含量", "%(m/m)", "101")], [("physically_impossible", "/items/0/results/0/value")]),
        ([item("硫含量", "mg/kg", "6", on="2026-11-20")], []),
        ([item("硫含量", "mg/kg", "6", on="2026-11-21")], [("dates_out_of_order", "/items/0/results/0/on")]),
        ([item("硫含量", "mg/kg", "6", on="2026/05/10")], [("date_invalid", "/items/0/results/0/on")]),
        ([item("硫含量", "mg/kg") | {"method": "x"}], [("unknown_field", "/items/0/method")]),
        ([item("铜片腐蚀", None, "")], [("field_missing", "/items/0/results/0/value")]),
    ],
)
def test_every_fault_has_its_place(items: list[object], expected: list[tuple[str, str]]) -> None:
    answer = read(*items)
    assert (faults(answer) if isinstance(answer, Refused) else []) == expected


def test_all_faults_are_named_at_once() -> None:
    answer = read(item("硫含量", "mgkg", "x"), item("?", None), item("闪点", "℃", "a", "66", "-300"), more=1)
    assert [code for code, _ in faults(answer)] == [
        "unknown_field", "unit_unknown", "item_unknown", "number_malformed", "physically_impossible",
    ]  # fmt: skip
