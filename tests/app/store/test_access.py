import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from app.identity.credentials import CredentialKind, read
from app.identity.grants import RoleGrant
from app.identity.organisations import OrganisationKind
from app.identity.roles import Permission, Role
from app.ports.access import Account, CredentialRow, Granted, Organisation, Person
from app.ports.machine import instant_text
from app.store.engine import Database
from app.store.log import StoredLog
from app.workflow.administer import Office
from tests.app.people import NOON, SetClock, issued, office_on, started

AT = instant_text(NOON)
TOKEN = CredentialKind.ACCESS_TOKEN


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def office(database: Database, clock: SetClock) -> Office:
    return office_on(database, clock)


def log_of(database: Database) -> list[tuple[str, dict[str, str | None]]]:
    log = StoredLog(database)
    entries = [json.loads(body) for body in log.bodies(0, log.size())]
    return [(entry["kind"], entry["subject"]) for entry in entries]


def token_for(secret: CredentialRow, digest: str = "d" * 64) -> CredentialRow:
    ends = NOON + timedelta(hours=1)
    return replace(secret, id=digest[:16], kind=TOKEN, digest=digest, expires_at=ends, issued_for=secret.id)


def test_a_digest_leads_to_everything_that_decides(office: Office) -> None:
    founding = started(office).founding
    holder = office.access.holder(founding.credential.digest)
    assert holder is not None
    assert holder.credential == founding.credential
    assert (holder.organisation, holder.account) == (founding.organisation, founding.account)
    assert holder.grants == tuple(granted.grant for granted in founding.grants)


def test_a_text_is_looked_up_by_the_digest_that_is_stored(office: Office) -> None:
    begun = started(office)
    presented = read(begun.text)
    assert presented is not None
    assert (presented.id, presented.digest) == (begun.founding.credential.id, begun.founding.credential.digest)


def test_an_unknown_digest_leads_to_nobody(office: Office) -> None:
    started(office)
    assert office.access.holder("0" * 64) is None


def test_who_has_no_role_is_found_without_one(office: Office) -> None:
    founding = started(office).founding
    machine = Account(office.ids.new(), founding.organisation.id, None, "LIMS")
    office.access.add_account(machine, AT)
    key = replace(founding.credential, id="k", digest="k", account=machine.id)
    assert office.access.issue(key, 2, AT)
    holder = office.access.holder("k")
    assert holder is not None
    assert (holder.account, holder.grants) == (machine, ())


def test_everything_stored_is_listed(office: Office) -> None:
    founding = started(office).founding
    other = Person(office.ids.new(), founding.organisation.id, "示例复核员")
    office.access.add_person(other, AT)
    machine = Account(office.ids.new(), founding.organisation.id, None, "LIMS")
    office.access.add_account(machine, AT)
    granted = Granted(office.ids.new(), RoleGrant(Role.LIMS_CLIENT, date(2026, 1, 1), date(2027, 1, 1), other.id))
    office.access.grant(machine, granted, AT)
    body = Organisation(office.ids.new(), OrganisationKind.CERTIFICATION_BODY, "A body")
    assert office.access.add_organisation(body, AT)
    access, organisation = office.access, founding.organisation
    assert access.organisations() == [body, organisation]
    assert access.organisations(OrganisationKind.LABORATORY) == [organisation]
    assert access.organisation(body.id) == body
    assert access.persons(organisation.id) == [founding.person, other]
    assert access.person(other.id) == other
    assert access.accounts(organisation.id) == [founding.account, machine]
    assert access.account(machine.id) == machine
    assert access.grants(machine.id) == [granted]
    assert access.credentials(founding.account.id) == [founding.credential]
    assert (access.organisation("x"), access.person("x"), access.account("x")) == (None, None, None)
    assert (access.persons(body.id), access.accounts(body.id), access.grants("x"), access.credentials("x")) == (
        ([],) * 4
    )


def test_an_organisation_of_the_same_kind_and_name_is_not_stored_twice(office: Office, database: Database) -> None:
    founding = started(office).founding
    told = log_of(database)
    again = replace(founding.organisation, id=office.ids.new())
    assert not office.access.add_organisation(again, AT)
    assert not office.access.found(replace(founding, organisation=again), AT)
    assert office.access.organisations() == [founding.organisation]
    assert log_of(database) == told
    assert office.access.add_organisation(replace(again, kind=OrganisationKind.APPLICANT), AT)


def test_a_founding_that_fails_half_way_leaves_nothing(office: Office, database: Database) -> None:
    started(office)
    there, told = office.access.organisations(), log_of(database)
    founding = started(office_on(database), "示例二").founding
    impossible = replace(
        founding,
        organisation=replace(founding.organisation, id="o", name="示例三"),
        person=replace(founding.person, id="p", organisation="o"),
        account=replace(founding.account, id="a", organisation="o", person="p"),
    )
    with pytest.raises(IntegrityError):
        office.access.found(impossible, AT)
    assert {organisation.name for organisation in office.access.organisations()} == {
        *(each.name for each in there),
        "示例二",
    }
    assert (office.access.person("p"), office.access.account("a")) == (None, None)
    assert len(log_of(database)) == 2 * len(told)


