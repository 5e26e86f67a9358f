"""What a check of a bundle says: each sort of fault on its own, and each guard shown to be needed."""

import base64
import json
from dataclasses import replace

import pytest

from app.ledger.canonical import canonical
from app.workflow.check_bundle import Answer
from app.workflow.decision_bundle import LARGEST, Bundle, Misread, bundle_bytes, read_bundle
from app.workflow.fingerprint import digest
from lims_adapters.contract import Issue
from tests.app.bundles import CASES, asked, bundled, check, good, members, places, proof_of, written
from tests.app.dossiers import DIESEL, put, take
from tests.app.ledger.logs import THEIRS, TRUST

DEADLINES = f"limits/schemes/{DIESEL}/deadlines.toml"


@pytest.mark.parametrize("case", range(len(CASES)))
def test_a_good_bundle_is_verified_with_its_log_and_without(case: int) -> None:
    assert check(good(case)).answer is Answer.VERIFIED
    assert check(good(case, in_log=True), TRUST).answer is Answer.VERIFIED


def test_the_same_decision_is_the_same_bundle_and_is_read_back() -> None:
    content = good()
    assert written(bundled(asked())) == content
    bundle = read_bundle(content)
    assert isinstance(bundle, Bundle)
    assert written(bundle) == content
    assert set(bundle.rules) == set(members(content)["decision"]["seals"])


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"", ""),
        (b"PK\x03\x04", ""),
        (b"\xff", ""),
        (b"[]", "format"),
        (b'{"format":"labverdict.dossier/1"}', "format"),
        (b'{"format": "labverdict.bundle/1"}', ""),
        (b'{"a":1.5,"format":"labverdict.bundle/1"}', "/a"),
        (b"[" * 100_000, ""),
        (b" " * (LARGEST + 1), ""),
    ],
)
def test_what_is_no_bundle_cannot_be_read(content: bytes, place: str) -> None:
    checked = check(content)
    assert (checked.answer, checked.bundle) == (Answer.UNREADABLE, None)
    assert [fault.where for fault in checked.faults] == [place]


def changed(*path: str, value: object = None) -> bytes:
    """Return the good bundle with one member changed, or taken away."""
    told = members(good())
    place = told
    for key in path[:-1]:
        place = place[key]
    if value is None:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return canonical(told)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (changed("on"), ("member_malformed", "on")),
        (changed("on", value="2026-7-10"), ("member_malformed", "on")),
        (changed("on", value="9999-12-31"), ("member_malformed", "on")),
        (changed("on", value="2026-07-11"), ("member_differs", "on")),
        (changed("rules"), ("member_missing", "rules")),
        (changed("rules", value=[]), ("member_malformed", "rules")),
        (changed("rules", DEADLINES, value=1), ("member_malformed", f"rules/{DEADLINES}")),
        (changed("rules", DEADLINES, value="x"), ("member_differs", f"rules/{DEADLINES}")),
        (changed("rules", DEADLINES), ("member_missing", f"rules/{DEADLINES}")),
        (changed("rules", "limits/../x.toml", value="x"), ("member_not_used", "rules/limits/../x.toml")),
        (changed("documents", "dossier"), ("member_missing", "documents/dossier")),
        (changed("documents", "extra", value="eA=="), ("member_unknown", "documents/extra")),
        (changed("documents", "settings", value="e"), ("member_malformed", "documents/settings")),
        (changed("documents", "settings", value="eA=="), ("member_differs", "documents/settings")),
        (changed("reports", "diesel_report.json"), ("member_missing", "reports/diesel_report.json")),
        (changed("reports", "other.json", value="eA=="), ("member_not_used", "reports/other.json")),
        (changed("extra", value="x"), ("member_unknown", "extra")),
        (changed("log", value="x"), ("member_malformed", "log")),
        (changed("decision", "standing", value="open"), ("decision_differs", "decision/standing")),
        (changed("decision", "stage"), ("decision_differs", "decision/stage")),
        (changed("decision", "extra", value="x"), ("decision_differs", "decision/extra")),
        (changed("decision", "unit", "series"), ("decision_differs", "decision/unit/series")),
        (changed("decision", "scheme"), ("decision_differs", "decision/scheme")),
        (changed("decision", "findings", value=[]), ("decision_differs", "decision/findings")),
        (changed("decision", "seals", value=[]), ("member_not_used", f"rules/{DEADLINES}")),
        (changed("decision", "reports", value=["x"]), ("member_not_used", "reports/diesel_report.json")),
    ],
)
def test_each_fault_is_named_with_its_member(content: bytes, fault: tuple[str, str]) -> None:
    checked = check(content)
    assert checked.answer is Answer.REFUSED
    assert fault in places(checked)


