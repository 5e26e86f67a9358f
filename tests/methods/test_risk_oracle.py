"""Global risks held against the defining integrals, worked out with 30 digits.

The table was made once by `exact_risks`, which a sample of its rows is recomputed with on every run.
"""

from collections.abc import Callable

import mpmath as mp  # type: ignore[import-untyped]  # it has no stubs
import numpy as np
import pytest

from methods.risk import Interval, Process, global_risk
from methods.risk_arrays import Intervals, Processes, global_risks

mp.mp.dps = 30

Exact = Callable[[mp.mpf], mp.mpf]

RELATIVE_ERROR_ALLOWED = 1e-7

# Tolerance limits in process standard deviations from the mean (None is open), and the guard band in units of
# um·u0 / sqrt(um² + u0²), which is of the order of the smaller of the two.
SHAPES: dict[str, tuple[float | None, float | None, float]] = {
    "centred": (-2.0, 2.0, 0.0),
    "guarded acceptance": (-2.0, 2.0, 1.5),
    "guarded rejection": (-2.0, 2.0, -3.0),
    "off-centre": (-1.0, 5.0, 1.0),
    "mean outside": (3.0, 6.0, 0.5),
    "upper limit": (None, 2.5, 1.6),
    "lower limit": (-0.5, None, -1.0),
    "strongly guarded": (-3.0, None, 6.0),
    "capable": (-9.0, 9.0, 3.0),
    "far out": (None, 30.0, 0.0),
}
RATIOS = (1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1.0, 10.0)

TABLE: dict[str, tuple[tuple[str, str], ...]] = {
    "centred": (
        ("4.307850461277e-8", "4.307861259471e-8"),
        ("4.307801869834e-7", "4.307909851767e-7"),
        ("4.307315993782e-6", "4.308395813115e-6"),
        ("4.302461070223e-5", "4.313259266225e-5"),
        ("0.0004254294315511", "0.0004362278947681"),
        ("0.003809551070393", "0.00489202969705"),
        ("0.01656384680023", "0.1283627899542"),
        ("0.007011331090951", "0.8037679934474"),
    ),
    "guarded acceptance": (
        ("3.164601774318e-9", "1.651378522543e-7"),
        ("3.164579571349e-8", "1.651409885577e-6"),
        ("3.164357602095e-7", "1.651723547118e-5"),
        ("3.162143896671e-6", "0.0001654863288614"),
        ("3.140601065083e-5", "0.001686572774753"),
        ("0.0002980343344472", "0.02033737594287"),
        ("0.00387305058362", "0.4649264210199"),
        ("0.001789392749205", "0.9160189857944"),
    ),
    "guarded rejection": (
        ("3.239859850429e-7", "4.126578384012e-11"),
        ("3.239762670447e-6", "4.126598156618e-10"),
        ("3.238791029238e-5", "4.126796087017e-9"),
        ("0.0003229090491323", "4.128795626964e-8"),
        ("0.003133669668249", "4.150826055732e-7"),
        ("0.02331510551099", "4.590222165551e-6"),
        ("0.04321800142298", "0.001283596274258"),
        ("0.01692280133673", "0.5912907443549"),
    ),
    "off-centre": (
        ("2.01600195321e-8", "2.621324727559e-7"),
        ("2.015993749746e-7", "2.621345685059e-6"),
        ("2.015911731136e-6", "2.621555251558e-5"),
        ("2.015093254574e-5", "0.0002623650006576"),
        ("0.000200707878569", "0.002644503617857"),
        ("0.001943234770007", "0.02840732931355"),
        ("0.02040544553687", "0.2809136892245"),
        ("0.02369245258695", "0.7099675325728"),
    ),
    "mean outside": (
        ("8.76606954131e-10", "3.092525888668e-9"),
        ("8.766194970953e-9", "3.092463644952e-8"),
        ("8.767449442306e-8", "3.091841303767e-7"),
        ("8.780012532495e-7", "3.085627285106e-6"),
        ("8.907501535759e-6", "3.024416458038e-5"),
        ("0.0001039016296168", "0.0002495917697368"),
        ("0.008209822397022", "0.000730059553241"),
        ("0.07179540786474", "0.001242933911581"),
    ),
    "upper limit": (
        ("4.07391812535e-10", "2.845275060412e-8"),
        ("4.073883396928e-9", "2.845344915089e-7"),
        ("4.073536200925e-8", "2.846043572777e-6"),
        ("4.070073580178e-7", "2.853041159425e-5"),
        ("4.036372815742e-6", "0.0002924126023008"),
        ("3.784076282794e-5", "0.00375301731111"),
        ("0.0005011914480932", "0.1608719119732"),
        ("0.002633584986109", "0.4604310638849"),
    ),
    "lower limit": (
        ("3.813976457481e-7", "2.93324950065e-8"),
        ("3.813961210934e-6", "2.933255469062e-7"),
        ("3.813808717067e-5", "2.933315172926e-6"),
        ("0.0003812280857496", "2.933914342389e-5"),
        ("0.003796712823606", "0.0002940119525865"),
        ("0.03615021396771", "0.003023786752556"),
        ("0.1638338661967", "0.05197257403714"),
        ("0.1586221863853", "0.2909554604185"),
    ),
    "strongly guarded": (
        ("6.92950109883e-19", "2.659133644107e-8"),
        ("6.929472125529e-18", "2.659355028507e-7"),
        ("6.929183585416e-17", "2.661570093022e-6"),
        ("6.926416165646e-16", "2.683843230586e-5"),
        ("6.910494668436e-15", "0.000291925981088"),
        ("7.983454124404e-14", "0.007050184817641"),
        ("6.353751240111e-9", "0.8088626123006"),
        ("0.0003590052274054", "0.6152215571013"),
    ),
    "capable": (
        ("7.856900889028e-28", "6.168742351075e-24"),
        ("7.856731490756e-27", "6.169575094232e-23"),
        ("7.855038395719e-26", "6.177911289021e-22"),
        ("7.838181950003e-25", "6.262157970483e-21"),
        ("7.676900002807e-24", "7.201008815982e-20"),
        ("6.659011134002e-23", "4.562657602927e-18"),
        ("2.992915180092e-21", "1.150595764451e-6"),
        ("7.071619503135e-20", "0.54950384534"),
    ),
    "far out": (
        ("5.878886973834e-203", "5.879108020754e-203"),
        ("5.87789243708e-202", "5.880102906332e-202"),
        ("5.867962742163e-201", "5.890067483756e-201"),
        ("5.770211301815e-200", "5.991307799197e-200"),
        ("4.927972995973e-199", "7.188757999279e-199"),
        ("1.85813052402e-198", "4.214947649831e-196"),
        ("2.388322857408e-198", "3.606497086226e-100"),
        ("2.446846469943e-198", "0.00141737454013"),
    ),
}

