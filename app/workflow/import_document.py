"""`labverdict.case_import/1`: a certificate from before the service, with the history that led to it.

    {"format", "number", "scheme", "unit", "holder",
     "certificate": {"number", "version", "starts_on", "expires_on"},
     "history": [{"event", "role", "person", "on", "data"?}, ...]}

`number` is the application's, `holder` the id of an organisation. The history has every step that the table of an
application has, up to the certificate; `data` is as `labverdict.case/1` has it.
"""

from dataclasses import dataclass
from datetime import date

from app.certification.certificate_number import EXPECTED, is_number
from app.certification.form import Form, Refused, read_document
from app.workflow.case_record import LONGEST_NAME, Values, plain

FORMAT = "labverdict.case_import/1"
_EVENT = frozenset({"event", "role", "person", "on", "data"})


@dataclass(frozen=True, slots=True)
class Former:
    """The certificate: its number and version, valid from `starts_on` up to, not including, `expires_on`."""

    number: str
    version: int
    starts_on: date
    expires_on: date


@dataclass(frozen=True, slots=True)
class ImportDocument:
    """A certificate and its history as they were sent; each event is plain values."""

    number: str
    scheme: str
    unit: Values
    holder: str
    certificate: Former
    history: tuple[Values, ...]


def read_import(content: bytes) -> ImportDocument | Refused:
    """Read the document, or refuse it for every fault; whether its events can follow one another is not asked here."""
    return read_document(content, FORMAT, _read)


def _read(form: Form) -> ImportDocument:
    form.only(ImportDocument.__dataclass_fields__)
    certificate = form.form("certificate")
    certificate.only(Former.__dataclass_fields__)
    former = Former(
        certificate.text("number"),
        certificate.whole("version"),
        certificate.day("starts_on"),
        certificate.day("expires_on"),
    )
    if former.number and not is_number(former.number):
        certificate.refuse("number", "certificate_number_unusable", former.number, EXPECTED)
    if former.version == 0:
        certificate.refuse("version", "number_not_positive", "0", "at least 1")
    if former.expires_on <= former.starts_on:
        certificate.refuse("expires_on", "dates_out_of_order", "", "a day after starts_on")
    events = form.forms("history")
    for event in events:
        event.only(_EVENT)
    return ImportDocument(
        number=form.text("number", LONGEST_NAME),
        scheme=form.text("scheme"),
        unit=_values(form.form("unit")),
        holder=form.text("holder"),
        certificate=former,
        history=tuple(_values(event) for event in events),
    )


def _values(form: Form) -> Values:
    """Return an object as plain values; null says nothing."""
    return {key: plain(value) for key, value in form.members.items() if value is not None}
