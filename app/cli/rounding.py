"""`labverdict round`: GB/T 8170-2008 clause 3."""

from enum import StrEnum
from fractions import Fraction
from typing import Annotated

import typer

from app.cli.options import Lang, Value
from app.wording import Language
from methods.reading import Number, read_number
from methods.unreadable import ReadingRefused

_STEPS = (1, 2, 5)


class Ties(StrEnum):
    """What decides when exactly one half is dropped."""

    MARK_THEN_HALF_EVEN = "mark_then_half_even"
    HALF_EVEN = "half_even"


def _interval(text: str) -> Number:
    """Read a rounding interval: 1, 2 or 5 of some digit (GB/T 8170-2008 clause 3)."""
    try:
        interval = read_number(text)
    except ReadingRefused as refused:
        raise typer.BadParameter(str(refused)) from refused
    if str(interval.mantissa).rstrip("0") not in {str(step) for step in _STEPS}:
        raise typer.BadParameter(
            f"{text!r} is no interval of GB/T 8170: 1, 2 or 5 of some digit, such as 0.1, 0.5, 100"
        )
    return interval


def round_value(
    value: Value,
    *,
    to: Annotated[
        Number,
        typer.Option("--to", metavar="INTERVAL", parser=_interval, help="0.1, 0.5, 1, 100 ...", show_default=False),
    ],
    ties: Annotated[Ties, typer.Option("--ties", help="(+) and (-) decide a tie before the even digit does.")] = (
        Ties.MARK_THEN_HALF_EVEN
    ),
    lang: Lang = Language.ZH,
) -> None:
    """Round a value by GB/T 8170-2008: in one step, half to even."""
    from app.cli.refusal import refuse
    from app.cli.screen import plain, show
    from lims_adapters.contract import Issue
    from methods.reading import Sense, Written, read_quantity
    from methods.rounding import print_power, print_rounded, round_cut

    try:
        reading = read_quantity(value, Sense())
    except ReadingRefused as refused:
        refuse([Issue(refused.code, "VALUE", refused.found, refused.expected)], lang)
    marked_too = ties is Ties.MARK_THEN_HALF_EVEN and reading.form is Written.MARKED
    if reading.low is None or not (reading.form is Written.EXACT or marked_too):
        expected = "one number, which only --ties mark_then_half_even lets carry (+) or (-)"
        refuse([Issue("value_not_single", "VALUE", value, expected)], lang)
    rounded = round_cut(reading.low, to.value)
    power = _power(to.value)
    text = print_rounded(rounded, to)
    show([plain(text if power is None else f"{text} = {print_power(rounded, power)}")])


def _power(interval: Fraction) -> int | None:
    """Return n where the interval is 10**n with n >= 1: such a value is printed as so many steps of 10**n."""
    digits = str(interval)
    return len(digits) - 1 if digits.rstrip("0") == "1" and len(digits) > 1 else None
