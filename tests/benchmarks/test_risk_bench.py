"""Speed of the risk columns on one core, each figure beside the special functions it cannot do without."""

import math
import time
from collections.abc import Callable

import numpy as np
from scipy.special import ndtr, owens_t

from methods.risk import Interval, Process, conformance_probability, global_risk
from methods.risk_arrays import Intervals, Processes, global_risks
from methods.risk_arrays import conformance_probability as conformance_probabilities

N, CHUNK, RUNS = 200_000, 8192, 5
CONFORMANCES_PER_S, GLOBAL_RISKS_PER_S = 1e7, 1e6

CHANCE = np.random.default_rng(20240301)


def per_second(work: Callable[[], object], count: int) -> float:
    taken = []
    for _ in range(RUNS):
        begin = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begin)
    return count / min(taken)


def report(name: str, speed: float, floor: float) -> None:
    print(f"\n{name}: {speed:,.0f}/s; floor {floor:,.0f}/s, {floor / speed:.1f} times as fast")


def test_conformance_probabilities() -> None:
    y, u = CHANCE.normal(8, 1, N), CHANCE.uniform(0.1, 0.5, N)
    tolerance = Intervals(6.0, 10.0)
    out = np.empty(CHUNK)

    def floor() -> None:
        for start in range(0, N, CHUNK):
            piece = y[start : start + CHUNK]
            for _ in range(2):
                ndtr(piece, out=out[: piece.size])

    speed = per_second(lambda: conformance_probabilities(y, u, tolerance), N)
    report("p_c and 1 - p_c of two-sided limits", speed, per_second(floor, N))
    assert speed >= CONFORMANCES_PER_S


def test_global_risks_by_the_closed_form() -> None:
    mean, sd = CHANCE.normal(0, 0.3, N), CHANCE.uniform(0.3, 0.7, N)
    um = sd * 10 ** CHANCE.uniform(-2, -0.3, N)
    w = um * CHANCE.uniform(-0.4, 0.8, N)
    processes, tolerance, acceptance = Processes(mean, sd), Intervals(-1.0, 1.0), Intervals(-1.0 + w, 1.0 - w)
    h, a = mean / sd, um / sd
    out = np.empty(CHUNK)

    def floor() -> None:
        for start in range(0, N, CHUNK):
            piece = slice(start, start + CHUNK)
            for _ in range(4):
                owens_t(h[piece], a[piece], out=out[: h[piece].size])

    def risks() -> None:
        assert global_risks(processes, um, tolerance, acceptance).consumers_risk_given_accepted.size == N

    speed = per_second(risks, N)
    report("R_C, R_P and both conditional risks of two-sided limits", speed, per_second(floor, N))
    assert speed >= GLOBAL_RISKS_PER_S


def test_one_at_a_time() -> None:
    """No target: the figures say what an element costs that the columns hand to the scalar functions."""
    count, tolerance = 200, Interval(-1.0, 1.0)
    questions: dict[str, Callable[[], object]] = {
        "p_c alone": lambda: conformance_probability(0.5, 0.3, tolerance),
        "global risk alone, closed form": lambda: global_risk(Process(0.0, 0.5), 0.05, tolerance, tolerance),
        "global risk alone, quadrature": lambda: global_risk(Process(0.0, 0.1), 0.01, tolerance, Interval(-0.97, 0.97)),
    }

    def ask(question: Callable[[], object]) -> Callable[[], object]:
        return lambda: [question() for _ in range(count)]

    floor = per_second(ask(lambda: math.erfc(0.5)), count)
    for name, question in questions.items():
        report(f"{name}, floor one erfc", per_second(ask(question), count), floor)
