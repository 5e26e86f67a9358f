"""The decision on a dossier: every clause of the rule that takes part in it, in its order, and what is still needed."""

from dataclasses import dataclass
from datetime import date

from app.certification.body import Body
from app.certification.certification_scheme import CertificationScheme
from app.certification.clauses.adopted import adopted_clauses
from app.certification.clauses.answering import answer
from app.certification.clauses.matter import Matter
from app.certification.dossier import Dossier
from app.certification.finding import ClauseFinding, Need
from app.certification.scheme import RuleClause
from app.certification.shown import in_order
from app.certification.standing import Standing, weigh

# The version of what the words of a decision mean; a change of any rule by which clauses are answered changes it.
DECIDING = "labverdict.deciding/1"


@dataclass(frozen=True, slots=True)
class Decision:
    """Where a dossier stands on a day: met means that the body may decide for the applicant.

    `findings` are the clauses of the stage in the order of the rule.
    """

    standing: Standing
    findings: tuple[ClauseFinding, ...]
    on: date

    @property
    def still_needed(self) -> tuple[tuple[ClauseFinding, Need], ...]:
        """Return what each open clause waits for."""
        return tuple(
            (finding, need)
            for finding in self.findings
            if finding.answered.standing is Standing.OPEN
            for need in finding.answered.needs
        )


def decide(scheme: CertificationScheme, dossier: Dossier, settings: Body, on: date) -> Decision:
    """Decide a dossier under a scheme, by the settings of the body, on a day.

    One clause that is not met refuses; open ones leave it undecided; an empty rule certifies nobody. Clauses that
    only inform, and those of another stage, take no part; a norm of a draft does where the body has adopted it.
    """
    matter = Matter(scheme, dossier, settings, on, in_order(dossier.tests))
    clauses = (*scheme.rule.clauses_of(dossier.stage), *adopted_clauses(matter))
    findings = tuple(ClauseFinding(clause, answer(clause, matter), _unconfirmed(clause, scheme)) for clause in clauses)
    return Decision(weigh(finding.answered.standing for finding in findings), findings, on)


def _unconfirmed(clause: RuleClause, scheme: CertificationScheme) -> tuple[str, ...]:
    return tuple(doubt.id for doubt in scheme.rule.doubts_of(clause.number) if doubt.confirmed_by is None)
