"""64 decisions on one application at the same moment, on both databases: one certificate, and 63 who are told so."""

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import httpx
import pytest

from tests.campaigns.campaign import size, tell
from tests.served.lines import over_http
from tests.served.rivals import AT_ONCE, DECIDERS, UNIQUE, Rivals, audited, rivals, rows, waiting

APPLICATIONS = size("DECISIONS", 6)
WITHOUT_INDEX = 2
KINDS = ("sqlite", "postgresql")
RACE_LOST = {"conflict", "step_refused"}
ONE_EACH = ("certificate", "issue_intent", "case_decision", "certificate_act")


def contest(made: Rivals, case: str) -> list[str]:
    """Let everybody decide at once, and every loser ask again; return what is wrong with the answers."""
    asked = [(DECIDERS[n % len(DECIDERS)], f"{case}-{n}") for n in range(AT_ONCE)]
    answers = made.decide(case, asked)
    again = [
        (answer, made.again(case, *each)) for each, answer in zip(asked, answers, strict=True) if not is_issued(answer)
    ]
    winners = len(answers) - len(again)
    wrong = [f"{case}: {winners} were first"] if winners != 1 else []
    return wrong + [f"{case}: {told(each)}" for pair in again for each in pair if not is_lost(each)]


def is_issued(answer: httpx.Response) -> bool:
    return answer.status_code == 201


def is_lost(answer: httpx.Response) -> bool:
    return answer.status_code == 409 and answer.json()["code"] in RACE_LOST


def told(answer: httpx.Response) -> str:
    return f"{answer.status_code} {answer.json().get('code')}"


def kept_wrong(made: Rivals, cases: Sequence[str]) -> list[str]:
    """Return what is wrong with what lies in the database after a decision on every case."""
    once = Counter(cases)
    wrong = [
        table
        for table in ONE_EACH
        if Counter(case for (case,) in rows(made.cast, f"SELECT case_id FROM {table}")) != once  # noqa: S608 - names of ours
    ]
    numbers = [number for (number,) in rows(made.cast, "SELECT number FROM certificate")]
    if len(set(numbers)) < len(numbers):
        wrong.append("a number twice")
    steps = rows(made.cast, "SELECT case_id FROM case_event WHERE event = 'issue'")
    if Counter(case for (case,) in steps) != once:
        wrong.append("steps")
    ((issued,),) = rows(made.cast, "SELECT count(*) FROM event WHERE type = 'certificate.issued'")
    # The body is told, and the holder.
    if issued != 2 * len(cases):
        wrong.append("events")
    return wrong if audited(made.cast).is_sound else [*wrong, "log"]


@pytest.mark.parametrize("kind", KINDS)
def test_of_64_decisions_at_once_on_each_application_one_is_taken(kind: str, tmp_path: Path) -> None:
    with rivals(kind, tmp_path) as made:
        cases = waiting(made.cast, APPLICATIONS)
        begun = time.monotonic()
        wrong = [each for case in cases for each in contest(made, case)]
        taken = time.monotonic() - begun
        assert wrong == []
        assert kept_wrong(made, cases) == []
        ((certificates,),) = rows(made.cast, "SELECT count(*) FROM certificate")
        tell(
            f"{kind}: {AT_ONCE} decisions at once on each of {len(cases)} applications: {certificates} certificates, "
            f"{(AT_ONCE - 1) * len(cases)} losers told 409 and 409 again, in {taken:.0f} s"
        )


@pytest.mark.parametrize("kind", KINDS)
def test_without_the_unique_indexes_more_certificates_are_issued(kind: str, tmp_path: Path) -> None:
    with rivals(kind, tmp_path, loose=UNIQUE) as made:
        cases = waiting(made.cast, WITHOUT_INDEX)
        wrong = [each for case in cases for each in contest(made, case)]
        ((certificates,),) = rows(made.cast, "SELECT count(*) FROM certificate")
        tell(f"{kind}, without unique indexes: {certificates} certificates on {len(cases)} applications")
        assert certificates > len(cases)
        assert any("were first" in each for each in wrong)
        assert {"certificate", "issue_intent", "steps"} <= set(kept_wrong(made, cases))


@pytest.fixture(params=KINDS)
def served(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Rivals]:
    with rivals(request.param, tmp_path, over_http) as made:
        yield made


def test_over_http_one_of_64_is_taken_too(served: Rivals) -> None:
    cases = waiting(served.cast, 1)
    assert contest(served, cases[0]) == []
    assert kept_wrong(served, cases) == []


def test_one_decision_64_times_under_one_key_has_one_effect_and_one_answer(served: Rivals) -> None:
    cases = waiting(served.cast, 1)
    asked = (DECIDERS[0], "the-one-key")
    answers = served.decide(cases[0], [asked] * AT_ONCE)
    running = [each for each in answers if not is_issued(each)]
    assert {told(each) for each in running} <= {"409 idempotency_key_running"}
    assert all(each.headers["retry-after"] == "1" for each in running)
    again = [served.again(cases[0], *asked) for _ in running or answers]
    issued = [each for each in (*answers, *again) if is_issued(each)]
    assert len(issued) == len(answers) - len(running) + len(again)
    assert len({(each.content, each.headers["etag"]) for each in issued}) == 1
    assert kept_wrong(served, cases) == []
