"""The sample of a surveillance (clause 7.2)."""

from app.certification.clauses.matter import Matter, in_time
from app.certification.dossier import Sampling
from app.certification.finding import MET, Answered, Needed, Why, failing, lacking, together
from app.certification.shown import BAD, GOOD
from app.certification.standing import Standing


def sampled(matter: Matter) -> Answered:
    """Answer whether the sample was sent in time and conforms in every item that was chosen before the test (7.2).

    A sample that is not sent in 10 working days counts as refused; none found twice within 20 days suspends as well.
    """
    sampling = matter.dossier.sampling
    if sampling is None:
        return lacking(Needed.STATEMENT, "sampling")
    if sampling.none_needed is not None:
        return Answered(Standing.NOT_APPLICABLE, Why.STATED, figures=(("ground", sampling.none_needed),))
    if sampling.drawn_on is None:
        return _missed(sampling, matter)
    sent = in_time(matter.due("D-13", sampling.drawn_on), sampling.sent_on or matter.on)
    if sampling.sent_on is None and sent.standing is Standing.MET:
        return lacking(Needed.DAY, "sent_on")
    return together((sent, *(_item(item, matter) for item in sorted(sampling.items))))


def _missed(sampling: Sampling, matter: Matter) -> Answered:
    if sampling.missed_again_on is not None:
        return failing(Needed.RESULT, "sample")
    if sampling.missed_on is None:
        return lacking(Needed.DAY, "drawn_on")
    again = in_time(matter.due("D-14", sampling.missed_on), matter.on)
    return lacking(Needed.DAY, "drawn_on") if again.standing is Standing.MET else again


def _item(item: str, matter: Matter) -> Answered:
    requirements = [
        requirement
        for requirement in matter.scheme.requirements(matter.dossier.application.unit.grade)
        if requirement.characteristic.id == item
    ]
    outcomes = {
        requirement.id: each.outcomes[requirement.id]
        for requirement in requirements
        for each in matter.shown
        if requirement.id in each.outcomes
    }
    if BAD in outcomes.values():
        return failing(Needed.RESULT, *(name for name, outcome in outcomes.items() if outcome is BAD))
    missing = [requirement.id for requirement in requirements if outcomes.get(requirement.id) is not GOOD]
    return lacking(Needed.RESULT, *(missing or [item])) if missing or not requirements else MET
