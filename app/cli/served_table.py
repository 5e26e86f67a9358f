"""Cases and work of a running service as tables that a person reads."""

from collections.abc import Sequence
from typing import Any

from app.certification.lifecycle.states import State
from app.certification.lifecycle.vocabulary import Actor, Cause, Kind
from app.cli.case_table import event_text
from app.cli.grid import Line, Row, grid
from app.cli.screen import plain
from app.cli.story import story_lines
from app.cli.verdict_table import pairs
from app.wording import Language
from app.wording.cases import Said as OfCase
from app.wording.life import ACTORS, CAUSES, KINDS
from app.wording.served import Said
from app.wording.steps import STATES

Told = dict[str, Any]


def timeline_lines(told: Told, language: Language, width: int) -> list[Line]:
    """Return a case with a row for each event and each deadline; persons stand by their ids."""
    causes = (CAUSES[Cause(cause)].to(language).removesuffix(".") for cause in told["causes"])
    head = [
        (Said.CASE.to(language), f"{told['case']} {_kind(told, language)}"),
        (OfCase.STATE.to(language), _state(told, language)),
        (OfCase.ACCEPTED.to(language), told["accepted_on"] or ""),
        (OfCase.CAUSES.to(language), "; ".join(causes)),
        (Said.MARK.to(language), Said.IMPORTED.to(language) if told["imported"] else ""),
    ]
    shown = pairs([(title, text) for title, text in head if text])
    return [*shown, plain(), *story_lines(told, {}, language, width)]


def case_rows(found: Sequence[Told], language: Language, width: int) -> list[Line]:
    """Return a row for each case of a list."""
    titles = (Said.NUMBER, Said.CASE, OfCase.STATE, Said.DUE, Said.CERTIFICATE, Said.RECORDS)
    rows = [
        Row(
            (
                each["number"],
                each["id"],
                _state(each, language),
                each["due_on"] or "",
                each["certificate"] or "",
                str(each["n"]),
            )
        )
        for each in found
    ]
    return grid([title.to(language) for title in titles], rows, width) if rows else [plain(Said.NO_CASES.to(language))]


def worklist_lines(told: Told, language: Language, width: int) -> list[Line]:
    """Return what one can do next, the certificates to report on, and the decisions to review again."""
    parts = [
        _tasks(told["tasks"], language, width),
        _certificates(told["certificates"], language, width),
        _reviews(told["to_review"], language, width),
    ]
    lines = pairs([(OfCase.ON.to(language), told["on"])])
    shown = [part for part in parts if part] or [[plain(Said.NOTHING.to(language))]]
    return [*lines, *(line for part in shown for line in (plain(), *part))]


def _tasks(found: Sequence[Told], language: Language, width: int) -> list[Line]:
    titles = (Said.NUMBER, Said.KIND, Said.CASE, OfCase.STATE, Said.EVENTS, Said.ROLE, Said.DEADLINE)
    rows = [
        Row(
            (
                each["number"],
                _kind(each, language),
                each["case"],
                _state(each, language),
                "; ".join(event_text(event, language) for event in each["events"]),
                ACTORS[Actor(each["role"])].to(language),
                " ".join(filter(None, (each["deadline"], each["due"]))),
            )
        )
        for each in found
    ]
    return grid([title.to(language) for title in titles], rows, width) if rows else []


def _certificates(found: Sequence[Told], language: Language, width: int) -> list[Line]:
    titles = (Said.CERTIFICATE, Said.DEADLINE, Said.FROM)
    rows = [Row((each["certificate"], f"{each['deadline']} {each['due'] or ''}", each["from"])) for each in found]
    return grid([title.to(language) for title in titles], rows, width) if rows else []


def _reviews(found: Sequence[Told], language: Language, width: int) -> list[Line]:
    titles = (Said.NUMBER, Said.KIND, Said.CASE, OfCase.STATE, Said.REPORTS)
    rows = [
        Row(
            (
                each["number"],
                _kind(each, language),
                each["case"],
                _state(each, language),
                "; ".join(f"{report['report']} → {report['corrected_by']}" for report in each["reports"]),
            )
        )
        for each in found
    ]
    return grid([title.to(language) for title in titles], rows, width) if rows else []


def _kind(told: Told, language: Language) -> str:
    return KINDS[Kind(told["kind"])].to(language)


def _state(told: Told, language: Language) -> str:
    return STATES[State(told["state"])].to(language)
