"""The cases as they are read: complete, and of a day on which both the scheme and its standard are in force."""

import pytest

from app.library.fault import LibraryRefused
from app.library.seals import reseal
from app.library.shelf import Data, data_root, load


def test_the_cases_prove_every_requirement_of_every_grade() -> None:
    library = load(data_root())
    proved = {(case.scheme, case.requirement, grade) for case in library.cases for grade in case.grades}
    asked = {
        (scheme.id, requirement.id, grade)
        for scheme in library.schemes.values()
        for grade, requirements in scheme.requirements.items()
        for requirement in requirements
    }
    assert proved == asked


def test_a_case_knows_where_it_is_written(sound: Data) -> None:
    first, *_, last = load(sound).cases
    assert (first.file, first.line) == ("limits/standards/GB_0-2016/cases.toml", 4)
    assert (last.file, last.line) == ("limits/schemes/JSPB01-000000-2023/cases.toml", 4)


@pytest.mark.parametrize(("day", "codes"), [("2026-05-12", []), ("2026-05-13", ["day_not_covered"] * 2)])
def test_cases_are_of_a_day_that_the_standard_covers(sound: Data, day: str, codes: list[str]) -> None:
    table = sound.limits / "standards" / "GB_0-2016" / "table.toml"
    text = table.read_text(encoding="utf-8")
    table.write_text(text.replace('from = "2016-12-23"', f'from = "{day}"'), encoding="utf-8")
    reseal(sound.limits)
    assert fault_codes(sound) == codes


def fault_codes(data: Data) -> list[str]:
    try:
        load(data)
    except LibraryRefused as refused:
        return [fault.code for fault in refused.faults]
    return []
