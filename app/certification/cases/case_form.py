"""A case (`labverdict.case/1`) and one event of it (`labverdict.case_event/1`) as JSON, or every fault of them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from app.certification.cases.data_form import data_of
from app.certification.cases.record import NOTHING, Case, Entry, Recorded
from app.certification.dossier_form import Sources
from app.certification.form import Form, Refused, read_document
from app.certification.lifecycle.events import Event
from app.certification.lifecycle.tables import CASES
from app.certification.lifecycle.vocabulary import Actor, Kind
from app.certification.unit import read_unit
from lims_adapters.faults import Faults

CASE, EVENT = "labverdict.case/1", "labverdict.case_event/1"


def case_scheme_named(content: bytes) -> str | Refused:
    """Return the scheme that a case names, before anything else of it is read."""
    return read_document(content, CASE, lambda form: form.text("scheme"))


def read_case(content: bytes, sources: Sources) -> Case | Refused:
    """Read a case with all its records; whether they can follow one another is for the fold."""
    return read_document(content, CASE, lambda form: _case(form, sources))


def read_event(content: bytes, case: Case, sources: Sources) -> Recorded | Refused:
    """Read one further event of a case; its `n` follows from the records, and may be left out."""

    def read(form: Form) -> Recorded:
        n = len(case.records) + 1
        return _recorded(form, case, sources, n, _accepted_on([*case.records, *_accepting(form, n)]))

    return read_document(content, EVENT, read)


def _case(form: Form, sources: Sources) -> Case:
    form.only(Case.__dataclass_fields__)
    scheme = form.text("scheme")
    if scheme and scheme != sources.named:
        form.refuse("scheme", "scheme_unknown", scheme, sources.named)
    case = Case(
        id=form.text("id"),
        kind=form.choice("kind", Kind),
        body=form.text("body"),
        scheme=scheme,
        unit=read_unit(form.form("unit")),
        certificate=form.optional_text("certificate"),
    )
    forms = form.forms("records")
    accepted_on = _accepted_on([each for n, entry in enumerate(forms, 1) for each in _accepting(entry, n)])
    for n, entry in enumerate(forms, 1):
        if not entry.has("n"):
            entry.refuse("n", "field_missing", "n", str(n))
        record = _recorded(entry, case, sources, n, accepted_on)
        case = replace(case, records=(*case.records, record))
    return case


def _recorded(form: Form, case: Case, sources: Sources, n: int, accepted_on: date | None) -> Recorded:
    form.only(Recorded.__dataclass_fields__)
    if form.has("n") and form.whole("n") != n:
        form.refuse("n", "record_out_of_order", str(form.whole("n")), str(n))
    role, on = form.choice("role", Actor), form.day("on")
    data = form.optional_form("data")
    return Recorded(
        n=n,
        event=_event(form, case.kind),
        role=role,
        person=_person(form, role),
        on=on,
        at=_instant(form),
        data=NOTHING if data is None else data_of(data, case, accepted_on or on, sources),
        corrects=form.whole("corrects") if form.has("corrects") else None,
    )


def _accepting(form: Form, n: int) -> Iterable[Recorded]:
    """Return an acceptance as far as its day goes, which what is read before it depends on."""
    if form.document("event") == Event.ACCEPT and isinstance(form.document("on"), str):
        quiet = Form(form.members, form.where, Faults())
        return (Recorded(n, Event.ACCEPT, Actor.APPLICATION_OFFICER, "", quiet.day("on"), ""),)
    return ()


def _accepted_on(records: Iterable[Recorded]) -> date | None:
    """Return the day of the acceptance that was recorded last: a corrected day stands in place of the first one."""
    days = [record.on for record in records if record.event is Event.ACCEPT and record.on != date.min]
    return days[-1] if days else None


def _event(form: Form, kind: Kind) -> Event | Entry:
    known = [*dict.fromkeys(row.event for row in CASES[kind].rows), *Entry]
    text = form.text("event")
    if text in set(Entry):
        return Entry(text)
    if text and text not in known:
        form.refuse("event", "word_unknown", text, "one of " + ", ".join(known))
    return Event(text) if text in known else Event.FILE


def _person(form: Form, role: Actor) -> str | None:
    """Read who acts: a person in every role but the system's."""
    if role is not Actor.SYSTEM:
        return form.text("person")
    if form.has("person"):
        form.refuse("person", "unknown_field", form.text("person"), "nobody: the system acts")
    return None


def _instant(form: Form) -> str:
    text = form.text("at")
    try:
        is_instant = datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        is_instant = False
    if text and not is_instant:
        form.refuse("at", "instant_malformed", text, "an instant such as 2026-05-10T08:30:00Z")
    return text
