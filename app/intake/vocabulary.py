"""Names as laboratories write them -> characteristics and methods: closed tables, no guessing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from app.verification.method import Method
from app.verification.requirement import Characteristic

_BLANKS = re.compile(r"\s+")
# A year ends a number: after it comes nothing, a word that joins two numbers, or the next number's letters.
_YEAR = re.compile(r"(?<=[0-9]) ?[-—–] ?([12][0-9]{3})(?=$| ?[、,，;；/和与及]| [A-Z])", re.ASCII)
# Two spellings of one official term, and widths of brackets: the same name to every reader.
_SAME = str.maketrans({"碳": "炭", "粘": "黏", "（": "(", "）": ")", "％": "%", "，": ",", "℃": "°", "／": "/"})


@lru_cache(maxsize=1024)
def name_key(text: str) -> str:
    """Return the form under which an item's, a product's or a method's name is looked up."""
    return _BLANKS.sub("", text).translate(_SAME).replace("°C", "°").casefold()


@lru_cache(maxsize=1024)
def split_year(method: str) -> tuple[str, str | None]:
    """Part a method as printed into its number and the year of its edition (`GB/T 261-2021`), None without one.

    Of a pair that is one method (`GB/T 1884-2000、GB/T 1885-1998`) the year of the first counts.
    """
    years = _YEAR.findall(method)
    return _YEAR.sub("", method).strip(), years[0] if years else None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Lookup tables, keyed by `name_key`.

    `ambiguous` names several characteristics at once (馏程) and is refused with their names.
    """

    items: Mapping[str, Characteristic]
    ambiguous: Mapping[str, tuple[str, ...]]
    methods: Mapping[str, Method]
