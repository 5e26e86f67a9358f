from datetime import date, timedelta

import pytest

from app.certification.body import Body, DayKind, SamplingRule, Term
from app.certification.body import Setting as Set
from app.certification.sampling import (
    Drawable,
    Ground,
    Handling,
    Ranked,
    Sample,
    SamplingPlan,
    Setting,
    handle,
    laboratory_term,
    plan_sample,
    recorded_in_time,
)
from app.certification.standing import Standing

ON = date(2026, 11, 20)
DRYER = Drawable(
    ("residue", "error", "surface", "noise", "yield"),
    frozenset({"error", "surface", "yield"}),
    ("residue", "error", "surface", "noise"),
    1,
)
DIESEL = Drawable(("sulfur", "flash", "density", "copper"), frozenset({"sulfur"}))
RANKED = (
    Ranked("copper", is_known=False),
    Ranked("flash", is_known=True),
    Ranked("sulfur", is_known=True),
    Ranked("density", is_known=True),
)


def body(
    rule: SamplingRule | None = None, items: set[str] | None = None, since: date = ON, test: Term | None = None
) -> Body:
    return Body(
        "B",
        1,
        ("甲", "乙"),
        sampling_rule=None if rule is None else Set(rule, "g", since),
        sampling_items=None if items is None else Set(frozenset(items), "g", since),
        test_term=None if test is None else Set(test, "g", since),
    )


def grounds(plan: SamplingPlan) -> dict[str, Ground]:
    return {planned.item: planned.ground for planned in plan.items}


@pytest.mark.parametrize("settings", [None, body(SamplingRule.PART, {"residue"})])
def test_the_dryer_is_tested_for_its_table_and_every_advanced_indicator_yield_included(settings: Body | None) -> None:
    plan = plan_sample(DRYER, settings, ON)
    assert grounds(plan) == {
        "residue": Ground.TABLE,
        "error": Ground.ADVANCED_INDICATOR,
        "surface": Ground.ADVANCED_INDICATOR,
        "noise": Ground.TABLE,
        "yield": Ground.ADVANCED_INDICATOR,
    }
    assert (plan.drawn, plan.each, plan.missing) == (DRYER.items, 1, ())


def test_a_table_cannot_name_an_item_that_the_rule_does_not_have() -> None:
    with pytest.raises(ValueError, match="clause 4 does not have"):
        Drawable(("noise",), frozenset(), ("noise", "residue"))
    with pytest.raises(ValueError, match="clause 4 does not have"):
        Drawable(("noise",), frozenset({"yield"}))


@pytest.mark.parametrize(
    ("settings", "drawn", "missing"),
    [
        (None, DIESEL.items, (Setting.SAMPLING_RULE,)),
        (body(), DIESEL.items, (Setting.SAMPLING_RULE,)),
        (body(SamplingRule.ALL, since=ON + timedelta(1)), DIESEL.items, (Setting.SAMPLING_RULE,)),
        (body(SamplingRule.ALL), DIESEL.items, ()),
        (body(SamplingRule.ALL, {"flash"}), DIESEL.items, ()),
        (body(SamplingRule.PART), DIESEL.items, (Setting.SAMPLING_ITEMS,)),
        (body(SamplingRule.PART, {"noise"}), DIESEL.items, (Setting.SAMPLING_ITEMS,)),  # named for another product
        (body(SamplingRule.PART, {"flash", "sulfur", "noise"}), ("sulfur", "flash"), ()),
    ],
)
def test_diesel_is_tested_for_what_the_body_has_set_and_for_everything_while_it_has_not(
    settings: Body | None, drawn: tuple[str, ...], missing: tuple[Setting, ...]
) -> None:
    plan = plan_sample(DIESEL, settings, ON)
    assert (plan.drawn, plan.missing) == (drawn, missing)


