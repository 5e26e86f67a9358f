"""Bundles tampered with at random: none is verified, every fault is located, and no good one is complained of.

`LABVERDICT_BUNDLES` sets how many are tried. Some acts change one member; others also put right what somebody without
the key of the log can put right: digests, seals, or the whole decision.
"""

import base64
import os
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from app.ledger.canonical import canonical
from app.library.packed_rules import differing
from app.library.shelf import data_root
from app.workflow.check_bundle import Answer
from app.workflow.fingerprint import digest
from lims_adapters.json_text import child
from tests.app.bundles import CASES, asked, bundled, check, good, members, proof_of, recorded, written
from tests.app.dossiers import put
from tests.app.ledger.logs import OURS, THEIRS, TRUST

BUNDLES = int(os.environ.get("LABVERDICT_BUNDLES", "320"))

Told = dict[str, Any]
# What an act changed, and the members of which one has to be named.
Act = Callable[[Told, random.Random], Sequence[str]]


def in_text(text: str, pattern: str, chance: random.Random) -> str:
    """Return a text in which one digit, of those within what matches, is another one."""
    spans = [match.span() for match in re.finditer(pattern, text)]
    start, stop = chance.choice(spans)
    at = chance.choice([place for place in range(start, stop) if text[place].isdigit()])
    digits = [digit for digit in "0123456789" if digit != text[at]]
    return text[:at] + chance.choice(digits) + text[at + 1 :]


def in_document(told: Told, place: tuple[str, str], pattern: str, chance: random.Random) -> Sequence[str]:
    member, name = place
    text = base64.b64decode(told[member][name]).decode()
    told[member][name] = base64.b64encode(in_text(text, pattern, chance).encode()).decode()
    return [f"{member}/{name}"]


def result(told: Told, chance: random.Random) -> Sequence[str]:
    name = chance.choice(sorted(told["reports"]))
    return in_document(told, ("reports", name), r'"value": "[^"]*\d[^"]*"', chance)


def limit(told: Told, chance: random.Random) -> Sequence[str]:
    tables = [name for name in told["rules"] if name.endswith(("table.toml", "advanced.toml"))]
    name = chance.choice([name for name in tables if re.search(r'value = "[\d.]+"', told["rules"][name])] or tables)
    told["rules"][name] = in_text(told["rules"][name], r"\d+", chance)
    return [f"rules/{name}"]


def rule(told: Told, chance: random.Random) -> Sequence[str]:
    """A digit of any file: a deadline, a clause, a score table, the calendar, a method card."""
    name = chance.choice(sorted(told["rules"]))
    told["rules"][name] = in_text(told["rules"][name], r"\d+", chance)
    return [f"rules/{name}"]


def score(told: Told, chance: random.Random) -> Sequence[str]:
    return in_document(told, ("documents", "dossier"), r'"(points|ratio|numerator|holds_on|on)": "?\d+', chance)


def setting(told: Told, chance: random.Random) -> Sequence[str]:
    return in_document(told, ("documents", "settings"), r"\d+", chance)


def day(told: Told, chance: random.Random) -> Sequence[str]:
    if chance.random() < 0.5:
        return in_document(told, ("documents", "dossier"), r'_on": "\d{4}-\d\d-\d\d', chance)
    place = chance.choice([told, told["decision"]])
    place["on"] = f"2026-07-{chance.choice([*range(1, 10), *range(11, 32)]):02d}"
    return ["on"]


def swapped(told: Told, chance: random.Random) -> Sequence[str]:
    member = chance.choice([name for name in ("documents", "reports", "rules") if len(told[name]) > 1])
    one, other = chance.sample(sorted(told[member]), 2)
    told[member][one], told[member][other] = told[member][other], told[member][one]
    return [f"{member}/{one}"]


def findings_swapped(told: Told, chance: random.Random) -> Sequence[str]:
    listed = told["decision"]["findings"]
    one, other = chance.sample(range(len(listed)), 2)
    listed[one], listed[other] = listed[other], listed[one]
    return [f"decision/findings/{min(one, other)}/"]


