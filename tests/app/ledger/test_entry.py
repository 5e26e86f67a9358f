import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ledger.canonical import Json, NotCanonical, canonical, read_canonical
from app.ledger.entry import NO_ENTRY, Entry, EntryKind, NotAnEntry, read_entry, seal_entry
from app.ledger.merkle import leaf_hash
from app.ledger.notation import Malformed
from tests.app.ledger.logs import AT, sealed

DIGEST = "ab" * 32
SUBJECTS = st.dictionaries(st.text("abc", max_size=3), st.none() | st.text("xyz") | st.lists(st.text("xyz")))


def test_an_entry_is_sealed_to_these_bytes() -> None:
    entry = seal_entry(0, NO_ENTRY, AT, EntryKind.REPORT_SHARED, {"report": "r", "reader": None})
    assert entry.body.decode() == (
        '{"format":"labverdict.entry/1","kind":"report_shared","n":0,"prev":"' + "0" * 64 + '",'
        '"recorded_at":"2026-11-22T21:41:58.123456Z","subject":{"reader":null,"report":"r"}}'
    )
    assert (entry.n, entry.prev, entry.hash) == (0, NO_ENTRY, leaf_hash(entry.body).hex())


@given(st.integers(0, 2**53 - 1), st.sampled_from(EntryKind), SUBJECTS)
def test_a_sealed_entry_is_read_back(n: int, kind: EntryKind, subject: dict[str, Json]) -> None:
    assert read_entry(seal_entry(n, DIGEST, AT, kind, subject).body) == Entry(n, DIGEST, AT, kind, subject)


@pytest.mark.parametrize(
    ("n", "prev", "at", "why"),
    [
        (-1, DIGEST, AT, "a number below 0"),
        (1, DIGEST.upper(), AT, "prev is not a SHA-256"),
        (1, "", AT, "prev is not a SHA-256"),
        (1, DIGEST, "2026-11-22", "recorded_at is not an instant in UTC"),
    ],
)
def test_what_would_not_be_read_is_not_sealed(n: int, prev: str, at: str, why: str) -> None:
    with pytest.raises(NotAnEntry, match=why):
        seal_entry(n, prev, at, EntryKind.RULES_KEPT, {})


def test_a_subject_holds_no_fractions() -> None:
    fraction: object = 0.5
    with pytest.raises(NotCanonical, match="/subject/value"):
        seal_entry(0, NO_ENTRY, AT, EntryKind.RULES_KEPT, {"value": fraction})  # type: ignore[dict-item]  # a float


@pytest.mark.parametrize(
    "changes",
    [
        {"n": -1},
        {"n": True},
        {"n": "0"},
        {"prev": "0"},
        {"prev": None},
        {"recorded_at": "2026-02-30T21:41:58.123456Z"},
        {"kind": "report_lost"},
        {"kind": None},
        {"subject": []},
        {"format": "labverdict.entry/2"},
        {"more": None},
    ],
)
def test_other_members_are_no_entry(changes: dict[str, Json]) -> None:
    whole = read_canonical(sealed(0).body)
    assert isinstance(whole, dict)
    assert isinstance(read_entry(canonical(whole)), Entry)
    assert isinstance(read_entry(canonical(whole | changes)), Malformed)


@pytest.mark.parametrize("member", ["format", "n", "prev", "recorded_at", "kind", "subject"])
def test_no_member_may_be_missing(member: str) -> None:
    whole = read_canonical(sealed(0).body)
    assert isinstance(whole, dict)
    assert isinstance(read_entry(canonical({key: whole[key] for key in whole if key != member})), Malformed)


@pytest.mark.parametrize("body", [b"", b"[]", sealed(0).body + b"\n", sealed(0).body.replace(b'"n":0', b'"n":0,"n":0')])
def test_other_bytes_are_no_entry(body: bytes) -> None:
    assert isinstance(read_entry(body), Malformed)
