from datetime import date
from types import SimpleNamespace

import pytest

from app.intake.take_in import Refused
from app.workflow.verify_report import Question, verify_delivery
from lims_adapters.contract import Cell, Delivery, Issue, RawReport, RawResult
from lims_adapters.faults import MOST_FAULTS

HEAD = {
    "format": "labverdict.report/1",
    "report_no": "R1",
    "issued_on": "2026-05-12",
    "product.name": "车用柴油",
    "sample.id": "S-1",
}
RESULT = {"item": "硫含量", "value": "6.2", "unit": "mg/kg", "method": "SH/T 0689", "tested_on": "2026-05-10"}


def raw(**changed: str) -> RawReport:
    head = {name: Cell(text, f"/{name}") for name, text in HEAD.items()}
    cells = {name: Cell(changed.get(name, text), f"/results/0/{name}") for name, text in RESULT.items()}
    return RawReport(head, (RawResult("/results/0", cells),), from_file=False)


@pytest.fixture
def shelf(bench: SimpleNamespace) -> SimpleNamespace:
    scheme = bench.scheme_of(bench.requirement(bench.SULFUR, "≤8"))
    return SimpleNamespace(schemes={scheme.id: scheme}, vocabulary=bench.vocabulary())


QUESTION = Question("JSPB01-000000-2023")


def test_every_sample_of_a_delivery_gets_a_verdict(shelf: SimpleNamespace) -> None:
    verdicts = verify_delivery(Delivery((raw(), raw(value="9"))), QUESTION, shelf)
    assert not isinstance(verdicts, Refused)
    assert [verdict.outcome.value for verdict in verdicts] == ["conforming", "nonconforming"]
    assert verdicts[0].as_of == date(2026, 5, 12)


def test_with_one_fault_nothing_is_judged(shelf: SimpleNamespace) -> None:
    answer = verify_delivery(Delivery((raw(), raw(value="x"))), QUESTION, shelf)
    assert isinstance(answer, Refused)
    assert [issue.code for issue in answer.issues] == ["number_malformed"]


def test_faults_of_form_and_of_content_come_in_one_answer_each_once(shelf: SimpleNamespace) -> None:
    form = Issue("duplicate_key", "/x", "x", "each key once")
    answer = verify_delivery(Delivery((raw(value="x"), raw(value="x")), (form,)), QUESTION, shelf)
    assert isinstance(answer, Refused)
    assert [issue.code for issue in answer.issues] == ["duplicate_key", "number_malformed"]


def test_what_follows_from_a_fault_of_form_is_not_told_again(shelf: SimpleNamespace) -> None:
    form = Issue("cell_error", "/results/0/value", "#N/A", "a value")
    answer = verify_delivery(Delivery((raw(value="x"),), (form,)), QUESTION, shelf)
    assert isinstance(answer, Refused)
    assert answer.issues == (form,)


def test_many_faults_take_no_longer_than_few(shelf: SimpleNamespace) -> None:
    many = Delivery(tuple(RawReport(raw().head, (RawResult(f"/{n}", {}),), from_file=False) for n in range(2000)))
    answer = verify_delivery(many, QUESTION, shelf)
    assert isinstance(answer, Refused)
    assert len(answer.issues) == len(set(answer.issues)) == MOST_FAULTS + 1
    assert answer.issues[-1].code == "too_many_faults"


def test_an_unknown_scheme_is_refused_with_those_that_are_known(shelf: SimpleNamespace) -> None:
    answer = verify_delivery(Delivery((raw(),)), Question("JSPB99"), shelf)
    assert isinstance(answer, Refused)
    assert [(issue.code, issue.expected) for issue in answer.issues] == [
        ("scheme_unknown", "one of JSPB01-000000-2023")
    ]


@pytest.mark.parametrize("as_of", [None, "2023-10-16"])
def test_the_day_of_the_edition_is_the_one_asked_for_or_the_issue(shelf: SimpleNamespace, as_of: str | None) -> None:
    day = None if as_of is None else date.fromisoformat(as_of)
    verdicts = verify_delivery(Delivery((raw(),)), Question("JSPB01-000000-2023", as_of=day), shelf)
    assert not isinstance(verdicts, Refused)
    assert verdicts[0].as_of == (day or date(2026, 5, 12))


def test_a_delivery_of_nothing_is_refused(shelf: SimpleNamespace) -> None:
    answer = verify_delivery(Delivery(()), QUESTION, shelf)
    assert isinstance(answer, Refused)
    assert [issue.code for issue in answer.issues] == ["no_results"]
