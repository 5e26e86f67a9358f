"""Person x role x step, generated from the transition tables: persons are compared, not their accounts."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from app.certification.cases.advance import Advanced, advance
from app.certification.cases.involvement import evaluated, in_role
from app.certification.cases.refusal import WhyNot
from app.certification.lifecycle.guards import Guard
from app.certification.lifecycle.table import Transition
from app.certification.lifecycle.tables import CASES
from app.certification.lifecycle.vocabulary import Actor, Kind
from app.certification.person import person_key
from tests.app.certification.cases.driven import REVIEWED, driven, held_of, next_record, situation
from tests.app.certification.cases.evidence import PERSONS
from tests.app.certification.cases.test_every_step import way

STEPS = [(kind, row) for kind, table in CASES.items() for row in table.rows if Actor.SYSTEM not in row.by]


def spellings(person: str) -> Iterator[str]:
    """Yield the names of two accounts of one person."""
    yield person
    yield "".join(chr(ord(each) + 0xFEE0) for each in person.lower())


@pytest.mark.parametrize(
    ("kind", "row"), STEPS, ids=lambda each: each if isinstance(each, str) else f"{each.state}-{each.event}"
)
def test_nobody_takes_a_step_that_is_not_theirs(kind: Kind, row: Transition) -> None:
    case = driven(kind, way(kind, row))
    held = held_of(case)
    template = next_record(case, row.event)
    touched, verifiers, clients = evaluated(held), in_role(held, Actor.VERIFIER), in_role(held, Actor.CLIENT)
    others = in_role(held, *(set(Actor) - {Actor.CLIENT}))
    for role in Actor:
        persons = [name for name in PERSONS.values() if name is not None]
        for person in persons if role in row.by else persons[:1]:
            for name in spellings(person):
                found = advance(case, replace(template, role=role, person=name), situation(template.on))
                key = person_key(name)
                if not isinstance(found, Advanced):
                    continue
                assert role in row.by
                assert key not in (others if role is Actor.CLIENT else clients)
                if {Guard.REVIEWER_UNINVOLVED, Guard.DECIDER_UNINVOLVED} & set(row.guards):
                    assert key not in touched
                if Guard.DECIDER_IS_NOT_VERIFIER in row.guards:
                    assert key not in verifiers
                if Guard.REVIEWER_MAY_DECIDE in row.guards:
                    assert held.reviewed is not None
                    assert key != person_key(held.reviewed.person)


def test_the_client_does_not_act_for_the_body_nor_the_body_for_the_client() -> None:
    case = driven(Kind.APPLICATION, "file")
    record = next_record(case, "accept", person="ａ－１")
    assert getattr(advance(case, record, situation(record.on)), "why", None) is WhyNot.ON_BOTH_SIDES
    accepted = driven(Kind.APPLICATION, "file accept")
    back = next_record(accepted, "take_back", person="O-1")
    assert getattr(advance(accepted, back, situation(back.on)), "why", None) is WhyNot.ON_BOTH_SIDES


def test_the_proof_of_a_decision_lists_who_took_part_and_who_evaluated() -> None:
    case = driven(Kind.APPLICATION, REVIEWED)
    record = next_record(case, "issue")
    found = advance(case, record, situation(record.on))
    assert isinstance(found, Advanced)
    assert found.proof is not None
    assert (found.proof.person, found.proof.role, found.proof.step) == ("D-1", Actor.DECIDER, record.n)
    assert {each.person for each in found.proof.involved} == {"A-1", "O-1", "L-1", "P-1", "E-1", "R-1"}
    assert set(found.proof.evaluators) >= {"l1", "e1"}
    assert not {"r1", "d1"} & set(found.proof.evaluators)
