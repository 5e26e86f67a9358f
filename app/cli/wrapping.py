"""Text -> lines of a given width in screen cells, where a Chinese character takes two.

A line ends at a blank or beside a Chinese character, never inside a standard's number (`GB/T 8170-2008`) nor at a
no-break blank, which comes out as a plain one.
"""

import re
from itertools import chain

from rich.cells import cell_len, chop_cells

NO_BREAK = "\u00a0"
# Longer words than this may be cut: the longest standard's number is shorter.
LONGEST_WORD = 28
_STANDARD = re.compile(r"\b([A-Z]{1,6}[0-9]{0,2}(?:/[A-Z]{1,4}){0,2}) (?=[A-Z]?[0-9])")
_PERCENT = re.compile("(?<=[0-9]) (?=%)")
_WIDE = (
    "\u1100-\u115f\u2e80-\u2fff\u3003-\u3007\u3012-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff10-\uff5a\U00020000-\U0003fffd"
)
_OPEN, _CLOSE = "(\\[（【《“‘", ")\\]）】》”’，。；：、,.;:!?！？%％"
_PIECE = re.compile(f"[{_OPEN}]*[{_WIDE}][{_CLOSE}]*(?:{NO_BREAK}[^{_WIDE} ]*)?|[^{_WIDE} ]+| +")


def kept_together(text: str) -> str:
    """Return the text with no-break blanks inside the numbers of standards and before %."""
    return _PERCENT.sub(NO_BREAK, _STANDARD.sub(rf"\1{NO_BREAK}", text))


def natural_width(text: str) -> int:
    """Return the cells that the text takes on one line."""
    return max(map(cell_len, text.split("\n")))


def least_width(text: str) -> int:
    """Return the narrowest width at which no word has to be cut."""
    return max((min(cell_len(piece), LONGEST_WORD) for piece in _PIECE.findall(kept_together(text))), default=0)


def wrapped(text: str, width: int) -> list[str]:
    """Break text into lines of at most `width` cells; only a word that is longer by itself is cut."""
    return list(chain.from_iterable(_wrapped_line(kept_together(line), width) for line in text.split("\n")))


def padded(text: str, width: int) -> str:
    """Return the text with blanks up to `width` cells."""
    return text + " " * (width - cell_len(text))


def _wrapped_line(text: str, width: int) -> list[str]:
    lines, line = [], ""
    for piece in chain.from_iterable(_cut(piece, width) for piece in _PIECE.findall(text)):
        if cell_len(line + piece.rstrip(" ")) <= width:
            line += piece
        else:
            lines.append(line)
            line = piece.lstrip(" ")
    lines.append(line)
    return [line.rstrip(" ").replace(NO_BREAK, " ") for line in lines]


def _cut(piece: str, width: int) -> list[str]:
    return [piece] if cell_len(piece) <= width else chop_cells(piece, width)
