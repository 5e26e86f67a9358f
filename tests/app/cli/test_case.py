"""A case kept in a file, from the command line."""

import errno
import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from app.cli.files import read_file
from lims_adapters.contract import Issue
from tests.app.dossiers import DATA, Change, Document, document, put, take

Run = Callable[..., SimpleNamespace]
CASE, ISSUE = str(DATA / "diesel_case.json"), str(DATA / "diesel_case_issue.json")
BODY, OUTSIDE = str(DATA / "body.json"), str(DATA / "outside.json")
TO_ISSUE = ("--body", BODY, "--on", "2026-07-10", "--outside", OUTSIDE)


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., str]:
    """Write a document, some of its members changed, beside the report."""

    def write(name: str, *changes: Change) -> str:
        (tmp_path / "diesel_report.json").write_bytes((DATA / "diesel_report.json").read_bytes())
        path = tmp_path / name
        path.write_text(json.dumps(document(name, *changes)), encoding="utf-8")
        return str(path)

    return write


def test_a_case_is_shown_with_its_deadlines_and_what_comes_next(labverdict: Run) -> None:
    answer = labverdict("case", "show", CASE, "--lang", "en")
    assert (answer.code, answer.err) == (0, "")
    assert "D-06; 2026-07-29 (firm)" in answer.out
    assert "issue: decider (6.1)" in answer.out


def test_a_program_reads_the_timeline_as_json(labverdict: Run) -> None:
    found = json.loads(labverdict("case", "show", CASE, "--body", BODY, "--output", "json").out)
    assert (found["format"], found["state"], found["accepted_on"]) == (
        "labverdict.timeline/1",
        "deciding",
        "2026-04-21",
    )
    deadlines = {line["deadline"]: line for line in found["timeline"] if "deadline" in line}
    assert deadlines["D-01"]["due"] == {"state": "firm", "day": "2026-05-25"}
    assert (deadlines["D-01"]["stopped_on"], deadlines["D-06"]["stopped_on"]) == ("2026-05-12", None)


def test_an_event_that_is_taken_is_written_with_every_value_as_it_was_typed(
    labverdict: Run, written: Callable[..., str], tmp_path: Path
) -> None:
    case, out = written("diesel_case.json"), str(tmp_path / "out.json")
    answer = labverdict("case", "advance", case, ISSUE, *TO_ISSUE, "--out", out)
    assert (answer.code, answer.err) == (0, "")
    expected: Document = document("diesel_case.json")
    event = {key: value for key, value in document("diesel_case_issue.json").items() if key != "format"}
    expected["records"].append({"n": 12, **event})
    assert json.loads(Path(out).read_text(encoding="utf-8")) == expected
    assert "已发证" in labverdict("case", "show", out).out


