import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

Run = Callable[..., SimpleNamespace]
DIESEL, DRYER = "JSPB01-180004-2023", "JSPB01-110038-2023"
DATA = Path(__file__).resolve().parents[2] / "data"
NOTICE, RUNNING = DATA / "notice_2027_invented.toml", DATA / "running_deadlines.json"
BODY = {
    "format": "labverdict.body/1",
    "body": "B",
    "version": 1,
    "set_by": ["甲", "乙"],
    "settings": {
        "suspension_term": {"value": {"length": 3, "kind": "month"}, "ground": "g", "since": "2024-01-01"},
        "adopted_norms": {"value": ["M-23d"], "ground": "g", "since": "2024-06-01"},
    },
}


@pytest.fixture
def body(tmp_path: Path) -> str:
    (tmp_path / "body.json").write_text(json.dumps(BODY), encoding="utf-8")
    return str(tmp_path / "body.json")


def record(labverdict: Run, *words: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(labverdict("deadline", *words, "--output", "json").out)
    return found


def test_a_firm_day_stands_with_its_clause_and_its_notice(labverdict: Run) -> None:
    answer = labverdict("deadline", "D-12", "2026-02-12", "--scheme", DIESEL, "--lang", "en")
    assert answer.code == 0
    assert answer.out.splitlines()[:-1] == [
        "deadline         D-12 (JSPB01-180004-2023 7.1.4)",
        "starts           2026-02-12 nonconformities of surveillance signed",
        "length           40 working days",
        "due              2026-04-16 (firm, last day)",
        "after it         surveillance has failed",
        "who              client",
        "holiday notices  国办发明电〔2025〕7号 (2025-11-04)",
    ]


def test_a_provisional_day_is_an_interval_and_an_exit_code(labverdict: Run) -> None:
    answer = labverdict("deadline", "D-12", "2026-11-23")
    assert answer.code == 20
    assert "届满      2027-01-19 至 2027-01-20 (暂定: 尚无 2027 年放假通知, 最后一日)" in answer.out
    one_day = labverdict("deadline", "D-14", "2027-02-28", "--lang", "en").out
    assert "2027-03-22 (provisional: no notice for 2027 yet, last day)" in one_day


def test_a_deadline_as_json(labverdict: Run) -> None:
    found = record(
        labverdict, "D-01", "2026-02-09", "2026-02-10", "--scheme", DIESEL, "--pause", "2026-02-12..2026-03-02"
    )
    assert found["format"] == "labverdict.deadline/1"
    assert found["start"] == "2026-02-10"
    assert found["due"] == {"state": "firm", "day": "2026-03-19"}
    assert found["pauses"] == [{"from": "2026-02-12", "to": "2026-03-02"}]
    assert found["notices"] == [{"year": 2026, "number": "国办发明电〔2025〕7号", "dated": "2025-11-04"}]
    provisional = record(labverdict, "D-12", "2026-11-23")["due"]
    assert provisional == {
        "state": "provisional", "earliest": "2027-01-19", "latest": "2027-01-20", "missing_notices": [2027],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "due"),
    [
        (("D-15", "2026-03-02", "--scheme", DIESEL), {"reason": "setting_unset", "detail": "suspension_term"}),
        (("D-08", "2026-03-02"), {"reason": "not_printed", "detail": "feedback the certification results"}),
        (("D-12", "2037-03-02"), {"reason": "no_calendar", "detail": "2037"}),
        (("D-12", "2015-03-02"), {"reason": "no_calendar", "detail": "2015"}),
        (("D-03", "9999-03-02", "--scheme", DIESEL), {"reason": "beyond_dates", "detail": "2 year"}),
        (
            ("D-01", "2026-03-02", "2026-03-02", "--scheme", DIESEL, "--pause", "2026-03-05.."),
            {"reason": "clock_stopped", "detail": "2026-03-05"},
        ),
    ],
)
def test_where_no_day_can_be_given_the_reason_is(labverdict: Run, words: tuple[str, ...], due: dict[str, str]) -> None:
    assert record(labverdict, *words)["due"] == {"state": "not_computable", **due}
    assert labverdict("deadline", *words).code == 20


def test_a_term_is_agreed_or_set_by_the_body(labverdict: Run, body: str) -> None:
    agreed = record(
        labverdict, "D-01", "2026-03-02", "2026-03-02", "--scheme", DRYER, "--term", "5", "--kind", "working_day"
    )
    assert agreed["due"] == {"state": "firm", "day": "2026-03-09"}
    assert agreed["agreed"] == {"number": 5, "kind": "working_day"}
    assert record(labverdict, "D-15", "2026-03-02", "--scheme", DRYER, "--body", body)["due"] == {
        "state": "firm", "day": "2026-06-02",
    }  # fmt: skip
    text = labverdict("deadline", "D-15", "2026-03-02", "--term", "6", "--kind", "month", "--body", body).out
    assert "期间    由机构设定: 暂停期限; 约定: 6 个月" in text


