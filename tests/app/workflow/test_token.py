from dataclasses import replace
from datetime import timedelta

import pytest

from app.identity.credentials import CredentialKind
from app.identity.roles import Permission
from app.workflow.administer import Office
from app.workflow.authenticate import Authenticator
from app.workflow.issue_key import IssuedKey
from app.workflow.token import Token, TokenDesk, TokenFault, TokenRequest, give_token
from tests.app.people import NOON, SetClock, issued, started

SCOPES = frozenset({Permission.REPORTS_READ, Permission.VERDICTS_READ})


@pytest.fixture
def desk(office: Office) -> TokenDesk:
    return TokenDesk(office.access, office.clock, office.secrets)


@pytest.fixture
def secret(office: Office) -> IssuedKey:
    return issued(office, started(office).founding.account.id, CredentialKind.CLIENT_SECRET, scopes=SCOPES)


def asking(secret: IssuedKey, scope: str | None = None) -> TokenRequest:
    return TokenRequest("client_credentials", secret.row.id, secret.text, scope)


def given(desk: TokenDesk, request: TokenRequest) -> Token:
    token = give_token(request, desk)
    assert isinstance(token, Token)
    return token


def bearer(desk: TokenDesk, token: Token) -> frozenset[Permission] | None:
    caller = Authenticator(desk.access, desk.clock, lambda: 0.0).caller(token.text)
    return None if caller is None else caller.permissions


@pytest.mark.parametrize(
    ("scope", "scopes"),
    [
        (None, SCOPES),
        ("", SCOPES),
        ("reports:read", {Permission.REPORTS_READ}),
        ("verdicts:read reports:read", SCOPES),
        ("reports:read reports:read", {Permission.REPORTS_READ}),
    ],
)
def test_a_client_gets_a_bearer_token_for_what_it_asks(
    desk: TokenDesk, secret: IssuedKey, scope: str | None, scopes: frozenset[Permission]
) -> None:
    token = given(desk, asking(secret, scope))
    assert token.text.startswith("lvt_")
    assert (token.expires_in_s, token.scopes, bearer(desk, token)) == (3600, scopes, scopes)


@pytest.mark.parametrize(
    "scope", ["webhooks:manage", "reports:read webhooks:manage", "x", " reports:read", "a  b", "报告"]
)
def test_a_client_gets_no_scope_that_it_has_not(desk: TokenDesk, secret: IssuedKey, scope: str) -> None:
    assert give_token(asking(secret, scope), desk) is TokenFault.INVALID_SCOPE


def test_a_client_whose_roles_ended_has_no_scope(desk: TokenDesk, office: Office, secret: IssuedKey) -> None:
    for granted in office.access.grants(secret.row.account):
        office.access.revoke_grant(None, granted.id, office.at())
    assert give_token(asking(secret), desk) is TokenFault.INVALID_SCOPE


@pytest.mark.parametrize("grant_type", [None, ""])
def test_a_request_without_grant_type_is_invalid(desk: TokenDesk, secret: IssuedKey, grant_type: str | None) -> None:
    assert give_token(replace(asking(secret), grant_type=grant_type), desk) is TokenFault.INVALID_REQUEST


@pytest.mark.parametrize("grant_type", ["password", "CLIENT_CREDENTIALS", "client_credentials "])
def test_no_other_grant_type_is_supported(desk: TokenDesk, secret: IssuedKey, grant_type: str) -> None:
    assert give_token(replace(asking(secret), grant_type=grant_type), desk) is TokenFault.UNSUPPORTED_GRANT_TYPE


def test_a_secret_without_client_is_an_invalid_request(desk: TokenDesk, secret: IssuedKey) -> None:
    for nobody in (None, ""):
        assert give_token(replace(asking(secret), client_id=nobody), desk) is TokenFault.INVALID_REQUEST


def test_whoever_is_not_the_client_gets_nothing(desk: TokenDesk, office: Office, secret: IssuedKey) -> None:
    other = issued(office, started(office, "示例二").founding.account.id, CredentialKind.CLIENT_SECRET)
    key = issued(office, other.row.account)
    token = given(desk, asking(secret))
    for request in (
        replace(asking(secret), client_id=other.row.id),
        replace(asking(secret), client_id="x"),
        replace(asking(secret), client_secret=None),
        replace(asking(secret), client_secret=""),
        replace(asking(secret), client_secret=secret.text[:-1]),
        replace(asking(secret), client_secret=key.text, client_id=key.row.id),
        replace(asking(secret), client_secret=token.text),
    ):
        assert give_token(request, desk) is TokenFault.INVALID_CLIENT


def test_a_client_is_named_by_its_account_too(desk: TokenDesk, secret: IssuedKey) -> None:
    assert given(desk, replace(asking(secret), client_id=secret.row.account)).scopes == SCOPES


def test_a_token_lives_an_hour_at_most(desk: TokenDesk, secret: IssuedKey, clock: SetClock) -> None:
    short = given(replace(desk, life=timedelta(minutes=5)), asking(secret))
    long = given(replace(desk, life=timedelta(days=1)), asking(secret))
    assert (short.expires_in_s, long.expires_in_s) == (300, 3600)
    clock.instant = NOON + timedelta(hours=1) - timedelta(microseconds=1)
    assert (bearer(desk, short), bearer(desk, long)) == (None, SCOPES)
    clock.instant = NOON + timedelta(hours=1)
    assert bearer(desk, long) is None


def test_a_token_ends_with_its_secret(desk: TokenDesk, secret: IssuedKey, clock: SetClock) -> None:
    clock.instant = secret.row.expires_at - timedelta(seconds=90)
    token = given(desk, asking(secret))
    assert (token.expires_in_s, bearer(desk, token)) == (90, SCOPES)
    clock.instant = secret.row.expires_at
    assert bearer(desk, token) is None
    assert give_token(asking(secret), desk) is TokenFault.INVALID_CLIENT


def test_a_token_is_revoked_with_its_secret_and_not_with_another(
    desk: TokenDesk, office: Office, secret: IssuedKey
) -> None:
    second = issued(office, secret.row.account, CredentialKind.CLIENT_SECRET, scopes=SCOPES)
    token, other = given(desk, asking(secret)), given(desk, asking(second))
    office.access.revoke(None, secret.row.id, office.at())
    assert (bearer(desk, token), bearer(desk, other)) == (None, SCOPES)
    assert give_token(asking(secret), desk) is TokenFault.INVALID_CLIENT


def test_nothing_shows_a_secret(desk: TokenDesk, secret: IssuedKey) -> None:
    request = asking(secret)
    token = given(desk, request)
    shown = repr(request) + repr(token) + repr(secret)
    assert secret.text not in shown
    assert token.text not in shown
