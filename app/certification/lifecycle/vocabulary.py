"""The words of a certificate's life: statuses, kinds of case, actors, acts, causes and deadlines."""

from enum import StrEnum


class Status(StrEnum):
    """The five statuses of a certificate: 有效, 暂停, 撤销 (for cause), 注销 (without fault), 到期.

    The three months for a late renewal and the three years after a withdrawal are dates, not statuses.
    """

    VALID = "valid"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class Kind(StrEnum):
    """What a case is about; a suspension case is any case under clause 8.3: 暂停, 撤销, 注销."""

    APPLICATION = "application"
    SURVEILLANCE = "surveillance"
    SAMPLE = "sample"
    CHANGE = "change"
    EXTENSION = "extension"
    SUSPENSION = "suspension"
    RENEWAL = "renewal"
    COMPLAINT = "complaint"
    APPEAL = "appeal"


class Actor(StrEnum):
    """Who takes a step: the client is 申请人 before and 持证人 after the certificate.

    The system takes the steps that a clock, the certificate or another case brings about.
    """

    CLIENT = "client"
    LABORATORY = "laboratory"
    APPLICATION_OFFICER = "application_officer"
    PLANNER = "planner"
    EVALUATOR = "evaluator"
    VERIFIER = "verifier"
    REVIEWER = "reviewer"
    DECIDER = "decider"
    COMPLAINTS_HANDLER = "complaints_handler"
    SYSTEM = "system"


class Act(StrEnum):
    """What is done to a certificate. A case ends in one of these; nothing else changes a status."""

    ISSUE = "issue"
    MAINTAIN = "maintain"
    SURVEY = "survey"
    REISSUE = "reissue"
    ISSUE_ANOTHER = "issue_another"
    SUSPEND = "suspend"
    RESTORE = "restore"
    WITHDRAW = "withdraw"
    CANCEL = "cancel"
    RENEW = "renew"
    LIFT_BAR = "lift_bar"


class Cause(StrEnum):
    """Why a certificate is, or may be, suspended."""

    SAMPLE_NOT_SENT = "sample_not_sent"
    NO_SAMPLE = "no_sample"
    SAMPLE_FAILED = "sample_failed"
    SURVEILLANCE_FAILED = "surveillance_failed"
    SURVEILLANCE_OVERDUE = "surveillance_overdue"
    UNAPPROVED_CHANGE = "unapproved_change"
    MARK_MISUSE = "mark_misuse"
    COMPLAINT_PROVEN = "complaint_proven"
    RULES_BROKEN = "rules_broken"
    REQUIREMENTS_NOT_MET = "requirements_not_met"
    ACCIDENT_OR_DISHONESTY = "accident_or_dishonesty"


class CauseChange(StrEnum):
    """What a step does to the causes of a suspension case: adds one, closes one, closes every one as unfounded."""

    ADD = "add"
    CLOSE = "close"
    CLEAR = "clear"


class Deadline(StrEnum):
    """The deadlines that steps start and end."""

    TEST_TIME = "D-01"
    RECTIFICATION = "D-02"
    REPORT_AGE = "D-03"
    INSPECTION_WINDOW = "D-04"
    CORRECTION = "D-05"
    CERTIFICATION_TIME = "D-06"
    REPORTING = "D-07"
    FEEDBACK = "D-08"
    VALIDITY = "D-09"
    SURVEILLANCE_WINDOW = "D-10"
    SURVEILLANCE_GAP = "D-11"
    SURVEILLANCE_CORRECTION = "D-12"
    SENDING = "D-13"
    REDRAWING = "D-14"
    SUSPENSION_TERM = "D-15"
    RENEWAL_APPLICATION = "D-16"
    GRACE = "D-17"
    BAR = "D-18"
    CONFIRMATION_TEST = "D-19"
    YEARLY_REPORT = "D-20"
