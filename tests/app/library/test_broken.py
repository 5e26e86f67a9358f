"""One broken file for each mistake, in place of its sound twin: one fault, with its code and its line."""

from pathlib import Path
from shutil import copyfile

import pytest

from app.library.checking import check
from app.library.fault import LibraryRefused
from app.library.seals import reseal
from app.library.shelf import Data, load, load_scheme

BROKEN = Path(__file__).resolve().parents[2] / "data" / "broken"
SCHEME = "JSPB01-000000-2023"
PLACES = {
    "advanced": f"limits/schemes/{SCHEME}/advanced.toml",
    "card": "cards/SH_T_0689.toml",
    "cases": f"limits/schemes/{SCHEME}/cases.toml",
    "characteristics": "limits/characteristics.toml",
    "scheme": f"limits/schemes/{SCHEME}/scheme.toml",
    "table": "limits/standards/GB_0-2016/table.toml",
}
MISTAKES = [
    ("characteristics/number_as_float", "not_text", 9),
    ("characteristics/number_as_integer", "not_text", 9),
    ("characteristics/text_among_numbers", "not_text", 5),
    ("characteristics/unknown_key", "key_unknown", 11),
    ("characteristics/unknown_table", "key_unknown", 36),
    ("characteristics/name_of_another", "alias_repeated", 17),
    ("characteristics/name_in_other_width", "alias_repeated", 5),
    ("characteristics/name_listed_twice", "text_repeated", 5),
    ("characteristics/name_ambiguous_too", "alias_repeated", 37),
    ("characteristics/ambiguous_twice", "alias_repeated", 37),
    ("characteristics/id_twice", "characteristic_repeated", 14),
    ("characteristics/bounds_swapped", "bounds_swapped", 9),
    ("characteristics/ground_missing", "ground_misplaced", 1),
    ("characteristics/kind_unknown", "word_unknown", 7),
    ("characteristics/unit_unknown", "unit_unknown", 8),
    ("characteristics/unit_of_other_kind", "unit_unknown", 20),
    ("characteristics/scale_missing", "scale_misplaced", 23),
    ("characteristics/unit_for_a_class", "key_unknown", 28),
    ("characteristics/name_missing", "key_missing", 13),
    ("characteristics/meaning_unknown", "characteristic_unknown", 38),
    ("characteristics/meaning_missing", "nothing_held", 38),
    ("characteristics/number_malformed", "number_malformed", 9),
    ("characteristics/syntax", "toml_malformed", 8),
    ("characteristics/syntax_at_the_end", "toml_malformed", 38),
    ("characteristics/several_lines", "text_of_several_lines", 11),
    ("characteristics/blank_at_end", "blank_at_end", 3),
    ("characteristics/nothing", "nothing_held", 1),
    ("characteristics/not_utf8", "not_utf8", 1),
    ("characteristics/tables_as_text", "not_list", 1),
    ("table/asterisk", "placeholder", 29),
    ("table/ellipsis", "placeholder", 29),
    ("table/to_be_done", "placeholder", 40),
    ("table/empty_text", "placeholder", 22),
    ("table/clause_missing", "key_missing", 19),
    ("table/anchor_missing", "key_missing", 19),
    ("table/unit_missing", "key_missing", 19),
    ("table/unit_without_number", "unit_not_expected", 46),
    ("table/unit_of_other_kind", "unit_unknown", 23),
    ("table/bounds_swapped", "bounds_swapped", 26),
    ("table/two_upper_bounds", "limit_of_two_forms", 26),
    ("table/tolerance_zero", "tolerance_not_positive", 36),
    ("table/tolerance_negative", "tolerance_not_positive", 36),
    ("table/bound_minus_zero", "zero_signed", 36),
    ("table/two_forms", "limit_of_two_forms", 28),
    ("table/class_of_a_quantity", "limit_of_other_form", 28),
    ("table/class_unknown", "class_unknown", 50),
    ("table/number_for_a_class", "limit_of_other_form", 50),
    ("table/word_unknown", "word_unknown", 63),
    ("table/beyond_physics", "limit_impossible", 26),
    ("table/characteristic_unknown", "characteristic_unknown", 20),
    ("table/method_unknown", "method_unknown", 24),
    ("table/method_of_another", "method_measures_other", 46),
    ("table/method_twice", "method_repeated", 24),
    ("table/method_allowed_only", "method_order", 24),
    ("table/method_missing", "key_missing", 19),
    ("table/role_unknown", "word_unknown", 24),
    ("table/limit_though_not_held", "limit_of_other_form", 77),
    ("table/number_though_not_held", "limit_not_held", 30),
    ("table/not_held_with_support", "support_differs", 78),
    ("table/certainty_missing", "key_missing", 26),
    ("table/certainty_unknown", "word_unknown", 30),
    ("table/limit_missing", "limit_missing", 48),
    ("table/memory_too_weak", "support_too_weak", 39),
    ("table/support_unknown", "word_unknown", 39),
    ("table/support_missing", "support_missing", 39),
    ("table/confirmed_without_text", "support_differs", 31),
    ("table/printed_but_provisional", "support_differs", 31),
    ("table/grade_twice", "grade_repeated", 35),
    ("table/grade_left_out", "grade_left_out", 19),
    ("table/grade_unknown", "grade_unknown", 35),
    ("table/requirement_twice", "requirement_repeated", 43),
    ("table/nothing", "nothing_held", 1),
    ("table/id_of_another", "id_differs", 1),
    ("table/date_malformed", "date_malformed", 10),
    ("table/date_without_hyphens", "date_malformed", 10),
    ("table/date_as_week", "date_malformed", 10),
    ("table/date_not_text", "not_text", 10),
    ("table/dates_swapped", "bounds_swapped", 11),
    ("table/validity_missing", "key_missing", 1),
    ("table/comparison_unknown", "word_unknown", 6),
    ("table/comparison_source_missing", "key_missing", 1),
    ("table/list_for_text", "not_text", 4),
    ("table/text_for_list", "not_list", 5),
    ("table/list_missing", "key_missing", 9),
    ("scheme/id_of_another", "id_differs", 1),
    ("scheme/digest_short", "digest_malformed", 8),
    ("scheme/standard_unknown", "standard_unknown", 11),
    ("scheme/in_force_before_issued", "bounds_swapped", 6),
    ("scheme/ends_before_it_starts", "bounds_swapped", 7),
    ("scheme/start_open", "date_malformed", 6),
    ("scheme/product_name_twice", "alias_repeated", 16),
    ("scheme/product_name_missing", "nothing_held", 16),
    ("scheme/standard_without_clause", "key_missing", 10),
    ("scheme/doubt_without_reader", "key_missing", 18),
    ("advanced/unknown_key", "key_unknown", 2),
    ("advanced/named_and_allowed", "method_order", 10),
    ("advanced/bounds_swapped_when_rounded", "bounds_swapped", 13),
    ("card/id_of_another", "id_differs", 1),
    ("card/unknown_key", "key_unknown", 5),
    ("card/name_of_another", "alias_repeated", 4),
    ("card/name_of_its_own", "alias_repeated", 4),
    ("card/year_in_name", "year_in_name", 4),
    ("card/year_malformed", "year_malformed", 8),
    ("card/measures_unknown", "characteristic_unknown", 3),
    ("card/measures_nothing", "nothing_held", 3),
    ("card/unit_unknown", "unit_unknown", 19),
    ("card/memory_enabled", "support_too_weak", 25),
    ("card/enabled_by_other_word", "word_unknown", 25),
    ("card/form_unknown", "word_unknown", 20),
    ("card/figure_too_many", "key_unknown", 20),
    ("card/figure_missing", "key_missing", 21),
    ("card/figure_with_zero_below", "number_malformed", 21),
    ("card/edition_unknown", "edition_unknown", 19),
    ("card/levels_swapped", "bounds_swapped", 22),
    ("card/no_figures", "nothing_held", 17),
    ("cases/grade_unknown", "grade_unknown", 5),
    ("cases/requirement_unknown", "requirement_unknown", 6),
    ("cases/outcome_unknown", "word_unknown", 8),
    ("cases/item_missing", "key_missing", 7),
    ("cases/scheme_unknown", "scheme_unknown", 1),
    ("cases/day_not_covered", "day_not_covered", 2),
    ("cases/unknown_key", "key_unknown", 2),
    ("cases/grade_not_proved", "case_missing", 1),
    ("cases/nothing", "nothing_held", 1),
]