@pytest.mark.parametrize("name", ["deciding", "judging"])
def test_a_decision_by_other_semantics_can_be_neither_right_nor_wrong(name: str) -> None:
    checked = check(changed("decision", name, value="labverdict.deciding/2"))
    assert checked.answer is Answer.UNREADABLE
    assert places(checked) == {("semantics_unknown", f"decision/{name}")}


def remade(**parts: bytes | str) -> bytes:
    """Return the good bundle with a document or a rule file changed, and its digest in the decision put right."""
    told = members(good())
    for name, content in parts.items():
        if isinstance(content, bytes):
            told["documents"][name] = base64.b64encode(content).decode()
            told["decision"]["documents"][name] = digest(content)
        else:
            told["rules"][DEADLINES] = content
            told["decision"]["seals"][DEADLINES] = digest(content.encode())
    return canonical(told)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (remade(dossier=b"{}"), ("format_unknown", "documents/dossier/format")),
        (remade(settings=b"x"), ("malformed_json", "documents/settings/line 1, column 1")),
        (remade(dossier=asked(take("stage")).dossier), ("field_missing", "documents/dossier/stage")),
        (remade(dossier=asked(put("JSPB01-9", "scheme")).dossier), ("scheme_unknown", "rules")),
        (
            remade(dossier=asked(put("gone.json", "tests", 0, "report")).dossier),
            ("member_missing", "documents/dossier/tests/0/report: reports/gone.json"),
        ),
        (remade(rules="source = 1"), ("not_text", f"rules/{DEADLINES}:1")),
        (
            remade(rules=members(good())["rules"][DEADLINES].replace('"D-06"', '"D-96"')),
            ("rules_unusable", "rules"),
        ),
    ],
)
def test_parts_that_were_put_in_with_their_digests_are_refused_where_they_cannot_be_used(
    content: bytes, fault: tuple[str, str]
) -> None:
    checked = check(content)
    assert checked.answer is Answer.REFUSED
    assert fault in places(checked)


def test_a_key_that_is_given_asks_for_the_log() -> None:
    assert places(check(good(), TRUST)) == {("member_missing", "log")}
    theirs = replace(bundled(asked()), log=proof_of(digest(bundled(asked()).record), THEIRS))
    assert places(check(written(theirs), TRUST)) == {("log_disproved", "log/checkpoint")}
    assert check(written(theirs)).answer is Answer.VERIFIED


def test_a_log_of_another_decision_is_refused_without_any_key() -> None:
    other = replace(bundled(asked()), log=proof_of("0" * 64))
    assert places(check(written(other))) == {("log_disproved", "log/entry")}


def test_no_bundle_is_made_that_would_not_be_read() -> None:
    large = replace(bundled(asked()), reports={"x": bytes(LARGEST)})
    found = bundle_bytes(large)
    assert isinstance(found, Issue)
    assert found.code == "bundle_too_large"


def test_a_bundle_holds_no_number() -> None:
    def refuse(digits: str) -> None:
        raise AssertionError(digits)

    json.loads(good(in_log=True), parse_int=refuse, parse_float=refuse)
    assert isinstance(read_bundle(b"1"), Misread)
