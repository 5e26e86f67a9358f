from datetime import date, timedelta

import pytest

from app.identity.credentials import CredentialKind, ExpiryRefused
from app.identity.grants import GrantRefused
from app.identity.organisations import OrganisationKind
from app.identity.roles import Permission, Role, permitted
from app.ports.access import Account, Granted, Organisation, Person
from app.workflow.administer import (
    FIRST_ROLE,
    NotDone,
    Office,
    Refusal,
    Term,
    accounts_of,
    add_account,
    add_organisation,
    add_person,
    grant_role,
    grants_of,
    is_name,
    persons_of,
    revoke_role,
    start,
)
from tests.app.people import SetClock, machine_of, started

LAB, BODY = OrganisationKind.LABORATORY, OrganisationKind.CERTIFICATION_BODY
KEY, SECRET = CredentialKind.API_KEY, CredentialKind.CLIENT_SECRET
TODAY, ALWAYS = date(2026, 5, 10), Term(None, None)
TICK = timedelta(microseconds=1)


def refused(*reasons: Refusal | GrantRefused | ExpiryRefused) -> NotDone:
    return NotDone(reasons)


@pytest.mark.parametrize("kind", OrganisationKind)
def test_an_organisation_starts_with_all_it_needs(office: Office, kind: OrganisationKind) -> None:
    begun = started(office, "示例", kind)
    founding = begun.founding
    assert office.access.organisations(kind) == [founding.organisation]
    assert founding.account.person == founding.person.id
    assert {granted.grant.role for granted in founding.grants} == {FIRST_ROLE[kind], Role.ADMINISTRATOR}
    assert {granted.grant.valid_from for granted in founding.grants} == {TODAY}
    key = founding.credential
    assert key.scopes == permitted([FIRST_ROLE[kind], Role.ADMINISTRATOR])
    assert {Permission.CASES_READ, Permission.WEBHOOKS_MANAGE} <= key.scopes
    assert key.expires_at == key.created_at + timedelta(days=365)


def test_the_first_roles_can_be_granted_where_they_are_granted(office: Office) -> None:
    for kind, role in FIRST_ROLE.items():
        account = started(office, "示例", kind).founding.account.id
        for again in (role, Role.ADMINISTRATOR):
            assert isinstance(grant_role(account, again, ALWAYS, None, office), Granted)


def test_a_start_names_every_fault_and_stores_nothing(office: Office) -> None:
    faults = refused(Refusal.NAME_MALFORMED, Refusal.PERSON_NAME_MALFORMED)
    assert start(LAB, "", " 示例评定员", office) == faults
    assert start(LAB, "示例", "", office) == refused(Refusal.PERSON_NAME_MALFORMED)
    assert office.access.organisations() == []
    started(office, "示例")
    assert start(LAB, "示例", "示例复核员", office) == refused(Refusal.ORGANISATION_EXISTS)
    assert isinstance(add_organisation(BODY, "示例", office), Organisation)
    assert add_organisation(BODY, "示例", office) == refused(Refusal.ORGANISATION_EXISTS)


@pytest.mark.parametrize(
    ("name", "good"),
    [
        ("示", True),
        ("A & B, Ltd.", True),
        ("字" * 200, True),
        ("字" * 201, False),
        ("", False),
        (" ", False),
        ("A ", False),
        ("\u3000A", False),
        ("A\nB", False),
        ("A\x00", False),
        ("\ud800", False),
        ("A\u200bB", False),
    ],
)
def test_a_name_is_short_and_printable(office: Office, name: str, *, good: bool) -> None:
    assert is_name(name) is good
    organisation = started(office).founding.organisation.id
    assert isinstance(add_organisation(LAB, name, office), Organisation) is good
    assert isinstance(add_person(organisation, name, office), Person) is good
    assert isinstance(add_account(organisation, name, None, office), Account) is good


def test_nothing_joins_an_organisation_that_is_not_there(office: Office) -> None:
    unknown = refused(Refusal.ORGANISATION_UNKNOWN)
    assert add_person("x", "示例评定员", office) == unknown
    assert add_account("x", "LIMS", None, office) == unknown
    assert (persons_of("x", office), accounts_of("x", office)) == (unknown, unknown)
    nobody = refused(Refusal.ACCOUNT_UNKNOWN)
    assert grants_of("x", office) == grant_role("x", Role.LIMS_CLIENT, ALWAYS, None, office) == nobody


