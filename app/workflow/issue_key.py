"""Keys and client secrets: issued, shown once, rotated two at a time, revoked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from app.identity.credentials import CredentialKind, expiry_fault, most_live
from app.identity.roles import Permission, permitted
from app.ports.access import Account, CredentialRow, Granted
from app.ports.machine import instant_text
from app.verification.civil_day import civil_day
from app.workflow.administer import NotDone, Office, Refusal
from app.workflow.new_secret import new_secret


@dataclass(frozen=True, slots=True)
class KeyRequest:
    """What is asked for: `scopes` None are all that the account's roles permit, now or from a later day."""

    account: str
    kind: CredentialKind
    scopes: frozenset[Permission] | None
    life: timedelta


@dataclass(frozen=True, slots=True)
class IssuedKey:
    """A credential as it is stored, and its text, which is shown once."""

    row: CredentialRow
    text: str = field(repr=False)


def read_scopes(names: Iterable[str]) -> frozenset[Permission] | NotDone:
    """Read scopes as they are written."""
    asked = frozenset(names)
    if not asked.issubset(Permission):
        return NotDone((Refusal.SCOPE_UNKNOWN,))
    return frozenset(map(Permission, asked))


def issue_key(request: KeyRequest, office: Office) -> IssuedKey | NotDone:
    """Issue a key or a client secret; an account has two live ones of a kind at most, so that it can change them."""
    account = office.access.account(request.account)
    if account is None:
        return NotDone((Refusal.ACCOUNT_UNKNOWN,))
    now = office.clock.now()
    expires_at = now + request.life
    reasons = [reason for reason in (expiry_fault(request.kind, expires_at, now),) if reason is not None]
    own = _permitted(office.access.grants(account.id), now)
    scopes = own if request.scopes is None else request.scopes
    if not own:
        return NotDone((*reasons, Refusal.ACCOUNT_WITHOUT_ROLE))
    if not scopes or not scopes <= own:
        return NotDone((*reasons, Refusal.SCOPE_NOT_PERMITTED))
    if reasons:
        return NotDone(tuple(reasons))
    return _issue(request.kind, account, scopes, (now, expires_at), office)


def keys_of(account: str, office: Office) -> Sequence[CredentialRow] | NotDone:
    """Return every key and client secret of an account, ended ones too."""
    if office.access.account(account) is None:
        return NotDone((Refusal.ACCOUNT_UNKNOWN,))
    return office.access.credentials(account)


def revoke_key(organisation: str | None, credential: str, office: Office) -> NotDone | None:
    """Revoke a credential at once; `organisation` None is the installation itself."""
    known = office.access.revoke(organisation, credential, office.at())
    return None if known else NotDone((Refusal.KEY_UNKNOWN,))


def _issue(
    kind: CredentialKind,
    account: Account,
    scopes: frozenset[Permission],
    life: tuple[datetime, datetime],
    office: Office,
) -> IssuedKey | NotDone:
    made = new_secret(kind, office.secrets)
    row = CredentialRow(made.id, kind, account.id, account.organisation, made.digest, scopes, *life)
    if not office.access.issue(row, most_live(kind), instant_text(life[0])):
        return NotDone((Refusal.TOO_MANY_KEYS,))
    return IssuedKey(row, made.text)


def _permitted(grants: Sequence[Granted], now: datetime) -> frozenset[Permission]:
    """Return what the roles permit that hold today or from a later day; what holds when is asked at every request."""
    today = civil_day(now)
    return permitted(
        grant.role
        for grant in (granted.grant for granted in grants)
        if grant.revoked_at is None and (grant.valid_until is None or today < grant.valid_until)
    )
