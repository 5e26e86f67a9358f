"""A deadline as JSON for programs: `labverdict.deadline/1`."""

from app.certification.body import Term
from app.certification.calendar import Pause
from app.certification.deadline_rules import DayOfYear, DeadlineRule, Length, NotPrinted, TermSetting
from app.certification.deadlines import Due, Firm, NotComputable, Provisional, Running, reminders
from app.ledger.canonical import Json

FORMAT = "labverdict.deadline/1"
MOVES_FORMAT = "labverdict.moved-deadlines/1"


def rule_record(rule: DeadlineRule) -> dict[str, Json]:
    """Return what a text says of a deadline."""
    return {
        "deadline": rule.id,
        "source": rule.source,
        "clause": rule.clause,
        "anchor": rule.anchor,
        "norms": list(rule.norms),
        "starts": [start.value for start in rule.starts],
        "takes": None if rule.takes is None else rule.takes.value,
        "length": _length(rule.length),
        "before": rule.before,
        "rolls": rule.rolls,
        "pauses": rule.pauses,
        "in_general": rule.in_general,
        "marks": rule.marks.value,
        "actor": rule.actor.value,
        "on_expiry": rule.on_expiry.value,
        "reading": rule.reading,
    }


def running_record(running: Running, found: Due) -> dict[str, Json]:
    """Return a running deadline with its answer and the notices it rests on."""
    notices = () if isinstance(found, NotComputable) else found.notices
    agreed = running.circumstances.agreed
    return {
        "case": running.case,
        "rule": rule_record(running.rule),
        "start": running.start.isoformat(),
        "agreed": None if agreed is None else _length(agreed),
        "pauses": [_pause(pause) for pause in running.circumstances.pauses],
        "due": due_record(found),
        "notices": [
            {"year": notice.year, "number": notice.number, "dated": notice.dated.isoformat()} for notice in notices
        ],
        "reminders": [day.isoformat() for day in reminders(running.rule, found)],
    }


def due_record(found: Due) -> dict[str, Json]:
    """Return an answer: one day, an interval, or the reason why there is none."""
    match found:
        case Firm(day):
            return {"state": "firm", "day": day.isoformat()}
        case Provisional(earliest, latest, missing, _):
            return {
                "state": "provisional",
                "earliest": earliest.isoformat(),
                "latest": latest.isoformat(),
                "missing_notices": list(missing),
            }
        case NotComputable(why, detail):
            return {"state": "not_computable", "reason": why.value, "detail": detail}


def _length(length: Length) -> dict[str, Json]:
    match length:
        case Term(number, kind):
            return {"number": number, "kind": kind.value}
        case TermSetting() as setting:
            return {"set_by": setting.value}
        case NotPrinted():
            return {"not_printed": True}
        case DayOfYear(month, day):
            return {"day_of_year": f"{month:02}-{day:02}"}


def _pause(pause: Pause) -> dict[str, Json]:
    return {"from": pause.first.isoformat(), "to": None if pause.end is None else pause.end.isoformat()}
