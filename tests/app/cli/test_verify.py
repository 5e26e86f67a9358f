import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from rich.cells import cell_len

Run = Callable[..., SimpleNamespace]
DATA = Path(__file__).resolve().parents[2] / "data"
DIESEL, DRYER = str(DATA / "diesel_report.json"), str(DATA / "dryer_report.json")
TABLE, WORKBOOK, HEAD = (str(DATA / f"diesel_{name}") for name in ("report.csv", "report.xlsx", "head.json"))
RULE, DRYER_RULE = "JSPB01-180004-2023", "JSPB01-110038-2023"
HEADINGS = "样品编号,检验项目,单位,检验结果,检验方法,检测日期\n"


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., str]:
    """Write the diesel report, some fields of its head and of its sulfur result changed."""

    def write(*, head: dict[str, object] | None = None, **sulfur: object) -> str:
        report = json.loads(Path(DIESEL).read_text(encoding="utf-8")) | (head or {})
        report["results"][1] |= sulfur
        path = tmp_path / "report.json"
        path.write_text(json.dumps(report, ensure_ascii=False), encoding="utf-8")
        return str(path)

    return write


@pytest.fixture
def samples(tmp_path: Path) -> Callable[..., tuple[str, ...]]:
    """Write a table of samples and the head without its sample."""

    def write(*rows: str) -> tuple[str, ...]:
        head = json.loads(Path(HEAD).read_text(encoding="utf-8"))
        del head["sample"]
        (tmp_path / "head.json").write_text(json.dumps(head, ensure_ascii=False), encoding="utf-8")
        (tmp_path / "table.csv").write_text(HEADINGS + "\n".join(rows) + "\n", encoding="utf-8")
        return str(tmp_path / "table.csv"), "--head", str(tmp_path / "head.json"), "--scheme", RULE

    return write


def test_the_diesel_report_conforms_with_limit_and_clause_beside_each_value(labverdict: Run) -> None:
    answer = labverdict("verify", DIESEL, "--scheme", RULE)
    assert (answer.code, answer.err) == (0, "")
    assert "结论        ✓ 符合 (23 符合, 1 不作判定)" in answer.out
    sulfur = [line for line in answer.out.splitlines() if line.startswith("✓ 符合      硫含量 ")]
    assert [" ".join(line.split()) for line in sulfur] == [
        "✓ 符合 硫含量 6.2 mg/kg ≤10 mg/kg +3.8 (38 %) GB 19147-2016 表3 SH/T 0689-2000 [1]",
        "✓ 符合 硫含量 6.2 mg/kg ≤8 mg/kg +1.8 (22.5 %) JSPB01-180004-2023 4.2.2 SH/T 0689-2000",
    ]


def test_the_dryer_report_stays_undetermined_and_says_what_is_needed(labverdict: Run) -> None:
    answer = labverdict("verify", DRYER, "--scheme", DRYER_RULE, "--lang", "en")
    assert answer.code == 20
    needed = answer.out.split("still needed\n")[1].split("\n\n")[0].splitlines()
    assert len(needed) == 13
    assert all(line.endswith("This requirement is not held here.") for line in needed)


@pytest.mark.parametrize(("value", "code"), [("8", 0), ("8.1", 10), ("10.1", 10), ("<8", 0), ("<9", 20), (">8", 10)])
def test_one_item_decides_the_exit_code(labverdict: Run, written: Callable[..., str], value: str, code: int) -> None:
    assert labverdict("verify", written(value=value), "--scheme", RULE).code == code


def test_a_missing_item_is_still_needed(labverdict: Run, written: Callable[..., str]) -> None:
    report = written(head={"results": json.loads(Path(DIESEL).read_text(encoding="utf-8"))["results"][:2]})
    answer = labverdict("verify", report, "--scheme", RULE)
    assert answer.code == 20
    assert "? 缺少结果  酸度" in answer.out
    assert "  酸度 (GB 19147-2016 表3): 报告中没有该项目的结果" in answer.out


def test_a_converted_value_stands_beside_the_typed_one(labverdict: Run, written: Callable[..., str]) -> None:
    answer = labverdict("verify", written(value="0.00062", unit="%(m/m)"), "--scheme", RULE)
    assert answer.code == 0
    assert "= 6.2 mg/kg" in answer.out


def test_the_piped_table_has_a_fixed_width_and_no_colours(labverdict: Run) -> None:
    for lang in ("zh", "en"):
        lines = labverdict("verify", DIESEL, "--scheme", RULE, "--lang", lang).out.splitlines()
        assert max(map(cell_len, lines)) == 132
        assert all(line.isprintable() and "\u00a0" not in line and line == line.rstrip() for line in lines)


