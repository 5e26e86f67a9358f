import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

Run = Callable[..., SimpleNamespace]
LIMITS = Path(__file__).resolve().parents[3] / "limits"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return shutil.copytree(LIMITS, tmp_path / "limits")


def test_the_shipped_data_have_no_fault(labverdict: Run) -> None:
    answer = labverdict("check-data")
    assert answer.code == 0
    assert answer.out.endswith(": no fault\n")


def test_a_changed_limit_is_told_with_its_file_and_line(labverdict: Run, copy: Path) -> None:
    advanced = copy / "schemes/JSPB01-180004-2023/advanced.toml"
    advanced.write_text(advanced.read_text(encoding="utf-8").replace('"8"', '"9"'), encoding="utf-8")
    answer = labverdict("check-data", "--data", str(copy))
    assert answer.code == 30
    assert "limits/schemes/JSPB01-180004-2023/seal.sha256:1: seal_broken: " in answer.out


def test_a_change_that_is_meant_can_be_sealed(labverdict: Run, copy: Path) -> None:
    scheme = copy / "schemes/JSPB01-180004-2023/scheme.toml"
    scheme.write_text(scheme.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    answer = labverdict("check-data", "--reseal", "--data", str(copy))
    assert answer.code == 0
    assert answer.out.startswith("sealed limits/schemes/JSPB01-180004-2023/seal.sha256\n")
    assert not labverdict("check-data", "--reseal", "--data", str(copy)).out.startswith("sealed ")


def test_a_sealed_slip_is_told_by_the_case_that_fails(labverdict: Run, copy: Path) -> None:
    advanced = copy / "schemes/JSPB01-180004-2023/advanced.toml"
    advanced.write_text(advanced.read_text(encoding="utf-8").replace('"8"', '"80"'), encoding="utf-8")
    answer = labverdict("check-data", "--reseal", "--data", str(copy))
    assert answer.code == 30
    assert "limits/schemes/JSPB01-180004-2023/cases.toml:18: case_fails: " in answer.out


def test_a_limit_whose_bound_no_case_shows_is_told(labverdict: Run, copy: Path) -> None:
    cases = copy / "schemes/JSPB01-180004-2023/cases.toml"
    text = cases.read_text(encoding="utf-8")
    cases.write_text(text.replace('value = "8"', 'value = "7.8"').replace('"0.0008"', '"0.00078"'), encoding="utf-8")
    answer = labverdict("check-data", "--reseal", "--data", str(copy))
    assert answer.code == 30
    found = "cases.toml:6: case_missing: '0号 JSPB01-180004-2023/4.2.2/1 ≤8', expected a case at 8 mg/kg"
    assert f"limits/schemes/JSPB01-180004-2023/{found}" in answer.out


def test_a_folder_that_is_not_there_is_refused(labverdict: Run, tmp_path: Path) -> None:
    assert labverdict("check-data", "--data", str(tmp_path / "none")).code == 30
