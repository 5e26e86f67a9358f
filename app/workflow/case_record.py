"""A stored record, `labverdict.case_record/1`: what its case is, and one event as a case in a file has it.

Everybody reads a case back by the reader of such files, so that there is one way to read evidence.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.certification.cases.case_form import CASE, EVENT
from app.certification.form import Refused, text_fault
from app.ledger.canonical import Json, NotCanonical, canonical, read_canonical
from app.ports.cases import RecordView, ReportName
from lims_adapters.contract import Issue
from lims_adapters.faults import Faults, bounded, fault
from lims_adapters.json_text import DOCUMENT, Document, Members, Number, read_json
from lims_adapters.json_text import Json as Typed

FORMAT = "labverdict.case_record/1"
_REPORT = re.compile("([0-9a-f]{32})/([1-9][0-9]{0,5})")

LONGEST_NAME = 200

Values = Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Head:
    """What a case is, whatever happens in it: `about` is the case that a complaint or an appeal is about."""

    id: str
    kind: str
    body: str
    scheme: str
    unit: Values
    certificate: str | None
    about: str | None

    def told(self) -> dict[str, Json]:
        """Return it as plain values."""
        return {
            "id": self.id,
            "kind": self.kind,
            "body": self.body,
            "scheme": self.scheme,
            "unit": dict(self.unit),
            "certificate": self.certificate,
            "about": self.about,
        }


@dataclass(frozen=True, slots=True)
class Paper:
    """A case as it lies in its records: what it is, and each event as plain values."""

    head: Head
    events: tuple[Values, ...]

    def with_event(self, event: Values) -> "Paper":
        """Return the case with one more event."""
        return Paper(self.head, (*self.events, event))


def record_bytes(head: Head, event: Values, imported: Values | None = None) -> bytes:
    """Return the canonical bytes of a record; `imported` says of one from before the service who took it in."""
    told: dict[str, Json] = {"format": FORMAT, "case": head.told(), "record": dict(event)}
    return canonical(told if imported is None else {**told, "imported": dict(imported)})


def paper_of(records: Sequence[RecordView]) -> Paper:
    """Return a case from its stored records; raises ValueError or TypeError for bytes that no record is."""
    told = [_read(each.record.content) for each in records]
    return Paper(_head(told[0].get("case")), tuple(_mapping(each.get("record")) for each in told))


def case_bytes(paper: Paper) -> bytes:
    """Return a case as the document that a file would hold."""
    head = {key: value for key, value in paper.head.told().items() if key != "about" and value is not None}
    events = [dict(each) for each in paper.events]
    return json.dumps({"format": CASE, **head, "records": events}, ensure_ascii=False).encode()


def event_bytes(event: Values) -> bytes:
    """Return an event as the document that a file would hold."""
    return json.dumps({"format": EVENT, **event}, ensure_ascii=False).encode()


def members_of(content: bytes, known: Iterable[str]) -> dict[str, Json] | Refused:
    """Read a JSON object as it was sent; numbers become texts with their digits, and null says nothing."""
    document = read_json(content)
    if isinstance(document, Issue):
        return Refused((document,))
    faults = Faults()
    if not isinstance(document.root, Members):
        faults.add("wrong_type", DOCUMENT, "", "an object, {...}")
        return Refused(bounded((*document.issues, *faults.told(DOCUMENT)), DOCUMENT))
    listed = tuple(known)
    for key, _ in document.root.pairs:
        if key not in listed:
            faults.add("unknown_field", f"/{key}", key, "one of " + ", ".join(sorted(listed)))
    return _members(document, document.root, faults)


def _members(document: Document, root: Members, faults: Faults) -> dict[str, Json] | Refused:
    issues = bounded((*document.issues, *faults.told(DOCUMENT)), DOCUMENT)
    if issues:
        return Refused(issues)
    found = {key: plain(value) for key, value in root.pairs if value is not None}
    try:
        canonical(found)
    except NotCanonical as refusal:
        return Refused((Issue("malformed_json", refusal.place or DOCUMENT, "", refusal.what),))
    return found


def unfit_text(where: str, text: str) -> tuple[Issue, ...]:
    """Return why a text can be neither the number of a case or certificate nor an identifier: no store asks for one."""
    found = text_fault(text, LONGEST_NAME)
    return () if found is None else (fault(found[0], where, text, found[1]),)


def plain(value: Typed) -> Json:
    """Return a JSON value in the model of evidence."""
    match value:
        case Number(raw):
            return raw
        case Members(pairs):
            return {key: plain(each) for key, each in pairs if each is not None}
        case list():
            return [plain(each) for each in value]
        case str() | bool() | None:
            return value


def report_name(text: str) -> ReportName | None:
    """Read the name of a filed report in evidence, `<report id>/<revision>`; None for any other text."""
    match = _REPORT.fullmatch(text)
    return None if match is None else ReportName(match[1], int(match[2]))


def reports_named(events: Iterable[Values]) -> tuple[str, ...]:
    """Return the names of reports in the evidence of events, each once."""
    return tuple(dict.fromkeys(name for event in events for name in _names(event)))


def _names(event: Values) -> Iterator[str]:
    data = event.get("data")
    tests = data.get("tests") if isinstance(data, dict) else None
    for test in tests if isinstance(tests, list) else ():
        if isinstance(test, dict) and isinstance(name := test.get("report"), str):
            yield name


def _read(content: bytes) -> Values:
    told = read_canonical(content)
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise ValueError(f"a stored record that is no {FORMAT}")
    return told


def _mapping(value: Json) -> Values:
    if not isinstance(value, dict):
        raise TypeError("a member of a stored record that is no object")
    return value


def _head(value: Json) -> Head:
    match value:
        case {
            "id": str(id_),
            "kind": str(kind),
            "body": str(body),
            "scheme": str(scheme),
            "unit": dict(unit),
            "certificate": str() | None as certificate,
            "about": str() | None as about,
        }:
            return Head(id_, kind, body, scheme, unit, certificate, about)
        case _:
            raise ValueError("a stored record that does not say what its case is")
