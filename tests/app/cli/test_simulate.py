"""`labverdict simulate`: who enters, who leaves, and why."""

import json
from collections.abc import Callable
from pathlib import Path
from shutil import copytree
from types import SimpleNamespace
from typing import Any

import pytest

from app.library.seals import reseal
from app.library.shelf import data_root

Run = Callable[..., SimpleNamespace]
DATA = Path(__file__).resolve().parents[2] / "data"
APPLICANT, REPORT = str(DATA / "applicant.json"), str(DATA / "diesel_report.json")
NOTICE, DRAFT, DIESEL = "notice-2023", "measures-2025-draft", "JSPB01-180004-2023"
BOTH = ("--from", NOTICE, "--to", DRAFT)


def written(folder: Path, name: str = "applicant", **changes: object) -> str:
    path = folder / f"{name}.json"
    document = json.loads(Path(APPLICANT).read_text(encoding="utf-8")) | {"applicant": name} | changes
    path.write_text(json.dumps({key: value for key, value in document.items() if value is not None}), encoding="utf-8")
    return str(path)


def selling(folder: Path, amount: str, **changes: object) -> str:
    sales = [{"year": year, "amount": amount, "unit": "元"} for year in (2022, 2024)]
    return written(folder, f"sells {amount}", sales=sales, **changes)


def compared(labverdict: Run, *words: str) -> dict[str, Any]:
    answer = labverdict("simulate", *words, "--output", "json")
    assert answer.code == 0, answer.err
    document: dict[str, Any] = json.loads(answer.out)
    assert document["format"] == "labverdict.simulation/1"
    return document


def test_an_applicant_at_150_million_of_consumer_sales_flips_exactly_once(labverdict: Run) -> None:
    document = compared(labverdict, APPLICANT, *BOTH)
    [change] = document["changes"]
    assert (change["move"], change["before"], change["after"]) == ("enters", "not_met", "met")
    [reason] = change["because"]
    assert reason["key"] == "annual_sales"
    assert (reason["before"]["value"], reason["before"]["figure"]) == ("150000000", "200000000 元")
    assert (reason["after"]["value"], reason["after"]["figure"]) == ("1.5", "1 亿元")
    both_ask = [one["key"] for one in change["beside"] if one["before"] is not None and one["after"] is not None]
    assert both_ask == []
    assert document["unchanged"] == []


@pytest.mark.parametrize(
    ("product_class", "amount", "before", "after"),
    [
        ("consumer", "99999999.99", "not_met", "not_met"),
        ("consumer", "100000000", "not_met", "met"),
        ("consumer", "150000000", "not_met", "met"),
        ("consumer", "199999999.99", "not_met", "met"),
        ("consumer", "200000000", "met", "met"),
        ("means_of_production", "199999999.99", "not_met", "not_met"),
        ("means_of_production", "200000000", "not_met", "met"),
        ("means_of_production", "299999999.99", "not_met", "met"),
        ("means_of_production", "300000000", "met", "met"),
    ],
)
def test_who_changes_lies_between_the_figures_of_notice_and_draft(
    labverdict: Run, tmp_path: Path, *, product_class: str, amount: str, before: str, after: str
) -> None:
    document = compared(labverdict, selling(tmp_path, amount, product_class=product_class), *BOTH)
    changes = [(one["before"], one["after"]) for one in document["changes"]]
    assert changes == ([] if before == after else [(before, after)])
    assert [one["standing"] for one in document["unchanged"]] == ([before] if before == after else [])


def test_the_other_way_round_it_leaves(labverdict: Run) -> None:
    document = compared(labverdict, APPLICANT, "--from", DRAFT, "--to", NOTICE)
    assert [(one["move"], one["because"][0]["key"]) for one in document["changes"]] == [("leaves", "annual_sales")]


def test_several_applicants_are_listed_in_their_order(labverdict: Run, tmp_path: Path) -> None:
    files = [selling(tmp_path, amount) for amount in ("1", "150000000", "300000000", "120000000")]
    document = compared(labverdict, *files, *BOTH)
    assert [one["case"] for one in document["changes"]] == ["sells 150000000", "sells 120000000"]
    assert [one["case"] for one in document["unchanged"]] == ["sells 1", "sells 300000000"]


def test_an_applicant_with_a_trademark_that_runs_out_leaves(labverdict: Run, tmp_path: Path) -> None:
    file = selling(tmp_path, "300000000", trademark={"number": "1", "owned": True, "expires_on": "2025-05-31"})
    [change] = compared(labverdict, file, *BOTH)["changes"]
    assert (change["move"], [one["key"] for one in change["because"]]) == ("leaves", ["trademark"])
    assert change["because"][0]["before"] is None


def test_what_the_other_programme_needs_to_know_opens(labverdict: Run, tmp_path: Path) -> None:
    [change] = compared(labverdict, selling(tmp_path, "300000000", records=None), *BOTH)["changes"]
    assert (change["move"], change["after"]) == ("opens", "open")
    assert [one["key"] for one in change["because"]] == ["credit", "supervision_sampling", "accidents"]


def test_the_day_can_be_given(labverdict: Run) -> None:
    document = compared(labverdict, APPLICANT, *BOTH, "--on", "2026-06-01")
    [change] = document["changes"]
    assert change["after"] == "open"
    assert "sales 2025" in {one["after"]["needed"] for one in change["because"] if one["after"]}


