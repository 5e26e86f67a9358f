"""A certification rule as data: every numbered clause in its order, and what in its print is in doubt.

Three natures are kept apart: what the machine answers, what a named person states, and what the text leaves to a named
person, who decides and gives grounds. Clauses of the fourth decide nothing.
"""

from dataclasses import dataclass
from enum import StrEnum


class Nature(StrEnum):
    """Who answers a clause."""

    COMPUTED = "computed"
    ATTESTED = "attested"
    RULED = "ruled"
    INFORMATIVE = "informative"


class Stage(StrEnum):
    """The decision that a clause takes part in."""

    INITIAL = "initial"
    SURVEILLANCE = "surveillance"
    CHANGE = "change"
    EXTENSION = "extension"
    RENEWAL = "renewal"


class Check(StrEnum):
    """What the machine computes for a clause; each has its own module under `clauses`."""

    UNIT = "unit"
    DOCUMENTS = "documents"
    SAMPLE_AMOUNT = "sample_amount"
    PRODUCT_TEST = "product_test"
    TEST_TIME = "test_time"
    REPORT_ADOPTION = "report_adoption"
    SCORECARD = "scorecard"
    QUALITY_ASSURANCE = "quality_assurance"
    CONSISTENCY = "consistency"
    INSPECTION_WINDOW = "inspection_window"
    MAN_DAYS = "man_days"
    CORRECTION = "correction"
    OVERALL = "overall"
    CERTIFICATION_TIME = "certification_time"
    SURVEILLANCE_INTERVAL = "surveillance_interval"
    SURVEILLANCE_BLOCKS = "surveillance_blocks"
    SURVEILLANCE_SAMPLE = "surveillance_sample"
    SURVEILLANCE_RESULT = "surveillance_result"
    VALIDITY = "validity"
    RENEWAL = "renewal"
    BAR = "bar"


@dataclass(frozen=True, slots=True)
class RuleClause:
    """One numbered clause of a rule, with a few printed words to find it by.

    `check` is there exactly for a computed clause, `asks` exactly for one that a person answers: what is to be stated
    or decided. `norms` are the requirements that stand in it, `deadlines` the terms that it sets.
    """

    number: str
    anchor: str
    nature: Nature
    stages: frozenset[Stage]
    check: Check | None = None
    asks: str | None = None
    norms: tuple[str, ...] = ()
    deadlines: tuple[str, ...] = ()

    @property
    def takes_statement(self) -> bool:
        """Tell whether a person's word counts here: an answer, or why a certificate comes late (6.2)."""
        return self.asks is not None or self.check is Check.CERTIFICATION_TIME

    def __post_init__(self) -> None:
        if (self.check is not None) is not (self.nature is Nature.COMPUTED):
            raise ValueError(f"{self.number}: a check stands exactly at a computed clause")
        if (self.asks is not None) is not (self.nature in {Nature.ATTESTED, Nature.RULED}):
            raise ValueError(f"{self.number}: a question stands exactly where a person answers")


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is printed wrongly or left open, how it is read, and on what ground.

    `confirmed_by` is nobody (None) until a person of the alliance or a body has confirmed the reading. `silences` are
    the ids of the faults that the linter would report here.
    """

    id: str
    clause: str
    printed: str
    reading: str
    ground: str
    confirmed_by: str | None
    silences: tuple[str, ...]
