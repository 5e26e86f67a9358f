"""How long a key still works after somebody else, in another process, took it away. By the real clock."""

import time
from datetime import timedelta

import pytest

from app.identity.credentials import CredentialKind
from app.machine import RandomIds, SystemClock
from app.store.access import StoredAccess
from app.store.engine import Database
from app.workflow.administer import Office
from app.workflow.authenticate import Authenticator
from app.workflow.issue_key import IssuedKey, KeyRequest, issue_key
from app.workflow.token import Token, TokenDesk, TokenRequest, give_token
from tests.app.people import address, another_process, started

# The time is taken when the revocation is durable.
REVOKE = """
import sys, time
from app.machine import SystemClock
from app.ports.machine import instant_text
from app.store.access import StoredAccess
from app.store.engine import Database
access = StoredAccess(Database(sys.argv[1]))
assert access.holder('') is None
print("ready", flush=True)
sys.stdin.readline()
assert getattr(access, sys.argv[2])(None, sys.argv[3], instant_text(SystemClock().now()))
print(time.time(), flush=True)
"""
PATIENCE_S = 2.0


@pytest.fixture
def office(database: Database) -> Office:
    ids = RandomIds()
    return Office(StoredAccess(database), SystemClock(), ids, ids)


def authenticator(office: Office, most_age_s: float) -> Authenticator:
    return Authenticator(office.access, office.clock, time.monotonic, most_age_s=most_age_s)


def accepted_for_s(asked: Authenticator, text: str, database: Database, *change: str) -> float:
    """Return for how long a credential is accepted after another process changed something; at most `PATIENCE_S`."""
    other = another_process(REVOKE, address(database), *change)
    assert other.stdin is not None
    assert other.stdout is not None
    with other:
        assert other.stdout.readline() == "ready\n"
        assert asked.caller(text) is not None
        other.stdin.write("go\n")
        other.stdin.flush()
        last, until = time.time(), time.time() + PATIENCE_S + 1
        while time.time() < until:
            asked_at = time.time()
            caller = asked.caller(text)
            if caller is None or not caller.permissions:
                break
            last = asked_at
            time.sleep(0.002)
        return last - float(other.stdout.readline())


def key_of(office: Office, kind: CredentialKind, life: timedelta) -> IssuedKey:
    founding = started(office).founding
    key = issue_key(KeyRequest(founding.account.id, kind, None, life), office)
    assert isinstance(key, IssuedKey)
    return key


def test_a_revoked_key_is_refused_in_under_a_second(database: Database, office: Office) -> None:
    key = key_of(office, CredentialKind.API_KEY, timedelta(days=1))
    asked = authenticator(office, 0.5)
    assert accepted_for_s(asked, key.text, database, "revoke", key.row.id) < 1


def test_a_token_is_refused_in_under_a_second_when_its_secret_is_revoked(database: Database, office: Office) -> None:
    secret = key_of(office, CredentialKind.CLIENT_SECRET, timedelta(days=1))
    desk = TokenDesk(office.access, office.clock, office.secrets)
    token = give_token(TokenRequest("client_credentials", secret.row.id, secret.text, None), desk)
    assert isinstance(token, Token)
    asked = authenticator(office, 0.5)
    assert accepted_for_s(asked, token.text, database, "revoke", secret.row.id) < 1


def test_a_revoked_role_permits_nothing_in_under_a_second(database: Database, office: Office) -> None:
    founded = started(office, "示例一")
    keep, end = (granted.id for granted in founded.founding.grants)
    office.access.revoke_grant(None, keep, office.at())
    asked = authenticator(office, 0.5)
    assert accepted_for_s(asked, founded.text, database, "revoke_grant", end) < 1


def test_what_was_asked_long_ago_keeps_a_revoked_key_alive(database: Database, office: Office) -> None:
    key = key_of(office, CredentialKind.API_KEY, timedelta(days=1))
    asked = authenticator(office, 60)
    assert accepted_for_s(asked, key.text, database, "revoke", key.row.id) > 1


def test_an_expired_key_is_refused_at_once(office: Office) -> None:
    key = key_of(office, CredentialKind.API_KEY, timedelta(seconds=0.4))
    asked = authenticator(office, 60)
    assert asked.caller(key.text) is not None
    while asked.caller(key.text) is not None:
        assert office.clock.now() < key.row.expires_at + timedelta(seconds=1)
        time.sleep(0.002)
    assert office.clock.now() >= key.row.expires_at


def founded_at(office: Office) -> str:
    return office.at()
