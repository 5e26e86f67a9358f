from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from app.identity.grants import GrantRefused, RoleGrant, grant_faults, roles_at
from app.identity.organisations import OrganisationKind
from app.identity.roles import GRANTED_IN, MACHINE_ROLES, Role

TICK = timedelta(microseconds=1)
# The first instants of 1 March and 1 June 2026 in Shanghai.
MARCH, JUNE = datetime(2026, 2, 28, 16, tzinfo=UTC), datetime(2026, 5, 31, 16, tzinfo=UTC)
SPRING = RoleGrant(Role.LAB_OPERATOR, date(2026, 3, 1), date(2026, 6, 1), "zhao")
LABORATORY = OrganisationKind.LABORATORY


@pytest.mark.parametrize(
    ("now", "holds"),
    [
        (MARCH - TICK, False),
        (MARCH, True),
        (JUNE - TICK, True),
        (JUNE, False),
        (JUNE + timedelta(days=365), False),
    ],
)
def test_a_role_holds_from_its_first_day_up_to_the_first_day_without_it(now: datetime, *, holds: bool) -> None:
    assert SPRING.holds_at(now) is holds


@pytest.mark.parametrize(("now", "holds"), [(MARCH - TICK, False), (MARCH, True), (JUNE + timedelta(days=9999), True)])
def test_a_role_without_end_holds_on(now: datetime, *, holds: bool) -> None:
    assert replace(SPRING, valid_until=None).holds_at(now) is holds


def test_a_role_of_one_day_holds_for_24_hours() -> None:
    grant = replace(SPRING, valid_until=date(2026, 3, 2))
    day = timedelta(days=1)
    assert [grant.holds_at(MARCH + after) for after in (-TICK, timedelta(), day - TICK, day)] == [
        False,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize("revoked_at", [MARCH, MARCH + timedelta(days=3)])
@pytest.mark.parametrize("now", [MARCH, MARCH + timedelta(days=2), MARCH + timedelta(days=4)])
def test_a_revoked_role_does_not_hold_even_if_the_clock_steps_back(revoked_at: datetime, now: datetime) -> None:
    assert SPRING.holds_at(now)
    assert not replace(SPRING, revoked_at=revoked_at).holds_at(now)


def test_roles_are_those_whose_grants_hold() -> None:
    grants = [
        SPRING,
        replace(SPRING, role=Role.LAB_AUTHORISER, valid_from=date(2026, 6, 1), valid_until=None),
        replace(SPRING, role=Role.AUDITOR, revoked_at=MARCH),
        replace(SPRING, valid_until=None),
    ]
    assert roles_at(grants, MARCH - TICK) == set()
    assert roles_at(grants, MARCH) == {Role.LAB_OPERATOR}
    assert roles_at(grants, JUNE) == {Role.LAB_OPERATOR, Role.LAB_AUTHORISER}
    assert roles_at([], MARCH) == set()


def test_one_ended_grant_does_not_end_another_of_the_same_role() -> None:
    assert roles_at([replace(SPRING, revoked_at=MARCH), SPRING], MARCH) == {Role.LAB_OPERATOR}


@pytest.mark.parametrize(
    ("granted_by", "person", "faults"),
    [
        ("zhao", "qian", ()),
        ("zhao", "zhao", (GrantRefused.GRANT_TO_ONESELF,)),
        (None, "zhao", ()),
    ],
)
def test_nobody_grants_to_himself(granted_by: str | None, person: str, faults: tuple[GrantRefused, ...]) -> None:
    assert grant_faults(replace(SPRING, granted_by=granted_by), LABORATORY, person) == faults


def test_two_accounts_of_one_person_do_not_help() -> None:
    person_of_account = {"zhao-desk": "zhao", "zhao-phone": "zhao", "qian-desk": "qian"}
    grant = replace(SPRING, granted_by=person_of_account["zhao-desk"])
    answers = {account: grant_faults(grant, LABORATORY, person) for account, person in person_of_account.items()}
    refused = (GrantRefused.GRANT_TO_ONESELF,)
    assert answers == {"zhao-desk": refused, "zhao-phone": refused, "qian-desk": ()}


def test_the_installation_grants_to_a_machine() -> None:
    grant = replace(SPRING, role=Role.LIMS_CLIENT, granted_by=None)
    assert grant_faults(grant, LABORATORY, None) == ()


@pytest.mark.parametrize("kind", OrganisationKind)
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("person", ["qian", None])
def test_a_role_needs_its_organisation_and_its_account(kind: OrganisationKind, role: Role, person: str | None) -> None:
    faults = grant_faults(replace(SPRING, role=role), kind, person)
    assert (GrantRefused.ROLE_NOT_FOR_ORGANISATION in faults) is (kind not in GRANTED_IN[role])
    assert (GrantRefused.ROLE_NOT_FOR_ACCOUNT in faults) is ((role in MACHINE_ROLES) is (person is not None))


@pytest.mark.parametrize(
    ("role", "person", "fits"),
    [
        (Role.LIMS_CLIENT, None, True),
        (Role.LIMS_CLIENT, "qian", False),
        (Role.ADMINISTRATOR, "qian", True),
        (Role.ADMINISTRATOR, None, False),
        (Role.LAB_OPERATOR, "qian", True),
        (Role.LAB_OPERATOR, None, False),
        (Role.AUDITOR, None, False),
    ],
)
def test_machines_are_lims_clients_and_nothing_else(role: Role, person: str | None, *, fits: bool) -> None:
    faults = grant_faults(replace(SPRING, role=role), LABORATORY, person)
    assert faults == (() if fits else (GrantRefused.ROLE_NOT_FOR_ACCOUNT,))


@pytest.mark.parametrize(
    ("until", "faults"),
    [
        (date(2026, 2, 28), (GrantRefused.GRANT_ENDS_BEFORE_IT_STARTS,)),
        (date(2026, 3, 1), (GrantRefused.GRANT_ENDS_BEFORE_IT_STARTS,)),
        (date(2026, 3, 2), ()),
        (None, ()),
    ],
)
def test_a_grant_holds_for_a_day_at_least(until: date | None, faults: tuple[GrantRefused, ...]) -> None:
    assert grant_faults(replace(SPRING, valid_until=until), LABORATORY, "qian") == faults


def test_all_faults_are_told_at_once() -> None:
    grant = RoleGrant(Role.LIMS_CLIENT, date(2026, 3, 1), date(2026, 3, 1), "zhao")
    assert grant_faults(grant, OrganisationKind.REGULATOR, "zhao") == tuple(GrantRefused)


def test_comparing_accounts_would_let_a_second_account_pass() -> None:
    """The control: fed with accounts instead of persons, the same check lets one person grant to himself."""
    assert grant_faults(replace(SPRING, granted_by="zhao-desk"), LABORATORY, "zhao-phone") == ()
    assert grant_faults(replace(SPRING, granted_by="zhao"), LABORATORY, "zhao") == (GrantRefused.GRANT_TO_ONESELF,)
