"""Whether the stages that a programme puts before the application were passed, in its order and by its roles.

The outcome of each stage is attested. Outside the round in which the programme binds, nothing is refused for it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.certification.applicant import StageRecord
from app.certification.programme import Programme
from app.certification.stage import Stage, StageName
from app.certification.standing import Standing, weigh


class StageReason(StrEnum):
    """Why a stage stands as it does."""

    PASSED = "stage_passed"
    NOT_PASSED = "stage_not_passed"
    NOT_ATTESTED = "stage_not_attested"
    BY_ANOTHER_ROLE = "stage_by_another_role"
    OUT_OF_ORDER = "stage_out_of_order"


@dataclass(frozen=True, slots=True)
class StageFinding:
    """Where one stage stands."""

    stage: Stage
    standing: Standing
    reason: StageReason


@dataclass(frozen=True, slots=True)
class Admission:
    """Where an application stands by the stages before it."""

    programme: str
    indicative: bool
    standing: Standing
    findings: tuple[StageFinding, ...]


def admit(programme: Programme, records: Mapping[StageName, StageRecord] | None, on: date) -> Admission:
    """Judge the stages before certification on the day of the application."""
    findings: list[StageFinding] = []
    before: date | None = None
    for stage in programme.before_application():
        record = (records or {}).get(stage.name)
        standing, reason = _judge(stage, record, before, on)
        findings.append(StageFinding(stage, standing, reason))
        before = before if record is None else record.on
    standing = weigh(finding.standing for finding in findings)
    return Admission(programme.id, not programme.binds(on), standing, tuple(findings))


def _judge(stage: Stage, record: StageRecord | None, before: date | None, on: date) -> tuple[Standing, StageReason]:
    if record is None or on < record.on:
        return Standing.OPEN, StageReason.NOT_ATTESTED
    if record.by not in stage.by:
        return Standing.OPEN, StageReason.BY_ANOTHER_ROLE
    if before is not None and record.on < before:
        return Standing.NOT_MET, StageReason.OUT_OF_ORDER
    if not record.passed:
        return Standing.NOT_MET, StageReason.NOT_PASSED
    return Standing.MET, StageReason.PASSED
