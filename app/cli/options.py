"""Options that several commands share."""

from datetime import date
from enum import StrEnum
from typing import Annotated

import typer

from app.verification.day import read_day
from app.wording import Language
from methods.acceptance import Comparison
from methods.units import Kind

# A value may be negative: what begins with a minus sign and is no option is an argument.
NEGATIVE_NUMBERS = {"ignore_unknown_options": True}

Lang = Annotated[Language, typer.Option("--lang", help="Language of the words.")]
Value = Annotated[str, typer.Argument(metavar="VALUE", help="As reported: 6.2, <5, 8(+).", show_default=False)]
UnitOfValue = Annotated[str, typer.Argument(metavar="UNIT", help="Unit of VALUE; / for none.", show_default=False)]
LimitText = Annotated[
    str, typer.Argument(metavar="LIMIT", help="As printed: '<=8', '≤8 mg/kg', '±2', '3.0~8.0'.", show_default=False)
]
AdoptedFile = Annotated[
    str | None, typer.Option("--adopted", metavar="FILE", help="Limits that the body has adopted (JSON).")
]
Compared = Annotated[Comparison, typer.Option("--comparison", help="Method of GB/T 8170-2008 clause 4.3.")]
KindOfQuantity = Annotated[
    Kind | None, typer.Option("--kind", help="Kind of quantity, where the units leave it open.", metavar="KIND")
]
Keys = Annotated[
    list[str] | None,
    typer.Option("--key", metavar="BASE64", help="A public key that you trust; may be repeated.", show_default=False),
]


class Output(StrEnum):
    """The form of a verdict on standard output."""

    TABLE = "table"
    JSON = "json"


def day_typed(text: str) -> date:
    """Return the day that was typed; any other spelling than 2026-05-10 is wrong usage."""
    day = read_day(text)
    if day is None:
        raise typer.BadParameter(f"{text!r} is no day such as 2026-05-10")
    return day
