"""A certification body adopts limits where none is held."""

import json

from app.certification.adopted_limits import AdoptedLimits, SealedLimits
from app.certification.adopted_limits_form import read_adopted_limits
from app.certification.form import Refused
from app.ledger.canonical import canonical
from app.verification.scheme import Scheme
from app.workflow.fingerprint import digest


def adopted_limits_from(content: bytes, scheme: Scheme, body: str | None = None) -> SealedLimits | Refused:
    """Read what a body has adopted for a scheme, and seal it: how the document is laid out does not matter."""
    return _sealed(read_adopted_limits(content, scheme, body), content)


def kept_limits_from(content: bytes, scheme: Scheme, body: str | None = None) -> SealedLimits | Refused:
    """Read what a body adopted before: of a requirement that is held by now it says nothing any more."""
    return _sealed(read_adopted_limits(content, scheme, body, is_kept=True), content)


def _sealed(found: AdoptedLimits | Refused, content: bytes) -> SealedLimits | Refused:
    return found if isinstance(found, Refused) else SealedLimits(found, digest(canonical(json.loads(content))))
