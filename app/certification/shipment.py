"""Whether a certificate covers what is loaded on a day: by its status on that day, and by the report on the batch.

Each result is held against the limits of the product standard and the advanced ones of the rule. What the report does
not tell stays missing, and a report that is not known to be about the certified unit covers nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.certification.certificate_days import CertificateOn, Contradiction, Stands
from app.certification.standing import Standing, weigh
from app.certification.unit import Unit, differences
from app.verification.requirement import Requirement
from app.verification.verdict import Verdict
from methods.outcome import Outcome


class Level(StrEnum):
    """Whether a requirement is the product standard's or one of the advanced ones that the rule adds."""

    BASE = "base"
    ADVANCED = "advanced"


class Question(StrEnum):
    """What has to hold of the report on a batch."""

    UNIT_NAMED = "unit_named"
    REPORTED_BEFORE_LOADING = "reported_before_loading"
    BASE_LIMITS = "base_limits"
    ADVANCED_LIMITS = "advanced_limits"


@dataclass(frozen=True, slots=True)
class Batch:
    """One sample of the report: its verdict, what it leaves open about the unit, and the answers."""

    verdict: Verdict
    differences: tuple[str, ...]
    answers: tuple[tuple[Question, Standing], ...]

    @property
    def standing(self) -> Standing:
        """Return whether the sample shows what is asked of the batch."""
        return weigh(standing for _, standing in self.answers)


@dataclass(frozen=True, slots=True)
class Shipment:
    """What is known of a shipment: how the certificate stood on the loading day, and each sample."""

    loaded_on: date
    certificate: CertificateOn | Contradiction
    batches: tuple[Batch, ...]

    @property
    def standing(self) -> Standing:
        """Return whether the shipment is covered; without a report on it that stays open."""
        reported = [batch.standing for batch in self.batches] or [Standing.OPEN]
        return weigh((valid_on(self.certificate), *reported))


def check_shipment(
    certificate: CertificateOn | Contradiction, unit: Unit, verdicts: Sequence[Verdict], loaded_on: date
) -> Shipment:
    """Hold a certificate, as it stood on the loading day, and the verdicts on a batch against each other."""
    batches = tuple(_batch(verdict, unit, loaded_on) for verdict in verdicts)
    return Shipment(loaded_on, certificate, batches)


def valid_on(certificate: CertificateOn | Contradiction) -> Standing:
    """Return whether a certificate was valid; records that contradict each other leave it open."""
    match certificate:
        case Contradiction():
            return Standing.OPEN
        case CertificateOn(stands=stands):
            return Standing.MET if stands is Stands.VALID else Standing.NOT_MET


def level_of(requirement: Requirement, verdict: Verdict) -> Level:
    """Return whether a requirement is the standard's or the rule's own; its id begins with where it stands."""
    return Level.ADVANCED if requirement.id.startswith(f"{verdict.scheme.id}/") else Level.BASE


def _batch(verdict: Verdict, unit: Unit, loaded_on: date) -> Batch:
    differing = differences(unit, verdict.report)
    in_time = verdict.report.issued_on <= loaded_on
    answers = (
        (Question.UNIT_NAMED, Standing.OPEN if differing else Standing.MET),
        (Question.REPORTED_BEFORE_LOADING, Standing.MET if in_time else Standing.OPEN),
        (Question.BASE_LIMITS, weigh(_standings(verdict, Level.BASE))),
        (Question.ADVANCED_LIMITS, weigh(_standings(verdict, Level.ADVANCED))),
    )
    return Batch(verdict, differing, answers)


def _standings(verdict: Verdict, level: Level) -> Iterator[Standing]:
    for finding in verdict.findings:
        if finding.requirement is not None and level_of(finding.requirement, verdict) is level:
            yield _standing(finding.outcome)


def _standing(outcome: Outcome) -> Standing:
    match outcome:
        case Outcome.CONFORMING:
            return Standing.MET
        case Outcome.NONCONFORMING:
            return Standing.NOT_MET
        case Outcome.UNDETERMINED | Outcome.MISSING | Outcome.INVALID:
            return Standing.OPEN
        case Outcome.NOT_APPLICABLE:
            return Standing.NOT_APPLICABLE
