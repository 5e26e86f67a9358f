"""What was found of one item, with everything needed to recompute it by hand."""

from dataclasses import dataclass
from enum import StrEnum

from app.verification.margin import Margin, margin, rounded_text
from app.verification.report import Result
from app.verification.requirement import Certainty, Characteristic, Limit, Requirement
from methods.outcome import Outcome
from methods.printing import set_text
from methods.reading import Measured


class Reason(StrEnum):
    """Why an item has its outcome; the sentence for people belongs to the reader's language, not to the verdict."""

    WITHIN_LIMIT = "within_limit"
    BEYOND_LIMIT = "beyond_limit"
    LIMIT_INSIDE_RESULT = "limit_inside_result"
    NO_RESULT = "no_result"
    LIMIT_NOT_HELD = "limit_not_held"
    OTHER_METHOD = "other_method"
    METHOD_NOT_ACCEPTED = "method_not_accepted"
    BESIDE_NAMED_METHOD = "beside_named_method"
    DETECTION_LIMIT_MISSING = "detection_limit_missing"
    TRACE_WITHOUT_NUMBER = "trace_without_number"
    NUMBER_AGAINST_WORDS = "number_against_words"
    WORD_NOT_LISTED = "word_not_listed"
    NOT_A_NUMBER = "not_a_number"
    CLASS_UNKNOWN = "class_unknown"
    NOT_REQUIRED = "not_required"


class Flag(StrEnum):
    """What a reader should know beside the outcome; a flag never changes it."""

    PROVISIONAL_LIMIT = "provisional_limit"
    DOUBTFUL_PRINT = "doubtful_print"
    ADOPTED_LIMIT = "adopted_limit"
    METHOD_EDITION_UNKNOWN = "method_edition_unknown"
    METHOD_EDITION_NOT_IN_FORCE = "method_edition_not_in_force"
    CETANE_INDEX_DIFFERS = "cetane_index_differs"
    CETANE_INDEX_NOT_CHECKED = "cetane_index_not_checked"
    DISTILLATION_ORDER = "distillation_order"
    STATED_REQUIREMENT_DIFFERS = "stated_requirement_differs"
    STATED_REQUIREMENT_UNREADABLE = "stated_requirement_unreadable"
    STATED_VERDICT_DIFFERS = "stated_verdict_differs"
    STATED_VERDICT_UNREADABLE = "stated_verdict_unreadable"


@dataclass(frozen=True, slots=True)
class Statement:
    """A named statement beside the product standard's verdict: decision rule or method precision.

    `role` is the side that makes it, where the rule knows sides; `outcome` is in the words of the named rule;
    `figures` are name and number as text, exact or to six digits.
    """

    rule: str
    source: str
    role: str | None
    outcome: str | None
    figures: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome of one result against one requirement; a missing result and an unasked item are findings too.

    `requirement` is None for an item that the scheme does not ask, `result` None for a missing one. `measured` is the
    exact result in the unit of the limit, None where no number was compared; all figures follow from it.
    """

    characteristic: Characteristic
    requirement: Requirement | None
    result: Result | None
    outcome: Outcome
    reason: Reason
    measured: Measured | None = None
    statements: tuple[Statement, ...] = ()
    flags: tuple[Flag, ...] = ()

    @property
    def value(self) -> str | None:
        """Return the exact result in the unit of the limit (an interval for a censored one)."""
        return None if self.measured is None else set_text(self.measured.low, self.measured.high)

    @property
    def rounded(self) -> str | None:
        """Return the number that a rounded-value comparison compared."""
        limit = self.limit
        return None if self.measured is None or limit is None else rounded_text(limit, self.measured)

    @property
    def margin(self) -> Margin | None:
        """Return how far the result is from the nearest bound."""
        limit = self.limit
        return None if self.measured is None or limit is None else margin(limit, self.measured)

    @property
    def limit(self) -> Limit | None:
        """Return the limit that the result was held against."""
        return None if self.requirement is None else self.requirement.limit


@dataclass(frozen=True, slots=True)
class StillNeeded:
    """What keeps a report from being decided: the requirement and the reason."""

    requirement: Requirement
    reason: Reason


def standing_flags(requirement: Requirement) -> tuple[Flag, ...]:
    """Return the flags that every finding on a requirement carries."""
    flags = (Flag.PROVISIONAL_LIMIT,) if requirement.certainty is Certainty.PROVISIONAL else ()
    flags = flags if requirement.doubt is None else (*flags, Flag.DOUBTFUL_PRINT)
    return (*flags, Flag.ADOPTED_LIMIT) if requirement.adopted else flags
