"""A person of a certification body declares how it stands to a client."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from app.certification.cases.situation import Declaration
from app.certification.dossier import Never
from app.identity.caller import Caller
from app.identity.organisations import OrganisationKind
from app.ports.access import Organisation
from app.ports.declarations import DeclarationRow, DeclarationStore
from app.ports.evidence import Keeping
from app.ports.machine import Clock, Ids, instant_text
from app.verification.civil_day import civil_day


class Clients(Protocol):
    """Who may be a client."""

    def organisation(self, organisation: str) -> Organisation | None:
        """Return an organisation by its id."""
        ...


@dataclass(frozen=True, slots=True)
class Declared:
    """What a person declares about a client, and what is answered to it."""

    client: str
    is_free: bool
    advised_until: date | Never
    answered: Callable[[DeclarationRow], Keeping] | None = None


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


def declare(said: Declared, caller: Caller, desk: DeclarationDesk) -> DeclarationRow:
    """Keep what the caller, a person of a body, declares; raises `NoSuchClient`, `NotYet`, or `Taken` for its key."""
    if caller.person is None:
        raise ValueError("a machine has no conflicts to declare")
    organisation = desk.clients.organisation(said.client)
    if organisation is None or organisation.kind is not OrganisationKind.APPLICANT:
        raise NoSuchClient
    now = desk.clock.now()
    if not isinstance(said.advised_until, Never) and said.advised_until > civil_day(now):
        raise NotYet
    declared = Declaration(caller.person, said.is_free, said.advised_until)
    row = DeclarationRow(desk.ids.new(), caller.organisation, said.client, declared, caller.account, instant_text(now))
    desk.declarations.declare(row, None if said.answered is None else said.answered(row))
    return row
