"""The inspection of the factory: appendix B and annex 1, consistency, man-days, corrections, the window of one year."""

from collections.abc import Mapping

from app.certification.clauses.matter import Matter, in_time
from app.certification.clauses.product_test import passed_on
from app.certification.dossier import Inspection, Nonconformity, Observed
from app.certification.finding import MET, Answered, Need, Needed, Why, failing, lacking, together
from app.certification.item_tables import factory_tests
from app.certification.scheme import RuleClause, Stage
from app.certification.standing import Standing


def quality_assurance(matter: Matter) -> Answered:
    """Answer whether every clause of appendix B and every factory test of annex 1 was inspected (5.1.2)."""
    rule, grade = matter.scheme.rule, matter.dossier.application.unit.grade
    tests = factory_tests(rule.tables, grade, matter.scheme.limits.standard.number)
    asked = {f"附件1 {item.name}": False for item in tests}
    asked |= {point.clause: point.condition is not None for point in rule.inspection.quality}
    return _points(asked, matter)


def consistency(matter: Matter) -> Answered:
    """Answer whether product, description and report were found to agree on every point (5.1.3)."""
    return _points(dict.fromkeys((check.id for check in matter.scheme.rule.inspection.consistency), True), matter)


def blocks(matter: Matter) -> Answered:
    """Answer whether every compulsory block of a surveillance was inspected, earlier nonconformities too (7.1.3)."""
    return _points(dict.fromkeys((block.id for block in matter.scheme.rule.inspection.blocks), False), matter)


def man_days(matter: Matter) -> Answered:
    """Answer whether the inspection took the printed man-days; fewer need a ground (5.2, 7.1.2)."""
    inspection = matter.dossier.inspection
    if inspection is None:
        return lacking(Needed.FINDING, "inspection")
    planned = _planned(inspection.head_count, matter)
    if planned is None:
        return lacking(Needed.RULING, "man_days")
    figures = (("planned", str(planned)), ("spent", str(inspection.man_days)))
    if inspection.man_days >= planned:
        return Answered(Standing.MET, Why.SHOWN, figures=figures)
    if inspection.man_days_ground is None:
        return Answered(Standing.OPEN, Why.INCOMPLETE, (Need(Needed.GROUND, "man_days_ground"),), figures)
    return Answered(Standing.MET, Why.WITH_GROUND, figures=(*figures, ("ground", inspection.man_days_ground)))


def _planned(heads: int, matter: Matter) -> int | None:
    """Return the man-days of the table for the stage; None where it has no row, or no days for this stage."""
    band = matter.scheme.rule.inspection.man_days.band(heads)
    if band is None:
        return None
    match matter.dossier.stage:
        case Stage.INITIAL | Stage.CHANGE | Stage.EXTENSION:
            return band.initial
        case Stage.SURVEILLANCE:
            return band.surveillance
        case Stage.RENEWAL:
            return band.renewal


def window(matter: Matter) -> Answered:
    """Answer whether the inspection was complete within a year of the passed test; otherwise the test is made anew.

    It may come before the test (5.2 says "as a rule" after it), but one from before the application is none of it.
    """
    passed, inspection = passed_on(matter), matter.dossier.inspection
    if passed is None:
        return lacking(Needed.RESULT, "product_test")
    if inspection is not None and inspection.began_on < matter.dossier.application.accepted_on:
        return lacking(Needed.FINDING, "inspection")
    timed = in_time(matter.due("D-04", passed), matter.on if inspection is None else inspection.ended_on)
    figures = (("passed", passed.isoformat()), *timed.figures)
    if timed.why is Why.LATE:
        return Answered(Standing.OPEN, Why.LATE, (Need(Needed.RESULT, "product_test"),), figures)
    if inspection is None:
        return Answered(Standing.OPEN, Why.INCOMPLETE, (Need(Needed.FINDING, "inspection"),), figures)
    return Answered(timed.standing, timed.why, timed.needs, figures)


def corrected(clause: RuleClause, matter: Matter) -> Answered:
    """Answer whether every nonconformity was corrected in 40 working days and the correction verified (5.3, 7.1.4).

    A point that was found nonconform without one waits for it, also where no other clause asks for the point.
    """
    inspection = matter.dossier.inspection
    if inspection is None:
        return lacking(Needed.FINDING, "inspection")
    if not inspection.passed:
        return failing(Needed.FINDING, "inspection")
    signed = {each.id for each in inspection.nonconformities}
    unsigned = [each.id for each in inspection.points if each.observed is Observed.NONCONFORM and each.id not in signed]
    kept = lacking(Needed.CORRECTION, *unsigned) if unsigned else MET
    return together((kept, *(_correction(each, clause, matter) for each in inspection.nonconformities)))


def _correction(nonconformity: Nonconformity, clause: RuleClause, matter: Matter) -> Answered:
    (deadline,) = clause.deadlines
    done = nonconformity.corrected_on
    timed = in_time(matter.due(deadline, nonconformity.signed_on), matter.on if done is None else done)
    needs = (Need(Needed.CORRECTION, nonconformity.id),)
    if timed.standing is not Standing.MET:
        return Answered(timed.standing, timed.why, (*needs, *timed.needs), timed.figures)
    if done is None or nonconformity.verified_on is None or nonconformity.verified_by is None:
        return Answered(Standing.OPEN, Why.INCOMPLETE, needs, timed.figures)
    return MET


def _points(asked: Mapping[str, bool], matter: Matter) -> Answered:
    """Answer whether every point was found; `asked` tells which of them may be without application, with a reason.

    A nonconform point is met by a nonconformity, whose correction is answered by its own clause.
    """
    inspection = matter.dossier.inspection
    if inspection is None:
        return lacking(Needed.FINDING, "inspection")
    open_points = [point for point, may_not_apply in asked.items() if not _is_found(point, inspection, may_not_apply)]
    return lacking(Needed.FINDING, *open_points) if open_points else MET


def _is_found(asked: str, inspection: Inspection, may_not_apply: bool) -> bool:  # noqa: FBT001 - a private switch
    point = next((each for each in inspection.points if each.id == asked), None)
    if point is None:
        return False
    match point.observed:
        case Observed.CONFORM:
            return True
        case Observed.NONCONFORM:
            return any(each.id == asked for each in inspection.nonconformities)
        case Observed.NOT_APPLICABLE:
            return may_not_apply and point.reason is not None
