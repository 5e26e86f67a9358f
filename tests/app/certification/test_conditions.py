"""Every condition on both sides of its line, and open wherever something is not known."""

from dataclasses import replace
from datetime import date

import pytest

from app.certification.answers import Finding, Reason
from app.certification.applicant import Applicant
from app.certification.conditions import find
from app.certification.entry import Bound, Condition
from app.certification.programme import Programme
from app.certification.standing import Standing
from tests.app.certification.applicants import DRAFT, NOTICE, applicant, claims, document, farm, service, stated, sums

ON = date(2025, 6, 1)
MET, NOT_MET, OPEN = Standing.MET, Standing.NOT_MET, Standing.OPEN


def condition(programme: Programme, id_: str, one: Applicant) -> Condition:
    [found] = (asked for asked in programme.conditions if asked.id == id_ and one.sector in asked.sectors)
    return found


def look(programme: Programme, id_: str, one: Applicant, on: date = ON) -> Finding:
    return find(condition(programme, id_, one), one, on)


def stands(programme: Programme, id_: str, one: Applicant) -> tuple[Standing, Reason]:
    found = look(programme, id_, one)
    return found.standing, found.reason


@pytest.mark.parametrize(
    ("product_class", "amount", "notice", "draft"),
    [
        ("consumer", "99999999.99", NOT_MET, NOT_MET),
        ("consumer", "100000000", NOT_MET, MET),
        ("consumer", "150000000", NOT_MET, MET),
        ("consumer", "199999999.99", NOT_MET, MET),
        ("consumer", "200000000", MET, MET),
        ("means_of_production", "199999999.99", NOT_MET, NOT_MET),
        ("means_of_production", "200000000", NOT_MET, MET),
        ("means_of_production", "299999999.99", NOT_MET, MET),
        ("means_of_production", "300000000", MET, MET),
    ],
)
def test_sales_of_a_manufacturer_reach_the_figure_of_their_class(
    product_class: str, amount: str, notice: Standing, draft: Standing
) -> None:
    one = applicant(product_class=product_class, sales=sums(amount))
    assert (look(NOTICE, "annual_sales", one).standing, look(DRAFT, "annual_sales", one).standing) == (notice, draft)


def test_on_the_figure_the_reading_of_a_translated_word_is_told() -> None:
    one = applicant(sales=sums("2", "亿元"))
    assert stands(NOTICE, "annual_sales", one) == (MET, Reason.AT_FIGURE_AS_READ)
    assert stands(DRAFT, "annual_sales", applicant(sales=sums("1", "亿元"))) == (MET, Reason.REACHES_FIGURE)
    assert "inclusive-words" in look(NOTICE, "annual_sales", one).doubts


def test_a_figure_can_be_read_as_not_including_itself() -> None:
    one = applicant(sales=sums("2", "亿元"), mass_production_since="2022-06-01")
    for id_ in ("annual_sales", "mass_production"):
        asked = condition(NOTICE, id_, one)
        strict = replace(asked, figures=tuple(replace(figure, bound=Bound.MORE_THAN) for figure in asked.figures))
        assert find(strict, one, ON).reason is Reason.BELOW_FIGURE
        assert find(asked, one, ON).reason is Reason.AT_FIGURE_AS_READ


@pytest.mark.parametrize(
    ("organisation", "amount", "standing"),
    [
        ("enterprise", "49999999.99", NOT_MET),
        ("enterprise", "50000000", MET),
        ("cooperative", "9999999.99", NOT_MET),
        ("cooperative", "10000000", MET),
    ],
)
@pytest.mark.parametrize("programme", [NOTICE, DRAFT], ids=lambda programme: programme.id)
def test_sales_of_a_farm_reach_the_figure_of_its_organisation(
    programme: Programme, organisation: str, amount: str, standing: Standing
) -> None:
    one = farm(organisation=organisation, sales=sums(amount))
    assert look(programme, "annual_sales", one).standing is standing


@pytest.mark.parametrize(("amount", "standing"), [("2999.9999", NOT_MET), ("3000", MET)])
def test_service_revenue_is_asked_by_the_draft_alone(amount: str, standing: Standing) -> None:
    one = service(service_revenue=sums(amount, "万元"))
    assert look(DRAFT, "annual_sales", one).standing is standing
    assert "annual_sales" not in {asked.id for asked in NOTICE.conditions if one.sector in asked.sectors}