def test_people_get_a_table(labverdict: Run, tmp_path: Path) -> None:
    answer = labverdict("simulate", APPLICANT, selling(tmp_path, "1"), *BOTH, "--lang", "en")
    rows = [" ".join(line.split()) for line in answer.out.splitlines()]
    assert "江苏示例日用品有限公司 ✗ not met ✓ met enters" in rows
    assert "sells 1 ✗ not met ✗ not met stays" in rows
    assert "note a simulation compares; it decides nothing" in rows
    assert any("1.5 亿元 (2022); asked more than 200 million yuan" in row for row in rows)


def test_a_condition_that_is_not_asked_is_said_so(labverdict: Run, tmp_path: Path) -> None:
    answer = labverdict("simulate", selling(tmp_path, "300000000", trademark=None), *BOTH, "--lang", "en")
    assert "not asked" in answer.out
    assert "? Nothing is stated; asked trademark" in answer.out


@pytest.mark.parametrize(
    ("words", "place", "code"),
    [
        ((APPLICANT, "--from", "notice-2022", "--to", DRAFT), "--from", "scheme_unknown"),
        ((APPLICANT, "--from", NOTICE, "--to", "measures-2026"), "--to", "scheme_unknown"),
        ((APPLICANT, "--from", NOTICE, "--to", DIESEL), "--to", "scheme_unknown"),
        ((REPORT, "--from", DIESEL, "--to", NOTICE), "--to", "scheme_unknown"),
        (("", *BOTH), "FILE", "file_missing"),
        ((APPLICANT, *BOTH, "--to-data", "no-such-folder"), "--to-data", "file_missing"),
        ((REPORT, *BOTH), f"{REPORT}: /format", "format_unknown"),
        ((REPORT, "--from", DIESEL, "--to", "JSPB01-110038-2023"), f"{REPORT}: /product/name", "wrong_product"),
        (("no-such-file.json", "--from", DIESEL, "--to", DIESEL), "no-such-file.json", "file_missing"),
    ],
)
def test_what_cannot_be_compared_is_refused(labverdict: Run, words: tuple[str, ...], place: str, code: str) -> None:
    answer = labverdict("simulate", *words)
    assert (answer.code, answer.out) == (30, "")
    assert f"\n  {place}: " in answer.err
    assert f"[{code}]" in answer.err


def test_a_day_is_written_in_full(labverdict: Run) -> None:
    assert labverdict("simulate", APPLICANT, *BOTH, "--on", "2025-6-1").code == 2


def test_every_fault_of_every_file_is_told(labverdict: Run, tmp_path: Path) -> None:
    first, second = written(tmp_path, "first", province=7), written(tmp_path, "second", sales=[{"year": 2022}])
    answer = labverdict("simulate", first, second, *BOTH, "--output", "json")
    places = {issue["where"] for issue in json.loads(answer.out)["issues"]}
    assert {f"{first}: /province", f"{second}: /sales/0/amount", f"{second}: /sales/0/unit"} <= places


@pytest.fixture
def proposed(tmp_path: Path) -> Path:
    """Copy the limits, with sulfur at 6 mg/kg in place of 8."""
    folder = tmp_path / "limits"
    copytree(data_root().limits, folder)
    path = folder / "schemes" / DIESEL / "advanced.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('at_most = "8"', 'at_most = "6"'), encoding="utf-8")
    reseal(folder)
    return folder


def test_reports_are_decided_under_a_proposed_table(labverdict: Run, proposed: Path) -> None:
    words = (REPORT, "--from", DIESEL, "--to", DIESEL)
    assert compared(labverdict, *words)["changes"] == []
    [change] = compared(labverdict, *words, "--to-data", str(proposed))["changes"]
    assert (change["move"], change["case"]) == ("leaves", "W2026-0012 CY-2026-0517")
    [reason] = change["because"]
    assert (reason["key"], reason["before"]["needed"], reason["after"]["needed"]) == ("4.2.2/1", "≤8", "≤6")
    assert (reason["after"]["value"], reason["after"]["reason"]) == ("6.2", "beyond_limit")


def test_results_of_one_requirement_are_compared_one_by_one(labverdict: Run, proposed: Path, tmp_path: Path) -> None:
    report = json.loads(Path(REPORT).read_text(encoding="utf-8"))
    [sulfur, *_] = [one for one in report["results"] if one["item"] == "硫含量"]
    report["results"] += [sulfur | {"replicate": "2", "value": "5.9"}]
    path = tmp_path / "two.json"
    path.write_text(json.dumps(report), encoding="utf-8")
    [change] = compared(labverdict, str(path), "--from", DIESEL, "--to", DIESEL, "--to-data", str(proposed))["changes"]
    assert [one["key"] for one in change["because"]] == ["4.2.2/1"]


def test_a_report_that_lacks_an_item_stays_open(labverdict: Run, tmp_path: Path) -> None:
    report = json.loads(Path(REPORT).read_text(encoding="utf-8"))
    report["results"] = report["results"][1:]
    path = tmp_path / "short.json"
    path.write_text(json.dumps(report), encoding="utf-8")
    assert compared(labverdict, str(path), "--from", DIESEL, "--to", DIESEL)["unchanged"][0]["standing"] == "open"


@pytest.mark.parametrize("words", [(APPLICANT, *BOTH), (REPORT, "--from", DIESEL, "--to", DIESEL)])
def test_a_broken_proposal_is_refused_with_its_place(labverdict: Run, proposed: Path, words: tuple[str, ...]) -> None:
    for file in (proposed / "programmes" / DRAFT / "programme.toml", proposed / "schemes" / DIESEL / "scheme.toml"):
        file.write_text("broken", encoding="utf-8")
    answer = labverdict("simulate", *words, "--to-data", str(proposed))
    assert answer.code == 30
    assert "--to-data limits/" in answer.err
    assert "[toml_malformed]" in answer.err
