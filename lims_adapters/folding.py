"""Text as people type it into tables -> the same text in plain characters: a listed fold, nothing else."""

import re
from datetime import date

BLANKS = " \t\r\n\u00a0\u3000"
_FULL_WIDTH = 0xFEE0
_FOLDED: dict[int, str] = {
    **{ord(plain) + _FULL_WIDTH: plain for plain in "0123456789.-%<>"},
    **{ord(plain) + _FULL_WIDTH: plain for plain in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"},
    0x2212: "-",
    0x2264: "<=",
    0x2265: ">=",
    0x00A0: " ",
    0x3000: " ",
}
_DATES = (
    re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII),
    re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})", re.ASCII),
    re.compile(r"(\d{4})\.(\d{1,2})\.(\d{1,2})", re.ASCII),
    re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日", re.ASCII),
)


def trim(text: str) -> str:
    """Return the text without the blanks at its ends."""
    return text.strip(BLANKS)


def fold(text: str) -> str:
    """Return the text trimmed, in plain characters.

    Folded are full-width digits, letters, point, minus, percent, less than and greater than; U+2212, U+2264, U+2265;
    the blanks U+00A0 and U+3000. Every other character stays, so that whoever reads the text next can refuse it.
    """
    trimmed = text.strip(BLANKS)
    return trimmed if trimmed.isascii() else trimmed.translate(_FOLDED)


def iso_date(text: str) -> str:
    """Return a folded date in ISO form, year first, in the four spellings read; any other text as it is."""
    for spelling in _DATES:
        if (match := spelling.fullmatch(text)) is not None:
            try:
                return date(int(match[1]), int(match[2]), int(match[3])).isoformat()
            except ValueError:
                return text
    return text
