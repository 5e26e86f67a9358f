"""What was typed of a deadline -> its day on standard output, and an exit code."""

import sys
from typing import NoReturn

import typer

from app.certification.calendar import WorkingDays
from app.certification.deadlines import Due, Firm, NotComputable, Running
from app.cli.deadline import DeadlineOutput
from app.cli.deadline_choice import Texts, texts
from app.cli.deadline_question import Typed, read_typed
from app.cli.documents import print_json
from app.cli.exits import Exit
from app.cli.options import Output
from app.cli.refusal import refuse
from app.cli.screen import complain, screen_width, show
from app.cli.shelf import loaded
from app.library.calendars import Calendar, load_calendar
from app.library.shelf import data_root
from app.wording import Language
from lims_adapters.contract import Issue


def answer(typed: Typed, output: DeadlineOutput, language: Language) -> NoReturn:
    """Show one deadline, or the list of those that a text sets; leave with what a script has to know."""
    held = texts()
    if typed.deadline is None:
        _list(typed, held, output, language)
    running = read_typed(typed, typed.deadline, held)
    if not isinstance(running, Running):
        refuse(running, language, output=Output.JSON if output is DeadlineOutput.JSON else Output.TABLE)
    calendar = calendar_held().compiled()
    found = running.due(calendar)
    _show(running, found, calendar, (output, language, held.is_simulated(running.rule)))
    raise typer.Exit(Exit.CONFORMING if isinstance(found, Firm) else Exit.UNDETERMINED)


def calendar_held() -> Calendar:
    """Return the notices that are held, or leave after naming every fault of the rule data."""
    return loaded(lambda: load_calendar(data_root()))


def _show(running: Running, found: Due, calendar: WorkingDays, how: tuple[DeadlineOutput, Language, bool]) -> None:
    output, language, simulated = how
    match output:
        case DeadlineOutput.TABLE:
            from app.cli.deadline_table import deadline_lines

            show(deadline_lines(running, found, language, screen_width(), simulated=simulated))
        case DeadlineOutput.JSON:
            from app.workflow.deadline_record import FORMAT, running_record

            print_json([{"format": FORMAT, "simulated": simulated, **running_record(running, found)}])
        case DeadlineOutput.ICS:
            from app.certification.icalendar import Event, icalendar
            from app.cli.deadline_table import due_text, summary

            if isinstance(found, NotComputable):
                complain([due_text(found, language)])
            named = f"{running.case}: " if running.case else ""
            source = f"{running.rule.source} {running.rule.clause}; {due_text(found, language, running.rule)}"
            _write(icalendar([Event(running, named + summary(running.rule, language), source)], calendar))


def _list(typed: Typed, held: Texts, output: DeadlineOutput, language: Language) -> NoReturn:
    from app.cli.deadline_table import rule_lines
    from app.workflow.deadline_record import FORMAT, rule_record

    faults = held.unknown(typed.scheme, typed.programme)
    if not faults and typed.scheme is None and typed.programme is None:
        faults = [Issue("field_missing", "--scheme", "", "one of " + ", ".join(held.schemes))]
    if faults:
        refuse(faults, language, output=Output.JSON if output is DeadlineOutput.JSON else Output.TABLE)
    (rules,) = held.rules(typed.scheme, typed.programme)
    match output:
        case DeadlineOutput.JSON:
            print_json({"format": FORMAT, "rule": rule_record(rule)} for rule in rules.values())
        case DeadlineOutput.TABLE:
            show(rule_lines(rules.values(), language, screen_width()))
        case DeadlineOutput.ICS:
            refuse([Issue("option_not_expected", "--output", output, "table or json, where no day is asked")], language)
    raise typer.Exit(Exit.CONFORMING)


def _write(text: str) -> None:
    """Write bytes as they are: iCalendar ends its lines with CRLF on every system."""
    sys.stdout.buffer.write(text.encode())
    sys.stdout.buffer.flush()
