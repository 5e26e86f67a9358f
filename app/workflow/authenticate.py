"""From the text that a sender presents to a caller, or to nobody."""

import threading
from collections.abc import Callable

from app.identity.caller import Caller, permissions_at
from app.identity.credentials import CredentialKind, credential_is_live, read
from app.identity.grants import roles_at
from app.ports.access import AccessStore, Holder
from app.ports.machine import Clock

MOST_AGE_S = 0.5
MOST_KEPT = 4096


class Authenticator:
    """Finds out who is calling; one object serves every thread.

    What the store said is believed for `most_age_s`, so that a busy key does not ask it at every request, and a
    revocation, wherever it is made, takes effect in under a second. Expiry and the dates of roles hold to the instant.
    `ticks` are seconds of a clock that never goes back.
    """

    def __init__(
        self,
        access: AccessStore,
        clock: Clock,
        ticks: Callable[[], float],
        *,
        most_age_s: float = MOST_AGE_S,
        most_kept: int = MOST_KEPT,
    ) -> None:
        self._access = access
        self._clock = clock
        self._ticks = ticks
        self._most_age_s = most_age_s
        self._most_kept = most_kept
        self._kept: dict[str, tuple[float, Holder]] = {}
        self._lock = threading.Lock()

    def caller(self, text: str) -> Caller | None:
        """Return the bearer of a live key or token with the permissions that scopes and roles give today, or None.

        A client secret is no bearer's: it is good for a token only. A malformed text is not looked up.
        """
        presented = read(text)
        if presented is None or presented.kind is CredentialKind.CLIENT_SECRET:
            return None
        holder = self._holder(presented.digest)
        now = self._clock.now()
        if holder is None or not credential_is_live(holder.credential.expires_at, holder.credential.revoked_at, now):
            return None
        return Caller(
            organisation=holder.organisation.id,
            kind=holder.organisation.kind,
            account=holder.account.id,
            person=holder.account.person,
            credential=holder.credential.id,
            permissions=permissions_at(holder.credential.scopes, holder.grants, now),
            roles=roles_at(holder.grants, now),
        )

    def _holder(self, digest: str) -> Holder | None:
        """Return what the store says of a credential. Unknown ones are asked for each time: they must not fill this."""
        asked = self._ticks()
        with self._lock:
            kept = self._kept.get(digest)
        if kept is not None and asked - kept[0] < self._most_age_s:
            return kept[1]
        holder = self._access.holder(digest)
        with self._lock:
            self._kept.pop(digest, None)
            if holder is not None:
                while len(self._kept) >= self._most_kept:
                    del self._kept[next(iter(self._kept))]
                self._kept[digest] = (asked, holder)
        return holder
