"""A certificate as `labverdict.certificate/1`: whom and what it certifies, under which rule and limits, and how long.

No person and no result stands in it, so that anybody who holds it may read it. It names the SHA-256 of the decision
that it rests on: who does not know that record cannot write the document, nor compute its check code.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.certification.document import Json
from app.certification.form import Form, Refused, read_document
from app.certification.lifecycle.vocabulary import Act
from app.certification.unit import Unit, read_unit

FORMAT: Final = "labverdict.certificate/1"
_SHA256 = re.compile("[0-9a-f]{64}")
_MEMBERS: Final = frozenset(
    {
        *("number", "version", "act", "on", "body", "holder", "scheme", "unit", "standard"),
        *("adopted_limits", "seals", "starts_on", "expires_on", "decision"),
    }
)


@dataclass(frozen=True, slots=True)
class Named:
    """An organisation: its id here, and the name that it had when the certificate was made."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class AdoptedCited:
    """The version of a body's adopted limits that the decision rests on, and the SHA-256 of their document."""

    version: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Certificate:
    """One version of a certificate, valid from `starts_on` up to, not including, `expires_on`.

    `act` made it, on the day `on`. `standard` is the product standard with its year; `seals` has the SHA-256 of each
    file of rule data that the decision rests on, `decision` that of its record.
    """

    number: str
    version: int
    act: Act
    on: date
    body: Named
    holder: Named
    scheme: str
    unit: Unit
    standard: str
    adopted_limits: AdoptedCited | None
    seals: Mapping[str, str]
    starts_on: date
    expires_on: date
    decision: str


def certificate_document(certificate: Certificate) -> Mapping[str, Json]:
    """Return the document; in canonical form it is the same bytes for ever."""
    unit, adopted = certificate.unit, certificate.adopted_limits
    return {
        "format": FORMAT,
        "number": certificate.number,
        "version": certificate.version,
        "act": certificate.act.value,
        "on": certificate.on.isoformat(),
        "body": {"id": certificate.body.id, "name": certificate.body.name},
        "holder": {"id": certificate.holder.id, "name": certificate.holder.name},
        "scheme": certificate.scheme,
        "unit": {"manufacturer": unit.manufacturer, "plant": unit.plant, "grade": unit.grade, "series": unit.series},
        "standard": certificate.standard,
        "adopted_limits": None if adopted is None else {"version": adopted.version, "sha256": adopted.sha256},
        "seals": dict(certificate.seals),
        "starts_on": certificate.starts_on.isoformat(),
        "expires_on": certificate.expires_on.isoformat(),
        "decision": certificate.decision,
    }


def read_certificate(content: bytes) -> Certificate | Refused:
    """Read a certificate, or refuse it for every fault."""
    return read_document(content, FORMAT, _certificate)


def _certificate(form: Form) -> Certificate:
    form.only(_MEMBERS)
    adopted = form.optional_form("adopted_limits")
    seals = form.form("seals")
    found = Certificate(
        number=form.text("number"),
        version=form.whole("version"),
        act=form.choice("act", Act),
        on=form.day("on"),
        body=_named(form.form("body")),
        holder=_named(form.form("holder")),
        scheme=form.text("scheme"),
        unit=read_unit(form.form("unit")),
        standard=form.text("standard"),
        adopted_limits=None if adopted is None else _adopted(adopted),
        seals={name: _sha256(seals, name) for name in seals.members},
        starts_on=form.day("starts_on"),
        expires_on=form.day("expires_on"),
        decision=_sha256(form, "decision"),
    )
    if found.expires_on <= found.starts_on:
        form.refuse("expires_on", "dates_out_of_order", found.expires_on.isoformat(), "a day after starts_on")
    return found


def _named(form: Form) -> Named:
    form.only({"id", "name"})
    return Named(form.text("id"), form.text("name"))


def _adopted(form: Form) -> AdoptedCited:
    form.only({"version", "sha256"})
    return AdoptedCited(form.whole("version"), _sha256(form, "sha256"))


def _sha256(form: Form, key: str) -> str:
    text = form.text(key)
    if text and _SHA256.fullmatch(text) is None:
        form.refuse(key, "digest_malformed", text, "64 hexadecimal digits")
    return text