@pytest.mark.parametrize("table", [TABLE, WORKBOOK])
def test_a_table_and_its_head_give_the_verdict_of_the_json(labverdict: Run, table: str) -> None:
    by_json = json.loads(labverdict("verify", DIESEL, "--scheme", RULE, "--output", "json").out)
    by_table = json.loads(labverdict("verify", table, "--head", HEAD, "--scheme", RULE, "--output", "json").out)
    for verdict in (by_json, by_table):
        for finding in verdict["findings"]:
            del finding["result"]["where"]
            finding["result"] = {
                name: value for name, value in finding["result"].items() if value not in (None, "", "/")
            }
    assert by_table == by_json


def test_a_table_without_its_head_asks_for_it_in_one_message(labverdict: Run) -> None:
    answer = labverdict("verify", TABLE, "--scheme", RULE)
    assert answer.code == 30
    assert answer.err.count("  --head: /") == answer.err.count("[field_missing]") == 5
    assert "--head" in answer.err.splitlines()[-1]


def test_what_a_head_lacks_or_has_wrong_is_told_at_its_file(labverdict: Run, tmp_path: Path) -> None:
    head = tmp_path / "head.json"
    head.write_text('{"format": "labverdict.report/1", "issued_on": "x"}', encoding="utf-8")
    answer = labverdict("verify", TABLE, "--head", str(head), "--scheme", RULE, "--grade", "7号", "--output", "json")
    issues = json.loads(answer.out)["issues"]
    assert {issue["file"] for issue in issues} == {str(head)}
    assert {issue["where"] for issue in issues} == {"/issued_on", "/report_no", "/sample/id", "/product/name"}


def test_faults_beyond_a_hundred_are_counted_and_programs_get_all(
    labverdict: Run, samples: Callable[..., tuple[str, ...]]
) -> None:
    rows = [f"S-1,硫含量,mgkg,6.2,SH/T 0689,2026-05-{day:02}" for day in range(1, 11)] * 10
    for more, last in ((0, "[unit_unknown]"), (1, "  … 另有 1 处"), (7, "  … 另有 7 处")):
        answer = labverdict("verify", *samples(*rows, *rows[:more]), "--output", "json")
        assert len(json.loads(answer.out)["issues"]) == 100 + more
        lines = answer.err.splitlines()
        assert lines[0].endswith(f"(问题: {100 + more})")
        assert (len(lines), lines[-1].endswith(last)) == (101 + (more > 0), True)


def test_samples_beyond_fifty_have_one_line_each_and_programs_get_all(
    labverdict: Run, samples: Callable[..., tuple[str, ...]]
) -> None:
    rows = [f"S-{number},硫含量,mg/kg,{number / 10},SH/T 0689,2026-05-10" for number in (*range(51), 120)]
    words = samples(*rows)
    answer = labverdict("verify", *words)
    assert answer.code == 10
    assert answer.out.count("样品        S-") == 50
    assert [" ".join(line.split()) for line in answer.out.splitlines()[-2:]] == ["? 无法判定 S-50", "✗ 不符合 S-120"]
    assert "其余样品" not in labverdict("verify", *samples(*rows[:50])).out
    assert labverdict("verify", *samples(*rows), "--output", "json").out.count("\n") == 52


def test_every_sample_is_judged_and_the_worst_decides(labverdict: Run, samples: Callable[..., tuple[str, ...]]) -> None:
    rows = [f"S-{value},硫含量,mg/kg,{value},SH/T 0689,2026-05-10" for value in ("6.2", "9", "11")]
    answer = labverdict("verify", *samples(*rows), "--output", "json")
    assert answer.code == 10
    verdicts = [json.loads(line) for line in answer.out.splitlines()]
    assert [verdict["report"]["sample"] for verdict in verdicts] == ["S-6.2", "S-9", "S-11"]
    assert [verdict["outcome"] for verdict in verdicts] == ["undetermined", "nonconforming", "nonconforming"]
    assert labverdict("verify", *samples(*rows)).out.count("样品        S-") == 3


def test_one_sample_refused_refuses_the_table(labverdict: Run, samples: Callable[..., tuple[str, ...]]) -> None:
    good, bad = (f"S-{unit},硫含量,{unit},6.2,SH/T 0689,2026-05-10" for unit in ("mg/kg", "mgkg"))
    answer = labverdict("verify", *samples(good, bad), "--lang", "en")
    assert (answer.code, answer.out) == (30, "")
    assert 'table.csv: row 3, column 单位: The unit is not known; found "mgkg"; expected one of ' in answer.err


def test_all_faults_come_at_once_as_text_and_as_json(labverdict: Run, written: Callable[..., str]) -> None:
    report = written(head={"issued_on": "12.05.2026", "extra": "x"}, value="8,05", unit="mgkg")
    answer = labverdict("verify", report, "--scheme", RULE, "--output", "json")
    refusal = json.loads(answer.out)
    assert answer.code == 30
    assert refusal["format"] == "labverdict.refusal/1"
    assert {(issue["code"], issue["where"]) for issue in refusal["issues"]} == {
        ("unknown_field", "/extra"),
        ("date_invalid", "/issued_on"),
        ("unit_unknown", "/results/1/unit"),
        ("decimal_separator_ambiguous", "/results/1/value"),
    } | {(issue["code"], issue["where"]) for issue in refusal["issues"] if issue["code"] == "physically_impossible"}
    assert all(f"{report}: {issue['where']}" in answer.err for issue in refusal["issues"])


