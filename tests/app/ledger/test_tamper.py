"""Logs tampered with at random: every edit is detected and located, no clean log is complained of.

An edit may touch one entry, or everything that somebody without the key can write: entries put right down to the end,
stored hashes, older heads. `LABVERDICT_TAMPER_EDITS` sets how many edits are tried, and a fifth as many clean logs.
"""

import os
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import pytest

from app.ledger.audit import Audit, audit_log, audit_rows
from app.ledger.entry import EntryKind
from app.ledger.envelope import Envelope, Trust, envelope_bytes, read_envelope
from app.ledger.fault import FaultCode
from tests.app.ledger.logs import THEIRS, TRUST, Log, head, made, rechained, resealed, understood

EDITS = int(os.environ.get("LABVERDICT_TAMPER_EDITS", "600"))
CLEAN = EDITS // 5
CONTROLS = 60


@dataclass(frozen=True, slots=True)
class Edit:
    """A log after an edit: its first bad entry, and whether it must be named exactly or may lie in a range.

    Where only a stored hash was changed, the entries' bytes are still proven.
    """

    log: Log
    first: int
    is_exact: bool = True
    is_of_bytes: bool = True


def edited(log: Log, chance: random.Random) -> Edit:
    """One field of one entry is changed. Of the last entry, only its stored hash could tell."""
    at = chance.randrange(len(log.bodies))
    entry = understood(log.bodies[at])
    changed = chance.choice(
        [
            replace(entry, subject={**entry.subject, "report": f"{chance.getrandbits(64):016x}"}),
            replace(entry, kind=EntryKind.RULES_KEPT),
            replace(entry, recorded_at=f"2026-11-22T21:41:58.{chance.randrange(123456):06d}Z"),
            replace(entry, prev=f"{chance.getrandbits(256):064x}"),
            replace(entry, n=entry.n + chance.randint(1, 3)),
            replace(entry, n=max(entry.n - 1, 0), subject={}),
        ]
    )
    bodies = [*log.bodies[:at], resealed(changed), *log.bodies[at + 1 :]]
    fits = changed.n == entry.n and changed.prev == entry.prev
    return Edit(log.having(bodies), at, not (fits and at == len(bodies) - 1))


def edited_under_its_hash(log: Log, chance: random.Random) -> Edit:
    """One field of one entry is changed, and its stored hash is left as it was; or the other way round."""
    edit = edited(log, chance)
    if chance.random() < 0.5:
        return replace(edit, log=replace(edit.log, hashes=log.hashes), is_exact=True)
    return replace(edit, log=replace(edit.log, bodies=log.bodies), is_exact=True, is_of_bytes=False)


def deleted(log: Log, chance: random.Random) -> Edit:
    """Without the last entry, the log is cut."""
    at = chance.randrange(len(log.bodies))
    return Edit(log.having([*log.bodies[:at], *log.bodies[at + 1 :]]), at, is_exact=at < len(log.bodies) - 1)


def swapped(log: Log, chance: random.Random) -> Edit:
    one, other = sorted(chance.sample(range(len(log.bodies)), 2))
    bodies = list(log.bodies)
    bodies[one], bodies[other] = bodies[other], bodies[one]
    return Edit(log.having(bodies), one)


def inserted(log: Log, chance: random.Random) -> Edit:
    """A copy of an entry, or one of somebody's own that fits where it stands."""
    at = chance.randint(0, len(log.bodies))
    added = chance.choice(log.bodies)
    bodies = [*log.bodies[:at], added, *log.bodies[at:]]
    if chance.random() < 0.6:
        bodies[at] = rechained([*log.bodies[:at], resealed(replace(understood(added), subject={}))], at)[at]
    differs = next(n for n, (now, before) in enumerate(zip(bodies, (*log.bodies, b""), strict=True)) if now != before)
    return Edit(log.having(bodies), differs)


