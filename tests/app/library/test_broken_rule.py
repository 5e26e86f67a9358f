"""One broken file for each mistake in a certification rule, in place of its sound twin: one fault, code and line."""

from pathlib import Path
from shutil import copyfile

import pytest

from app.library.certification import FILES, load_rule, read_text
from app.library.checking import check
from app.library.fault import LibraryRefused, SchemeUnknown
from app.library.prints import lint_rule
from app.library.seals import reseal
from app.library.shelf import Data, load_scheme

BROKEN = Path(__file__).resolve().parents[2] / "data" / "broken_rule"
RULE = "JSPB01-000000-2023"
# What only a decision refuses: a reading without its doubt, a blank without a reading, a clause that is not there.
STRICT = {"reading_without_doubt", "validity_open", "clause_unknown"}
MISTAKES = [
    ("clauses/unknown_key", "clauses.toml", "key_unknown", 2),
    ("clauses/form_unknown", "clauses.toml", "word_unknown", 1),
    ("clauses/validity_not_printed", "clauses.toml", "not_printed", 6),
    ("clauses/validity_twice", "clauses.toml", "reading_beside_print", 8),
    ("clauses/validity_blank", "clauses.toml", "validity_open", 1),
    ("clauses/validity_asterisk", "clauses.toml", "placeholder", 5),
    ("clauses/years_malformed", "clauses.toml", "number_malformed", 7),
    ("clauses/judging_without_basis", "clauses.toml", "key_missing", 9),
    ("clauses/number_twice", "clauses.toml", "clause_repeated", 39),
    ("clauses/number_missing", "clauses.toml", "key_missing", 39),
    ("clauses/anchor_missing", "clauses.toml", "key_missing", 39),
    ("clauses/nature_unknown", "clauses.toml", "word_unknown", 67),
    ("clauses/check_missing", "clauses.toml", "answer_misplaced", 14),
    ("clauses/check_unknown", "clauses.toml", "word_unknown", 18),
    ("clauses/check_beside_question", "clauses.toml", "answer_misplaced", 39),
    ("clauses/question_missing", "clauses.toml", "answer_misplaced", 39),
    ("clauses/question_of_a_machine", "clauses.toml", "answer_misplaced", 14),
    ("clauses/stage_unknown", "clauses.toml", "word_unknown", 69),
    ("clauses/stages_missing", "clauses.toml", "key_missing", 64),
    ("clauses/matter_unknown", "clauses.toml", "word_unknown", 31),
    ("clauses/title_without_annex", "clauses.toml", "key_missing", 46),
    ("clauses/clause_key_unknown", "clauses.toml", "key_unknown", 31),
    ("clauses/term_without_word", "clauses.toml", "nothing_held", 97),
    ("clauses/term_key_unknown", "clauses.toml", "key_unknown", 99),
    ("clauses/time_without_clause", "clauses.toml", "key_missing", 101),
    ("clauses/status_unknown", "clauses.toml", "word_unknown", 130),
    ("clauses/doubt_twice", "clauses.toml", "doubt_repeated", 161),
    ("clauses/doubt_without_ground", "clauses.toml", "key_missing", 134),
    ("clauses/doubt_without_reading_of_validity", "clauses.toml", "reading_without_doubt", 1),
    ("clauses/doubt_without_reading_of_days", "inspection.toml", "reading_without_doubt", 1),
    ("clauses/doubt_without_reading_of_cell", "tests.toml", "reading_without_doubt", 1),
    ("clauses/confirmed_by_missing", "clauses.toml", "key_missing", 143),
    ("clauses/number_as_integer", "clauses.toml", "not_text", 7),
    ("application/unknown_key", "application.toml", "key_unknown", 5),
    ("application/top_key_unknown", "application.toml", "key_unknown", 1),
    ("application/unit_missing", "application.toml", "key_missing", 1),
    ("application/unit_of_nothing", "application.toml", "nothing_held", 3),
    ("application/part_unknown", "application.toml", "word_unknown", 3),
    ("application/linked_unknown", "application.toml", "word_unknown", 4),
    ("application/amount_without_unit", "application.toml", "unit_misplaced", 6),
    ("application/amount_not_printed", "application.toml", "not_printed", 9),
    ("application/amount_malformed", "application.toml", "number_malformed", 9),
    ("application/days_not_printed", "application.toml", "not_printed", 16),
    ("application/days_malformed", "application.toml", "number_malformed", 16),
    ("application/condition_unknown", "application.toml", "word_unknown", 31),
    ("application/document_without_condition", "application.toml", "key_missing", 26),
    ("application/form_without_fields", "application.toml", "nothing_held", 35),
    ("inspection/unknown_key", "inspection.toml", "key_unknown", 6),
    ("inspection/top_key_unknown", "inspection.toml", "key_unknown", 1),
    ("inspection/heading_empty", "inspection.toml", "nothing_held", 3),
    ("inspection/days_malformed", "inspection.toml", "number_malformed", 10),
    ("inspection/days_zero", "inspection.toml", "number_malformed", 10),
    ("inspection/reading_beside_print", "inspection.toml", "reading_beside_print", 17),
    ("inspection/band_swapped", "inspection.toml", "bounds_swapped", 16),
    ("inspection/bound_not_printed", "inspection.toml", "not_printed", 15),
    ("inspection/check_without_question", "inspection.toml", "key_missing", 18),
    ("inspection/block_without_name", "inspection.toml", "key_missing", 24),
    ("inspection/quality_without_clause", "inspection.toml", "key_missing", 30),
    ("inspection/quality_clause_unknown", "inspection.toml", "clause_unknown", 1),
    ("tests/unknown_key", "tests.toml", "key_unknown", 14),
    ("tests/top_key_unknown", "tests.toml", "key_unknown", 1),
    ("tests/kind_unknown", "tests.toml", "word_unknown", 2),
    ("tests/cell_in_table_of_indicators", "tests.toml", "key_unknown", 9),
    ("tests/methods_in_table_of_factory", "tests.toml", "key_unknown", 28),
    ("tests/reading_beside_print", "tests.toml", "reading_beside_print", 29),
    ("tests/item_of_nothing", "tests.toml", "nothing_held", 25),
    ("tests/number_malformed", "tests.toml", "number_malformed", 10),
    ("tests/nothing", "tests.toml", "nothing_held", 1),
]


