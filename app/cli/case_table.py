"""A case as a table that a person reads, and as JSON."""

from app.certification.body import Body
from app.certification.cases.record import Entry, Recorded
from app.certification.cases.timeline import Happened, Ran, timeline
from app.certification.cases.timeline import Line as Told
from app.certification.lifecycle.citation import Basis, Citation, Document
from app.certification.lifecycle.events import Event
from app.certification.lifecycle.states import State
from app.certification.lifecycle.tables import CASES
from app.certification.lifecycle.vocabulary import Actor
from app.cli.case_file import Kept
from app.cli.deadline_table import due_text
from app.cli.grid import Line, Row, grid
from app.cli.screen import plain
from app.cli.verdict_table import pairs
from app.ledger.canonical import Json
from app.wording import Language
from app.wording.cases import ENTRIES, Said
from app.wording.life import ACTORS, BASES, CAUSES, KINDS
from app.wording.steps import EVENTS, STATES
from app.workflow.case_told import timeline_told


def case_lines(kept: Kept, body: Body | None, language: Language, width: int) -> list[Line]:
    """Return the case, a row for each event and each deadline, and what may come next."""
    case, held = kept.case, kept.held
    head = [
        (Said.CASE, f"{case.id} {KINDS[case.kind].to(language)}"),
        (Said.STATE, STATES[State(held.state)].to(language)),
        (Said.ACCEPTED, "" if held.accepted_on is None else held.accepted_on.isoformat()),
        (Said.CAUSES, "; ".join(CAUSES[cause].to(language).removesuffix(".") for cause in sorted(held.causes))),
    ]
    titles = [title.to(language) for title in (Said.N, Said.ON, Said.WHAT, Said.WHO, Said.TO)]
    rows = [_row(line, language) for line in timeline(case, held, kept.scheme, body)]
    lines = [*pairs([(title.to(language), text) for title, text in head if text]), plain()]
    lines += grid(titles, rows, width)
    following = CASES[held.kind].free(held.state)
    if following:
        lines += [plain(), plain(Said.NEXT.to(language), "bold")]
    for row in following:
        by = ", ".join(ACTORS[role].to(language) for role in row.by)
        lines.append(plain(f"  {event_text(row.event, language)}: {by} ({citation_text(row.citation, language)})"))
    return lines


def event_text(event: str, language: Language) -> str:
    """Return what happened."""
    return (ENTRIES[Entry(event)] if event in set(Entry) else EVENTS[Event(event)]).to(language)


def citation_text(citation: Citation, language: Language) -> str:
    """Return a clause, its document where that is not the rule, and how far it carries."""
    document = "" if citation.document is Document.RULE else f"{citation.document.value} "
    basis = "" if citation.basis is Basis.PRINTED else f", {BASES[citation.basis].to(language)}"
    return f"{document}{citation.number}{basis}"


def _row(line: Told, language: Language) -> Row:
    match line:
        case Happened(record, to, citation, corrected_by):
            told = [event_text(record.event, language)]
            told += [] if citation is None else [citation_text(citation, language)]
            told += [] if record.corrects is None else [Said.CORRECTS.to(language).format(record.corrects)]
            told += [] if corrected_by is None else [Said.CORRECTED_BY.to(language).format(corrected_by)]
            state = "" if to is None else STATES[State(to)].to(language)
            return Row((str(record.n), record.on.isoformat(), "; ".join(told), _who(record, language), state))
        case Ran(clock, due, stopped_on):
            told = [clock.deadline.value, due_text(due, language)]
            told += [] if stopped_on is None else [Said.STOPPED.to(language).format(stopped_on)]
            return Row(("", clock.start.isoformat(), "; ".join(told), "", ""), "dim")


def _who(record: Recorded, language: Language) -> str:
    role = ACTORS[record.role].to(language)
    return role if record.role is Actor.SYSTEM else f"{role} {record.person}"


def case_json(kept: Kept, body: Body | None) -> Json:
    """Return the case as `labverdict.timeline/1`."""
    return timeline_told(kept.case, kept.held, timeline(kept.case, kept.held, kept.scheme, body))
