"""Raw report -> test report: all of it readable, or every fault that it has."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.intake.cells import Cells, objects_of
from app.intake.product import product_and_grade
from app.intake.results import Terms, read_result
from app.intake.vocabulary import Vocabulary, name_key
from app.verification.report import Origin, Result, TestReport
from app.verification.scheme import Scheme
from lims_adapters.contract import Issue, RawReport
from lims_adapters.faults import Faults, bounded
from methods.acceptance import in_unit
from methods.reading import Cut, Graded, Measured, Worded

FORMAT = "labverdict.report/1"
MOST_RESULTS = 2000
_REPORT = "the report"
_SAMPLE_DAYS = ("sample.taken_on", "sample.received_on")
_ACCREDITATION = re.compile(r"laboratory\.accreditations\.[0-9]{1,4}\.(kind|number)", re.ASCII)
_KNOWN_HEAD = frozenset({
    "format", "report_no", "issued_on", "laboratory.name", "laboratory.accreditations.kind",
    "product.name", "product.grade", "product.manufacturer", "product.plant", "product.model",
    "sample.id", "sample.taken_on", "sample.received_on", "sample.amount", "sample.procedure",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Refused:
    """A report that cannot be judged, and every fault of it in the sender's terms; of more than 1000 the first."""

    issues: tuple[Issue, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "issues", bounded(self.issues, _REPORT))


@dataclass(frozen=True, slots=True)
class Asked:
    """What the caller asks for: the grade where the report names none, and the day of the scheme's edition.

    `as_of` None takes the day on which the report was issued, never today.
    """

    grade: str | None = None
    as_of: date | None = None


def take_in(raw: RawReport, scheme: Scheme, vocabulary: Vocabulary, asked: Asked) -> TestReport | Refused:
    """Read a raw report for a scheme.

    Every fault is named at once: nothing is judged of a report that has one.
    """
    faults = Faults()
    head = Cells(raw.head, "", faults)
    _refuse_unknown_head(head)
    if (form := head.required("format")) not in {FORMAT, None}:
        faults.add("format_unknown", head.place("format"), form, FORMAT)
    report_no, sample_id = head.identifier("report_no"), head.identifier("sample.id")
    issued_on = head.day("issued_on", required=True)
    sampled = [head.day(name, required=False) for name in _SAMPLE_DAYS]
    told = {name: head.text(name) for name in sorted(set(raw.head) & _TEXTS)}
    _refuse_edition(head, scheme, asked.as_of, issued_on)
    product = product_and_grade(head, scheme, asked.grade)
    terms = Terms(vocabulary, scheme, raw.from_file, issued_on)
    if len(raw.results) > MOST_RESULTS:
        faults.add("too_many_results", "/results", str(len(raw.results)), f"at most {MOST_RESULTS} of one sample")
        return Refused(faults.told(_REPORT))
    read = [read_result(Cells(result.cells, result.where, faults), terms) for result in raw.results]
    results = tuple(result for result in read if result is not None)
    _refuse_conflicts(results, faults)
    _refuse_sampling(sampled, results, head)
    if not raw.results:
        faults.add("no_results", "/results", None, "at least one result")
    if report_no is None or sample_id is None or issued_on is None or product is None or faults.count:
        return Refused(faults.told(_REPORT))
    origin = Origin(*map(told.get, ("laboratory.name", "product.manufacturer", "product.plant", "product.model")))
    return TestReport(report_no, issued_on, *product, sample_id, results, origin)


_OBJECTS = objects_of(_KNOWN_HEAD)
_TEXTS = _KNOWN_HEAD - {"format", "report_no", "issued_on", "sample.id", *_SAMPLE_DAYS}


def _refuse_edition(head: Cells, scheme: Scheme, as_of: date | None, issued_on: date | None) -> None:
    """Note a day that the scheme's edition does not cover: no other edition is taken for it."""
    day = as_of or issued_on
    if day is not None and not scheme.covers(day):
        until = "" if scheme.until is None else f" up to, not including, {scheme.until}"
        place = head.place("issued_on") if as_of is None else "--as-of"
        expected = f"a day from {scheme.in_force}{until}, when {scheme.id} is in force"
        head.faults.add("scheme_not_in_force", place, day.isoformat(), expected)


def _refuse_sampling(sampled: Sequence[date | None], results: Sequence[Result], head: Cells) -> None:
    """Note a sample that came in before it was taken, or was tested before it came in."""
    days = [(name, day) for name, day in zip(_SAMPLE_DAYS, sampled, strict=True) if day is not None]
    earliest = min((result.tested_on for result in results), default=None)
    for (name, day), end in zip(days, [*(day for _, day in days[1:]), earliest], strict=False):
        if end is not None and day > end:
            head.faults.add("dates_out_of_order", head.place(name), day.isoformat(), f"a day up to {end}")


def _refuse_unknown_head(head: Cells) -> None:
    accreditations = [name for name in head.cells if _ACCREDITATION.fullmatch(name)]
    head.refuse_unknown(_KNOWN_HEAD.union(accreditations), _OBJECTS | objects_of(accreditations))
    for name in accreditations:
        head.text(name)


def _refuse_conflicts(results: tuple[Result, ...], faults: Faults) -> None:
    """Note two different values for one item, method and replicate: which of them would be the result?"""
    first: dict[tuple[str, str, str | None], Result] = {}
    for result in results:
        method = result.tested_by.method
        by = name_key(result.tested_by.typed) if method is None else method.id
        earlier = first.setdefault((result.characteristic.id, by, result.replicate), result)
        if earlier is not result and _values(earlier) != _values(result):
            expected = f"the same value as at {earlier.where}, or another `replicate`"
            faults.add("conflicting_results", result.where, result.typed, expected)


def _values(result: Result) -> tuple[Cut | None, Cut | None] | frozenset[str] | str:
    reading, own = result.reading, result.characteristic.unit
    match reading:
        case Measured():
            if result.unit is not None and own is not None:
                reading = in_unit(reading, result.unit, own)
            return reading.low, reading.high
        case Graded(classes=classes):
            return classes
        case Worded(text=text):
            return text
