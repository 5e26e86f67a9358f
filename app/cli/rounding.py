"""`labverdict round`: GB/T 8170-2008 clause 3."""

from dataclasses import replace
from typing import Annotated

import typer

from app.cli.options import Lang, Value
from app.wording import Language
from methods.reading import Number, read_number
from methods.rounding import Ties, print_power, print_rounded, round_cut, value_to_round
from methods.unreadable import ReadingRefused

_STEPS = frozenset("125")


def _interval(text: str) -> Number:
    """Read a rounding interval: 1, 2 or 5 of some digit (GB/T 8170-2008 clause 3)."""
    try:
        interval = read_number(text)
    except ReadingRefused as refused:
        raise typer.BadParameter(str(refused)) from refused
    step = str(interval.mantissa).rstrip("0")
    if step not in _STEPS:
        raise typer.BadParameter(
            f"{text!r} is no interval of GB/T 8170: 1, 2 or 5 of some digit, such as 0.1, 0.5, 100"
        )
    # 10.0 is the interval 10: its zero is no digit that a rounded value has
    return replace(interval, mantissa=int(step), exponent=interval.exponent + len(str(interval.mantissa)) - len(step))


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
    from methods.reading import Sense, read_quantity

    try:
        reading = read_quantity(value, Sense())
    except ReadingRefused as refused:
        refuse([Issue(refused.code, "VALUE", refused.found, refused.expected)], lang)
    cut = value_to_round(reading, ties)
    # what is typed is never dropped unsaid: a mark that may not decide is refused
    if cut is None or cut != reading.low:
        expected = "one number, which only --ties mark_then_half_even lets carry (+) or (-)"
        refuse([Issue("value_not_single", "VALUE", value, expected)], lang)
    rounded = round_cut(cut, to.value)
    text, power = print_rounded(rounded, to), print_power(rounded, to.value)
    show([plain(text if power is None else f"{text} = {power}")])
