"""The nasty inputs that need an application or a certificate, carried out by a cast: `CARRIED_OUT` has them all."""

import copy
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from functools import partial

import httpx

from app.certification.lifecycle.events import Event
from app.certification.lifecycle.vocabulary import Actor, Kind
from app.certification.terms import months_after
from tests.app.api.asking import new_key
from tests.app.api.nasty import CASES, in_time, is_refused
from tests.app.dossiers import DIESEL
from tests.served.cast import V1, Cast, Document
from tests.served.told import brought, filed_report
from tests.served.walk import RECOMMENDED, Walk

A = Kind.APPLICATION
AT_ONCE = 64
BEGINS: Mapping[str, date] = {"T06": date(2024, 2, 21)}
"""Where a case has a day of its own: steps are taken day by day, and the certificate is issued on the leap day."""


def decidable(everybody: Cast) -> Walk:
    """Return a walk whose application can be decided today."""
    walk = Walk(everybody)
    walk.apply()
    walk.follow(A, RECOMMENDED)
    everybody.passes()
    return walk


def change_of_an_application(everybody: Cast) -> None:
    """H08: a record of it is corrected, for nothing else changes an application, and PATCH is no method of it."""
    walk, wanted = Walk(everybody), CASES["H08"]["expected"]
    walk.apply()
    n = walk.follow(A, "accept")["n"]
    right = walk.event(A, Event.ACCEPT) | {"corrects": n}
    answer = in_time(partial(blind, everybody, walk.events(A), right))
    is_refused(answer, wanted["http_status"], wanted["code"])
    stale, seen = (blind(everybody, walk.events(A), right, {"If-Match": tag}) for tag in (f'"{n - 1}"', f'"{n}"'))
    is_refused(stale, 412, "precondition_failed")
    assert seen.status_code == 201, seen.text
    patched = everybody.ask(Actor.APPLICATION_OFFICER, "PATCH", f"/applications/{walk.ids[A]}", json={"number": "X"})
    is_refused(patched, 405, "method_not_allowed")


def blind(everybody: Cast, path: str, sent: Document, headers: Mapping[str, str] | None = None) -> httpx.Response:
    """Ask as the office without naming a version, unless the headers do."""
    assert everybody.by is not None
    own = {"Authorization": f"Bearer {everybody.key(Actor.APPLICATION_OFFICER)}", "Idempotency-Key": new_key()}
    return everybody.by("POST", f"{V1}{path}", json=sent, headers={**own, **(headers or {})})


def decisions_at_once(everybody: Cast) -> None:
    """H16: all but one of them are told 409, and so is whoever comes later."""
    walk = decidable(everybody)
    path, event, gate = walk.events(A), walk.event(A, Event.ISSUE), threading.Barrier(AT_ONCE)
    everybody.key(Actor.DECIDER)

    def decide(_: int) -> httpx.Response:
        gate.wait()
        return everybody.ask(Actor.DECIDER, "POST", path, json=event)

    with ThreadPoolExecutor(AT_ONCE) as crowd:
        answers = list(crowd.map(decide, range(AT_ONCE)))
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * (AT_ONCE - 1)
    (taken,) = (answer.json()["certificate"] for answer in answers if answer.status_code == 201)
    (certificate,) = everybody.got(Actor.DECIDER, "/certificates")["certificates"]
    assert (certificate["number"], certificate["version"]) == (taken, 1)
    is_refused(in_time(lambda: everybody.ask(Actor.DECIDER, "POST", path, json=event)), 409, "step_refused")


