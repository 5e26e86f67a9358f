import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from app.cli.files import read_file
from lims_adapters.contract import Issue
from tests.app.dossiers import DATA, Change, document, put, take

Run = Callable[..., SimpleNamespace]
BODY = str(DATA / "body.json")


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., str]:
    """Write the diesel dossier, some of its members changed, beside its report."""

    def write(*changes: Change) -> str:
        (tmp_path / "diesel_report.json").write_bytes((DATA / "diesel_report.json").read_bytes())
        path = tmp_path / "dossier.json"
        path.write_text(json.dumps(document("diesel_dossier.json", *changes)), encoding="utf-8")
        return str(path)

    return write


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        (lambda held: held, 0, "结论      ✓ 满足"),
        (take("review"), 20, "6.1: 人员 reviewer"),
        (put("3.9", "tests", 0, "sample_l"), 10, "证据表明不满足; 检验结果 W2026-0012"),
    ],
)
def test_a_decision_is_shown_clause_by_clause(
    labverdict: Run, written: Callable[..., str], change: Change, code: int, said: str
) -> None:
    answer = labverdict("decide", written(change), "--body", BODY, "--on", "2026-07-10")
    assert (answer.code, answer.err) == (code, "")
    assert said in answer.out


def test_a_program_reads_the_decision_as_json(labverdict: Run, written: Callable[..., str]) -> None:
    answer = labverdict("decide", written(take("review")), "--body", BODY, "--on", "2026-07-10", "--output", "json")
    decision = json.loads(answer.out)
    assert (decision["format"], decision["standing"], decision["stage"]) == ("labverdict.decision/1", "open", "initial")
    (review,) = [finding for finding in decision["findings"] if finding["clause"] == "6.1"]
    assert review["needs"] == [{"sort": "person", "what": "reviewer"}]
    assert review["doubts"] == ["later-decisions"]


def test_the_readings_behind_a_decision_are_named(labverdict: Run, written: Callable[..., str]) -> None:
    answer = labverdict("decide", written(), "--body", BODY, "--on", "2026-07-10")
    assert "存疑 (尚无人确认)" in answer.out
    assert "  8.1.1: validity-start" in answer.out


def test_english_words_are_shown_where_they_are_asked_for(labverdict: Run, written: Callable[..., str]) -> None:
    answer = labverdict("decide", written(take("review")), "--body", BODY, "--on", "2026-07-10", "--lang", "en")
    assert "still needed" in answer.out
    assert "man-days planned 4" in answer.out


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (put("JSPB01-9", "scheme"), "[scheme_unknown]"),
        (put("gone.json", "tests", 0, "report"), "/tests/0/report"),
        (take("stage"), "/stage"),
    ],
)
def test_a_dossier_that_cannot_be_used_is_refused(
    labverdict: Run, written: Callable[..., str], change: Change, said: str
) -> None:
    answer = labverdict("decide", written(change), "--body", BODY, "--on", "2026-07-10")
    assert (answer.code, answer.out) == (30, "")
    assert said in answer.err


def test_settings_that_cannot_be_read_are_refused(labverdict: Run, written: Callable[..., str]) -> None:
    answer = labverdict("decide", written(), "--body", written(), "--on", "2026-07-10", "--output", "json")
    assert answer.code == 30
    assert json.loads(answer.out)["issues"][0]["where"] == "/format"


def test_a_report_on_several_samples_is_refused(labverdict: Run, written: Callable[..., str], tmp_path: Path) -> None:
    path = written(put("table.csv", "tests", 0, "report"))
    (tmp_path / "table.csv").write_text("检验项目\n", encoding="utf-8")
    answer = labverdict("decide", path, "--body", BODY, "--on", "2026-07-10")
    assert answer.code == 30
    assert "/tests/0/report" in answer.err


@pytest.mark.parametrize(
    "report", ["../report.json", "/etc/hostname", "/dev/stdin", "link.json", "sub/../../report.json"]
)
def test_a_dossier_opens_no_file_outside_its_folder(
    labverdict: Run, written: Callable[..., str], tmp_path: Path, report: str
) -> None:
    outside = tmp_path.parent / "report.json"
    outside.write_bytes((DATA / "diesel_report.json").read_bytes())
    path = written(put(report, "tests", 0, "report"))
    (tmp_path / "link.json").symlink_to(outside)
    answer = labverdict("decide", path, "--body", BODY, "--on", "2026-07-10")
    assert answer.code == 30
    assert "in the folder of the document [file_unreadable]" in answer.err


def test_a_report_may_lie_below_the_dossier(labverdict: Run, written: Callable[..., str], tmp_path: Path) -> None:
    path = written(put("reports/../reports/1.json", "tests", 0, "report"))
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "1.json").write_bytes((DATA / "diesel_report.json").read_bytes())
    assert labverdict("decide", path, "--body", BODY, "--on", "2026-07-10").code == 0


def test_a_dossier_is_read_once(labverdict: Run, written: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    path, names = written(), []

    def counted(name: str) -> bytes | Issue:
        names.append(name)
        return read_file(name)

    monkeypatch.setattr("app.cli.documents.read_file", counted)
    assert labverdict("decide", path, "--body", BODY, "--on", "2026-07-10").code == 0
    assert names == [BODY, path]
