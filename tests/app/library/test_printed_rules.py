"""The rules as printed against the closed lists of their faults, and the shipped data against both."""

from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest

from app.certification.lint.check import lint
from app.certification.lint.faults import settle
from app.certification.scheme import Doubt
from app.certification.scorecard import (
    Count,
    Either,
    Ladder,
    Marks,
    Ratio,
    Scorecard,
    Scoring,
    UnlessViolation,
)
from app.library.certification import load_rule, read_text
from app.library.fault import LibraryRefused
from app.library.prints import known_beside, lint_rule
from app.library.scorecards import load_scorecard
from app.library.seals import reseal
from app.library.shelf import Data, data_root, load_scheme
from tests.app.certification.printed_rules import BOTH, DIESEL, DRYER, printed_rule

OF_BOTH = {
    *("document.DB/T32_3843-2020", "factor.单元数", "length.D-02", "length.test_of_sample", "provision.appeal"),
    *("reference.7.2.2", "start.D-04", "start.D-05", "start.D-12", "start.D-19", "status.cancelled.cause"),
    *("status.suspended.exit", "status.suspended.term", "status.withdrawn.cause", "template.10.1"),
    *("template.8.1.2.1", "template.8.2.2", "term.certificate_rules", "term.designated_laboratory"),
    *("term.non_critical_items", "term.sampling_rule", "term.type_test", "title.附件1", "title.附录A", "title.附录B"),
    *("validity.start", "words.initial_inspection", "words.product_test", "words.unit"),
}
OF_ONE = {
    DIESEL: {
        *("cell.附件1.0号.conductivity", "empty.附件2_注3", "enterprise.Q/DXHJ5.03-2022", "foreign.10.2"),
        *("foreign.5.1.3", "foreign.8.1.2.1", "foreign.附件3_一", "grades.附件1", "judging.4.2.2"),
        *("name.10%蒸余物残碳", "name.运动粘度", "spelling.Q/DXHJ5.03-2022", "term.key_items", "title.附件3"),
        "words.self_declaration",
    },
    DRYER: {
        *("indicator.表3.material_yield", "indicator.附件1.material_yield", "name.无聊收率"),
        *("names.temperature_error", "reference.PSF-JSPB110038.1", "slots.表2", "template.11", "template.4.2.2"),
        *("template.4.3", "template.8.3", "template.9", "unreferenced.附件2", "validity.empty"),
        *("words.certificate", "words.withdrawal"),
    },
}
OF_BOTH_SCORES = {
    *("sum.C2.2.2", "points.C2.1.3", "split.C1.1.3", "split.C1.2.2", "split.C1.2.3"),
    *("points.C1.1.2.b.city", "points.C1.3.1.a.city", "level.C1.1.2.b.provincial", "level.C1.3.1.a.provincial"),
    *("whole.C1.2.3.a", "whole.C2.1.3.a", "rank.C3.3.4.a", "window.C1.2.1.b", "window.end", "scale"),
    "words.heading_pass",
}
OF_ONE_SCORE = {
    DIESEL: {
        *("sum.C1", "sum.C2", "sum.C1.1", "sum.C1.2"),
        *("merged.C2.4", "merged.C3.1", "merged.C3.2", "merged.C3.3", "merged.C3.4"),
    },
    DRYER: {"weight.C2", "weights", "row.C4.1", "sum.C3", "sum.C4", "sum.C3.4", "sum.C4.2"},
}
EXPECTED = {rule: OF_BOTH | OF_ONE[rule] | OF_BOTH_SCORES | OF_ONE_SCORE[rule] for rule in BOTH}


def doubts_of(rule: str) -> tuple[Doubt, ...]:
    return (*load_rule(data_root(), rule).doubts, *load_scorecard(data_root().limits, rule).doubts)


CASES = [(rule, doubt.id, fault) for rule in BOTH for doubt in doubts_of(rule) for fault in doubt.silences]


@pytest.fixture
def shipped(tmp_path: Path) -> Data:
    """A copy of the shipped data to change."""
    copytree(data_root().limits, tmp_path / "limits")
    return Data(tmp_path / "limits", data_root().cards)


@pytest.mark.parametrize("rule", BOTH)
def test_the_rule_as_printed_has_exactly_these_faults(rule: str) -> None:
    known = known_beside(load_scheme(data_root(), rule), rule, read_text(data_root(), rule))
    found = [fault.id for fault in lint(printed_rule(rule), known)]
    assert sorted(found) == sorted(EXPECTED[rule])


@pytest.mark.parametrize("rule", BOTH)
def test_the_shipped_data_have_the_same_print_and_no_fault_that_is_open(rule: str) -> None:
    linted = lint_rule(data_root(), rule)
    bare = replace(linted.printed, tables=(), man_days=printed_rule(rule).man_days, score=None)
    assert bare == replace(printed_rule(rule), tables=(), score=None)
    assert {fault.id for fault, _ in linted.verdict.silenced} == EXPECTED[rule]
    assert linted.verdict.open == ()