def test_a_draft_acts_in_simulation_and_where_a_body_has_adopted_it(labverdict: Run, body: str) -> None:
    assert "[deadline_unknown]" in labverdict("deadline", "D-18", "2026-03-02").err
    assert "[deadline_unknown]" in labverdict("deadline", "D-18", "2024-05-31", "--body", body).err
    adopted = labverdict("deadline", "D-18", "2024-06-01", "--body", body)
    assert (adopted.code, "2027-06-01" in adopted.out) == (0, True)
    simulated = labverdict("deadline", "D-18", "2026-03-02", "--programme", "measures-2025-draft", "--lang", "en")
    assert "acts in simulation or where a body adopts it" in simulated.out
    assert "acts in simulation" in adopted.out.replace("仅在模拟或机构采用时适用", "acts in simulation")


def test_the_blank_of_the_dryer_rule_is_filled_by_the_notice(labverdict: Run) -> None:
    assert "D-09 (notice-2023 三(5))" in labverdict("deadline", "D-09", "2024-02-29", "--scheme", DRYER).out
    both = labverdict("deadline", "D-09", "2024-02-29").out
    assert "D-09 (notice-2023, JSPB01-180004-2023 三(5), 8.1.1)" in both
    assert "2027-02-28 (确定, 失效首日)" in both


@pytest.mark.parametrize(
    ("start", "day"),
    [
        ("2026-02-12T15:59:59Z", "2026-02-12"),
        ("2026-02-12T16:00:00Z", "2026-02-13"),
        ("2026-02-12T23:59:59+08:00", "2026-02-12"),
        ("2026-02-13T00:00:00+08:00", "2026-02-13"),
        ("2026-02-12T10:00:00-08:00", "2026-02-13"),
    ],
)
def test_an_instant_is_the_civil_day_in_china(labverdict: Run, start: str, day: str) -> None:
    assert record(labverdict, "D-13", start)["start"] == day


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        (("D-01", "2026-03-02"), ["deadline_ambiguous"]),
        (("D-99", "2026-03-02"), ["deadline_unknown"]),
        (("D-12", "2026-03-02", "--scheme", "JSPB01"), ["scheme_unknown"]),
        (("D-12", "2026-03-02", "--programme", "notice"), ["programme_unknown"]),
        (("D-12", "2026-3-2"), ["date_invalid"]),
        (("D-12", "2026-03-02T10:00:00"), ["offset_missing"]),
        (("D-12", "2026-03-02T25:00:00Z"), ["date_invalid"]),
        (("D-12", "9999-12-31T23:00:00Z"), ["date_invalid"]),
        (("D-12",), ["start_missing"]),
        (("D-12", "2026-03-02", "2026-03-03"), ["start_not_expected"]),
        (("D-01", "2026-03-02", "--scheme", DIESEL), ["start_missing"]),
        (("D-12", "2026-03-02", "--pause", "2026-03-05..2026-03-06"), ["option_not_expected"]),
        (("D-12", "2026-03-02", "--term", "5", "--kind", "month"), ["option_not_expected"]),
        (("D-01", "2026-03-02", "2026-03-02", "--scheme", DIESEL, "--pause", "x"), ["pause_malformed"]),
        (("D-12", "x", "--pause", "x"), ["date_invalid", "pause_malformed", "option_not_expected"]),
        (("D-12", "2026-03-02", "--body", "nowhere.json"), ["file_missing"]),
        (("--output", "ics", "--scheme", DIESEL), ["option_not_expected"]),
        ((), ["field_missing"]),
        (("--scheme", "JSPB01", "--programme", "notice"), ["scheme_unknown", "programme_unknown"]),
    ],
)
def test_what_cannot_be_answered_is_refused_with_every_fault(
    labverdict: Run, words: tuple[str, ...], codes: list[str]
) -> None:
    answer = labverdict("deadline", *words)
    assert (answer.code, answer.out) == (30, "")
    assert [line.rpartition("[")[2].rstrip("]") for line in answer.err.splitlines()[1:]] == codes


def test_a_refusal_is_json_for_programs(labverdict: Run, tmp_path: Path) -> None:
    answer = labverdict("deadline", "D-12", "x", "--output", "json")
    assert [issue["code"] for issue in json.loads(answer.out)["issues"]] == ["date_invalid"]
    (tmp_path / "body.json").write_text(json.dumps(BODY | {"version": "x"}), encoding="utf-8")
    refused = labverdict("deadline", "D-12", "2026-03-02", "--body", str(tmp_path / "body.json"), "--output", "json")
    assert [issue["where"] for issue in json.loads(refused.out)["issues"]] == [f"--body {'/version'}"]


@pytest.mark.parametrize(
    "words", [("--term", "5"), ("--kind", "month"), ("--term", "5", "--kind", "week"), ("--term", "0")]
)
def test_a_term_is_a_number_and_its_kind_of_days(labverdict: Run, words: tuple[str, ...]) -> None:
    assert labverdict("deadline", "D-15", "2026-03-02", *words).code == 2


