from pathlib import Path

import pytest

from app.certification.form import Refused
from app.certification.score import Awarded, Basis, Card, NotApplicable, score
from app.certification.scorecard import lines_of
from app.certification.standing import Standing
from app.wording import ISSUES
from tests.app.certification.cards import answer, document, read, refusals, shipped

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "diesel_card.json"
REASON = {"reason": "台账"}
AWARDS = {"national": 0, "provincial": 0, "city": 0}
TOO_LATE = ("evidence_after_evaluation", "/evidence_on")
LEFT_OUT = {"reason": "无此业务", "approved_by": "示例复核员"}


def points(line: str, **said: object) -> int | None:
    given = answer(line, **said)
    assert given is None or isinstance(given, Awarded)
    return None if given is None else given.points


@pytest.mark.parametrize(("rank", "expected"), [(1, 10), (2, 8), (3, 6), (4, 5), (10, 5), (11, 0), (999999999, 0)])
def test_the_rank_ladder(rank: int, expected: int) -> None:
    assert points("C3.3.4.a", rank=rank) == expected


@pytest.mark.parametrize("line", ["C1.1.2.b", "C1.3.1.a"])
@pytest.mark.parametrize(
    ("national", "provincial", "city", "expected"),
    [
        (0, 0, 0, 0), (0, 1, 0, 10), (1, 0, 0, 20), (0, 2, 0, 20), (1, 1, 0, 30), (0, 3, 0, 30), (2, 0, 0, 30),
        (1, 2, 9, 30), (0, 0, 9, 0),
    ],
)  # fmt: skip
def test_awards_are_counted_up_to_30(line: str, national: int, provincial: int, city: int, expected: int) -> None:
    awards = {"national": national, "provincial": provincial, "city": city}
    assert points(line, awards=awards) == expected


@pytest.mark.parametrize(
    ("line", "numerator", "denominator", "expected"),
    [
        ("C1.2.3.a", "3", "100", 0),  # 大于 3 %
        ("C1.2.3.a", "30001", "1000000", 20),
        ("C2.1.3.a", "36", "1200", 0),
        ("C2.1.3.a", "37", "1200", 10),
        ("C1.3.2.a", "15", "100", 5),  # ≥ 15 %
        ("C1.3.2.a", "14.99", "100", 0),
        ("C1.3.2.b", "10", "100", 5),  # ≥ 10 %
        ("C1.3.2.b", "9.99", "100", 0),
        ("C1.3.2.b", "-4", "100", 0),
        ("C1.3.2.b", "120", "100", 5),
    ],
)
def test_ratios_are_strict_or_not_as_printed(line: str, numerator: str, denominator: str, expected: int) -> None:
    assert points(line, numerator=numerator, denominator=denominator) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"numerator": "3", "denominator": "100"}, 20),  # 不低于 3 %
        ({"condition": True, **REASON}, 20),
        ({"condition": True, "numerator": "2.99", "denominator": "100", **REASON}, 20),
        ({"condition": False, "numerator": "3", "denominator": "100", **REASON}, 20),
        ({"condition": False, "numerator": "2.99", "denominator": "100", **REASON}, 0),
        ({"numerator": "2.99", "denominator": "100"}, None),  # it may still grow with revenue
        ({"condition": False, **REASON}, None),
        ({}, None),
    ],
)
def test_research_grows_with_revenue_or_reaches_3_percent(said: dict[str, object], expected: int | None) -> None:
    assert points("C1.1.3.a", **said) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"violation": False, "points": 4, **REASON}, Awarded(4, Basis.MARKED)),
        ({"violation": True, **REASON}, Awarded(0, Basis.VIOLATION)),
    ],
)
def test_a_violation_gives_no_points(said: dict[str, object], expected: Awarded) -> None:
    assert answer("C4.3.2.a", **said) == expected


