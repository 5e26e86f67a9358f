"""Every shipped case holds, and a slip in the data that its seals cover is told by the cases."""

from dataclasses import dataclass
from pathlib import Path
from shutil import copytree

import pytest

from app.library.checking import check
from app.library.fault import Fault
from app.library.proving import prove_cases
from app.library.seals import reseal
from app.library.shelf import Data, data_root, load

DIESEL = "schemes/JSPB01-180004-2023"
DRYER = "schemes/JSPB01-110038-2023"
TABLE = "standards/GB_19147-2016"
SULFUR = "JSPB01-180004-2023/4.2.2/1"


@dataclass(frozen=True, slots=True)
class Slip:
    """A text of one file that becomes another one, where it stands first."""

    file: str
    before: str
    after: str


SLIPS = {
    "limit with a zero too many": (Slip(f"{DIESEL}/advanced.toml", 'at_most = "8"', 'at_most = "80"'), SULFUR),
    "op flipped": (Slip(f"{DIESEL}/advanced.toml", 'at_most = "8"', 'at_least = "8"'), SULFUR),
    "bound left out": (Slip(f"{DIESEL}/advanced.toml", 'at_most = "8"', 'below = "8"'), SULFUR),
    "other unit": (
        Slip(f"{DIESEL}/advanced.toml", 'unit = "%(m/m)"', 'unit = "mg/kg"'),
        "JSPB01-180004-2023/4.2.2/2",
    ),
    "compared rounded": (Slip(f"{DIESEL}/advanced.toml", '"full_value"', '"rounded_value"'), SULFUR),
    "outcome flipped": (Slip(f"{DIESEL}/cases.toml", '"conforming"', '"nonconforming"'), SULFUR),
    "result in other unit": (Slip(f"{DIESEL}/cases.toml", 'unit = "mg/kg"', 'unit = "%(m/m)"'), SULFUR),
    "table compared rounded": (
        Slip(f"{TABLE}/table.toml", '"full_value"', '"rounded_value"'),
        "GB_19147-2016/oxidation_stability",
    ),
    "class 4 for 1": (
        Slip(f"{TABLE}/table.toml", 'not_worse_than = "1"', 'not_worse_than = "4"'),
        "GB_19147-2016/copper_corrosion",
    ),
    "word left out": (
        Slip(f"{TABLE}/table.toml", 'words = ["无", "痕迹"]', 'words = ["无"]'),
        "GB_19147-2016/water_content",
    ),
    "wider tolerance": (
        Slip(f"{DRYER}/advanced.toml", 'plus_minus = "2"', 'plus_minus = "20"'),
        "JSPB01-110038-2023/4.2.2/1",
    ),
    "other reason": (
        Slip("standards/GB_T_32237-2015/cases.toml", '"limit_not_held"', '"no_result"'),
        "GB_T_32237-2015/",
    ),
}


@pytest.fixture
def shipped(tmp_path: Path) -> Data:
    return Data(copytree(data_root().limits, tmp_path / "limits"), data_root().cards)


def make(slip: Slip, data: Data) -> None:
    """Make the slip and seal it, as somebody would who believes in it."""
    path = data.limits / slip.file
    text = path.read_text(encoding="utf-8")
    assert slip.before in text
    path.write_text(text.replace(slip.before, slip.after, 1), encoding="utf-8")
    assert reseal(data.limits)


def test_every_case_of_the_shipped_data_has_its_outcome() -> None:
    assert prove_cases(load(data_root())) == []


@pytest.mark.parametrize("name", SLIPS)
def test_a_sealed_slip_is_told_by_the_cases(shipped: Data, name: str) -> None:
    slip, requirement = SLIPS[name]
    make(slip, shipped)
    faults = check(shipped)
    assert "case_fails" in {fault.code for fault in faults}
    assert {fault.file.rpartition("/")[2] for fault in faults} == {"cases.toml"}
    assert any(requirement in fault.found for fault in faults if fault.code == "case_fails")


def test_a_failing_case_is_told_in_words_at_its_line_for_every_grade(shipped: Data) -> None:
    make(Slip(f"{DIESEL}/advanced.toml", 'at_most = "8"', 'at_most = "8.1"'), shipped)
    asked = f"{SULFUR} for 硫含量 8.1 mg/kg SH/T 0689: conforming (within_limit)"
    grades = ("-10号", "-20号", "-35号", "-50号", "0号", "5号")
    assert [fault for fault in check(shipped) if fault.line == 18] == [
        Fault(f"limits/{DIESEL}/cases.toml", 18, "case_fails", f"{grade} {asked}", "nonconforming") for grade in grades
    ]


def test_a_case_without_grades_names_the_requirement_first(shipped: Data) -> None:
    make(Slip(f"{DRYER}/cases.toml", '"conforming"', '"undetermined"\nreason = "no_result"'), shipped)
    [fault] = check(shipped)
    asked = "JSPB01-110038-2023/4.2.2/1 for 温度误差 -2 ℃ GB/T 32237"
    assert (fault.found, fault.expected) == (f"{asked}: conforming (within_limit)", "undetermined (no_result)")


def test_a_case_that_intake_refuses_fails(shipped: Data) -> None:
    make(Slip(f"{DIESEL}/cases.toml", 'item = "硫含量", value = "8"', 'item = "硫黄含量", value = "8"'), shipped)
    faults = check(shipped)
    assert [fault.line for fault in faults] == [6] * 6
    assert all(": refused, " in fault.found for fault in faults)
    assert all(" at /results/0/item" in fault.found for fault in faults)


def test_a_case_whose_result_is_of_another_item_fails(shipped: Data) -> None:
    make(Slip(f"{DIESEL}/cases.toml", 'item = "硫含量", value = "8"', 'item = "总污染物含量", value = "8"'), shipped)
    assert {(fault.line, fault.found.partition(": ")[2]) for fault in check(shipped)} == {(6, "missing (no_result)")}


def test_a_slip_that_a_single_case_does_not_tell_is_told_by_the_cases_that_are_missing(shipped: Data) -> None:
    make(Slip(f"{DRYER}/advanced.toml", 'plus_minus = "2"', 'plus_minus = "20"'), shipped)
    path = shipped.limits / DRYER / "cases.toml"
    head, first, *others = path.read_text(encoding="utf-8").split("[[case]]")
    others = [case for case in others if "4.2.2/1" not in case]
    path.write_text("[[case]]".join([head, first, *others]), encoding="utf-8")
    reseal(shipped.limits)
    asked = "JSPB01-110038-2023/4.2.2/1 ±20"
    assert check(shipped) == [
        Fault(f"limits/{DRYER}/cases.toml", 6, "case_missing", asked, lack)
        for lack in (
            "a case at -20 ℃",
            "a case at 20 ℃",
            "a case in another unit (°F, K)",
            "a nonconforming case outside -20 ℃",
            "a nonconforming case outside 20 ℃",
        )
    ]
