"""What the rules leave to a certification body: `labverdict.body/1`.

One document for each body and version. Every value carries its ground and the day from which it holds; two persons
stand behind the document. A value that is not set stays unset: no default stands in for it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

from app.certification.form import Form, Refused, read_document
from app.certification.two_persons import two_persons

FORMAT = "labverdict.body/1"

Value = TypeVar("Value")


class DayKind(StrEnum):
    """How the days of a term are counted."""

    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"
    MONTH = "month"
    YEAR = "year"


class SamplingRule(StrEnum):
    """Which items a surveillance sample is tested for: 全部, 部分."""

    ALL = "all"
    PART = "part"


class RenewalStart(StrEnum):
    """From which day a renewed certificate counts."""

    EXPIRY = "expiry"
    DECISION = "decision"


class RenewalNumber(StrEnum):
    """Whether a renewed certificate keeps its number."""

    SAME = "same"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Term:
    """A length of time."""

    length: int
    kind: DayKind


@dataclass(frozen=True, slots=True)
class Setting(Generic[Value]):
    """A value that a body has set, why, and from which day on it holds."""

    value: Value
    ground: str
    since: date


@dataclass(frozen=True, slots=True)
class Body:
    """The settings of one body in one version; None where nothing is set.

    `non_critical_items` are ids of characteristics; `adopted_norms` ids of norms that only a draft prints (`M-23d`);
    `sampling_items` says which items are tested where a part of them is enough.
    """

    id: str
    version: int
    set_by: tuple[str, str]
    non_critical_items: Setting[frozenset[str]] | None = None
    rectification_term: Setting[Term] | None = None
    test_term: Setting[Term] | None = None
    suspension_term: Setting[Term] | None = None
    cooling_off: Setting[Term] | None = None
    designated_laboratories: Setting[frozenset[str]] | None = None
    sampling_rule: Setting[SamplingRule] | None = None
    sampling_items: Setting[frozenset[str]] | None = None
    number_format: Setting[str] | None = None
    renewal_number: Setting[RenewalNumber] | None = None
    renewal_start: Setting[RenewalStart] | None = None
    one_person_reviews_and_decides: Setting[bool] | None = None
    adopted_norms: Setting[frozenset[str]] | None = None

    def adopts(self, norm: str, on: date) -> bool:
        """Tell whether a norm that only a draft prints binds this body on a day."""
        adopted = in_force(self.adopted_norms, on)
        return adopted is not None and norm in adopted


def in_force(setting: Setting[Value] | None, on: date) -> Value | None:
    """Return the value that holds on a day, None where none is set or it holds only later."""
    return None if setting is None or on < setting.since else setting.value


def read_body(content: bytes) -> Body | Refused:
    """Read the settings of a body, or refuse them for every fault."""
    return read_document(content, FORMAT, _read_body)


def _read_body(form: Form) -> Body:
    form.only({"body", "version", "set_by", "settings"})
    set_by = two_persons(form, "set_by")
    settings = form.form("settings")
    settings.only(frozenset(Body.__dataclass_fields__) - {"id", "version", "set_by"})
    return Body(
        id=form.text("body"),
        version=form.whole("version"),
        set_by=set_by,
        non_critical_items=_setting(settings, "non_critical_items", _set),
        rectification_term=_setting(settings, "rectification_term", _term),
        test_term=_setting(settings, "test_term", _term),
        suspension_term=_setting(settings, "suspension_term", _term),
        cooling_off=_setting(settings, "cooling_off", _term),
        designated_laboratories=_setting(settings, "designated_laboratories", _set),
        sampling_rule=_setting(settings, "sampling_rule", lambda form: form.choice("value", SamplingRule)),
        sampling_items=_setting(settings, "sampling_items", _set),
        number_format=_setting(settings, "number_format", lambda form: form.text("value")),
        renewal_number=_setting(settings, "renewal_number", lambda form: form.choice("value", RenewalNumber)),
        renewal_start=_setting(settings, "renewal_start", lambda form: form.choice("value", RenewalStart)),
        one_person_reviews_and_decides=_setting(
            settings, "one_person_reviews_and_decides", lambda form: form.truth("value")
        ),
        adopted_norms=_setting(settings, "adopted_norms", _set),
    )


def _setting(settings: Form, key: str, read: Callable[[Form], Value]) -> Setting[Value] | None:
    form = settings.optional_form(key)
    if form is None:
        return None
    form.only({"value", "ground", "since"})
    return Setting(read(form), form.text("ground"), form.day("since"))


def _set(form: Form) -> frozenset[str]:
    return frozenset(form.texts("value"))


def _term(form: Form) -> Term:
    value = form.form("value")
    value.only({"length", "kind"})
    length = value.whole("length")
    if length == 0:
        value.refuse("length", "number_not_positive", "0", "at least 1")
    return Term(length, value.choice("kind", DayKind))
