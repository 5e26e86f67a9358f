"""What was typed of a deadline -> a running deadline, or every fault of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.certification.body import Body, DayKind, Term, read_body
from app.certification.calendar import Pause
from app.certification.deadline_rules import DeadlineRule, Start, Takes, TermSetting
from app.certification.deadlines import Circumstances, Running
from app.certification.filed_deadlines import read_pause
from app.certification.form import Refused
from app.cli.deadline_choice import Texts
from app.cli.files import read_file
from app.verification.civil_day import civil_day
from app.verification.day import read_day
from lims_adapters.contract import Issue


@dataclass(frozen=True, slots=True)
class Typed:
    """The words of the command line."""

    deadline: str | None = None
    starts: tuple[str, ...] = ()
    scheme: str | None = None
    programme: str | None = None
    pauses: tuple[str, ...] = ()
    agreed: tuple[int, DayKind] | None = None
    body: str | None = None
    case: str = ""


def read_typed(typed: Typed, deadline: str, texts: Texts) -> Running | Sequence[Issue]:
    """Return the running deadline, or every fault of what was typed."""
    body = read_body_file(typed.body)
    starts = [read_start(text) for text in typed.starts]
    pauses = [_pause(text) for text in typed.pauses]
    faults = [each for each in (*starts, *pauses) if isinstance(each, Issue)]
    faults += body if isinstance(body, list) else []
    days = [each for each in starts if isinstance(each, date)]
    settings = body if isinstance(body, Body) else None
    rule = texts.choose(deadline, typed.scheme, typed.programme, settings, max(days, default=None))
    if not isinstance(rule, DeadlineRule):
        return [*rule, *faults]
    faults += unexpected(rule, agreed=typed.agreed is not None, pauses=bool(typed.pauses))
    start = _begin(rule, days, len(typed.starts))
    if isinstance(start, Issue):
        faults.append(start)
    if faults or not isinstance(start, date):
        return faults
    agreed = None if typed.agreed is None else Term(*typed.agreed)
    held = tuple(each for each in pauses if isinstance(each, Pause))
    return Running(typed.case, rule, start, Circumstances(settings, agreed, held))


def unexpected(rule: DeadlineRule, *, agreed: bool, pauses: bool, where: str = "--") -> list[Issue]:
    """Return a fault for a term or a pause that the rule has no room for: what is said is never dropped."""
    found = []
    if agreed and not isinstance(rule.length, TermSetting):
        found.append(Issue("option_not_expected", f"{where}term", rule.id, "a deadline whose length no rule prints"))
    if pauses and not rule.pauses:
        found.append(Issue("option_not_expected", f"{where}pause", rule.id, "a deadline whose clock can stand still"))
    return found


def read_body_file(name: str | None) -> Body | list[Issue] | None:
    """Return the settings of a body from a file; None where none is named."""
    if name is None:
        return None
    content = read_file(name)
    if isinstance(content, Issue):
        return [Issue(content.code, f"--body {name}", content.found, content.expected)]
    body = read_body(content)
    if isinstance(body, Refused):
        return [Issue(each.code, f"--body {each.where}", each.found, each.expected) for each in body.issues]
    return body


def read_start(text: str) -> date | Issue:
    """Return a civil day, of an instant the one that it is in Asia/Shanghai."""
    expected = "a day such as 2026-05-10, or an instant such as 2026-05-10T16:00:00Z"
    if "T" not in text:
        day = read_day(text)
        return Issue("date_invalid", "START", text, expected) if day is None else day
    try:
        instant = datetime.fromisoformat(text)
        return civil_day(instant)
    except OverflowError:
        return Issue("date_invalid", "START", text, expected)
    except ValueError:
        code = "offset_missing" if text[-1:].isdigit() and "+" not in text else "date_invalid"
        return Issue(code, "START", text, expected)


def _pause(text: str) -> Pause | Issue:
    pause = read_pause(text)
    return (
        Issue("pause_malformed", "--pause", text, "2026-05-10..2026-05-20, or 2026-05-10..") if pause is None else pause
    )


def _begin(rule: DeadlineRule, days: Sequence[date], typed: int) -> date | Issue | None:
    """Return the day that counts of the days typed, None where one of them cannot be read."""
    events = ", ".join(rule.starts)
    fewest = len(rule.starts) if rule.takes is Takes.LATER else 1
    if typed < fewest:
        return Issue("start_missing", "START", str(typed), f"{fewest}: {events}")
    if typed > len(rule.starts):
        return Issue("start_not_expected", "START", str(typed), f"at most {len(rule.starts)}: {events}")
    given: dict[Start, date] = dict(zip(rule.starts, days, strict=False))
    return rule.begins(given) if len(days) == typed else None
