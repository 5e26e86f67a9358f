from collections.abc import Sequence
from dataclasses import replace

import pytest

from app.keys.ed25519 import ALG, PublicKeys
from app.ledger.audit import Audit, audit_log, audit_rows
from app.ledger.chain import root_of
from app.ledger.checkpoint import PAYLOAD_TYPE
from app.ledger.entry import NO_ENTRY, EntryKind
from app.ledger.envelope import Trust, envelope_bytes, sign
from app.ledger.fault import FaultCode
from app.ledger.log_file import PublicKey, log_lines
from app.ledger.merkle import EMPTY_ROOT, leaf_hash
from tests.app.ledger.logs import OURS, THEIRS, TRUST, chain, head, rechained, resealed, sealed, understood

BODIES = chain("abcdefgh")
SIZE = len(BODIES)
KEY = PublicKey(ALG, OURS.public_key)
END = head(BODIES)


def audit(bodies: Sequence[bytes], heads: Sequence[bytes] = (END,), kept: Sequence[bytes] = ()) -> Audit:
    return audit_log(log_lines(bodies, heads, [KEY]), TRUST, kept)


def told(audit: Audit) -> list[tuple[FaultCode, range, str]]:
    return [(fault.code, fault.entries, fault.place) for fault in audit.faults]


def edited(at: int, **changes: object) -> list[bytes]:
    """Return the entries with one of them changed and everything after it as it was."""
    entry = replace(understood(BODIES[at]), **changes)  # type: ignore[arg-type]  # a field of any type
    return [*BODIES[:at], resealed(entry), *BODIES[at + 1 :]]


def test_a_clean_log_is_sound() -> None:
    heads = [head(BODIES[:3]), END]
    found = audit(BODIES, heads, heads)
    root = root_of(map(leaf_hash, BODIES)).hex()
    assert found == Audit(size=SIZE, root=root, checkpoints=2, proven=SIZE, keys=(KEY,), faults=())
    assert found.is_sound


@pytest.mark.parametrize("heads", [[], [head([])]])
def test_an_empty_log_is_sound(heads: Sequence[bytes]) -> None:
    found = audit_rows([], heads, TRUST)
    assert found.is_sound
    assert (found.size, found.root, found.checkpoints) == (0, EMPTY_ROOT.hex(), len(heads))


def test_an_audit_is_never_a_bool() -> None:
    with pytest.raises(TypeError, match="sound"):
        bool(audit(BODIES))


@pytest.mark.parametrize("n", range(SIZE - 1))
@pytest.mark.parametrize(
    "changes", [{"subject": {}}, {"kind": EntryKind.RULES_KEPT}, {"recorded_at": "2026-11-22T21:41:58.000000Z"}]
)
def test_an_edited_entry_is_found_by_the_one_that_follows_it(n: int, changes: dict[str, object]) -> None:
    found = audit(edited(n, **changes))
    assert told(found) == [(FaultCode.ENTRY_CHANGED, range(n, n + 1), f"entry {n}")]
    assert not found.is_sound


def test_an_edited_last_entry_is_found_by_the_signed_head() -> None:
    """Nothing follows it, so that a changed last entry looks like a log rebuilt since the head before."""
    found = audit(edited(SIZE - 1, subject={}), [head(BODIES[:5]), END])
    assert told(found) == [(FaultCode.ROOT_DIFFERS, range(5, SIZE), f"checkpoint of size {SIZE}")]
    assert found.proven == 5


@pytest.mark.parametrize("n", range(SIZE))
def test_an_edited_predecessor_is_found_in_the_entry_that_names_it(n: int) -> None:
    assert told(audit(edited(n, prev="ab" * 32))) == [(FaultCode.CHAIN_BROKEN, range(n, n + 1), f"entry {n}")]


@pytest.mark.parametrize(("at", "n"), [(at, n) for at in range(SIZE) for n in (at - 1, at + 1, at + 5) if n >= 0])
def test_an_edited_number_is_found(at: int, n: int) -> None:
    assert told(audit(edited(at, n=n))) == [(FaultCode.ENTRY_OUT_OF_ORDER, range(at, at + 1), f"entry {at}")]


