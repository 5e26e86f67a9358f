"""What parties may not reach by naming what is another's, and may not bring in another's place."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.certification.lifecycle.events import Event
from app.certification.lifecycle.vocabulary import Actor, Kind
from app.identity.roles import Role
from tests.served.cast import Cast, cast, join
from tests.served.lines import within_the_process
from tests.served.told import set_up
from tests.served.walk import PATHS, Walk

STRANGER = "stranger"


@pytest.fixture
def everybody(tmp_path: Path) -> Iterator[Cast]:
    with cast("sqlite", tmp_path, within_the_process) as made:
        set_up(made)
        join(made, STRANGER, "另一石化有限公司", Role.CLIENT)
        yield made


@pytest.fixture
def walk(everybody: Cast) -> Walk:
    made = Walk(everybody)
    made.certify()
    everybody.passes()
    return made


def own_case(walk: Walk) -> str:
    """File an application of the stranger and return its id."""
    told = walk.opening(Kind.APPLICATION, Event.FILE, Actor.CLIENT)
    case: str = walk.cast.posted(STRANGER, "/applications", told)["case"]
    return case


@pytest.mark.parametrize(
    ("kind", "event", "place"),
    [
        (Kind.SUSPENSION, Event.REQUEST_CANCELLATION, "/about"),
        (Kind.RENEWAL, Event.FILE, "/about"),
        (Kind.APPEAL, Event.FILE, "/certificate"),
    ],
)
def test_a_case_of_ones_own_is_no_door_to_the_certificate_of_another(
    walk: Walk, kind: Kind, event: Event, place: str
) -> None:
    told = walk.opening(kind, event, Actor.CLIENT)
    path = f"/{PATHS[kind]}"
    assert [each["pointer"] for each in walk.cast.refused(STRANGER, path, told, 422)["errors"]] == ["/certificate"]
    problem = walk.cast.refused(STRANGER, path, told | {"about": own_case(walk)}, 422)
    assert [each["pointer"] for each in problem["errors"]] == [place]


def test_who_is_party_to_a_case_on_a_certificate_appeals_in_it(walk: Walk) -> None:
    opened = walk.opening(Kind.SURVEILLANCE, Event.PLAN, Actor.PLANNER)
    opened["applicant"] = walk.cast.organisations["另一石化有限公司"]
    about = walk.cast.posted(Actor.PLANNER, "/surveillance", opened)["case"]
    told = walk.opening(Kind.APPEAL, Event.FILE, Actor.CLIENT) | {"about": about}
    # Nothing is decided there yet, which is said to whoever may know of the certificate.
    assert walk.cast.refused(STRANGER, "/appeals", told)["code"] == "step_refused"
