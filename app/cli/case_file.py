"""A case that a user keeps in a file -> the case and what it is judged by, or every fault; and back into a file."""

import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import typer

from app.certification.cases.case_form import case_scheme_named, read_case, read_event
from app.certification.cases.correction import CorrectsNothing
from app.certification.cases.fold import Impossible, fold
from app.certification.cases.held import Held
from app.certification.cases.record import Case, Recorded
from app.certification.certification_scheme import CertificationScheme
from app.certification.dossier_form import Sources
from app.certification.form import Refused
from app.cli.beside import reports_beside
from app.cli.documents import read_file_as
from app.cli.exits import Exit
from app.cli.options import Output
from app.cli.screen import complain
from app.cli.shelf import library_for, loaded
from app.library.certification_schemes import load_certification_scheme
from app.library.shelf import data_root
from app.wording import Language
from app.workflow.decide_dossier import sources_of
from lims_adapters.contract import Issue
from lims_adapters.json_text import Document, Json, Members, Number, read_json


@dataclass(frozen=True, slots=True)
class Kept:
    """A case with its fold, its scheme and what its documents refer to; `content` is the file as it was read.

    A file may be a pipe, which is read once.
    """

    case: Case
    held: Held
    scheme: CertificationScheme
    sources: Sources
    content: bytes


def read_case_file(name: str, language: Language, output: Output) -> Kept:
    """Read a case, whose reports lie in its own folder or below it; leave after naming its faults."""

    def read(content: bytes) -> Kept | Refused:
        id_ = case_scheme_named(content)
        if isinstance(id_, Refused):
            return id_
        library = library_for(id_, "/scheme", language)
        scheme = loaded(lambda: load_certification_scheme(data_root(), library, id_))
        sources = sources_of(scheme, library, reports_beside(name))
        case = read_case(content, sources)
        if isinstance(case, Refused):
            return case
        held = fold(case)
        return Kept(case, held, scheme, sources, content) if isinstance(held, Held) else Refused((_impossible(held),))

    return read_file_as(name, read, language, output)


def read_event_file(name: str, kept: Kept, language: Language, output: Output) -> tuple[Recorded, bytes]:
    """Read one event of a case, whose reports lie where those of the case do; leave after naming its faults."""

    def read(content: bytes) -> tuple[Recorded, bytes] | Refused:
        record = read_event(content, kept.case, kept.sources)
        return record if isinstance(record, Refused) else (record, content)

    return read_file_as(name, read, language, output)


def write_case_file(name: str, contents: tuple[bytes, bytes], n: int) -> None:
    """Write a case with one event more, every value as it was typed; both have been read without a fault.

    It is written beside the file and takes its place when it is whole: what was there stays if writing fails. Leaves
    after saying why it cannot be written.
    """
    case, event = map(_members, contents)
    record = {"n": Number(str(n)), **{key: value for key, value in event.items() if key not in {"format", "n"}}}
    held = case.get("records")
    records: list[Json] = [*(held if isinstance(held, list) else []), Members(tuple(record.items()))]
    text = _written(Members(tuple((case | {"records": records}).items())), "")
    try:
        _put(Path(name).resolve(), text + "\n")
    except OSError as error:
        complain([f"labverdict: {name}: {error.strerror}"])
        raise typer.Exit(Exit.UNWRITTEN) from error


def _put(path: Path, text: str) -> None:
    if path.exists() and not path.is_file():
        # A pipe or a device has no place to be taken.
        path.write_text(text, encoding="utf-8")
        return
    beside = path.with_name(f".{path.name}.new")
    try:
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)
    except OSError:
        with suppress(OSError):
            beside.unlink()
        raise


def _members(content: bytes) -> dict[str, Json]:
    document = read_json(content)
    root = document.root if isinstance(document, Document) else None
    return dict(root.pairs) if isinstance(root, Members) else {}


def _impossible(found: Impossible | CorrectsNothing) -> Issue:
    where = f"/records/{found.n - 1}"
    if isinstance(found, CorrectsNothing):
        return Issue("corrects_nothing", f"{where}/corrects", "", "an earlier event that nothing corrects yet")
    return Issue("event_impossible", f"{where}/event", found.event, f"a step of a case that is {found.state}")


def _written(value: Json, indent: str) -> str:
    """Return JSON text with the digits of every number as they were typed."""
    inner = indent + "  "
    match value:
        case Number(raw):
            return raw
        case Members(pairs):
            parts = [f"{json.dumps(key, ensure_ascii=False)}: {_written(each, inner)}" for key, each in pairs]
            return "{\n" + ",\n".join(inner + part for part in parts) + f"\n{indent}}}" if parts else "{}"
        case list():
            parts = [inner + _written(each, inner) for each in value]
            return "[\n" + ",\n".join(parts) + f"\n{indent}]" if parts else "[]"
        case str() | bool() | None:
            return json.dumps(value, ensure_ascii=False)
