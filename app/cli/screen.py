"""Lines -> standard output: colours only on a terminal, a fixed width everywhere else."""

import sys
from collections.abc import Iterable, Sequence

from app.cli.grid import Line, Span
from app.cli.wrapping import NO_BREAK

PIPED_WIDTH = 132
_NARROWEST = 80


def screen_width() -> int:
    """Return the width to lay out for."""
    if not sys.stdout.isatty():
        return PIPED_WIDTH
    from shutil import get_terminal_size

    return max(_NARROWEST, min(get_terminal_size().columns, PIPED_WIDTH))


def plain(text: str = "", style: str = "") -> Line:
    """Return a line of one piece."""
    return (Span(text, style),)


def show(lines: Iterable[Line]) -> None:
    """Print lines to standard output."""
    if not sys.stdout.isatty():
        sys.stdout.writelines("".join(text for text, _ in _parts(line)) + "\n" for line in lines)
        return
    from rich.console import Console
    from rich.text import Text

    # rich takes COLUMNS=0 at its word, and then prints nothing
    console = Console(highlight=False, width=screen_width())
    for line in lines:
        console.print(Text.assemble(*_parts(line)), soft_wrap=True)


def complain(lines: Iterable[str]) -> None:
    """Print lines to standard error."""
    sys.stderr.writelines(line + "\n" for line in lines)


def _parts(line: Line) -> Sequence[tuple[str, str]]:
    return [(span.text.replace(NO_BREAK, " "), span.style) for span in line]
