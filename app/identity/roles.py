"""Roles: what each permits, and to whom it can be granted."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from app.identity.organisations import OrganisationKind


class Role(StrEnum):
    """What an account does in its organisation; the client is 申请人 before and 持证人 after the certificate."""

    LAB_OPERATOR = "lab_operator"
    LAB_AUTHORISER = "lab_authoriser"
    LIMS_CLIENT = "lims_client"
    CLIENT = "client"
    APPLICATION_OFFICER = "application_officer"
    PLANNER = "planner"
    EVALUATOR = "evaluator"
    VERIFIER = "verifier"
    REVIEWER = "reviewer"
    DECIDER = "decider"
    COMPLAINTS_HANDLER = "complaints_handler"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


class Permission(StrEnum):
    """One thing that a caller may do; also the words in which a credential's scopes are written."""

    VERIFICATIONS_RUN = "verifications:run"
    REPORTS_WRITE = "reports:write"
    REPORTS_CORRECT = "reports:correct"
    REPORTS_SHARE = "reports:share"
    REPORTS_READ = "reports:read"
    VERDICTS_READ = "verdicts:read"
    WEBHOOKS_MANAGE = "webhooks:manage"
    CASES_READ = "cases:read"
    CASES_ACT = "cases:act"
    PAPERS_SET = "papers:set"
    DECLARATIONS_MAKE = "declarations:make"


_READS: Final = frozenset({Permission.REPORTS_READ, Permission.VERDICTS_READ})
_FOLLOWS: Final = _READS | {Permission.CASES_READ}
_JUDGES: Final = _FOLLOWS | {Permission.VERIFICATIONS_RUN}
_ENTERS: Final = _JUDGES | {Permission.REPORTS_WRITE}
_ACTS: Final = _JUDGES | {Permission.CASES_ACT, Permission.DECLARATIONS_MAKE}
# What a body sets binds its decisions: those set it who answer for them, one proposing and another confirming.
_ANSWERS: Final = _ACTS | {Permission.PAPERS_SET}

# An administrator says where events are sent and sees no result; an auditor sees everything and changes nothing.
PERMISSIONS: Final[Mapping[Role, frozenset[Permission]]] = MappingProxyType(
    {
        Role.LAB_OPERATOR: _ENTERS,
        Role.LAB_AUTHORISER: _ENTERS | {Permission.REPORTS_CORRECT, Permission.REPORTS_SHARE, Permission.CASES_ACT},
        Role.LIMS_CLIENT: _ENTERS | {Permission.REPORTS_SHARE},
        Role.CLIENT: frozenset({Permission.CASES_READ, Permission.CASES_ACT}),
        Role.APPLICATION_OFFICER: _ACTS,
        Role.PLANNER: _ACTS,
        Role.EVALUATOR: _ACTS,
        Role.VERIFIER: _ACTS,
        Role.REVIEWER: _ANSWERS,
        Role.DECIDER: _ANSWERS,
        Role.COMPLAINTS_HANDLER: _ACTS,
        Role.ADMINISTRATOR: frozenset({Permission.WEBHOOKS_MANAGE}),
        Role.AUDITOR: _FOLLOWS,
    }
)

_LABORATORY: Final = frozenset({OrganisationKind.LABORATORY})
_APPLICANT: Final = frozenset({OrganisationKind.APPLICANT})
_BODY: Final = frozenset({OrganisationKind.CERTIFICATION_BODY})
_EVERY_KIND: Final = frozenset(OrganisationKind)

GRANTED_IN: Final[Mapping[Role, frozenset[OrganisationKind]]] = MappingProxyType(
    {
        Role.LAB_OPERATOR: _LABORATORY,
        Role.LAB_AUTHORISER: _LABORATORY,
        Role.LIMS_CLIENT: _LABORATORY,
        Role.CLIENT: _APPLICANT,
        Role.APPLICATION_OFFICER: _BODY,
        Role.PLANNER: _BODY,
        Role.EVALUATOR: _BODY,
        Role.VERIFIER: _BODY,
        Role.REVIEWER: _BODY,
        Role.DECIDER: _BODY,
        Role.COMPLAINTS_HANDLER: _BODY,
        Role.ADMINISTRATOR: _EVERY_KIND,
        Role.AUDITOR: _EVERY_KIND,
    }
)

# A machine can hold these and nothing else, a person everything else: nobody grants, decides or audits unnamed.
MACHINE_ROLES: Final = frozenset({Role.LIMS_CLIENT})


def permitted(roles: Iterable[Role]) -> frozenset[Permission]:
    """Return what these roles permit together; without a role, nothing."""
    return frozenset().union(*(PERMISSIONS[role] for role in roles))
