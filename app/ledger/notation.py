"""How digests, instants and bytes are written in the log: each in exactly one way."""

import base64
import binascii
import re
from dataclasses import dataclass
from datetime import datetime

_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT([01]\d|2[0-3]):\d\d:\d\d\.\d{6}Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Malformed:
    """Bytes that are not what they should be, and why."""

    what: str


def is_sha256(text: str) -> bool:
    """Tell whether a text is a SHA-256: 64 lower-case hexadecimal digits."""
    return _SHA256.fullmatch(text) is not None


def is_instant(text: str) -> bool:
    """Tell whether a text is an instant in UTC with six digits of a second: `2026-11-22T21:41:58.123456Z`."""
    if _INSTANT.fullmatch(text) is None:
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def octets_text(octets: bytes) -> str:
    """Return bytes as base64 (RFC 4648 clause 4, with padding)."""
    return base64.b64encode(octets).decode("ascii")


def read_octets(text: str) -> bytes | None:
    """Return the bytes that `octets_text` wrote; None for a text that it would not write (spaces, loose last bits)."""
    try:
        octets = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return octets if octets_text(octets) == text else None
