"""Why a text is no number: one code, what was found, what would be read. Not on the path of a good value."""

import re
import unicodedata

_NUMBER = r"[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?"
_LONG_POWER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?[eE][+-]?[0-9]{4,}", re.ASCII)
_ONLY_DIGITS = re.compile(_NUMBER, re.ASCII)
_COMMA = re.compile(r"[+-]?[0-9]+(?:,[0-9]+)+(?:\.[0-9]+)?", re.ASCII)
_WITH_UNIT = re.compile(_NUMBER + r"\s*[A-Za-zµμ°℃％%㎎Ω].*", re.ASCII)
_NOT_FINITE = frozenset({"nan", "snan", "qnan", "inf", "infinity"})
_EXCERPT = 40
# A fault shows in the beginning; a long text is not searched to its end.
_LOOKED_AT = 200
GRAMMAR = "a plain number such as 6.2, <0.5, >=95 or 8(+)"


class ReadingRefused(ValueError):
    """A value that cannot be read: stable `code`, the text `found` (an excerpt), and what is `expected`."""

    def __init__(self, code: str, found: str, expected: str) -> None:
        self.code = code
        self.found = found if len(found) <= _EXCERPT else found[:_EXCERPT] + "…"
        self.expected = expected
        super().__init__(f"{code}: {self.found!r}, expected {expected}")


def refuse_number(text: str) -> ReadingRefused:
    """Name the fault of a text that is not in the grammar; the nearest number is suggested, never taken."""
    if not text:
        return ReadingRefused("value_missing", text, GRAMMAR)
    if text.lstrip("+-").casefold() in _NOT_FINITE:
        return ReadingRefused("number_not_finite", text, GRAMMAR)
    if _ONLY_DIGITS.fullmatch(text):
        code = "number_out_of_range" if _LONG_POWER.fullmatch(text) else "number_too_long"
        return ReadingRefused(code, text, "at most 40 characters, 0 or a magnitude from 1e-30 to 1e30")
    text = text[:_LOOKED_AT]
    if _COMMA.fullmatch(text):
        return ReadingRefused("decimal_separator_ambiguous", text, "a decimal point and no separators in thousands")
    if "±" in text or "+/-" in text:
        return ReadingRefused("uncertainty_in_value", text, "the number alone; the uncertainty has a field of its own")
    if _WITH_UNIT.fullmatch(text):
        return ReadingRefused("unit_in_value", text, "the number alone; the unit has a field of its own")
    return ReadingRefused("number_malformed", text, _suggestion(text))


def _suggestion(text: str) -> str:
    """Name the character that does not belong, and the plain number that was surely meant; a raised digit is none."""
    odd = next((character for character in text if not "!" <= character <= "~"), None)
    named = "" if odd is None else f" (U+{ord(odd):04X} stands there)"
    raised = any(unicodedata.decomposition(character).startswith(("<super>", "<sub>")) for character in text)
    folded = unicodedata.normalize("NFKC", text).replace("\u2212", "-")
    plain = "".join(character for character in folded if character.isprintable()).strip()
    if plain != text and not raised and _ONLY_DIGITS.fullmatch(plain):
        return f"{plain}{named}"
    return GRAMMAR + named