def test_the_plan_says_why_everything_is_drawn() -> None:
    assert set(grounds(plan_sample(DIESEL, None, ON)).values()) == {Ground.RULE_NOT_SET}
    assert set(grounds(plan_sample(DIESEL, body(SamplingRule.ALL), ON)).values()) == {Ground.ALL_BY_RULE}
    assert set(grounds(plan_sample(DIESEL, body(SamplingRule.PART), ON)).values()) == {Ground.ITEMS_NOT_SET}


@pytest.mark.parametrize(
    ("by_risk", "chosen"),
    [
        (0, {}),
        (1, {"copper": Ground.CHANCE_UNKNOWN}),
        (2, {"copper": Ground.CHANCE_UNKNOWN, "flash": Ground.LIKELY_TO_FAIL}),
        (9, {"copper": Ground.CHANCE_UNKNOWN, "flash": Ground.LIKELY_TO_FAIL, "density": Ground.LIKELY_TO_FAIL}),
    ],
)
def test_risk_adds_items_to_those_that_the_body_has_named(by_risk: int, chosen: dict[str, Ground]) -> None:
    plan = plan_sample(DIESEL, body(SamplingRule.PART, {"sulfur"}), ON, ranked=RANKED, by_risk=by_risk)
    rest = dict.fromkeys(DIESEL.items, Ground.NOT_CHOSEN)
    assert grounds(plan) == {**rest, "sulfur": Ground.PART_BY_RULE, **chosen}


def test_risk_takes_nothing_away_where_everything_is_drawn() -> None:
    assert plan_sample(DIESEL, body(SamplingRule.ALL), ON, ranked=RANKED, by_risk=1).drawn == DIESEL.items


@pytest.mark.parametrize(
    ("recorded_on", "standing"),
    [("2026-11-19", Standing.MET), ("2026-11-20", Standing.OPEN), ("2026-11-21", Standing.NOT_MET)],
)
def test_a_plan_is_recorded_before_the_test(recorded_on: str, standing: Standing) -> None:
    assert recorded_in_time(date.fromisoformat(recorded_on), ON) is standing


DAY, LATER = date(2026, 12, 4), date(2026, 12, 5)
MET, NOT_MET, OPEN = Standing.MET, Standing.NOT_MET, Standing.OPEN


@pytest.mark.parametrize(
    ("sent_on", "in_time", "handling"),
    [
        (None, MET, Handling.TO_BE_SENT),
        (None, OPEN, Handling.TO_BE_SENT),  # only a coming notice can tell
        (None, NOT_MET, Handling.SENDING_REFUSED),
        (DAY, MET, Handling.SENT),
        (DAY, OPEN, Handling.SENT),
        (DAY, NOT_MET, Handling.SENDING_REFUSED),
    ],
)
def test_a_sample_is_sent_within_its_term_or_counts_as_refused(
    sent_on: date | None, in_time: Standing, handling: Handling
) -> None:
    assert handle(Sample((ON,), ON, sent_on), in_time) is handling


@pytest.mark.parametrize(
    ("visits", "in_time", "handling"),
    [
        ((ON,), MET, Handling.TO_BE_DRAWN_AGAIN),
        ((ON,), OPEN, Handling.TO_BE_DRAWN_AGAIN),
        ((ON,), NOT_MET, Handling.DRAWING_OVERDUE),  # the body is late, not the holder
        ((ON, DAY), MET, Handling.NOT_FOUND_TWICE),
        ((ON, LATER), NOT_MET, Handling.NOT_FOUND_TWICE),
    ],
)
def test_no_sample_twice_suspends(visits: tuple[date, ...], in_time: Standing, handling: Handling) -> None:
    assert handle(Sample(visits, None, None), in_time) is handling


def test_the_laboratory_has_the_bodys_time_else_the_usual_one() -> None:
    usual, own = Term(15, DayKind.WORKING_DAY), Term(20, DayKind.WORKING_DAY)
    assert laboratory_term(None, ON, usual) == usual
    assert laboratory_term(body(), ON, None) is None
    assert laboratory_term(body(test=own), ON, usual) == own
    assert laboratory_term(body(test=own, since=ON + timedelta(1)), ON, usual) == usual
