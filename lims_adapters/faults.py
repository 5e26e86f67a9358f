"""How a fault of form is put into words that any output can show."""

from lims_adapters.contract import Issue

_LONGEST_EXCERPT = 40


def excerpt(text: str) -> str:
    """Return the beginning of a text; what cannot be printed (a control, half a surrogate pair) by its number."""
    shown = text if len(text) <= _LONGEST_EXCERPT else text[:_LONGEST_EXCERPT] + "…"
    return printable(shown)


def printable(text: str) -> str:
    r"""Return the text with every character that cannot be printed written as `\u202e`."""
    if text.isprintable():
        return text
    return "".join(character if character.isprintable() else f"\\u{ord(character):04x}" for character in text)


def fault(code: str, where: str, found: str, expected: str) -> Issue:
    """Return the issue, with what was found cut to an excerpt."""
    return Issue(code, where, excerpt(found), expected)
