"""A deadline as JSON for programs: `labverdict.deadline/1`."""

import json
from collections.abc import Mapping

from app.certification.body import Term
from app.certification.calendar import Pause
from app.certification.deadline_rules import DayOfYear, DeadlineRule, Length, NotPrinted, TermSetting
from app.certification.deadlines import Due, Firm, NotComputable, Provisional, Running, reminders

FORMAT = "labverdict.deadline/1"
MOVES_FORMAT = "labverdict.moved-deadlines/1"


def rule_record(rule: DeadlineRule) -> Mapping[str, object]:
    """Return what a text says of a deadline."""
    return {
        "deadline": rule.id,
        "source": rule.source,
        "clause": rule.clause,
        "anchor": rule.anchor,
        "norms": list(rule.norms),
        "starts": list(rule.starts),
        "takes": rule.takes,
        "length": _length(rule.length),
        "before": rule.before,
        "rolls": rule.rolls,
        "pauses": rule.pauses,
        "in_general": rule.in_general,
        "marks": rule.marks,
        "actor": rule.actor,
        "on_expiry": rule.on_expiry,
        "reading": rule.reading,
    }


def running_record(running: Running, found: Due) -> Mapping[str, object]:
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


def due_record(found: Due) -> Mapping[str, object]:
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
            return {"state": "not_computable", "reason": why, "detail": detail}


def as_line(record: Mapping[str, object]) -> str:
    """Return a record as one line of JSON."""
    return json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _length(length: Length) -> Mapping[str, object]:
    match length:
        case Term(number, kind):
            return {"number": number, "kind": kind}
        case TermSetting() as setting:
            return {"set_by": setting}
        case NotPrinted():
            return {"not_printed": True}
        case DayOfYear(month, day):
            return {"day_of_year": f"{month:02}-{day:02}"}


def _pause(pause: Pause) -> Mapping[str, object]:
    return {"from": pause.first.isoformat(), "to": None if pause.end is None else pause.end.isoformat()}