def test_what_was_added_is_listed(office: Office) -> None:
    founding = started(office).founding
    organisation = founding.organisation.id
    person = add_person(organisation, "示例复核员", office)
    assert isinstance(person, Person)
    account = add_account(organisation, "示例复核员", person.id, office)
    assert persons_of(organisation, office) == [founding.person, person]
    assert accounts_of(organisation, office) == [founding.account, account]
    assert grants_of(founding.account.id, office) == list(founding.grants)


def test_an_account_is_of_a_person_of_its_own_organisation(office: Office) -> None:
    organisation = started(office).founding.organisation.id
    foreign = started(office, "示例二").founding.person.id
    unknown = refused(Refusal.PERSON_UNKNOWN)
    assert add_account(organisation, "A", foreign, office) == add_account(organisation, "A", "x", office) == unknown


def test_a_role_is_granted_by_its_days(office: Office, clock: SetClock) -> None:
    founding = started(office).founding
    clock.instant = clock.instant.replace(hour=16)
    tomorrow = grant_role(founding.account.id, Role.LAB_OPERATOR, ALWAYS, None, office)
    assert isinstance(tomorrow, Granted)
    assert (tomorrow.grant.valid_from, tomorrow.grant.valid_until) == (date(2026, 5, 11), None)
    term = Term(date(2026, 6, 1), date(2026, 7, 1))
    later = grant_role(founding.account.id, Role.AUDITOR, term, None, office)
    assert isinstance(later, Granted)
    assert grants_of(founding.account.id, office) == [*founding.grants, tomorrow, later]
    assert (later.grant.valid_from, later.grant.valid_until) == (term.valid_from, term.valid_until)


def test_a_role_is_granted_by_an_administrator_of_the_organisation_and_never_to_himself(office: Office) -> None:
    founding = started(office).founding
    organisation, administrator = founding.organisation.id, founding.person.id
    person = add_person(organisation, "示例复核员", office)
    assert isinstance(person, Person)
    account = add_account(organisation, "示例复核员", person.id, office)
    assert isinstance(account, Account)
    assert isinstance(grant_role(account.id, Role.LAB_OPERATOR, ALWAYS, administrator, office), Granted)
    foreign = started(office, "示例二").founding.person.id
    powerless = refused(Refusal.GRANTER_NOT_ADMINISTRATOR)
    for nobody in (foreign, "x"):
        assert grant_role(account.id, Role.AUDITOR, ALWAYS, nobody, office) == powerless
    to_himself = grant_role(founding.account.id, Role.AUDITOR, ALWAYS, administrator, office)
    assert to_himself == refused(GrantRefused.GRANT_TO_ONESELF)
    office.access.revoke_grant(None, founding.grants[1].id, office.at())
    assert grant_role(account.id, Role.AUDITOR, ALWAYS, administrator, office) == powerless


def test_every_fault_of_a_grant_is_named(office: Office) -> None:
    founding = started(office).founding
    machine = machine_of(office, founding.organisation.id)
    term = Term(TODAY, TODAY)
    assert grant_role(machine.id, Role.DECIDER, term, "x", office) == refused(
        GrantRefused.ROLE_NOT_FOR_ORGANISATION,
        GrantRefused.ROLE_NOT_FOR_ACCOUNT,
        GrantRefused.GRANT_ENDS_BEFORE_IT_STARTS,
        Refusal.GRANTER_NOT_ADMINISTRATOR,
    )
    assert grants_of(machine.id, office) == []


def test_a_grant_is_revoked_by_its_own_organisation(office: Office) -> None:
    founding = started(office).founding
    own, other = founding.organisation.id, started(office, "示例二").founding.organisation.id
    grant = founding.grants[0].id
    assert revoke_role(other, grant, office) == revoke_role(own, "x", office) == refused(Refusal.GRANT_UNKNOWN)
    assert revoke_role(own, grant, office) is None
    assert [granted.grant.revoked_at is None for granted in office.access.grants(founding.account.id)] == [False, True]
