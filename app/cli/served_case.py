"""`labverdict case open|step|timeline|list|worklist`: certification cases at a running service, over its client."""

import json
from datetime import date
from enum import StrEnum
from typing import Annotated

import typer

from app.cli.options import Lang, Output, day_typed
from app.cli.served import Again, Asking, Url, asked
from app.wording import Language


class Cases(StrEnum):
    """Kinds of case as paths name them."""

    APPLICATIONS = "applications"
    SURVEILLANCE = "surveillance"
    SAMPLES = "samples"
    CHANGES = "changes"
    EXTENSIONS = "extensions"
    SUSPENSIONS = "suspensions"
    RENEWALS = "renewals"
    COMPLAINTS = "complaints"
    APPEALS = "appeals"


def _event_typed(text: str) -> str:
    from app.certification.cases.record import Entry
    from app.certification.lifecycle.events import Event

    if text not in {*Event, *Entry}:
        raise typer.BadParameter(f"{text!r} is no event of any case")
    return text


KindOfCase = Annotated[Cases, typer.Argument(metavar="KIND", help="Kind of case.", show_default=False)]
CaseId = Annotated[str, typer.Argument(metavar="CASE", help="Its id, as `case list` shows it.", show_default=False)]
OutputForm = Annotated[Output, typer.Option(help="A table to read, or JSON.")]


def open_case(
    kind: KindOfCase,
    file: Annotated[str, typer.Argument(metavar="FILE", help="What opens it (JSON).", show_default=False)],
    *,
    url: Url,
    again: Again = None,
    output: OutputForm = Output.TABLE,
    lang: Lang = Language.ZH,
) -> None:
    """Open a case at the service by a document as `POST /api/v1/KIND` takes it. Exit code: 0 opened, else as `step`."""
    from app.cli.served_step import show_step

    document = _object_in(file, lang, output)
    with asked(Asking(url, output, lang, file, posts=True)) as client:
        told = client.open_case(kind, document, key=again).document
    show_step(told, output, lang)


def step_in_case(
    kind: KindOfCase,
    case: CaseId,
    event: Annotated[
        str, typer.Argument(metavar="EVENT", parser=_event_typed, help="Such as accept.", show_default=False)
    ],
    *,
    url: Url,
    on: Annotated[date, typer.Option(metavar="DATE", parser=day_typed, help="Day of its effect.", show_default=False)],
    data: Annotated[
        str | None, typer.Option(metavar="FILE", help="What it brings: `data` of the event (JSON).")
    ] = None,
    role: Annotated[str | None, typer.Option(metavar="ROLE", help="In which role, if one has several.")] = None,
    corrects: Annotated[int | None, typer.Option(metavar="N", help="The record in whose place it stands.")] = None,
    seen: Annotated[str | None, typer.Option(metavar="N", help="Newest record seen; needed with --corrects.")] = None,
    again: Again = None,
    output: OutputForm = Output.TABLE,
    lang: Lang = Language.ZH,
) -> None:
    """Take a step in a case at the service.

    Exit code: 0 taken, 10 not taken, 20 not taken because something is missing, 30 refused.
    """
    from app.cli.served_step import show_step

    brought = None if data is None else _object_in(data, lang, output)
    told = {"event": event, "on": on.isoformat(), "role": role, "corrects": corrects}
    sent = _event({name: value for name, value in told.items() if value is not None}, brought)
    with asked(Asking(url, output, lang, data, within="/data", posts=True)) as client:
        etag = None if seen is None else f'"{seen}"'
        answer = client.step(kind, case, sent, etag=etag, key=again).document
    show_step(answer, output, lang)


def tell_case(
    kind: KindOfCase, case: CaseId, *, url: Url, output: OutputForm = Output.TABLE, lang: Lang = Language.ZH
) -> None:
    """Show every event and deadline of a case at the service."""
    from app.cli.documents import print_json
    from app.cli.screen import screen_width, show
    from app.cli.served_table import timeline_lines

    with asked(Asking(url, output, lang)) as client:
        told = client.timeline(kind, case).document
    match output:
        case Output.JSON:
            print_json([told])
        case Output.TABLE:
            show(timeline_lines(told, lang, screen_width()))


def list_cases(
    kind: KindOfCase,
    *,
    url: Url,
    state: Annotated[str | None, typer.Option(metavar="STATE", help="Where they stand, such as filed.")] = None,
    due_before: Annotated[
        date | None, typer.Option(metavar="DATE", parser=day_typed, help="Of which a deadline ends before this day.")
    ] = None,
    output: OutputForm = Output.TABLE,
    lang: Lang = Language.ZH,
) -> None:
    """List cases of a kind at the service; as JSON one a line."""
    from app.cli.documents import print_json
    from app.cli.screen import screen_width, show
    from app.cli.served_table import case_rows

    with asked(Asking(url, output, lang)) as client:
        found = list(client.cases(kind, state=state, due_before=due_before))
    match output:
        case Output.JSON:
            print_json(found)
        case Output.TABLE:
            show(case_rows(found, lang, screen_width()))


def show_worklist(*, url: Url, output: OutputForm = Output.TABLE, lang: Lang = Language.ZH) -> None:
    """Show what one can do next at the service, soonest first."""
    from app.cli.documents import print_json
    from app.cli.screen import screen_width, show
    from app.cli.served_table import worklist_lines

    with asked(Asking(url, output, lang)) as client:
        told = client.worklist().document
    match output:
        case Output.JSON:
            print_json([told])
        case Output.TABLE:
            show(worklist_lines(told, lang, screen_width()))


def _object_in(name: str, language: Language, output: Output) -> bytes:
    """Return the bytes of a JSON object, or leave after naming every fault of it."""
    from app.certification.form import Refused
    from app.cli.documents import read_file_as
    from lims_adapters.contract import Issue
    from lims_adapters.json_text import DOCUMENT, Document, Members, read_json

    def read(content: bytes) -> bytes | Refused:
        match read_json(content):
            case Issue() as issue:
                return Refused((issue,))
            case Document(root=Members(), issues=()):
                return content.removeprefix(b"\xef\xbb\xbf")
            case Document(issues=issues):
                return Refused(tuple(issues) or (Issue("wrong_type", DOCUMENT, "", "an object, {...}"),))

    return read_file_as(name, read, language, output)


def _event(told: dict[str, object], brought: bytes | None) -> bytes:
    """Return an event with what it brings, of which every digit stays as it was typed."""
    text = json.dumps(told).encode()
    return text if brought is None else text[:-1] + b', "data": ' + brought + b"}"
