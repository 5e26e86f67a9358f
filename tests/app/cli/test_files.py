import json
import os
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from app.cli.files import LARGEST_BYTES, read_file
from lims_adapters.contract import Issue


def test_a_file_is_read_up_to_a_size(tmp_path: Path) -> None:
    file = tmp_path / "report.json"
    file.write_bytes(b"")
    with file.open("r+b") as sparse:
        sparse.truncate(LARGEST_BYTES)
    assert isinstance(read_file(str(file)), bytes)
    with file.open("r+b") as sparse:
        sparse.truncate(LARGEST_BYTES + 1)
    refused = read_file(str(file))
    assert isinstance(refused, Issue)
    assert refused.code == "file_too_large"


def test_a_named_pipe_or_a_device_is_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name in (str(tmp_path / "pipe"), "/dev/zero", os.devnull):
        refused = read_file(name)
        assert isinstance(refused, Issue)
        assert (refused.code, refused.expected) == ("file_unreadable", "a regular file")


def test_a_pipe_that_is_open_already_is_read() -> None:
    reading, writing = os.pipe()
    os.write(writing, b"{}")
    os.close(writing)
    assert read_file(f"/dev/fd/{reading}") == b"{}"
    os.close(reading)


def test_no_name_is_no_folder() -> None:
    refused = read_file("")
    assert isinstance(refused, Issue)
    assert refused.code == "file_missing"


def test_vectors_that_are_not_there_are_refused(labverdict: Callable[..., SimpleNamespace]) -> None:
    answer = labverdict("vectors", "no-vectors.json")
    assert answer.code == 30
    assert "no-vectors.json" in answer.err
    assert "[file_missing]" in answer.err


@pytest.mark.parametrize(
    ("expected", "code", "last"), [("8.0", 0, "1 passed, 0 failed"), ("8.1", 1, "0 passed, 1 failed")]
)
def test_vectors_are_run(
    labverdict: Callable[..., SimpleNamespace], tmp_path: Path, expected: str, code: int, last: str
) -> None:
    vector = {
        "id": "R1",
        "group": "rounding",
        "input": "8.05",
        "input_unit": None,
        "limit": None,
        "rule": {"type": "round", "interval": "0.1", "ties": "half_even"},
        "uncertainty": None,
        "expected": {"rounded": expected},
        "tolerance": None,
        "source": "GB/T 8170-2008",
        "basis": "clause 3",
    }
    file = tmp_path / "vectors.json"
    file.write_text(json.dumps({"schema": 2, "note": "one", "vectors": [vector]}), encoding="utf-8")
    answer = labverdict("vectors", str(file))
    assert (answer.code, answer.out.splitlines()[-1]) == (code, last)
