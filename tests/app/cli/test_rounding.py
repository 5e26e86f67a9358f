from collections.abc import Callable
from types import SimpleNamespace

import pytest

Run = Callable[..., SimpleNamespace]


@pytest.mark.parametrize(
    ("value", "interval", "printed"),
    [
        ("12.1498", "0.1", "12.1"),
        ("1.050", "0.1", "1.0"),
        ("0.35", "0.1", "0.4"),
        ("8.05", "0.1", "8.0"),
        ("-0.0365", "0.001", "-0.036"),
        ("-365", "10", "-360 = -36x10^1"),
        ("1268", "100", "1300 = 13x10^2"),
        ("1268", "1e2", "1300 = 13x10^2"),
        ("16.5(+)", "1", "17"),
        ("-15.5(-)", "1", "-15"),
        ("60.25", "0.5", "60.0"),
        ("830", "20", "840"),
        ("-0.4", "1", "0"),
        ("15", "10.0", "20 = 2x10^1"),
        ("12.15", "0.10", "12.2"),
        ("60.25", "0.50", "60.0"),
        ("830", "20.0", "840"),
    ],
)
def test_a_value_is_rounded_in_one_step(labverdict: Run, value: str, interval: str, printed: str) -> None:
    answer = labverdict("round", value, "--to", interval)
    assert (answer.code, answer.out) == (0, printed + "\n")


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("1,5", "decimal_separator_ambiguous"),
        ("<5", "value_not_single"),
        ("痕迹", "value_not_single"),
        ("", "value_missing"),
    ],
)
def test_what_is_no_single_number_is_refused(labverdict: Run, value: str, code: str) -> None:
    answer = labverdict("round", value, "--to", "1")
    assert answer.code == 30
    assert f"[{code}]" in answer.err


def test_a_mark_counts_only_where_it_may(labverdict: Run) -> None:
    assert labverdict("round", "16.5(+)", "--to", "1", "--ties", "half_even").code == 30
    assert labverdict("round", "16.5", "--to", "1", "--ties", "half_even").out == "16\n"


@pytest.mark.parametrize("interval", ["0", "-1", "3", "0.25", "x", "1.1"])
def test_an_interval_that_the_standard_does_not_have_is_wrong_usage(labverdict: Run, interval: str) -> None:
    assert labverdict("round", "1", "--to", interval).code == 2
