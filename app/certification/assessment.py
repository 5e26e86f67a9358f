"""What a certification body found when it assessed a laboratory and its results: `labverdict.assessment/1`.

Reports do not show for which methods, and from when to when, their laboratory is able: the assessment does.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from app.certification.form import Form, Refused, read_document
from app.certification.unit import Unit, read_unit
from app.verification.report import Result, TestedBy

FORMAT = "labverdict.assessment/1"

Resolve = Callable[[str], TestedBy]


@dataclass(frozen=True, slots=True)
class AssessedMethod:
    """A method that a laboratory is able to carry out from `since` up to, not including, `until` (None: open).

    An edition binds where the assessment names one.
    """

    tested_by: TestedBy
    since: date
    until: date | None

    def covers(self, result: Result) -> bool:
        """Tell whether a result was got by this method, in this edition, on a day within the scope."""
        ours, theirs = self.tested_by, result.tested_by
        same = ours.method is not None and ours.method is theirs.method and ours.year in {None, theirs.year}
        return same and self.since <= result.tested_on and (self.until is None or result.tested_on < self.until)


@dataclass(frozen=True, slots=True)
class Assessment:
    """The laboratory's ability and its results, assessed by one person for one certification unit under a scheme."""

    scheme: str
    laboratory: str
    assessed_by: str
    assessed_on: date
    ground: str
    unit: Unit
    results_accepted: bool
    methods: tuple[AssessedMethod, ...]


def read_assessment(content: bytes, resolve: Resolve) -> Assessment | Refused:
    """Read an assessment; `resolve` finds a method by its name. Refuses it for every fault."""
    return read_document(content, FORMAT, lambda form: assessment_of(form, resolve))


def assessment_of(form: Form, resolve: Resolve) -> Assessment:
    """Read an assessment that is part of another document."""
    form.only(Assessment.__dataclass_fields__)
    methods = tuple(_method(entry, resolve) for entry in form.forms("methods"))
    return Assessment(
        scheme=form.text("scheme"),
        laboratory=form.text("laboratory"),
        assessed_by=form.text("assessed_by"),
        assessed_on=form.day("assessed_on"),
        ground=form.text("ground"),
        unit=read_unit(form.form("unit")),
        results_accepted=form.truth("results_accepted"),
        methods=methods,
    )


def _method(form: Form, resolve: Resolve) -> AssessedMethod:
    form.only({"method", "since", "until"})
    typed = form.text("method")
    tested_by = resolve(typed)
    if typed and tested_by.method is None:
        form.refuse("method", "method_unknown", typed, "a method of `labverdict methods list`")
    since, until = form.day("since"), form.optional_day("until")
    if until is not None and until <= since:
        form.refuse("until", "dates_out_of_order", until.isoformat(), "a day after `since`")
    return AssessedMethod(tested_by, since, until)