def test_nothing_is_echoed_that_could_drive_a_terminal(labverdict: Run, written: Callable[..., str]) -> None:
    answer = labverdict("verify", written(value="\x1b[31m6.2", item="\x07\u202e"), "--scheme", RULE, "--output", "json")
    assert answer.code == 30
    assert (answer.out + answer.err).replace("\n", "").isprintable()


@pytest.mark.parametrize(
    ("file", "more", "code", "where"),
    [
        ("no-such-file.json", (), "file_missing", "no-such-file.json: "),
        (str(DATA), (), "file_is_directory", f"{DATA}: "),
        (f"{DIESEL}/x", (), "file_unreadable", f"{DIESEL}/x: "),
        (TABLE, ("--head", "no-head.json"), "file_missing", "--head no-head.json: "),
        (TABLE, ("--head", DIESEL), "results_not_expected", f"{DIESEL}: /results: "),
        (DIESEL, ("--head", HEAD), "head_not_expected", f"{HEAD}: "),
        (DIESEL, ("--grade", "7号"), "grade_unknown", "--grade: "),
        (DIESEL, ("--grade", "-10号"), "grade_conflict", f"{DIESEL}: /product/grade, --grade: "),
        (TABLE, ("--head", HEAD, "--grade", "-10号"), "grade_conflict", f"{HEAD}: /product/grade, --grade: "),
        (DRYER, ("--scheme", DRYER_RULE, "--grade", "0号"), "grade_not_expected", "--grade: "),
        ("", (), "file_missing", "FILE: "),
        (TABLE, ("--head", ""), "file_missing", "--head: "),
        (DIESEL, ("--as-of", "2023-10-15"), "scheme_not_in_force", "--as-of: "),
        (DRYER, (), "wrong_product", f"{DRYER}: /product/name: "),
    ],
)
def test_input_that_cannot_be_used_is_refused(
    labverdict: Run, *, file: str, more: tuple[str, ...], code: str, where: str
) -> None:
    answer = labverdict("verify", file, "--scheme", RULE, *more)
    assert (answer.code, answer.out) == (30, "")
    assert any(line.startswith(f"  {where}") and line.endswith(f"[{code}]") for line in answer.err.splitlines())


def test_an_unknown_scheme_is_answered_with_those_that_are_held(labverdict: Run) -> None:
    answer = labverdict("verify", DIESEL, "--scheme", "JSPB01-\x1b")
    assert answer.code == 30
    assert f"expected one of {DRYER_RULE}, {RULE}" in answer.err.replace("应为", "expected")
    assert "\x1b" not in answer.err


@pytest.mark.parametrize(
    ("file", "head", "codes"),
    [
        (TABLE, "no-head.json", ["scheme_unknown", "file_missing"]),
        ("no-report.csv", "no-head.json", ["scheme_unknown", "file_missing", "file_missing"]),
        (TABLE, DIESEL, ["scheme_unknown", "results_not_expected"]),
        (DIESEL, HEAD, ["scheme_unknown", "head_not_expected"]),
    ],
)
def test_an_unknown_scheme_hides_no_fault_of_the_files(labverdict: Run, file: str, head: str, codes: list[str]) -> None:
    answer = labverdict("verify", file, "--head", head, "--scheme", "JSPB01", "--output", "json")
    assert answer.code == 30
    assert [issue["code"] for issue in json.loads(answer.out)["issues"]] == codes


def test_a_report_issued_before_the_scheme_is_told_at_its_date(labverdict: Run, written: Callable[..., str]) -> None:
    report = written(head={"issued_on": "2023-10-15"})
    answer = labverdict("verify", report, "--scheme", RULE, "--output", "json")
    places = {(issue["code"], issue["where"]) for issue in json.loads(answer.out)["issues"]}
    assert ("scheme_not_in_force", "/issued_on") in places


@pytest.mark.parametrize(
    "words",
    [
        ("verify", DIESEL),
        ("verify", "--scheme", RULE),
        ("verify", DIESEL, "--scheme", RULE, "--output", "xml"),
        ("verify", DIESEL, "--scheme", RULE, "--as-of", "20260510"),
        ("verify", DIESEL, "--scheme", RULE, "--as-of", "2026-02-30"),
        ("verify", DIESEL, "--scheme", RULE, "--frobnicate"),
        ("nothing",),
        (),
    ],
)
def test_wrong_usage_ends_with_2(labverdict: Run, words: tuple[str, ...]) -> None:
    assert labverdict(*words).code == 2


def test_an_edition_of_a_later_day_can_be_asked_for(labverdict: Run) -> None:
    assert (
        json.loads(labverdict("verify", DIESEL, "--scheme", RULE, "--as-of", "2026-06-01", "--output", "json").out)[
            "as_of"
        ]
        == "2026-06-01"
    )
