"""What speaks against a correction: a later step that it would not let through, or an effect that is out already."""

from dataclasses import dataclass

from app.certification.cases.fold import fold
from app.certification.cases.guards import FROM_OUTSIDE, missing_at
from app.certification.cases.held import Held
from app.certification.cases.record import Case, Entry, Recorded
from app.certification.cases.refusal import Missing, Refused, WhyNot
from app.certification.cases.situation import Situation

Effects = tuple[tuple[int, object, object], ...]


@dataclass(frozen=True, slots=True)
class History:
    """A case, what it amounts to, and what its steps are judged by."""

    case: Case
    held: Held
    situation: Situation


def against_correction(before: History, after: History, record: Recorded) -> Refused | None:
    """Refuse a correction after which a step that was taken could not have been.

    Both histories are judged under the same rules and settings, but for the limits that a body had adopted on the day
    of acceptance: a corrected one brings its own. Only what the correction itself breaks counts; what was true outside
    on the day of a step is not asked again. What a step did to the certificate, and told to other
    cases, is out: such a step is not corrected into one that does something else.
    """
    state = before.held.state
    if record.event is Entry.TAKE_OUT and _original(before.case, record).role is not record.role:
        return Refused(WhyNot.OTHER_ACTOR, state, record.event, record.n)
    if _effects(before.held) != _effects(after.held):
        return Refused(WhyNot.ALREADY_IN_EFFECT, state, record.event, record.n)
    was = _obstacles(before)
    for place, missing in _obstacles(after).items():
        new = tuple(each for each in missing if each.guard not in {known.guard for known in was.get(place, ())})
        if new:
            step = next(taken for taken in after.held.taken if taken.place == place)
            return Refused(WhyNot.LATER_STEP_IMPOSSIBLE, step.before, step.record.event, place, None, new)
    return None


def _original(case: Case, record: Recorded) -> Recorded:
    return next(each for each in case.records if each.n == record.corrects)


def _effects(held: Held) -> Effects:
    rows = ((taken.place, taken.row) for taken in held.taken if taken.row is not None)
    return tuple((place, row.act, row.signals) for place, row in rows if row.act is not None or row.signals)


def _obstacles(history: History) -> dict[int, tuple[Missing, ...]]:
    """Return what is in the way of every step of a history, by its place."""
    found: dict[int, tuple[Missing, ...]] = {}
    for taken in history.held.taken:
        before = fold(history.case, taken.place)
        missing = missing_at(before, taken, history.situation) if isinstance(before, Held) else ()
        found[taken.place] = tuple(each for each in missing if each.guard not in FROM_OUTSIDE)
    return found
