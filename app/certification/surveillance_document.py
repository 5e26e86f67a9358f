"""`labverdict.surveillance/1`: what a body knows when it plans a surveillance."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.certification.form import Form, Refused, read_document
from app.certification.surveillance import Cause, Record, Trigger

FORMAT = "labverdict.surveillance/1"


@dataclass(frozen=True, slots=True)
class Need:
    """Whether a sample is taken this time, and why (7.2: 必要时); `by_risk` more items go by their chance to fail."""

    is_needed: bool
    ground: str
    by_risk: int


@dataclass(frozen=True, slots=True)
class Occasion:
    """The certificate, its scheme and grade, what was held so far, and whether a sample is needed.

    `grade` is as typed, None where none is given.
    """

    certificate: str
    scheme: str
    grade: str | None
    record: Record
    sample: Need


def read_occasion(content: bytes, on: date) -> Occasion | Refused:
    """Read what a surveillance is planned from, as of a day; nothing that lies after that day is known."""
    return read_document(content, FORMAT, lambda form: _read(form, on))


def _read(form: Form, on: date) -> Occasion:
    form.only({
        "certificate", "scheme", "grade", "valid_from", "inspection_ended_on", "held", "causes", "sample",
    })  # fmt: skip
    inspected_on, valid_from = form.day("inspection_ended_on"), form.day("valid_from")
    _in_order(form, "valid_from", valid_from, inspected_on, on)
    return Occasion(
        form.text("certificate"),
        form.text("scheme"),
        form.optional_text("grade"),
        Record(
            valid_from,
            inspected_on,
            _held(form.forms("held"), inspected_on, on),
            tuple(_cause(each, inspected_on, on) for each in form.forms("causes")),
        ),
        _need(form.form("sample")),
    )


def _held(forms: Sequence[Form], inspected_on: date, on: date) -> tuple[date, ...]:
    days: list[date] = []
    for form in forms:
        form.only({"ended_on"})
        day = form.day("ended_on")
        _in_order(form, "ended_on", day, days[-1] if days else inspected_on, on)
        days.append(day)
    return tuple(days)


def _cause(form: Form, inspected_on: date, on: date) -> Cause:
    form.only({"trigger", "on", "ground"})
    day = form.day("on")
    _in_order(form, "on", day, inspected_on, on)
    return Cause(form.choice("trigger", Trigger), day, form.text("ground"))


def _need(form: Form) -> Need:
    form.only({"needed", "ground", "by_risk"})
    by_risk = form.whole("by_risk") if form.has("by_risk") else 0
    return Need(form.truth("needed"), form.text("ground"), by_risk)


def _in_order(form: Form, key: str, day: date, after: date, on: date) -> None:
    """Note a day before the one it follows, or after the day of the plan; a day that is no date is noted already."""
    if day != date.min and not after <= day <= on:
        earliest = "" if after == date.min else f"from {after} "
        form.refuse(key, "dates_out_of_order", day.isoformat(), f"a day {earliest}up to {on}")