def removed(told: Told, chance: random.Random) -> Sequence[str]:
    name = chance.choice(["on", "documents", "reports", "rules", "decision"])
    if isinstance(told[name], dict) and chance.random() < 0.8:
        inner = chance.choice(sorted(told[name]))
        del told[name][inner]
        parts = {"seals": "rules/", "documents": "documents/", "reports": "reports/", "on": "on"}
        return [parts.get(inner, f"decision/{inner}") if name == "decision" else f"{name}/{inner}"]
    del told[name]
    return [name]


def added(told: Told, chance: random.Random) -> Sequence[str]:
    name = chance.choice(["", "documents", "reports", "rules", "decision"])
    new = chance.choice(["extra", "limits/../../x.toml", "/etc/x", "limits/characteristics.toml/x"])
    (told[name] if name else told)[new] = chance.choice([base64.b64encode(b"x").decode(), ""])
    return [child(name, new) if name == "decision" else f"{name}/{new}".removeprefix("/") if name else new]


def leaves(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:  # noqa: ANN401 - any JSON
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    inner = [leaf for key, each in pairs for leaf in leaves(each, (*path, key))]
    return inner if isinstance(value, dict | list) else [path]


def decision(told: Told, chance: random.Random) -> Sequence[str]:
    """One text of the decision is another one, is null, a number, or gone."""
    path = chance.choice(leaves(told["decision"]))
    place: Any = told["decision"]
    for key in path[:-1]:
        place = place[key]
    before = place[path[-1]]
    after: object = chance.choice(["met", "not_met", "2026-07-11", "P-0009", None, 1, True, f"{before}0", []])
    if after == before or chance.random() < 0.1:
        del place[path[-1]]
    else:
        place[path[-1]] = after
    return [""]


def result_under_its_digest(told: Told, chance: random.Random) -> Sequence[str]:
    """A result is changed, and the report's digest in the decision put right: its verdict is another one."""
    (where,) = result(told, chance)
    name = where.removeprefix("reports/")
    for each in told["decision"]["reports"]:
        if each["name"] == name:
            each["sha256"] = digest(base64.b64decode(told["reports"][name]))
    return ["decision/reports/", "documents/dossier/tests/"]


def limit_under_its_seal(told: Told, chance: random.Random) -> Sequence[str]:
    """A limit is changed, and its seal in the decision put right: the verdicts rest on another one."""
    (where,) = limit(told, chance)
    name = where.removeprefix("rules/")
    told["decision"]["seals"][name] = digest(told["rules"][name].encode())
    return ["decision/", "rules"]


ACTS: Sequence[Act] = [result, limit, rule, score, setting, day, swapped, findings_swapped, removed, added, decision]
ACTS = [*ACTS, result_under_its_digest, limit_under_its_seal]
SHARE = -(-BUNDLES // (len(ACTS) + 3))


def spoilt(act: Act, chance: random.Random) -> tuple[bytes, Sequence[str]]:
    """Return a good bundle after an act that changed it."""
    while True:
        before = good(chance.randrange(len(CASES)))
        told = members(before)
        places = act(told, chance)
        if (after := canonical(told)) != before:
            return after, places


def is_named(where: str, places: Sequence[str]) -> bool:
    return any(where.startswith(place) for place in places)


@pytest.mark.parametrize("act", ACTS)
def test_every_tampered_bundle_is_refused_and_the_member_named(act: Act) -> None:
    chance = random.Random(act.__name__)  # noqa: S311 - repeatable on purpose
    missed = []
    # Rule data under a seal that was put right are read anew each time.
    for _ in range(SHARE // 3 if act is limit_under_its_seal else SHARE):
        content, places = spoilt(act, chance)
        checked = check(content)
        named = any(is_named(fault.where, places) for fault in checked.faults)
        if checked.answer is Answer.VERIFIED or not checked.faults or not named:
            missed.append((places, checked.answer, checked.faults[:3]))
    assert missed == []


def test_rule_data_that_were_torn_under_their_seal_are_refused_or_told_to_be_others() -> None:
    """A comment or a clause of another stage may go: the decision is sound, and on rule data that are not ours."""
    chance = random.Random(5)  # noqa: S311 - repeatable on purpose
    for _ in range(SHARE // 3):
        told = members(good(chance.randrange(len(CASES))))
        name = chance.choice([name for name in sorted(told["rules"]) if not name.startswith("methods/")])
        lines = told["rules"][name].splitlines(keepends=True)
        start = chance.randrange(len(lines))
        kept = lines[:start] + lines[start + chance.choice([1, 1, 2, 20, len(lines)]) :]
        told["rules"][name] = "".join(kept)
        told["decision"]["seals"][name] = digest(told["rules"][name].encode())
        checked = check(canonical(told))
        assert checked.answer is Answer.REFUSED or differing(data_root(), checked.seals) == (name,)


def test_every_changed_byte_is_refused() -> None:
    chance = random.Random(2)  # noqa: S311 - repeatable on purpose
    for _ in range(SHARE):
        before = good(chance.randrange(len(CASES)), in_log=chance.random() < 0.5)
        at = chance.randrange(len(before))
        new = bytes([chance.choice([chance.randrange(256), before[at] ^ 1 << chance.randrange(8)])])
        after = before[:at] + chance.choice([new, new, b"", new + before[at : at + 1]]) + before[at + 1 :]
        checked = check(after)
        assert (checked.answer is Answer.VERIFIED) is (after == before), at
        assert bool(checked.faults) is (after != before)


def test_a_bundle_that_was_remade_as_a_whole_is_refused_for_its_log() -> None:
    """Whoever remakes a bundle cannot make the entry of its decision under the key of the log."""
    chance = random.Random(3)  # noqa: S311 - repeatable on purpose
    old = proof_of(digest(recorded(asked()).record))
    for n in range(SHARE):
        remade = bundled(asked(put(f"ground {n}", "statements", 0, "ground")))
        ours, theirs = (proof_of(digest(remade.record), signer) for signer in (OURS, THEIRS))
        under_the_old_signature = replace(ours, head=replace(old.head, payload=ours.head.payload))
        under_the_old_head = replace(ours, head=old.head, path=old.path)
        log = chance.choice([None, old, theirs, under_the_old_signature, under_the_old_head])
        checked = check(written(replace(remade, log=log)), TRUST)
        assert checked.answer is Answer.REFUSED
        assert {fault.where.partition("/")[0] for fault in checked.faults} == {"log"}
        assert check(written(replace(remade, log=ours)), TRUST).answer is Answer.VERIFIED


def test_without_a_log_a_bundle_that_was_remade_as_a_whole_is_a_sound_decision_on_other_papers() -> None:
    remade = bundled(asked(put("another ground", "statements", 0, "ground")))
    assert check(written(remade)).answer is Answer.VERIFIED
    assert digest(remade.record) != digest(recorded(asked()).record)


def test_no_good_bundle_is_complained_of() -> None:
    chance = random.Random(4)  # noqa: S311 - repeatable on purpose
    for case in range(len(CASES)):
        assert check(good(case)).answer is Answer.VERIFIED
        assert check(good(case, in_log=True), TRUST).answer is Answer.VERIFIED
    for _ in range(SHARE):
        day_of_receipt = f"2026-05-{chance.randint(1, 12):02d}"
        changes = [
            put(day_of_receipt, "tests", 0, "sample_received_on"),
            put(f"A-{chance.random()}", "application", "number"),
        ]
        checked = check(written(bundled(asked(*changes), in_log=chance.random() < 0.3)))
        assert (checked.answer, checked.faults) == (Answer.VERIFIED, ())
