from dataclasses import replace

import pytest

from app.certification.printed_faults import printed_faults
from app.certification.scorecard import Count, Either, Ratio, Scorecard, Scoring
from tests.app.certification.cards import DIESEL, DRYER, shipped

BOTH = {
    *("sum:C2.2.2", "points_missing:C2.1.3"),
    *("points_missing:C1.1.3.a", "points_missing:C1.2.2.a", "points_missing:C1.2.3.a"),
    *("points_missing:C1.1.2.b/city", "points_missing:C1.3.1.a/city"),
    *("level_differs:C1.1.2.b/provincial", "level_differs:C1.3.1.a/provincial"),
    *("whole_missing:C1.2.3.a", "whole_missing:C2.1.3.a", "rank_of_several_years:C3.3.4.a"),
    *("window_not_applied:C1.2.1.b", "window_end_missing", "scale_missing", "pass_line_wording"),
}
OWN = {
    DRYER: {"weight_missing:C2", "row_missing:C4.1", "sum:C3", "sum:C3.4", "sum:C4", "sum:C4.2"},
    DIESEL: {
        *("sum:C1", "sum:C1.1", "sum:C1.2", "sum:C2"),
        *(f"cells_merged:{group}" for group in ("C2.4", "C3.1", "C3.2", "C3.3", "C3.4")),
    },
}


@pytest.mark.parametrize("scheme", [DRYER, DIESEL])
def test_the_print_has_these_faults_and_no_others(scheme: str) -> None:
    found = printed_faults(shipped(scheme))
    assert set(found) == BOTH | OWN[scheme]
    assert len(found) == len(set(found))


@pytest.mark.parametrize("scheme", [DRYER, DIESEL])
def test_every_fault_is_silenced_by_one_doubt_that_nobody_has_confirmed_and_every_doubt_silences_one(
    scheme: str,
) -> None:
    doubts = shipped(scheme).doubts
    silenced = [fault for doubt in doubts for fault in doubt.silences]
    assert sorted(silenced) == sorted(printed_faults(shipped(scheme)))
    assert {doubt.confirmed_by for doubt in doubts} == {None}
    assert len({doubt.id for doubt in doubts}) == len(doubts)


@pytest.mark.parametrize("scheme", [DRYER, DIESEL])
def test_a_table_printed_as_it_is_read_has_no_fault_but_what_is_left_open(scheme: str) -> None:
    left_open = {"scale_missing", "sum:C2.2.2", "rank_of_several_years:C3.3.4.a"}
    assert set(printed_faults(repaired(shipped(scheme)))) == left_open


def repaired(scorecard: Scorecard) -> Scorecard:
    def scoring(printed: Scoring) -> Scoring:
        match printed:
            case Count(levels):
                return Count(tuple(replace(one, points_printed=one.points, listed_printed=None) for one in levels))
            case Ratio():
                return replace(printed, denominator_printed=printed.denominator)
            case Either(condition, ratio):
                return Either(condition, replace(ratio, denominator_printed=ratio.denominator))
            case _:
                return printed

    sections = tuple(
        replace(part, points_printed=part.points, under_printed=part.under, is_printed=True, has_merged_cells=False)
        for part in scorecard.sections
    )
    headings = tuple(
        replace(
            heading,
            weight_printed=heading.weight,
            units=tuple(
                tuple(
                    replace(
                        line, points_printed=line.points, evidence_years_printed=None, scoring=scoring(line.scoring)
                    )
                    for line in unit
                )
                for unit in heading.units
            ),
        )
        for heading in scorecard.headings
    )
    return replace(
        scorecard,
        sections=sections,
        headings=headings,
        evidence_until_printed="评价之日",
        heading_pass_words_printed=("各类指标",),
    )


def test_a_table_without_marks_leaves_no_scale_open_and_a_rank_of_one_year_no_year() -> None:
    scorecard = shipped()
    ladder = next(line for line in scorecard.lines.values() if line.id == "C3.3.4.a")
    heading = replace(scorecard.headings[2], units=((replace(ladder, period_years=1),),))
    found = printed_faults(replace(scorecard, headings=(heading,)))
    assert {"scale_missing", "window_end_missing", "rank_of_several_years:C3.3.4.a"}.isdisjoint(found)
