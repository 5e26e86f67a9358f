"""In which role somebody takes a step: one that the step allows and that the caller has in this case."""

from typing import Final

from app.certification.cases.record import Entry
from app.certification.lifecycle.events import Event
from app.certification.lifecycle.tables import CASES
from app.certification.lifecycle.vocabulary import Actor
from app.ports.cases import PartyRole
from app.workflow.actors import ACTORS
from app.workflow.case_desk import Acting, RoleNotHeld
from app.workflow.current_case import Current

_OF_PARTIES: Final = frozenset({Actor.CLIENT, Actor.LABORATORY})


def actors_of(acting: Acting, body: str, parties: frozenset[PartyRole]) -> frozenset[Actor]:
    """Return the roles that somebody has in a case of a body, of which their organisation is a party in these roles."""
    held = frozenset(ACTORS[role] for role in acting.roles if role in ACTORS)
    if acting.organisation == body:
        return held - _OF_PARTIES
    found: set[Actor] = set()
    if PartyRole.APPLICANT in parties:
        found.add(Actor.CLIENT)
    if PartyRole.LABORATORY in parties:
        found.add(Actor.LABORATORY)
    return held & found


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
