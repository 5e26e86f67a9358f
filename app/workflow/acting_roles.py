"""In which role somebody takes a step: one that the step allows and that the caller has in this case."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from app.certification.cases.record import Entry
from app.certification.lifecycle.events import Event
from app.certification.lifecycle.tables import CASES
from app.certification.lifecycle.vocabulary import Actor
from app.identity.roles import Role
from app.ports.cases import PartyRole
from app.workflow.case_desk import Acting, RoleNotHeld
from app.workflow.current_case import Current

_OF_BODY: Final[Mapping[Role, Actor]] = MappingProxyType(
    {
        Role.APPLICATION_OFFICER: Actor.APPLICATION_OFFICER,
        Role.PLANNER: Actor.PLANNER,
        Role.EVALUATOR: Actor.EVALUATOR,
        Role.VERIFIER: Actor.VERIFIER,
        Role.REVIEWER: Actor.REVIEWER,
        Role.DECIDER: Actor.DECIDER,
        Role.COMPLAINTS_HANDLER: Actor.COMPLAINTS_HANDLER,
    }
)
_CHANGES_NOTHING: Final = frozenset({Role.AUDITOR})


def actors_of(acting: Acting, body: str, parties: frozenset[PartyRole]) -> frozenset[Actor]:
    """Return the roles that somebody has in a case of a body, of which their organisation is a party in these roles."""
    if acting.organisation == body:
        return frozenset(_OF_BODY[role] for role in acting.roles if role in _OF_BODY)
    found: set[Actor] = set()
    if PartyRole.APPLICANT in parties and not (acting.roles and acting.roles <= _CHANGES_NOTHING):
        found.add(Actor.CLIENT)
    if PartyRole.LABORATORY in parties and Role.LAB_AUTHORISER in acting.roles:
        found.add(Actor.LABORATORY)
    return frozenset(found)


def role_for(
    current: Current, event: Event | Entry, named: str | None, corrects: int | None, actors: frozenset[Actor]
) -> Actor | RoleNotHeld:
    """Return the role in which an event is recorded; where several fit the one that is named, or else the first."""
    allowed = _allowed(current, event, corrects)
    fitting = [actor for actor in allowed if actor in actors and named in {None, actor.value}]
    return fitting[0] if fitting else RoleNotHeld(allowed)


def _allowed(current: Current, event: Event | Entry, corrects: int | None) -> tuple[Actor, ...]:
    table = CASES[current.held.kind]
    if corrects is not None:
        found = (each.role for each in current.case.records if each.n == corrects)
        original = next(found, None)
        if original is not None and (event is Entry.TAKE_OUT or original is not Actor.SYSTEM):
            return (original,)
    if isinstance(event, Entry):
        rows = table.rows
    else:
        row = table.row(current.held.state, event)
        rows = tuple(each for each in table.rows if each.event == event) if row is None else (row,)
    return tuple(dict.fromkeys(actor for each in rows for actor in each.by if actor is not Actor.SYSTEM))
