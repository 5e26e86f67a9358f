"""A certificate as `labverdict.certificate/1`: whom and what it certifies, under which rule and limits, and how long.

No person and no result stands in it, so that anybody who holds it may read it. It names the SHA-256 of the decision
that it rests on: who does not know that record cannot write the document, nor compute its check code.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.certification.form import Form, Refused, read_document
from app.certification.lifecycle.vocabulary import Act
from app.certification.unit import Unit, read_unit

FORMAT: Final = "labverdict.certificate/1"
_SHA256: Final = re.compile("[0-9a-f]{64}")
_MEMBERS: Final = frozenset(
    {
        *("number", "version", "act", "body", "holder", "unit", "scheme", "limits"),
        *("starts_on", "expires_on", "decided_on", "decision", "imported"),
    }
)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a certificate: the organisation's id here, and what it was called in the application."""

    id: str
    name: str | None
    credit_code: str | None


@dataclass(frozen=True, slots=True)
class Certificate:
    """One version of a certificate, valid from `starts_on` up to, not including, `expires_on`.

    `act` made it. `title` is that of the rule, `standard` the product standard with its year. `seals` has the SHA-256
    of each file that the limits were read from, `adopted` that of the limits which the body had adopted where none is
    held, `decision` that of the record that it rests on. `imported` is that of the document from which a certificate of
    before the service was taken in, which stands in the record's place then.
    """

    number: str
    version: int
    act: Act
    body: str
    holder: Holder
    unit: Unit
    scheme: str
    title: str
    standard: str
    seals: Mapping[str, str]
    adopted: str | None
    starts_on: date
    expires_on: date
    decided_on: date
    decision: str
    imported: str | None = None


def read_certificate(content: bytes) -> Certificate | Refused:
    """Read a certificate, or refuse it for every fault."""
    return read_document(content, FORMAT, _certificate)


def _certificate(form: Form) -> Certificate:
    form.only(_MEMBERS)
    limits = form.form("limits")
    limits.only({"title", "standard", "seals", "adopted"})
    seals = limits.form("seals")
    found = Certificate(
        number=form.text("number"),
        version=form.whole("version"),
        act=form.choice("act", Act),
        body=form.text("body"),
        holder=_holder(form.form("holder")),
        unit=read_unit(form.form("unit")),
        scheme=form.text("scheme"),
        title=limits.text("title"),
        standard=limits.text("standard"),
        seals={name: _sha256(seals, name) for name in seals.members},
        adopted=_sha256(limits, "adopted") if limits.has("adopted") else None,
        starts_on=form.day("starts_on"),
        expires_on=form.day("expires_on"),
        decided_on=form.day("decided_on"),
        decision=_sha256(form, "decision"),
        imported=_imported(form.form("imported")) if form.has("imported") else None,
    )
    if found.expires_on <= found.starts_on:
        form.refuse("expires_on", "dates_out_of_order", found.expires_on.isoformat(), "a day after starts_on")
    return found


def _holder(form: Form) -> Holder:
    form.only({"id", "name", "credit_code"})
    return Holder(form.text("id"), form.optional_text("name"), form.optional_text("credit_code"))


def _imported(form: Form) -> str:
    form.only({"document", "note"})
    form.text("note")
    return _sha256(form, "document")


def _sha256(form: Form, key: str) -> str:
    text = form.text(key)
    if text and _SHA256.fullmatch(text) is None:
        form.refuse(key, "digest_malformed", text, "64 hexadecimal digits")
    return text
