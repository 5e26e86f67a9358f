"""A certification scheme in full (ISO/IEC 17067): rule, limits, score table, deadlines and calendar."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.certification.calendar import WorkingDays
from app.certification.deadline_rules import DeadlineRule
from app.certification.rule import CertificationRule
from app.certification.scorecard import Scorecard
from app.verification.requirement import Requirement
from app.verification.scheme import Scheme


@dataclass(frozen=True, slots=True)
class CertificationScheme:
    """All that a decision rests on beside the dossier and the settings of the body.

    `deadlines` has one rule for each id: the rule's own, and of the programmes in force what the rule leaves open.
    `drafts` are deadlines that only a draft prints: they act where a body has adopted their norm. `seals` has the
    SHA-256 of every file of the rule data that all of this was read from, by name.
    """

    rule: CertificationRule
    limits: Scheme
    scorecard: Scorecard
    deadlines: Mapping[str, DeadlineRule]
    drafts: Mapping[str, DeadlineRule]
    calendar: WorkingDays
    seals: Mapping[str, str]

    def requirements(self, grade: str | None) -> tuple[Requirement, ...]:
        """Return what is asked of a product of a grade; nothing for a grade that the scheme does not have."""
        return self.limits.requirements.get(grade or "", ())
