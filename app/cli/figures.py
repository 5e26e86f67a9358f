"""Exact numbers for the eye: the whole number where it is short, cut and marked `≈` where it is not."""

from fractions import Fraction

from app.cli.wrapping import NO_BREAK
from app.verification.margin import Margin
from lims_adapters.faults import printable
from methods.printing import exact_text, short_text
from methods.reading import read_number
from methods.rounding import print_rounded, round_cut
from methods.unit_spellings import NO_UNIT
from methods.units import Kind, Unit

_TENTH = read_number("0.1")


def with_unit(number: str, unit: Unit | None) -> str:
    """Return a number with its unit, which is never parted from it; a pure number has none."""
    return typed_with_unit(number, "" if unit is None or unit.kind is Kind.NUMBER else unit.symbol)


def typed_with_unit(value: str, unit: str) -> str:
    """Return a value and its unit as typed, which are never parted."""
    return printable(value) if unit in NO_UNIT else f"{printable(value)}{NO_BREAK}{printable(unit)}"


def margin_text(margin: Margin) -> str:
    """Return a margin with its sign, positive inside the limit, and its share of the bound."""
    distance, exact = short_text(margin.distance), exact_text(margin.distance)
    text = ("≈" if distance != exact else "") + ("+" if margin.distance > 0 else "") + distance
    return text if margin.share is None else f"{text} ({_share_text(margin.share)})"


def _share_text(share: Fraction) -> str:
    percent = share * 100
    rounded = round_cut((percent, 0), _TENTH.value)
    text = exact_text(percent) if rounded == percent else "≈" + print_rounded(rounded, _TENTH)
    return f"{text}{NO_BREAK}%"
