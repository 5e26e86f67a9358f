"""What the laboratory printed beside a result, held against what we know: differences become flags."""

from collections.abc import Sequence
from functools import lru_cache

from app.verification.finding import Finding, Flag
from app.verification.report import Result
from app.verification.requirement import Limit
from methods.acceptance import Classes, Condition, LimitRefused, Span, Words
from methods.limit_text import read_limit
from methods.outcome import Outcome
from methods.unit_spellings import UnitRefused, find_unit
from methods.units import Kind, Unit, convert

NOTHING_STATED = frozenset({"", "/", "—", "-", "--"})
_GOOD = ("合格", "符合", "通过", "符合要求", "合格品", "pass", "passed", "p", "conforming", "ok")
_BAD = ("不合格", "不符合", "不通过", "不符合要求", "fail", "failed", "f", "nonconforming", "ng")
SAYS = dict.fromkeys(_GOOD, Outcome.CONFORMING) | dict.fromkeys(_BAD, Outcome.NONCONFORMING)
DECIDED = frozenset({Outcome.CONFORMING, Outcome.NONCONFORMING})
_UPTO = ("不大于", "不超过", "≤", "<=")


def stated_flags(result: Result, findings: Sequence[Finding]) -> tuple[Flag, ...]:
    """Flag a stated requirement that is neither the base nor the advanced limit, and a stated verdict that fits none.

    `findings` are those of this one result. Where no limit is held there is nothing to compare with: no flag.
    """
    flags: tuple[Flag, ...] = ()
    requirement, verdict = result.stated.requirement, result.stated.verdict
    if requirement is not None and requirement not in NOTHING_STATED:
        flags += _requirement_flag(requirement, result, findings)
    if verdict is not None and verdict not in NOTHING_STATED:
        flags += _verdict_flag(verdict, findings)
    return flags


def _requirement_flag(stated: str, result: Result, findings: Sequence[Finding]) -> tuple[Flag, ...]:
    flag: Flag | None = None
    for finding in findings:
        limit = None if finding.requirement is None else finding.requirement.limit
        if limit is None:
            continue
        same = fits(stated, limit, result)
        if same:
            return ()
        if same is not None:
            flag = Flag.STATED_REQUIREMENT_DIFFERS
        flag = flag or Flag.STATED_REQUIREMENT_UNREADABLE
    return () if flag is None else (flag,)


def _verdict_flag(stated: str, findings: Sequence[Finding]) -> tuple[Flag, ...]:
    said = SAYS.get(stated.casefold())
    if said is None:
        return (Flag.STATED_VERDICT_UNREADABLE,)
    outcomes = [finding.outcome for finding in findings]
    if said in outcomes or DECIDED.isdisjoint(outcomes):
        return ()
    return (Flag.STATED_VERDICT_DIFFERS,)


def fits(stated: str, limit: Limit, result: Result) -> bool | None:
    """Tell whether a stated requirement is this limit; None when it cannot be read."""
    match limit.acceptance:
        case Span():
            return _is_span(stated, limit, result.unit, result.characteristic.kind)
        case Classes() | Words():
            return stated == limit.text or _bare(stated) in _names(limit)


@lru_cache(maxsize=4096)
def _is_span(stated: str, limit: Limit, unit: Unit | None, kind: Kind | None) -> bool | None:
    try:
        written = read_limit(stated)
        if written.unit is not None:
            unit = find_unit(written.unit, kind)
    except (LimitRefused, UnitRefused):
        return None
    unit = unit or limit.unit
    if unit is None or limit.unit is None or len(written.conditions) != len(limit.conditions):
        return False
    pairs = zip(written.conditions, limit.conditions, strict=True)
    return all(_same(ours, theirs, unit, limit.unit) for theirs, ours in pairs)


def _same(ours: Condition, theirs: Condition, unit: Unit, target: Unit) -> bool:
    return ours.op is theirs.op and convert(theirs.bound.value, unit, target) == ours.bound.value


def _bare(stated: str) -> str:
    for word in _UPTO:
        stated = stated.removeprefix(word)
    return stated.strip().removesuffix("级").strip().lower()


def _names(limit: Limit) -> frozenset[str]:
    bare = frozenset({_bare(limit.text)})
    return bare | limit.acceptance.accepted if isinstance(limit.acceptance, Words) else bare
