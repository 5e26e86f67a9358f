"""A certificate without an open case is on the worklist of each role that has to act, and in the calendar."""

from datetime import date
from pathlib import Path

from app.certification.lifecycle.vocabulary import Actor
from app.identity.roles import Role
from tests.served.cast import Cast, enrol
from tests.served.stages import stage
from tests.served.walk import Walk

OF_OFFICE = {"D-07", "D-09", "D-16"}
OF_HOLDER, OF_PLANNER = {"D-09", "D-16"}, {"D-10", "D-11"}


def deadlines(cast: Cast, who: str) -> dict[str, tuple[str, str]]:
    told = cast.got(who, "/worklist")["certificates"]
    return {each["deadline"]: (each["due"], each["due_state"]) for each in told}


def test_everybody_who_has_to_act_on_a_certificate_is_shown_until_when(tmp_path: Path) -> None:
    with stage("sqlite", tmp_path) as cast:
        walk = Walk(cast)
        walk.certify()
        enrol(cast, "auditor", cast.persons[Actor.DECIDER], "示例认证机构", Role.AUDITOR)
        expected = {
            Actor.APPLICATION_OFFICER: OF_OFFICE,
            Actor.PLANNER: OF_PLANNER,
            Actor.DECIDER: set(),
            Actor.CLIENT: OF_HOLDER,
            Actor.LABORATORY: set(),
            "auditor": OF_OFFICE | OF_PLANNER,
        }
        assert {who: set(deadlines(cast, who)) for who in expected} == expected
        certificate = cast.got(Actor.CLIENT, f"/certificates/{walk.certificate}")
        assert deadlines(cast, Actor.CLIENT)["D-09"] == (certificate["expires_on"], "firm")
        assert f"{walk.certificate}: D-11" not in calendar(cast, Actor.CLIENT)
        text = calendar(cast, Actor.PLANNER)
        assert all(f"{walk.certificate}: {each}" in text for each in OF_OFFICE | OF_PLANNER)
        # The certificate states until when it is valid; no term is counted from there.
        expires = date.fromisoformat(certificate["expires_on"])
        assert f"DTSTART;VALUE=DATE:{expires:%Y%m%d}" in calendar(cast, Actor.CLIENT)


def calendar(cast: Cast, who: str) -> str:
    return cast.ask(who, "GET", "/calendar.ics").text.replace("\r\n ", "")