def test_a_case_and_an_event_are_read_once(
    labverdict: Run, written: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pipe holds them once."""
    case, event = written("diesel_case.json"), written("diesel_case_issue.json")

    def once(name: str) -> bytes | Issue:
        content = read_file(name)
        if name in {case, event}:
            Path(name).write_bytes(b"")
        return content

    monkeypatch.setattr("app.cli.documents.read_file", once)
    out = tmp_path / "out.json"
    assert labverdict("case", "advance", case, event, *TO_ISSUE, "--out", str(out)).code == 0
    found = json.loads(out.read_text(encoding="utf-8"))
    assert (found["kind"], found["records"][-1]["event"], len(found["records"])) == ("application", "issue", 12)


def test_a_case_is_written_over_itself_or_stays_as_it_is(
    labverdict: Run, written: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = Path(written("diesel_case.json"))
    before, there = case.read_bytes(), set(tmp_path.iterdir())
    words = ("case", "advance", str(case), ISSUE, *TO_ISSUE, "--out", str(case))

    def full(path: Path, *_: object, **__: object) -> int:
        path.write_bytes(b"{")
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(Path, "write_text", full)
        answer = labverdict(*words)
    assert (answer.code, answer.out) == (74, "")
    assert answer.err == f"labverdict: {case}: No space left on device\n"
    assert (case.read_bytes(), set(tmp_path.iterdir())) == (before, there)
    assert labverdict(*words).code == 0
    assert len(json.loads(case.read_bytes())["records"]) == 12
    assert set(tmp_path.iterdir()) == there


def test_where_no_file_can_be_written_is_said(labverdict: Run, tmp_path: Path) -> None:
    for out in (tmp_path / "none" / "out.json", tmp_path):
        answer = labverdict("case", "advance", CASE, ISSUE, *TO_ISSUE, "--out", str(out))
        assert (answer.code, answer.out) == (74, "")
        assert answer.err.startswith(f"labverdict: {out}: ")
    assert labverdict("case", "advance", CASE, ISSUE, *TO_ISSUE, "--out", "/dev/null").code == 0


def test_a_step_that_lacks_something_is_open_and_writes_nothing(labverdict: Run, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    words = ("case", "advance", CASE, ISSUE, "--body", BODY, "--on", "2026-07-10", "--out", str(out))
    answer = labverdict(*words, "--lang", "en")
    assert answer.code == 20
    assert "statement declaration P-0006" in answer.out
    assert not out.exists()
    found = json.loads(labverdict(*words, "--output", "json").out)
    assert (found["format"], found["why"]) == ("labverdict.step-refused/1", "guard_not_passed")
    assert found["missing"][0]["guard"] == "no_consultancy"


def test_a_step_by_the_wrong_person_is_not_taken(labverdict: Run, written: Callable[..., str]) -> None:
    event = written("diesel_case_issue.json", put("P-0003", "person"))
    answer = labverdict("case", "advance", CASE, event, *TO_ISSUE)
    assert answer.code == 10
    assert "决定人员未参与评价" in answer.out


def test_a_step_that_the_table_does_not_have_is_not_taken(labverdict: Run, written: Callable[..., str]) -> None:
    event = written("diesel_case_issue.json", put("accept", "event"), put("application_officer", "role"))
    answer = labverdict("case", "advance", CASE, event, *TO_ISSUE, "--output", "json")
    assert (answer.code, json.loads(answer.out)["clause"]) == (10, None)


def test_a_program_reads_what_a_step_did(labverdict: Run, written: Callable[..., str]) -> None:
    found = json.loads(labverdict("case", "advance", CASE, ISSUE, *TO_ISSUE, "--output", "json").out)
    assert (found["state"], found["acts"], found["ended"]) == ("issued", ["issue"], ["D-06"])
    assert found["proof"]["evaluators"] == ["l0001", "p0002", "p0003", "p0004"]
    event = written(
        "diesel_case_issue.json",
        put("record", "event"),
        put("evaluator", "role"),
        put("P-0003", "person"),
        put(
            {"statements": [{"clause": "5.1", "holds": True, "by": "P-0003", "on": "2026-07-10", "ground": "复查"}]},
            "data",
        ),
    )
    voided = json.loads(labverdict("case", "advance", CASE, event, *TO_ISSUE, "--output", "json").out)
    assert (voided["state"], voided["voided"], voided["proof"]) == ("in_review", True, None)


def test_what_follows_elsewhere_is_told(labverdict: Run, written: Callable[..., str]) -> None:
    case = written("diesel_case.json", put("sample", "kind"), lambda held: held["records"].clear())
    event = written("diesel_case_issue.json", put("plan", "event"), put("planner", "role"))
    answer = labverdict("case", "advance", case, event, *TO_ISSUE, "--lang", "en")
    assert answer.code == 10
    assert "The certificate is valid or suspended (8.1.1)" in answer.out


def failed_surveillance(held: Document) -> None:
    held["kind"] = "surveillance"
    held["certificate"] = "JSPB-2026-0001"
    steps = (("plan", "planner"), ("start_inspection", "planner"))
    held["records"] = [
        {
            "n": n,
            "event": event,
            "role": role,
            "person": "P-0010",
            "on": "2027-03-01",
            "at": "2027-03-01T09:00:00+08:00",
        }
        for n, (event, role) in enumerate(steps, 1)
    ]


def test_a_failed_surveillance_tells_the_suspension(labverdict: Run, written: Callable[..., str]) -> None:
    case = written("diesel_case.json", failed_surveillance)
    day = (put("2027-03-01", "on"), put("fail_inspection", "event"), put("evaluator", "role"))
    event = written("diesel_case_issue.json", *day)
    words = ("case", "advance", case, event, "--body", BODY, "--on", "2027-03-01")
    answer = labverdict(*words)
    assert (answer.code, answer.err) == (0, "")
    assert "暂停、撤销和注销 提出原因" in answer.out
    (signal,) = json.loads(labverdict(*words, "--output", "json").out)["signals"]
    assert signal == {"kind": "suspension", "event": "raise", "cause": "surveillance_failed"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (put("issue", "records", 1, "event"), "/records/1/event"),
        (put(9, "records", 1, "corrects"), "[corrects_nothing]"),
        (take("scheme"), "/scheme"),
        (put([], "records", 0, "data", "application", "unit"), "/records/0/data/application/unit"),
    ],
)
def test_a_case_that_cannot_be_used_is_refused(
    labverdict: Run, written: Callable[..., str], change: Change, said: str
) -> None:
    answer = labverdict("case", "show", written("diesel_case.json", change))
    assert (answer.code, answer.out) == (30, "")
    assert said in answer.err


def test_a_correction_shows_with_what_it_corrects(labverdict: Run, written: Callable[..., str]) -> None:
    def correct(held: Document) -> None:
        held["records"].append({**held["records"][1], "n": 12, "on": "2026-04-22", "corrects": 2})

    answer = labverdict("case", "show", written("diesel_case.json", correct))
    assert "已由 12 更正" in answer.out
    assert "更正 2" in answer.out
    assert "受理日  2026-04-22" in answer.out
