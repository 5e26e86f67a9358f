"""The certification unit: one application, one unit (clause 3.1 of both rules)."""

from dataclasses import dataclass, fields

from app.certification.form import Form
from app.verification.report import TestReport


@dataclass(frozen=True, slots=True)
class Unit:
    """What one certificate is for: maker and plant, and the grade (diesel) or the series of type and structure (dryer).

    A product of another grade, series, maker or plant is another unit.
    """

    manufacturer: str
    plant: str
    grade: str | None
    series: str | None


def read_unit(form: Form) -> Unit:
    """Read a unit: a grade or a series, never both."""
    form.only({field.name for field in fields(Unit)})
    unit = Unit(
        form.text("manufacturer"), form.text("plant"), form.optional_text("grade"), form.optional_text("series")
    )
    if (unit.grade is None) is (unit.series is None):
        form.refuse(None, "unit_incomplete", "", "either a grade or a series")
    return unit


def differences(unit: Unit, report: TestReport) -> tuple[str, ...]:
    """Return in which members a report is not known to be about the unit; what a report does not name counts as one.

    A report names the model that was tested; whether that belongs to a series is for the body to judge.
    """
    told = {
        "manufacturer": (unit.manufacturer, report.origin.manufacturer),
        "plant": (unit.plant, report.origin.plant),
        "grade": (unit.grade, report.grade),
    }
    return tuple(name for name, (ours, theirs) in told.items() if ours != theirs)
