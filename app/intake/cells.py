"""Cells of a raw report -> clean text, dates and numbers; every fault is collected, none stops the reading."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from fractions import Fraction

from app.verification.day import read_day
from lims_adapters.contract import Cell
from lims_adapters.faults import Faults
from methods.reading import read_number
from methods.unreadable import ReadingRefused

LONGEST_TEXT, LONGEST_NAME, LONGEST_VALUE = 2000, 200, 10_000
# Identifiers make up the key by which a result is known for ever; an index takes no more.
LONGEST_IDENTIFIER, LONGEST_REPLICATE = 100, 40
_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_BIDIRECTIONAL = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_UNCLEAN = re.compile(f"[{_CONTROLS}{_BIDIRECTIONAL}]|(?P<half>[\ud800-\udfff])")
_SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
_TIME = r"[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?"
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T" + _TIME + r"(Z|[+-][0-9]{2}:[0-9]{2})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of the head or of one result. `where` is the place of the whole, for what is not there."""

    cells: Mapping[str, Cell]
    where: str
    faults: Faults

    def refuse_unknown(self, known: AbstractSet[str], objects: AbstractSet[str]) -> None:
        """Note every field that `labverdict.report/1` does not have: unknown is never ignored.

        A text where one of its objects belongs is a fault of its own; null and an empty object there say nothing.
        """
        if self.cells.keys() <= known:
            return
        for name, cell in self.cells.items():
            if name in objects:
                if cell.text:
                    self.faults.add("wrong_type", cell.where, cell.text, "an object")
            elif name not in known:
                self.faults.add("unknown_field", cell.where, name, "a field of labverdict.report/1")

    def is_sent(self, name: str) -> bool:
        """Tell whether the sender stated anything for a field."""
        cell = self.cells.get(name)
        return cell is not None and cell.text is not None

    def folded_from(self, name: str) -> str | None:
        """Return what was sent where the text that is read differs from it."""
        cell = self.cells.get(name)
        return None if cell is None else cell.typed

    def typed(self, name: str) -> str:
        """Return a text as it was typed, before any listed character was folded; "" where nothing was sent."""
        cell = self.cells.get(name)
        return "" if cell is None else cell.typed or cell.text or ""

    def place(self, name: str) -> str:
        """Return where a field stands, or would stand; in a table a column that is not there has no place."""
        cell = self.cells.get(name)
        if cell is not None:
            return cell.where
        return self.where if self.where[:1] not in {"", "/"} else f"{self.where}/{name.replace('.', '/')}"

    def text(self, name: str, *, number: bool = False, longest: int | None = None) -> str | None:
        """Return clean text, None where nothing was sent; `number` allows a JSON number, by its raw digits."""
        cell = self.cells.get(name)
        if cell is None or cell.text is None:
            return None
        if cell.number and not number:
            self.faults.add("wrong_type", cell.where, cell.text, "text in quotes")
            return None
        if longest is None:
            # A number has a length limit, and a message, of its own.
            longest = LONGEST_VALUE if number else LONGEST_TEXT
        if len(cell.text) <= longest and cell.text.isprintable():
            return cell.text
        fault = _unclean(cell.text, longest)
        if fault is not None:
            self.faults.add(fault[0], cell.where, cell.text, fault[1])
            return None
        return cell.text

    def required(
        self, name: str, *, number: bool = False, code: str = "field_missing", longest: int | None = None
    ) -> str | None:
        """Return clean text that has to be there; nothing, or only blanks, is a fault of its own."""
        before = self.faults.count
        text = self.text(name, number=number, longest=longest)
        if text is None or not text.strip():
            if self.faults.count == before:
                self.faults.add(code, self.place(name), text, f"{name}: a text that is not empty")
            return None
        return text

    def identifier(self, name: str) -> str | None:
        """Return a required identifier, composed and without invisible characters: two that look alike are alike."""
        text = self.required(name, longest=LONGEST_IDENTIFIER)
        if text is None:
            return None
        if text.isascii():
            return text
        unseen = [character for character in text if unicodedata.category(character) == "Cf"]
        if unseen or unicodedata.normalize("NFC", text) != text:
            expected = f"text without U+{ord(unseen[0]):04X}" if unseen else "the text in Unicode form NFC"
            self.faults.add("identifier_not_canonical", self.place(name), text, expected)
            return None
        return text

    def day(self, name: str, *, required: bool) -> date | None:
        """Return a civil date (Asia/Shanghai) from `2026-05-10`, or from an instant with its offset."""
        text = self.required(name) if required else self.text(name)
        if text is None:
            return None
        day = read_day(text)
        if day is None:
            day = self._civil_day(name, text)
        return day

    def _civil_day(self, name: str, text: str) -> date | None:
        try:
            instant = datetime.fromisoformat(text) if _INSTANT.fullmatch(text) else None
            day = None if instant is None or instant.tzinfo is None else instant.astimezone(_SHANGHAI).date()
        except (ValueError, OverflowError):
            instant = day = None
        if instant is None:
            self.faults.add("date_invalid", self.place(name), text, "a date such as 2026-05-10")
        elif day is None:
            self.faults.add("offset_missing", self.place(name), text, "a date, or an instant with its offset (+08:00)")
        return day

    def positive(self, name: str) -> Fraction | None:
        """Return an exact number above zero, None where nothing was sent or after noting a fault."""
        text = self.text(name, number=True)
        if text is None:
            return None
        try:
            number = read_number(text)
        except ReadingRefused as refused:
            self.faults.add(refused.code, self.place(name), refused.found, refused.expected)
            return None
        if number.mantissa <= 0:
            self.faults.add("number_not_positive", self.place(name), text, "a number above 0")
            return None
        return number.value


def objects_of(known: Iterable[str]) -> frozenset[str]:
    """Return the objects and lists that the dotted paths lead through: `uncertainty` of `uncertainty.k`."""
    segments = [path.split(".") for path in known]
    return frozenset(".".join(each[:depth]) for each in segments for depth in range(1, len(each)))


def _unclean(text: str, longest: int) -> tuple[str, str] | None:
    if len(text) > longest:
        return "text_too_long", f"at most {longest} characters"
    found = _UNCLEAN.search(text)
    if found is None:
        return None
    if found["half"]:
        return "text_not_unicode", "text without lone surrogates"
    return "control_character", f"text without U+{ord(found[0]):04X}"
