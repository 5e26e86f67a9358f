"""A limit as laboratories and rules print it -> conditions: `≤8`, `不大于 8 mg/kg`, `3.0~8.0`, `10.0±0.1(不含0.1)`.

Words as in GB/T 8170-2008 clause 4: 不大于 and its synonyms include the bound, 小于 and 超过 exclude it, a range
includes both ends (超过A到B and 至少A不足B one of them), a tolerance both of its ends unless (不含…) stands there.
`A(+b1,-b2)` reaches from A-b2 to A+b1. `A±b %` is refused: it is written both for A(1±b%) and for (A±b) %.
"""

import re
from dataclasses import dataclass

from methods.acceptance import Condition, LimitRefused, Op, read_bound, relative_tolerance, tolerance
from methods.unit_spellings import NO_UNIT, UnitRefused, find_unit
from methods.unreadable import ReadingRefused

_WORDS: tuple[tuple[Op, tuple[str, ...]], ...] = (
    (Op.AT_MOST, ("不大于", "不多于", "不高于", "不超过", "≤", "<=", "⩽", "≦")),
    (Op.AT_LEAST, ("不小于", "不少于", "不低于", "至少", "≥", ">=", "⩾", "≧")),
    (Op.BELOW, ("小于", "低于", "不足", "<", "＜")),
    (Op.ABOVE, ("大于", "高于", "超过", ">", "＞")),
)
_PAIRS = (("超过", "到", Op.ABOVE, Op.AT_MOST), ("至少", "不足", Op.AT_LEAST, Op.BELOW))
_SUFFIXES = ((Op.AT_MOST, "及以下"), (Op.AT_LEAST, "及以上"))
_NUMBER = r"[+-]?[0-9]++(?:\.[0-9]++)?(?:[eE][+-]?[0-9]{1,3}|x10\^[0-9]{1,2})?"
_REST = r"\s*(?P<unit>[^0-9\s].*)?"
_ONE = re.compile(rf"(?P<a>{_NUMBER})" + _REST, re.ASCII)
_RANGE = re.compile(rf"(?P<a>{_NUMBER})\s*(?:~|～|至|—|–|-)\s*(?P<b>{_NUMBER})" + _REST, re.ASCII)
_SIZE = _NUMBER.removeprefix("[+-]?")
_EXCLUDED = rf"(?:\s*[(（]不含\s*(?P<out>[+-]?)(?P<c>{_SIZE})[)）])?"
_RELATIVE = re.compile(rf"(?P<a>{_NUMBER})\s*[(（]1\s*±\s*(?P<b>{_SIZE})\s*[%％][)）]" + _REST, re.ASCII)
_GROUPED = re.compile(rf"[(（]\s*(?P<a>{_NUMBER})\s*±\s*(?P<b>{_SIZE})\s*[)）]" + _EXCLUDED + _REST, re.ASCII)
_PERCENT = re.compile(rf"(?P<a>{_NUMBER})\s*[%％]\s*±\s*(?P<b>{_SIZE})\s*(?P<unit>[%％])", re.ASCII)
_TOLERANCE = re.compile(rf"(?P<a>{_NUMBER})?\s*±\s*(?P<b>{_SIZE})" + _EXCLUDED + _REST, re.ASCII)
_UNEQUAL = re.compile(
    rf"(?P<a>{_NUMBER})\s*[(（]\s*\+(?P<b>{_SIZE})\s*[,，]\s*-(?P<below>{_SIZE})\s*[)）]" + _EXCLUDED + _REST,
    re.ASCII,
)
_TOLERANCES = (_GROUPED, _PERCENT, _TOLERANCE, _UNEQUAL)
# A % after these may be the unit of the nominal value too (absolute) or belong to the deviation alone (relative).
_DOUBTFUL_IN_PERCENT = frozenset({_TOLERANCE, _UNEQUAL})
_PERCENT_SIGNS = frozenset("%％")
_CLEAR_IN_PERCENT = "write A(1±b%) where it is relative, A%±b%, (A±b) % or a range where it is absolute"
LONGEST_LIMIT = 200
EXPECTED = "a limit such as ≤8, ≥95 %, 3.0~8.0, ±2 ℃, (95±2) %, 510(1±5%), 10 (+0.2,-0.1) mm or 不大于 8 mg/kg"