@pytest.mark.parametrize("n", range(SIZE - 1))
def test_a_deleted_entry_is_found(n: int) -> None:
    assert told(audit([*BODIES[:n], *BODIES[n + 1 :]])) == [
        (FaultCode.ENTRY_OUT_OF_ORDER, range(n, n + 1), f"entry {n}"),
        (FaultCode.LOG_SHORTENED, range(n, SIZE), f"checkpoint of size {SIZE}"),
    ]


def test_a_deleted_entry_before_the_last_of_a_log_put_right_lies_after_the_newest_head_that_agrees() -> None:
    found = audit(rechained([*BODIES[:6], BODIES[7]], 6), [head(BODIES[:4]), END])
    assert told(found) == [(FaultCode.LOG_SHORTENED, range(4, SIZE), f"checkpoint of size {SIZE}")]


@pytest.mark.parametrize("n", range(SIZE))
def test_a_foreign_entry_is_found(n: int) -> None:
    prev = leaf_hash(BODIES[n - 1]).hex() if n else NO_ENTRY
    found = audit([*BODIES[:n], sealed(n, prev, "foreign").body, *BODIES[n:]])
    assert told(found)[0] == (FaultCode.ENTRY_OUT_OF_ORDER, range(n, n + 1), f"entry {n}")


@pytest.mark.parametrize("n", range(1, SIZE))
def test_an_entry_that_occurs_twice_is_found_where_it_occurs_again(n: int) -> None:
    found = audit([*BODIES[:n], BODIES[n - 1], *BODIES[n:]])
    assert told(found)[0] == (FaultCode.ENTRY_OUT_OF_ORDER, range(n, n + 1), f"entry {n}")


def test_an_added_entry_is_not_signed() -> None:
    added = rechained([*BODIES, BODIES[0]], SIZE)
    assert told(audit(added)) == [(FaultCode.ENTRIES_UNSIGNED, range(SIZE, SIZE + 1), f"entry {SIZE}")]


def test_a_log_without_a_signed_head_proves_nothing() -> None:
    found = audit_rows(((body, None) for body in BODIES), [], TRUST)
    assert told(found) == [(FaultCode.ENTRIES_UNSIGNED, range(SIZE), "entry 0")]


@pytest.mark.parametrize("size", range(SIZE))
def test_a_cut_log_is_found_by_its_signed_head(size: int) -> None:
    at_most = min(size, 3)
    found = audit(BODIES[:size], [head(BODIES[:at_most]), END])
    assert told(found) == [(FaultCode.LOG_SHORTENED, range(at_most, SIZE), f"checkpoint of size {SIZE}")]


def test_a_log_cut_at_an_older_head_is_found_by_a_head_kept_elsewhere() -> None:
    older = [head(BODIES[:5])]
    assert audit(BODIES[:5], older).is_sound
    found = audit(BODIES[:5], older, [END])
    assert told(found) == [(FaultCode.LOG_SHORTENED, range(5, SIZE), f"checkpoint of size {SIZE}")]


def test_a_rebuilt_log_is_found_between_two_heads() -> None:
    rebuilt = rechained(edited(4, subject={}), 5)
    found = audit(rebuilt, [head(BODIES[:2]), head(BODIES[:4]), head(BODIES[:6]), END])
    assert told(found) == [(FaultCode.ROOT_DIFFERS, range(4, 6), "checkpoint of size 6")]
    assert (found.checkpoints, found.proven) == (2, 4)


def test_a_log_rebuilt_with_another_key_is_found() -> None:
    rebuilt = rechained(edited(4, subject={}), 5)
    lines = list(log_lines(rebuilt, [head(rebuilt, THEIRS)], [PublicKey(ALG, THEIRS.public_key)]))
    assert told(audit_log(lines, TRUST)) == [
        (FaultCode.ENTRIES_UNSIGNED, range(SIZE), "entry 0"),
        (FaultCode.CHECKPOINT_SIGNATURE, range(0), f"line {SIZE + 2}"),
    ]
    assert audit_log(lines, Trust(PublicKeys([THEIRS.public_key]), (ALG,))).is_sound


