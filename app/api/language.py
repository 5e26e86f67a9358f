"""Accept-Language (RFC 9110, clause 12.5.4) -> Chinese or English; Chinese where nothing else is asked."""

import re
from collections.abc import Mapping
from functools import lru_cache

from app.wording import Language

_LONGEST_HEADER = 1000
_RANGE = re.compile(
    r"[ \t]*(\*|[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*)[ \t]*(?:;[ \t]*[qQ]=([01](?:\.[0-9]{0,3})?)[ \t]*)?"
)


def language_headers(language: Language) -> Mapping[str, str]:
    """Return the headers of an answer whose words are in one language."""
    return {"Content-Language": language.value, "Vary": "Accept-Language"}


@lru_cache(maxsize=256)
def language_of(header: str | None) -> Language:
    """Return the language with the greatest weight; of equal ones the first named, and Chinese when none fits.

    `zh-Hans-CN` asks for Chinese, `en-GB` for English, `*` for whichever is not named. What cannot be read is left out.
    """
    weights = _weights(header or "")
    best, greatest = Language.ZH, 0
    for language, weight in weights.items():
        if weight > greatest:
            best, greatest = language, weight
    return best


def _weights(header: str) -> dict[Language, int]:
    """Return the weight of each language in thousandths, in the order named."""
    if len(header) > _LONGEST_HEADER:
        return {}
    named: dict[Language, int] = {}
    any_other: int | None = None
    for element in header.split(","):
        found = _RANGE.fullmatch(element)
        if found is None:
            continue
        tag, quality = found[1].lower().partition("-")[0], found[2] or "1"
        weight = min(1000, int(quality[0]) * 1000 + int(quality[2:].ljust(3, "0")))
        if tag == "*":
            any_other = weight
        elif tag in {language.value for language in Language}:
            named[Language(tag)] = max(weight, named.get(Language(tag), 0))
    if any_other is not None:
        named |= {language: any_other for language in Language if language not in named}
    return named
