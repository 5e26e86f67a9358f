"""What a body sets: each value with ground and day, two persons behind the document, and nothing by default."""

import json
from datetime import date

import pytest

from app.certification.body import Body, DayKind, RenewalNumber, RenewalStart, SamplingRule, Setting, Term, in_force
from app.certification.body import read_body as read
from app.certification.form import Refused

SINCE = date(2026, 1, 1)


def document(settings: dict[str, object], **more: object) -> bytes:
    held = {"format": "labverdict.body/1", "body": "示例认证机构", "version": 2, "set_by": ["P1", "P2"]}
    return json.dumps({**held, "settings": settings, **more}).encode()


def setting(value: object, since: str = "2026-01-01") -> dict[str, object]:
    return {"value": value, "ground": "示例程序文件 7.3", "since": since}


def body_of(settings: dict[str, object], **more: object) -> Body:
    found = read(document(settings, **more))
    assert isinstance(found, Body)
    return found


def faults(settings: dict[str, object], **more: object) -> set[tuple[str, str]]:
    refused = read(document(settings, **more))
    assert isinstance(refused, Refused)
    return {(issue.code, issue.where) for issue in refused.issues}


def test_what_is_not_set_is_not_set() -> None:
    body = body_of({})
    unset = [getattr(body, name) for name in Body.__dataclass_fields__ if name not in {"id", "version", "set_by"}]
    assert set(unset) == {None}
    assert (body.id, body.version, body.set_by) == ("示例认证机构", 2, ("P1", "P2"))


@pytest.mark.parametrize(
    ("name", "written", "value"),
    [
        ("non_critical_items", ["cloud_point"], frozenset({"cloud_point"})),
        ("rectification_term", {"length": 30, "kind": "calendar_day"}, Term(30, DayKind.CALENDAR_DAY)),
        ("test_term", {"length": 20, "kind": "working_day"}, Term(20, DayKind.WORKING_DAY)),
        ("suspension_term", {"length": 6, "kind": "month"}, Term(6, DayKind.MONTH)),
        ("cooling_off", {"length": 2, "kind": "year"}, Term(2, DayKind.YEAR)),
        ("designated_laboratories", ["示例检测实验室"], frozenset({"示例检测实验室"})),
        ("sampling_rule", "part", SamplingRule.PART),
        ("sampling_items", ["sulfur_content"], frozenset({"sulfur_content"})),
        ("number_format", "JSP-{year}-{serial}", "JSP-{year}-{serial}"),
        ("renewal_number", "same", RenewalNumber.SAME),
        ("renewal_start", "expiry", RenewalStart.EXPIRY),
        ("one_person_reviews_and_decides", True, True),
        ("adopted_norms", ["M-23d"], frozenset({"M-23d"})),
    ],
)
def test_every_setting_carries_value_ground_and_day(name: str, written: object, value: object) -> None:
    assert getattr(body_of({name: setting(written)}), name) == Setting(value, "示例程序文件 7.3", SINCE)


def test_the_table_above_holds_every_setting() -> None:
    assert len(Body.__dataclass_fields__) - 3 == 13


@pytest.mark.parametrize(
    ("settings", "fault"),
    [
        ({"favourite_colour": setting("red")}, ("unknown_field", "/settings/favourite_colour")),
        ({"number_format": {"value": "x", "since": "2026-01-01"}}, ("field_missing", "/settings/number_format/ground")),
        ({"number_format": {"value": "x", "ground": "y"}}, ("field_missing", "/settings/number_format/since")),
        (
            {"suspension_term": setting({"length": 0, "kind": "month"})},
            ("number_not_positive", "/settings/suspension_term/value/length"),
        ),
        (
            {"suspension_term": setting({"length": 1, "kind": "week"})},
            ("word_unknown", "/settings/suspension_term/value/kind"),
        ),
    ],
)
def test_a_setting_that_cannot_be_read_is_refused(settings: dict[str, object], fault: tuple[str, str]) -> None:
    assert fault in faults(settings)


@pytest.mark.parametrize("persons", [["P1"], ["P1", "P2", "P3"], ["P1", "P1"], ["P1", "Ｐ 1"], ["P1", "P2", "p2"], []])
def test_two_persons_stand_behind_the_settings(persons: list[str]) -> None:
    assert ("two_persons_needed", "/set_by") in faults({}, set_by=persons)


@pytest.mark.parametrize(
    ("on", "value"), [("2025-12-31", None), ("2026-01-01", RenewalNumber.NEW), ("2027-01-01", RenewalNumber.NEW)]
)
def test_a_setting_holds_from_its_day_on(on: str, value: RenewalNumber | None) -> None:
    body = body_of({"renewal_number": setting("new")})
    assert in_force(body.renewal_number, date.fromisoformat(on)) is value


@pytest.mark.parametrize(("norm", "on", "binds"), [("M-23d", 1, True), ("M-23d", 0, False), ("M-17", 1, False)])
def test_a_draft_norm_binds_a_body_that_adopted_it_from_that_day(norm: str, on: int, *, binds: bool) -> None:
    body = body_of({"adopted_norms": setting(["M-23d"], "2026-01-02")})
    assert body.adopts(norm, date(2026, 1, 1 + on)) is binds


def test_a_body_without_adopted_norms_is_bound_by_no_draft() -> None:
    assert body_of({}).adopts("M-23d", SINCE) is False
