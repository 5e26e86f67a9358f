import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

Run = Callable[..., SimpleNamespace]
DATA = Path(__file__).resolve().parents[2] / "data"
REPORT, ASSESSMENT = str(DATA / "diesel_report.json"), str(DATA / "assessment.json")


@pytest.fixture
def assessed(tmp_path: Path) -> Callable[..., str]:
    """Write the assessment, some of its members changed."""

    def write(**changed: object) -> str:
        path = tmp_path / "assessment.json"
        path.write_text(json.dumps(json.loads(Path(ASSESSMENT).read_text(encoding="utf-8")) | changed), "utf-8")
        return str(path)

    return write


def methods(*names: str) -> list[dict[str, str]]:
    held = json.loads(Path(ASSESSMENT).read_text(encoding="utf-8"))["methods"]
    return [*held, *({"method": name, "since": "2024-01-01"} for name in names)]


@pytest.mark.parametrize(("on", "code"), [("2028-05-12", 20), ("2028-05-13", 10), ("2026-05-31", 10)])
def test_a_report_is_adopted_in_part_until_it_turns_two_years(labverdict: Run, on: str, code: int) -> None:
    answer = labverdict("adopt", REPORT, "--assessment", ASSESSMENT, "--on", on)
    assert (answer.code, answer.err) == (code, "")
    assert "采信截止日  2028-05-12" in answer.out


def test_a_report_whose_methods_are_all_in_scope_is_adopted(labverdict: Run, assessed: Callable[..., str]) -> None:
    answer = labverdict(
        "adopt", REPORT, "--assessment", assessed(methods=methods("SH/T 0606")), "--on", "2026-06-01", "--lang", "en"
    )
    assert answer.code == 0
    assert "verdict          adopted" in answer.out
    assert "still to test" not in answer.out


def test_every_test_still_to_do_has_its_reason(labverdict: Run, assessed: Callable[..., str]) -> None:
    unit = {"manufacturer": "别的公司", "plant": "示例石化有限公司一号厂", "grade": "0号"}
    answer = labverdict("adopt", REPORT, "--assessment", assessed(unit=unit), "--on", "2026-06-01", "--output", "json")
    document = json.loads(answer.out)
    assert (answer.code, document["answer"], document["differs_in"]) == (10, "reject", ["manufacturer"])
    assert len(document["to_test"]) == 23
    assert all(item["reason"] for item in document["to_test"])


def test_where_the_report_differs_is_said(labverdict: Run, assessed: Callable[..., str]) -> None:
    unit = {"manufacturer": "别的公司", "plant": "二号厂", "grade": "0号"}
    answer = labverdict("adopt", REPORT, "--assessment", assessed(unit=unit), "--on", "2026-06-01")
    assert "(manufacturer, plant)" in answer.out


def test_the_difference_stands_with_its_own_reason(labverdict: Run, assessed: Callable[..., str]) -> None:
    unit = {"manufacturer": "别的公司", "plant": "二号厂", "grade": "0号"}
    file = assessed(unit=unit, results_accepted=False)
    answer = labverdict("adopt", REPORT, "--assessment", file, "--on", "2026-06-01", "--lang", "en")
    (line,) = [line for line in answer.out.splitlines() if "(manufacturer, plant)" in line]
    assert "unit" in line


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"scheme": "JSPB01-999999-2023"}, "[scheme_unknown]"),
        ({"methods": [{"method": "GB/T 0", "since": "2024-01-01"}]}, "[method_unknown]"),
        ({"ground": 7, "assessed_on": "x"}, "/assessed_on"),
    ],
)
def test_an_assessment_that_cannot_be_used_is_refused(
    labverdict: Run, assessed: Callable[..., str], changed: dict[str, object], said: str
) -> None:
    answer = labverdict("adopt", REPORT, "--assessment", assessed(**changed), "--on", "2026-06-01")
    assert (answer.code, answer.out) == (30, "")
    assert said in answer.err


def test_a_report_that_cannot_be_read_is_refused(labverdict: Run, tmp_path: Path) -> None:
    (tmp_path / "report.json").write_text("{}", encoding="utf-8")
    answer = labverdict("adopt", str(tmp_path / "report.json"), "--assessment", ASSESSMENT, "--on", "2026-06-01")
    assert answer.code == 30
    assert "/report_no" in answer.err


def test_a_file_that_is_not_there_is_named(labverdict: Run) -> None:
    answer = labverdict("adopt", REPORT, "--assessment", "nowhere.json", "--on", "2026-06-01", "--output", "json")
    assert answer.code == 30
    assert json.loads(answer.out)["issues"][0]["code"] == "file_missing"


def test_the_day_is_written_in_one_way(labverdict: Run) -> None:
    assert labverdict("adopt", REPORT, "--assessment", ASSESSMENT, "--on", "1.6.2026").code == 2
