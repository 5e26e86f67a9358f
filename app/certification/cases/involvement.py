"""Who took part in what: persons are compared, never accounts, and the proof of it is kept with a decision."""

from dataclasses import dataclass

from app.certification.cases.held import Held, Involved
from app.certification.lifecycle.vocabulary import Actor
from app.certification.person import person_key


@dataclass(frozen=True, slots=True)
class Proof:
    """What shows that a step was taken by somebody who might: every person's involvement, and who evaluated.

    `evaluators` are keys of persons, in order. It holds for the case up to the step.
    """

    step: int
    person: str
    role: Actor
    involved: tuple[Involved, ...]
    evaluators: tuple[str, ...]


def evaluated(held: Held) -> frozenset[str]:
    """Return the key of every person whom the evaluation touched: by a step, or named in the evidence."""
    return held.evaluators | {person_key(each.person) for each in held.involved if each.evaluates}


def in_role(held: Held, *roles: Actor) -> frozenset[str]:
    """Return the key of every person who took a step in one of these roles."""
    return frozenset(person_key(each.person) for each in held.involved if each.role in roles)


def is_on_both_sides(held: Held, person: str, role: Actor) -> bool:
    """Tell whether a person would act for the client and for somebody else in one case."""
    key = person_key(person)
    acted_for_client = key in in_role(held, Actor.CLIENT)
    acted_otherwise = key in in_role(held, *(frozenset(Actor) - {Actor.CLIENT}))
    return acted_otherwise if role is Actor.CLIENT else acted_for_client


def proof(held: Held, step: int, person: str, role: Actor) -> Proof:
    """Return the proof for a step by a person, of the case before it."""
    return Proof(step, person, role, held.involved, tuple(sorted(evaluated(held))))