def test_the_notice_looks_at_2022_and_the_draft_at_the_last_complete_year() -> None:
    one = applicant(sales=[*sums("2", "亿元", (2022,)), *sums("5", "亿元", (2023,)), *sums("1", "元", (2024,))])
    found = [look(programme, "annual_sales", one).answer.found for programme in (NOTICE, DRAFT)]
    assert found == ["2 亿元 (2022)", "1 元 (2024)"]


@pytest.mark.parametrize(
    ("one", "reason", "needed"),
    [
        (applicant(product_class=None), Reason.NOT_STATED, "product_class"),
        (applicant(sales=sums("9", "亿元", (2023,))), Reason.NOT_STATED, "sales 2024"),
        (applicant(sales=None), Reason.NOT_STATED, "sales 2024"),
        (farm(organisation="other"), Reason.NO_FIGURE_PRINTED, None),
    ],
)
def test_sales_that_are_not_known_stay_open(one: Applicant, reason: Reason, needed: str | None) -> None:
    found = look(DRAFT, "annual_sales", one)
    assert (found.standing, found.reason, found.answer.needed) == (OPEN, reason, needed)


@pytest.mark.parametrize(
    ("programme", "id_", "key"),
    [(DRAFT, "existence", "established_on"), (NOTICE, "mass_production", "mass_production_since")],
)
@pytest.mark.parametrize(
    ("since", "standing"), [("2022-06-02", NOT_MET), ("2022-06-01", MET), ("2022-05-31", MET), (None, OPEN)]
)
def test_three_years_are_complete_on_the_day_itself(
    programme: Programme, id_: str, key: str, since: str | None, standing: Standing
) -> None:
    assert look(programme, id_, applicant(**{key: since})).standing is standing


@pytest.mark.parametrize(
    ("event", "standing"),
    [("2022-05-31", MET), ("2022-06-01", NOT_MET), ("2025-06-01", NOT_MET), ("2025-06-02", MET)],
)
@pytest.mark.parametrize("register", ["credit", "supervision_sampling", "accidents"])
def test_an_event_counts_for_three_years(register: str, event: str, standing: Standing) -> None:
    record = {"register": register, "from": "2020-01-01", "to": "2025-06-30", "events": [event], "source": "查询"}
    assert look(DRAFT, register, applicant(records=[record])).standing is standing


@pytest.mark.parametrize(
    ("first", "last", "standing"),
    [
        ("2022-06-01", "2025-06-01", MET),
        ("2022-06-02", "2025-06-01", OPEN),
        ("2022-06-01", "2025-05-31", OPEN),
    ],
)
def test_silence_beyond_a_search_is_no_evidence(first: str, last: str, standing: Standing) -> None:
    record = {"register": "credit", "from": first, "to": last, "events": [], "source": "查询"}
    assert look(DRAFT, "credit", applicant(records=[record])).standing is standing


def test_a_register_that_nobody_searched_stays_open() -> None:
    assert stands(DRAFT, "credit", applicant(records=[])) == (OPEN, Reason.NOT_STATED)
    assert stands(DRAFT, "credit", applicant(records=None)) == (OPEN, Reason.NOT_STATED)


@pytest.mark.parametrize(
    ("profits", "standing", "reason"),
    [
        ({2023: "0.01", 2024: "0.01"}, MET, Reason.ABOVE_ZERO),
        ({2023: "0", 2024: "5"}, NOT_MET, Reason.NOT_ABOVE_ZERO),
        ({2023: "5", 2024: "-1"}, NOT_MET, Reason.NOT_ABOVE_ZERO),
        ({2022: "5", 2024: "5"}, OPEN, Reason.NOT_STATED),
        ({2024: "-1"}, NOT_MET, Reason.NOT_ABOVE_ZERO),
        ({}, OPEN, Reason.NOT_STATED),
    ],
)
def test_both_of_the_last_years_are_profitable(profits: dict[int, str], standing: Standing, reason: Reason) -> None:
    one = applicant(profit=[{"year": year, "amount": amount, "unit": "元"} for year, amount in profits.items()])
    assert stands(DRAFT, "profit", one) == (standing, reason)


@pytest.mark.parametrize(
    ("taxed", "standing", "reason"),
    [
        ({2022: "1", 2023: "1.01", 2024: "1.02"}, MET, Reason.GREW),
        ({2022: "1", 2023: "1", 2024: "2"}, NOT_MET, Reason.DID_NOT_GROW),
        ({2022: "1", 2023: "3", 2024: "2"}, NOT_MET, Reason.DID_NOT_GROW),
        ({2023: "1", 2024: "2"}, OPEN, Reason.NOT_STATED),
        ({2022: "1", 2024: "2"}, OPEN, Reason.NOT_STATED),
    ],
)
def test_profit_and_tax_grow_in_both_of_the_last_years(
    taxed: dict[int, str], standing: Standing, reason: Reason
) -> None:
    one = applicant(profit_and_tax=[{"year": year, "amount": sum_, "unit": "万元"} for year, sum_ in taxed.items()])
    assert stands(NOTICE, "profit_and_tax_growth", one) == (standing, reason)


