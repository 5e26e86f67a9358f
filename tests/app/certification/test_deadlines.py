"""What a deadline answers: a day, an interval, or the reason why there is none."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.certification.body import Body, DayKind, Setting, Term
from app.certification.calendar import Pause
from app.certification.deadline_rules import (
    DayOfYear,
    DeadlineRule,
    Length,
    NotPrinted,
    Start,
    Takes,
    TermSetting,
    acting,
)
from app.certification.deadlines import (
    Circumstances,
    Due,
    Firm,
    NotComputable,
    Provisional,
    Running,
    WhyNot,
    due,
    moved,
    reminders,
)
from app.certification.notices import Festival, Holiday
from tests.app.certification.dates import calendar, rule

PLAIN = calendar()
START = date(2026, 3, 2)
SAMPLE, FEE = Start.SAMPLE_RECEIVED, Start.TEST_FEE_RECEIVED


def term(length: int, kind: DayKind, **changes: object) -> DeadlineRule:
    return rule(Term(length, kind), **changes)


def body(**settings: Term) -> Body:
    held = {name: Setting(value, "ground", date(2026, 1, 1)) for name, value in settings.items()}
    return Body("B", 1, ("a", "b"), **held)  # type: ignore[arg-type]  # settings that hold a term


def firm(found: Due) -> date:
    assert isinstance(found, Firm)
    return found.day


@pytest.mark.parametrize(
    ("length", "kind", "changes", "start", "day"),
    [
        (10, DayKind.WORKING_DAY, {}, START, date(2026, 3, 16)),
        (10, DayKind.CALENDAR_DAY, {}, START, date(2026, 3, 12)),
        (5, DayKind.CALENDAR_DAY, {}, START, date(2026, 3, 7)),
        (5, DayKind.CALENDAR_DAY, {"rolls": True}, START, date(2026, 3, 9)),
        (1, DayKind.MONTH, {}, date(2026, 1, 31), date(2026, 2, 28)),
        (1, DayKind.MONTH, {}, date(2024, 1, 31), date(2024, 2, 29)),
        (1, DayKind.MONTH, {"before": True}, date(2024, 3, 31), date(2024, 2, 29)),
        (1, DayKind.YEAR, {}, date(2024, 2, 29), date(2025, 2, 28)),
        (1, DayKind.YEAR, {"before": True}, date(2024, 2, 29), date(2023, 2, 28)),
    ],
)
def test_each_kind_of_term_is_counted_from_the_day_after_the_event(
    length: int, kind: DayKind, changes: dict[str, object], start: date, day: date
) -> None:
    assert firm(due(term(length, kind, **changes), start, PLAIN)) == day


def test_months_need_no_calendar_and_name_no_notice() -> None:
    assert due(term(3, DayKind.MONTH), date(2050, 11, 30), PLAIN) == Firm(date(2051, 2, 28))


def test_a_day_of_the_year_is_that_of_the_year_of_the_start() -> None:
    assert due(rule(DayOfYear(12, 31)), date(2026, 12, 31), PLAIN) == Firm(date(2026, 12, 31))


def test_a_working_day_term_over_a_year_without_a_notice_is_provisional() -> None:
    held = calendar(y2024=Holiday((Festival.NEW_YEAR,), date(2024, 1, 1), date(2024, 1, 4)))
    found = due(rule(), date(2026, 12, 28), held)
    assert found == Provisional(date(2027, 1, 12), date(2027, 1, 13), (2027,), (held.notices[-1],))


@pytest.mark.parametrize("setting", TermSetting)
def test_what_no_body_has_set_stays_unknown_and_is_named(setting: TermSetting) -> None:
    unset = NotComputable(WhyNot.SETTING_UNSET, setting)
    other = body(**{each: Term(5, DayKind.WORKING_DAY) for each in TermSetting if each is not setting})
    assert due(rule(setting), START, PLAIN) == unset
    assert due(rule(setting), START, PLAIN, Circumstances(body=other)) == unset
    held = Circumstances(body=body(**{setting: Term(5, DayKind.WORKING_DAY)}))
    assert firm(due(rule(setting), START, PLAIN, held)) == date(2026, 3, 9)


def test_a_setting_counts_from_its_own_day_on() -> None:
    held = Circumstances(body=body(test_term=Term(5, DayKind.CALENDAR_DAY)))
    before, on = date(2025, 12, 31), date(2026, 1, 1)
    assert due(rule(TermSetting.TEST_TERM), before, PLAIN, held) == NotComputable(WhyNot.SETTING_UNSET, "test_term")
    assert firm(due(rule(TermSetting.TEST_TERM), on, PLAIN, held)) == date(2026, 1, 6)


def test_a_term_agreed_for_the_case_comes_before_the_body_s_own_and_never_before_a_printed_one() -> None:
    held = Circumstances(body=body(test_term=Term(5, DayKind.CALENDAR_DAY)), agreed=Term(9, DayKind.CALENDAR_DAY))
    assert firm(due(rule(TermSetting.TEST_TERM), START, PLAIN, held)) == date(2026, 3, 11)
    assert due(term(3, DayKind.CALENDAR_DAY), START, PLAIN, held) == Firm(date(2026, 3, 5))


def test_a_length_that_is_not_printed_is_not_invented() -> None:
    assert due(rule(NotPrinted()), START, PLAIN) == NotComputable(WhyNot.NOT_PRINTED, "anchor")


@pytest.mark.parametrize(
    ("length", "detail"),
    [
        (Term(2, DayKind.YEAR), "2 year"),
        (Term(12, DayKind.MONTH), "12 month"),
        (Term(4_000_000, DayKind.CALENDAR_DAY), "4000000 calendar_day"),
    ],
)
def test_a_day_after_the_year_9999_is_none(length: Length, detail: str) -> None:
    assert due(rule(length), date(9999, 3, 3), PLAIN) == NotComputable(WhyNot.BEYOND_DATES, detail)


def test_a_day_before_the_year_1_is_none() -> None:
    found = due(term(6, DayKind.MONTH, before=True), date(1, 3, 3), PLAIN)
    assert found == NotComputable(WhyNot.BEYOND_DATES, "6 month")


@pytest.mark.parametrize(
    ("asked", "year"),
    [
        (term(40, DayKind.WORKING_DAY), "2031"),
        (term(30, DayKind.CALENDAR_DAY, rolls=True), "2031"),
    ],
)
def test_a_year_without_any_calendar_is_named(asked: DeadlineRule, year: str) -> None:
    assert due(asked, date(2030, 12, 20), PLAIN) == NotComputable(WhyNot.NO_CALENDAR, year)


@pytest.mark.parametrize(
    ("kind", "pauses", "day"),
    [
        (DayKind.WORKING_DAY, [(date(2026, 3, 5), date(2026, 3, 9))], date(2026, 3, 11)),
        (DayKind.CALENDAR_DAY, [(date(2026, 3, 5), date(2026, 3, 9))], date(2026, 3, 11)),
        (DayKind.CALENDAR_DAY, [(date(2026, 2, 1), date(2026, 3, 5))], date(2026, 3, 9)),
        (DayKind.CALENDAR_DAY, [(date(2026, 2, 1), date(2026, 3, 3))], date(2026, 3, 7)),
        (DayKind.CALENDAR_DAY, [(date(2026, 3, 7), date(2026, 3, 8))], date(2026, 3, 8)),
        (DayKind.CALENDAR_DAY, [(date(2026, 3, 8), date(2026, 3, 9))], date(2026, 3, 7)),
        (DayKind.CALENDAR_DAY, [(date(2026, 3, 8), None)], date(2026, 3, 7)),
    ],
)
def test_days_inside_a_pause_do_not_count(kind: DayKind, pauses: list[tuple[date, date | None]], day: date) -> None:
    held = Circumstances(pauses=tuple(Pause(*pause) for pause in pauses))
    assert firm(due(term(5, kind, pauses=True), START, PLAIN, held)) == day


@pytest.mark.parametrize("kind", [DayKind.WORKING_DAY, DayKind.CALENDAR_DAY])
def test_a_clock_that_stands_still_gives_no_day(kind: DayKind) -> None:
    held = Circumstances(pauses=(Pause(date(2026, 3, 5), None),))
    found = due(term(5, kind, pauses=True), START, PLAIN, held)
    assert found == NotComputable(WhyNot.CLOCK_STOPPED, "2026-03-05")


@pytest.mark.parametrize(
    "asked",
    [term(5, DayKind.WORKING_DAY), term(5, DayKind.MONTH, pauses=True), term(5, DayKind.YEAR, pauses=True)],
)
def test_a_pause_that_no_rule_provides_is_not_passed_over(asked: DeadlineRule) -> None:
    held = Circumstances(pauses=(Pause(date(2026, 3, 5), date(2026, 3, 6)),))
    assert due(asked, START, PLAIN, held) == NotComputable(WhyNot.PAUSE_NOT_PROVIDED, "7")


@pytest.mark.parametrize(
    ("takes", "events", "begun"),
    [
        (Takes.LATER, {SAMPLE: 3, FEE: 5}, 5),
        (Takes.LATER, {SAMPLE: 5, FEE: 3}, 5),
        (Takes.LATER, {SAMPLE: 5}, None),
        (Takes.EARLIER, {SAMPLE: 3, FEE: 5}, 3),
        (Takes.EARLIER, {FEE: 5}, 5),
        (Takes.EARLIER, {}, None),
        (Takes.LATEST, {SAMPLE: 3, FEE: 5}, 5),
        (Takes.LATEST, {SAMPLE: 3}, 3),
        (Takes.LATEST, {}, None),
    ],
)
def test_which_of_two_events_counts(takes: Takes, events: dict[Start, int], begun: int | None) -> None:
    asked = rule(starts=(SAMPLE, FEE), takes=takes)
    other = {Start.YEAR: date(2026, 3, 9)}
    days = {start: date(2026, 3, day) for start, day in events.items()}
    assert asked.begins(days | other) == (None if begun is None else date(2026, 3, begun))


def test_one_event_counts_by_itself() -> None:
    assert rule().begins({Start.SAMPLE_DRAWN: START}) == START
    assert rule().begins({}) is None


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"starts": (SAMPLE, FEE)}, "which of several events"),
        ({"takes": Takes.LATER}, "which of several events"),
        ({"rolls": True}, "only a printed term of calendar days rolls"),
        ({"length": Term(1, DayKind.YEAR), "rolls": True}, "only a printed term of calendar days rolls"),
        ({"length": NotPrinted(), "rolls": True}, "only a printed term of calendar days rolls"),
        ({"before": True}, "only a printed term of months or years"),
        ({"length": TermSetting.TEST_TERM, "before": True}, "only a printed term of months or years"),
    ],
)
def test_a_rule_that_cannot_be_counted_is_none(changes: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        rule(**changes)  # type: ignore[arg-type]  # the changes are named like the fields


def test_a_blank_of_the_product_rule_is_filled_by_the_programme_and_nothing_else_is() -> None:
    blank, filled = rule(NotPrinted(), source="rule"), term(3, DayKind.YEAR, source="programme")
    other = term(2, DayKind.YEAR, source="draft")
    assert acting([blank, filled, other]) == {"D-00": filled}
    assert acting([other, filled, blank]) == {"D-00": other}
    assert acting([blank, rule(NotPrinted(), source="programme")]) == {"D-00": blank}


@pytest.mark.parametrize(
    ("found", "days"),
    [
        (Firm(date(2027, 2, 2)), [date(2026, 11, 4), date(2027, 1, 3), date(2027, 2, 2)]),
        (
            Provisional(date(2027, 2, 2), date(2027, 2, 9), (2027,), ()),
            [date(2026, 11, 4), date(2027, 1, 3), date(2027, 2, 2)],
        ),
        (NotComputable(WhyNot.NOT_PRINTED, ""), []),
    ],
)
def test_reminders_come_before_the_earliest_day(found: Due, days: list[date]) -> None:
    assert list(reminders(rule(leads=(0, 90, 30)), found)) == days


def test_a_notice_moves_some_deadlines_makes_others_firm_and_leaves_the_rest() -> None:
    long = Holiday((Festival.NEW_YEAR,), date(2027, 1, 1), date(2027, 1, 6))
    plain, shifted, before = Term(10, DayKind.WORKING_DAY), calendar(last=2027, y2027=long), calendar()
    cases = [
        Running("known", rule(plain), date(2026, 3, 2)),
        Running("year", rule(Term(1, DayKind.YEAR)), date(2026, 3, 2)),
        Running("moved", rule(plain), date(2026, 12, 28)),
        Running("firm", rule(plain), date(2027, 3, 1)),
        Running("unset", rule(TermSetting.TEST_TERM), date(2026, 12, 28)),
        Running("later", rule(plain), date(2028, 12, 28)),
    ]
    found = moved(cases, before, shifted)
    assert [move.running.case for move in found] == ["moved", "firm", "later"]
    assert [type(move.after) for move in found] == [Firm, Firm, Provisional]
    assert firm(found[0].after) == date(2027, 1, 15)
    assert moved(cases, before, before) == ()


def test_a_day_that_stays_where_it_was_has_not_moved_though_one_notice_less_is_missing() -> None:
    later = Running("later", rule(), date(2029, 3, 1))
    assert later.due(calendar()) != later.due(calendar(last=2027))
    assert moved([later], calendar(), calendar(last=2027)) == ()


@given(st.dates(date(2021, 1, 1), date(2028, 12, 31)), st.integers(1, 60), st.sampled_from(DayKind))
def test_a_day_is_never_before_its_start_and_an_interval_never_turned_round(
    start: date, length: int, kind: DayKind
) -> None:
    match due(term(length, kind), start, PLAIN):
        case Firm(day):
            assert day > start
        case Provisional(earliest, latest, missing):
            assert start < earliest <= latest
            assert missing == tuple(range(2027, max(latest.year, 2027) + 1))
        case NotComputable():
            raise AssertionError("every such day is inside the calendar")
