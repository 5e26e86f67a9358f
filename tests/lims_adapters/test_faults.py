"""An answer lists a thousand faults and counts the others."""

import pytest

from lims_adapters.contract import Issue
from lims_adapters.faults import MOST_FAULTS, Faults, bounded


def noted(count: int) -> Faults:
    faults = Faults()
    for number in range(count):
        faults.add("unit_unknown", f"/results/{number}", None, "a unit of the table")
    return faults


@pytest.mark.parametrize("count", [0, 1, MOST_FAULTS])
def test_up_to_a_thousand_faults_are_listed(count: int) -> None:
    faults = noted(count)
    assert [issue.code for issue in faults.told("the report")] == ["unit_unknown"] * count
    assert (faults.count, faults.are_only_counted) == (count, count == MOST_FAULTS)


@pytest.mark.parametrize("more", [1, 2, 5000])
def test_beyond_them_the_last_one_tells_how_many_more_there_are(more: int) -> None:
    told = noted(MOST_FAULTS + more).told("the report")
    assert len(told) == MOST_FAULTS + 1
    assert told[-2].where == f"/results/{MOST_FAULTS - 1}"
    assert told[-1] == Issue("too_many_faults", "the report", str(more), f"fewer faults: {more} more are not listed")


@pytest.mark.parametrize(("one", "other", "more"), [(1000, 0, 0), (1000, 1, 1), (1001, 0, 1), (1500, 1200, 1700)])
def test_faults_of_several_readers_are_bounded_together(one: int, other: int, more: int) -> None:
    told = bounded((*noted(one).told("the document"), *noted(other).told("the report")), "the delivery")
    listed = [issue for issue in told if issue.code == "unit_unknown"]
    assert len(listed) == MOST_FAULTS
    assert told[MOST_FAULTS:] == noted(MOST_FAULTS + more).told("the delivery")[MOST_FAULTS:]
    assert bounded(told, "the delivery") == told


def test_a_count_that_is_no_number_is_a_fault_like_any_other() -> None:
    told = bounded([Issue("too_many_faults", "the file", "many", "fewer")] * (MOST_FAULTS + 3), "the report")
    assert [issue.found for issue in told] == ["many"] * MOST_FAULTS + ["3"]


def test_what_was_found_is_quoted_in_part() -> None:
    faults = Faults()
    faults.add("item_unknown", "/results/0/item", "x" * 500, "an item")
    assert faults.issues[0].found == "x" * 40 + "…"