def test_two_histories_under_one_key_are_found() -> None:
    other = rechained(edited(4, subject={}), 5)
    assert told(audit(BODIES, [END], [head(other[:6])])) == [
        (FaultCode.ROOT_DIFFERS, range(6), "checkpoint of size 6"),
    ]


def test_an_earlier_rebuilt_part_is_told_beside_the_break_that_ends_it() -> None:
    """Entry 2 was changed and 3 to 5 put right: the chain breaks after 5, the head over four entries says where."""
    found = audit([*rechained(edited(2, subject={})[:6], 3), *BODIES[6:]], [head(BODIES[:2]), head(BODIES[:4]), END])
    assert told(found) == [
        (FaultCode.ROOT_DIFFERS, range(2, 4), "checkpoint of size 4"),
        (FaultCode.ENTRY_CHANGED, range(5, 6), "entry 5"),
    ]
    assert found.proven == 2


def test_two_edits_are_found_by_the_first() -> None:
    twice = edited(2, subject={})
    twice[5] = b"{}"
    assert told(audit(twice)) == [(FaultCode.ENTRY_CHANGED, range(2, 3), "entry 2")]


def test_an_entry_before_one_that_cannot_be_read_has_no_witness() -> None:
    twice = edited(2, prev="ab" * 32)
    twice[3] = b"{}"
    assert told(audit(twice)) == [(FaultCode.CHAIN_BROKEN, range(2, 3), "entry 2")]


@pytest.mark.parametrize("body", [b"", b"{}", BODIES[3] + b" ", BODIES[3].replace(b'"n":3', b'"n":3,"n":3')])
def test_bytes_that_are_no_entry_are_found(body: bytes) -> None:
    found = audit([*BODIES[:3], body, *BODIES[4:]])
    assert told(found) == [(FaultCode.ENTRY_MALFORMED, range(3, 4), "entry 3")]


def test_a_line_that_cannot_be_read_is_told_once() -> None:
    lines = list(log_lines(BODIES, [head(BODIES[:2]), END], [KEY]))
    lines[4] = lines[4][:-3] + b"\n"
    assert told(audit_log(lines, TRUST)) == [
        (FaultCode.LINE_MALFORMED, range(3, 4), "line 5"),
        (FaultCode.LOG_SHORTENED, range(3, SIZE), f"checkpoint of size {SIZE}"),
    ]


def test_an_empty_file_is_no_log() -> None:
    assert told(audit_log([], TRUST)) == [(FaultCode.LINE_MALFORMED, range(0), "line 1")]


@pytest.mark.parametrize("n", [0, 4, SIZE - 1])
def test_a_row_with_another_stored_hash_is_found(n: int) -> None:
    rows: list[tuple[bytes, bytes | None]] = [(body, leaf_hash(body)) for body in BODIES]
    assert audit_rows(rows, [END], TRUST).is_sound
    rows[n] = (BODIES[n], leaf_hash(b""))
    assert told(audit_rows(rows, [END], TRUST)) == [(FaultCode.ENTRY_CHANGED, range(n, n + 1), f"entry {n}")]


def test_heads_that_cannot_be_read_or_believed_are_told_by_their_place() -> None:
    unreadable = envelope_bytes(sign(PAYLOAD_TYPE, b"{}", [OURS]))
    other_type = envelope_bytes(sign("text/plain", b"{}", [OURS]))
    rows = [(body, leaf_hash(body)) for body in BODIES]
    found = audit_rows(rows, [END, b"{}", unreadable], TRUST, [head(BODIES, THEIRS), other_type])
    assert told(found) == [
        (FaultCode.CHECKPOINT_MALFORMED, range(0), "checkpoint 2"),
        (FaultCode.CHECKPOINT_MALFORMED, range(0), "checkpoint 3"),
        (FaultCode.CHECKPOINT_SIGNATURE, range(0), "kept checkpoint 1"),
        (FaultCode.CHECKPOINT_SIGNATURE, range(0), "kept checkpoint 2"),
    ]
    assert (found.checkpoints, found.proven) == (1, SIZE)
