"""A document of adopted limits is read whole, or refused with every fault."""

from types import SimpleNamespace

import pytest

from app.certification.adopted_limits import Citation
from app.verification.requirement import Limit
from methods.acceptance import Classes, Comparison, Span, Words
from tests.app.adopting import (
    BELOW_10,
    CITED,
    CLASS_1,
    DAY,
    TIGHT,
    Document,
    adopted,
    document,
    faults,
    limits_of,
    scheme_of,
)

SULFUR, LIMIT = "/adopted/0", "/adopted/0/limits/0"
UNPLACED = CITED | {"clause": None}


def limit_of(bench: SimpleNamespace, item: str, limit: Document) -> Limit:
    (only,) = limits_of(document(adopted(item, limit)), scheme_of(bench)).limits.adopted
    assert only.limits[0].citation == Citation("GB 0-2016", "2016", "4.2.7")
    return only.limits[0].limit


def test_a_document_says_who_adopted_what_when_and_why(bench: SimpleNamespace) -> None:
    found = limits_of(document(adopted("sulfur_content", BELOW_10, until="2027-01-01")), scheme_of(bench)).limits
    assert (found.body, found.version, found.set_by) == ("示例认证机构", 2, ("P1", "P2"))
    (only,) = found.adopted
    assert (only.requirement, only.ground) == ("表3/sulfur_content", "标准原文")
    assert (only.since.isoformat(), str(only.until)) == ("2026-01-01", "2027-01-01")
    assert only.covers(DAY)


@pytest.mark.parametrize(
    ("text", "unit", "comparison", "shown"),
    [
        ("≤10", "mg/kg", "full_value", (None, (10, 0))),
        ("≤10 mg/kg", "mg/kg", "full_value", (None, (10, 0))),
        ("≤10", "mg/kg", "rounded_value", (None, (10.5, 0))),
        ("5~10", "%", "full_value", ((5, 0), (10, 0))),
        ("小于10", "mg/kg", "full_value", (None, (10, -1))),
    ],
)
def test_a_number_limit_is_compiled_as_printed(
    bench: SimpleNamespace, text: str, unit: str, comparison: str, shown: object
) -> None:
    limit = limit_of(bench, "sulfur_content", BELOW_10 | {"text": text, "unit": unit, "comparison": comparison})
    assert isinstance(limit.acceptance, Span)
    assert (limit.acceptance.low, limit.acceptance.high) == shown
    assert (limit.text, limit.comparison, limit.comparison_source) == (text, Comparison(comparison), "GB 0-2016 4.1")


def test_a_class_and_words_are_adopted_too(bench: SimpleNamespace) -> None:
    assert limit_of(bench, "copper_corrosion", CLASS_1).acceptance == Classes(frozenset({"1a", "1b"}))
    words = Words(frozenset({"符合", "合格"}), frozenset({"不符合"}))
    assert limit_of(bench, "tightness", TIGHT).acceptance == words
    assert limit_of(bench, "water_content", TIGHT).acceptance == words


@pytest.mark.parametrize(
    ("adoptions", "expected"),
    [
        ((), {("field_missing", "/adopted")}),
        ((adopted("flash_point_closed", BELOW_10 | {"unit": "℃"}),), {("requirement_held", f"{SULFUR}/requirement")}),
        ((adopted("octane", BELOW_10),), {("requirement_unknown", f"{SULFUR}/requirement")}),
        ((adopted("sulfur_content"),), {("field_missing", f"{SULFUR}/limits")}),
        ((adopted("sulfur_content", BELOW_10, until="2026-01-01"),), {("dates_out_of_order", f"{SULFUR}/until")}),
        ((adopted("sulfur_content", BELOW_10, ground=None),), {("field_missing", f"{SULFUR}/ground")}),
        ((adopted("sulfur_content", BELOW_10, since="1.1.2026"),), {("date_invalid", f"{SULFUR}/since")}),
        ((adopted("sulfur_content", BELOW_10, by="P1"),), {("unknown_field", f"{SULFUR}/by")}),
        ((adopted("sulfur_content", BELOW_10, requirement=None),), {("field_missing", f"{SULFUR}/requirement")}),
    ],
)
def test_an_adoption_with_a_fault_is_refused(
    bench: SimpleNamespace, adoptions: tuple[Document, ...], expected: set[tuple[str, str]]
) -> None:
    assert faults(document(*adoptions), scheme_of(bench)) == expected


