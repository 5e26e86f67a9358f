"""The stages that the life of every certificate has, whatever its product, and what is looked at on the way."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from app.certification.lifecycle.events import Event
from app.certification.lifecycle.vocabulary import Actor, Kind
from app.identity.roles import Role
from app.library.packed_rules import load_packed
from app.workflow.check_bundle import Answer, Bench, Checked, check_bundle
from tests.served.cast import Cast, Document, enrol, join
from tests.served.told import shown
from tests.served.walk import PATHS, Walk

STRANGER = "stranger"
SUSPENDED, RESTORED = Kind.SUSPENSION, Event.RESTORE


@dataclass(frozen=True, slots=True)
class Lacking:
    """What a guard lacks of a refused step: its clause, how it stands, and the sorts and names of what is missing."""

    clause: str
    standing: str
    needs: frozenset[tuple[str, str]]


def lacking(problem: Document) -> Mapping[str, Lacking]:
    """Return what a refused step lacks, by guard; it has said so in words as well."""
    assert problem["code"] == "step_refused", problem
    step = problem["step"]
    assert step["why"] == "guard_not_passed", step
    assert step["says"]
    assert step["clause"]["number"]
    assert all(each["says"] for each in step["missing"])
    return {
        each["guard"]: Lacking(
            each["clause"]["number"],
            each["standing"],
            frozenset((need["sort"], need["what"]) for need in each["needs"]),
        )
        for each in step["missing"]
    }


def why(problem: Document) -> str:
    """Return why a step is refused that no guard of its own stops."""
    assert problem["code"] == "step_refused", problem
    return str(problem["step"]["why"])


def lack(clause: str, standing: str, *needs: tuple[str, str]) -> Lacking:
    return Lacking(clause, standing, frozenset(needs))


def reported(cast: Cast, number: str) -> None:
    """See the office told, and it alone, to report the certificate of today in 7 working days; then time is over."""
    today = cast.today
    ((due, state),) = to_report(cast, Actor.APPLICATION_OFFICER, number)
    assert state == "firm"
    last = date.fromisoformat(due)
    event = f"SUMMARY:{number}: D-07"
    calendar = cast.ask(Actor.APPLICATION_OFFICER, "GET", "/calendar.ics").text
    assert event in calendar
    assert f"{last:%Y%m%d}" in calendar
    for who in (Actor.DECIDER, Actor.CLIENT):
        assert to_report(cast, who, number) == []
    assert event not in cast.ask(Actor.CLIENT, "GET", "/calendar.ics").text
    cast.comes(last)
    assert to_report(cast, Actor.APPLICATION_OFFICER, number) == [(due, state)]
    cast.comes(last + timedelta(days=1))
    assert to_report(cast, Actor.APPLICATION_OFFICER, number) == []
    assert working_days(today, last) == 7


def to_report(cast: Cast, who: str, number: str) -> list[tuple[str, str]]:
    """Return until when somebody is told to report a certificate, and how certain that is."""
    told = cast.got(who, "/worklist")["certificates"]
    return [
        (each["due"], each["due_state"]) for each in told if (each["certificate"], each["deadline"]) == (number, "D-07")
    ]


def working_days(first: date, last: date) -> int:
    """Count the working days after a day up to another, of a spring in which the holiday of 4 to 6 April is over."""
    days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    return sum(day.weekday() < 5 for day in days)


def strangers_see_nothing(walk: Walk, kind: Kind) -> None:
    """An organisation that is no party is told that there is no such case, nor such a certificate."""
    if STRANGER not in walk.cast.persons:
        join(walk.cast, STRANGER, "示例旁观有限公司", Role.CLIENT)
    case = f"/{PATHS[kind]}/{walk.ids[kind]}"
    paths = [case, f"{case}/timeline", f"{case}/documents", f"/decisions/{walk.ids[kind]}/bundle"]
    paths += [f"/certificates/{walk.certificate}"] if walk.certificate else []
    for path in paths:
        assert walk.cast.ask(STRANGER, "GET", path).status_code == 404, path
    assert walk.cast.got(STRANGER, f"/{PATHS[kind]}")["cases"] == []
    walk.cast.refused(STRANGER, walk.events(kind), {"event": "take_back", "on": walk.cast.today.isoformat()}, 404)


def verified(walk: Walk, kind: Kind) -> Checked:
    """Check the bundle of a case's newest decision as the applicant does, who has nothing but it."""
    path = f"/decisions/{walk.ids[kind]}"
    answer = walk.cast.ask(Actor.CLIENT, "GET", f"{path}/bundle")
    assert answer.status_code == 200, answer.text
    assert walk.cast.got(Actor.CLIENT, path) == walk.cast.got(Actor.DECIDER, path)
    tested = f"/{PATHS[kind]}/{walk.ids[kind]}/tests"
    assert walk.cast.got(Actor.CLIENT, tested) == walk.cast.got(Actor.DECIDER, tested)
    for closed in (path, f"{path}/bundle", tested):
        assert walk.cast.ask(Actor.LABORATORY, "GET", closed).status_code == 404
    checked = check_bundle(answer.content, Bench(load_packed, walk.cast.service.registry))
    assert (checked.answer, checked.faults) == (Answer.VERIFIED, ())
    assert checked.bundle is not None
    assert checked.bundle.log is not None
    return checked


