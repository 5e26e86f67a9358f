"""Records as they are stored, persons as they are named, and what is kept for a while."""

import pytest

from app.certification.form import Refused
from app.ports.access import Person
from app.ports.cases import ReportName
from app.workflow.case_names import named_by_name
from app.workflow.case_record import Head, Paper, members_of, record_bytes, report_name, reports_named
from app.workflow.remembered import Remembered

HEAD = Head("c", "application", "b", "JSPB01-180004-2023", {"grade": "0号"}, None, None)
REPORT = "0" * 32 + "/2"


def test_a_record_is_the_same_bytes_for_ever() -> None:
    assert (
        record_bytes(HEAD, {"n": 1, "event": "file"})
        == (
            '{"case":{"about":null,"body":"b","certificate":null,"id":"c","kind":"application",'
            '"scheme":"JSPB01-180004-2023","unit":{"grade":"0号"}},"format":"labverdict.case_record/1",'
            '"record":{"event":"file","n":1}}'
        ).encode()
    )


def test_numbers_keep_the_digits_that_were_typed_and_null_says_nothing() -> None:
    assert members_of(b'{"a": 1.50, "b": null, "c": [{"d": null, "e": -0}]}', "abc") == {
        "a": "1.50", "c": [{"e": "-0"}],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"[]", "wrong_type"),
        (b"{", "malformed_json"),
        (b'{"z": 1}', "unknown_field"),
        (b'{"a": 1, "a": 2}', "duplicate_key"),
    ],
)
def test_what_is_no_object_of_these_members_is_refused(content: bytes, code: str) -> None:
    found = members_of(content, ("a",))
    assert isinstance(found, Refused)
    assert [each.code for each in found.issues] == [code]


@pytest.mark.parametrize(
    "text", ["", "x/1", "0" * 32, "0" * 32 + "/0", "0" * 32 + "/01", "0" * 31 + "/1", REPORT + "\n"]
)
def test_only_an_id_with_a_revision_names_a_report(text: str) -> None:
    assert report_name(text) is None
    assert report_name(REPORT) == ReportName("0" * 32, 2)


def test_each_report_of_the_evidence_is_named_once() -> None:
    tests = {"data": {"tests": [{"report": "a"}, {"report": "b"}, {}]}}
    paper = Paper(HEAD, ()).with_event(tests).with_event({"event": "file"}).with_event(tests)
    assert reports_named(paper.events) == ("a", "b")


def test_a_person_by_name_is_told_which_ids_there_are() -> None:
    persons = [Person("P-1", "b", "张三"), Person("P-2", "b", "张三"), Person("王五", "b", "李四")]
    data = {
        "plan": {"team": ["P-1", "张 三"]}, "statements": [{"by": "李四"}, {"by": "王五"}, {"by": "nobody"}],
        "reasons": "张三",
    }  # fmt: skip
    found = [(each.where, each.expected) for each in named_by_name(data, persons)]
    assert found == [("/data/plan/team/1", "the id: P-1 or P-2"), ("/data/statements/0/by", "the id: 王五")]


def test_what_was_not_used_for_longest_is_forgotten() -> None:
    kept: Remembered[str, int] = Remembered(2)
    kept.keep("a", 1)
    kept.keep("b", 2)
    assert kept.get("a") == 1
    kept.keep("c", 3)
    assert [kept.get(each) for each in "abc"] == [1, None, 3]