@pytest.mark.parametrize("rule", BOTH)
def test_the_shipped_tables_are_the_printed_ones_but_for_their_readings(rule: str) -> None:
    tables = read_text(data_root(), rule).tables
    bare = [replace(table, items=tuple(replace(item, routine_read=()) for item in table.items)) for table in tables]
    assert tuple(bare) == printed_rule(rule).tables
    bands = [replace(band, renewal_read=None) for band in read_text(data_root(), rule).inspection.man_days.bands]
    assert tuple(bands) == printed_rule(rule).man_days.bands


@pytest.mark.parametrize("rule", BOTH)
def test_the_shipped_score_table_is_the_printed_one_but_for_its_readings(rule: str) -> None:
    printed = printed_rule(rule).score
    assert printed is not None
    assert rows(load_scorecard(data_root().limits, rule)) == rows(printed)


def rows(card: Scorecard) -> dict[str, tuple[object, ...]]:
    """Return what is printed of each row."""

    def of(scoring: Scoring) -> object:
        match scoring:
            case Count(levels):
                return [(level.id, level.points_printed, level.listed_printed) for level in levels]
            case Ratio(denominator_printed=whole) | Either(ratio=Ratio(denominator_printed=whole)):
                return whole
            case Ladder(steps):
                return steps
            case Marks() | UnlessViolation():
                return "marks"

    weights = {heading.id: heading.weight_printed for heading in card.headings}
    return (
        {
            part.id: (part.under_printed, part.points_printed, part.has_merged_cells, weights.get(part.id))
            for part in card.sections
            if part.is_printed
        }
        | {
            line.id: (line.under, line.points_printed, line.evidence_years_printed, of(line.scoring))
            for line in card.lines.values()
        }
        | {veto.id: (veto.under_printed,) for veto in card.vetoes}
        | {"pass": card.heading_pass_words_printed, "end": (card.evidence_until_printed,)}
    )


@pytest.mark.parametrize("rule", BOTH)
def test_one_doubt_explains_a_fault_and_has_a_name_of_its_own(rule: str) -> None:
    doubts = doubts_of(rule)
    assert sorted(fault for doubt in doubts for fault in doubt.silences) == sorted(EXPECTED[rule])
    assert len({doubt.id for doubt in doubts}) == len(doubts)


@pytest.mark.parametrize(("rule", "doubt", "fault"), CASES, ids=[f"{rule}-{fault}" for rule, _, fault in CASES])
def test_a_deleted_doubt_brings_its_fault_back(rule: str, doubt: str, fault: str) -> None:
    linted = lint_rule(data_root(), rule)
    doubts = [held for held in doubts_of(rule) if held.id != doubt]
    found = [one for one, _ in linted.verdict.silenced]
    assert fault in {one.id for one in settle(found, doubts).open}


def test_a_doubt_deleted_from_the_file_is_missed_by_linter_and_loader(shipped: Data) -> None:
    path = shipped.limits / "schemes" / DRYER / "clauses.toml"
    text = path.read_text(encoding="utf-8")
    start = text.index('[[doubt]]\nid = "validity"\n')
    path.write_text(text[:start] + text[text.index("[[doubt]]", start + 1) :], encoding="utf-8")
    reseal(shipped.limits)
    assert [fault.id for fault in lint_rule(shipped, DRYER).verdict.open] == ["validity.empty"]
    with pytest.raises(LibraryRefused, match="reading_without_doubt"):
        load_rule(shipped, DRYER)


@pytest.mark.parametrize("rule", BOTH)
def test_a_doubt_deleted_from_the_score_table_is_missed_by_linter_and_loader(shipped: Data, rule: str) -> None:
    path = shipped.limits / "schemes" / rule / "scorecard.toml"
    whole = path.read_text(encoding="utf-8")
    head, *doubts = whole.split("[[doubt]]\n")
    for place, doubt in enumerate(load_scorecard(data_root().limits, rule).doubts):
        rest = [kept for other, kept in enumerate(doubts) if other != place]
        path.write_text("[[doubt]]\n".join([head, *rest]), encoding="utf-8")
        reseal(shipped.limits)
        assert {fault.id for fault in lint_rule(shipped, rule).verdict.open} == set(doubt.silences)
        with pytest.raises(LibraryRefused, match="print_unexplained"):
            load_scorecard(shipped.limits, rule)


def test_an_edition_that_overlaps_another_one_is_found(shipped: Data) -> None:
    folder, later = (shipped.limits / "schemes" / name for name in (DIESEL, "JSPB01-180004-2024"))
    copytree(folder, later)
    head = (later / "scheme.toml").read_text(encoding="utf-8").replace(DIESEL, "JSPB01-180004-2024")
    (later / "scheme.toml").write_text(head.replace('"2023-10-16"', '"2024-10-16"'), encoding="utf-8")
    assert [fault.id for fault in lint_rule(shipped, DIESEL).verdict.open] == [
        "dates.overlap.JSPB01-180004-2023.JSPB01-180004-2024"
    ]
    (later / "scheme.toml").write_text("", encoding="utf-8")
    with pytest.raises(LibraryRefused, match="key_missing"):
        lint_rule(shipped, DIESEL)


def test_the_printed_rules_lie_where_their_reader_looks() -> None:
    folder = Path(__file__).resolve().parents[2] / "data" / "printed"
    assert {path.name for path in folder.iterdir()} == set(BOTH)
