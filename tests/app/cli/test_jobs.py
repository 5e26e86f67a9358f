"""`labverdict jobs run` on an installation of its own."""

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

Run = Callable[..., SimpleNamespace]


@pytest.fixture
def jobs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, labverdict: Run) -> Run:
    monkeypatch.chdir(tmp_path)
    return lambda *words: labverdict("jobs", "run", *words)


@pytest.mark.parametrize(
    ("words", "code", "printed"),
    [
        (("--at", "2026-07-21", "--dry-run"), 0, "2026-07-21: 无事项"),
        (("--at", "2999-07-21", "--dry-run", "--lang", "en"), 0, "2999-07-21: nothing"),
        (("--at", "2024-07-21", "--lang", "en"), 0, "certificates finished 0"),
        (("--at", "2999-07-21"), 0, "2999-07-21 尚未到来: 仅显示, 未执行"),
        (("--at", "2999-07-21", "--dry-run", "--lang", "en"), 0, "2999-07-21 has not begun: only shown"),
        (("--at", "21.7.2026"), 2, "no day"),
    ],
)
def test_a_day_is_printed_or_gone_through(jobs: Run, words: tuple[str, ...], code: int, printed: str) -> None:
    answer = jobs(*words)
    assert answer.code == code, answer.err
    assert printed in answer.out + answer.err


def test_a_plan_and_what_was_done_come_as_json_too(jobs: Run) -> None:
    plan = jobs("--at", "2024-07-21", "--dry-run", "--output", "json").out
    assert json.loads(plan) == {"format": "labverdict.day/1", "on": "2024-07-21", "done": False, "plan": []}
    done = json.loads(jobs("--at", "2024-07-21", "--output", "json").out)
    assert (done["done"], done["taken"], done["told"], done["unreadable"]) == (True, [], 0, [])
    assert json.loads(jobs("--at", "2999-07-21", "--output", "json").out)["done"] is False
