"""The same input gives the same bytes, whatever the run, the hash seed, the time zone, the language or the folder."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

DATA = Path(__file__).parent / "data"
COMMAND = Path(sys.executable).with_name("labverdict")


def verdict(report: str, scheme: str, folder: Path, **environment: str) -> bytes:
    command = [str(COMMAND), "verify", str(DATA / report), "--scheme", scheme, "--output", "json"]
    ran = subprocess.run(command, env={**os.environ, **environment}, cwd=folder, capture_output=True, check=False)
    assert ran.returncode in {0, 20}, ran.stderr
    assert not ran.stderr
    return ran.stdout


@pytest.mark.parametrize(
    ("report", "scheme"),
    [("diesel_report.json", "JSPB01-180004-2023"), ("dryer_report.json", "JSPB01-110038-2023")],
)
def test_a_verdict_is_the_same_bytes_everywhere(tmp_path: Path, report: str, scheme: str) -> None:
    expected = verdict(report, scheme, DATA, PYTHONHASHSEED="1", TZ="Asia/Shanghai", LC_ALL="C.UTF-8")
    assert expected.endswith(b"}\n")
    assert expected.count(b"\n") == 1
    for changed in (
        {"PYTHONHASHSEED": "2", "TZ": "America/Anchorage", "LC_ALL": "C.UTF-8"},
        {"PYTHONHASHSEED": "3", "TZ": "UTC", "LC_ALL": "C", "PYTHONUTF8": "0"},
    ):
        assert verdict(report, scheme, tmp_path, **changed) == expected


CASE = [str(DATA / "diesel_dossier.json"), "--body", str(DATA / "body.json"), "--on", "2026-07-10"]
EVERYWHERE = [(str(seed), zone) for seed in range(1, 6) for zone in ("Asia/Shanghai", "America/Anchorage")]


def decided(folder: Path, seed: str, zone: str) -> tuple[bytes, bytes]:
    """Return the decision and its bundle, each made by a process of its own."""
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
    path = folder / f"{seed} {zone.replace('/', ' ')}.json"
    printed = b""
    for command in (["bundle", *CASE, "--out", str(path)], ["decide", *CASE, "--output", "json"]):
        ran = subprocess.run([str(COMMAND), *command], env=environment, cwd=folder, capture_output=True, check=False)
        assert (ran.returncode, ran.stderr) == (0, b"")
        printed = ran.stdout
    return printed, path.read_bytes()


def test_a_decision_and_its_bundle_are_the_same_bytes_everywhere(tmp_path: Path) -> None:
    expected = decided(tmp_path, "0", "UTC")
    assert expected[0].startswith(b'{"application":')
    assert expected[0].rstrip(b"\n") in expected[1]
    assert {decided(tmp_path, *each) for each in EVERYWHERE} == {expected}