def correction_after_a_decision(everybody: Cast) -> None:
    """H19: both revisions are there, the decision stays what it was, and body and client see what became of it."""
    walk = decidable(everybody)
    walk.take(A, Event.ISSUE)
    case, decision = f"/applications/{walk.ids[A]}", f"/decisions/{walk.ids[A]}"
    before = everybody.ask(Actor.DECIDER, "GET", decision)
    (named,) = (each["name"] for each in before.json()["reports"])
    report, seen = f"/reports/{named.partition('/')[0]}", everybody.ask(Actor.DECIDER, "GET", case)
    assert seen.json()["to_review"] == everybody.got(Actor.DECIDER, "/worklist")["to_review"] == []
    first = everybody.got(Actor.LABORATORY, f"{report}/original", revision="1")
    other = corrected(everybody, report, first)
    for who in (Actor.LABORATORY, Actor.DECIDER):
        assert [everybody.got(who, f"{report}/original", revision=n) for n in ("1", "2")] == [first, other]
    flagged = [{"report": named, "corrected_by": named.replace("/1", "/2")}]
    again = everybody.ask(Actor.DECIDER, "GET", case, headers={"If-None-Match": seen.headers["etag"]})
    assert again.json()["to_review"] == everybody.got(Actor.CLIENT, case)["to_review"] == flagged
    assert everybody.got(Actor.LABORATORY, case)["to_review"] is None
    (review,) = everybody.got(Actor.DECIDER, "/worklist")["to_review"]
    assert (review["case"], review["state"], review["reports"]) == (walk.ids[A], "issued", flagged)
    assert everybody.got(Actor.CLIENT, "/worklist")["to_review"] == []
    assert everybody.ask(Actor.DECIDER, "GET", decision).content == before.content


def corrected(everybody: Cast, report: str, document: Document) -> Document:
    """Correct one result of a report and return what it is now."""
    other = copy.deepcopy(document)
    other["results"][0]["value"] = "0.2"
    more = {"params": {"reason": "录入错误", "scheme": DIESEL}, "headers": {"If-Match": '"1"'}}
    path = f"{report}/corrections"
    answer = in_time(lambda: everybody.ask(Actor.LABORATORY, "POST", path, json=other, **more))
    assert (answer.status_code, answer.json()["revision"]) == (CASES["H19"]["expected"]["http_status"], 2)
    return other


def old_reports(everybody: Cast) -> None:
    """T05: a report of two years and a day is stored like any other and not adopted; one of two years is."""
    for days, status in ((1, 409), (0, 201)):
        walk = Walk(everybody)
        walk.apply()
        walk.take(A, Event.ACCEPT)
        report = filed_report(everybody, months_after(everybody.today, -24) - timedelta(days))
        data = brought(everybody, A, Event.ADOPT_REPORT, everybody.today)
        data["tests"][0]["report"] = report
        event = walk.event(A, Event.ADOPT_REPORT, data)
        answer = in_time(partial(everybody.ask, Actor.EVALUATOR, "POST", walk.events(A), json=event))
        assert answer.status_code == status, answer.text
        missing = answer.json().get("step", {"missing": []})["missing"]
        clauses = [each["clause"]["number"] for each in missing if each["guard"] == "report_adoptable"]
        assert clauses == ["4.2.5"] * days
        assert everybody.got(Actor.DECIDER, f"/reports/{report.partition('/')[0]}")["revision"] == 1


def certificate_of_a_leap_day(everybody: Cast) -> None:
    """T06: it ends with the last day of its month, which is the first day that it is not valid."""
    number = Walk(everybody).certify()
    certificate = in_time(lambda: everybody.ask(Actor.CLIENT, "GET", f"/certificates/{number}")).json()
    assert f'"{certificate["starts_on"]}"' == CASES["T06"]["value"]
    assert certificate["expires_on"] == "2027-02-28"
    everybody.comes(date(2027, 3, 1))
    for day, status in (("2024-02-29", "valid"), ("2027-02-27", "valid"), ("2027-02-28", "expired")):
        asked = {"code": certificate["check_code"], "on": day}
        assert everybody.got(None, f"/public/certificates/{number}", **asked)["status"] == status, day


CARRIED_OUT: Mapping[str, Callable[[Cast], None]] = {
    "H08": change_of_an_application,
    "H16": decisions_at_once,
    "H19": correction_after_a_decision,
    "T05": old_reports,
    "T06": certificate_of_a_leap_day,
}
