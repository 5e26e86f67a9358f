"""What both shipped rules print on surveillance, and what is left out where they print nothing."""

from dataclasses import replace
from typing import Any

import pytest

from app.certification.body import DayKind, Term
from app.certification.item_tables import TableKind
from app.certification.sampling import Drawable
from app.certification.surveillance import Rhythm
from app.certification.surveillance_rule import SurveillanceRule, rhythm, surveillance_rule
from tests.app.dossiers import DIESEL, DRYER, scheme_of

GRADES = {DIESEL: "0号", DRYER: ""}
ADVANCED = {
    DIESEL: {"sulfur_content", "pah_content"},
    DRYER: {"temperature_error", "surface_temperature", "material_yield"},
}


def ruled(scheme: str, **changes: Any) -> SurveillanceRule:  # noqa: ANN401 - any member of the rule
    held = scheme_of(scheme)
    return surveillance_rule(
        replace(held, rule=replace(held.rule, **changes)), held.limits.requirements[GRADES[scheme]]
    )


@pytest.mark.parametrize(("scheme", "test_term"), [(DIESEL, Term(15, DayKind.WORKING_DAY)), (DRYER, None)])
def test_the_rhythm_and_the_terms(scheme: str, test_term: Term | None) -> None:
    printed = ruled(scheme)
    assert printed.rhythm == Rhythm(opens_after=6, at_most=12)
    assert (printed.send_term, printed.redraw_term) == (Term(10, DayKind.WORKING_DAY), Term(20, DayKind.CALENDAR_DAY))
    assert printed.test_term == test_term


@pytest.mark.parametrize("scheme", [DIESEL, DRYER])
def test_the_items_that_may_be_drawn_are_those_of_clause_4(scheme: str) -> None:
    drawable, requirements = ruled(scheme).drawable, scheme_of(scheme).limits.requirements[GRADES[scheme]]
    assert set(drawable.items) == {requirement.characteristic.id for requirement in requirements}
    advanced = {each.characteristic.id for each in requirements if each.id.startswith(f"{scheme}/")}
    assert drawable.advanced == advanced == ADVANCED[scheme]


def test_the_dryer_rule_prints_one_sample_of_each_of_13_items_and_the_diesel_rule_no_table() -> None:
    dryer, diesel = ruled(DRYER).drawable, ruled(DIESEL).drawable
    assert (len(dryer.table), dryer.each) == (13, 1)
    assert dryer.items[:13] == dryer.table
    assert (diesel.table, diesel.each) == ((), None)


def test_numbers_that_differ_are_no_number_of_each() -> None:
    def changed() -> Drawable:
        tables = []
        for table in scheme_of(DRYER).rule.tables:
            first, *rest = table.items
            more = replace(first, number=2) if table.kind is TableKind.SURVEILLANCE_SAMPLE else first
            tables.append(replace(table, items=(more, *rest)))
        return ruled(DRYER, tables=tuple(tables)).drawable

    assert changed().each is None


def test_a_rhythm_that_is_not_in_months_is_none() -> None:
    deadlines = dict(scheme_of(DIESEL).deadlines)
    deadlines["D-11"] = replace(deadlines["D-11"], length=Term(1, DayKind.YEAR))
    with pytest.raises(ValueError, match="counted in months"):
        rhythm(deadlines)
