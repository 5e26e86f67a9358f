"""Who is calling, as everything below the credential check knows it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from app.identity.grants import RoleGrant, roles_at
from app.identity.organisations import OrganisationKind
from app.identity.roles import Permission, Role, permitted


@dataclass(frozen=True, slots=True)
class Caller:
    """The bearer of a live credential: identifiers of the organisation, account, person and credential.

    The organisation comes from here and from nowhere else. `person` None is a machine. `roles` are those that the
    account holds today; what they permit may be narrowed by the credential.
    """

    organisation: str
    kind: OrganisationKind
    account: str
    person: str | None
    credential: str
    permissions: frozenset[Permission]
    roles: frozenset[Role] = frozenset()

    def may(self, permission: Permission) -> bool:
        """Tell whether the caller may do this."""
        return permission in self.permissions


def permissions_at(scopes: frozenset[Permission], grants: Iterable[RoleGrant], now: datetime) -> frozenset[Permission]:
    """Return what both the credential's scopes and the roles that hold at an instant permit."""
    return scopes & permitted(roles_at(grants, now))
