"""A decision on a full dossier, beside the least that it has to do: to look at every clause and every requirement."""

import time
from collections.abc import Callable
from statistics import median

from app.certification.decide import decide
from app.certification.standing import Standing
from tests.app.dossiers import DIESEL, ON, document, dossier, scheme_of, settings

MOST_MS = 5.0
ROUNDS = 200


def milliseconds(act: Callable[[], object]) -> float:
    taken = []
    for _ in range(ROUNDS):
        begin = time.process_time()
        act()
        taken.append(time.process_time() - begin)
    return median(taken) * 1e3


def test_a_decision_on_a_full_dossier() -> None:
    scheme, held, body = scheme_of(DIESEL), dossier(document()), settings()

    def look() -> int:
        clauses = scheme.rule.clauses_of(held.stage)
        findings = [finding for test in held.tests for finding in test.verdict.findings]
        return len(clauses) + len([each for each in findings if each.requirement is not None])

    assert decide(scheme, held, body, ON).standing is Standing.MET
    taken, least = milliseconds(lambda: decide(scheme, held, body, ON)), milliseconds(look)
    reading = milliseconds(lambda: dossier(document()))
    print(f"\ndecide: median {taken:.2f} ms; floor {least:.3f} ms; reading the dossier and its report {reading:.1f} ms")
    assert taken <= MOST_MS
