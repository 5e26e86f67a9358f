"""Role grants: whether one may be made, and which roles hold at an instant."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.identity.organisations import OrganisationKind
from app.identity.roles import GRANTED_IN, MACHINE_ROLES, Role
from app.verification.civil_day import civil_day


@dataclass(frozen=True, slots=True)
class RoleGrant:
    """A role of an account by civil days in Asia/Shanghai: from `valid_from` up to, not including, `valid_until`.

    `valid_until` None means until revoked. `granted_by` is a person; None is the installation itself, which makes the
    first administrator (a machine cannot grant, having no role that permits it).
    """

    role: Role
    valid_from: date
    valid_until: date | None
    granted_by: str | None
    revoked_at: datetime | None = None

    def holds_at(self, now: datetime) -> bool:
        """Tell whether the role holds.

        What was revoked never holds again, whatever the clock says: one that steps back revives nothing.
        """
        day = civil_day(now)
        begun = self.valid_from <= day
        ended = self.valid_until is not None and self.valid_until <= day
        return begun and not ended and self.revoked_at is None


def roles_at(grants: Iterable[RoleGrant], now: datetime) -> frozenset[Role]:
    """Return the roles that hold at an instant."""
    return frozenset(grant.role for grant in grants if grant.holds_at(now))


class GrantRefused(StrEnum):
    """Why a role is not granted."""

    GRANT_TO_ONESELF = "grant_to_oneself"
    ROLE_NOT_FOR_ORGANISATION = "role_not_for_organisation"
    ROLE_NOT_FOR_ACCOUNT = "role_not_for_account"
    GRANT_ENDS_BEFORE_IT_STARTS = "grant_ends_before_it_starts"


def grant_faults(grant: RoleGrant, kind: OrganisationKind, person: str | None) -> tuple[GrantRefused, ...]:
    """Return everything that forbids a grant to an account of `person` (None: a machine) in an organisation.

    Nobody grants to himself, be it through another account: persons are compared. A grant of no day at all is one that
    ends before it starts.
    """
    to_oneself = grant.granted_by is not None and grant.granted_by == person
    ends_early = grant.valid_until is not None and grant.valid_until <= grant.valid_from
    checks = (
        (GrantRefused.GRANT_TO_ONESELF, to_oneself),
        (GrantRefused.ROLE_NOT_FOR_ORGANISATION, kind not in GRANTED_IN[grant.role]),
        (GrantRefused.ROLE_NOT_FOR_ACCOUNT, (grant.role in MACHINE_ROLES) != (person is None)),
        (GrantRefused.GRANT_ENDS_BEFORE_IT_STARTS, ends_early),
    )
    return tuple(fault for fault, found in checks if found)
