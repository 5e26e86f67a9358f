"""A decision stands in a log, or it does not: entry, path and head, each on its own."""

from dataclasses import replace

import pytest

from app.ledger.canonical import Json
from app.ledger.envelope import Envelope, sign
from app.ledger.log_proof import LogProof, misproofs, proof_record, prove, read_proof
from app.ledger.notation import Malformed
from tests.app.bundles import logged, proof_of
from tests.app.ledger.logs import OURS, THEIRS, TRUST

DECISION, OTHER = "a" * 64, "b" * 64
PROOF = proof_of(DECISION)


def places(proof: LogProof, decision: str = DECISION) -> list[str]:
    return [each.place for each in misproofs(proof, decision, TRUST)]


@pytest.mark.parametrize(("before", "after"), [(1, 0), (1, 1), (3, 2), (9, 30), (300, 1)])
def test_a_decision_is_proved_wherever_it_stands(before: int, after: int) -> None:
    proof = prove(logged(DECISION, before=before, after=after), DECISION)
    assert isinstance(proof, LogProof)
    assert places(proof) == []


@pytest.mark.parametrize(
    ("proof", "wrong"),
    [
        (replace(PROOF, entry=proof_of(OTHER).entry), ["entry", "path"]),
        (replace(PROOF, entry=b"{}"), ["entry"]),
        (replace(PROOF, path=PROOF.path[::-1]), ["path"]),
        (replace(PROOF, path=()), ["path"]),
        (replace(PROOF, head=proof_of(DECISION, THEIRS).head), ["checkpoint"]),
        (replace(PROOF, head=proof_of(OTHER).head), ["path"]),
        (replace(PROOF, head=sign("text/plain", PROOF.head.payload, [OURS])), ["checkpoint", "checkpoint"]),
        (replace(PROOF, head=sign(PROOF.head.payload_type, b"{}", [OURS])), ["checkpoint"]),
    ],
)
def test_whatever_a_proof_does_not_show_is_named(proof: LogProof, wrong: list[str]) -> None:
    assert places(proof) == wrong


def test_an_entry_on_another_decision_proves_nothing_of_this_one() -> None:
    assert places(PROOF, OTHER) == ["entry"]


def test_without_trust_only_the_arithmetic_is_proved() -> None:
    theirs = proof_of(DECISION, THEIRS)
    assert list(misproofs(theirs, DECISION, None)) == []
    assert places(theirs) == ["checkpoint"]


def test_the_longest_head_that_fits_is_taken() -> None:
    """A head that was cut from another log is passed over; the one before it still covers the entry."""
    lines = logged(DECISION)
    foreign = logged(OTHER, after=2)[-2]
    proof = prove([*lines[:-1], foreign, lines[-1]], DECISION)
    assert proof == PROOF


@pytest.mark.parametrize(
    ("lines", "what"),
    [
        ([], "an empty file"),
        (logged(OTHER), "the log has no entry on this decision"),
        ([*logged(DECISION)[:-2], logged(DECISION)[-1]], "no head of the log covers the entry on this decision"),
        ([*logged(DECISION)[:-2], logged(OTHER)[-2], logged(DECISION)[-1]], "no head of the log covers"),
    ],
)
def test_a_log_that_cannot_prove_a_decision_says_why(lines: list[bytes], what: str) -> None:
    found = prove(lines, DECISION)
    assert isinstance(found, Malformed)
    assert what in found.what


def test_a_proof_is_read_back_from_plain_values() -> None:
    assert read_proof(proof_record(PROOF)) == PROOF


@pytest.mark.parametrize(
    "changed",
    [
        {"entry": "no base64"},
        {"path": ["A" * 64]},
        {"path": [1]},
        {"path": ["a" * 64] * 65},
        {"path": "a" * 64},
        {"checkpoint": {}},
        {"extra": None},
    ],
)
def test_what_is_no_proof_is_refused(changed: dict[str, Json]) -> None:
    record = proof_record(PROOF)
    assert isinstance(record, dict)
    assert isinstance(read_proof({**record, **changed}), Malformed)
    assert isinstance(PROOF.head, Envelope)