@pytest.mark.parametrize(
    ("line", "evidence_on", "expected"),
    [
        ("C1.2.1.c", "2024-05-20", Awarded(8, Basis.MARKED)),
        ("C1.2.1.c", "2024-05-19", Awarded(0, Basis.EVIDENCE_TOO_OLD)),
        ("C1.2.1.c", "2023-12-31", Awarded(0, Basis.EVIDENCE_TOO_OLD)),
        ("C1.2.1.c", "2026-05-20", Awarded(8, Basis.MARKED)),
        ("C3.3.3.a", "2023-05-20", Awarded(8, Basis.MARKED)),
        ("C3.3.3.a", "2023-05-19", Awarded(0, Basis.EVIDENCE_TOO_OLD)),
        ("C3.3.3.a", "1900-01-01", Awarded(0, Basis.EVIDENCE_TOO_OLD)),
    ],
)
def test_evidence_counts_inside_its_window(line: str, evidence_on: str, expected: Awarded) -> None:
    assert answer(line, points=8, evidence_on=evidence_on, **REASON) == expected


def test_evidence_of_a_leap_day_counts_until_the_last_day_of_february() -> None:
    entry = {"line": "C1.2.1.c", "points": 8, "evidence_on": "2024-02-29", **REASON}
    for day, basis in (("2026-02-28", Basis.MARKED), ("2026-03-01", Basis.EVIDENCE_TOO_OLD)):
        card = read(document(entry, evaluated_on=day))
        assert isinstance(card, Card)
        assert card.answers["C1.2.1.c"] == Awarded(8 if basis is Basis.MARKED else 0, basis)


def test_evidence_of_the_last_year_that_can_be_written_is_read() -> None:
    entry = {"line": "C1.2.1.c", "points": 8, "evidence_on": "2998-12-31", **REASON}
    assert isinstance(read(document(entry, evaluated_on="2999-12-31")), Card)


def test_no_points_need_no_evidence() -> None:
    assert points("C1.2.1.c", points=0, **REASON) == 0


def test_a_line_that_does_not_apply_has_a_reason_and_a_second_person() -> None:
    assert answer("C3.4.1.a", not_applicable=LEFT_OUT) == NotApplicable("无此业务", "示例复核员")


@pytest.mark.parametrize("same", ["示例评定员", "示例 评定员", "ＺＨＡＮＧ", "zhang"])
def test_the_evaluator_does_not_approve(same: str) -> None:
    entry = {"line": "C3.4.1.a", "not_applicable": {"reason": "无此业务", "approved_by": same}}
    evaluator = "Zhang" if same.isascii() or same[0] == "Ｚ" else "示例评定员"
    found = refusals(document(entry, evaluator=evaluator))
    assert found == [("approver_is_evaluator", "/lines/0/not_applicable/approved_by")]


@pytest.mark.parametrize(
    ("entry", "code", "where"),
    [
        ({"line": "C1.1.1.a", "points": 11, **REASON}, "points_above_maximum", "/points"),
        ({"line": "C1.1.1.a", "points": 7.5, **REASON}, "number_malformed", "/points"),
        ({"line": "C1.1.1.a", "points": "7.0", **REASON}, "number_malformed", "/points"),
        ({"line": "C1.1.1.a", "points": -1, **REASON}, "number_malformed", "/points"),
        ({"line": "C1.1.1.a", "points": 7}, "field_missing", "/reason"),
        ({"line": "C1.1.1.a", **REASON}, "field_missing", "/points"),
        ({"line": "C1.1.1.a", "points": 7, "evidence_on": "2026-01-01", **REASON}, "unknown_field", "/evidence_on"),
        ({"line": "C9.1.1.a", "points": 7, **REASON}, "line_unknown", "/line"),
        ({"points": 7, **REASON}, "field_missing", "/line"),
        ({"line": "C3.3.4.a", "rank": 0}, "number_not_positive", "/rank"),
        ({"line": "C3.3.4.a", "rank": 1, "points": 10, **REASON}, "unknown_field", "/points"),
        ({"line": "C1.1.2.b", "awards": {"national": 1, "provincial": 0}}, "field_missing", "/awards/city"),
        ({"line": "C1.1.2.b"}, "field_missing", "/awards"),
        ({"line": "C1.1.2.b", "awards": AWARDS | {"county": 1}}, "unknown_field", "/awards/county"),
        ({"line": "C1.2.3.a", "numerator": "41", "denominator": "40"}, "part_not_within_whole", "/numerator"),
        ({"line": "C1.2.3.a", "numerator": "-1", "denominator": "40"}, "part_not_within_whole", "/numerator"),
        ({"line": "C1.2.3.a", "numerator": "0", "denominator": "0"}, "number_not_positive", "/denominator"),
        ({"line": "C1.3.2.b", "numerator": "1", "denominator": "-8"}, "number_not_positive", "/denominator"),
        ({"line": "C1.2.3.a", "numerator": "1"}, "field_missing", "/denominator"),
        ({"line": "C1.1.3.a", "condition": True}, "field_missing", "/reason"),
        ({"line": "C1.2.1.c", "points": 8, **REASON}, "field_missing", "/evidence_on"),
        ({"line": "C1.2.1.c", "points": 8, "evidence_on": "2026-05-21", **REASON}, *TOO_LATE),
        ({"line": "C4.3.2.a", "points": 5, **REASON}, "field_missing", "/violation"),
        ({"line": "C4.3.2.a", "violation": True, "points": 5, **REASON}, "unknown_field", "/points"),
        ({"line": "C3.4.1.a", "not_applicable": {"reason": "无"}}, "field_missing", "/not_applicable/approved_by"),
        ({"line": "C3.4.1.a", "not_applicable": {"approved_by": "P-0002"}}, "field_missing", "/not_applicable/reason"),
        ({"line": "C3.4.1.a", "points": 5, "not_applicable": LEFT_OUT}, "unknown_field", "/points"),
        ({"line": "C4.1.V", "not_applicable": LEFT_OUT}, "veto_always_applies", "/not_applicable"),
        ({"line": "C4.1.V", "satisfied": True}, "field_missing", "/reason"),
        ({"line": "C4.1.V", **REASON}, "field_missing", "/satisfied"),
    ],
)  # fmt: skip
def test_an_entry_that_cannot_be_used_is_refused_with_its_place(
    entry: dict[str, object], code: str, where: str
) -> None:
    assert refusals(document(entry)) == [(code, f"/lines/0{where}")]
    assert code in ISSUES