@pytest.mark.parametrize(("mistake", "file", "code", "line"), MISTAKES)
def test_a_mistake_is_refused_with_file_and_line(sound: Data, mistake: str, file: str, code: str, line: int) -> None:
    kind = mistake.split("/", maxsplit=1)[0]
    copyfile(BROKEN / f"{mistake}.toml", sound.limits / "schemes" / RULE / f"{kind}.toml")
    reseal(sound.limits)
    with pytest.raises(LibraryRefused) as refused:
        load_rule(sound, RULE)
    assert [(fault.file, fault.code, fault.line) for fault in refused.value.faults] == [
        (f"limits/schemes/{RULE}/{file}", code, line)
    ]
    if code in STRICT:
        read_text(sound, RULE)
    else:
        with pytest.raises(LibraryRefused):
            read_text(sound, RULE)


def test_every_broken_file_has_its_line_in_the_table() -> None:
    files = {path.relative_to(BROKEN).with_suffix("").as_posix() for path in BROKEN.glob("*/*.toml")}
    assert files == {mistake for mistake, *_ in MISTAKES}


@pytest.mark.parametrize("name", FILES)
def test_a_rule_needs_each_of_its_files_and_a_verdict_none_of_them(sound: Data, name: str) -> None:
    (sound.limits / "schemes" / RULE / name).unlink()
    reseal(sound.limits)
    with pytest.raises(LibraryRefused, match="file_missing"):
        load_rule(sound, RULE)
    assert set(load_scheme(sound, RULE).schemes) == {RULE}


def test_a_verdict_rests_on_no_seal_of_a_certification_file(sound: Data) -> None:
    seals = load_scheme(sound, RULE).schemes[RULE].seals
    assert not {f"limits/schemes/{RULE}/{name}" for name in FILES} & set(seals)
    assert {path.rsplit("/", 1)[1] for path in load_rule(sound, RULE).seals} == set(FILES)


def test_a_file_that_was_changed_after_its_seal_is_refused(sound: Data) -> None:
    path = sound.limits / "schemes" / RULE / "inspection.toml"
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    with pytest.raises(LibraryRefused, match="seal_broken"):
        load_rule(sound, RULE)


def test_an_unknown_rule_is_refused_with_those_that_are_held(sound: Data) -> None:
    for read in (load_rule, read_text, lint_rule):
        with pytest.raises(SchemeUnknown):
            read(sound, "JSPB01-000000-2024")


def test_the_sound_rule_is_read_as_it_stands(sound: Data) -> None:
    rule = load_rule(sound, RULE)
    assert (rule.validity_years, rule.inspection.man_days.bands[0].renewal) == (3, 4)
    assert [doubt.confirmed_by for doubt in rule.doubts] == [None, "王工", None, None]
    assert rule.doubts[3].silences == ()
    assert lint_rule(sound, RULE).verdict.open == ()


def test_check_data_reads_and_lints_every_rule_that_is_there(sound: Data) -> None:
    folder = sound.limits / "schemes" / RULE
    path = folder / "clauses.toml"
    text = path.read_text(encoding="utf-8")

    def codes(changed: str) -> list[tuple[str, str]]:
        path.write_text(changed, encoding="utf-8")
        reseal(sound.limits)
        # The cases of the sound library leave requirements out, which is another test's business.
        return [(fault.code, fault.found) for fault in check(sound) if fault.code != "case_missing"]

    assert codes(text) == []
    assert codes(text.replace('defined_in = "1"\n', "")) == [("print_unexplained", "认证单元")]
    assert codes(text.replace('silences = ["validity.empty"]\n', "")) == [("reading_without_doubt", "3")]
    path.unlink()
    reseal(sound.limits)
    assert {fault.code for fault in check(sound)} == {"case_missing"}
