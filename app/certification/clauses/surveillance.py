"""The sample of a surveillance (clause 7.2)."""

from collections.abc import Mapping, Sequence
from datetime import date

from app.certification.clauses.matter import Matter, in_time
from app.certification.clauses.product_test import of_designated_laboratory
from app.certification.dossier import Sampling
from app.certification.finding import MET, Answered, Need, Needed, Why, failing, lacking, together
from app.certification.sampling import Handling, Sample, handle, recorded_in_time
from app.certification.shown import BAD, GOOD, Shown
from app.certification.standing import Standing
from app.certification.unit import differences
from app.verification.requirement import Requirement
from methods.outcome import Outcome


def sampled(matter: Matter) -> Answered:
    """Answer whether the sample was sent in time and conforms in every item that was chosen before the test (7.2).

    A sample that is not sent in 10 working days counts as refused, and a second visit in vain suspends as well. A body
    that comes again after more than 20 days is late itself: nothing is held against the holder for it.
    """
    sampling = matter.dossier.sampling
    if sampling is None:
        return lacking(Needed.STATEMENT, "sampling")
    if sampling.none_needed is not None:
        return Answered(Standing.NOT_APPLICABLE, Why.STATED, figures=(("ground", sampling.none_needed),))
    days = (sampling.missed_on, sampling.missed_again_on, sampling.drawn_on)
    visits = tuple(day for day in days if day is not None)
    if not visits:
        return lacking(Needed.DAY, "drawn_on")
    timed = _timed(sampling, visits[0], matter)
    match handle(Sample(visits, sampling.drawn_on, sampling.sent_on), timed.standing):
        case Handling.SENDING_REFUSED:
            return timed
        case Handling.NOT_FOUND_TWICE:
            return failing(Needed.RESULT, "sample")
        case Handling.TO_BE_DRAWN_AGAIN:
            return lacking(Needed.DAY, "drawn_on")
        case Handling.DRAWING_OVERDUE:
            return Answered(Standing.OPEN, Why.LATE, (Need(Needed.DAY, "drawn_on"),), timed.figures)
        case Handling.TO_BE_SENT:
            return lacking(Needed.DAY, "sent_on")
        case Handling.SENT:
            tests = _tests(sampling, matter)
            reports = (_of_report(test, matter) for test in tests)
            return together((timed, _recorded(sampling, tests), *reports, *_items(sampling, tests, matter)))


def _timed(sampling: Sampling, first_visit: date, matter: Matter) -> Answered:
    """Answer whether the step that runs keeps its term: to send a sample that was drawn, else to come again."""
    if sampling.drawn_on is not None:
        return in_time(matter.due("D-13", sampling.drawn_on), sampling.sent_on or matter.on)
    return in_time(matter.due("D-14", first_visit), matter.on)


def _tests(sampling: Sampling, matter: Matter) -> tuple[Shown, ...]:
    """Return the tests of the sample: reported since it was drawn. A report that is adopted is on another sample."""
    drawn_on = sampling.drawn_on
    return tuple(
        each for each in matter.shown if each.adoption is None and drawn_on is not None and each.counts_from >= drawn_on
    )


def _of_report(test: Shown, matter: Matter) -> Answered:
    """Answer whether the report on a sample is about the certified unit, and of a designated laboratory."""
    others = differences(matter.dossier.application.unit, test.test.verdict.report)
    if others:
        return lacking(Needed.RESULT, *(f"{test.report_no}: {member}" for member in others))
    return of_designated_laboratory(test, matter)


def _recorded(sampling: Sampling, tests: Sequence[Shown]) -> Answered:
    """Answer whether the items were recorded before the test; a body that chose too late has to test anew."""
    if sampling.recorded_on is None:
        return lacking(Needed.DAY, "recorded_on")
    days = [result.tested_on for each in tests for result in each.test.verdict.report.results]
    if not days:
        return MET
    figures = (("recorded", sampling.recorded_on.isoformat()), ("tested", min(days).isoformat()))
    if recorded_in_time(sampling.recorded_on, min(days)) is Standing.MET:
        return Answered(Standing.MET, Why.SHOWN, figures=figures)
    return Answered(Standing.OPEN, Why.LATE, (Need(Needed.RESULT, "sample"),), figures)


def _items(sampling: Sampling, tests: Sequence[Shown], matter: Matter) -> list[Answered]:
    """Answer each item: one that fails counts whether or not it was chosen, and stands in for none that was.

    A sample of which no item was chosen shows nothing.
    """
    requirements = matter.scheme.requirements(matter.dossier.application.unit.grade)
    seen: dict[str, Outcome] = {}
    for test in tests:
        # A failed item stays failed: 7.2 knows no second test of a sample.
        seen |= {name: outcome for name, outcome in test.outcomes.items() if seen.get(name) is not BAD}
    failed = [failing(Needed.RESULT, each.id) for each in requirements if seen.get(each.id) is BAD]
    chosen = [_item(item, requirements, seen) for item in sorted(sampling.items)]
    return [*failed, *(chosen or [lacking(Needed.STATEMENT, "items")])]


def _item(item: str, requirements: Sequence[Requirement], seen: Mapping[str, Outcome]) -> Answered:
    """Answer one chosen item: every requirement on it has to be shown."""
    asked = [each.id for each in requirements if each.characteristic.id == item]
    missing = [name for name in asked if seen.get(name) is not GOOD]
    return lacking(Needed.RESULT, *(missing or [item])) if missing or not asked else MET
