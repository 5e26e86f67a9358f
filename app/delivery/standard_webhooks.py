"""Signing and checking events by the Standard Webhooks specification 1.0.0, asymmetric scheme `v1a` (Ed25519).

The signature is over `id.timestamp.body`. An event's id stays the same in every attempt, the timestamp is that of the
attempt.
"""

import base64
import binascii
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from app.ports.machine import Signer

ID, TIMESTAMP, SIGNATURE = "webhook-id", "webhook-timestamp", "webhook-signature"
TOLERANCE = timedelta(minutes=5)

_ALG = "Ed25519"
_SCHEME = "v1a,"
_PUBLIC_KEY = "whpk_"
_KEY_BYTES = 32
_MOST_SIGNATURES = 16
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# A full stop in the id would let one signature cover two readings of `id.timestamp.body`.
_ID_FORM = re.compile(r"[A-Za-z0-9_-]{1,128}")
_TIMESTAMP_FORM = re.compile(r"[0-9]{1,11}")


class Doubt(StrEnum):
    """Why an event is not taken for genuine."""

    MISSING_HEADER = "missing_header"
    MALFORMED_HEADER = "malformed_header"
    TOO_OLD = "too_old"
    TOO_NEW = "too_new"
    NO_MATCHING_SIGNATURE = "no_matching_signature"


class NotGenuine(Exception):
    """An event that its receiver must not act on."""

    def __init__(self, doubt: Doubt) -> None:
        super().__init__(doubt.value)
        self.doubt = doubt


def signed_headers(event: str, body: bytes, signers: Sequence[Signer], at: datetime) -> dict[str, str]:
    """Return the three headers of one attempt at an aware instant: one signature of each key, in the order given.

    Raises ValueError for an id that the scheme cannot carry, no key, or a key that is not Ed25519.
    """
    if not _ID_FORM.fullmatch(event):
        raise ValueError(f"an event's id is 1 to 128 letters, digits, _ and -, found {event!r}")
    if not signers or any(signer.alg != _ALG for signer in signers):
        raise ValueError(f"one or more {_ALG} keys sign an event, found {[signer.alg for signer in signers]}")
    timestamp = str((at - _EPOCH) // timedelta(seconds=1))
    content = _content(event, timestamp, body)
    signatures = [_SCHEME + base64.b64encode(signer.sign(content)).decode("ascii") for signer in signers]
    return {ID: event, TIMESTAMP: timestamp, SIGNATURE: " ".join(signatures)}


def public_key_text(public_key: bytes) -> str:
    """Return a raw public key (32 bytes) as receivers are given it: `whpk_` and base64."""
    return _PUBLIC_KEY + base64.b64encode(public_key).decode("ascii")


def verify(
    headers: Mapping[str, str] | Iterable[tuple[str, str]], body: bytes, public_keys: Sequence[str], at: datetime
) -> str:
    """Return the id of a genuine event, by which its receiver recognises a repeated one; for receivers.

    `body` are the bytes as received, `public_keys` those the receiver trusts (`whpk_...`; two during a rotation), `at`
    the receiver's aware instant, which the timestamp may miss by `TOLERANCE` either way. Signatures of other schemes
    are passed over. Raises NotGenuine, and ValueError for a trusted key that is none.
    """
    keys = [_read_public_key(text) for text in public_keys]
    event, timestamp, signatures = _read_headers(headers)
    age = at - _EPOCH - timedelta(seconds=int(timestamp))
    if age > TOLERANCE:
        raise NotGenuine(Doubt.TOO_OLD)
    if age < -TOLERANCE:
        raise NotGenuine(Doubt.TOO_NEW)
    content = _content(event, timestamp, body)
    if not any(_signed_by(key, content, signature) for signature in signatures for key in keys):
        raise NotGenuine(Doubt.NO_MATCHING_SIGNATURE)
    return event


def _content(event: str, timestamp: str, body: bytes) -> bytes:
    return f"{event}.{timestamp}.".encode("ascii") + body


def _read_headers(headers: Mapping[str, str] | Iterable[tuple[str, str]]) -> tuple[str, str, list[bytes]]:
    """Return id, timestamp and the `v1a` signatures; a header that stands twice is malformed."""
    pairs = headers.items() if isinstance(headers, Mapping) else headers
    found: dict[str, str] = {}
    for name, value in pairs:
        if (lower := name.lower()) in {ID, TIMESTAMP, SIGNATURE}:
            if lower in found:
                raise NotGenuine(Doubt.MALFORMED_HEADER)
            found[lower] = value
    if len(found) < len((ID, TIMESTAMP, SIGNATURE)):
        raise NotGenuine(Doubt.MISSING_HEADER)
    signatures = found[SIGNATURE].split(" ")
    if (
        not _ID_FORM.fullmatch(found[ID])
        or not _TIMESTAMP_FORM.fullmatch(found[TIMESTAMP])
        or len(signatures) > _MOST_SIGNATURES
    ):
        raise NotGenuine(Doubt.MALFORMED_HEADER)
    read = [_strict_base64(text.removeprefix(_SCHEME)) for text in signatures if text.startswith(_SCHEME)]
    return found[ID], found[TIMESTAMP], [signature for signature in read if signature is not None]


def _strict_base64(text: str) -> bytes | None:
    """Return the bytes, None for what their encoder would not have written: the last character may hide spare bits."""
    try:
        content = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return content if base64.b64encode(content).decode("ascii") == text else None


def _read_public_key(text: str) -> Ed25519PublicKey:
    content = _strict_base64(text.removeprefix(_PUBLIC_KEY)) if text.startswith(_PUBLIC_KEY) else None
    if content is None or len(content) != _KEY_BYTES:
        raise ValueError(f"a public key is {_PUBLIC_KEY} and {_KEY_BYTES} bytes in base64, found {text!r}")
    return Ed25519PublicKey.from_public_bytes(content)


def _signed_by(key: Ed25519PublicKey, content: bytes, signature: bytes) -> bool:
    try:
        key.verify(signature, content)
    except InvalidSignature:
        return False
    return True
