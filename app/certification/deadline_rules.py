"""Deadlines as the rules set them: from which event on, how long, who has to act, and what follows.

A length is printed, or left to a body's settings, or not printed at all; the second is unknown until the body has set
it, and the third stays unknown.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.certification.body import Body, DayKind, Term, in_force


class Start(StrEnum):
    """The events from which terms run."""

    SAMPLE_RECEIVED = "sample_received"
    TEST_FEE_RECEIVED = "test_fee_received"
    TEST_FAILURE_NOTIFIED = "test_failure_notified"
    REPORT_ISSUED = "report_issued"
    PRODUCT_TEST_PASSED = "product_test_passed"
    PRODUCT_TEST_COMPLETED = "product_test_completed"
    INSPECTION_COMPLETED = "inspection_completed"
    NONCONFORMITIES_REPORTED = "nonconformities_reported"
    CERTIFICATE_ISSUED = "certificate_issued"
    CERTIFICATION_ENDED = "certification_ended"
    CERTIFICATE_EXPIRY = "certificate_expiry"
    INITIAL_INSPECTION_ENDED = "initial_inspection_ended"
    SURVEILLANCE_ENDED = "surveillance_ended"
    SURVEILLANCE_NONCONFORMITIES_REPORTED = "surveillance_nonconformities_reported"
    SAMPLE_DRAWN = "sample_drawn"
    VISIT_WITHOUT_SAMPLE = "visit_without_sample"
    SUSPENSION_STARTED = "suspension_started"
    CERTIFICATE_WITHDRAWN = "certificate_withdrawn"
    CONFIRMATION_TEST_DONE = "confirmation_test_done"
    YEAR = "year"


class Takes(StrEnum):
    """Which of several events counts: the later one needs them all, the others count those that have happened."""

    LATER = "later"
    EARLIER = "earlier"
    LATEST = "latest"


class Actor(StrEnum):
    """Who has to act by the day."""

    LABORATORY = "laboratory"
    CLIENT = "client"
    CERTIFICATION_BODY = "certification_body"
    HOLDER = "holder"
    FACTORY = "factory"
    ALLIANCE = "alliance"
    NOBODY = "nobody"


class OnExpiry(StrEnum):
    """What follows when the day has passed."""

    LABORATORY_LATE = "laboratory_late"
    CASE_TERMINATED = "case_terminated"
    REPORT_NOT_ADOPTABLE = "report_not_adoptable"
    NEW_PRODUCT_TEST = "new_product_test"
    INSPECTION_FAILED = "inspection_failed"
    OVERDUE_EXPLAIN = "overdue_explain"
    BODY_IN_BREACH = "body_in_breach"
    CERTIFICATE_EXPIRED = "certificate_expired"
    WINDOW_OPENS = "window_opens"
    DECIDE_ON_SUSPENSION = "decide_on_suspension"
    SURVEILLANCE_FAILED = "surveillance_failed"
    REFUSAL_SUSPEND = "refusal_suspend"
    SUSPEND_IF_NO_SAMPLE_AGAIN = "suspend_if_no_sample_again"
    WITHDRAW_OR_CANCEL = "withdraw_or_cancel"
    LATE_RENEWAL_WARNING = "late_renewal_warning"
    NEW_APPLICATION = "new_application"
    BAR_ENDS = "bar_ends"
    NONCONFORMITY = "nonconformity"
    REPORT_OVERDUE = "report_overdue"


class Marks(StrEnum):
    """What the computed day is: the last one in time, the first one without validity, or the first one allowed."""

    LAST_DAY = "last_day"
    FIRST_DAY_WITHOUT = "first_day_without"
    FIRST_DAY_ALLOWED = "first_day_allowed"


class TermSetting(StrEnum):
    """The settings of a body that hold a term."""

    RECTIFICATION_TERM = "rectification_term"
    TEST_TERM = "test_term"
    SUSPENSION_TERM = "suspension_term"

    def of(self, body: Body, on: date) -> Term | None:
        """Return the term that a body has set and that holds on a day."""
        match self:
            case TermSetting.RECTIFICATION_TERM:
                return in_force(body.rectification_term, on)
            case TermSetting.TEST_TERM:
                return in_force(body.test_term, on)
            case TermSetting.SUSPENSION_TERM:
                return in_force(body.suspension_term, on)


@dataclass(frozen=True, slots=True)
class NotPrinted:
    """No length is printed, and none is invented."""


@dataclass(frozen=True, slots=True)
class DayOfYear:
    """The same day of every year."""

    month: int
    day: int


Length = Term | TermSetting | NotPrinted | DayOfYear


@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """One deadline (`D-01`) as one text sets it: `source` is the rule or the programme, `clause` and `anchor` where.

    `before` counts back from the event. `rolls` moves a calendar day that is not worked to the next one that is.
    `pauses` lets the clock stand still. `in_general` is printed where the length is the usual one. `norms` are rows of
    the ledger; `reading` says what is not printed and how it is read. `leads` are days before the day on which to
    remind; `reminded_with` another deadline whose reminders serve for this one.
    """

    id: str
    source: str
    starts: tuple[Start, ...]
    length: Length
    actor: Actor
    on_expiry: OnExpiry
    clause: str
    anchor: str
    norms: tuple[str, ...]
    takes: Takes | None = None
    marks: Marks = Marks.LAST_DAY
    before: bool = False
    rolls: bool = False
    pauses: bool = False
    in_general: bool = False
    reading: str | None = None
    leads: tuple[int, ...] = ()
    reminded_with: str | None = None

    def __post_init__(self) -> None:
        if (self.takes is None) is not (len(self.starts) == 1):
            raise ValueError(f"{self.id}: which of several events counts has to be said, and only then")
        if self.rolls and not (isinstance(self.length, Term) and self.length.kind is DayKind.CALENDAR_DAY):
            raise ValueError(f"{self.id}: only a printed term of calendar days rolls forward")
        if self.before and not (isinstance(self.length, Term) and self.length.kind in {DayKind.MONTH, DayKind.YEAR}):
            raise ValueError(f"{self.id}: only a printed term of months or years is counted back")

    def begins(self, events: Mapping[Start, date]) -> date | None:
        """Return the day from which the term runs; None while an event that it waits for has not happened."""
        days = [events[start] for start in self.starts if start in events]
        match self.takes:
            case Takes.EARLIER:
                return min(days, default=None)
            case Takes.LATEST:
                return max(days, default=None)
            case Takes.LATER | None:
                return max(days) if len(days) == len(self.starts) else None


def acting(rules: Iterable[DeadlineRule]) -> Mapping[str, DeadlineRule]:
    """Return one rule for each deadline, of texts in the order of their rank.

    The first text that sets a length counts: a blank of the product rule is filled by the programme, and nothing else
    of the product rule is.
    """
    chosen: dict[str, DeadlineRule] = {}
    for rule in rules:
        before = chosen.get(rule.id)
        if before is None or (isinstance(before.length, NotPrinted) and not isinstance(rule.length, NotPrinted)):
            chosen[rule.id] = rule
    return chosen
