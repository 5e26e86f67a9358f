"""`--adopted FILE` and `labverdict limits compare`, as a user types them."""

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.app.dossiers import DATA, DRYER, Change, Document, document, put

Run = Callable[..., SimpleNamespace]
REPORT, ADOPTED, BODY = (str(DATA / name) for name in ("dryer_report.json", "adopted_limits.json", "body.json"))
MAKER = "示例制药机械有限公司"


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., str]:
    """Write the shipped document of adopted limits, some of its members changed."""

    def write(*changes: Change) -> str:
        path = tmp_path / "adopted.json"
        path.write_text(json.dumps(document("adopted_limits.json", *changes)), encoding="utf-8")
        return str(path)

    return write


@pytest.fixture
def dossier(tmp_path: Path) -> str:
    """Write a dossier of the dryer beside its report."""
    held: Document = document("diesel_dossier.json")
    held["scheme"] = DRYER
    held["application"]["unit"] = {"manufacturer": MAKER, "plant": MAKER, "series": "GZP"}
    held["application"]["accepted_on"] = "2026-04-01"
    held["tests"] = [{"report": "report.json"}]
    del held["card"], held["inspection"]
    (tmp_path / "report.json").write_bytes(Path(REPORT).read_bytes())
    (tmp_path / "dossier.json").write_text(json.dumps(held), encoding="utf-8")
    return str(tmp_path / "dossier.json")


def test_a_dryer_is_verified_by_adopted_limits(labverdict: Run) -> None:
    without = labverdict("verify", REPORT, "--scheme", DRYER)
    with_ = labverdict("verify", REPORT, "--scheme", DRYER, "--adopted", ADOPTED)
    assert (without.code, with_.code, with_.err) == (20, 0, "")
    assert "限值由认证机构采用" not in without.out
    assert "限值由认证机构采用, 此处未持有该限值" in with_.out


def test_the_verdict_names_the_document_among_its_seals(labverdict: Run) -> None:
    answer = labverdict("verify", REPORT, "--scheme", DRYER, "--adopted", ADOPTED, "--output", "json")
    said = json.loads(answer.out)
    assert "adopted_limits/示例认证机构/1" in said["data_seals"]
    assert said["findings"][0]["flags"] == ["adopted_limit"]
    assert said["findings"][0]["limit"]["certainty"] == "confirmed"


@pytest.mark.parametrize("command", [("verify",), ("limits", "compare")])
def test_a_document_that_cannot_be_used_is_refused_with_every_fault(
    labverdict: Run, written: Callable[..., str], command: tuple[str, ...]
) -> None:
    broken = written(put(["P-0007"], "set_by"), put("GB 1", "standard"))
    answer = labverdict(*command, REPORT, "--scheme", DRYER, "--adopted", broken)
    assert (answer.code, answer.out) == (30, "")
    assert "/set_by: 须由两名不同的人员确认" in answer.err
    assert "/standard: 不是该规则所依据的标准" in answer.err


def test_a_program_gets_the_refusal_as_json(labverdict: Run, written: Callable[..., str]) -> None:
    broken = written(put("≤85 dB", "adopted", 6, "limits", 0, "text"))
    answer = labverdict("verify", REPORT, "--scheme", DRYER, "--adopted", broken, "--output", "json")
    (issue,) = json.loads(answer.out)["issues"]
    assert (issue["code"], issue["where"]) == ("unit_basis_mismatch", "/adopted/6/limits/0/text")


def test_an_unknown_scheme_is_named_before_the_document_is_read(labverdict: Run) -> None:
    answer = labverdict("verify", REPORT, "--scheme", "JSPB01-9", "--adopted", "gone.json")
    assert answer.code == 30
    assert "[scheme_unknown]" in answer.err


def test_a_decision_uses_the_limits_of_its_body(labverdict: Run, dossier: str) -> None:
    asked = ("decide", dossier, "--body", BODY, "--on", "2026-07-10", "--output", "json")
    standings = []
    for more in ((), ("--adopted", ADOPTED)):
        findings = json.loads(labverdict(*asked, *more).out)["findings"]
        standings += [each["standing"] for each in findings if each["clause"] == "4.2.2"]
    assert standings == ["open", "met"]


