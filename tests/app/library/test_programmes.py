"""Programmes as they lie on disk: one broken file for each mistake, in place of its sound twin."""

from pathlib import Path
from shutil import copyfile, copytree

import pytest

from app.certification.programme import Programme, Status
from app.library.checking import check
from app.library.fault import LibraryRefused
from app.library.programmes import load_programmes
from app.library.seals import reseal
from app.library.shelf import Data, data_root, load, load_scheme

BROKEN = Path(__file__).resolve().parents[2] / "data" / "broken" / "programmes"
PLACE = "limits/programmes/trial-2023"
MISTAKES: list[tuple[str, str, int]] = [
    ("programme/id_of_another", "id_differs", 1),
    ("programme/unknown_key", "key_unknown", 8),
    ("programme/status_unknown", "word_unknown", 4),
    ("programme/draft_with_a_round", "status_differs", 4),
    ("programme/round_without_a_day", "status_differs", 4),
    ("programme/round_without_a_year", "status_differs", 4),
    ("programme/year_malformed", "number_malformed", 5),
    ("programme/day_malformed", "date_malformed", 6),
    ("programme/day_without_basis", "key_missing", 1),
    ("programme/digest_short", "digest_malformed", 10),
    ("programme/role_twice", "id_repeated", 20),
    ("programme/role_of_nobody", "role_unknown", 24),
    ("programme/stage_by_nobody", "role_unknown", 43),
    ("programme/stage_by_none", "nothing_held", 43),
    ("programme/stage_unknown", "word_unknown", 33),
    ("programme/stage_twice", "id_repeated", 40),
    ("programme/certification_missing", "stage_missing", 32),
    ("programme/norms_missing", "nothing_held", 37),
    ("programme/nature_unknown", "word_unknown", 50),
    ("programme/only_here_unknown", "word_unknown", 51),
    ("programme/doubt_without_ground", "key_missing", 53),
    ("programme/order_unknown_key", "key_unknown", 28),
    ("programme/anchor_missing", "key_missing", 12),
    ("eligibility/unknown_table", "key_unknown", 59),
    ("eligibility/proof_unknown", "word_unknown", 9),
    ("eligibility/key_of_another_proof", "key_unknown", 45),
    ("eligibility/fact_unknown", "word_unknown", 10),
    ("eligibility/sector_unknown", "word_unknown", 8),
    ("eligibility/sector_missing", "nothing_held", 8),
    ("eligibility/year_malformed", "number_malformed", 11),
    ("eligibility/condition_twice", "id_repeated", 19),
    ("eligibility/subject_unknown", "word_unknown", 40),
    ("eligibility/list_unknown", "word_unknown", 44),
    ("eligibility/list_empty", "nothing_held", 43),
    ("eligibility/doubt_unknown", "doubt_unknown", 13),
    ("eligibility/doubt_twice", "id_repeated", 90),
    ("eligibility/figures_missing", "figures_differ", 28),
    ("eligibility/figures_too_many", "figures_differ", 28),
    ("eligibility/figure_for_nothing", "figures_differ", 14),
    ("eligibility/figure_twice_for_one", "figures_differ", 14),
    ("eligibility/figure_chosen_by_nothing", "figures_differ", 13),
    ("eligibility/figure_of_other_sort", "unit_unknown", 15),
    ("eligibility/figure_zero", "number_malformed", 15),
    ("eligibility/years_in_part", "number_malformed", 29),
    ("eligibility/reading_unworded", "word_unknown", 15),
    ("eligibility/print_missing", "key_missing", 15),
    ("eligibility/waiver_of_nothing", "condition_unknown", 56),
    ("eligibility/waiver_in_another_sector", "condition_unknown", 56),
    ("eligibility/effect_unknown", "word_unknown", 57),
    ("eligibility/document_named_as_a_condition", "id_repeated", 70),
    ("eligibility/document_at_no_stage", "stage_unknown", 77),
    ("eligibility/document_filed_by_nobody", "role_unknown", 78),
    ("eligibility/form_unknown", "word_unknown", 79),
    ("eligibility/nothing", "nothing_held", 1),
]


@pytest.fixture
def trial(sound: Data) -> Data:
    """Add a sound programme to the sound library."""
    copytree(BROKEN / "sound", sound.limits / "programmes" / "trial-2023")
    reseal(sound.limits)
    return sound


