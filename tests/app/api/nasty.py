"""The nasty inputs over HTTP: their file, a service behind a socket, what a refusal must be, and who carries out which.

An act carries out one case and fails where the service answers otherwise; `acts("N09")` enters it in `ACTS`.
"""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from app.identity.roles import Role
from tests.app.api.asking import new_key
from tests.app.api.world import DATA, World

FILE = DATA / "nasty_inputs.json"
CASES: Mapping[str, Mapping[str, Any]] = {case["id"]: case for case in json.loads(FILE.read_bytes())["cases"]}
V1 = "/api/v1"
DIESEL, DRYER = "JSPB01-180004-2023", "JSPB01-110038-2023"
USUAL_MS = 1000
_TRIES = 3


@dataclass(frozen=True, slots=True)
class Wire:
    """A service that is asked over a socket."""

    town: World
    client: httpx.Client

    def send(self, method: str, path: str, by: str | None = "laboratory_1", **request: Any) -> httpx.Response:  # noqa: ANN401 - handed on to httpx as it is
        """Send a request as an organisation's usual account (None: as nobody), under a new key unless one is given."""
        headers = {} if by is None else self.town.bearer(by)
        headers |= {"Idempotency-Key": new_key()} if method == "POST" else {}
        headers |= request.pop("headers", {})
        return self.client.request(method, path, headers=headers, **request)

    def administer(self, method: str, path: str, **request: Any) -> httpx.Response:  # noqa: ANN401 - handed on to httpx as it is
        """Send a request as a laboratory's administrator."""
        bearer = self.town.bearer("laboratory_1", Role.ADMINISTRATOR)
        return self.send(method, path, None, **{**request, "headers": {**bearer, **request.get("headers", {})}})


Act = Callable[[Wire], None]
ACTS: dict[str, Act] = {}
# What a case asks for besides, by its reason or in another channel.
MORE: dict[str, Act] = {}


def acts(*cases: str) -> Callable[[Act], Act]:
    """Enter what carries out these cases."""

    def enter(act: Act) -> Act:
        for case in cases:
            assert case in CASES, f"{case} is no case"
            assert case not in ACTS, f"{case} is carried out twice"
            ACTS[case] = act
        return act

    return enter


def carry_out(case: str, wire: Wire) -> None:
    """Do all that a case asks for."""
    ACTS[case](wire)
    if case in MORE:
        MORE[case](wire)


def in_time(send: Callable[[], httpx.Response], most_ms: float = USUAL_MS) -> httpx.Response:
    """Return the first answer; the fastest of three has to be in time, for a busy machine is not a slow service."""
    fastest_ms, answers = most_ms, []
    for _ in range(_TRIES):
        started = time.perf_counter()
        answers.append(send())
        fastest_ms = min(fastest_ms, (time.perf_counter() - started) * 1e3)
        if fastest_ms < most_ms:
            break
    assert fastest_ms < most_ms, f"no answer within {most_ms} ms"
    return answers[0]


def refuse(send: Callable[[], httpx.Response], case: str, place: str | None = None, unseen: str = "") -> None:
    """Send what has to be refused as its case says, at a place that holds `place`, without a word of `unseen`."""
    wanted = CASES[case]["expected"]
    answer = in_time(send, CASES[case].get("max_ms", USUAL_MS))
    is_refused(answer, wanted["http_status"], wanted["code"], place, unseen)


def is_refused(answer: httpx.Response, status: int, code: str, place: str | None = None, unseen: str = "") -> None:
    """Fail unless the answer is this problem, with a place for every fault, and shows nothing of what was sent."""
    assert answer.status_code == status, f"{answer.status_code} for {status}: {answer.text}"
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    faults = problem.get("errors", [])
    assert problem["status"] == status
    assert problem["type"] == f"urn:labverdict:problem:{problem['code']}"
    assert code in {problem["code"], *(fault["code"] for fault in faults)}, f"{code} is not in {answer.text}"
    if place is not None:
        places = [fault.get("pointer", fault.get("place")) for fault in faults if fault["code"] == code]
        assert places, f"no place in {answer.text}"
        assert any(place in each for each in places), f"{place} is not in {places}"
    assert not unseen or unseen not in answer.text, f"what was sent is shown: {answer.text}"


def accepted(send: Callable[[], httpx.Response], case: str, status: int = 200) -> httpx.Response:
    """Send what has to be accepted as its case says."""
    assert CASES[case]["expected"]["action"] == "accept"
    answer = in_time(send, CASES[case].get("max_ms", USUAL_MS))
    assert answer.status_code == status, answer.text
    return answer


def verdict_of(wire: Wire, report: str) -> bytes:
    """Return the stored verdict."""
    answer = wire.send("GET", f"{V1}/reports/{report}/verdict")
    assert answer.status_code == 200, answer.text
    return answer.content


def last(verdict: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the last finding that has a result: the strictest limit on the one item that these reports hold."""
    found: list[Mapping[str, Any]] = [finding for finding in verdict["findings"] if finding["result"] is not None]
    return found[-1]