def test_limits_that_another_body_adopted_are_refused(
    labverdict: Run, dossier: str, written: Callable[..., str]
) -> None:
    other = written(put("另一机构", "body"))
    answer = labverdict("decide", dossier, "--body", BODY, "--on", "2026-07-10", "--adopted", other)
    assert (answer.code, answer.out) == (30, "")
    assert "[body_differs]" in answer.err


def test_a_dossier_with_a_fault_is_refused_beside_adopted_limits(labverdict: Run, dossier: str) -> None:
    held = json.loads(Path(dossier).read_text(encoding="utf-8"))
    del held["stage"]
    Path(dossier).write_text(json.dumps(held), encoding="utf-8")
    answer = labverdict("decide", dossier, "--body", BODY, "--on", "2026-07-10", "--adopted", ADOPTED)
    assert answer.code == 30
    assert "/stage" in answer.err


def test_adopted_limits_are_shown_with_ground_and_persons(labverdict: Run) -> None:
    answer = labverdict("limits", "show", DRYER, "--adopted", ADOPTED, "--on", "2026-01-01")
    assert answer.code == 0
    assert "adopted by 示例认证机构, version 1" in answer.out
    assert "未掌握 (NF" not in answer.out


def test_before_their_first_day_nothing_of_them_is_shown(labverdict: Run) -> None:
    answer = labverdict("limits", "show", DRYER, "--adopted", ADOPTED, "--on", "2025-12-31")
    assert answer.out == labverdict("limits", "show", DRYER).out


@pytest.mark.parametrize("alone", [("--adopted", ADOPTED), ("--on", "2026-01-01")])
def test_adopted_limits_are_shown_for_a_day(labverdict: Run, alone: tuple[str, ...]) -> None:
    assert labverdict("limits", "show", DRYER, *alone).code == 2


def test_what_the_laboratory_printed_is_offered_for_comparison(labverdict: Run) -> None:
    answer = labverdict("limits", "compare", REPORT, "--scheme", DRYER, "--adopted", ADOPTED, "--output", "json")
    said = json.loads(answer.out)
    assert (answer.code, said["format"], len(said["requirements"])) == (0, "labverdict.comparison/1", 14)
    assert said["requirements"][4] == {
        "requirement": "GB_T_32237-2015/temperature_error",
        "item": "温度误差",
        "limit": "±3",
        "unit": "℃",
        "stated": "±2",
        "result_unit": "℃",
        "agreement": "differs",
    }


def test_without_adopted_limits_the_printed_ones_stand_alone(labverdict: Run) -> None:
    answer = labverdict("limits", "compare", REPORT, "--scheme", DRYER)
    assert answer.code == 0
    assert [line.count("尚未采用限值") for line in answer.out.splitlines() if "≤75" in line] == [1]
    machine = json.loads(labverdict("limits", "compare", REPORT, "--scheme", DRYER, "--output", "json").out)
    assert {each["limit"] for each in machine["requirements"]} == {None}


def test_a_report_that_cannot_be_read_is_not_compared(labverdict: Run) -> None:
    answer = labverdict("limits", "compare", ADOPTED, "--scheme", DRYER)
    assert (answer.code, answer.out) == (30, "")


def test_an_existing_report_is_adopted_where_its_limits_are(labverdict: Run, tmp_path: Path) -> None:
    method = {"method": "GB/T 32237-2015", "since": "2024-01-01"}
    unit = {"manufacturer": MAKER, "plant": MAKER, "series": "GZP"}
    assessment = tmp_path / "assessment.json"
    held = document("assessment.json", put(DRYER, "scheme"), put(unit, "unit"), put([method], "methods"))
    assessment.write_text(json.dumps(held), encoding="utf-8")
    asked = ("adopt", REPORT, "--assessment", str(assessment), "--on", "2026-06-01")
    without, with_ = labverdict(*asked), labverdict(*asked, "--adopted", ADOPTED)
    assert (without.code, with_.code, with_.err) == (20, 0, "")