def test_a_line_that_stands_twice_is_refused() -> None:
    entry = {"line": "C1.1.1.a", "points": 7, **REASON}
    assert refusals(document(entry, entry)) == [("line_repeated", "/lines/1/line")]


def test_a_heading_none_of_whose_lines_applies_is_refused() -> None:
    lines = [{"line": line.id, "not_applicable": LEFT_OUT} for line in lines_of(shipped().headings[3])]
    assert refusals(document(*lines)) == [("heading_not_applicable", "/lines")]
    assert isinstance(read(document(*lines[1:])), Card)


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"scheme": "JSPB01-000000-2023"}, [("scheme_unknown", "/scheme")]),
        ({"scheme": ...}, [("field_missing", "/scheme")]),
        ({"format": "labverdict.card/2"}, [("format_unknown", "/format")]),
        ({"evaluator": ...}, [("field_missing", "/evaluator")]),
        ({"evaluated_on": "20260520"}, [("date_invalid", "/evaluated_on")]),
        ({"organisation": ...}, [("field_missing", "/organisation")]),
        ({"passed": True}, [("unknown_field", "/passed")]),
        ({"costs": [{"line": "C1.1.1.a", "cost": 0}]}, [("number_not_positive", "/costs/0/cost")]),
        ({"costs": [{"line": "C1.1.1.a"}]}, [("field_missing", "/costs/0/cost")]),
        ({"costs": [{"line": "C4.1.V", "cost": 2}]}, [("line_unknown", "/costs/0/line")]),
    ],
)
def test_a_card_that_cannot_be_used_is_refused(changes: dict[str, object], faults: list[tuple[str, str]]) -> None:
    assert refusals(document(**changes)) == faults


def test_every_fault_is_named_at_once() -> None:
    lines: list[dict[str, object]] = [
        {"line": "C1.1.1.a", "points": 11, **REASON},
        {"line": "X", **REASON},
        {"line": "C3.3.4.a", "rank": 0},
    ]
    assert len(refusals(document(*lines, passed=True))) == 4


def test_what_the_card_does_not_say_is_unanswered() -> None:
    card = read(document({"line": "C4.1.V", "satisfied": False, **REASON}, costs=[{"line": "C1.1.1.a", "cost": 3}]))
    assert isinstance(card, Card)
    assert (card.answers, card.vetoes, card.costs) == ({}, {"C4.1.V": False}, {"C1.1.1.a": 3})


def test_the_sample_card_is_whole_and_does_not_pass() -> None:
    card = read(SAMPLE.read_bytes())
    assert not isinstance(card, Refused)
    assert set(card.answers) == set(shipped().lines)
    assert score(shipped(), card).standing is Standing.NOT_MET
