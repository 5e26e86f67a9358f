"""The persons of the demonstration, each with an account and a key of their own, by the roles in which they act."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TypeVar

from app.certification.lifecycle.vocabulary import Actor
from app.identity.credentials import CredentialKind
from app.identity.organisations import OrganisationKind
from app.identity.roles import Role
from app.workflow.administer import (
    NotDone,
    Office,
    Term,
    add_account,
    add_organisation,
    add_person,
    grant_role,
)
from app.workflow.issue_key import KeyRequest, issue_key

_ROLES = {Actor.CLIENT: Role.CLIENT, Actor.LABORATORY: Role.LAB_AUTHORISER} | {
    actor: Role(actor.value) for actor in Actor if actor not in {Actor.CLIENT, Actor.LABORATORY, Actor.SYSTEM}
}
_KINDS = {Actor.CLIENT: OrganisationKind.APPLICANT, Actor.LABORATORY: OrganisationKind.LABORATORY}
_KEY_LIFE = timedelta(days=30)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Member:
    """A person with an account and its key; `role` is the one in which they act."""

    id: str
    role: Actor
    organisation: str
    key: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Cast:
    """`members` are persons by the names that the case gives them, `organisations` the ids of the three."""

    members: Mapping[str, Member]
    organisations: Mapping[OrganisationKind, str]

    def of(self, role: Actor) -> Member:
        """Return the first person of a role."""
        return next(each for each in self.members.values() if each.role is role)


def enrol(names: Mapping[OrganisationKind, str], roles: Mapping[str, Actor], office: Office) -> Cast:
    """Add organisations of these names, and persons of these roles to the one where the role belongs."""
    organisations = {kind: _done(add_organisation(kind, name, office)).id for kind, name in names.items()}
    members = {name: _member(name, role, organisations, office) for name, role in roles.items()}
    return Cast(members, organisations)


def kind_of(role: Actor) -> OrganisationKind:
    """Return the kind of organisation where a role belongs."""
    return _KINDS.get(role, OrganisationKind.CERTIFICATION_BODY)


def _member(name: str, role: Actor, organisations: Mapping[OrganisationKind, str], office: Office) -> Member:
    organisation = organisations[kind_of(role)]
    person = _done(add_person(organisation, name, office))
    account = _done(add_account(organisation, name, person.id, office))
    _done(grant_role(account.id, _ROLES[role], Term(None, None), None, office))
    key = _done(issue_key(KeyRequest(account.id, CredentialKind.API_KEY, None, _KEY_LIFE), office))
    return Member(person.id, role, organisation, key.text)


def _done(outcome: T | NotDone) -> T:
    if not isinstance(outcome, NotDone):
        return outcome
    raise LookupError(f"an empty store refused: {', '.join(outcome.reasons)}")
