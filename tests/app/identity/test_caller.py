from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.identity.caller import Caller, permissions_at
from app.identity.grants import RoleGrant
from app.identity.organisations import OrganisationKind
from app.identity.roles import PERMISSIONS, Permission, Role

NOW = datetime(2026, 3, 1, tzinfo=UTC)
ALL = frozenset(Permission)


def grant(role: Role, valid_from: date = date(2026, 1, 1), valid_until: date | None = None) -> RoleGrant:
    return RoleGrant(role, valid_from, valid_until, None)


@pytest.mark.parametrize(
    ("scopes", "grants", "permissions"),
    [
        (ALL, [grant(Role.AUDITOR)], PERMISSIONS[Role.AUDITOR]),
        (frozenset({Permission.REPORTS_READ}), [grant(Role.AUDITOR)], {Permission.REPORTS_READ}),
        (frozenset({Permission.WEBHOOKS_MANAGE}), [grant(Role.AUDITOR)], set()),
        (frozenset(), [grant(Role.AUDITOR)], set()),
        (ALL, [], set()),
        (ALL, [grant(Role.AUDITOR, date(2026, 3, 2))], set()),
        (ALL, [grant(Role.AUDITOR, valid_until=date(2026, 3, 1))], set()),
        (
            ALL,
            [grant(Role.ADMINISTRATOR), grant(Role.LAB_OPERATOR)],
            PERMISSIONS[Role.ADMINISTRATOR] | PERMISSIONS[Role.LAB_OPERATOR],
        ),
    ],
)
def test_scopes_and_roles_must_both_permit(
    scopes: frozenset[Permission], grants: list[RoleGrant], permissions: frozenset[Permission]
) -> None:
    assert permissions_at(scopes, grants, NOW) == permissions


@given(st.frozensets(st.sampled_from(Permission)), st.lists(st.sampled_from(Role)))
def test_nothing_is_permitted_beyond_the_scopes_or_beyond_the_roles(
    scopes: frozenset[Permission], roles: list[Role]
) -> None:
    permissions = permissions_at(scopes, [grant(role) for role in roles], NOW)
    assert permissions <= scopes
    assert all(any(each in PERMISSIONS[role] for role in roles) for each in permissions)


def test_a_caller_may_what_is_permitted_and_nothing_else() -> None:
    permissions = frozenset({Permission.REPORTS_READ})
    caller = Caller("lab", OrganisationKind.LABORATORY, "zhao-desk", "zhao", "0123456789abcdef", permissions)
    assert [each for each in Permission if caller.may(each)] == [Permission.REPORTS_READ]
