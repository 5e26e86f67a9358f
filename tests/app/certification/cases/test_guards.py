"""Every guard after the certificate, in the way of its step."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.certification.cases.record import Stated
from app.certification.dossier import Statement
from app.certification.lifecycle.guards import Guard
from app.certification.lifecycle.vocabulary import Cause, Kind, Status
from app.certification.standing import Standing
from tests.app.certification.cases.driven import (
    OUTSIDE,
    REVIEWED,
    SETTLED,
    SUSPENDED,
    TESTED,
)
from tests.app.certification.cases.evidence import sampling
from tests.app.certification.cases.spoiling import (
    NOBODY,
    NOT_MET,
    RENEWAL,
    SURVEILLANCE,
    SUSPENSION,
    Blocked,
    brings,
    by,
    standing,
    stops,
    uncorrected,
    unset,
    without_points,
    years_later,
)

BLOCKED = [
    Blocked(Guard.RENEWAL_NUMBER_SET, RENEWAL, REVIEWED, "renew", "renewal_number", body=unset("renewal_number")),
    Blocked(Guard.RENEWAL_START_SET, RENEWAL, REVIEWED, "renew", "renewal_start", body=unset("renewal_start")),
    Blocked(Guard.SURVEILLANCE_VALID, RENEWAL, TESTED, "rely_on_surveillance", "inspection", years_later),
    Blocked(Guard.RENEWAL_OPEN, RENEWAL, "", "file", "", outside=standing(Status.EXPIRED), standing=NOT_MET),
    Blocked(Guard.NOT_SUSPENDED, RENEWAL, REVIEWED, "renew", "", outside=standing(Status.SUSPENDED), standing=NOT_MET),
    Blocked(
        Guard.CAUSES_CLOSED,
        RENEWAL,
        REVIEWED,
        "renew",
        "",
        outside=standing(Status.VALID, Cause.MARK_MISUSE),
        standing=NOT_MET,
    ),
    Blocked(Guard.CAUSES_CLOSED, SUSPENSION, SUSPENDED, "settle", "causes_closed", standing=NOT_MET),
    Blocked(
        Guard.CERTIFICATE_IN_USE, SURVEILLANCE, "", "plan", "", outside=standing(Status.WITHDRAWN), standing=NOT_MET
    ),
    Blocked(Guard.TRIGGER_PROVEN, SURVEILLANCE, "", "plan_extra", "trigger_proven", brings(stated=())),
    Blocked(
        Guard.COMPULSORY_BLOCKS_DONE,
        SURVEILLANCE,
        "plan start_inspection",
        "pass_inspection",
        "purchasing",
        without_points,
    ),
    Blocked(
        Guard.NONCONFORMITIES_CLOSED,
        SURVEILLANCE,
        "plan start_inspection find_nonconformities submit_correction",
        "accept_correction",
        "B 4.2",
        uncorrected,
    ),
    Blocked(
        Guard.SAMPLE_PASSED,
        SURVEILLANCE,
        "plan start_inspection pass_inspection",
        "conclude",
        "sampling",
        outside=replace(OUTSIDE, sample=None),
    ),
    Blocked(
        Guard.SAMPLE_PASSED,
        SURVEILLANCE,
        "plan start_inspection pass_inspection",
        "conclude",
        "sample",
        outside=replace(OUTSIDE, sample=Standing.NOT_MET),
        standing=NOT_MET,
    ),
    Blocked(
        Guard.SAMPLE_PASSED,
        SURVEILLANCE,
        "plan start_inspection pass_inspection",
        "conclude",
        "sample",
        outside=replace(OUTSIDE, sample=Standing.OPEN),
    ),
    Blocked(Guard.SAMPLING_PLANNED, Kind.SAMPLE, "", "plan", "items", brings(sampling=None)),
    Blocked(
        Guard.SAMPLING_PLANNED,
        Kind.SAMPLE,
        "",
        "plan",
        "recorded_on",
        lambda each: brings(sampling=sampling(each.on + timedelta(days=1)))(each),
    ),
    Blocked(Guard.DRAWN_AT_RANDOM, Kind.SAMPLE, "plan", "draw", "drawn_at_random", brings(stated=())),
    Blocked(
        Guard.TECHNICAL_FILE_FIRST,
        Kind.EXTENSION,
        "file",
        "start_evaluation",
        "8.2.2",
        brings(
            statements=(Statement("8.2.2", False, "A-1", date(2026, 6, 3), "试验"),)  # noqa: FBT003 - it does not hold
        ),
        standing=NOT_MET,
    ),
    Blocked(Guard.CHANGE_CONFORMS, Kind.CHANGE, "file start_evaluation conclude", "approve", "8.1.2.2", by("d-2")),
    Blocked(Guard.EXTENSION_CONFORMS, Kind.EXTENSION, "file start_evaluation conclude", "approve", "8.2.1", by("D-2")),
    Blocked(
        Guard.CERTIFICATE_VALID,
        Kind.EXTENSION,
        "file start_evaluation conclude",
        "approve",
        "",
        outside=standing(Status.SUSPENDED),
        standing=NOT_MET,
    ),
    Blocked(Guard.CAUSE_NAMED, SUSPENSION, "", "raise", "cause", brings(cause=None)),
    Blocked(Guard.UNITS_AND_START_NAMED, SUSPENSION, "raise", "suspend", "units", brings(units=())),
    Blocked(Guard.CAUSE_UNFOUNDED, SUSPENSION, "raise", "dismiss", "cause_unfounded", brings(stated=())),
    Blocked(
        Guard.CORRECTION_VERIFIED,
        SUSPENSION,
        f"{SUSPENDED} submit_correction",
        "accept_correction",
        "correction_verified",
        brings(stated=(Stated(Guard.CORRECTION_VERIFIED, NOT_MET, "试验"),)),
        standing=NOT_MET,
    ),
    Blocked(Guard.DECIDER_IS_NOT_VERIFIER, SUSPENSION, SETTLED, "restore", "decider", by("V-1"), standing=NOT_MET),
    Blocked(Guard.WITHIN_SUSPENSION_TERM, SUSPENSION, SETTLED, "restore", "", years_later, standing=NOT_MET),
    Blocked(
        Guard.WITHIN_SUSPENSION_TERM, SUSPENSION, SETTLED, "restore", "suspension_term", body=unset("suspension_term")
    ),
    Blocked(
        Guard.NO_GRAVE_CAUSE_OPEN,
        SUSPENSION,
        SETTLED,
        "restore",
        "",
        outside=standing(Status.SUSPENDED, Cause.ACCIDENT_OR_DISHONESTY),
        standing=NOT_MET,
    ),
    Blocked(Guard.GRAVE_CASE, SUSPENSION, "raise", "withdraw", "grave_case", brings(stated=())),
    Blocked(Guard.CANCELLATION_GROUND, SUSPENSION, "raise", "cancel", "cancellation_ground", brings(stated=())),
    Blocked(
        Guard.HANDLER_UNINVOLVED,
        Kind.COMPLAINT,
        "receive",
        "take_up",
        "complaints_handler",
        outside=replace(OUTSIDE, involved=None),
    ),
    Blocked(
        Guard.HANDLER_UNINVOLVED,
        Kind.COMPLAINT,
        "receive",
        "take_up",
        "complaints_handler",
        outside=replace(OUTSIDE, involved=NOBODY),
        standing=NOT_MET,
    ),
    Blocked(Guard.DECISION_TO_APPEAL, Kind.APPEAL, "", "file", "decision", outside=replace(OUTSIDE, appealable=None)),
]


@pytest.mark.parametrize("each", BLOCKED, ids=lambda each: f"{each.guard}-{each.needs}")
def test_a_guard_of_a_later_case_stops_its_step_and_names_what_is_missing(each: Blocked) -> None:
    stops(each)
