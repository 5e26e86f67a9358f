"""A person of a certification body declares how it stands to a client."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from app.certification.cases.situation import Declaration
from app.certification.dossier import Never
from app.identity.caller import Caller
from app.identity.organisations import OrganisationKind
from app.ports.access import Organisation
from app.ports.declarations import DeclarationRow, DeclarationStore
from app.ports.machine import Clock, Ids, instant_text
from app.verification.civil_day import civil_day


class Clients(Protocol):
    """Who may be a client."""

    def organisation(self, organisation: str) -> Organisation | None:
        """Return an organisation by its id."""
        ...


@dataclass(frozen=True, slots=True)
class DeclarationDesk:
    """What declaring needs from outside."""

    declarations: DeclarationStore
    clients: Clients
    clock: Clock
    ids: Ids


class NoSuchClient(Exception):
    """No organisation that applies for certificates has this id."""


class NotYet(Exception):
    """Nobody can have advised a client until a day that is to come."""


def declare(
    client: str, advised_until: date | Never, caller: Caller, desk: DeclarationDesk, *, is_free: bool
) -> DeclarationRow:
    """Keep what the caller, a person of a body, declares; raises `NoSuchClient` or `NotYet`."""
    if caller.person is None:
        raise ValueError("a machine has no conflicts to declare")
    organisation = desk.clients.organisation(client)
    if organisation is None or organisation.kind is not OrganisationKind.APPLICANT:
        raise NoSuchClient
    now = desk.clock.now()
    if not isinstance(advised_until, Never) and advised_until > civil_day(now):
        raise NotYet
    declared = Declaration(caller.person, is_free, advised_until)
    row = DeclarationRow(desk.ids.new(), caller.organisation, client, declared, caller.account, instant_text(now))
    desk.declarations.declare(row)
    return row
