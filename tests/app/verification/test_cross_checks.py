from dataclasses import replace
from types import SimpleNamespace

import pytest

from app.verification.finding import Flag
from app.verification.verify import verify

# By the equation itself: 51.727 for 840 kg/m³ at 15 °C; 836.5 kg/m³ is that density at 20 °C.
RECOVERED = {"t10": "220", "t50": "270", "t90": "330"}


def flags_of(bench: SimpleNamespace, *results: object) -> dict[str, list[Flag]]:
    scheme = bench.scheme_of(bench.requirement(bench.CETANE, "≥46"))
    verdict = verify(scheme, bench.report_of(*results), bench.DAY)
    return {
        finding.characteristic.id: [flag for flag in finding.flags if flag is not Flag.PROVISIONAL_LIMIT]
        for finding in verdict.findings
    }


def distillation(bench: SimpleNamespace, **changed: str) -> list[object]:
    return [bench.result(bench.RECOVERED[name], value) for name, value in (RECOVERED | changed).items()]


@pytest.mark.parametrize(
    ("index", "flagged"),
    [("51.7", []), ("52.2", []), ("52.3", [Flag.CETANE_INDEX_DIFFERS]), ("<60", [Flag.CETANE_INDEX_NOT_CHECKED])],
)
def test_a_cetane_index_off_its_own_formula_is_flagged(bench: SimpleNamespace, index: str, flagged: list[Flag]) -> None:
    results = [bench.result(bench.CETANE, index), bench.result(bench.DENSITY, "836.5"), *distillation(bench)]
    assert flags_of(bench, *results)["cetane_index"] == flagged


def test_without_the_other_results_the_cetane_index_is_not_checked(bench: SimpleNamespace) -> None:
    index = bench.result(bench.CETANE, "99")
    assert flags_of(bench, index)["cetane_index"] == []
    assert flags_of(bench, index, bench.result(bench.DENSITY, "836.5"))["cetane_index"] == []
    assert flags_of(bench, index, *distillation(bench))["cetane_index"] == []
    censored = bench.result(bench.DENSITY, ">830")
    found = flags_of(bench, index, censored, *distillation(bench))
    assert found["cetane_index"] == [Flag.CETANE_INDEX_NOT_CHECKED]


@pytest.mark.parametrize(
    ("second", "flagged"), [("836.50", [Flag.CETANE_INDEX_DIFFERS]), ("840", [Flag.CETANE_INDEX_NOT_CHECKED])]
)
def test_of_two_densities_that_differ_neither_is_computed_with(
    bench: SimpleNamespace, second: str, flagged: list[Flag]
) -> None:
    densities = [bench.result(bench.DENSITY, value, where=value) for value in ("836.5", second)]
    results = [bench.result(bench.CETANE, "99"), *densities, *distillation(bench)]
    assert flags_of(bench, *results)["cetane_index"] == flagged


def test_a_marked_temperature_is_checked_like_a_plain_one(bench: SimpleNamespace) -> None:
    assert flags_of(bench, *distillation(bench, t90="250(+)"))["distillation_t90"] == [Flag.DISTILLATION_ORDER]


def test_outside_the_formula_nothing_is_flagged_but_the_order(bench: SimpleNamespace) -> None:
    index, density = bench.result(bench.CETANE, "99"), bench.result(bench.DENSITY, "836.5")
    flags = flags_of(bench, index, density, *distillation(bench, t50="340"))
    assert flags["cetane_index"] == [Flag.CETANE_INDEX_NOT_CHECKED]
    assert flags["distillation_t50"] == [Flag.DISTILLATION_ORDER]


@pytest.mark.parametrize(("t95", "flagged"), [("331", []), ("330", [Flag.DISTILLATION_ORDER])])
def test_recovered_temperatures_must_rise(bench: SimpleNamespace, t95: str, flagged: list[Flag]) -> None:
    flags = flags_of(bench, *distillation(bench, t95=t95))
    assert flags["distillation_t90"] == flags["distillation_t95"] == flagged


def test_results_of_one_row_keep_their_own_flags(bench: SimpleNamespace) -> None:
    good = bench.result(bench.RECOVERED["t10"], "200", verdict="合格", where="row 3")
    unread = bench.result(bench.CETANE, "51", verdict="?", where="row 3")
    flags = flags_of(bench, good, unread)
    assert flags == {"cetane_index": [Flag.STATED_VERDICT_UNREADABLE], "distillation_t10": []}


