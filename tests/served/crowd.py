"""Persons beside the cast who could do too much: one of every role, and some who stand near to the client."""

from collections.abc import Mapping
from datetime import timedelta

from app.certification.lifecycle.vocabulary import Actor
from app.identity.roles import Role
from app.workflow.actors import ACTORS as ACTS_AS
from app.workflow.administer import add_person
from tests.served.cast import BODY, CLIENT, ROLES, Cast, done, enrol

# Every role of the body in one person; and three who decide and review: one declared nothing, one a conflict, one
# advised the client lately.
JACK, SILENT, BOUND, ADVISER = "jack", "silent", "bound", "adviser"
OF_BODY = [role for who, (body, role) in ROLES.items() if body == BODY and who in set(Actor)]
JUDGES = (Role.REVIEWER, Role.DECIDER)
ACTORS: Mapping[str, frozenset[Actor]] = {
    **{who: frozenset({ACTS_AS[role]}) for who, (_, role) in ROLES.items()},
    JACK: frozenset(ACTS_AS[role] for role in OF_BODY),
    **dict.fromkeys((SILENT, BOUND, ADVISER), frozenset({Actor.REVIEWER, Actor.DECIDER})),
}
OUTSIDE_BODY: Mapping[str, Actor] = {Actor.CLIENT: Actor.CLIENT, Actor.LABORATORY: Actor.LABORATORY}
# What the other party brings, or the body.
OF_ANOTHER: Mapping[str, set[str]] = {Actor.CLIENT: {"receipt"}, Actor.LABORATORY: {"application", "certified"}}


def let_in(cast: Cast) -> None:
    """Enrol them, and let those declare who do."""
    body = cast.organisations[BODY]
    for who in (JACK, SILENT, BOUND, ADVISER):
        cast.persons[who] = done(add_person(body, f"示例 {who}", cast.office)).id
    enrol(cast, JACK, cast.persons[JACK], BODY, *OF_BODY)
    for who in (SILENT, BOUND, ADVISER):
        enrol(cast, who, cast.persons[who], BODY, *JUDGES)
    lately = (cast.today - timedelta(days=1)).isoformat()
    for who, is_free, until in ((JACK, True, "never"), (BOUND, False, "never"), (ADVISER, True, lately)):
        client = cast.organisations[CLIENT]
        cast.posted(who, "/declarations", {"client": client, "free_of_conflict": is_free, "advised_until": until})