ROWS = [(shape, ratio) for shape in SHAPES for ratio in RATIOS]
SAMPLE = [("centred", 1e-6), ("mean outside", 1e-2), ("strongly guarded", 1e-4), ("far out", 0.1), ("capable", 10.0)]


def limits(shape: str, ratio: float) -> tuple[Interval, Interval]:
    low, high, guard = SHAPES[shape]
    w = guard * ratio / (1 + ratio**2) ** 0.5
    acceptance = Interval(None if low is None else low + w, None if high is None else high - w)
    return Interval(low, high), acceptance


def exact_tail(z: mp.mpf) -> mp.mpf:
    return mp.erfc(z / mp.sqrt(2)) / 2


def log_concave_integral(f: Exact, start: mp.mpf, low: mp.mpf, high: mp.mpf) -> mp.mpf:
    """Integrate from a place near the summit outwards, until 1e-30 of the summit is left."""
    reach = []
    for sign, end in ((-1, low), (1, high)):
        step = mp.mpf(10) ** -12
        while sign * (end - start) > step and f(start + sign * step) > mp.mpf(10) ** -30 * f(start):
            step *= mp.mpf("1.3")
        reach.append(end if sign * (end - start) <= step else start + sign * step)
    knots = {start + (end - start) * mp.mpf(k) / 40 for end in reach for k in range(41)}
    return mp.quad(f, sorted(knots), method="gauss-legendre", maxdegree=4)


def exact_risks(shape: str, ratio: float) -> tuple[mp.mpf, mp.mpf]:
    """Return R_C and R_P of normal(0, 1) items, measured with error normal(0, ratio), by definition."""
    tolerance, acceptance = limits(shape, ratio)
    tl, tu, al, au = (mp.mpf(end) for end in (*tolerance.ends, *acceptance.ends))
    m = mp.mpf(ratio)

    def accepted(x: mp.mpf) -> mp.mpf:
        low, high = (al - x) / m, (au - x) / m
        return exact_tail(low) - exact_tail(high) if low > 0 else exact_tail(-high) - exact_tail(-low)

    def below(x: mp.mpf) -> mp.mpf:
        return exact_tail((x - al) / m)

    def above(x: mp.mpf) -> mp.mpf:
        return exact_tail((au - x) / m)

    return (
        part(accepted, (-mp.inf, tl), (al, au), m) + part(accepted, (tu, mp.inf), (al, au), m),
        part(below, (tl, tu), (-mp.inf, al), m) + part(above, (tl, tu), (au, mp.inf), m),
    )


def part(given_x: Exact, span: tuple[mp.mpf, mp.mpf], window: tuple[mp.mpf, mp.mpf], m: mp.mpf) -> mp.mpf:
    if span[0] == span[1] or window[0] == window[1]:
        return mp.mpf(0)
    summit = min(max(mp.mpf(0), window[0] / (1 + m**2)), window[1] / (1 + m**2))
    summit = min(max(summit, span[0]), span[1])
    return log_concave_integral(lambda x: mp.npdf(x) * given_x(x), summit, *span)


@pytest.mark.parametrize(("shape", "ratio"), SAMPLE)
def test_the_table_follows_from_the_definition(shape: str, ratio: float) -> None:
    for got, noted in zip(exact_risks(shape, ratio), TABLE[shape][RATIOS.index(ratio)], strict=True):
        assert abs(got / mp.mpf(noted) - 1) < 1e-11


@pytest.mark.parametrize(("shape", "ratio"), ROWS)
def test_one_risk_at_a_time(shape: str, ratio: float) -> None:
    got = global_risk(Process(0.0, 1.0), ratio, *limits(shape, ratio))
    for risk, noted in zip((got.consumers_risk, got.producers_risk), TABLE[shape][RATIOS.index(ratio)], strict=True):
        assert risk == pytest.approx(float(noted), rel=RELATIVE_ERROR_ALLOWED, abs=0)


def test_a_column_of_risks() -> None:
    tolerances, acceptances = zip(*(limits(*row) for row in ROWS), strict=True)
    columns = [np.array([interval.ends for interval in intervals]).T for intervals in (tolerances, acceptances)]
    got = global_risks(Processes(0.0, 1.0), np.array([ratio for _, ratio in ROWS]), *(Intervals(*c) for c in columns))
    noted = np.array([[float(text) for text in pair] for shape in SHAPES for pair in TABLE[shape]])
    np.testing.assert_allclose(got.consumers_risk, noted[:, 0], rtol=RELATIVE_ERROR_ALLOWED)
    np.testing.assert_allclose(got.producers_risk, noted[:, 1], rtol=RELATIVE_ERROR_ALLOWED)
