"""Table A.1 as data: one broken file for each mistake, and the two shipped tables read back against each other."""

from fractions import Fraction
from pathlib import Path
from shutil import copyfile

import pytest

from app.certification.scorecard import Line, Ratio, Scorecard, Section, Veto, lines_of
from app.library.checking import check
from app.library.fault import LibraryRefused, SchemeUnknown
from app.library.scorecards import load_scorecard, schemes_with_scorecard
from app.library.seals import reseal
from app.library.shelf import Data, data_root

BROKEN = Path(__file__).resolve().parents[2] / "data" / "broken" / "scorecard"
SCHEME = "JSPB01-000000-2023"
DIESEL, DRYER = "JSPB01-180004-2023", "JSPB01-110038-2023"
MISTAKES = [
    ("unknown_key", "key_unknown", 5),
    ("id_of_another", "id_differs", 1),
    ("window_ends_elsewhere", "word_unknown", 6),
    ("pass_missing", "key_missing", 1),
    ("no_heading", "nothing_held", 1),
    ("heading_without_group", "nothing_held", 8),
    ("weight_read_beside_print", "reading_beside_print", 14),
    ("weights_add_to_less", "sum_differs", 1),
    ("weight_missing", "key_missing", 29),
    ("points_read_beside_print", "reading_beside_print", 40),
    ("points_missing", "key_missing", 41),
    ("points_zero", "number_malformed", 46),
    ("points_with_fraction", "number_malformed", 46),
    ("sum_of_lines_differs", "sum_differs", 41),
    ("sum_of_groups_differs", "sum_differs", 8),
    ("id_twice", "id_repeated", 47),
    ("id_of_another_item", "id_differs", 47),
    ("kind_unknown", "word_unknown", 56),
    ("key_of_another_kind", "key_unknown", 56),
    ("steps_swapped", "steps_swapped", 25),
    ("steps_of_one_rank", "steps_swapped", 25),
    ("steps_below_the_points", "steps_swapped", 25),
    ("steps_missing", "steps_swapped", 25),
    ("level_twice", "id_repeated", 26),
    ("levels_missing", "nothing_held", 26),
    ("operator_unknown", "word_unknown", 57),
    ("whole_read_beside_print", "reading_beside_print", 48),
    ("part_by_another_word", "word_unknown", 48),
    ("row_by_another_word", "word_unknown", 39),
    ("printed_under_nothing", "section_unknown", 64),
    ("doubt_by_nobody_known", "key_missing", 66),
    ("doubt_twice", "doubt_repeated", 75),
    ("doubt_missing", "print_unexplained", 1),
    ("item_without_line", "nothing_held", 20),
]
# The same place of the table in other words.
WORDING = {"C1.2.2.a", "C1.3.1", "C1.3.3", "C2.4.1.a", "C3.2.2.c", "C4.3.2", "C4.5.1"}


def place(data: Data) -> Path:
    return data.limits / "schemes" / SCHEME / "scorecard.toml"


@pytest.mark.parametrize(("mistake", "code", "line"), MISTAKES)
def test_a_mistake_is_refused_with_its_line(sound: Data, mistake: str, code: str, line: int) -> None:
    copyfile(BROKEN / f"{mistake}.toml", place(sound))
    reseal(sound.limits)
    with pytest.raises(LibraryRefused) as refused:
        load_scorecard(sound.limits, SCHEME)
    file = f"limits/schemes/{SCHEME}/scorecard.toml"
    assert [(fault.file, fault.code, fault.line) for fault in refused.value.faults] == [(file, code, line)]
    assert set(refused.value.faults) <= set(check(sound))


def test_every_broken_file_has_its_line_in_the_table() -> None:
    assert {path.stem for path in BROKEN.glob("*.toml")} == {mistake for mistake, _, _ in MISTAKES}


def test_a_file_that_is_no_toml_is_refused(sound: Data) -> None:
    place(sound).write_text("id = \n", encoding="utf-8")
    reseal(sound.limits)
    with pytest.raises(LibraryRefused, match="toml_malformed"):
        load_scorecard(sound.limits, SCHEME)


def test_the_sound_twin_is_read(sound: Data) -> None:
    scorecard = load_scorecard(sound.limits, SCHEME)
    assert [heading.weight for heading in scorecard.headings] == [Fraction(2, 5), Fraction(3, 5)]
    assert [len(heading.units) for heading in scorecard.headings] == [2, 4]
    assert [(veto.under, veto.under_printed) for veto in scorecard.vetoes] == [("C2.1", "C1.1")]
    assert [fault for fault in check(sound) if fault.file.endswith("scorecard.toml")] == []


