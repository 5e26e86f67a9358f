"""The guards that the certificate itself answers: its status, its dates and the causes that are open."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.certification.lifecycle.guards import Guard
from app.certification.lifecycle.vocabulary import Cause, Status
from app.certification.standing import Standing


@dataclass(frozen=True, slots=True)
class Circumstances:
    """How a certificate stands: None before its issue; `in_grace` in the three months after its expiry.

    `open_causes` are those of its suspension case, and those that a case left open when it ended.
    """

    status: Status | None
    in_grace: bool
    open_causes: frozenset[Cause]


def standings(circumstances: Circumstances) -> Mapping[Guard, Standing]:
    """Return the standings of the guards that depend on the certificate alone."""
    status, causes = circumstances.status, circumstances.open_causes
    in_use = status in {Status.VALID, Status.SUSPENDED}
    answers = {
        Guard.CERTIFICATE_IN_USE: in_use,
        Guard.CERTIFICATE_VALID: status is Status.VALID,
        Guard.NOT_SUSPENDED: status is not Status.SUSPENDED,
        Guard.RENEWAL_OPEN: in_use or (status is Status.EXPIRED and circumstances.in_grace),
        Guard.CAUSES_CLOSED: not causes,
        Guard.NO_GRAVE_CAUSE_OPEN: Cause.ACCIDENT_OR_DISHONESTY not in causes,
    }
    return {guard: Standing.MET if holds else Standing.NOT_MET for guard, holds in answers.items()}
