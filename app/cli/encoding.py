"""Characters that the encoding of standard output lacks -> a spelling that it has, before columns are laid out."""

import sys

from app.cli.wrapping import NO_BREAK

# A raised digit is never written as a plain one: 6² is not 62.
_SPELLINGS = {
    "✓": ("√", " "),
    "✗": ("×", "x"),
    "·": (".",),
    "×": ("x",),
    "±": ("+-",),
    "≤": ("<=",),
    "≥": (">=",),
    "≈": ("~",),
    "∞": ("inf",),
    "−": ("-",),
    "–": ("-",),
    "—": ("-",),
    "─": ("-",),
    "…": ("...",),
    "²": ("^2",),
    "³": ("^3",),
    "°": ("deg ",),
    "℃": ("°C", "degC"),
    "µ": ("μ", "u"),
    "μ": ("µ", "u"),
}


def writable(text: str) -> str:
    """Return the text as standard output can show it; a character without another spelling is given by its number."""
    encoding = sys.stdout.encoding
    if _fits(text, encoding):
        return text
    return "".join(character if character == NO_BREAK else _spelled(character, encoding) for character in text)


def _spelled(character: str, encoding: str) -> str:
    for spelling in (character, *_SPELLINGS.get(character, ())):
        if _fits(spelling, encoding):
            return spelling
    return character.encode("ascii", "backslashreplace").decode("ascii")


def _fits(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
