from datetime import date
from pathlib import Path
from shutil import copytree, rmtree

import pytest

from app.library.fault import LibraryRefused
from app.library.seals import reseal
from app.library.shelf import Data, load

SCHEME = "JSPB01-000000-2023"
EARLIER = 'from = "2012-12-23"\nto = "{end}"'


def faults(data: Data) -> list[tuple[str, str]]:
    reseal(data.limits)
    with pytest.raises(LibraryRefused) as refused:
        load(data)
    return [(fault.code, fault.file) for fault in refused.value.faults]


def rewrite(path: Path, *changes: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def add_earlier_standard(data: Data, validity: str) -> None:
    """Add an edition of 2012 beside that of 2016; its cases would need a scheme that rests on it."""
    folder = data.limits / "standards" / "GB_0-2012"
    copytree(data.limits / "standards" / "GB_0-2016", folder)
    rewrite(
        folder / "table.toml",
        ("GB_0-2016", "GB_0-2012"),
        ("GB 0-2016", "GB 0-2012"),
        ('from = "2016-12-23"\nto = "open"', validity),
    )
    reseal(data.limits)


def test_a_new_folder_is_found_because_it_is_there(sound: Data) -> None:
    add_earlier_standard(sound, EARLIER.format(end="2016-12-23"))
    folder = sound.limits / "schemes" / "JSPB01-000000-2014"
    copytree(sound.limits / "schemes" / SCHEME, folder)
    rewrite(
        folder / "scheme.toml",
        (SCHEME, "JSPB01-000000-2014"),
        ('until = "open"', 'until = "2023-10-20"'),
        ('issued = "2023-10-16"', 'issued = "2014-01-01"'),
        ('in_force = "2023-10-20"', 'in_force = "2014-01-01"'),
        ("GB_0-2016", "GB_0-2012"),
    )
    rewrite(folder / "cases.toml", (SCHEME, "JSPB01-000000-2014"), ("2026-05-12", "2015-05-12"))
    cases = sound.limits / "standards" / "GB_0-2012" / "cases.toml"
    rewrite(cases, (SCHEME, "JSPB01-000000-2014"), ("GB_0-2016", "GB_0-2012"), ("2026-05-12", "2015-05-12"))
    reseal(sound.limits)
    library = load(sound)
    assert set(library.schemes) == {SCHEME, "JSPB01-000000-2014"}
    standard = library.schemes["JSPB01-000000-2014"].standard
    assert [standard.covers(date(2016, 12, day)) for day in (22, 23)] == [True, False]
    assert [library.schemes["JSPB01-000000-2014"].covers(date(2023, 10, day)) for day in (19, 20)] == [True, False]


@pytest.mark.parametrize(
    ("validity", "code", "edition"),
    [
        (EARLIER.format(end="2016-12-22"), "editions_gap", "GB_0-2012"),
        (EARLIER.format(end="2016-12-24"), "editions_overlap", "GB_0-2012"),
        (EARLIER.format(end="open"), "editions_overlap", "GB_0-2012"),
        ('from = "not_known"\nto = "2016-12-23"', "start_not_known", "GB_0-2012"),
    ],
)
def test_editions_of_one_family_follow_each_other(sound: Data, validity: str, code: str, edition: str) -> None:
    add_earlier_standard(sound, validity)
    assert faults(sound) == [(code, f"limits/standards/{edition}/table.toml")]


def test_two_editions_from_one_day_overlap(sound: Data) -> None:
    add_earlier_standard(sound, 'from = "2016-12-23"\nto = "2017-01-01"')
    assert faults(sound) == [("editions_overlap", "limits/standards/GB_0-2012/table.toml")]


@pytest.mark.parametrize(
    "name", ["notes.toml", "standards/GB_0-2016/limits.toml", "standards/table.toml", "x/y/z.toml"]
)
def test_a_file_that_nobody_reads_is_refused(sound: Data, name: str) -> None:
    path = sound.limits / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text('id = "x"\n', encoding="utf-8")
    assert ("file_unknown", f"limits/{name}") in faults(sound)


def test_hidden_files_of_an_editor_do_not_matter(sound: Data) -> None:
    (sound.limits / ".swap").write_text("", encoding="utf-8")
    assert load(sound).schemes


@pytest.mark.parametrize(
    "name", ["characteristics.toml", "standards/GB_0-2016/table.toml", f"schemes/{SCHEME}/cases.toml"]
)
def test_a_missing_file_is_refused(sound: Data, name: str) -> None:
    (sound.limits / name).unlink()
    assert ("file_missing", f"limits/{name}") in faults(sound)


@pytest.mark.parametrize("name", ["scheme.toml", "advanced.toml"])
def test_a_missing_half_of_a_scheme_is_refused(sound: Data, name: str) -> None:
    (sound.limits / "schemes" / SCHEME / name).unlink()
    assert faults(sound) == [("file_missing", f"limits/schemes/{SCHEME}/{name}")]


@pytest.mark.parametrize("kind", ["standards", "schemes"])
def test_data_without_any_standard_or_scheme_are_refused(sound: Data, kind: str) -> None:
    rmtree(sound.limits / kind)
    assert ("nothing_held", f"limits/{kind}") in faults(sound)


def test_data_without_a_card_are_refused(sound: Data) -> None:
    rmtree(sound.cards)
    assert faults(sound) == [("nothing_held", "methods/cards")]
