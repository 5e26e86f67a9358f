"""OAuth 2.0 client credentials (RFC 6749 clause 4.4): a client secret -> a token that lives an hour at most."""

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum, auto

from app.identity.caller import permissions_at
from app.identity.credentials import CredentialKind, credential_is_live, longest_life, read
from app.identity.roles import Permission
from app.ports.access import AccessStore, CredentialRow, Holder, Secrets
from app.ports.machine import Clock, instant_text
from app.workflow.new_secret import new_secret

_KIND = CredentialKind.ACCESS_TOKEN


class TokenFault(StrEnum):
    """Why there is no token, in the words of RFC 6749 clause 5.2."""

    INVALID_REQUEST = auto()
    INVALID_CLIENT = auto()
    INVALID_SCOPE = auto()
    UNSUPPORTED_GRANT_TYPE = auto()


class GrantType(StrEnum):
    """What a token is asked for with."""

    CLIENT_CREDENTIALS = auto()


@dataclass(frozen=True, slots=True)
class TokenRequest:
    """The parameters as sent, by form or by HTTP Basic; None and "" both: not there (clause 3.2)."""

    grant_type: str | None
    client_id: str | None
    client_secret: str | None = field(repr=False)
    scope: str | None


@dataclass(frozen=True, slots=True)
class Token:
    """A token as it is told to its client, once."""

    text: str = field(repr=False)
    expires_in_s: int
    scopes: frozenset[Permission]


@dataclass(frozen=True, slots=True)
class TokenDesk:
    """What giving tokens needs from outside. `life` is how long they live, an hour at most."""

    access: AccessStore
    clock: Clock
    secrets: Secrets
    life: timedelta = field(default=longest_life(_KIND))


def give_token(request: TokenRequest, desk: TokenDesk) -> Token | TokenFault:
    """Give a token for the scopes asked for, or for all that the client has.

    It never outlives the secret, and is revoked with it. The client is named by the identifier of its secret or of its
    account.
    """
    if not request.grant_type:
        return TokenFault.INVALID_REQUEST
    if request.grant_type != GrantType.CLIENT_CREDENTIALS:
        return TokenFault.UNSUPPORTED_GRANT_TYPE
    if request.client_secret and not request.client_id:
        return TokenFault.INVALID_REQUEST
    now = desk.clock.now()
    client = _client(request, desk)
    if client is None or not credential_is_live(client.credential.expires_at, client.credential.revoked_at, now):
        return TokenFault.INVALID_CLIENT
    scopes = _scopes(request.scope, permissions_at(client.credential.scopes, client.grants, now))
    if not scopes:
        return TokenFault.INVALID_SCOPE
    made = new_secret(_KIND, desk.secrets)
    expires_at = min(now + min(desk.life, longest_life(_KIND)), client.credential.expires_at)
    row = CredentialRow(
        made.id,
        _KIND,
        client.account.id,
        client.organisation.id,
        made.digest,
        scopes,
        now,
        expires_at,
        issued_for=client.credential.id,
    )
    desk.access.issue(row, None, instant_text(now))
    return Token(made.text, (expires_at - now) // timedelta(seconds=1), scopes)


def _client(request: TokenRequest, desk: TokenDesk) -> Holder | None:
    presented = read(request.client_secret or "")
    if presented is None or presented.kind is not CredentialKind.CLIENT_SECRET:
        return None
    holder = desk.access.holder(presented.digest)
    if holder is None or request.client_id not in {holder.credential.id, holder.account.id}:
        return None
    return holder


def _scopes(asked: str | None, own: frozenset[Permission]) -> frozenset[Permission]:
    """Return the scopes to give; nothing where one is asked for that the client has not."""
    if not asked:
        return own
    names = asked.split(" ")
    return frozenset(map(Permission, names)) if own.issuperset(names) else frozenset()
