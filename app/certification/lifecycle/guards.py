"""What has to hold before a step: a closed set of guards, each with the clause that asks for it.

What a guard means for one case is found out elsewhere; a step is given a standing for each.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from app.certification.lifecycle.citation import Citation, draft, iso, notice, printed, reading
from app.certification.standing import Standing


class Guard(StrEnum):
    """One thing that has to hold."""

    RULE_IN_FORCE = "rule_in_force"
    BODY_MAY_USE_RULE = "body_may_use_rule"
    IN_SCOPE = "in_scope"
    PROGRAMME_STAGES_NAMED = "programme_stages_named"
    DOCUMENTS_COMPLETE = "documents_complete"
    NOT_BARRED = "not_barred"
    SAMPLE_AND_FEE_RECEIVED = "sample_and_fee_received"
    LABORATORY_DESIGNATED = "laboratory_designated"
    EVERY_ITEM_PASSED = "every_item_passed"
    ONLY_NON_CRITICAL_FAILED = "only_non_critical_failed"
    RECTIFICATION_TERM_SET = "rectification_term_set"
    REPORT_ADOPTABLE = "report_adoptable"
    INSPECTION_IN_TIME = "inspection_in_time"
    MAN_DAYS_PLANNED = "man_days_planned"
    TEAM_FREE_OF_CONFLICT = "team_free_of_conflict"
    INSPECTION_COMPLETE = "inspection_complete"
    NONCONFORMITIES_CLOSED = "nonconformities_closed"
    SURVEILLANCE_VALID = "surveillance_valid"
    VETO_ANSWERED = "veto_answered"
    NOT_APPLICABLE_APPROVED = "not_applicable_approved"
    SCORE_REACHED = "score_reached"
    RESULTS_PRESENT = "results_present"
    REVIEWER_UNINVOLVED = "reviewer_uninvolved"
    OVERALL_PASSED = "overall_passed"
    DECIDER_UNINVOLVED = "decider_uninvolved"
    NO_CONSULTANCY = "no_consultancy"
    REVIEWER_MAY_DECIDE = "reviewer_may_decide"
    NUMBER_FORMAT_SET = "number_format_set"
    RENEWAL_NUMBER_SET = "renewal_number_set"
    RENEWAL_START_SET = "renewal_start_set"
    REASONS_GIVEN = "reasons_given"
    LISTED = "listed"
    TRIGGER_PROVEN = "trigger_proven"
    COMPULSORY_BLOCKS_DONE = "compulsory_blocks_done"
    SAMPLE_PASSED = "sample_passed"
    SAMPLING_PLANNED = "sampling_planned"
    DRAWN_AT_RANDOM = "drawn_at_random"
    TECHNICAL_FILE_FIRST = "technical_file_first"
    CHANGE_CONFORMS = "change_conforms"
    EXTENSION_CONFORMS = "extension_conforms"
    CAUSE_NAMED = "cause_named"
    UNITS_AND_START_NAMED = "units_and_start_named"
    CAUSE_UNFOUNDED = "cause_unfounded"
    CORRECTION_VERIFIED = "correction_verified"
    DECIDER_IS_NOT_VERIFIER = "decider_is_not_verifier"
    GRAVE_CASE = "grave_case"
    CANCELLATION_GROUND = "cancellation_ground"
    HANDLER_UNINVOLVED = "handler_uninvolved"
    NORM_ADOPTED = "norm_adopted"
    WITHIN_SUSPENSION_TERM = "within_suspension_term"
    CERTIFICATE_IN_USE = "certificate_in_use"
    CERTIFICATE_VALID = "certificate_valid"
    NOT_SUSPENDED = "not_suspended"
    RENEWAL_OPEN = "renewal_open"
    CAUSES_CLOSED = "causes_closed"
    NO_GRAVE_CAUSE_OPEN = "no_grave_cause_open"
    DECISION_TO_APPEAL = "decision_to_appeal"


@dataclass(frozen=True, slots=True)
class Ground:
    """What a guard rests on.

    `setting` is the value of the body without which the guard stays open. Only a guard that is `conditional` may be
    answered as not applicable.
    """

    citation: Citation
    setting: str | None = None
    conditional: bool = False
    norms: tuple[str, ...] = ()


GROUNDS: Final[Mapping[Guard, Ground]] = MappingProxyType(
    {
        Guard.RULE_IN_FORCE: Ground(printed("封面"), norms=("DOC-02", "DOC-03")),
        Guard.BODY_MAY_USE_RULE: Ground(printed("前言"), norms=("DOC-04", "M-15a", "M-21a")),
        Guard.IN_SCOPE: Ground(printed("1"), norms=("C-1",)),
        Guard.PROGRAMME_STAGES_NAMED: Ground(
            notice("1(2)"), conditional=True, norms=("M-05a", "M-09", "M-12", "M-13a", "N-1.13", "N-5.1")
        ),
        Guard.DOCUMENTS_COMPLETE: Ground(printed("3.2"), norms=("C-3.2.1D", "C-3.2.1S", "C-3.2.2")),
        Guard.NOT_BARRED: Ground(draft("23"), conditional=True, norms=("M-23d",)),
        Guard.SAMPLE_AND_FEE_RECEIVED: Ground(printed("4.2.4"), norms=("C-4.2.4D", "C-4.2.4S")),
        Guard.LABORATORY_DESIGNATED: Ground(printed("4.1.1"), "designated_laboratories", norms=("C-4.1.1",)),
        Guard.EVERY_ITEM_PASSED: Ground(printed("4.2.2"), norms=("C-4.2.2v",)),
        Guard.ONLY_NON_CRITICAL_FAILED: Ground(printed("4.2.2"), "non_critical_items", norms=("C-4.2.2r",)),
        Guard.RECTIFICATION_TERM_SET: Ground(printed("4.2.2"), "rectification_term", norms=("C-4.2.2r",)),
        Guard.REPORT_ADOPTABLE: Ground(printed("4.2.5"), norms=("C-4.2.5",)),
        Guard.INSPECTION_IN_TIME: Ground(printed("5.2"), norms=("C-5.2a",)),
        Guard.MAN_DAYS_PLANNED: Ground(printed("5.2"), norms=("C-5.2b", "C-7.1.2")),
        Guard.TEAM_FREE_OF_CONFLICT: Ground(iso("4.2")),
        Guard.INSPECTION_COMPLETE: Ground(printed("5.1"), norms=("C-5.1", "C-5.1.2", "C-5.1.3")),
        Guard.NONCONFORMITIES_CLOSED: Ground(printed("5.3"), norms=("C-5.3b", "C-7.1.4")),
        Guard.SURVEILLANCE_VALID: Ground(printed("9"), norms=("C-9b",)),
        Guard.VETO_ANSWERED: Ground(printed("附录A"), norms=("A-05",)),
        Guard.NOT_APPLICABLE_APPROVED: Ground(reading("附录A"), conditional=True, norms=("A-02",)),
        Guard.SCORE_REACHED: Ground(printed("5.1.1"), norms=("C-5.1.1", "A-03", "A-04")),
        Guard.RESULTS_PRESENT: Ground(printed("6.1"), norms=("C-6.1",)),
        Guard.REVIEWER_UNINVOLVED: Ground(iso("7.5")),
        Guard.OVERALL_PASSED: Ground(printed("6.1"), norms=("C-6.1",)),
        Guard.DECIDER_UNINVOLVED: Ground(iso("7.6")),
        Guard.NO_CONSULTANCY: Ground(iso("4.2.10"), "cooling_off"),
        Guard.REVIEWER_MAY_DECIDE: Ground(iso("7.6"), "one_person_reviews_and_decides", conditional=True),
        Guard.NUMBER_FORMAT_SET: Ground(reading("6.1"), "number_format"),
        Guard.RENEWAL_NUMBER_SET: Ground(reading("9"), "renewal_number"),
        Guard.RENEWAL_START_SET: Ground(reading("9"), "renewal_start"),
        Guard.REASONS_GIVEN: Ground(iso("7.6")),
        Guard.LISTED: Ground(notice("5(3)"), norms=("N-5.3",)),
        Guard.TRIGGER_PROVEN: Ground(printed("7.1.1"), norms=("C-7.1.1b",)),
        Guard.COMPULSORY_BLOCKS_DONE: Ground(printed("7.1.3"), norms=("C-7.1.3",)),
        Guard.SAMPLE_PASSED: Ground(printed("7.3"), conditional=True, norms=("C-7.3",)),
        Guard.SAMPLING_PLANNED: Ground(printed("7.2"), norms=("C-7.2a",)),
        Guard.DRAWN_AT_RANDOM: Ground(printed("7.2"), norms=("C-7.2a",)),
        Guard.TECHNICAL_FILE_FIRST: Ground(printed("8.2.2"), norms=("C-8.2.2",)),
        Guard.CHANGE_CONFORMS: Ground(printed("8.1.2.2"), norms=("C-8.1.2b", "C-4.3")),
        Guard.EXTENSION_CONFORMS: Ground(printed("8.2.1"), norms=("C-8.2",)),
        Guard.CAUSE_NAMED: Ground(printed("8.3"), norms=("C-8.3",)),
        Guard.UNITS_AND_START_NAMED: Ground(reading("8.3"), norms=("C-7.2e",)),
        Guard.CAUSE_UNFOUNDED: Ground(reading("8.3")),
        Guard.CORRECTION_VERIFIED: Ground(reading("8.3")),
        Guard.DECIDER_IS_NOT_VERIFIER: Ground(iso("7.6")),
        Guard.GRAVE_CASE: Ground(reading("8.3"), norms=("M-23b",)),
        Guard.CANCELLATION_GROUND: Ground(reading("8.3")),
        Guard.HANDLER_UNINVOLVED: Ground(iso("7.13")),
        Guard.NORM_ADOPTED: Ground(draft("24"), "adopted_norms", norms=("DOC-01",)),
        Guard.WITHIN_SUSPENSION_TERM: Ground(reading("8.3"), "suspension_term"),
        Guard.CERTIFICATE_IN_USE: Ground(printed("8.1.1"), norms=("C-8.1.1",)),
        Guard.CERTIFICATE_VALID: Ground(printed("8.1.1"), norms=("C-8.1.1",)),
        Guard.NOT_SUSPENDED: Ground(reading("8.3")),
        Guard.RENEWAL_OPEN: Ground(printed("9"), norms=("C-9d",)),
        Guard.CAUSES_CLOSED: Ground(reading("8.3")),
        Guard.NO_GRAVE_CAUSE_OPEN: Ground(reading("8.3"), norms=("M-23b",)),
        Guard.DECISION_TO_APPEAL: Ground(iso("7.13")),
    }
)


def is_passed(guard: Guard, standing: Standing) -> bool:
    """Tell whether a guard lets a step through: met, or not applicable where that can be said of it."""
    match standing:
        case Standing.MET:
            return True
        case Standing.NOT_APPLICABLE:
            return GROUNDS[guard].conditional
        case Standing.NOT_MET | Standing.OPEN:
            return False
