"""What a day would bring about, and what was done on it: as a table to read, or as JSON."""

from collections.abc import Iterator, Sequence
from datetime import date

from app.certification.cases.over import Ends
from app.certification.cases.planned import About, Moved, Over, Planned, Reminder, StepDue
from app.cli.grid import Line, Row, grid
from app.cli.screen import plain
from app.ledger.canonical import Json
from app.wording import Language
from app.wording.days import Said
from app.wording.steps import EVENTS
from app.workflow.day_jobs import DayDone, told_ends

FORMAT = "labverdict.day/1"


def plan_lines(plan: Sequence[Planned], on: date, language: Language, width: int) -> Iterator[Line]:
    """Yield a plan as a table."""
    if not plan:
        yield plain(Said.NOTHING.to(language).format(on))
        return
    titles = [said.to(language) for said in (Said.ABOUT, Said.WHAT, Said.DEADLINE, Said.DAY)]
    yield from grid(titles, [Row(_row(each, language)) for each in plan], width)


def to_come_lines(on: date, language: Language) -> Iterator[Line]:
    """Yield that a day has not begun, so that nothing of it was done."""
    yield plain(Said.TO_COME.to(language).format(on))


def plan_json(plan: Sequence[Planned], on: date) -> Json:
    """Return a plan as plain values; nothing of it was done."""
    return {"format": FORMAT, "on": on.isoformat(), "done": False, "plan": [_values(each) for each in plan]}


def done_lines(done: DayDone, on: date, language: Language) -> Iterator[Line]:
    """Yield what was done in a line, and every step that was not taken."""
    figures = (done.recovered, len(done.taken), len(done.refused), done.moved, done.told)
    yield plain(Said.DONE.to(language).format(on, *figures))
    if done.unreadable:
        yield plain(f"  {Said.UNREADABLE.to(language).format(', '.join(done.unreadable))}")
    for each in done.refused:
        yield plain(f"  {_subject(each.about)}  {Said.REFUSED.to(language).format(EVENTS[each.event].to(language))}")


def done_json(done: DayDone, on: date) -> Json:
    """Return what was done as plain values."""
    return {
        "format": FORMAT,
        "on": on.isoformat(),
        "done": True,
        "recovered": done.recovered,
        "taken": [_values(each) for each in done.taken],
        "refused": [_values(each) for each in done.refused],
        "moved": done.moved,
        "told": done.told,
        "unreadable": list(done.unreadable),
    }


def _row(planned: Planned, language: Language) -> tuple[str, ...]:
    match planned:
        case Reminder(about, ends, lead):
            said = Said.REMIND.to(language).format(lead)
            return _subject(about), said, ends.deadline.value, _day(ends, language)
        case Over(about, deadline, ended_on):
            return _subject(about), Said.OVER.to(language), deadline.value, ended_on.isoformat()
        case StepDue(about, _, event, deadline):
            step = Said.STEP.to(language).format(EVENTS[event].to(language))
            return _subject(about), step, deadline.value, ""
        case Moved(about=about, deadline=deadline, was=was, now=now):
            said = Said.MOVED.to(language).format(_day(was, language))
            return _subject(about), said, deadline.value, _day(now, language)


def _values(planned: Planned) -> dict[str, Json]:
    match planned:
        case Reminder(about, ends, lead):
            own: dict[str, Json] = {"sort": "reminder", "deadline": ends.deadline.value, "lead_days": lead}
            return {**own, **_names(about), **told_ends(ends)}
        case Over(about, deadline, ended_on):
            return {
                "sort": "over",
                "deadline": deadline.value,
                **_names(about),
                "ended_on": ended_on.isoformat(),
            }
        case StepDue(about, _, event, deadline):
            return {"sort": "step", "event": event.value, "deadline": deadline.value, **_names(about)}
        case Moved(about=about, deadline=deadline, was=was, now=now):
            days: dict[str, Json] = {
                "was": None if was is None else told_ends(was),
                "now": None if now is None else told_ends(now),
            }
            return {"sort": "moved", "deadline": deadline.value, **_names(about), **days}


def _names(about: About) -> dict[str, Json]:
    return {"body": about.body, "client": about.client, "case": about.case, "certificate": about.certificate}


def _subject(about: About) -> str:
    return about.case or about.certificate or about.body


def _day(ends: Ends | None, language: Language) -> str:
    """Return a day in words; of a provisional one both ends, and that it is."""
    if ends is None:
        return Said.NO_DAY.to(language)
    if ends.latest is None:
        return ends.day.isoformat()
    return Said.PROVISIONAL.to(language).format(ends.day, ends.latest)
