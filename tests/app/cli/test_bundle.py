"""`labverdict bundle` and `verify-bundle`, as a body and a reader type them."""

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from app.ledger.canonical import canonical
from app.workflow.fingerprint import digest
from tests.app.bundles import dryer, logged
from tests.app.dossiers import DATA
from tests.app.ledger.logs import OURS, THEIRS

Run = Callable[..., SimpleNamespace]
CASE = (str(DATA / "diesel_dossier.json"), "--body", str(DATA / "body.json"), "--on", "2026-07-10")


@pytest.fixture
def made(labverdict: Run, tmp_path: Path) -> Callable[..., str]:
    def make(*more: str) -> str:
        path = tmp_path / "bundle.json"
        answer = labverdict("bundle", *CASE, "--out", str(path), *more)
        assert (answer.code, answer.err) == (0, ""), answer
        return str(path)

    return make


@pytest.fixture
def log(labverdict: Run, tmp_path: Path) -> str:
    """Return a log file that has the decision, as the command line prints it."""
    out = labverdict("decide", *CASE, "--output", "json").out
    path = tmp_path / "log.jsonl"
    path.write_bytes(b"".join(logged(digest(out.strip().encode()))))
    return str(path)


def test_a_bundle_is_made_and_verified(labverdict: Run, made: Callable[..., str]) -> None:
    answer = labverdict("verify-bundle", made())
    assert (answer.code, answer.err) == (0, "")
    assert "结论      ✓ 逐字节复算相同" in answer.out
    assert "规则数据  与本机所装相同" in answer.out
    assert "日志      未附证明" in answer.out


def test_the_decision_inside_is_the_one_that_decide_prints(labverdict: Run, made: Callable[..., str]) -> None:
    out = labverdict("decide", *CASE, "--output", "json").out
    assert json.loads(Path(made()).read_bytes())["decision"] == json.loads(out)
    answer = labverdict("verify-bundle", made(), "--output", "json")
    assert json.loads(answer.out) == {
        "format": "labverdict.bundle-check/1",
        "answer": "verified",
        "decision": digest(out.strip().encode()),
        "rules_not_as_installed": [],
        "faults": [],
    }


def test_a_tampered_bundle_is_refused_with_its_fault(labverdict: Run, made: Callable[..., str]) -> None:
    path = Path(made())
    path.write_bytes(path.read_bytes().replace(b'"application":"A-2026-0007"', b'"application":"A-2026-0008"'))
    answer = labverdict("verify-bundle", str(path), "--lang", "en")
    assert (answer.code, answer.err) == (10, "")
    assert "verdict  ✗ refused" in answer.out
    assert "decision/application: It is not what is recomputed" in answer.out
    told = json.loads(labverdict("verify-bundle", str(path), "--output", "json").out)
    assert (told["answer"], told["faults"][0]["where"]) == ("refused", "decision/application")


def test_many_faults_are_counted(labverdict: Run, made: Callable[..., str]) -> None:
    path = Path(made())
    told = json.loads(path.read_bytes())
    told["reports"] |= {f"{n}.json": "eA==" for n in range(150)}
    path.write_bytes(canonical(told))
    answer = labverdict("verify-bundle", str(path))
    assert answer.code == 10
    assert "… 另有 50 处" in answer.out


@pytest.mark.parametrize(("content", "where"), [(b"{}", "format"), (None, "")])
def test_what_is_no_bundle_is_refused(labverdict: Run, tmp_path: Path, content: bytes | None, where: str) -> None:
    path = tmp_path / "other.json"
    if content is not None:
        path.write_bytes(content)
    answer = labverdict("verify-bundle", str(path), "--output", "json")
    assert answer.code == 30
    assert json.loads(answer.out)["issues"][0]["where"] == where


