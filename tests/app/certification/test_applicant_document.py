import json
from datetime import date
from fractions import Fraction

import pytest

from app.certification.amounts import Amount, Unit
from app.certification.applicant import Account, Claim, Record, Ruling, StageRecord, Start, Statement, Trademark
from app.certification.applicant_document import read_applicant
from app.certification.entry import Sector
from app.certification.form import Refused
from app.certification.stage import StageName
from tests.app.certification.applicants import applicant, document, read, words

RULING = {
    "programme": "notice-2023", "condition": "annual_sales", "granted": True,
    "by": "甲", "ground": "会议纪要", "decided_on": "2025-05-01",
}  # fmt: skip
STAGE = {"stage": "recommendation", "passed": True, "by": "local_authority", "on": "2023-04-01"}


def test_the_example_is_read_whole() -> None:
    found = applicant(stages=[STAGE], rulings=[RULING], scales=[{"measure": "poultry", "amount": 7, "unit": "羽"}])
    assert (found.name, found.stated_on) == ("江苏示例日用品有限公司", date(2025, 6, 1))
    assert found.sector is Sector.MANUFACTURING
    assert found.starts[Start.ESTABLISHED_ON] == date(2012, 4, 1)
    assert found.accounts[Account.SALES][2022] == Amount(Fraction(3, 2), Unit.HUNDRED_MILLION_YUAN)
    assert found.trademark == Trademark("TM-0001", owned=True, expires_on=date(2031, 3, 14))
    assert found.statements is not None
    assert found.statements["in_business"] == Statement(holds=True, by="示例评定员", ground="登记状态")
    assert found.records is not None
    assert found.records["credit"] == Record(date(2022, 1, 1), date(2025, 6, 1), (), "信用报告")
    assert found.standings == {"industry_leader": Claim("行业协会排名", None, None)}
    assert found.scales == {"poultry": Amount(Fraction(7), Unit.BIRD)}
    assert found.stages == {
        StageName.RECOMMENDATION: StageRecord(passed=True, by="local_authority", on=date(2023, 4, 1))
    }
    ruling = Ruling(granted=True, by="甲", ground="会议纪要", decided_on=date(2025, 5, 1))
    assert found.rulings == {("notice-2023", "annual_sales"): ruling}


def test_what_is_left_out_is_not_known_and_an_empty_list_is_whole() -> None:
    least = {"format": "labverdict.applicant/1", "applicant": "A", "stated_on": "2025-06-01", "sector": "service"}
    found = read_applicant(json.dumps(least).encode(), words())
    assert not isinstance(found, Refused)
    lists = (found.scales, found.statements, found.records, found.standings, found.documents, found.stages)
    assert (*lists, found.rulings) == (None,) * 7
    assert (found.starts, found.accounts, found.organisation, found.province) == ({}, {}, None, None)
    assert applicant(standings=[], documents=[]).standings == {}
    assert applicant(standings=[], documents=[]).documents == frozenset()


@pytest.mark.parametrize(
    ("changes", "code", "where"),
    [
        ({"turnover": "1"}, "unknown_field", "/turnover"),
        ({"applicant": None}, "field_missing", "/applicant"),
        ({"sector": "mining"}, "word_unknown", "/sector"),
        ({"sales": [{"year": 22, "amount": "1", "unit": "元"}]}, "number_out_of_range", "/sales/0/year"),
        ({"sales": [{"year": 2022, "amount": "1", "unit": "亩"}]}, "unit_unknown", "/sales/0/unit"),
        ({"sales": [{"year": 2022, "amount": "1"}]}, "field_missing", "/sales/0/unit"),
        ({"sales": [{"year": 2022, "amount": "1", "unit": "元"}] * 2}, "duplicate_key", "/sales/1"),
        ({"scales": [{"measure": "maize", "amount": "1", "unit": "亩"}]}, "word_unknown", "/scales/0/measure"),
        ({"scales": [{"measure": "poultry", "amount": "1", "unit": "头"}]}, "unit_unknown", "/scales/0/unit"),
        ({"scales": [{"measure": "poultry", "amount": "-1", "unit": "羽"}]}, "number_out_of_range", "/scales/0/amount"),
        (
            {"statements": [{"fact": "x", "holds": True, "by": "a", "ground": "b"}]},
            "word_unknown",
            "/statements/0/fact",
        ),
        (
            {"statements": [{"fact": "integrity_without_sanctions", "holds": True, "by": "a", "ground": "b"}]},
            "word_unknown",
            "/statements/0/fact",
        ),
        ({"statements": [{"fact": "in_business", "holds": True, "by": "a"}]}, "field_missing", "/statements/0/ground"),
        ({"standings": [{"standing": "big"}]}, "word_unknown", "/standings/0/standing"),
        ({"documents": ["receipt"]}, "word_unknown", "/documents"),
        ({"documents": ["summary_table"]}, "word_unknown", "/documents"),
        ({"trademark": {"number": "1", "owned": "yes", "expires_on": "2031-01-01"}}, "wrong_type", "/trademark/owned"),
        ({"stages": [STAGE | {"by": "me"}]}, "word_unknown", "/stages/0/by"),
        ({"stages": [STAGE | {"stage": "exam"}]}, "word_unknown", "/stages/0/stage"),
        ({"rulings": [RULING | {"condition": "credit"}]}, "word_unknown", "/rulings/0/condition"),
        ({"rulings": [RULING | {"condition": None}]}, "field_missing", "/rulings/0/condition"),
    ],
)
def test_a_fault_is_refused_with_its_place(changes: dict[str, object], code: str, where: str) -> None:
    found = read(**changes)
    assert isinstance(found, Refused)
    assert [(issue.code, issue.where) for issue in found.issues] == [(code, where)]


@pytest.mark.parametrize(
    ("changes", "code", "where"),
    [
        ({"events": None}, "field_missing", "/records/0/events"),
        ({"events": ["2024-13-01"]}, "date_invalid", "/records/0/events"),
        ({"to": "2021-12-31"}, "dates_out_of_order", "/records/0/to"),
        ({"register": "police"}, "word_unknown", "/records/0/register"),
    ],
)
def test_a_search_says_what_it_covered_and_what_it_found(changes: dict[str, object], code: str, where: str) -> None:
    found = read(records=[document()["records"][0] | changes])
    assert isinstance(found, Refused)
    assert [(issue.code, issue.where) for issue in found.issues] == [(code, where)]


def test_every_fault_is_told_at_once() -> None:
    found = read(sector="mining", documents=["receipt"], turnover="1")
    assert isinstance(found, Refused)
    assert {issue.code for issue in found.issues} == {"word_unknown", "unknown_field"}
    assert len(found.issues) == 3
