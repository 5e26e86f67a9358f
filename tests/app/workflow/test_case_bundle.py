"""The bundle of a stored decision is verified by whoever has nothing else, and is the same bytes whenever asked for."""

import base64
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import typer
from sqlalchemy import true

from app.cli.bundle import verify_bundle
from app.keys.ed25519 import PublicKeys
from app.ledger.entry import EntryKind
from app.ledger.envelope import Trust
from app.ports.body_papers import Paper, PaperRow
from app.store.engine import Database
from app.workflow.case_bundle import PartsMissing, case_bundle
from app.workflow.check_bundle import Answer
from app.workflow.fingerprint import digest
from tests.app.bundles import check, members, places
from tests.app.dossiers import put
from tests.app.ledger.logs import THEIRS
from tests.app.store.casework import APPLICANT, BODY, LAB, SIGNER, STRANGER, Casework, casework
from tests.app.store.conftest import KINDS, fresh_database

OURS = Trust(PublicKeys([SIGNER.public_key]), {"Ed25519"})
OTHERS = Trust(PublicKeys([THEIRS.public_key]), {"Ed25519"})


@pytest.fixture(scope="module", params=KINDS)
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    with fresh_database(str(request.param), tmp_path_factory.mktemp("bundles")) as opened:
        yield opened.app


@pytest.fixture(scope="module")
def decided(database: Database) -> tuple[Casework, str]:
    """A case that was taken to its certificate; nothing of it is changed here."""
    work = casework(database)
    return work, work.certified()[0]


def bundled(work: Casework, case: str) -> bytes:
    found = case_bundle(BODY, case, work.desk)
    assert isinstance(found, bytes), found
    return found


def add_entry(work: Casework) -> None:
    """Let the log grow: the body sets something else."""
    newest = work.desk.papers.newest(Paper.SETTINGS, BODY)
    assert newest is not None
    content = newest.content.replace(b'"since": "2026-01-01"', b'"since": "2026-02-01"')
    row = PaperRow(BODY, newest.version + 1, content, "P-0007", "P-0008", "P-0008-account", work.desk.at())
    work.desk.papers.put(Paper.SETTINGS, row)


def test_a_stored_decision_is_verified_offline_with_its_entry_under_a_signed_head(
    decided: tuple[Casework, str],
) -> None:
    content = bundled(*decided)
    assert check(content, OURS).answer is Answer.VERIFIED
    assert places(check(content, OTHERS)) == {("log_disproved", "log/checkpoint")}
    told = members(content)
    entry = json.loads(base64.b64decode(told["log"]["entry"]))
    head = json.loads(base64.b64decode(told["log"]["checkpoint"]["payload"]))
    assert entry["kind"] == EntryKind.DECISION_MADE
    assert entry["n"] < head["size"]


def test_the_command_verifies_what_the_service_hands_out(decided: tuple[Casework, str], tmp_path: Path) -> None:
    file = tmp_path / "bundle.json"
    file.write_bytes(bundled(*decided))
    with pytest.raises(typer.Exit) as left:
        verify_bundle(str(file), key=[SIGNER.public_key_base64])
    assert left.value.exit_code == 0


def test_the_bytes_are_the_same_until_a_newer_head_is_signed_and_only_the_proof_is_another_then(
    decided: tuple[Casework, str],
) -> None:
    work, case = decided
    first = bundled(work, case)
    add_entry(work)
    assert bundled(work, case) == first
    work.desk.issuing.notary.head()
    later = bundled(work, case)
    one, other = members(first), members(later)
    assert one.pop("log") != other.pop("log")
    assert one == other
    assert check(later, OURS).answer is Answer.VERIFIED


def test_papers_and_reports_are_those_of_the_decision_and_not_the_newest(decided: tuple[Casework, str]) -> None:
    work, case = decided
    before = members(bundled(work, case))
    add_entry(work)
    work.correct(work.report, put("6.3", "results", 0, "value"))
    after = members(bundled(work, case))
    assert after["documents"] == before["documents"]
    assert after["reports"] == before["reports"]
    assert list(after["reports"]) == [work.report]


def test_what_was_not_decided_is_foreign_or_is_not_there_has_no_bundle(decided: tuple[Casework, str]) -> None:
    work, case = decided
    undecided = work.filed("A-2026-0008")
    for reader, asked in ((BODY, undecided), (STRANGER, case), (BODY, "0" * 32)):
        assert case_bundle(reader, asked, work.desk) is None


def test_the_applicant_has_the_bundle_of_its_body_and_the_laboratory_none(decided: tuple[Casework, str]) -> None:
    work, case = decided
    assert work.desk.cases.read(LAB, case) is not None
    assert case_bundle(LAB, case, work.desk) is None
    assert case_bundle(APPLICANT, case, work.desk) == bundled(work, case)


def test_without_the_role_in_the_query_row_level_security_alone_keeps_it_from_the_laboratory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with fresh_database("sqlite", tmp_path) as opened:
        work = casework(opened.app)
        case = work.certified()[0]
        monkeypatch.setattr("app.store.case_reading._OF_APPLICANT", true())
        assert case_bundle(LAB, case, work.desk) == bundled(work, case)
    with fresh_database("postgresql", tmp_path) as opened:
        work = casework(opened.app)
        case = work.certified()[0]
        assert case_bundle(LAB, case, work.desk) is None
        with opened.owner.writing() as connection:
            connection.exec_driver_sql("DROP POLICY case_decision_applicant ON case_decision")
        assert case_bundle(APPLICANT, case, work.desk) is None


class _Blind:
    """Readings under which no report can be read."""

    def original_of(self, organisation: str, report: str, revision: int | None) -> None:
        del organisation, report, revision


class _Without:
    """A store in which papers and rule data are gone."""

    def version(self, paper: Paper, body: str, version: int) -> None:
        del paper, body, version

    def rules(self, sha256: str) -> None:
        del sha256


def test_a_store_from_which_something_was_taken_gives_no_bundle(decided: tuple[Casework, str]) -> None:
    work, case = decided
    desk, gone = work.desk, _Without()
    for broken in (
        replace(desk, papers=gone),  # type: ignore[arg-type]  # a fake of the part that is asked
        replace(desk, desk=replace(desk.desk, evidence=gone)),  # type: ignore[arg-type]  # a fake of the part that is asked
        replace(desk, desk=replace(desk.desk, readings=_Blind())),  # type: ignore[arg-type]  # a fake of the part that is asked
    ):
        with pytest.raises(PartsMissing):
            case_bundle(BODY, case, broken)


def test_the_decision_in_the_bundle_is_the_one_that_is_logged(decided: tuple[Casework, str]) -> None:
    work, case = decided
    (view,) = work.desk.cases.decisions(BODY, case)
    entry = json.loads(base64.b64decode(members(bundled(work, case))["log"]["entry"]))
    assert entry["n"] == view.entry
    assert entry["subject"] == {"decision": digest(view.decision.record)}
