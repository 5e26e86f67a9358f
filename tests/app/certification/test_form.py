"""One document with every sort of member; each fault is named with its place, and all of them at once."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

import pytest

from app.certification.form import LONGEST_TEXT, Form, Refused, read_document
from lims_adapters.json_text import Json

FORMAT = "labverdict.sample/1"


class Shade(StrEnum):
    """Two words."""

    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Sample:
    """One of each."""

    name: str
    note: str | None
    tags: tuple[str, ...]
    on: date
    until: date | None
    amount: Fraction
    count: int
    shade: Shade
    is_new: bool
    inner: str
    parts: tuple[str, ...]
    raw: Json


def read_sample(form: Form) -> Sample:
    form.only(Sample.__dataclass_fields__)
    inner = form.form("inner")
    other = form.optional_form("other")
    assert other is None
    return Sample(
        form.text("name"),
        form.optional_text("note"),
        form.texts("tags"),
        form.day("on"),
        form.optional_day("until"),
        form.number("amount"),
        form.whole("count"),
        form.choice("shade", Shade),
        form.truth("is_new"),
        inner.text("name"),
        tuple(part.text("name") for part in form.forms("parts")),
        form.document("raw"),
    )


GOOD = {
    "format": '"labverdict.sample/1"',
    "name": '"车用柴油"',
    "on": '"2026-05-10"',
    "amount": "4.0",
    "count": '"12"',
    "shade": '"dark"',
    "is_new": "false",
    "inner": '{"name": "b"}',
}


def written(**changed: str) -> bytes:
    members = {**GOOD, **changed}
    return ("{" + ", ".join(f'"{key}": {value}' for key, value in members.items() if value) + "}").encode()


def faults(content: bytes) -> set[tuple[str, str]]:
    refused = read_document(content, FORMAT, read_sample)
    assert isinstance(refused, Refused)
    return {(issue.code, issue.where) for issue in refused.issues}


def test_a_document_without_fault_is_read() -> None:
    more = {"note": '"x"', "tags": '["a", "b"]', "until": '"2027-01-01"', "parts": '[{"name": "p"}]', "raw": "true"}
    assert read_document(written(**more), FORMAT, read_sample) == Sample(
        "车用柴油",
        "x",
        ("a", "b"),
        date(2026, 5, 10),
        date(2027, 1, 1),
        Fraction(4),
        12,
        Shade.DARK,
        is_new=False,
        inner="b",
        parts=("p",),
        raw=True,
    )


def test_what_may_be_absent_is_absent() -> None:
    sample = read_document(written(note="null"), FORMAT, read_sample)
    assert isinstance(sample, Sample)
    assert (sample.note, sample.tags, sample.until, sample.parts, sample.raw) == (None, (), None, (), None)


@pytest.mark.parametrize(
    ("changed", "code", "where"),
    [
        ({"format": '"labverdict.sample/2"'}, "format_unknown", "/format"),
        ({"format": "7"}, "format_unknown", "/format"),
        ({"format": ""}, "format_unknown", "/format"),
        ({"more": "1"}, "unknown_field", "/more"),
        ({"name": ""}, "field_missing", "/name"),
        ({"name": "null"}, "field_missing", "/name"),
        ({"name": '" "'}, "field_missing", "/name"),
        ({"name": '" a"'}, "field_missing", "/name"),
        ({"name": "7"}, "wrong_type", "/name"),
        ({"name": '"a\\nb"'}, "control_character", "/name"),
        ({"name": '"a\u202eb"'}, "control_character", "/name"),
        ({"name": '"\u200b"'}, "control_character", "/name"),  # a text of nothing that can be seen
        ({"name": '"a\u2060b"'}, "control_character", "/name"),
        ({"name": f'"{"a" * (LONGEST_TEXT + 1)}"'}, "text_too_long", "/name"),
        ({"tags": '"a"'}, "wrong_type", "/tags"),
        ({"tags": '["a", 7]'}, "wrong_type", "/tags"),
        ({"tags": '["a", "a"]'}, "wrong_type", "/tags"),
        ({"on": '"10.05.2026"'}, "date_invalid", "/on"),
        ({"on": '"0001-01-01"'}, "date_invalid", "/on"),
        ({"on": '"1899-12-31"'}, "date_invalid", "/on"),
        ({"until": '"3000-01-01"'}, "date_invalid", "/until"),
        ({"until": '"9999-12-31"'}, "date_invalid", "/until"),
        ({"on": "20260510"}, "wrong_type", "/on"),
        ({"until": '"never"'}, "date_invalid", "/until"),
        ({"amount": '"4,0"'}, "decimal_separator_ambiguous", "/amount"),
        ({"amount": "true"}, "wrong_type", "/amount"),
        ({"amount": ""}, "field_missing", "/amount"),
        ({"count": "1.5"}, "number_malformed", "/count"),
        ({"count": "-1"}, "number_malformed", "/count"),
        ({"count": "{}"}, "wrong_type", "/count"),
        ({"shade": '"grey"'}, "word_unknown", "/shade"),
        ({"shade": ""}, "field_missing", "/shade"),
        ({"is_new": '"yes"'}, "wrong_type", "/is_new"),
        ({"is_new": ""}, "field_missing", "/is_new"),
        ({"inner": "[]"}, "wrong_type", "/inner"),
        ({"inner": "{}"}, "field_missing", "/inner/name"),
        ({"parts": '["p"]'}, "wrong_type", "/parts"),
        ({"parts": '{"name": "p"}'}, "wrong_type", "/parts"),
        ({"parts": '[{"name": "p"}, {}]'}, "field_missing", "/parts/1/name"),
        ({"raw": "1, 'x'"}, "malformed_json", "line 1, column 169"),
    ],
)
def test_a_fault_is_named_with_its_place(changed: dict[str, str], code: str, where: str) -> None:
    assert (code, where) in faults(written(**changed))


def test_every_fault_is_named_at_once() -> None:
    found = faults(written(name="7", on='"x"', amount='"y"', more="1"))
    assert {where for _, where in found} == {"/name", "/on", "/amount", "/more"}


def test_a_document_is_an_object() -> None:
    assert faults(b"[]") == {("wrong_type", "the document")}


def test_a_key_that_occurs_twice_is_a_fault_of_the_document() -> None:
    assert ("duplicate_key", "/name") in faults(written()[:-1] + b', "name": "b"}')


def test_a_fault_of_the_whole_object_has_its_place() -> None:
    def refuse_whole(form: Form) -> None:
        form.refuse(None, "conflict", "", "one of both")

    refused = read_document(written(), FORMAT, refuse_whole)
    assert isinstance(refused, Refused)
    assert refused.issues[0].where == "the document"