def test_a_disagreement_never_changes_the_outcome(bench: SimpleNamespace) -> None:
    scheme = bench.scheme_of(bench.requirement(bench.RECOVERED["t90"], "≤355"))
    verdict = verify(scheme, bench.report_of(*distillation(bench, t90="200")), bench.DAY)
    assert verdict.outcome.value == "conforming"


@pytest.mark.parametrize(
    ("stated", "flagged"),
    [
        (None, []),
        ("/", []),
        ("≤10", []),
        ("不大于 8", []),
        ("≤0.0010 %", []),
        ("≤0.0008%", []),
        ("<10", [Flag.STATED_REQUIREMENT_DIFFERS]),
        ("≤50", [Flag.STATED_REQUIREMENT_DIFFERS]),
        ("5~10", [Flag.STATED_REQUIREMENT_DIFFERS]),
        ("≤10 mg/L", [Flag.STATED_REQUIREMENT_UNREADABLE]),
        ("见标准", [Flag.STATED_REQUIREMENT_UNREADABLE]),
    ],
)
def test_a_stated_requirement_is_compared_with_both_limits(
    bench: SimpleNamespace, stated: str | None, flagged: list[Flag]
) -> None:
    scheme = bench.scheme_of(
        bench.requirement(bench.SULFUR, "≤10"), bench.requirement(bench.SULFUR, "≤8", number="4.2.2", named=True)
    )
    result = bench.result(bench.SULFUR, "7", requirement=stated)
    for finding in verify(scheme, bench.report_of(result), bench.DAY).findings:
        assert [flag for flag in finding.flags if flag is not Flag.PROVISIONAL_LIMIT] == flagged


@pytest.mark.parametrize(
    ("item", "limit", "typed", "stated", "flagged"),
    [
        ("COPPER", "1级", "1a", "1级", []),
        ("COPPER", "1级", "1a", "不大于1", []),
        ("COPPER", "1级", "1a", "2级", [Flag.STATED_REQUIREMENT_DIFFERS]),
        ("WATER", "无或痕迹", "无", "痕迹", []),
        ("WATER", "无或痕迹", "无", "无或痕迹", []),
        ("WATER", "无或痕迹", "无", "≤0.03", [Flag.STATED_REQUIREMENT_DIFFERS]),
        ("SULFUR", None, "7", "≤50", []),
        ("SULFUR", "≤10", "符合", "≤10", []),
        ("COPPER", "1级", "9z", "1级", []),
    ],
)
def test_stated_classes_and_words_are_compared_as_text(  # noqa: PLR0917 - the columns of one table
    bench: SimpleNamespace, item: str, limit: str | None, typed: str, stated: str, flagged: list[Flag]
) -> None:
    characteristic = getattr(bench, item)
    scheme = bench.scheme_of(bench.requirement(characteristic, limit))
    result = bench.result(characteristic, typed, requirement=stated)
    finding = verify(scheme, bench.report_of(result), bench.DAY).findings[0]
    assert [flag for flag in finding.flags if flag is not Flag.PROVISIONAL_LIMIT] == flagged


def test_a_word_without_unit_is_compared_in_the_unit_of_the_limit(bench: SimpleNamespace) -> None:
    scheme = bench.scheme_of(bench.requirement(bench.ERROR, "±2"))
    result = replace(bench.result(bench.ERROR, "符合", requirement="±2"), unit=None)
    assert verify(scheme, bench.report_of(result), bench.DAY).findings[0].flags == (Flag.PROVISIONAL_LIMIT,)


@pytest.mark.parametrize(
    ("typed", "stated", "flagged"),
    [
        ("9", None, []),
        ("9", "—", []),
        ("9", "合格", []),
        ("9", "不合格", []),
        ("7", "符合", []),
        ("7", "不合格", [Flag.STATED_VERDICT_DIFFERS]),
        ("11", "Pass", [Flag.STATED_VERDICT_DIFFERS]),
        ("<20", "合格", []),
        ("7", "待定", [Flag.STATED_VERDICT_UNREADABLE]),
    ],
)
def test_a_stated_verdict_has_to_fit_the_base_or_the_advanced_limit(
    bench: SimpleNamespace, typed: str, stated: str | None, flagged: list[Flag]
) -> None:
    scheme = bench.scheme_of(
        bench.requirement(bench.SULFUR, "≤10"), bench.requirement(bench.SULFUR, "≤8", number="4.2.2", named=True)
    )
    result = bench.result(bench.SULFUR, typed, verdict=stated)
    for finding in verify(scheme, bench.report_of(result), bench.DAY).findings:
        assert [flag for flag in finding.flags if flag is not Flag.PROVISIONAL_LIMIT] == flagged
