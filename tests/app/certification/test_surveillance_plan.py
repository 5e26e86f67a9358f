from dataclasses import replace
from datetime import date
from typing import Any, cast

import pytest

from app.certification.body import Body, DayKind, SamplingRule, Setting, Term
from app.certification.history import Earlier
from app.certification.sampling import Drawable
from app.certification.surveillance import Cause, Record, Rhythm, Trigger
from app.certification.surveillance_document import Need, Occasion
from app.certification.surveillance_plan import Plan, Ruled, plan_surveillance, record
from app.certification.surveillance_rule import SurveillanceRule
from app.ledger.canonical import canonical
from methods.reading import Sense, read_quantity
from tests.app.conftest import COPPER, FLASH, SULFUR, requirement

ON = date(2027, 1, 5)
REQUIREMENTS = (requirement(SULFUR, "≤8"), requirement(FLASH, "≥60"), requirement(COPPER, "1级"))
PRINTED = SurveillanceRule(
    rhythm=Rhythm(opens_after=6, at_most=12),
    drawable=Drawable((SULFUR.id, FLASH.id, COPPER.id), frozenset({SULFUR.id})),
    send_term=Term(10, DayKind.WORKING_DAY),
    redraw_term=Term(20, DayKind.CALENDAR_DAY),
    test_term=Term(15, DayKind.WORKING_DAY),
)
PART = Body(
    "B",
    1,
    ("甲", "乙"),
    sampling_rule=Setting(SamplingRule.PART, "g", ON),
    sampling_items=Setting(frozenset({SULFUR.id}), "g", ON),
)
HISTORY = {
    FLASH.id: tuple(
        Earlier(ON, text, read_quantity(text, Sense()), FLASH.unit) for text in (f"6{n}.0" for n in range(10))
    )
}


def planned(*, needed: bool = True, by_risk: int = 0, body: Body | None = PART) -> Plan:
    cause = Cause(Trigger.ORGANISATION_CHANGED, date(2026, 6, 1), "新装置")
    held = Record(date(2025, 3, 1), date(2025, 1, 10), (date(2025, 12, 20), date(2026, 12, 25)), (cause,))
    occasion = Occasion("C", "S", None, held, Need(needed, "g", by_risk))
    return plan_surveillance(occasion, Ruled(REQUIREMENTS, PRINTED, body), HISTORY, ON)


def document(plan: Plan) -> dict[str, Any]:
    return cast("dict[str, Any]", record(plan))


def test_a_plan_as_a_document() -> None:
    written = document(planned(by_risk=2))
    assert canonical(written) == canonical(document(planned(by_risk=2)))
    assert written["window"] == {
        "opens_on": "2026-06-01",
        "closes_on": "2027-12-25",
        "timing": "open",
        "certificate_year": 2,
        "held_this_year": True,
        "long_gaps": [["2025-12-20", "2026-12-25"]],
        "years_without": [],
    }
    assert len(written["blocks"]) == 6
    assert written["causes"] == [{"trigger": "organisation_changed", "on": "2026-06-01", "ground": "新装置"}]
    sample = written["sample"]
    assert [(each["item"], each["drawn"], each["ground"], each["chance"]) for each in sample["items"]] == [
        (SULFUR.id, True, "part_by_rule", None),
        (FLASH.id, True, "likely_to_fail", "0.0951"),
        (COPPER.id, True, "chance_unknown", None),
    ]
    assert sample["terms"] == {
        "D-13": {"length": 10, "days": "working_day"},
        "D-14": {"length": 20, "days": "calendar_day"},
        "test": {"length": 15, "days": "working_day"},
    }
    assert (sample["missing_settings"], sample["by_risk_unused"], sample["each"]) == ([], False, None)


def test_without_a_sample_the_plan_says_why() -> None:
    plan = planned(needed=False)
    assert plan.sample is None
    assert document(plan)["sample"] == {"needed": False, "ground": "g"}


def test_a_missing_setting_is_named_and_everything_is_drawn() -> None:
    sample = document(planned(body=None))["sample"]
    assert sample["missing_settings"] == ["sampling_rule"]
    assert all(each["drawn"] for each in sample["items"])


@pytest.mark.parametrize(
    ("by_risk", "body", "needed", "unused"),
    [
        (0, PART, True, False),
        (2, PART, True, False),
        (2, None, True, True),
        (0, None, True, False),
        (2, PART, False, True),
    ],
)
def test_a_choice_by_risk_that_has_nothing_to_choose_is_told(
    by_risk: int,
    body: Body | None,
    needed: bool,  # noqa: FBT001 - a table of cases
    unused: bool,  # noqa: FBT001 - a table of cases
) -> None:
    assert planned(by_risk=by_risk, body=body, needed=needed).has_unused_risk is unused


def test_a_time_that_is_not_known_stays_unknown() -> None:
    occasion = planned().occasion
    plan = plan_surveillance(occasion, Ruled(REQUIREMENTS, replace(PRINTED, test_term=None), None), {}, ON)
    assert document(plan)["sample"]["terms"]["test"] is None