def codes(data: Data) -> list[tuple[str, str, int]]:
    with pytest.raises(LibraryRefused) as refused:
        load_programmes(data)
    return [(fault.file, fault.code, fault.line) for fault in refused.value.faults]


def told(data: Data) -> list[str]:
    """Return what `check-data` says of the programme."""
    return [fault.code for fault in check(data) if fault.file.startswith(PLACE)]


def test_a_sound_programme_is_read_whole(trial: Data) -> None:
    programme: Programme = load_programmes(trial)["trial-2023"]
    assert (programme.status, programme.year) == (Status.ROUND, 2023)
    assert [stage.name for stage in programme.stages] == ["recommendation", "certification"]
    assert [condition.id for condition in programme.conditions] == ["sales", "existence", "province"]
    assert [doubt.id for doubt in programme.doubts] == ["order", "classes"]
    assert told(trial) == []


@pytest.mark.parametrize(("mistake", "code", "line"), MISTAKES)
def test_a_mistake_is_refused_with_file_and_line(trial: Data, mistake: str, code: str, line: int) -> None:
    file = mistake.split("/", maxsplit=1)[0]
    copyfile(BROKEN / f"{mistake}.toml", trial.limits / "programmes" / "trial-2023" / f"{file}.toml")
    reseal(trial.limits)
    assert codes(trial) == [(f"{PLACE}/{file}.toml", code, line)]
    assert told(trial) == [code]


def test_every_broken_file_has_its_line_in_the_table() -> None:
    files = {path.relative_to(BROKEN).with_suffix("").as_posix() for path in BROKEN.glob("*/*.toml")}
    assert files - {"sound/programme", "sound/eligibility"} == {mistake for mistake, _, _ in MISTAKES}


@pytest.mark.parametrize("file", ["programme.toml", "eligibility.toml"])
def test_a_missing_half_is_refused(trial: Data, file: str) -> None:
    (trial.limits / "programmes" / "trial-2023" / file).unlink()
    reseal(trial.limits)
    assert codes(trial) == [(f"{PLACE}/{file}", "file_missing", 1)]


def test_a_changed_byte_breaks_the_seal(trial: Data) -> None:
    path = trial.limits / "programmes" / "trial-2023" / "eligibility.toml"
    path.write_text(path.read_text(encoding="utf-8") + "#\n", encoding="utf-8")
    assert [code for _, code, _ in codes(trial)] == ["seal_broken"]


def test_deadlines_may_stand_beside_and_other_files_may_not(trial: Data) -> None:
    folder = trial.limits / "programmes" / "trial-2023"
    deadlines = (data_root().limits / "programmes" / "notice-2023" / "deadlines.toml").read_text(encoding="utf-8")
    (folder / "deadlines.toml").write_text(deadlines.replace("notice-2023", "trial-2023"), encoding="utf-8")
    reseal(trial.limits)
    assert told(trial) == []
    (folder / "notes.toml").write_text("# none\n", encoding="utf-8")
    reseal(trial.limits)
    assert told(trial) == ["file_unknown"]


def test_a_verdict_needs_no_programme(trial: Data) -> None:
    (trial.limits / "programmes" / "trial-2023" / "programme.toml").write_text("broken", encoding="utf-8")
    assert load_scheme(trial, "JSPB01-000000-2023").schemes


def test_a_library_without_programmes_is_sound(sound: Data) -> None:
    assert load_programmes(sound) == {}
    assert load(sound).schemes


def test_the_shipped_programmes_cite_the_texts_that_they_were_read_from() -> None:
    held = load_programmes(data_root())
    assert {id_: programme.source_sha256[:8] for id_, programme in held.items()} == {
        "measures-2025-draft": "4ad14b14",
        "notice-2023": "a938125a",
    }
    assert {id_: programme.status for id_, programme in held.items()} == {
        "measures-2025-draft": Status.DRAFT,
        "notice-2023": Status.ROUND,
    }
    assert held["measures-2025-draft"].in_force is None


def test_nobody_has_confirmed_a_reading_yet() -> None:
    doubts = [doubt for programme in load_programmes(data_root()).values() for doubt in programme.doubts]
    assert len(doubts) >= 20
    assert {doubt.confirmed_by for doubt in doubts} == {None}
