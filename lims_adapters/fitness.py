"""What one column takes and another refuses: a footnote mark in a figure, a rounded number for a sample's name."""

from lims_adapters.folding import trim
from lims_adapters.grid import Entry, Noted, Origin, Unusable, content
from lims_adapters.profile import Reads

_IN_LINES = frozenset({Reads.TEXT, Reads.REMARK, Reads.NOTHING})
_NO_FIGURES = frozenset({Reads.IDENTIFIER, Reads.NAME, Reads.TEXT, Reads.REMARK, Reads.UNIT})
_MAY_BE_FORMATTED = frozenset({Reads.REMARK, Reads.UNIT, Reads.NOTHING})
_NO_DAY = "a cell with a number format such as General or 0.00, not with the format of a date"


def unfit(entry: Entry, reads: Reads) -> Unusable | None:
    """Return why a column that is read like this cannot take the cell, None for one that it can.

    Codes: `line_break` (two lines in an identifier or a figure), `formatted_text` (raised, lowered or struck out: 8
    with a footnote 2 is not 82), `number_as_text` (a number or day shown with other digits than are stored: two long
    sample numbers may show the same), `number_format` (a day in a column of figures).
    """
    text = trim(content(entry))
    match entry:
        case Unusable("date_invalid", _, _) if reads is Reads.FIGURE:
            return Unusable("number_format", text, _NO_DAY)
        case Noted(origin=Origin.FORMATTED) if reads not in _MAY_BE_FORMATTED:
            return Unusable("formatted_text", text, "plain characters: none raised, lowered or struck out")
        case Noted(origin=Origin.NUMBER | Origin.DAY) if reads in _NO_FIGURES:
            return Unusable("number_as_text", text, "a cell of text (format the column as text, then type it in)")
        case Noted(origin=Origin.DAY) if reads is Reads.FIGURE:
            return Unusable("number_format", text, _NO_DAY)
        case str() | Noted() if reads not in _IN_LINES and ("\n" in text or "\r" in text):
            return Unusable("line_break", text, "one line: a line break here may have swallowed the row below")
        case _:
            return None
