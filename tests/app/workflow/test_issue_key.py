from datetime import date, timedelta

import pytest

from app.identity.credentials import CredentialKind, ExpiryRefused
from app.identity.roles import PERMISSIONS, Permission, Role
from app.ports.access import Granted
from app.workflow.administer import NotDone, Office, Refusal, Term, grant_role, revoke_role
from app.workflow.issue_key import IssuedKey, KeyRequest, issue_key, keys_of, read_scopes, revoke_key
from tests.app.people import SetClock, issued, machine_of, started

KEY, SECRET = CredentialKind.API_KEY, CredentialKind.CLIENT_SECRET
ALWAYS = Term(None, None)
TICK = timedelta(microseconds=1)


def refused(*reasons: Refusal | ExpiryRefused) -> NotDone:
    return NotDone(reasons)


def test_keys_are_listed_and_revoked_by_their_own_organisation(office: Office) -> None:
    founding = started(office).founding
    account, key = founding.account.id, founding.credential.id
    own, other = founding.organisation.id, started(office, "示例二").founding.organisation.id
    assert keys_of(account, office) == [founding.credential]
    assert revoke_key(other, key, office) == revoke_key(own, "x", office) == refused(Refusal.KEY_UNKNOWN)
    assert office.access.credentials(account)[0].revoked_at is None
    assert revoke_key(own, key, office) is None
    assert office.access.credentials(account)[0].revoked_at == office.clock.now()


def test_nobody_gets_no_key(office: Office) -> None:
    unknown = refused(Refusal.ACCOUNT_UNKNOWN)
    assert keys_of("x", office) == issue_key(KeyRequest("x", KEY, None, timedelta(days=1)), office) == unknown


def test_a_key_is_good_for_all_that_the_roles_permit_or_for_less(office: Office) -> None:
    machine = machine_of(office, started(office).founding.organisation.id, Role.LIMS_CLIENT)
    assert issued(office, machine.id).row.scopes == PERMISSIONS[Role.LIMS_CLIENT]
    less = issued(office, machine.id, scopes=frozenset({Permission.REPORTS_READ}))
    assert less.row.scopes == {Permission.REPORTS_READ}
    for beyond in ({Permission.REPORTS_READ, Permission.WEBHOOKS_MANAGE}, set()):
        request = KeyRequest(machine.id, SECRET, frozenset(beyond), timedelta(days=1))
        assert issue_key(request, office) == refused(Refusal.SCOPE_NOT_PERMITTED)


def test_a_key_can_wait_for_a_role_and_none_is_issued_for_roles_that_ended(office: Office, clock: SetClock) -> None:
    machine = machine_of(office, started(office).founding.organisation.id)
    asked = KeyRequest(machine.id, KEY, None, timedelta(days=30))
    assert issue_key(asked, office) == refused(Refusal.ACCOUNT_WITHOUT_ROLE)
    grant_role(machine.id, Role.LIMS_CLIENT, Term(date(2026, 5, 20), date(2026, 5, 21)), None, office)
    assert isinstance(issue_key(asked, office), IssuedKey)
    clock.instant = clock.instant.replace(day=20, hour=16)
    assert issue_key(asked, office) == refused(Refusal.ACCOUNT_WITHOUT_ROLE)
    granted = grant_role(machine.id, Role.LIMS_CLIENT, ALWAYS, None, office)
    assert isinstance(granted, Granted)
    revoke_role(None, granted.id, office)
    assert issue_key(asked, office) == refused(Refusal.ACCOUNT_WITHOUT_ROLE)


@pytest.mark.parametrize(
    ("life", "reason"),
    [
        (TICK, None),
        (timedelta(0), ExpiryRefused.EXPIRY_PAST),
        (timedelta(days=366), None),
        (timedelta(days=366) + TICK, ExpiryRefused.EXPIRY_TOO_FAR),
    ],
)
@pytest.mark.parametrize("kind", [KEY, SECRET])
def test_a_key_lives_a_leap_year_at_most(
    office: Office, kind: CredentialKind, life: timedelta, reason: ExpiryRefused | None
) -> None:
    account = started(office).founding.account.id
    found = issue_key(KeyRequest(account, kind, None, life), office)
    assert found == refused(reason) if reason is not None else isinstance(found, IssuedKey)
    beyond = issue_key(KeyRequest(account, kind, frozenset(), life), office)
    reasons = () if reason is None else (reason,)
    assert beyond == refused(*reasons, Refusal.SCOPE_NOT_PERMITTED)


def test_two_keys_are_live_at_once_and_a_third_is_refused(office: Office, clock: SetClock) -> None:
    account = started(office).founding.account.id
    second = issued(office, account, days=1)
    third = KeyRequest(account, KEY, None, timedelta(days=1))
    assert issue_key(third, office) == refused(Refusal.TOO_MANY_KEYS)
    assert isinstance(issue_key(KeyRequest(account, SECRET, None, timedelta(days=1)), office), IssuedKey)
    clock.instant = second.row.expires_at
    assert isinstance(issue_key(third, office), IssuedKey)
    assert len(office.access.credentials(account)) == 4


def test_scopes_are_read_as_they_are_written() -> None:
    read = frozenset({Permission.REPORTS_READ, Permission.VERDICTS_READ})
    assert read_scopes(["verdicts:read", "reports:read"]) == read
    for unknown in (["reports:read", "x"], [""], ["REPORTS:READ"]):
        assert read_scopes(unknown) == refused(Refusal.SCOPE_UNKNOWN)
