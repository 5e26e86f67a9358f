"""The story of a case as a service tells it (`labverdict.timeline/1`) -> rows of a table."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.certification.deadlines import Due, Firm, NotComputable, Provisional, WhyNot
from app.certification.lifecycle.citation import Basis, Citation, Document
from app.certification.lifecycle.states import State
from app.certification.lifecycle.vocabulary import Actor
from app.cli.case_table import citation_text, event_text
from app.cli.deadline_table import due_text
from app.cli.grid import Line, Row, grid
from app.wording import Language
from app.wording.cases import Said
from app.wording.life import ACTORS
from app.wording.steps import STATES

Told = dict[str, Any]


def story_lines(story: Told, names: Mapping[str, str], language: Language, width: int) -> list[Line]:
    """Return a row for each event and each deadline; `names` are those of persons by their ids."""
    titles = [title.to(language) for title in (Said.N, Said.ON, Said.WHAT, Said.WHO, Said.TO)]
    return grid(titles, [_row(line, names, language) for line in story["timeline"]], width)


def citation_of(told: Told) -> Citation:
    """Return a clause as it is told."""
    return Citation(Document(told["document"]), told["number"], Basis(told["basis"]))


def _row(line: Told, names: Mapping[str, str], language: Language) -> Row:
    if "deadline" in line:
        stopped = line["stopped_on"]
        told = [line["deadline"], due_text(_due(line["due"]), language)]
        told += [] if stopped is None else [Said.STOPPED.to(language).format(stopped)]
        return Row(("", line["start"], "; ".join(told), "", ""), "dim")
    told = [event_text(line["event"], language)]
    told += [] if line["clause"] is None else [citation_text(citation_of(line["clause"]), language)]
    told += [] if line["corrects"] is None else [Said.CORRECTS.to(language).format(line["corrects"])]
    told += [] if line["corrected_by"] is None else [Said.CORRECTED_BY.to(language).format(line["corrected_by"])]
    who, person = ACTORS[Actor(line["role"])].to(language), line["person"]
    who = f"{who} {names.get(person, person)}" if person else who
    to = "" if line["to"] is None else STATES[State(line["to"])].to(language)
    return Row((str(line["n"]), line["on"], "; ".join(told), who, to))


def _due(told: Told) -> Due:
    match told["state"]:
        case "firm":
            return Firm(date.fromisoformat(told["day"]))
        case "provisional":
            earliest, latest = (date.fromisoformat(told[end]) for end in ("earliest", "latest"))
            return Provisional(earliest, latest, tuple(told["missing_notices"]), ())
        case _:
            return NotComputable(WhyNot(told["reason"]), told["detail"])