def test_a_broken_seal_refuses_the_table(sound: Data) -> None:
    place(sound).write_text(place(sound).read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
    with pytest.raises(LibraryRefused, match="seal_broken"):
        load_scorecard(sound.limits, SCHEME)


def test_a_scheme_without_a_table_is_not_known(sound: Data) -> None:
    place(sound).unlink()
    reseal(sound.limits)
    with pytest.raises(SchemeUnknown):
        load_scorecard(sound.limits, SCHEME)
    assert schemes_with_scorecard(sound.limits) == ()


def shipped(scheme: str) -> Scorecard:
    return load_scorecard(data_root().limits, scheme)


@pytest.mark.parametrize("scheme", [DIESEL, DRYER])
def test_the_figures_of_the_table(scheme: str) -> None:
    scorecard = shipped(scheme)
    headings = scorecard.headings
    assert [heading.weight * 100 for heading in headings] == [15, 55, 20, 10]
    assert [heading.section.points for heading in headings] == [250, 200, 200, 100]
    assert [len(list(lines_of(heading))) for heading in headings] == [15, 21, 35, 19]
    assert [scorecard.heading_pass, scorecard.total_pass] == [60, 80]
    assert [part.points for part in scorecard.sections if part.under in {"C1", "C2", "C3", "C4"}] == [
        *(100, 100, 50),
        *(40, 40, 100, 20),
        *(40, 60, 70, 30),
        *(20, 30, 20, 20, 10),
    ]
    assert [veto.id for veto in scorecard.vetoes] == ["C4.1.V"]


@pytest.mark.parametrize("scheme", [DIESEL, DRYER])
def test_which_limits_are_strict_and_which_years_count(scheme: str) -> None:
    lines = shipped(scheme).lines
    ratios = {name: line.scoring for name, line in lines.items() if isinstance(line.scoring, Ratio)}
    assert {name: ratio.percent for name, ratio in ratios.items()} == {
        "C1.2.3.a": 3,
        "C1.3.2.a": 15,
        "C1.3.2.b": 10,
        "C2.1.3.a": 3,
    }
    assert {name for name, ratio in ratios.items() if ratio.is_strict} == {"C1.2.3.a", "C2.1.3.a"}
    assert {name: line.evidence_years for name, line in lines.items() if line.evidence_years} == {
        "C1.2.1.c": 2,
        "C1.2.1.d": 2,
        "C1.3.3.a": 2,
        "C3.3.3.a": 3,
        "C3.3.3.b": 3,
        "C4.5.1.b": 3,
    }


def reading(part: Line | Section) -> tuple[object, ...]:
    if isinstance(part, Section):
        return (part.id, part.points, part.under)
    return (part.id, part.points, part.under, part.scoring, part.exclusive, part.evidence_years, part.period_years)


def test_both_rules_are_read_alike_and_differ_in_a_closed_list_of_words() -> None:
    diesel, dryer = shipped(DIESEL), shipped(DRYER)
    pairs: list[tuple[Line | Section, Line | Section]] = [
        *zip(diesel.sections, dryer.sections, strict=True),
        *zip(diesel.lines.values(), dryer.lines.values(), strict=True),
    ]
    assert [reading(one) for one, _ in pairs] == [reading(other) for _, other in pairs]
    assert [heading.weight for heading in diesel.headings] == [heading.weight for heading in dryer.headings]
    assert {one.id for one, other in pairs if one.anchor != other.anchor} == WORDING


def test_the_print_places_sections_differently() -> None:
    def misplaced(scheme: str) -> dict[str, str]:
        scorecard = shipped(scheme)
        parts: list[Section | Veto] = [*scorecard.sections, *scorecard.vetoes]
        return {part.id: part.under_printed for part in parts if part.under_printed != part.under}

    assert misplaced(DIESEL) == {"C1.1.3": "C1.2", "C1.2": "C2", "C1.3": "C2"}
    assert misplaced(DRYER) == {"C3.4": "C4", "C4.1.1": "C3.4", "C4.1.2": "C4.2", "C4.1.V": "C4.2"}
    assert [part.id for part in shipped(DRYER).sections if not part.is_printed] == ["C4.1"]
    assert [heading.weight_printed for heading in shipped(DRYER).headings].index(None) == 1
