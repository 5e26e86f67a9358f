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


DECIDE = ["decide", str(DATA / "diesel_dossier.json"), "--body", str(DATA / "body.json"), "--on", "2026-07-10"]


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/Anchorage"])
def test_a_decision_is_the_same_bytes_everywhere(tmp_path: Path, zone: str) -> None:
    """Five hash seeds in each of two time zones, in processes of their own; `expected` comes from another one still."""

    def decision(folder: Path, **environment: str) -> bytes:
        command = [str(COMMAND), *DECIDE, "--output", "json"]
        ran = subprocess.run(command, env={**os.environ, **environment}, cwd=folder, capture_output=True, check=False)
        assert (ran.returncode, ran.stderr) == (0, b"")
        return ran.stdout

    expected = decision(DATA, PYTHONHASHSEED="0", TZ="UTC")
    seen = {decision(tmp_path, PYTHONHASHSEED=str(seed), TZ=zone) for seed in range(1, 6)}
    assert expected.startswith(b'{"application":')
    assert seen == {expected}
