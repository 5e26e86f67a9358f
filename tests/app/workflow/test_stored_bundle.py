"""The bundle of a stored decision is verified by whoever has nothing else, and is the same bytes whenever asked for."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.ledger.checkpoint import read_checkpoint
from app.ledger.envelope import Envelope
from app.library.bundle import BundleUnreadable, files_in
from app.ports.body_papers import Paper
from app.store.engine import Database
from app.workflow.check_bundle import Answer
from app.workflow.decision_bundle import Bundle, read_bundle
from app.workflow.record_decision import ADOPTED
from app.workflow.stored_bundle import NoDecision, StoreDamaged, Withdrawn, stored_bundle
from tests.app.bundles import check, places
from tests.app.decided import BODY, OTHER_BODY, Office, diesel, diesel_report, office, rules
from tests.app.dossiers import put
from tests.app.ledger.logs import THEIRS, TRUST
from tests.app.store.conftest import KINDS, fresh_database


@pytest.fixture(params=KINDS)
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    with fresh_database(str(request.param), tmp_path) as made:
        yield made.app


@pytest.fixture
def made(opened: Database) -> Office:
    return office(opened)


def bundled(made: Office, case: str, n: int | None = None) -> bytes:
    found = stored_bundle(BODY, case, n, made.bundles)
    assert isinstance(found, bytes), found
    return found


def read(content: bytes) -> Bundle:
    found = read_bundle(content)
    assert isinstance(found, Bundle), found
    return found


def test_a_stored_decision_is_verified_offline_with_its_entry_under_a_signed_head(made: Office) -> None:
    content = bundled(made, made.decided("A-1", diesel(made.filed(diesel_report(), "one"))))
    assert check(content, TRUST).answer is Answer.VERIFIED
    assert read(content).log is not None


def test_another_key_shows_nothing(made: Office) -> None:
    content = bundled(replace(made, signer=THEIRS), made.decided("A-1", diesel(made.filed(diesel_report(), "one"))))
    assert places(check(content, TRUST)) == {("log_disproved", "log/checkpoint")}


def test_the_bytes_are_the_same_until_a_newer_head_is_signed_and_only_the_proof_is_another_then(made: Office) -> None:
    name = made.filed(diesel_report(), "one")
    case = made.decided("A-1", diesel(name))
    first = bundled(made, case)
    made.put(Paper.SETTINGS, b'{"version":2}')
    assert bundled(made, case) == first
    made.notary.head()
    later = bundled(made, case)
    assert later != first
    assert check(later, TRUST).answer is Answer.VERIFIED
    one, other = json.loads(first), json.loads(later)
    assert one.pop("log") != other.pop("log")
    assert one == other


def test_the_head_covers_the_entry_of_the_decision(made: Office) -> None:
    bundle = read(bundled(made, made.decided("A-1", diesel(made.filed(diesel_report(), "one")))))
    assert bundle.log is not None
    assert isinstance(bundle.log.head, Envelope)
    head = read_checkpoint(bundle.log.head.payload)
    assert json.loads(bundle.log.entry)["n"] < head.size  # type: ignore[union-attr]


def test_settings_are_those_of_the_decision_and_not_the_newest(made: Office) -> None:
    case = made.decided("A-1", diesel(made.filed(diesel_report(), "one")))
    before = read(bundled(made, case)).documents
    made.put(Paper.SETTINGS, b'{"version":2}')
    assert read(bundled(made, case)).documents == before
    assert ADOPTED not in before


def test_a_decision_that_is_not_met_is_bundled_too(made: Office) -> None:
    name = made.filed(diesel_report(), "one")
    content = bundled(made, made.decided("A-1", diesel(name, put("3.9", "tests", 0, "sample_l"))))
    assert check(content, TRUST).answer is Answer.VERIFIED
    assert read(content).decision["standing"] == "not_met"


@pytest.mark.parametrize("number", [2, 999])
def test_a_record_that_decides_nothing_has_no_bundle(made: Office, number: int) -> None:
    case = made.decided("A-1", diesel(made.filed(diesel_report(), "one")))
    assert bundled(made, case, 1) == bundled(made, case)
    assert stored_bundle(BODY, case, number, made.bundles) == NoDecision()


def test_a_case_without_a_decision_a_foreign_one_and_none_at_all_answer_alike(made: Office) -> None:
    case = made.decided("A-1", diesel(made.filed(diesel_report(), "one")))
    undecided = made.opened("A-2")
    for reader, asked in ((OTHER_BODY, case), (BODY, undecided), (BODY, "no case")):
        assert stored_bundle(reader, asked, None, made.bundles) == NoDecision()


class _Blind:
    """Readings under which nothing can be read any more."""

    def original_of(self, organisation: str, report: str, revision: int | None) -> None:
        del organisation, report, revision


class _Without:
    """Papers of which one version is gone."""

    def version(self, paper: Paper, body: str, version: int) -> None:
        del paper, body, version


def test_a_report_that_the_body_may_not_read_any_more_is_named(made: Office) -> None:
    name = made.filed(diesel_report(), "one")
    case = made.decided("A-1", diesel(name))
    desk = replace(made.bundles, readings=_Blind())  # type: ignore[arg-type]
    assert stored_bundle(BODY, case, None, desk) == Withdrawn((name,))


def test_a_paper_that_is_gone_is_no_answer(made: Office) -> None:
    case = made.decided("A-1", diesel(made.filed(diesel_report(), "one")))
    with pytest.raises(StoreDamaged):
        stored_bundle(BODY, case, None, replace(made.bundles, papers=_Without()))  # type: ignore[arg-type]


def test_stored_rule_data_without_a_file_are_no_answer() -> None:
    with pytest.raises(BundleUnreadable):
        files_in(rules(), ["limits/schemes/none/scheme.toml"])