def cut(log: Log, chance: random.Random) -> Edit:
    size = chance.randrange(len(log.bodies))
    return Edit(log.having(log.bodies[:size]), size, is_exact=False)


def rebuilt(log: Log, chance: random.Random) -> Edit:
    """One entry is changed or left out, and everything after it put right."""
    at = chance.randrange(len(log.bodies) - 1)
    changed = resealed(replace(understood(log.bodies[at]), subject={}))
    bodies = [*log.bodies[:at], *chance.choice([[changed], []]), *log.bodies[at + 1 :]]
    return Edit(log.having(rechained(bodies, at)), at, is_exact=False)


def rebuilt_with_another_key(log: Log, chance: random.Random) -> Edit:
    edit = rebuilt(log, chance)
    return replace(edit, log=replace(edit.log, heads=(head(edit.log.bodies, THEIRS),), key=THEIRS))


def rebuilt_under_a_head_edited(log: Log, chance: random.Random) -> Edit:
    """The newest head says what it should say now, under the signature that it had."""
    edit = rebuilt(log, chance)
    old, new = read_envelope(log.heads[-1]), read_envelope(head(edit.log.bodies))
    assert isinstance(old, Envelope)
    assert isinstance(new, Envelope)
    forged = envelope_bytes(replace(old, payload=new.payload))
    return replace(edit, log=replace(edit.log, heads=(*log.heads[:-1], forged)))


def older_head_replayed(log: Log, chance: random.Random) -> Edit:
    """The log is cut at an older head, and the newer ones are taken away; a head kept elsewhere tells."""
    size = chance.randrange(len(log.bodies))
    heads = (head(log.bodies[:size]),)
    return Edit(replace(log.having(log.bodies[:size]), heads=heads), size, is_exact=False)


