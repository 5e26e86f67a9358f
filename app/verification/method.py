"""A test method as a verdict needs it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from methods.precision import Constant, Line, Power, PrecisionRefused

Level = Constant | Line | Power


@dataclass(frozen=True, slots=True)
class MethodPrecision:
    """Repeatability and reproducibility of a method (ISO 4259: r and R) in `unit`, and whose text gives them.

    Only figures that their card enables are here; None where that one is not found. `editions` are the years of the
    method's editions that the figures hold for, empty where they are not tied to any.
    """

    of: str
    editions: frozenset[str]
    unit: str
    certainty: str
    repeatability: Level | None
    reproducibility: Level | None

    def reproducibility_at(self, level: Fraction, edition: str | None) -> Fraction | None:
        """Return R at a level in `unit`; None where the figures say nothing about that level or that edition.

        A result that names no edition gets no figure that is tied to one.
        """
        if self.reproducibility is None or (self.editions and edition not in self.editions):
            return None
        try:
            return self.reproducibility.at(level)
        except PrecisionRefused:
            return None


@dataclass(frozen=True, slots=True, eq=False)
class Method:
    """A method card, equal to itself alone: number, editions and precision.

    `editions` gives the first day in force of each edition by its year, None where that day is not known.
    """

    id: str
    number: str
    editions: Mapping[str, date | None]
    precision: tuple[MethodPrecision, ...]

    def edition_starts_after(self, year: str, day: date) -> bool:
        """Tell whether an edition was not yet in force on a day; without its first day its year has to tell."""
        first = self.editions.get(year)
        return int(year) > day.year if first is None else first > day