def test_what_gives_or_takes_access_is_logged_in_order(office: Office, database: Database) -> None:
    founding = started(office).founding
    office.access.revoke_grant(None, founding.grants[0].id, AT)
    office.access.revoke(None, founding.credential.id, AT)
    kinds = [kind for kind, _ in log_of(database)]
    assert kinds == [
        "organisation_added",
        "role_granted",
        "role_granted",
        "credential_issued",
        "role_revoked",
        "credential_revoked",
    ]
    subjects = [subject for _, subject in log_of(database)]
    account = {"organisation": founding.organisation.id, "account": founding.account.id}
    assert subjects[0] == {"organisation": founding.organisation.id, "kind": "laboratory"}
    assert subjects[1] == account | {
        "grant": founding.grants[0].id,
        "person": founding.person.id,
        "role": "lab_authoriser",
        "valid_from": "2026-05-10",
        "valid_until": None,
        "granted_by": None,
    }
    assert subjects[3] == account | {
        "credential": founding.credential.id,
        "kind": "api_key",
        "scopes": " ".join(sorted(founding.credential.scopes)),
        "expires_at": instant_text(founding.credential.expires_at),
    }
    assert subjects[4] == account | {"grant": founding.grants[0].id}
    assert subjects[5] == account | {"credential": founding.credential.id}


def test_the_log_holds_no_secret_and_no_digest_of_one(office: Office, database: Database) -> None:
    begun = started(office)
    key = issued(office, begun.founding.account.id)
    office.access.revoke(None, key.row.id, AT)
    log = StoredLog(database)
    written = b"".join(log.bodies(0, log.size())).decode()
    for text, digest in ((begun.text, begun.founding.credential.digest), (key.text, key.row.digest)):
        assert text.split("_")[2] not in written
        assert digest not in written
    assert key.row.id in written


def test_access_is_revoked_once_and_by_its_own_organisation_alone(office: Office, database: Database) -> None:
    founding = started(office).founding
    own, other = founding.organisation.id, started(office, "示例二").founding.organisation.id
    told = len(log_of(database))
    for revoke, identifier in (
        (office.access.revoke, founding.credential.id),
        (office.access.revoke_grant, founding.grants[0].id),
    ):
        assert not revoke(other, identifier, AT)
        assert not revoke(own, "x", AT)
        assert not revoke(None, "x", AT)
        assert revoke(own, identifier, AT)
        assert revoke(None, identifier, instant_text(NOON + timedelta(days=1)))
    assert len(log_of(database)) == told + 2
    assert office.access.credentials(founding.account.id)[0].revoked_at == NOON
    assert office.access.grants(founding.account.id)[0].grant.revoked_at == NOON
    assert office.access.grants(founding.account.id)[1].grant.revoked_at is None


def test_a_token_is_neither_logged_nor_listed_and_is_revoked_with_its_secret(
    office: Office, database: Database
) -> None:
    account = started(office).founding.account.id
    secret = issued(office, account, CredentialKind.CLIENT_SECRET).row
    told, listed = log_of(database), office.access.credentials(account)
    token = token_for(secret)
    assert office.access.issue(token, None, AT)
    assert (log_of(database), office.access.credentials(account)) == (told, listed)
    holder = office.access.holder(token.digest)
    assert holder is not None
    assert holder.credential == token
    assert office.access.revoke(None, secret.id, AT)
    late = token_for(secret, "e" * 64)
    assert office.access.issue(late, None, AT)
    for digest in (token.digest, late.digest):
        holder = office.access.holder(digest)
        assert holder is not None
        assert holder.credential.revoked_at == NOON


def test_a_third_live_key_is_not_stored(office: Office, clock: SetClock, database: Database) -> None:
    founding = started(office).founding
    second = issued(office, founding.account.id, days=1).row
    third = replace(second, id="third", digest="third")
    told = log_of(database)
    assert not office.access.issue(third, 2, AT)
    assert office.access.issue(replace(third, kind=CredentialKind.CLIENT_SECRET), 2, AT)
    assert len(log_of(database)) == len(told) + 1
    clock.pass_by(days=1)
    expired = instant_text(second.expires_at)
    just_before = instant_text(second.expires_at - timedelta(microseconds=1))
    fourth = replace(second, id="fourth", digest="fourth", expires_at=NOON + timedelta(days=9))
    assert not office.access.issue(fourth, 2, just_before)
    assert office.access.issue(fourth, 2, expired)
    fifth = replace(fourth, id="fifth", digest="fifth")
    assert not office.access.issue(fifth, 2, expired)
    office.access.revoke(None, "fourth", expired)
    assert office.access.issue(fifth, 2, expired)


def test_tokens_that_ended_are_removed_and_nothing_else(office: Office) -> None:
    account = started(office).founding.account.id
    secret = issued(office, account, CredentialKind.CLIENT_SECRET, days=0.01).row
    token = token_for(secret)
    office.access.issue(token, None, AT)
    assert office.access.purge_tokens(instant_text(token.expires_at)) == 0
    assert office.access.purge_tokens(instant_text(NOON + timedelta(days=1))) == 1
    assert office.access.holder(token.digest) is None
    assert len(office.access.credentials(account)) == 2


def test_a_holder_shows_no_digest(office: Office) -> None:
    founding = started(office).founding
    assert founding.credential.digest not in repr(office.access.holder(founding.credential.digest))
    assert Permission.WEBHOOKS_MANAGE in founding.credential.scopes


def test_a_scope_of_an_earlier_release_permits_nothing(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    account = started(office).founding.account.id
    monkeypatch.setattr("app.store.access_rows.scopes_text", lambda _scopes: "keys:manage reports:read")
    holder = office.access.holder(issued(office, account).row.digest)
    assert holder is not None
    assert holder.credential.scopes == {Permission.REPORTS_READ}