@dataclass(frozen=True, slots=True)
class WrittenLimit:
    """The conditions of a printed limit, and the unit printed after it (None where none stands)."""

    conditions: tuple[Condition, ...]
    unit: str | None


def read_limit(text: str) -> WrittenLimit:
    """Read a printed limit; raises `LimitRefused` for a text that is not of the listed forms."""
    if len(text) > LONGEST_LIMIT:
        raise LimitRefused(f"{text[:20]}… is too long: expected {EXPECTED}")
    try:
        return _read(text.strip())
    except ReadingRefused as refused:
        raise LimitRefused(str(refused)) from refused


def _read(text: str) -> WrittenLimit:
    written = _pair(text) or _single(text) or _shape(text)
    if written is None or not _is_unit(written.unit):
        raise LimitRefused(f"{text!r} is no limit that can be read: expected {EXPECTED}")
    return written


def _pair(text: str) -> WrittenLimit | None:
    for first, second, low, high in _PAIRS:
        if text.startswith(first) and second in text:
            start, _, end = text.removeprefix(first).partition(second)
            least, most = _bounded(low, start.strip(), text), _bounded(high, end.lstrip(), text)
            return WrittenLimit(least.conditions + most.conditions, most.unit)
    return None


def _single(text: str) -> WrittenLimit | None:
    for op, words in _WORDS:
        for word in words:
            if text.startswith(word):
                return _bounded(op, text.removeprefix(word).lstrip(), text)
    for op, suffix in _SUFFIXES:
        if text.endswith(suffix):
            return _bounded(op, text.removesuffix(suffix).rstrip(), text)
    return None


def _shape(text: str) -> WrittenLimit | None:
    if (match := _RELATIVE.fullmatch(text)) is not None:
        conditions = relative_tolerance(read_bound(match["a"]), read_bound(match["b"]), included=True)
        return WrittenLimit(conditions, match["unit"])
    for form in _TOLERANCES:
        if (match := form.fullmatch(text)) is not None:
            in_percent = not _PERCENT_SIGNS.isdisjoint(match["unit"] or "")
            if in_percent and match["a"] is not None and form in _DOUBTFUL_IN_PERCENT:
                raise LimitRefused(f"{text!r}: relative or absolute? {_CLEAR_IN_PERCENT}")
            return WrittenLimit(_tolerance(match), match["unit"])
    if (match := _RANGE.fullmatch(text)) is not None:
        ends = Condition(Op.AT_LEAST, read_bound(match["a"])), Condition(Op.AT_MOST, read_bound(match["b"]))
        return WrittenLimit(ends, match["unit"])
    return None


def _tolerance(match: re.Match[str]) -> tuple[Condition, Condition]:
    parts = match.groupdict()
    nominal, above = read_bound(parts["a"] or "0"), read_bound(parts["b"])
    below = read_bound(parts["below"]) if "below" in parts else None
    closed, opened = (tolerance(nominal, above, below, included=included) for included in (True, False))
    if parts.get("c") is None:
        return closed
    out, excluded = parts["out"], read_bound(parts["c"]).value
    ends = {"+": (above,), "-": (below or above,)}.get(out, (above, below or above))
    if any(end.value != excluded for end in ends):
        raise LimitRefused(f"{match[0]!r} excludes another end than its own")
    return closed[0] if out == "+" else opened[0], closed[1] if out == "-" else opened[1]


def _is_unit(text: str | None) -> bool:
    if text is None or text in NO_UNIT:
        return True
    try:
        find_unit(text, None)
    except UnitRefused as refused:
        return refused.code == "unit_ambiguous"
    return True


def _bounded(op: Op, rest: str, text: str) -> WrittenLimit:
    match = _ONE.fullmatch(rest)
    if match is None:
        raise LimitRefused(f"{text!r} is no limit that can be read: expected {EXPECTED}")
    return WrittenLimit((Condition(op, read_bound(match["a"])),), match["unit"])
