"""Rows of texts -> lines of a table that fits a width, without ever cutting a word of ordinary length."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from app.cli.encoding import writable
from app.cli.wrapping import least_width, natural_width, padded, wrapped

GAP = "  "
_NARROWEST = 10
_FIRST, _REMARKS = 18, 28


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a line and the style in which a terminal shows it ("" for none)."""

    text: str
    style: str = ""


Line = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row; the first one is shown in `style`."""

    cells: tuple[str, ...]
    style: str = ""


def grid(titles: Sequence[str], rows: Sequence[Row], width: int, *, beside: int | None = None) -> list[Line]:
    """Lay rows out under their titles; a short first column stays on one line.

    Where whole words do not leave enough room, the cells from `beside` on go below their row; without `beside` the
    table gets wider than `width`.
    """
    heading = _writable(Row(tuple(titles)))
    rows = [_writable(row) for row in rows]
    available = width - len(GAP) * (len(titles) - 1)
    least = _least([heading, *rows])
    if beside is not None and sum(least) > available:
        parted = [heading, *rows]
        upper = [Row(row.cells[:beside], row.style) for row in parted]
        lower = [GAP.join(cell.replace("\n", "; ") for cell in row.cells[beside:] if cell) for row in parted]
        return _lines(upper, lower, width)
    return _lines([heading, *rows], [""] * (len(rows) + 1), width)


def paragraph(first: str, text: str, width: int) -> list[Line]:
    """Lay a text out beside `first`, with its further lines set in below."""
    first = writable(first)
    indent = " " * natural_width(first)
    lines = wrapped(writable(text), width - len(indent))
    return [(Span((indent if place else first) + line),) for place, line in enumerate(lines)]


def _writable(row: Row) -> Row:
    return Row(tuple(map(writable, row.cells)), row.style)


def _lines(rows: Sequence[Row], below: Sequence[str], width: int) -> list[Line]:
    """Return the heading, a rule and the rows, each with what stands below it."""
    widths = _widths(rows, width - len(GAP) * (len(rows[0].cells) - 1))
    parts: list[list[Line]] = []
    for row, text in zip(rows, below, strict=True):
        lines = [_line(pieces, row.style) for pieces in _broken(row, widths)]
        parts.append([*lines, *(paragraph(GAP * 2, text, width) if text else [])])
    rule = (Span(writable("─") * (sum(widths) + len(GAP) * (len(widths) - 1)), "dim"),)
    titles = [(Span("".join(span.text for span in line), "bold"),) for line in parts[0]]
    return [*titles, rule, *(line for part in parts[1:] for line in part)]


def _line(pieces: Sequence[str], style: str) -> Line:
    rest = GAP.join(["", *pieces[1:]]).rstrip()
    return Span(pieces[0] if rest else pieces[0].rstrip(), style), Span(rest)


def _broken(row: Row, widths: Sequence[int]) -> list[list[str]]:
    """Return the lines of a row, each with one padded piece of every cell."""
    columns = [wrapped(cell, width) for cell, width in zip(row.cells, widths, strict=True)]
    return [
        [padded(piece, width) for piece, width in zip(pieces, widths, strict=True)]
        for pieces in zip_longest(*columns, fillvalue="")
    ]


def _widths(rows: Sequence[Row], available: int) -> list[int]:
    """Take cells from the last column, which holds remarks, then from the widest, until the rows fit."""
    widths = [max(map(natural_width, column)) for column in _columns(rows)]
    least = _least(rows)
    for _ in range(sum(widths) - available):
        giving = [place for place, width in enumerate(widths) if width > least[place]]
        if not giving:
            break
        last_gives = giving[-1] == len(widths) - 1 and widths[-1] > _REMARKS
        widths[-1 if last_gives else max(giving, key=lambda place: widths[place])] -= 1
    return widths


def _least(rows: Sequence[Row]) -> list[int]:
    """Return how narrow each column may become: its longest word, and a few cells for texts without blanks."""
    first, *others = _columns(rows)
    return [
        max(*map(least_width, first), min(max(map(natural_width, first)), _FIRST)),
        *(max(*map(least_width, cells), min(max(map(natural_width, cells)), _NARROWEST)) for cells in others),
    ]


def _columns(rows: Sequence[Row]) -> list[tuple[str, ...]]:
    return list(zip(*(row.cells for row in rows), strict=True))