Act = Callable[[Log, random.Random], Edit]
ACTS: Sequence[Act] = [edited, deleted, swapped, inserted, cut, rebuilt, rebuilt_with_another_key]
ACTS = [*ACTS, rebuilt_under_a_head_edited, older_head_replayed]
FORMS: Mapping[str, Callable[[Log, Trust], Audit]] = {
    "file": lambda log, trust: audit_log(log.lines(), trust, log.kept),
    "rows": lambda log, trust: audit_rows(log.rows(), log.heads, trust, log.kept),
}
CASES = [(form, act) for form in FORMS for act in ACTS] + [("rows", edited_under_its_hash)]
SHARE = -(-EDITS // (len(CASES) + 1))


@cache
def logs(*, kept: bool = True) -> Sequence[Log]:
    chance = random.Random(1)  # noqa: S311 - repeatable on purpose
    return [made(chance, chance.randint(2, 40), kept=kept) for _ in range(40)]


def misses(form: str, act: Act, count: int, trust: Trust = TRUST, *, kept: bool = True) -> list[str]:
    """Return the edits, of this many, that an audit does not detect or does not locate."""
    chance = random.Random(f"{form} {act.__name__}")  # noqa: S311 - repeatable on purpose
    missed: list[str] = []
    for _ in range(count):
        edit = act(chance.choice(logs(kept=kept)), chance)
        found = FORMS[form](edit.log, trust)
        if not is_located(edit, found):
            missed.append(f"{act.__name__}: first bad entry {edit.first} of {len(edit.log.bodies)}: {found.faults}")
    return missed


def is_located(edit: Edit, found: Audit) -> bool:
    if found.is_sound or (edit.is_of_bytes and found.proven > edit.first):
        return False
    entries = found.faults[0].entries
    return entries == range(edit.first, edit.first + 1) if edit.is_exact else edit.first in entries


@pytest.mark.parametrize(("form", "act"), CASES)
def test_every_edit_is_detected_and_located(form: str, act: Act) -> None:
    assert misses(form, act, SHARE) == []


def spoilt(file: bytes, chance: random.Random) -> bytes:
    """Return a file with one byte changed, added or taken away, but for the line end at its very end."""
    at = chance.randrange(len(file) - 1)
    added = bytes([chance.choice([chance.randrange(256), file[at] ^ 1 << chance.randrange(8)])])
    return file[:at] + chance.choice([added, added, b"", added + file[at : at + 1]]) + file[at + 1 :]


def test_every_changed_byte_of_a_file_is_detected_and_located() -> None:
    chance = random.Random(2)  # noqa: S311 - repeatable on purpose
    for _ in range(SHARE):
        log = chance.choice(logs())
        before = b"".join(log.lines())
        after = spoilt(before, chance)
        found = audit_log(after.splitlines(keepends=True), TRUST, log.kept)
        assert found.is_sound is (after == before)
        if after != before:
            line = next(
                n for n, (now, then) in enumerate(zip(after + b"\0", before + b"\0", strict=False)) if now != then
            )
            number = before[:line].count(b"\n")
            assert tells(found, number, len(log.bodies)), (number, found.faults)


def tells(found: Audit, number: int, size: int) -> bool:
    """Whether the audit names the line (number 0 is the first), or the entry on it, or a range where it lies."""
    first = found.faults[0]
    if 1 <= number <= size and first.entries:
        return number - 1 in first.entries and (len(first.entries) == 1 or number == size)
    places = {fault.place for fault in found.faults}
    return f"line {number + 1}" in places or (number > size and "the public keys" in places)


def test_no_clean_log_is_complained_of() -> None:
    chance = random.Random(3)  # noqa: S311 - repeatable on purpose
    for _ in range(CLEAN):
        log = made(chance, chance.randint(0, 40), kept=chance.random() < 0.5)
        assert [audit(log, TRUST).faults for audit in FORMS.values()] == [(), ()]


def believing(_alg: str, _kid: str, _message: bytes, _signature: bytes) -> bool:
    return True


@pytest.mark.parametrize("act", [edited, deleted, swapped, inserted])
def test_without_the_chain_edits_are_not_located(act: Act, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.ledger.audit.chain_fault", lambda *_: None)
    assert misses("file", act, CONTROLS)


@pytest.mark.parametrize("act", [rebuilt, edited])
def test_without_the_tree_rebuilt_logs_are_missed(act: Act, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.ledger.audit._differing", lambda *_: iter(()))
    assert misses("file", act, CONTROLS)


@pytest.mark.parametrize("act", [cut, older_head_replayed])
def test_without_comparing_sizes_cut_logs_are_missed(act: Act, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.ledger.audit._uncovered", lambda *_: iter(()))
    assert misses("file", act, CONTROLS)


@pytest.mark.parametrize("act", [rebuilt_with_another_key, rebuilt_under_a_head_edited])
def test_without_checking_signatures_rebuilt_logs_are_missed(act: Act) -> None:
    assert misses("file", act, CONTROLS, Trust(believing, TRUST.needed), kept=False)
    assert misses("file", act, CONTROLS, kept=False) == []


def test_without_a_head_kept_elsewhere_a_log_cut_at_an_older_head_is_missed() -> None:
    assert len(misses("file", older_head_replayed, CONTROLS, kept=False)) == CONTROLS


def test_without_computing_hashes_an_entry_edited_under_its_hash_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert misses("rows", edited_under_its_hash, CONTROLS) == []
    log = logs()[0]
    hashes = dict(zip(log.having(log.bodies[::-1]).bodies, log.hashes[::-1], strict=True))
    body = resealed(replace(understood(log.bodies[0]), subject={}))
    tampered = replace(log, bodies=(body, *log.bodies[1:]))
    assert FORMS["rows"](tampered, TRUST).faults[0].code is FaultCode.ENTRY_CHANGED
    monkeypatch.setattr("app.ledger.chain.leaf_hash", lambda one: hashes.get(one, log.hashes[0]))
    assert FORMS["rows"](tampered, TRUST).is_sound
