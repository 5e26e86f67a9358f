"""The deadlines that are shipped, and every mistake that a file of deadlines can have."""

from pathlib import Path

import pytest

from app.certification.body import DayKind, Term
from app.certification.deadline_rules import DayOfYear, NotPrinted, TermSetting, acting
from app.library.deadlines import Binding, load_all_deadlines, load_deadlines
from app.library.fault import LibraryRefused, SchemeUnknown
from app.library.seals import reseal
from app.library.shelf import Data, data_root

DIESEL, DRYER = "JSPB01-180004-2023", "JSPB01-110038-2023"
NOTICE, DRAFT = "notice-2023", "measures-2025-draft"
WORKING, CALENDAR, MONTH, YEAR = DayKind
EACH = [f"D-{number:02}" for number in range(1, 21)]
SCHEME = "JSPB01-000000-2023"
FILE = Path("schemes") / SCHEME / "deadlines.toml"
SOUND = """source = "JSPB01-000000-2023"
binding = "in_force"

[[deadline]]
id = "D-07"
starts = ["certificate_issued", "certification_ended"]
takes = "earlier"
length = "7"
days = "working_day"
clause = "1"
anchor = "a"
norms = []
actor = "holder"
on_expiry = "new_application"
leads = ["30"]

[[deadline]]
id = "D-08"
starts = ["certificate_issued"]
not_printed = "yes"
clause = "1"
anchor = "a"
norms = []
actor = "holder"
on_expiry = "new_application"
reminded_with = "D-07"

[[deadline]]
id = "D-20"
starts = ["year"]
day_of_year = "12-31"
clause = "1"
anchor = "a"
norms = []
actor = "holder"
on_expiry = "report_overdue"
"""


def shipped(kind: str, name: str) -> dict[str, object]:
    return {each.id: each.length for each in load_deadlines(data_root(), kind, name).rules.values()}


@pytest.mark.parametrize(
    ("scheme", "test_time", "validity"),
    [
        (DIESEL, Term(15, WORKING), Term(3, YEAR)),
        (DRYER, TermSetting.TEST_TERM, NotPrinted()),
    ],
)
def test_each_rule_sets_what_it_prints_and_leaves_open_what_it_does_not(
    scheme: str, test_time: object, validity: object
) -> None:
    assert shipped("schemes", scheme) == {
        "D-01": test_time,
        "D-02": TermSetting.RECTIFICATION_TERM,
        "D-03": Term(2, YEAR),
        "D-04": Term(1, YEAR),
        "D-05": Term(40, WORKING),
        "D-06": Term(30, CALENDAR),
        "D-09": validity,
        "D-10": Term(6, MONTH),
        "D-11": Term(12, MONTH),
        "D-12": Term(40, WORKING),
        "D-13": Term(10, WORKING),
        "D-14": Term(20, CALENDAR),
        "D-15": TermSetting.SUSPENSION_TERM,
        "D-16": Term(6, MONTH),
        "D-17": Term(3, MONTH),
        "D-19": Term(12, MONTH),
    }


def test_the_programmes_set_theirs() -> None:
    assert shipped("programmes", NOTICE) == {
        "D-07": Term(7, WORKING),
        "D-08": NotPrinted(),
        "D-09": Term(3, YEAR),
        "D-20": DayOfYear(12, 31),
    }
    assert shipped("programmes", DRAFT) == {
        "D-03": Term(2, YEAR),
        "D-07": Term(7, WORKING),
        "D-09": Term(3, YEAR),
        "D-11": Term(12, MONTH),
        "D-18": Term(3, YEAR),
    }


def test_together_they_hold_every_deadline() -> None:
    assert sorted({name for text in load_all_deadlines(data_root()) for name in text.rules}) == EACH


def test_only_the_draft_needs_a_body_that_adopts_it() -> None:
    assert {text.source for text in load_all_deadlines(data_root()) if text.binding is not Binding.IN_FORCE} == {DRAFT}


def test_only_two_calendar_terms_roll_and_only_one_deadline_can_pause() -> None:
    every = [rule for text in load_all_deadlines(data_root()) for rule in text.rules.values()]
    assert {rule.id for rule in every if rule.rolls} == {"D-06", "D-14"}
    assert {rule.id for rule in every if rule.pauses} == {"D-01"}
    assert {rule.id for rule in every if rule.before} == {"D-16"}
    assert {rule.id for rule in every if rule.in_general} == {"D-01", "D-04", "D-06", "D-10"}
    assert {rule.id: rule.leads for rule in every if rule.leads} == {"D-11": (90, 30, 0)}


