"""Adopted limits are sealed by what they say, and act on reports and on dossiers."""

import hashlib
import json
from datetime import date

import pytest

from app.certification.decide import Decision, decide
from app.certification.dossier import Dossier
from app.certification.form import Refused
from app.certification.standing import Standing
from app.ledger.canonical import canonical
from app.verification.record import canonical_bytes
from app.verification.verdict import Verdict
from app.workflow.adopted_limits import adopted_limits_from
from app.workflow.decide_dossier import as_held, dossier_from
from app.workflow.verify_report import Hold, Question, verify_delivery
from lims_adapters.contract import Source
from lims_adapters.formats.labverdict_json.adapter import ADAPTER
from methods.outcome import Outcome
from tests.app.adopting import limits_of
from tests.app.dossiers import DATA, DRYER, ON, Document, answer, document, library, put, report, scheme_of, settings

FILE = DATA / "adopted_limits.json"
MAKER = "示例制药机械有限公司"
CONTENT = FILE.read_bytes()
SCHEME = library(DRYER).schemes[DRYER]


def verdict_of(content: bytes, hold: Hold | None = None) -> Verdict:
    delivery = ADAPTER.parse(Source(content, "report.json"))
    found = verify_delivery(delivery, Question(DRYER), library(DRYER), hold)
    assert isinstance(found, tuple)
    return found[0]


def dryer(held: Document) -> None:
    """Make the dossier one of the dryer rule, with the dryer's report."""
    held["scheme"] = DRYER
    held["application"]["unit"] = {"manufacturer": MAKER, "plant": MAKER, "series": "GZP"}
    held["application"]["accepted_on"] = "2026-04-01"
    days = {"sample_received_on": "2026-04-10", "fee_received_on": "2026-04-09"}
    held["tests"] = [{"report": "dryer_report.json", **days}]
    del held["card"], held["inspection"]


def decided(hold: Hold | None, content: bytes) -> Decision:
    held = json.dumps(document("diesel_dossier.json", dryer)).encode()
    scheme = scheme_of(DRYER)
    found = dossier_from(held, scheme, library(DRYER), lambda name: ADAPTER.parse(Source(content, name)), hold=hold)
    assert isinstance(found, Dossier), found
    return decide(scheme if hold is None else as_held(scheme, found, hold), found, settings(), ON)


def changed(requirement: str, **limit: object) -> bytes:
    held = json.loads(CONTENT)
    only = next(each for each in held["adopted"] if each["requirement"].endswith(f"/{requirement}"))
    only["limits"][0].update(limit)
    return json.dumps(held).encode()


def test_the_seal_is_that_of_the_canonical_bytes() -> None:
    sha256 = hashlib.sha256(canonical(json.loads(CONTENT))).hexdigest()
    spaced = json.dumps(json.loads(CONTENT), indent=3, ensure_ascii=True).encode()
    marked = b"\xef\xbb\xbf" + CONTENT
    assert {limits_of(each, SCHEME).sha256 for each in (CONTENT, spaced, marked)} == {sha256}
    assert limits_of(changed("noise", text="≤86"), SCHEME).sha256 != sha256


def test_the_dryer_is_undetermined_without_and_determined_with_adopted_limits() -> None:
    content = report("dryer_report.json")
    without, with_ = verdict_of(content), verdict_of(content, limits_of(CONTENT, SCHEME).hold)
    assert (without.outcome, len(without.still_needed)) == (Outcome.UNDETERMINED, 13)
    assert (with_.outcome, with_.still_needed) == (Outcome.CONFORMING, ())


def test_an_adopted_limit_that_is_not_met_fails_the_report() -> None:
    hold = limits_of(changed("noise", text="≤77.9"), SCHEME).hold
    assert verdict_of(report("dryer_report.json"), hold).outcome is Outcome.NONCONFORMING


def test_without_adopted_limits_a_verdict_keeps_its_bytes() -> None:
    said = json.loads(canonical_bytes(verdict_of(report("dryer_report.json"))))
    assert set(said["data_seals"]) == set(SCHEME.seals)
    assert not any("adopted" in str(finding) for finding in said["findings"])


def test_a_report_is_read_alike_whatever_is_adopted() -> None:
    content = report("dryer_report.json", put("合格", "results", 6, "value"), put("/", "results", 6, "unit"))
    hold = limits_of(CONTENT, SCHEME).hold
    assert verdict_of(content).report.results[6].typed == verdict_of(content, hold).report.results[6].typed == "合格"
    assert verdict_of(content, hold).outcome is Outcome.UNDETERMINED


def test_a_dryer_dossier_meets_the_product_test_with_adopted_limits() -> None:
    content = report("dryer_report.json")
    without, with_ = decided(None, content), decided(limits_of(CONTENT, SCHEME).hold, content)
    assert answer(without, "4.2.2").standing is Standing.OPEN
    assert answer(with_, "4.2.2").standing is Standing.MET
    assert [each.clause.number for each in without.findings] == [each.clause.number for each in with_.findings]


@pytest.mark.parametrize(("since", "standing"), [("2026-04-01", Standing.MET), ("2026-04-02", Standing.OPEN)])
def test_a_dossier_is_decided_by_what_was_adopted_on_acceptance(since: str, standing: Standing) -> None:
    held = json.loads(CONTENT)
    held["adopted"][6]["since"] = since
    hold = limits_of(json.dumps(held).encode(), SCHEME).hold
    assert answer(decided(hold, report("dryer_report.json")), "4.2.2").standing is standing


def test_one_of_several_limits_that_is_not_met_fails_the_unit() -> None:
    hold = limits_of(changed("drying_intensity", text="≥18.1"), SCHEME).hold
    found = answer(decided(hold, report("dryer_report.json")), "4.2.2")
    assert found.standing is Standing.NOT_MET
    assert [need.what for need in found.needs] == ["GB_T_32237-2015/drying_intensity/1"]


def test_what_the_rule_prints_is_not_replaced() -> None:
    held = json.loads(CONTENT)
    held["adopted"][4]["requirement"] = "JSPB01-110038-2023/4.2.2/1"
    refused = adopted_limits_from(json.dumps(held).encode(), SCHEME)
    assert isinstance(refused, Refused)
    assert [(issue.code, issue.where) for issue in refused.issues] == [("requirement_held", "/adopted/4/requirement")]


def test_limits_of_another_day_leave_the_dryer_undetermined() -> None:
    scheme = limits_of(CONTENT, SCHEME).hold(SCHEME, date(2025, 12, 31))
    assert scheme.requirements == SCHEME.requirements
