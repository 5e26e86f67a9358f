"""A new holiday notice and a list of running deadlines -> those that it moves."""

from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import typer

from app.certification.body import Body
from app.certification.deadline_rules import DeadlineRule
from app.certification.deadlines import Circumstances, Moved, Running, moved
from app.certification.filed_deadlines import Filed, read_filed
from app.certification.form import Refused
from app.certification.notices import Notice
from app.cli.deadline_answer import calendar_held
from app.cli.deadline_choice import Texts, texts
from app.cli.deadline_question import read_body_file, unexpected
from app.cli.documents import print_json
from app.cli.exits import Exit
from app.cli.files import read_file
from app.cli.options import Output
from app.cli.refusal import Subject, refuse
from app.cli.screen import screen_width, show
from app.ledger.canonical import Json
from app.library.calendars import read_notice_file
from app.wording import Language
from lims_adapters.contract import Issue


def answer_moves(notice_file: str, file: str, body_file: str | None, output: Output, language: Language) -> NoReturn:
    """Show every deadline that the notice moves; leaves with 0, whether there is one or not."""
    calendar = calendar_held()
    notice = _notice(notice_file)
    body = read_body_file(body_file)
    filed = _filed(file)
    faults = [issue for each in (notice, body, filed) if isinstance(each, list) for issue in each]
    if isinstance(notice, Notice) and not calendar.notices[0].year <= notice.year <= calendar.notices[-1].year + 1:
        expected = f"a year from {calendar.notices[0].year} to {calendar.notices[-1].year + 1}"
        faults.append(Issue("notice_malformed", f"{notice_file}: year", str(notice.year), expected))
    if faults or isinstance(notice, list) or isinstance(body, list) or isinstance(filed, list):
        refuse(faults, language, Subject(file, notice_file), output=output)
    running = _looked_up(filed, texts(), body)
    if issues := [issue for each in running if not isinstance(each, Running) for issue in each]:
        refuse(issues, language, Subject(file), output=output)
    known = [each for each in running if isinstance(each, Running)]
    moves = moved(known, calendar.compiled(), calendar.with_notice(notice).compiled())
    _show(moves, notice, len(known), (output, language))
    raise typer.Exit(Exit.CONFORMING)


def _show(moves: Sequence[Moved], notice: Notice, asked: int, how: tuple[Output, Language]) -> None:
    output, language = how
    match output:
        case Output.TABLE:
            from app.cli.deadline_table import moved_lines

            show(moved_lines(moves, notice, asked, language, screen_width()))
        case Output.JSON:
            from app.workflow.deadline_record import MOVES_FORMAT, due_record, running_record

            records: list[Json] = [
                {**running_record(move.running, move.after), "before": due_record(move.before)} for move in moves
            ]
            print_json([{"format": MOVES_FORMAT, "notice": notice.number, "asked": asked, "moved": records}])


def _notice(file: str) -> Notice | list[Issue]:
    content = read_file(file)
    if isinstance(content, Issue):
        return [Issue(content.code, f"{file}: ", content.found, content.expected)]
    read = read_notice_file(Path(file))
    if isinstance(read, Notice):
        return read
    return [
        Issue("notice_malformed", f"{file}: line {fault.line}", f"{fault.code}: {fault.found}", fault.expected)
        for fault in read
    ]


def _filed(file: str) -> tuple[Filed, ...] | list[Issue]:
    content = read_file(file)
    if isinstance(content, Issue):
        return [Issue(content.code, file, content.found, content.expected)]
    filed = read_filed(content)
    return list(filed.issues) if isinstance(filed, Refused) else filed


def _looked_up(filed: Sequence[Filed], held: Texts, body: Body | None) -> list[Running | Sequence[Issue]]:
    return [_running(each, held, body) for each in filed]


def _running(filed: Filed, held: Texts, body: Body | None) -> Running | Sequence[Issue]:
    latest = max(filed.events.values(), default=None)
    rule = held.choose(filed.deadline, filed.scheme, filed.programme, body, latest)
    if not isinstance(rule, DeadlineRule):
        return [Issue(issue.code, filed.where, issue.found, issue.expected) for issue in rule]
    faults = unexpected(rule, agreed=filed.agreed is not None, pauses=bool(filed.pauses), where=f"{filed.where}/")
    faults += [
        Issue("start_not_expected", f"{filed.where}/events", start, ", ".join(rule.starts))
        for start in filed.events
        if start not in rule.starts
    ]
    start = rule.begins(filed.events)
    if start is None:
        faults.append(Issue("start_missing", f"{filed.where}/events", "", ", ".join(rule.starts)))
    if faults or start is None:
        return faults
    return Running(filed.case, rule, start, Circumstances(body, filed.agreed, filed.pauses))