def test_the_blank_of_the_dryer_rule_is_filled_by_the_notice() -> None:
    texts = {text.source: text.rules.values() for text in load_all_deadlines(data_root())}
    assert acting([*texts[DRYER], *texts[NOTICE]])["D-09"].source == NOTICE
    assert acting([*texts[DIESEL], *texts[NOTICE]])["D-09"].source == DIESEL


def test_every_deadline_names_a_row_of_the_ledger() -> None:
    for text in load_all_deadlines(data_root()):
        assert all(rule.norms for rule in text.rules.values())


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('source = "JSPB01-000000-2023"', 'source = "other"', "id_differs"),
        ('binding = "in_force"', 'binding = "perhaps"', "word_unknown"),
        ('binding = "in_force"', 'binding = "in_force"\nnote = "x"', "key_unknown"),
        ('id = "D-08"', 'id = "D-07"', "deadline_repeated"),
        ('id = "D-08"\n', "", "key_missing"),
        ('starts = ["year"]', 'starts = ["week"]', "word_unknown"),
        ('takes = "earlier"\n', "", "deadline_contradicts"),
        ('takes = "earlier"', 'takes = "first"', "word_unknown"),
        ('length = "7"', 'length = "0"', "number_malformed"),
        ('length = "7"', 'length = "7.5"', "number_malformed"),
        ('length = "7"', 'length = "70000"', "number_malformed"),
        ('length = "7"', 'length = "７"', "number_malformed"),
        ('days = "working_day"\n', "", "length_not_single"),
        ('days = "working_day"', 'days = "week"', "word_unknown"),
        ('not_printed = "yes"\n', "", "length_not_single"),
        ('not_printed = "yes"', 'not_printed = "no"', "word_unknown"),
        ('not_printed = "yes"', 'set_by = "cooling_off"', "word_unknown"),
        ('not_printed = "yes"', 'not_printed = "yes"\nset_by = "test_term"', "length_not_single"),
        ('not_printed = "yes"', 'not_printed = "yes"\ndays = "month"', "length_not_single"),
        ('day_of_year = "12-31"', 'day_of_year = "02-29"', "date_malformed"),
        ('day_of_year = "12-31"', 'day_of_year = "31 December"', "date_malformed"),
        ('takes = "earlier"', 'takes = "earlier"\nrolls = "yes"', "deadline_contradicts"),
        ('takes = "earlier"', 'takes = "earlier"\nbefore = "yes"', "deadline_contradicts"),
        ('takes = "earlier"', 'takes = "earlier"\npauses = "no"', "word_unknown"),
        ('leads = ["30"]', 'leads = ["-30"]', "number_malformed"),
        ('reminded_with = "D-07"', 'reminded_with = "D-06"', "deadline_unknown"),
        ('on_expiry = "report_overdue"', 'on_expiry = "nothing"', "word_unknown"),
        ('actor = "holder"', 'actor = "somebody"', "word_unknown"),
        ('anchor = "a"', 'anchor = "…"', "placeholder"),
        ("norms = []\n", "", "key_missing"),
    ],
)
def test_a_mistake_is_refused(sound: Data, old: str, new: str, code: str) -> None:
    with pytest.raises(LibraryRefused) as refused:
        put(sound, SOUND.replace(old, new, 1))
    assert [fault.code for fault in refused.value.faults] == [code]
    with pytest.raises(LibraryRefused):
        load_all_deadlines(sound)


def test_the_sound_file_is_read(sound: Data) -> None:
    put(sound, SOUND)
    assert [text.source for text in load_all_deadlines(sound)] == [SCHEME]


def test_a_scheme_that_holds_no_deadlines_is_named_as_unknown(sound: Data) -> None:
    with pytest.raises(SchemeUnknown, match=SCHEME):
        load_deadlines(sound, "schemes", SCHEME)


def put(data: Data, text: str) -> None:
    (data.limits / FILE).write_text(text, encoding="utf-8")
    reseal(data.limits)
    load_deadlines(data, "schemes", SCHEME)
