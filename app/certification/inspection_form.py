"""The part of a dossier that tells of an inspection."""

from app.certification.dossier import Inspection, Nonconformity, Observed, Point
from app.certification.form import Form


def inspection_of(form: Form) -> Inspection:
    """Read an inspection, noting every fault."""
    form.only(Inspection.__dataclass_fields__)
    began_on, ended_on = form.day("began_on"), form.day("ended_on")
    if ended_on < began_on:
        form.refuse("ended_on", "dates_out_of_order", ended_on.isoformat(), "a day not before `began_on`")
    return Inspection(
        began_on,
        ended_on,
        frozenset(form.texts("team")),
        form.whole("head_count"),
        form.whole("man_days"),
        form.optional_text("man_days_ground"),
        form.truth("passed"),
        tuple(_point(each) for each in form.forms("points")),
        tuple(_nonconformity(each) for each in form.forms("nonconformities")),
    )


def _point(form: Form) -> Point:
    form.only(Point.__dataclass_fields__)
    return Point(form.text("id"), form.choice("observed", Observed), form.optional_text("reason"))


def _nonconformity(form: Form) -> Nonconformity:
    form.only(Nonconformity.__dataclass_fields__)
    signed_on = form.day("signed_on")
    corrected_on, verified_on = form.optional_day("corrected_on"), form.optional_day("verified_on")
    for key, day in (("corrected_on", corrected_on), ("verified_on", verified_on)):
        if day is not None and day < signed_on:
            form.refuse(key, "dates_out_of_order", day.isoformat(), "a day not before `signed_on`")
    return Nonconformity(form.text("id"), signed_on, corrected_on, verified_on, form.optional_text("verified_by"))