@pytest.mark.parametrize(
    ("item", "limit", "expected"),
    [
        ("sulfur_content", BELOW_10 | {"unit": "mg/L"}, {("unit_kind_mismatch", f"{LIMIT}/unit")}),
        ("sulfur_content", BELOW_10 | {"unit": "%(V/V)"}, {("unit_basis_mismatch", f"{LIMIT}/unit")}),
        ("sulfur_content", BELOW_10 | {"unit": "stone"}, {("unit_unknown", f"{LIMIT}/unit")}),
        ("sulfur_content", BELOW_10 | {"unit": ""}, {("field_missing", f"{LIMIT}/unit")}),
        ("sulfur_content", BELOW_10 | {"text": "≤10 %"}, {("limit_unit_differs", f"{LIMIT}/text")}),
        ("sulfur_content", BELOW_10 | {"text": "≤10 mg/L"}, {("unit_kind_mismatch", f"{LIMIT}/text")}),
        ("sulfur_content", BELOW_10 | {"text": "about 10"}, {("limit_unreadable", f"{LIMIT}/text")}),
        ("sulfur_content", BELOW_10 | {"text": "10~5"}, {("limit_unreadable", f"{LIMIT}/text")}),
        ("sulfur_content", BELOW_10 | {"text": ""}, {("field_missing", f"{LIMIT}/text")}),
        ("sulfur_content", BELOW_10 | {"text": "≤1000001"}, {("limit_impossible", f"{LIMIT}/text")}),
        ("sulfur_content", BELOW_10 | {"text": "≥-1"}, {("limit_impossible", f"{LIMIT}/text")}),
        ("sulfur_content", BELOW_10 | {"comparison": "rough"}, {("word_unknown", f"{LIMIT}/comparison")}),
        ("sulfur_content", BELOW_10 | {"comparison_source": None}, {("field_missing", f"{LIMIT}/comparison_source")}),
        ("sulfur_content", BELOW_10 | {"citation": UNPLACED}, {("field_missing", f"{LIMIT}/citation/clause")}),
        ("sulfur_content", BELOW_10 | {"certainty": "S"}, {("unknown_field", f"{LIMIT}/certainty")}),
        ("sulfur_content", BELOW_10 | {"words": ["无"]}, {("field_missing", LIMIT)}),
        ("sulfur_content", {"text": "≤10", "citation": BELOW_10["citation"]}, {("field_missing", LIMIT)}),
        ("sulfur_content", CLASS_1, {("limit_of_other_form", f"{LIMIT}/not_worse_than")}),
        ("copper_corrosion", TIGHT, {("limit_of_other_form", f"{LIMIT}/words")}),
        ("copper_corrosion", CLASS_1 | {"not_worse_than": "9"}, {("class_unknown", f"{LIMIT}/not_worse_than")}),
        ("copper_corrosion", CLASS_1 | {"not_worse_than": " "}, {("field_missing", f"{LIMIT}/not_worse_than")}),
        ("copper_corrosion", CLASS_1 | {"comparison": "full_value"}, {("unknown_field", f"{LIMIT}/comparison")}),
        ("tightness", BELOW_10, {("limit_of_other_form", f"{LIMIT}/unit")}),
        ("tightness", TIGHT | {"words": []}, {("field_missing", f"{LIMIT}/words")}),
        ("tightness", TIGHT | {"refused_words": ["合格"]}, {("words_contradict", f"{LIMIT}/refused_words")}),
    ],
)
def test_a_limit_with_a_fault_is_refused(
    bench: SimpleNamespace, item: str, limit: Document, expected: set[tuple[str, str]]
) -> None:
    assert faults(document(adopted(item, limit)), scheme_of(bench)) == expected


@pytest.mark.parametrize(
    ("first", "second", "overlap"),
    [
        (("2026-01-01", "2026-06-01"), ("2026-06-01", None), False),  # the first day of the one is the end of the other
        (("2026-01-01", "2026-06-01"), ("2026-05-31", None), True),
        (("2026-01-01", None), ("2027-01-01", None), True),
        (("2027-01-01", None), ("2026-01-01", "2027-01-01"), False),  # in whatever order they are listed
        (("2026-01-01", None), ("2026-01-01", None), True),
    ],
)
def test_a_requirement_has_one_adoption_a_day(
    bench: SimpleNamespace, first: tuple[str, str | None], second: tuple[str, str | None], *, overlap: bool
) -> None:
    both = [adopted("sulfur_content", BELOW_10, since=since, until=until) for since, until in (first, second)]
    other = adopted("tightness", TIGHT)
    content = document(*both, other)
    if overlap:
        assert faults(content, scheme_of(bench)) == {("dates_overlap", "/adopted/1/since")}
    else:
        assert len(limits_of(content, scheme_of(bench)).limits.adopted) == 3


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"set_by": ["P1", " P1"]}, ("field_missing", "/set_by")),
        ({"set_by": ["P1", "p-1"]}, ("two_persons_needed", "/set_by")),  # one person, spelt twice
        ({"set_by": ["P1"]}, ("two_persons_needed", "/set_by")),
        ({"set_by": ["P1", "P2", "P3"]}, ("two_persons_needed", "/set_by")),
        ({"scheme": "JSPB01-1"}, ("scheme_unknown", "/scheme")),
        ({"standard": "GB 1-2016"}, ("standard_differs", "/standard")),
        ({"body": "另一机构"}, ("body_differs", "/body")),
        ({"body": None}, ("field_missing", "/body")),
        ({"version": "one"}, ("number_malformed", "/version")),
        ({"format": "labverdict.body/1"}, ("format_unknown", "/format")),
        ({"note": "x"}, ("unknown_field", "/note")),
    ],
)
def test_a_head_with_a_fault_is_refused(
    bench: SimpleNamespace, changed: dict[str, object], expected: tuple[str, str]
) -> None:
    content = document(adopted("sulfur_content", BELOW_10), **changed)
    assert expected in faults(content, scheme_of(bench), "示例认证机构")


def test_every_fault_is_named_at_once(bench: SimpleNamespace) -> None:
    wrong = adopted("flash_point_closed", BELOW_10, since="x"), adopted("octane", BELOW_10 | {"citation": {}})
    assert faults(document(*wrong, set_by=["P1"]), scheme_of(bench)) == {
        ("two_persons_needed", "/set_by"),
        ("requirement_held", "/adopted/0/requirement"),
        ("date_invalid", "/adopted/0/since"),
        ("unit_kind_mismatch", "/adopted/0/limits/0/unit"),
        ("requirement_unknown", "/adopted/1/requirement"),
        *(("field_missing", f"/adopted/1/limits/0/citation/{key}") for key in ("document", "edition", "clause")),
    }


def test_where_nothing_is_open_nothing_can_be_adopted(bench: SimpleNamespace) -> None:
    scheme = bench.scheme_of(bench.requirement(bench.FLASH, "≥60"))
    assert faults(document(adopted("tightness", TIGHT)), scheme) == {("requirement_unknown", "/adopted/0/requirement")}