@pytest.mark.parametrize(("mistake", "code", "line"), MISTAKES)
def test_a_mistake_is_refused_with_file_and_line(sound: Data, mistake: str, code: str, line: int) -> None:
    place = PLACES[mistake.split("/", maxsplit=1)[0]]
    copyfile(BROKEN / f"{mistake}.toml", sound.limits.parent / place)
    reseal(sound.limits)
    with pytest.raises(LibraryRefused) as refused:
        load(sound)
    file = place if place.startswith("limits/") else f"methods/{place}"
    assert [(fault.file, fault.code, fault.line) for fault in refused.value.faults] == [(file, code, line)]


@pytest.mark.parametrize("mistake", ["characteristics/number_as_float", "card/unknown_key", "table/asterisk"])
def test_a_mistake_refuses_the_one_scheme_that_rests_on_it(sound: Data, mistake: str) -> None:
    copyfile(BROKEN / f"{mistake}.toml", sound.limits.parent / PLACES[mistake.split("/", maxsplit=1)[0]])
    reseal(sound.limits)
    with pytest.raises(LibraryRefused):
        load_scheme(sound, SCHEME)


def test_every_broken_file_has_its_line_in_the_table() -> None:
    files = {
        path.relative_to(BROKEN).with_suffix("").as_posix()
        for place in PLACES
        for path in BROKEN.glob(f"{place}/*.toml")
    }
    assert files == {mistake for mistake, _, _ in MISTAKES}


def test_a_fault_prints_as_file_line_and_what_belongs_there(sound: Data) -> None:
    copyfile(BROKEN / "table" / "asterisk.toml", sound.limits / "standards" / "GB_0-2016" / "table.toml")
    reseal(sound.limits)
    printed = "limits/standards/GB_0-2016/table.toml:29: placeholder: '*', expected a value, or no key at all"
    with pytest.raises(LibraryRefused) as refused:
        load(sound)
    assert str(refused.value) == printed


def test_check_data_gives_the_faults_instead_of_raising(sound: Data) -> None:
    copyfile(BROKEN / "table" / "asterisk.toml", sound.limits / "standards" / "GB_0-2016" / "table.toml")
    assert [fault.code for fault in check(sound)] == ["seal_broken", "placeholder"]
