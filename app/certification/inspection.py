"""What is inspected in the factory: man-days (5.2, 7.1.2), consistency, surveillance blocks and appendix B."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ManDayBand:
    """Man-days for a range of heads, both ends in it; None is open.

    `values` are as printed, in the order of the table's heading; `renewal_read` is there where the renewal's is a
    reading.
    """

    printed: str
    low: int | None
    high: int | None
    values: tuple[int, ...]
    renewal_read: int | None

    @property
    def initial(self) -> int:
        """Return the days of the initial inspection."""
        return self.values[0]

    @property
    def surveillance(self) -> int:
        """Return the days of a surveillance."""
        return self.values[1]

    @property
    def renewal(self) -> int | None:
        """Return the days of a renewal's inspection, None where they are neither printed nor read."""
        return self.values[2] if len(self.values) > 2 else self.renewal_read  # noqa: PLR2004 - the third column

    def holds(self, heads: int) -> bool:
        """Tell whether a factory of so many heads stands in this row."""
        return (self.low is None or self.low <= heads) and (self.high is None or heads <= self.high)


@dataclass(frozen=True, slots=True)
class ManDays:
    """The table of man-days: what its sentence names as factors, and the columns that it has."""

    clause: str
    heading: tuple[str, ...]
    factors: tuple[str, ...]
    columns: tuple[str, ...]
    bands: tuple[ManDayBand, ...]

    def band(self, heads: int) -> ManDayBand | None:
        """Return the row for so many heads, None where the table has none."""
        return next((band for band in self.bands if band.holds(heads)), None)


@dataclass(frozen=True, slots=True)
class ConsistencyCheck:
    """One check of product against description and report (5.1.3)."""

    id: str
    clause: str
    anchor: str
    asks: str


@dataclass(frozen=True, slots=True)
class SurveillanceBlock:
    """One block that every surveillance covers (7.1.3)."""

    id: str
    clause: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class QualityClause:
    """A clause of appendix B that an inspector answers; `condition` has the words under which it applies, or a part."""

    clause: str
    condition: str | None


@dataclass(frozen=True, slots=True)
class InspectionRule:
    """All that a factory inspection or a surveillance has to cover."""

    man_days: ManDays
    consistency: tuple[ConsistencyCheck, ...]
    blocks: tuple[SurveillanceBlock, ...]
    quality: tuple[QualityClause, ...]
