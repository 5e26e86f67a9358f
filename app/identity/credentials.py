"""Keys, client secrets and access tokens: how they are written, and whether they are live.

The text is `lvk_<id>_<secret>_<checksum>` (`lvt_` a token, `lvs_` a client secret): opaque, looked up by the SHA-256 of
the whole, so nothing inside it is believed. The alphabet is Crockford's base 32 in lower case, without i, l, o and u.
The checksum tells a typing error or a cut text from a wrong key without asking the store; it proves nothing.
"""

import hashlib
import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Protocol

ID_BYTES, SECRET_BYTES = 10, 20
_ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"
_SET: Final = "[0-9a-hjkmnp-tv-z]"
_BITS: Final = 5
_CHECKSUM_LENGTH: Final = 6

PATTERN: Final = f"(lv[kst])_({_SET}{{16}})_({_SET}{{32}})_({_SET}{{6}})"
_FORM: Final = re.compile(PATTERN)
_ID: Final = re.compile(f"{_SET}{{16}}")


class CredentialKind(StrEnum):
    """What a credential is for."""

    API_KEY = "api_key"
    ACCESS_TOKEN = "access_token"  # noqa: S105 - the name of a kind, no secret
    CLIENT_SECRET = "client_secret"  # noqa: S105 - the name of a kind, no secret


_PREFIXES: Final = {
    CredentialKind.API_KEY: "lvk",
    CredentialKind.ACCESS_TOKEN: "lvt",
    CredentialKind.CLIENT_SECRET: "lvs",
}
_KINDS: Final = {prefix: kind for kind, prefix in _PREFIXES.items()}


@dataclass(frozen=True, slots=True)
class Presented:
    """A well-formed credential as sent: what it says it is, and the SHA-256 (hex) by which it is looked up."""

    kind: CredentialKind
    id: str
    digest: str = field(repr=False)


def credential_id(chance: bytes) -> str:
    """Write 10 random bytes as the identifier of a credential (no secret: 16 characters)."""
    if len(chance) != ID_BYTES:
        raise ValueError(f"an identifier is made of {ID_BYTES} bytes, not {len(chance)}")
    return _base32(int.from_bytes(chance), 16)


def compose(kind: CredentialKind, identifier: str, secret: bytes) -> str:
    """Write a credential of 20 random bytes; this text is shown once and never stored."""
    if len(secret) != SECRET_BYTES:
        raise ValueError(f"a secret is made of {SECRET_BYTES} bytes, not {len(secret)}")
    if _ID.fullmatch(identifier) is None:
        raise ValueError(f"{identifier!r} is not the identifier of a credential")
    body = f"{_PREFIXES[kind]}_{identifier}_{_base32(int.from_bytes(secret), 32)}"
    return f"{body}_{_checksum(body)}"


def read(text: str) -> Presented | None:
    """Read what a sender presents; None for every other text, of which nothing is believed, looked up or repeated."""
    match = _FORM.fullmatch(text)
    if match is None:
        return None
    prefix, identifier, _, checksum = match.groups()
    if _checksum(text.rpartition("_")[0]) != checksum:
        return None
    return Presented(_KINDS[prefix], identifier, hashlib.sha256(text.encode("ascii")).hexdigest())


def _checksum(body: str) -> str:
    """Return the low 30 bits of the CRC-32; they still tell any change of a single character."""
    return _base32(zlib.crc32(body.encode("ascii")), _CHECKSUM_LENGTH)


def _base32(number: int, length: int) -> str:
    """Write the low bits of a number, most significant character first."""
    return "".join(_ALPHABET[number >> _BITS * place & 31] for place in reversed(range(length)))


def credential_is_live(expires_at: datetime | None, revoked_at: datetime | None, now: datetime) -> bool:
    """Tell whether a credential counts: before its expiry, the instant itself excluded, and not revoked.

    Without an expiry it never counts, and what was revoked never counts again, whatever the clock says.
    """
    return expires_at is not None and now < expires_at and revoked_at is None


class Dated(Protocol):
    """A stored credential's dates."""

    @property
    def expires_at(self) -> datetime | None:
        """Return the first instant at which it no longer counts."""
        ...

    @property
    def revoked_at(self) -> datetime | None:
        """Return when it was revoked."""
        ...


def keys_live(credentials: Iterable[Dated], now: datetime) -> int:
    """Return how many credentials of an account are live."""
    return sum(credential_is_live(each.expires_at, each.revoked_at, now) for each in credentials)


def most_live(kind: CredentialKind) -> int | None:
    """Return how many of a kind an account may have live at once: the old one and the new one, None for no bound."""
    match kind:
        case CredentialKind.API_KEY | CredentialKind.CLIENT_SECRET:
            return 2
        case CredentialKind.ACCESS_TOKEN:
            return None


def longest_life(kind: CredentialKind) -> timedelta:
    """Return the longest time that a credential may be issued for: a year that may be a leap year, a token an hour."""
    match kind:
        case CredentialKind.API_KEY | CredentialKind.CLIENT_SECRET:
            return timedelta(days=366)
        case CredentialKind.ACCESS_TOKEN:
            return timedelta(hours=1)


class ExpiryRefused(StrEnum):
    """Why a credential is not issued until then."""

    EXPIRY_MISSING = "expiry_missing"
    EXPIRY_PAST = "expiry_past"
    EXPIRY_TOO_FAR = "expiry_too_far"


def expiry_fault(kind: CredentialKind, expires_at: datetime | None, now: datetime) -> ExpiryRefused | None:
    """Return what forbids to issue a credential now until `expires_at`; None when nothing does."""
    if expires_at is None:
        return ExpiryRefused.EXPIRY_MISSING
    if expires_at <= now:
        return ExpiryRefused.EXPIRY_PAST
    return ExpiryRefused.EXPIRY_TOO_FAR if expires_at - now > longest_life(kind) else None
