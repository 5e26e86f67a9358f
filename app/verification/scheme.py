"""A certification scheme as far as test results concern it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.verification.requirement import Requirement


@dataclass(frozen=True, slots=True)
class Standard:
    """The product standard that a scheme rests on.

    `valid_from` is None where the start of validity is not known; then `usable_from`, the day from which the scheme
    makes it usable, is the first day that is covered. `valid_to` is the first day no longer covered, None while open.
    """

    id: str
    number: str
    title: str
    valid_from: date | None
    usable_from: date
    valid_to: date | None

    def covers(self, day: date) -> bool:
        """Tell whether the edition is known to be in force on a day of testing."""
        first = self.usable_from if self.valid_from is None else self.valid_from
        return first <= day and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True, slots=True)
class Scheme:
    """A scheme's edition: products, grades and every requirement on a sample.

    `requirements` is keyed by grade, by "" for a product without grades: base requirements first, then the advanced
    indicators, each in the order of its document. `product_names` are official names of the product. `seals` gives
    the SHA-256 of every data file that a verdict under this scheme rests on.
    """

    id: str
    title: str
    title_en: str
    in_force: date
    until: date | None
    product_names: tuple[str, ...]
    grades: tuple[str, ...]
    standard: Standard
    requirements: Mapping[str, tuple[Requirement, ...]]
    seals: Mapping[str, str]

    def covers(self, day: date) -> bool:
        """Tell whether this edition is in force on `day`."""
        return self.in_force <= day and (self.until is None or day < self.until)
