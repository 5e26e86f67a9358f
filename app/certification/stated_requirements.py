"""What a laboratory printed as requirement where none is held: offered beside what a body adopts, never taken."""

from dataclasses import dataclass
from enum import StrEnum

from app.verification.report import Result
from app.verification.requirement import Requirement
from app.verification.stated import NOTHING_STATED, fits
from app.verification.verdict import Verdict


class Agreement(StrEnum):
    """How what was printed compares with what is adopted."""

    SAME = "same"
    DIFFERS = "differs"
    UNREADABLE = "unreadable"
    NOTHING_STATED = "nothing_stated"
    NOTHING_ADOPTED = "nothing_adopted"


@dataclass(frozen=True, slots=True)
class Offered:
    """A requirement that the rule data do not hold, one of its results, and how the two compare."""

    requirement: Requirement
    result: Result
    agreement: Agreement

    @property
    def stated(self) -> str | None:
        """Return what the laboratory printed, None where it printed nothing."""
        return _stated(self.result)


def offered(verdict: Verdict) -> tuple[Offered, ...]:
    """Return what was printed beside every result on a requirement that is not held, or is held by adoption."""
    return tuple(
        Offered(requirement, result, _agreement(requirement, result))
        for finding in verdict.findings
        if (requirement := finding.requirement) is not None and (result := finding.result) is not None
        if requirement.adopted or requirement.limit is None
    )


def _agreement(requirement: Requirement, result: Result) -> Agreement:
    stated = _stated(result)
    if stated is None:
        return Agreement.NOTHING_STATED
    if requirement.limit is None:
        return Agreement.NOTHING_ADOPTED
    same = fits(stated, requirement.limit, result)
    if same is None:
        return Agreement.UNREADABLE
    return Agreement.SAME if same else Agreement.DIFFERS


def _stated(result: Result) -> str | None:
    stated = result.stated.requirement
    return None if stated is None or stated in NOTHING_STATED else stated
