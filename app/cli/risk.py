"""`labverdict risk`: what the uncertainty of one value means for a decision."""

from fractions import Fraction
from typing import Annotated

import typer

from app.cli.options import KindOfQuantity, Lang, LimitText, UnitOfValue, Value
from app.wording import Language
from methods.reading import read_number
from methods.unreadable import ReadingRefused


def _above_zero(text: str) -> Fraction:
    try:
        number = read_number(text)
    except ReadingRefused as refused:
        raise typer.BadParameter(str(refused)) from refused
    if number.mantissa <= 0:
        raise typer.BadParameter(f"{text!r} is not above 0")
    return number.value


Expanded = Annotated[
    Fraction, typer.Option(metavar="U", parser=_above_zero, help="Expanded uncertainty, in UNIT.", show_default=False)
]
CoverageFactor = Annotated[
    Fraction, typer.Option("--k", metavar="K", parser=_above_zero, help="Its coverage factor.", show_default=False)
]


def judge_risk(
    value: Value,
    unit: UnitOfValue,
    limit: LimitText,
    *,
    uncertainty: Expanded,
    k: CoverageFactor,
    kind: KindOfQuantity = None,
    lang: Lang = Language.ZH,
) -> None:
    """Show conformance probability and specific risk (JCGM 106:2012) and the zone of ILAC-G8 with w = U."""
    from app.cli.question import Typed, read_question
    from app.cli.refusal import refuse
    from app.cli.risk_table import risk_entries
    from app.cli.screen import show
    from app.cli.verdict_table import pairs
    from app.intake.take_in import Refused
    from app.verification.report import Uncertainty

    asked = read_question(Typed(value, unit, limit, kind=kind))
    entries = asked if isinstance(asked, Refused) else risk_entries(asked, Uncertainty(uncertainty, k), lang)
    if isinstance(entries, Refused):
        refuse(entries.issues, lang)
    show(pairs(entries))
