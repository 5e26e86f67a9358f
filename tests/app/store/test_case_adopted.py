"""Limits that a body has adopted decide in its cases, and go with the decision."""

from datetime import date

import pytest

from app.certification.cases.refusal import Refused
from app.certification.lifecycle.vocabulary import Kind
from app.library.packed_rules import load_packed
from app.ports.body_papers import Paper, PaperRow
from app.store.engine import Database
from app.workflow.case_bundle import case_bundle
from app.workflow.check_bundle import Answer as Checked
from app.workflow.check_bundle import Bench, check_bundle
from lims_adapters.formats.labverdict_json.adapter import ADAPTER
from lims_adapters.registry import Registry
from tests.app.dossiers import DATA, DRYER
from tests.app.store.casework import BODY, LAB, Casework, acting, casework

MAKER = "示例制药机械有限公司"
UNIT = {"manufacturer": MAKER, "plant": MAKER, "series": "GZP"}
PAPERS = ("application", "factory_questionnaire", "brand_statement")
BEGUN, FAILED_ON = "2026-04-01", "2026-06-10"


@pytest.fixture
def work(database: Database) -> Casework:
    return casework(database)


def adopt(work: Casework) -> None:
    content = (DATA / "adopted_limits.json").read_bytes()
    row = PaperRow(BODY, 1, content, "P-0007", "P-0008", "P-0008-account", work.desk.at())
    work.desk.papers.put(Paper.ADOPTED_LIMITS, row)


def in_test(work: Casework) -> str:
    """Bring an application for a dryer to its test."""
    filed, accepted, started = (work.event(n, on=on) for n, on in ((1, BEGUN), (2, BEGUN), (3, "2026-04-10")))
    filed["data"]["application"]["unit"] = UNIT
    filed["data"]["application"]["filed"] += [{"id": each} for each in PAPERS]
    for each in accepted["data"]["statements"]:
        each["on"] = BEGUN
    started["data"]["receipt"] = {"sample_received_on": "2026-04-10", "fee_received_on": "2026-04-09"}
    work.on(date.fromisoformat(BEGUN))
    opened = work.open(
        acting("A-0001"), Kind.APPLICATION, body=BODY, number="D-1", scheme=DRYER, unit=UNIT, event=filed
    )
    case = str(work.done(opened)["case"])
    work.let_in(case, LAB)
    work.done(work.take(case, "P-0001", accepted))
    work.on(date(2026, 4, 10))
    work.done(work.take(case, "L-0001", started))
    work.report = work.file(scheme=DRYER)
    work.on(date(2026, 5, 12))
    return case


def test_a_test_is_passed_with_adopted_limits_alone(work: Casework) -> None:
    case = in_test(work)
    passed = {"event": "pass_test", "on": "2026-05-12", "data": {"tests": [{"report": work.report}]}}
    without = work.take(case, "L-0001", passed)
    assert isinstance(without, Refused)
    assert {each.guard.value for each in without.missing} == {"every_item_passed"}
    adopt(work)
    assert work.done(work.take(case, "L-0001", passed))["state"] == "test_passed"


def test_a_decision_takes_the_adopted_limits_into_its_bundle(work: Casework) -> None:
    adopt(work)
    case = in_test(work)
    passed = {"event": "pass_test", "on": "2026-05-12", "data": {"tests": [{"report": work.report}]}}
    work.done(work.take(case, "L-0001", passed))
    work.on(date.fromisoformat(FAILED_ON))
    plan = work.event(6)
    plan["data"]["plan"] |= {"man_days": 40}
    work.done(work.take(case, "P-0010", plan))
    failed = {"event": "fail_inspection", "on": FAILED_ON, "data": {"reasons": "不符合"}}
    work.done(work.take(case, "P-0003", failed))
    told = work.done(work.take(case, "P-0006", {"event": "terminate", "on": FAILED_ON, "data": {"reasons": "不符合"}}))
    assert told["decision"] is not None
    (stored,) = work.desk.cases.decisions(BODY, case)
    assert (stored.decision.settings_version, stored.decision.adopted_version) == (1, 1)
    content = case_bundle(BODY, case, work.desk)
    assert isinstance(content, bytes)
    checked = check_bundle(content, Bench(load_packed, Registry((ADAPTER,))))
    assert (checked.answer, checked.faults) == (Checked.VERIFIED, ())