def test_all_deadlines_of_a_rule_are_listed(labverdict: Run) -> None:
    rows = labverdict("deadline", "--scheme", DRYER).out
    assert [line[:4] for line in rows.splitlines() if line.startswith("D-")] == [
        f"D-{number:02}" for number in range(1, 21) if number != 18
    ]
    listed = [
        json.loads(line)
        for line in labverdict("deadline", "--programme", "measures-2025-draft", "--output", "json").out.splitlines()
    ]
    assert [each["rule"]["deadline"] for each in listed] == ["D-03", "D-07", "D-09", "D-11", "D-18"]


def test_a_day_with_reminders_as_icalendar(labverdict: Run) -> None:
    answer = labverdict("deadline", "D-11", "2026-02-02", "--case", "K-1", "--scheme", DIESEL, "--output", "ics")
    assert answer.code == 0
    assert "DTSTART;VALUE=DATE:20270202\n" in answer.out.replace("\r\n", "\n")
    assert "SUMMARY:K-1: D-11" in answer.out
    assert answer.out.count("BEGIN:VALARM") == 3


def test_without_a_day_the_calendar_is_empty_and_the_reason_is_said(labverdict: Run) -> None:
    answer = labverdict("deadline", "D-08", "2026-02-02", "--output", "ics", "--lang", "en")
    assert answer.code == 20
    assert "VEVENT" not in answer.out
    assert answer.err == "not computable: the rule prints no length (feedback the certification results)\n"


def test_a_new_notice_lists_every_deadline_that_it_moves(labverdict: Run) -> None:
    answer = labverdict("moved-deadlines", str(NOTICE), str(RUNNING), "--lang", "en")
    assert answer.code == 0
    rows = [" ".join(line.split()) for line in answer.out.splitlines()]
    assert rows[1] == "deadline deadlines that moved: 2 of 5"
    assert rows[5].startswith("2026-041 D-12 2026-11-23 2027-01-19 to 2027-01-20 (provisional:")
    assert rows[5].endswith("2027-01-19 (firm)")
    moved = json.loads(labverdict("moved-deadlines", str(NOTICE), str(RUNNING), "--output", "json").out)
    assert [(each["case"], each["before"]["state"], each["due"]) for each in moved["moved"]] == [
        ("2026-041", "provisional", {"state": "firm", "day": "2027-01-19"}),
        ("2026-044", "provisional", {"state": "firm", "day": "2027-02-16"}),
    ]


def test_a_notice_that_moves_nothing_says_so(labverdict: Run, tmp_path: Path) -> None:
    only = json.loads(RUNNING.read_text(encoding="utf-8"))
    only["deadlines"] = only["deadlines"][2:3]
    (tmp_path / "d.json").write_text(json.dumps(only), encoding="utf-8")
    answer = labverdict("moved-deadlines", str(NOTICE), str(tmp_path / "d.json"), "--lang", "en")
    assert answer.out.splitlines()[-1].endswith("deadlines that moved: 0 of 1")


@pytest.mark.parametrize(
    ("changes", "where", "code"),
    [
        ({"deadline": "D-99"}, "/deadlines/0", "deadline_unknown"),
        ({"scheme": "S"}, "/deadlines/0", "scheme_unknown"),
        ({"events": {"sample_drawn": "2026-03-02"}}, "/deadlines/0/events", "start_not_expected"),
        ({"events": {}}, "/deadlines/0/events", "start_missing"),
        ({"agreed": {"length": 5, "kind": "month"}}, "/deadlines/0/term", "option_not_expected"),
        ({"pauses": [{"from": "2026-03-05"}]}, "/deadlines/0/pause", "option_not_expected"),
        ({"due": "2026-03-05"}, "/deadlines/0/due", "unknown_field"),
    ],
)
def test_a_list_that_cannot_be_used_is_refused(
    labverdict: Run, tmp_path: Path, changes: dict[str, object], where: str, code: str
) -> None:
    held = json.loads(RUNNING.read_text(encoding="utf-8"))
    held["deadlines"][0] |= changes
    (tmp_path / "d.json").write_text(json.dumps(held), encoding="utf-8")
    answer = labverdict("moved-deadlines", str(NOTICE), str(tmp_path / "d.json"))
    assert answer.code == 30
    assert f": {where}: " in answer.err
    assert f"[{code}]" in answer.err


@pytest.mark.parametrize(
    ("old", "new"),
    [("2027", "2028"), ("2027", "2021"), ('year = "2027"', 'year = "next"'), ("[[notice]]", "[[notices]]")],
)
def test_a_notice_that_cannot_follow_is_refused(labverdict: Run, tmp_path: Path, old: str, new: str) -> None:
    (tmp_path / "n.toml").write_text(NOTICE.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    answer = labverdict("moved-deadlines", str(tmp_path / "n.toml"), str(RUNNING))
    assert answer.code == 30
    assert "[notice_malformed]" in answer.err


def test_files_that_are_not_there_are_named(labverdict: Run) -> None:
    answer = labverdict("moved-deadlines", "nowhere.toml", "nowhere.json", "--body", "nobody.json")
    assert answer.code == 30
    assert [line.rpartition("[")[2] for line in answer.err.splitlines()[1:]] == ["file_missing]"] * 3
