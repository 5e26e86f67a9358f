"""The product test: every item of the standard and every advanced indicator (clause 4.2.2), from which day it counts.

Any one item that fails fails the unit. A failing item is put right only where the body has set it as non-critical, by a
later test within the body's term; neither is printed, so without the settings nothing is put right.
"""

from collections.abc import Iterator
from datetime import date

from app.certification.adoption import Answer
from app.certification.body import in_force
from app.certification.clauses.matter import Matter, in_time
from app.certification.finding import Answered, Need, Needed, Why, failing, lacking, together
from app.certification.shown import BAD, GOOD, Shown
from app.certification.standing import Standing
from app.verification.requirement import Requirement

NOT_USED = Answered(Standing.NOT_APPLICABLE, Why.NOT_USED)


def requirements(matter: Matter) -> tuple[Requirement, ...]:
    """Return what the scheme asks of the tested unit; nothing for a grade that it does not have."""
    return matter.scheme.requirements(matter.dossier.application.tested_unit.grade)


def tested(matter: Matter) -> Answered:
    """Answer whether every requirement is met by results that count, of designated laboratories or adopted."""
    asked = requirements(matter)
    if not asked:
        return lacking(Needed.RESULT, "grade")
    return together((*(_of_report(shown, matter) for shown in matter.shown), *_of_items(asked, matter)))


def adopted(matter: Matter) -> Answered:
    """Answer whether the reports that are to be adopted may be (4.2.5); a rejected one leaves the test still to do."""
    reports = [(each, each.adoption.answer) for each in matter.shown if each.adoption]
    if not reports:
        return NOT_USED
    figures = tuple((each.report_no, answer.value) for each, answer in reports)
    rejected = tuple(
        Need(Needed.ADOPTION, each.report_no)
        for each, answer in reports
        if answer is Answer.REJECT or _is_before_application(each, matter)
    )
    if rejected:
        return Answered(Standing.OPEN, Why.INCOMPLETE, rejected, figures)
    return Answered(Standing.MET, Why.SHOWN, figures=figures)


def passed_on(matter: Matter) -> date | None:
    """Return the first day on which every requirement was met, None while one is not."""
    days: list[date] = []
    for requirement in requirements(matter):
        outcomes = [(each.outcomes[requirement.id], each.counts_from) for each in _deciding(requirement, matter)]
        if not outcomes or outcomes[-1][0] is BAD:
            return None
        failed = [place for place, (outcome, _) in enumerate(outcomes) if outcome is BAD]
        days.append(outcomes[failed[-1] + 1 if failed else 0][1])
    return max(days, default=None)


def _deciding(requirement: Requirement, matter: Matter) -> list[Shown]:
    """Return the tests that decide a requirement; a report that is adopted puts no failed test right."""
    deciding = [each for each in matter.shown if requirement.id in each.outcomes]
    own = [each for each in deciding if each.adoption is None]
    return own if any(each.outcomes[requirement.id] is BAD for each in own) else deciding


def _is_before_application(shown: Shown, matter: Matter) -> bool:
    return shown.counts_from < matter.dossier.application.accepted_on


def _of_report(shown: Shown, matter: Matter) -> Answered:
    """A test of the unit's own comes from a designated laboratory; 4.2.5 asks that of no adopted report.

    A report from before the application is no test of it, unless it is adopted, and nothing is adopted before it.
    """
    if _is_before_application(shown, matter):
        return lacking(Needed.ADOPTION, shown.report_no)
    return NOT_USED if shown.adoption is not None else of_designated_laboratory(shown, matter)


def of_designated_laboratory(shown: Shown, matter: Matter) -> Answered:
    """Answer whether a test comes from a laboratory that the body had designated on the day of the report."""
    report = shown.test.verdict.report
    designated = in_force(matter.body.designated_laboratories, report.issued_on)
    if designated is None:
        return lacking(Needed.SETTING, "designated_laboratories")
    return NOT_USED if report.origin.laboratory in designated else lacking(Needed.LABORATORY, report.report_no)


def _of_items(asked: tuple[Requirement, ...], matter: Matter) -> Iterator[Answered]:
    for requirement in asked:
        outcomes = [each.outcomes[requirement.id] for each in _deciding(requirement, matter)]
        if BAD in outcomes:
            yield _put_right(requirement, matter)
        elif GOOD in outcomes:
            yield Answered(Standing.MET, Why.SHOWN)
        else:
            yield lacking(Needed.RESULT, requirement.id)


def _put_right(requirement: Requirement, matter: Matter) -> Answered:
    """A failing item that the body holds non-critical may be tested again within its term, from the day of notice."""
    deciding = _deciding(requirement, matter)
    failed = next(each for each in deciding if each.outcomes[requirement.id] is BAD).test
    noticed = failed.failure_noticed_on
    day = noticed or failed.verdict.report.issued_on
    if requirement.characteristic.id not in (in_force(matter.body.non_critical_items, day) or ()):
        return failing(Needed.RESULT, requirement.id)
    if noticed is None:
        return lacking(Needed.DAY, "failure_noticed_on")
    term, last = matter.due("D-02", noticed), deciding[-1]
    if last.outcomes[requirement.id] is GOOD and last.counts_from > noticed:
        return in_time(term, last.counts_from)
    waiting = in_time(term, matter.on)
    return lacking(Needed.RESULT, requirement.id) if waiting.standing is Standing.MET else waiting
