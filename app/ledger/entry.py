"""One entry of the log: what happened, when, to what, and which entry stands before it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.ledger.canonical import Json, NotCanonical, canonical, read_canonical
from app.ledger.merkle import leaf_hash
from app.ledger.notation import Malformed, is_instant, is_sha256

FORMAT = "labverdict.entry/1"
NO_ENTRY = "0" * 64


class EntryKind(StrEnum):
    """What an entry tells."""

    REPORT_FILED = "report_filed"
    REPORT_CORRECTED = "report_corrected"
    REPORT_SHARED = "report_shared"
    CREDENTIAL_ISSUED = "credential_issued"
    CREDENTIAL_REVOKED = "credential_revoked"
    ROLE_GRANTED = "role_granted"
    ROLE_REVOKED = "role_revoked"
    ORGANISATION_ADDED = "organisation_added"
    RULES_KEPT = "rules_kept"
    DECISION_MADE = "decision_made"
    CASE_EVENT = "case_event"
    CASE_PARTY_GRANTED = "case_party_granted"
    CERTIFICATE_ACT = "certificate_act"
    BODY_SETTINGS_SET = "body_settings_set"
    LIMITS_ADOPTED = "limits_adopted"
    DECLARATION_MADE = "declaration_made"


_KINDS = {kind.value: kind for kind in EntryKind}


@dataclass(frozen=True, slots=True)
class Entry:
    """Entry number `n`; `prev` is the hash of entry n - 1, `NO_ENTRY` for the first."""

    n: int
    prev: str
    recorded_at: str
    kind: EntryKind
    subject: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class SealedEntry:
    """An entry's exact bytes, and their leaf hash (RFC 6962) in hexadecimal."""

    n: int
    prev: str
    hash: str
    body: bytes


class NotAnEntry(ValueError):
    """What was to be sealed is no entry: its number, its predecessor's hash or its instant cannot be."""


def seal_entry(n: int, prev: str, recorded_at: str, kind: EntryKind, subject: Mapping[str, Json]) -> SealedEntry:
    """Return the bytes and the hash of an entry; raises `NotAnEntry`, or `NotCanonical` for a subject."""
    wrong = _wrong(n, prev, recorded_at)
    if wrong is not None:
        raise NotAnEntry(wrong)
    told: dict[str, Json] = {
        "format": FORMAT,
        "n": n,
        "prev": prev,
        "recorded_at": recorded_at,
        "kind": kind.value,
        "subject": subject,
    }
    body = canonical(told)
    return SealedEntry(n, prev, leaf_hash(body).hex(), body)


def read_entry(body: bytes) -> Entry | Malformed:
    """Return the entry that was sealed to exactly these bytes."""
    try:
        told = read_canonical(body)
    except NotCanonical as refusal:
        return Malformed(str(refusal))
    match told:
        case {
            "format": "labverdict.entry/1",
            "n": int(n),
            "prev": str(prev),
            "recorded_at": str(recorded_at),
            "kind": str(kind),
            "subject": dict(subject),
            **others,
        } if not others and not isinstance(n, bool):
            wrong = _wrong(n, prev, recorded_at)
            if wrong is not None:
                return Malformed(wrong)
            known = _KINDS.get(kind)
            return (
                Malformed("a kind that is not known") if known is None else Entry(n, prev, recorded_at, known, subject)
            )
        case _:
            return Malformed(f"not the members of {FORMAT}")


def _wrong(n: int, prev: str, recorded_at: str) -> str | None:
    if n < 0:
        return "a number below 0"
    if not is_sha256(prev):
        return "prev is not a SHA-256"
    return None if is_instant(recorded_at) else "recorded_at is not an instant in UTC"
