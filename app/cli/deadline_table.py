"""Deadlines for the eye."""

from collections.abc import Iterable, Sequence

from app.certification.body import Term
from app.certification.deadline_rules import DayOfYear, DeadlineRule, Length, NotPrinted, TermSetting
from app.certification.deadlines import Due, Firm, Moved, NotComputable, Provisional, Running, reminders
from app.certification.notices import Notice
from app.cli.grid import Line, Row, grid, paragraph
from app.cli.screen import plain
from app.cli.verdict_table import pairs
from app.cli.wrapping import natural_width, padded
from app.wording import Language
from app.wording.deadlines import ACTORS, AFTERWARDS, DAY_KINDS, MARKS, SETTINGS, STARTS, WHY_NOT, Said

_NOTHING = "—"


def deadline_lines(running: Running, found: Due, language: Language, width: int, *, simulated: bool) -> list[Line]:
    """Return one deadline: its answer first, then what it rests on."""
    rule = running.rule
    entries = [
        (Said.DEADLINE, f"{rule.id} ({_source(rule)})"),
        (Said.NOTE, Said.SIMULATED.to(language) if simulated else ""),
        (Said.START, f"{running.start} {_events(rule, language)}"),
        (Said.LENGTH, _length(running, language)),
        (Said.DUE, due_text(found, language, rule)),
        (Said.AFTER, AFTERWARDS[rule.on_expiry].to(language)),
        (Said.WHO, ACTORS[rule.actor].to(language)),
        (Said.NOTICES, "; ".join(map(_notice, () if isinstance(found, NotComputable) else found.notices))),
        (Said.REMINDERS, _reminders(rule, found, language)),
        (Said.READING, rule.reading or ""),
    ]
    shown = [(title.to(language), text) for title, text in entries if text]
    widest = max(natural_width(title) for title, _ in shown)
    return [line for title, text in shown for line in paragraph(f"{padded(title, widest)}  ", text, width)]


def rule_lines(rules: Iterable[DeadlineRule], language: Language, width: int) -> list[Line]:
    """Return one row for each deadline that a text sets."""
    titles = (Said.DEADLINE, Said.START, Said.LENGTH, Said.WHO, Said.AFTER, Said.SOURCE)
    rows = [
        Row(
            (
                rule.id,
                _events(rule, language),
                _rule_length(rule, language),
                ACTORS[rule.actor].to(language),
                AFTERWARDS[rule.on_expiry].to(language),
                _source(rule),
            )
        )
        for rule in sorted(rules, key=lambda rule: rule.id)
    ]
    return grid([title.to(language) for title in titles], rows, width)


def moved_lines(moves: Sequence[Moved], notice: Notice, asked: int, language: Language, width: int) -> list[Line]:
    """Return one row for each deadline that moved, under the notice that moved it."""
    head = pairs(
        [
            (Said.NOTICES.to(language), f"{notice.year}: {_notice(notice)}"),
            (Said.DEADLINE.to(language), Said.MOVED.to(language).format(len(moves), asked)),
        ]
    )
    if not moves:
        return head
    titles = (Said.CASE, Said.DEADLINE, Said.START, Said.WAS, Said.IS)
    rows = [
        Row(
            (
                move.running.case or _NOTHING,
                move.running.rule.id,
                move.running.start.isoformat(),
                due_text(move.before, language),
                due_text(move.after, language),
            )
        )
        for move in moves
    ]
    return [*head, plain(), *grid([title.to(language) for title in titles], rows, width)]


def due_text(found: Due, language: Language, rule: DeadlineRule | None = None) -> str:
    """Return an answer in words; what the day marks is said where the rule is known."""
    marks = "" if rule is None else f", {MARKS[rule.marks].to(language)}"
    match found:
        case Firm(day):
            return f"{day} ({Said.FIRM.to(language)}{marks})"
        case Provisional(earliest, latest, missing, _):
            between = str(earliest) if earliest == latest else f"{earliest} {Said.TO.to(language)} {latest}"
            lacking = Said.NO_NOTICE_YET.to(language).format(", ".join(map(str, missing)))
            return f"{between} ({Said.PROVISIONAL.to(language)}: {lacking}{marks})"
        case NotComputable(why, detail):
            named = SETTINGS[TermSetting(detail)].to(language) if detail in set(TermSetting) else detail
            return f"{Said.NOT_COMPUTABLE.to(language)}: {WHY_NOT[why].to(language)} ({named})"


def summary(rule: DeadlineRule, language: Language) -> str:
    """Return a deadline in one line: its id, the event and the length."""
    return f"{rule.id} {_events(rule, language)}, {_rule_length(rule, language)}"


def _source(rule: DeadlineRule) -> str:
    return f"{rule.source} {rule.clause}"


def _notice(notice: Notice) -> str:
    return f"{notice.number} ({notice.dated})"


def _events(rule: DeadlineRule, language: Language) -> str:
    return " / ".join(STARTS[start].to(language) for start in rule.starts)


def _length(running: Running, language: Language) -> str:
    """Return the length with the term agreed and the pauses of the case."""
    rule, circumstances = running.rule, running.circumstances
    said = [_rule_length(rule, language)]
    if circumstances.agreed is not None:
        said.append(f"{Said.AGREED.to(language)}: {_length_text(circumstances.agreed, language)}")
    said += [
        f"{Said.PAUSED.to(language)}: {pause.first}..{'' if pause.end is None else pause.end}"
        for pause in circumstances.pauses
    ]
    return "; ".join(said)


def _rule_length(rule: DeadlineRule, language: Language) -> str:
    said = [_length_text(rule.length, language)]
    if rule.before:
        said[0] += f" {Said.BEFORE.to(language)}"
    if rule.in_general:
        said.append(Said.IN_GENERAL.to(language))
    if rule.rolls:
        said.append(Said.ROLLS.to(language))
    return ", ".join(said)


def _length_text(length: Length, language: Language) -> str:
    match length:
        case Term(number, kind):
            return f"{number} {DAY_KINDS[kind].to(language)}"
        case TermSetting() as setting:
            return Said.BODY_SETS.to(language).format(SETTINGS[setting].to(language))
        case NotPrinted():
            return Said.NO_LENGTH.to(language)
        case DayOfYear(month, day):
            return Said.EVERY_YEAR.to(language).format(f"{month:02}-{day:02}")


def _reminders(rule: DeadlineRule, found: Due, language: Language) -> str:
    if rule.reminded_with is not None:
        return Said.TOGETHER.to(language).format(rule.reminded_with)
    return ", ".join(map(str, reminders(rule, found)))
