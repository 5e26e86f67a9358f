"""Texts are clean, faults are told in the order of the document, and no answer is without end."""

import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.intake.cells import Cells, objects_of
from app.intake.take_in import Refused
from app.intake.vocabulary import name_key
from app.verification.report import TestReport
from lims_adapters.contract import Cell
from lims_adapters.faults import MOST_FAULTS, Faults

Make = Callable[..., Any]
BIDIRECTIONAL = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def fault_of(text: str) -> str | None:
    cells = Cells({"remark": Cell(text, "/remark")}, "", Faults())
    read = cells.text("remark")
    codes = [issue.code for issue in cells.faults.issues]
    assert (read is None) == bool(codes)
    return codes[0] if codes else None


def fault_expected(character: str) -> str | None:
    category = unicodedata.category(character)
    if category == "Cs":
        return "text_not_unicode"
    is_control = category == "Cc" and character not in "\t\r\n"
    return "control_character" if is_control or character in BIDIRECTIONAL else None


def test_every_character_is_taken_or_refused_by_what_it_is() -> None:
    lower, upper = range(0x3000), (*range(0xD700, 0xE010), *range(0xFEF0, 0x10010), 0x1F600, 0xE0001, 0x10FFFF)
    wrong = [place for place in (*lower, *upper) if fault_of(f"a{chr(place)}") != fault_expected(chr(place))]
    assert wrong == []


@given(st.text(st.characters(codec=None), max_size=8))
def test_the_first_character_that_is_refused_is_named(text: str) -> None:
    assert fault_of(text) == next(filter(None, map(fault_expected, text)), None)


def test_the_objects_of_paths_are_their_beginnings() -> None:
    assert objects_of(["item", "uncertainty.k", "a.b.c"]) == {"uncertainty", "a", "a.b"}


def test_faults_of_accreditations_are_told_in_the_order_of_the_document(raw: Make, read: Make, codes: Make) -> None:
    names = [f"laboratory.accreditations.{place}.{part}" for place in range(20) for part in ("kind", "number")]
    found = codes(read(raw(head=dict.fromkeys(names, "\x00"))))
    assert found == [("control_character", f"/{name.replace('.', '/')}") for name in names]


@pytest.mark.parametrize("piece", ["", "碳", "mg/kg", "°C", "  ", "20 °", "C)", "（", "ß", "İ"])
@given(rest=st.text())
def test_the_key_of_a_name_is_that_of_its_pieces_up_to_a_mark(piece: str, rest: str) -> None:
    for mark in "(（/":
        assert name_key(piece) + name_key(mark + rest) == name_key(piece + mark + rest)


@pytest.mark.parametrize("item", ["硫含量(mg/kg)", "硫 含量 （ mg/kg ）", "密度(20°C)/(kg/m³)", "密度(20℃)（kg/m³）"])
def test_an_item_may_carry_its_unit_after_a_name_with_marks_of_its_own(raw: Make, read: Make, item: str) -> None:
    value = "6.2" if item.startswith("硫") else "832.1"
    assert len(read(raw({"item": item, "unit": None, "value": value})).results) == 1


def test_a_conflict_says_where_the_other_value_stands_and_not_what_it_is(raw: Make, read: Make) -> None:
    issue = read(raw({"value": "6.2"}, {}, {"value": "7.3"})).issues[0]
    assert (issue.where, issue.found) == ("/results/2", "7.3")
    assert issue.expected == "the same value as at /results/0, or another `replicate`"


def test_a_refusal_lists_a_thousand_faults(raw: Make, read: Make) -> None:
    answer = read(raw(*[{"unit": "furlong", "value": "8,0"}] * 600))
    assert isinstance(answer, Refused)
    assert [answer.issues[place].where for place in (0, 999)] == ["/results/0/unit", "/results/499/value"]
    assert [(issue.code, issue.where, issue.found) for issue in answer.issues[MOST_FAULTS:]] == [
        ("too_many_faults", "the report", "200")
    ]
    assert Refused(answer.issues) == answer


@pytest.mark.parametrize(("name", "longest"), [("report_no", 100), ("sample.id", 100)])
def test_an_identifier_is_as_long_as_an_index_can_hold(
    raw: Make, read: Make, codes: Make, name: str, longest: int
) -> None:
    assert codes(read(raw(head={name: "检" * (longest + 1)}))) == [("text_too_long", "/" + name.replace(".", "/"))]
    assert isinstance(read(raw(head={name: "检" * longest})), TestReport)
