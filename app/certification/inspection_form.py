"""The part of a dossier that tells of an inspection."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from app.certification.dossier import Inspection, Nonconformity, Observed, Point
from app.certification.form import Form


def inspection_of(form: Form) -> Inspection:
    """Read an inspection, noting every fault."""
    form.only(Inspection.__dataclass_fields__)
    began_on, ended_on = form.day("began_on"), form.day("ended_on")
    if ended_on < began_on:
        form.refuse("ended_on", "dates_out_of_order", ended_on.isoformat(), "a day not before `began_on`")
    team = frozenset(form.texts("team"))
    if not team:
        form.refuse("team", "field_missing", "", "who inspected, at least one person")
    return Inspection(
        began_on,
        ended_on,
        team,
        heads_of(form),
        form.whole("man_days"),
        form.optional_text("man_days_ground"),
        form.truth("passed"),
        _points(form.forms("points")),
        tuple(_nonconformity(each, began_on) for each in form.forms("nonconformities")),
    )


def heads_of(form: Form) -> int:
    """Read how many persons work in a factory, at least one."""
    before = form.faults.count
    heads = form.whole("head_count")
    if heads == 0 and form.faults.count == before:
        form.refuse("head_count", "number_not_positive", "0", "at least 1")
    return heads


def _points(forms: Sequence[Form]) -> tuple[Point, ...]:
    """Read what was found, on each point once: a second finding could only contradict the first."""
    points: dict[str, Point] = {}
    for form in forms:
        point = _point(form)
        if point.id in points:
            form.refuse("id", "duplicate_key", point.id, "each point once")
        points[point.id] = point
    return tuple(points.values())


def _point(form: Form) -> Point:
    form.only(Point.__dataclass_fields__)
    return Point(form.text("id"), form.choice("observed", Observed), form.optional_text("reason"))


def _nonconformity(form: Form, began_on: date) -> Nonconformity:
    form.only(Nonconformity.__dataclass_fields__)
    signed_on = form.day("signed_on")
    corrected_on, verified_on = form.optional_day("corrected_on"), form.optional_day("verified_on")
    days = {"began_on": began_on, "signed_on": signed_on, "corrected_on": corrected_on, "verified_on": verified_on}
    for (earlier, before), (key, day) in pairwise((key, day) for key, day in days.items() if day is not None):
        if day < before:
            form.refuse(key, "dates_out_of_order", day.isoformat(), f"a day not before `{earlier}`")
    return Nonconformity(form.text("id"), signed_on, corrected_on, verified_on, form.optional_text("verified_by"))
