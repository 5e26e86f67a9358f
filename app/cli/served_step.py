"""A step at a running service: what it did, or why it was not taken, as `case advance` says it of a case in a file."""

from typing import Any, NoReturn

import typer

from app.certification.cases.refusal import Missing, Refused, WhyNot
from app.certification.finding import Need, Needed
from app.certification.lifecycle.guards import Guard
from app.certification.lifecycle.states import State
from app.certification.lifecycle.vocabulary import Act, Kind
from app.certification.standing import Standing
from app.cli.advance_table import advance_json, advance_lines, exit_for_step
from app.cli.case_table import event_text
from app.cli.documents import print_json
from app.cli.grid import Line
from app.cli.options import Output
from app.cli.screen import screen_width, show
from app.cli.story import citation_of
from app.cli.verdict_table import pairs
from app.wording import Language
from app.wording.cases import Said as OfCase
from app.wording.life import KINDS
from app.wording.served import Said
from app.wording.steps import ACTS, STATES

Told = dict[str, Any]


def show_step(told: Told, output: Output, language: Language) -> None:
    """Print what a step did."""
    match output:
        case Output.JSON:
            print_json([told])
        case Output.TABLE:
            show(_taken(told, language))


def tell_step(told: Told, output: Output, language: Language) -> NoReturn:
    """Say why a step was not taken, with all that is missing, and leave by the code of `case advance`."""
    found = _refused(told)
    match output:
        case Output.JSON:
            print_json([advance_json(found)])
        case Output.TABLE:
            show(advance_lines(found, language, screen_width()))
    raise typer.Exit(exit_for_step(found))


def _taken(told: Told, language: Language) -> list[Line]:
    rows = [
        (Said.CASE.to(language), told["case"]),
        (OfCase.TAKEN.to(language), f"{told['n']} {event_text(told['event'], language)}"),
        (OfCase.STATE.to(language), STATES[State(told["state"])].to(language)),
        (Said.DUE.to(language), told["due_on"] or ""),
        (OfCase.VOIDED.to(language), "✓" if told["voided"] else ""),
        (OfCase.ACTS.to(language), "; ".join(_acts(told, language))),
        (OfCase.STARTED.to(language), "; ".join(f"{each['deadline']} {each['from']}" for each in told["started"])),
        (OfCase.ENDED.to(language), "; ".join(told["ended"])),
        (Said.DECISION.to(language), told["decision"] or ""),
        (Said.FOLLOWED.to(language), "; ".join(_followed(each, language) for each in told["followed"])),
    ]
    return pairs([(title, text) for title, text in rows if text])


def _acts(told: Told, language: Language) -> list[str]:
    acts = [ACTS[Act(act)].to(language) for act in told["acts"]]
    return [told["certificate"], *acts] if told["certificate"] else acts


def _followed(told: Told, language: Language) -> str:
    kind, event = KINDS[Kind(told["kind"])].to(language), event_text(told["event"], language)
    return f"{kind} {told['case']}: {told['n']} {event}, {STATES[State(told['state'])].to(language)}"


def _refused(told: Told) -> Refused:
    clause = None if told["clause"] is None else citation_of(told["clause"])
    missing = tuple(_missing(each) for each in told["missing"])
    return Refused(WhyNot(told["why"]), told["state"], told["event"], told["at"], clause, missing)


def _missing(told: Told) -> Missing:
    needs = tuple(Need(Needed(each["sort"]), each["what"]) for each in told["needs"])
    return Missing(Guard(told["guard"]), Standing(told["standing"]), citation_of(told["clause"]), needs)
