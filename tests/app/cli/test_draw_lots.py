import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from app.certification.drawing import commit

Run = Callable[..., SimpleNamespace]
FILE = Path(__file__).resolve().parents[2] / "data" / "draw.json"
LATER = ("lots_sha256", "holder_nonce", "body_nonce", "drawn")


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., str]:
    """Write the draw without some members, others changed."""

    def write(*left_out: str, **changes: object) -> str:
        document = json.loads(FILE.read_bytes()) | changes
        path = tmp_path / "draw.json"
        kept = {key: value for key, value in document.items() if key not in left_out}
        path.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
        return str(path)

    return write


def test_a_draw_goes_from_commitment_to_verification(labverdict: Run, written: Callable[..., str]) -> None:
    made = json.loads(labverdict("draw-lots", "commit", "抽样 7", "--output", "json").out)
    assert made["commitment"] == commit("抽样 7", bytes.fromhex(made["body_nonce"])).hex()

    head = {"name": "抽样 7", "commitment": made["commitment"]}
    frozen = json.loads(labverdict("draw-lots", "freeze", written(*LATER, **head), "--output", "json").out)
    nonces = {"body_nonce": made["body_nonce"], "holder_nonce": "0f" * 32}
    digest = {"lots_sha256": frozen["lots_sha256"]}
    drawn = json.loads(
        labverdict("draw-lots", "draw", written("drawn", **head, **digest, **nonces), "--output", "json").out
    )
    assert len(drawn["drawn"]) == 3

    answer = labverdict("draw-lots", "verify", written(**drawn), "--output", "json")
    assert answer.code == 0
    assert json.loads(answer.out) == {**drawn, "drawn_again": drawn["drawn"], "is_same": True}


def test_two_nonces_are_never_the_same(labverdict: Run) -> None:
    made = {labverdict("draw-lots", "commit", "a", "--output", "json").out for _ in range(3)}
    assert len(made) == 3


def test_each_step_is_shown_to_a_person(labverdict: Run, written: Callable[..., str]) -> None:
    assert "secret until the holder has given its nonce" in labverdict("draw-lots", "commit", "a", "--lang", "en").out
    frozen = labverdict("draw-lots", "freeze", written(*LATER), "--lang", "en").out
    assert json.loads(FILE.read_bytes())["lots_sha256"] in frozen
    assert "GB/T 10111-2008 (B)" in frozen
    drawn = labverdict("draw-lots", "draw", written("drawn"))
    assert (drawn.code, drawn.out.splitlines()[-3:]) == (
        0,
        ["1     L03-2611         生产线", "2     加油站甲-261002  市场", "3     C-261016         仓库"],
    )
    assert labverdict("draw-lots", "verify", str(FILE)).out.endswith("✓ 复算结果相同\n")


def test_other_lots_than_those_drawn_are_told(labverdict: Run, written: Callable[..., str]) -> None:
    answer = labverdict("draw-lots", "verify", written(drawn=["L01-2611", "L02-2611", "L03-2611"]), "--lang", "en")
    assert answer.code == 10
    assert answer.out.endswith("✗ drawn again: other lots\n")


@pytest.mark.parametrize(
    ("step", "changes", "codes"),
    [
        ("freeze", {}, ["unknown_field"] * 4),
        ("draw", {}, ["unknown_field"]),
        ("verify", {"body_nonce": "0f" * 32}, ["commitment_broken"]),
        ("verify", {"count": 4, "body_nonce": "0f" * 32}, ["commitment_broken", "list_changed"]),
    ],
)
def test_a_draw_with_faults_is_refused(
    labverdict: Run, written: Callable[..., str], step: str, changes: dict[str, object], codes: list[str]
) -> None:
    answer = labverdict("draw-lots", step, written(**changes), "--output", "json")
    assert answer.code == 30
    assert [issue["code"] for issue in json.loads(answer.out)["issues"]] == codes


def test_a_file_that_is_not_there_is_refused(labverdict: Run) -> None:
    assert labverdict("draw-lots", "verify", "none.json").code == 30


@pytest.mark.parametrize("name", ["", " ", "a\nb", "e\u0301", "a\u200bb"])
def test_a_name_that_could_be_read_in_two_ways_is_wrong_usage(labverdict: Run, name: str) -> None:
    assert labverdict("draw-lots", "commit", name).code == 2