@pytest.mark.parametrize(
    ("trademark", "standing", "reason"),
    [
        ({"owned": True, "expires_on": "2025-06-01"}, MET, Reason.VALID),
        ({"owned": True, "expires_on": "2025-05-31"}, NOT_MET, Reason.EXPIRED),
        ({"owned": False, "expires_on": "2030-01-01"}, NOT_MET, Reason.NOT_OWNED),
        (None, OPEN, Reason.NOT_STATED),
    ],
)
def test_a_trademark_is_owned_and_valid(
    trademark: dict[str, object] | None, standing: Standing, reason: Reason
) -> None:
    one = applicant(trademark=None if trademark is None else {"number": "1", **trademark})
    assert stands(DRAFT, "trademark", one) == (standing, reason)


@pytest.mark.parametrize(("province", "standing"), [("江苏省", MET), ("江苏", MET), ("浙江省", NOT_MET), (None, OPEN)])
def test_the_applicant_is_registered_in_the_province(province: str | None, standing: Standing) -> None:
    assert look(DRAFT, "registered_in_province", applicant(province=province)).standing is standing


@pytest.mark.parametrize(
    ("one", "standing", "reason"),
    [
        (applicant(), MET, Reason.LISTED),
        (applicant(standings=claims("single_champion")), MET, Reason.LISTED),
        (applicant(standings=[{"standing": "small_giant"}]), OPEN, Reason.EVIDENCE_MISSING),
        (applicant(standings=claims("small_giant", until="2025-05-31")), OPEN, Reason.LIST_IS_OPEN),
        (applicant(standings=claims("small_giant", since="2025-06-02")), OPEN, Reason.LIST_IS_OPEN),
        (applicant(standings=claims("small_giant", since="2025-06-01", until="2025-06-01")), MET, Reason.LISTED),
        (applicant(standings=[]), OPEN, Reason.LIST_IS_OPEN),
        (applicant(standings=None), OPEN, Reason.NOT_STATED),
        (farm(), MET, Reason.LISTED),
        (farm(organisation=None), OPEN, Reason.NOT_STATED),
        (service(), MET, Reason.LISTED),
        (service(organisation="other"), NOT_MET, Reason.NOT_LISTED),
    ],
)
def test_the_kind_of_applicant_is_one_of_a_list(one: Applicant, standing: Standing, reason: Reason) -> None:
    assert stands(NOTICE, "entity", one) == (standing, reason)


def test_a_statement_has_a_person_and_a_ground() -> None:
    one = applicant(statements=stated("in_business"))
    assert look(DRAFT, "in_business", one).answer.found == "甲: 台账"
    denied = applicant(statements=stated("in_business", holds=False))
    assert stands(DRAFT, "in_business", denied) == (NOT_MET, Reason.STATED_NOT_TO_HOLD)
    assert stands(DRAFT, "lawful", one) == (OPEN, Reason.NOT_STATED)
    assert stands(DRAFT, "in_business", applicant(statements=None)) == (OPEN, Reason.NOT_STATED)


def test_nothing_is_met_on_what_is_not_known() -> None:
    for sector in ("agriculture", "manufacturing", "service"):
        least = dict.fromkeys(document()) | {key: document()[key] for key in ("format", "applicant", "stated_on")}
        one = applicant(**(least | {"sector": sector}))
        for programme in (NOTICE, DRAFT):
            asked = [entry for entry in programme.conditions if one.sector in entry.sectors]
            assert {find(entry, one, ON).standing for entry in asked} == {OPEN}


def test_a_translated_word_is_read_as_including_the_figure() -> None:
    worded = {
        programme.id: {
            (figure.printed_bound, figure.bound) for asked in programme.conditions for figure in asked.figures
        }
        for programme in (NOTICE, DRAFT)
    }
    assert worded == {
        NOTICE.id: {(Bound.MORE_THAN, Bound.AT_LEAST), (Bound.UNWORDED, Bound.AT_LEAST)},
        DRAFT.id: {(Bound.AT_LEAST, Bound.AT_LEAST), (Bound.UNWORDED, Bound.AT_LEAST)},
    }