def stood(cast: Cast, number: str, on: date) -> str:
    """Return the status of a certificate as the service tells it on a day."""
    now = cast.clock.instant
    cast.comes(on)
    status = cast.got(Actor.CLIENT, f"/certificates/{number}")["status"]
    cast.clock.instant = now
    return str(status)


def drawn(walk: Walk) -> date:
    """Draw a sample and let it be sent to the laboratory, which is let in; return the day after."""
    walk.open(Kind.SAMPLE, Event.PLAN)
    walk.let_in(Kind.SAMPLE)
    walk.follow(Kind.SAMPLE, "draw send")
    return walk.cast.passes()


def suspended(walk: Walk, failing: str) -> date:
    """Fail a sample, which opens the suspension by itself, and suspend the certificate; return the day."""
    answer = walk.take(Kind.SAMPLE, Event.FAIL_TEST, data=shown(walk.cast.today, failing))
    ((kind, case, event, state),) = [
        (each["kind"], each["case"], each["event"], each["state"]) for each in answer["followed"]
    ]
    assert (kind, event, state) == ("suspension", "raise", "raised")
    walk.ids[SUSPENDED], walk.states[SUSPENDED] = case, state
    (listed,) = walk.cast.got(Actor.DECIDER, "/suspensions", state="raised")["cases"]
    assert listed["id"] == case
    assert walk.cast.got(Actor.CLIENT, f"/suspensions/{case}")["causes"] == ["sample_failed"]
    walk.cast.passes()
    problem = walk.refused(SUSPENDED, Event.SUSPEND, data={})
    assert lacking(problem) == {"units_and_start_named": lack("8.3", "open", ("ground", "units"))}
    walk.take(SUSPENDED, Event.SUSPEND)
    return walk.cast.today


def restored(walk: Walk) -> date:
    """Restore the certificate once its cause is gone, by another person than the one who verified that."""
    cast = walk.cast
    cast.passes()
    refused = lacking(walk.refused(SUSPENDED, Event.SETTLE))
    assert refused == {"causes_closed": lack("8.3", "not_met", ("finding", "causes_closed"))}
    walk.follow(SUSPENDED, "submit_correction")
    cast.passes()
    unverified = lacking(walk.refused(SUSPENDED, Event.ACCEPT_CORRECTION, data={"cause": "sample_failed"}))
    assert set(unverified) == {"correction_verified"}
    stated = [{"guard": "correction_verified", "standing": "met", "ground": "复验合格"}]
    walk.take(SUSPENDED, Event.ACCEPT_CORRECTION, data={"cause": "sample_failed", "stated": stated})
    walk.follow(SUSPENDED, "settle")
    cast.passes()
    enrol(cast, "verifier who decides", cast.persons[Actor.VERIFIER], "示例认证机构", Role.DECIDER)
    same = lacking(walk.refused(SUSPENDED, RESTORED, "verifier who decides"))
    assert same == {"decider_is_not_verifier": lack("7.6", "not_met", ("person", "decider"))}
    walk.take(SUSPENDED, RESTORED)
    return cast.today


def surveyed(walk: Walk) -> None:
    """Inspect and conclude a surveillance that is planned, for which another sample has to pass."""
    walk.follow(Kind.SURVEILLANCE, "start_inspection pass_inspection")
    walk.cast.passes()
    failed = lacking(walk.refused(Kind.SURVEILLANCE, Event.CONCLUDE))
    assert failed == {"sample_passed": lack("7.3", "not_met", ("finding", "sample"))}
    drawn(walk)
    walk.take(Kind.SAMPLE, Event.PASS_TEST)
    walk.cast.passes()
    assert walk.take(Kind.SURVEILLANCE, Event.CONCLUDE)["acts"] == ["maintain"]
    verified(walk, Kind.SURVEILLANCE)


def renewed(walk: Walk) -> date:
    """Renew the certificate shortly before it expires."""
    cast = walk.cast
    before = cast.got(Actor.CLIENT, f"/certificates/{walk.certificate}")
    cast.comes(date.fromisoformat(before["expires_on"]) - timedelta(days=80))
    walk.open(Kind.RENEWAL, Event.FILE)
    walk.let_in(Kind.RENEWAL)
    walk.follow(Kind.RENEWAL, "accept start_test pass_test start_inspection pass_inspection pass_scoring recommend")
    cast.passes()
    answer = walk.take(Kind.RENEWAL, Event.RENEW)
    after = cast.got(Actor.CLIENT, f"/certificates/{walk.certificate}")
    assert answer["certificate"] == after["number"]
    assert (after["version"], after["starts_on"]) == (before["version"] + 1, cast.today.isoformat())
    assert after["expires_on"] > before["expires_on"]
    verified(walk, Kind.RENEWAL)
    return cast.today
