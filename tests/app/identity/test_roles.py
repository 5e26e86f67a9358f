from itertools import chain, combinations

import pytest

from app.identity.organisations import OrganisationKind
from app.identity.roles import GRANTED_IN, MACHINE_ROLES, PERMISSIONS, Permission, Role, permitted

BODY_ROLES = {
    *(Role.APPLICATION_OFFICER, Role.PLANNER, Role.EVALUATOR, Role.VERIFIER),
    *(Role.REVIEWER, Role.DECIDER, Role.COMPLAINTS_HANDLER),
}
READS = {"reports:read", "verdicts:read", "cases:read"}
ENTERS = {*READS, "verifications:run", "reports:write"}
ACTS = {*READS, "verifications:run", "cases:act", "declarations:make"}
RESULTS = {"verifications:run", "reports:write", "reports:correct", "reports:share", *READS}
CASES = {"cases:act", "papers:set", "declarations:make"}
ANSWERS_FOR_DECISIONS = {Role.REVIEWER, Role.DECIDER}


@pytest.mark.parametrize(
    ("role", "permissions"),
    [
        (Role.LAB_OPERATOR, ENTERS),
        (Role.LAB_AUTHORISER, {*ENTERS, "reports:correct", "reports:share", "cases:act"}),
        (Role.LIMS_CLIENT, {*ENTERS, "reports:share"}),
        (Role.CLIENT, {"cases:read", "cases:act"}),
        *((role, ACTS) for role in sorted(BODY_ROLES - ANSWERS_FOR_DECISIONS)),
        *((role, {*ACTS, "papers:set"}) for role in sorted(ANSWERS_FOR_DECISIONS)),
        (Role.ADMINISTRATOR, {"webhooks:manage"}),
        (Role.AUDITOR, READS),
    ],
)
def test_a_role_permits(role: Role, permissions: set[str]) -> None:
    assert PERMISSIONS[role] == permissions


@pytest.mark.parametrize(
    ("role", "kinds"),
    [
        *((role, {"laboratory"}) for role in (Role.LAB_OPERATOR, Role.LAB_AUTHORISER, Role.LIMS_CLIENT)),
        (Role.CLIENT, {"applicant"}),
        *((role, {"certification_body"}) for role in sorted(BODY_ROLES)),
        *((role, set(OrganisationKind)) for role in (Role.ADMINISTRATOR, Role.AUDITOR)),
    ],
)
def test_a_role_is_granted_in(role: Role, kinds: set[str]) -> None:
    assert GRANTED_IN[role] == kinds


def test_every_role_stands_in_both_tables_and_every_permission_is_somebodys() -> None:
    assert set(PERMISSIONS) == set(GRANTED_IN) == set(Role)
    assert permitted(Role) == set(Permission)


def test_an_administrator_sees_no_result() -> None:
    assert PERMISSIONS[Role.ADMINISTRATOR].isdisjoint(RESULTS | CASES)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_nobody_else_manages_access(role: Role) -> None:
    assert PERMISSIONS[role] <= RESULTS | CASES


def test_a_machine_cannot_manage_access_or_act_in_a_case() -> None:
    denied = {Permission.WEBHOOKS_MANAGE, Permission.CASES_ACT, Permission.PAPERS_SET}
    assert permitted(MACHINE_ROLES).isdisjoint(denied)


def test_no_role_permits_nothing() -> None:
    assert permitted([]) == frozenset()


def test_roles_permit_together_what_each_permits() -> None:
    for some in chain.from_iterable(combinations(Role, size) for size in (1, 2, 3)):
        together = permitted(some)
        assert together == {each for each in Permission if any(each in PERMISSIONS[role] for role in some)}