def test_rule_data_that_are_not_as_installed_are_told(
    labverdict: Run, made: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.library.packed_rules.differing", lambda *_: ("limits/calendars/CN.toml",))
    answer = labverdict("verify-bundle", made())
    assert answer.code == 0
    assert "规则数据  与本机所装不同: limits/calendars/CN.toml" in answer.out


def test_a_bundle_carries_the_proof_of_its_log(labverdict: Run, made: Callable[..., str], log: str) -> None:
    path = made("--log", log)
    assert "条目 3; 签名未核对 (未给出 --key)" in labverdict("verify-bundle", path).out
    signed = labverdict("verify-bundle", path, "--key", OURS.public_key_base64)
    assert (signed.code, "条目 3; 日志签名已核对" in signed.out) == (0, True)
    answer = labverdict("verify-bundle", path, "--key", THEIRS.public_key_base64)
    assert answer.code == 10
    assert "log/checkpoint: 日志证明不成立" in answer.out


def test_a_key_asks_for_a_log(labverdict: Run, made: Callable[..., str]) -> None:
    answer = labverdict("verify-bundle", made(), "--key", OURS.public_key_base64)
    assert (answer.code, "log: 缺少这一部分" in answer.out) == (10, True)
    assert labverdict("verify-bundle", made(), "--key", "no base64").code == 30


@pytest.mark.parametrize("content", [None, b"".join(logged("0" * 64))])
def test_a_log_without_the_decision_makes_no_bundle(labverdict: Run, tmp_path: Path, content: bytes | None) -> None:
    log, out = tmp_path / "log.jsonl", tmp_path / "bundle.json"
    if content is not None:
        log.write_bytes(content)
    answer = labverdict("bundle", *CASE, "--out", str(out), "--log", str(log))
    assert (answer.code, out.exists()) == (30, False)
    assert "log.jsonl" in answer.err or "[log_without_decision]" in answer.err


def test_a_bundle_that_would_be_too_large_or_has_no_place_is_not_written(
    labverdict: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = labverdict("bundle", *CASE, "--out", str(tmp_path / "no" / "folder"))
    assert (answer.code, "No such file" in answer.err) == (74, True)
    monkeypatch.setattr("app.workflow.decision_bundle.LARGEST", 1000)
    answer = labverdict("bundle", *CASE, "--out", str(tmp_path / "bundle.json"))
    assert (answer.code, "[bundle_too_large]" in answer.err) == (30, True)


def test_a_bundle_carries_the_limits_that_the_body_adopted(labverdict: Run, tmp_path: Path) -> None:
    held = json.loads(Path(CASE[0]).read_bytes())
    dryer(held)
    (tmp_path / "dryer_report.json").write_bytes((DATA / "dryer_report.json").read_bytes())
    dossier, adopted, bundle = tmp_path / "dossier.json", DATA / "adopted_limits.json", tmp_path / "bundle.json"
    dossier.write_text(json.dumps(held), encoding="utf-8")
    made = labverdict("bundle", str(dossier), *CASE[1:], "--adopted", str(adopted), "--out", str(bundle))
    assert (made.code, made.err) == (0, "")
    assert labverdict("verify-bundle", str(bundle)).code == 0

    told = json.loads(bundle.read_bytes())
    assert told["decision"]["documents"]["adopted"] == digest(adopted.read_bytes())
    del told["documents"]["adopted"]
    bundle.write_bytes(canonical(told))
    answer = labverdict("verify-bundle", str(bundle), "--output", "json")
    assert [fault["where"] for fault in json.loads(answer.out)["faults"]] == ["documents/adopted"]


def test_a_document_that_no_decision_takes_is_named(labverdict: Run, made: Callable[..., str]) -> None:
    path = Path(made())
    told = json.loads(path.read_bytes())
    told["documents"]["photo"] = told["documents"]["settings"]
    path.write_bytes(canonical(told))
    answer = labverdict("verify-bundle", str(path), "--output", "json")
    (fault,) = json.loads(answer.out)["faults"]
    assert (fault["code"], fault["where"]) == ("member_unknown", "documents/photo")
