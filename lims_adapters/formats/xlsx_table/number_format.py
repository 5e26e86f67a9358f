"""A cell of a number or a text, and its format -> the text that a person sees; digits are never rounded by a format.

A cell holds a double and shows at most 15 digits of it, so its text is the number at 15 significant digits. A format
may add zeros (6 shown as 6.0); one that shows something else than the number (6 % for 0.06) is refused. A format may
replace a text too, by its part for texts: `;;;` shows nothing at all.
"""

import functools
import re
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction

from lims_adapters.grid import Entry, Noted, Origin, Unusable

_SHOWN_DIGITS = Context(prec=15, rounding=ROUND_HALF_EVEN)
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?", re.ASCII)
_AS_SHOWN = re.compile(r"-?(?:[1-9][0-9]*|0(?=\.))(?:\.[0-9]*[1-9])?", re.ASCII)
_LONGEST, LONGEST_FORMAT = 40, 255
_PLAIN_FROM, _PLAIN_BELOW = -7, 21

# Colours, a locale without a currency, a space as wide as a character, blanks that fill: none shows anything.
_COLOURS = r"Black|Blue|Cyan|Green|Magenta|Red|Yellow|Color ?[0-9]+"
_UNSEEN = re.compile(rf"\[(?:{_COLOURS}|\$-[0-9A-F]+)\]|_.|\* |\\ |\" *\"|\\(?=[-()])", re.IGNORECASE)
_DIGITS = re.compile(
    r"(?P<sign>[-(]?)(?P<whole>[#0?,]*[#0?])(?:\.(?P<part>[#0?]*))?(?P<power>E[+-]0+)?\)? *", re.IGNORECASE
)
_GENERAL = frozenset({"general", "@", "g/通用格式"})
_PIECE = re.compile(r"\"[^\"]*\"?|[\\_*].|;|[^;\"\\_*]+|.", re.DOTALL)
_PART_FOR_TEXT = 3
_EXPECTED = "a number format that shows the number itself, such as General or 0.00"


def number_entry(raw: str, code: str) -> Entry:
    """Return the text of a number cell, noted where the cell holds more than it shows; or why there is none."""
    if len(raw) > _LONGEST or _NUMBER.fullmatch(raw) is None:
        return Unusable("cell_unreadable", raw, "a number in a number cell")
    if code == "General" and len(raw) <= _SHOWN_DIGITS.prec and _AS_SHOWN.fullmatch(raw) is not None:
        return raw
    stored = _stored(raw)
    if stored is None:
        return Unusable("cell_unreadable", raw, "a number as large or as small as a cell can hold")
    number = _SHOWN_DIGITS.create_decimal(stored)
    if not number:
        number = Decimal(0)
    plain = _plain(number)
    section = _section(code, number)
    if section is None:
        return Unusable("number_format", f"{plain} with the format {code}", _EXPECTED)
    text = _padded(number, plain, section)
    if _stored(plain) != stored:
        return Noted(text, raw)
    return text if text == raw else Noted(text, text, Origin.NUMBER)


def text_entry(text: str, code: str) -> Entry:
    """Return a text, or why nobody sees it: its format shows another text, or none."""
    part = _part_for_text(code)
    if part is None or (shown := _UNSEEN.sub("", part).strip().casefold()) in _GENERAL:
        return text
    problem = ("number_format", f"{text} with the format {code}") if shown else ("hidden_content", text)
    return Unusable(*problem, "a format that shows the text, such as General")


def _stored(raw: str) -> Decimal | None:
    """Return exactly the double that a cell holds for a text, None for a text beyond the range of doubles."""
    written = Fraction(raw)
    try:
        double = written.numerator / written.denominator
    except OverflowError:
        return None
    return Decimal(double) if double or not written else None


def _plain(number: Decimal) -> str:
    short = number.normalize(_SHOWN_DIGITS)
    return format(short, "f") if not short or _PLAIN_FROM < short.adjusted() < _PLAIN_BELOW else str(short)


@functools.lru_cache(maxsize=1024)
def _parts(code: str) -> tuple[str, ...]:
    """Split a format at its semicolons, but for those that are quoted or escaped."""
    parts = [""]
    for piece in _PIECE.findall(code):
        if piece == ";":
            parts.append("")
        else:
            parts[-1] += piece
    return tuple(parts)


@functools.lru_cache(maxsize=1024)
def _part_for_text(code: str) -> str | None:
    """Return the fourth part of a format, or a last one with a place for the text; None where texts stand as typed."""
    parts = _parts(code)
    if len(parts) > _PART_FOR_TEXT:
        return parts[_PART_FOR_TEXT]
    has_place = any("@" in piece and piece[0] not in '"\\_*' for piece in _PIECE.findall(parts[-1]))
    return parts[-1] if has_place else None


def _section(code: str, number: Decimal) -> re.Match[str] | str | None:
    """Return the part of a format that applies to the number, None where it shows something else than the number.

    A format has parts for numbers above zero, below zero, and for zero. The part below zero has to write the sign
    itself; one that leaves it out (-5 in red) shows another number.
    """
    sections = _parts(code)
    own_negative = number < 0 and len(sections) > 1
    index = 1 if own_negative else 2 if not number and len(sections) > 2 else 0  # noqa: PLR2004 - the third part is zero's
    section = _UNSEEN.sub("", sections[index])
    general = section.strip().removeprefix("-")
    match = _DIGITS.fullmatch(section)
    if general.casefold() in _GENERAL:
        writes_sign = general != section.strip()
    elif match is not None:
        writes_sign = bool(match["sign"])
    else:
        return None
    return (match or section) if writes_sign == own_negative else None


def _padded(number: Decimal, plain: str, section: re.Match[str] | str) -> str:
    """Return the number with the zeros that its format adds, and with every digit of its own."""
    if isinstance(section, str):
        return plain
    decimals = (section["part"] or "").count("0")
    if section["power"] is not None:
        return _scientific(number, plain, section)
    if "E" in plain:
        return plain
    whole, _, part = plain.lstrip("-").partition(".")
    sign = "-" if number < 0 else ""
    part = part.ljust(decimals, "0")
    whole = whole.zfill(section["whole"].count("0"))
    return f"{sign}{whole}.{part}" if part else f"{sign}{whole}"


def _scientific(number: Decimal, plain: str, section: re.Match[str]) -> str:
    """Return 1.00E+05 for a format 0.00E+00, and the plain number where the format leaves digits out."""
    decimals = (section["part"] or "").count("0")
    if section["whole"] != "0" or len(number.normalize(_SHOWN_DIGITS).as_tuple().digits) > decimals + 1:
        return plain
    mantissa, _, power = f"{number:.{decimals}E}".partition("E")
    return f"{mantissa}E{int(power):+0{section['power'].count('0') + 1}d}"
