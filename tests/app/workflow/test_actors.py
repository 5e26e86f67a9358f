from app.certification.lifecycle.vocabulary import Actor
from app.identity.roles import PERMISSIONS, Permission
from app.workflow.actors import ACTORS


def test_every_actor_but_the_system_is_one_role() -> None:
    assert set(ACTORS.values()) == set(Actor) - {Actor.SYSTEM}
    assert len(set(ACTORS.values())) == len(ACTORS)


def test_who_has_a_part_in_cases_may_act_and_nobody_else() -> None:
    assert {role for role, permissions in PERMISSIONS.items() if Permission.CASES_ACT in permissions} == set(ACTORS)
