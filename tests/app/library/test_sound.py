from datetime import date
from fractions import Fraction

import pytest

from app.library.certification import FILES
from app.library.fault import SchemeUnknown
from app.library.seals import reseal
from app.library.shelf import Data, load, load_scheme
from app.ports.rules import RuleShelf
from app.verification.requirement import Certainty
from methods.acceptance import Acceptance, Classes, Comparison, Span, Words
from methods.precision import Constant, Levels, Power

SCHEME = "JSPB01-000000-2023"


def test_the_requirements_stand_by_grade_base_first(sound: Data) -> None:
    scheme = load(sound).schemes[SCHEME]
    assert scheme.grades == ("0号", "-10号")
    for grade in scheme.grades:
        assert [requirement.id for requirement in scheme.requirements[grade]] == [
            "GB_0-2016/sulfur_content",
            "GB_0-2016/copper_corrosion",
            "GB_0-2016/water_content",
            "GB_0-2016/tightness",
            f"{SCHEME}/4.2.2/1",
        ]


def test_limits_keep_their_written_digits(sound: Data) -> None:
    scheme = load(sound).schemes[SCHEME]
    texts = {
        grade: [requirement.limit and requirement.limit.text for requirement in scheme.requirements[grade]]
        for grade in scheme.grades
    }
    assert texts == {
        "0号": ["2.5~10.0", "1级", "无或痕迹", None, "≤8"],
        "-10号": [">2且≤10", "1级", "无或痕迹", None, "≤8"],
    }


def test_limits_compile_to_their_sets(sound: Data) -> None:
    requirements = load(sound).schemes[SCHEME].requirements["-10号"]
    limits = [item.limit for item in requirements if item.limit is not None]
    assert [contents(limit.acceptance) for limit in limits] == [
        ((Fraction(2), 1), (Fraction(10), 0)),
        {"1a", "1b"},
        {"无", "痕迹"},
        (None, (Fraction(17, 2), 0)),
    ]
    assert [limit.comparison for limit in limits] == [*[Comparison.FULL_VALUE] * 3, Comparison.ROUNDED_VALUE]


def contents(acceptance: Acceptance) -> object:
    match acceptance:
        case Span(low=low, high=high):
            return low, high
        case Classes(accepted=accepted) | Words(accepted=accepted):
            return accepted


def test_certainty_and_what_it_rests_on_are_kept(sound: Data) -> None:
    sulfur, *_, tightness, advanced = load(sound).schemes[SCHEME].requirements["0号"]
    assert (sulfur.certainty, sulfur.basis) == (Certainty.PROVISIONAL, "A, C: three sources")
    assert (tightness.certainty, tightness.limit) == (Certainty.NOT_HELD, None)
    assert tightness.clause.document == SCHEME
    assert advanced.certainty is Certainty.CONFIRMED
    assert advanced.basis == f"S: printed in the rule, text SHA-256 {'0' * 64}"
    assert (advanced.named_method, sulfur.named_method) == (True, False)
    assert advanced.doubt == "printed 硫舍量, read as 硫含量"


def test_names_are_found_in_any_width_and_by_any_alias(sound: Data) -> None:
    vocabulary = load(sound).vocabulary
    assert {vocabulary.items[name].id for name in ("硫", "总硫", "硫含量", "sulfurcontent")} == {"sulfur_content"}
    assert vocabulary.ambiguous == {"含量": ("硫含量", "水含量")}
    assert vocabulary.methods["nb/sh/t0689"] is vocabulary.methods["sh/t0689"]


def test_a_card_gives_its_enabled_precision_only(sound: Data) -> None:
    methods = load(sound).vocabulary.methods
    levels = Levels(Fraction(1), Fraction(400))
    [figures] = methods["sh/t0689"].precision
    assert figures.repeatability == Constant(Fraction(1), levels)
    assert figures.reproducibility == Power(Fraction(1, 2), Fraction(2, 3), levels)
    assert set(methods["sh/t0689"].editions) == {"2000"}
    assert methods["gb/t260"].precision == ()


def test_a_standard_without_a_known_start_is_usable_from_the_schemes_day_in_force(sound: Data) -> None:
    table = sound.limits / "standards" / "GB_0-2016" / "table.toml"
    text = table.read_text(encoding="utf-8")
    table.write_text(text.replace('from = "2016-12-23"', 'from = "not_known"'), encoding="utf-8")
    (sound.limits / "standards" / "GB_0-2016" / "seal.sha256").unlink()
    reseal(sound.limits)
    standard = load(sound).schemes[SCHEME].standard
    assert (standard.valid_from, standard.usable_from) == (None, date(2023, 10, 20))
    assert [standard.covers(date(2023, 10, day)) for day in (19, 20)] == [False, True]


def test_one_scheme_is_the_same_alone_as_among_all(sound: Data) -> None:
    alone, among_all = (read.schemes[SCHEME] for read in (load_scheme(sound, SCHEME), load(sound)))
    assert (alone.standard, alone.seals) == (among_all.standard, among_all.seals)
    for grade, requirements in among_all.requirements.items():
        assert [item.id for item in alone.requirements[grade]] == [item.id for item in requirements]


def test_the_library_is_the_shelf_that_the_workflow_asks_for(sound: Data) -> None:
    shelf: RuleShelf = load(sound)
    assert set(shelf.schemes) == {SCHEME}


def test_an_unknown_scheme_is_refused_with_those_that_are_held(sound: Data) -> None:
    with pytest.raises(SchemeUnknown, match="only JSPB01-000000-2023") as refused:
        load_scheme(sound, "JSPB01-000000-2024")
    assert refused.value.known == (SCHEME,)


def test_a_verdicts_seals_leave_out_the_cases_and_what_certification_needs(sound: Data) -> None:
    library = load(sound)
    seals = library.schemes[SCHEME].seals
    assert set(library.seals) - set(seals) == {
        "limits/standards/GB_0-2016/cases.toml",
        *(f"limits/schemes/{SCHEME}/{name}" for name in ("cases.toml", "scorecard.toml", *FILES)),
    }
    assert all(library.seals[name] == digest for name, digest in seals.items())


def test_notes_and_doubts_are_kept_with_what_supports_them(sound: Data) -> None:
    assert load(sound).notes == {
        "GB_0-2016": ("A: an amendment exists",),
        SCHEME: ("4.2.2: printed 硫舍量; 硫含量 (labverdict)",),
    }
