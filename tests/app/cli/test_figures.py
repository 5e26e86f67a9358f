from fractions import Fraction

import pytest

from app.cli.figures import margin_text, typed_with_unit, with_unit
from app.verification.margin import Margin
from methods.unit_spellings import find_unit
from methods.units import Kind


@pytest.mark.parametrize(
    ("distance", "bound", "text"),
    [
        ("9/5", "8", "+1.8 (22.5 %)"),
        ("-1/10", "8", "-0.1 (≈-1.2 %)"),
        ("1/2", "-2", "+0.5 (25 %)"),
        ("0", "8", "0 (0 %)"),
        ("1/3", "2", "+1/3 (≈16.7 %)"),
        ("6", None, "+6"),
        ("0.1234567890123", None, "≈+0.123457"),
    ],
)
def test_a_margin_says_its_sign_and_its_share(distance: str, bound: str | None, text: str) -> None:
    margin = Margin(Fraction(distance), None if bound is None else Fraction(bound))
    assert margin_text(margin).replace("\u00a0", " ") == text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        ("6.2", "mg/kg", "6.2\u00a0mg/kg"),
        ("51.3", "/", "51.3"),
        ("1a", "级", "1a"),
        ("6\x1b", "mg/kg", "6\\u001b\u00a0mg/kg"),
    ],
)
def test_a_value_is_never_parted_from_its_unit(value: str, unit: str, text: str) -> None:
    assert typed_with_unit(value, unit) == text


@pytest.mark.parametrize(("unit", "kind", "text"), [("1", Kind.NUMBER, "51"), ("℃", Kind.TEMPERATURE, "51\u00a0℃")])
def test_a_pure_number_has_no_unit(unit: str, kind: Kind, text: str) -> None:
    assert with_unit("51", find_unit(unit, kind)) == text
