"""Runs every vector of a file and tells which fields came out otherwise than expected."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.cli.vectors.comparing import Answer, Failure, failures
from app.cli.vectors.document import VectorsRefused, read_vectors
from app.cli.vectors.numbers import INVALID, full_value, nominal, ordinal, rounded_value, rounding
from app.cli.vectors.parts import Unusable
from app.cli.vectors.precisions import PRECISIONS
from app.cli.vectors.repeats import REPEATS
from app.cli.vectors.risks import RISKS
from app.cli.vectors.vector import Vector
from methods.acceptance import LimitRefused
from methods.dispute import DisputeRefused
from methods.precision import PrecisionRefused
from methods.repeats import RepeatsRefused
from methods.risk import RiskRefused
from methods.scores import ScoreRefused
from methods.unit_spellings import UnitRefused
from methods.units import KindMismatch
from methods.unreadable import ReadingRefused

_RULES: Mapping[str, Callable[[Vector], Answer]] = {
    "round": rounding,
    "full_value": full_value,
    "rounded_value": rounded_value,
    "ordinal": ordinal,
    "nominal": nominal,
    **RISKS,
    **PRECISIONS,
    **REPEATS,
}
_NO_ANSWER = (Unusable, LimitRefused, RiskRefused, PrecisionRefused, DisputeRefused, RepeatsRefused, ScoreRefused)
_SOME_FAILED, _FILE_REFUSED = 1, 30


@dataclass(frozen=True, slots=True)
class Run:
    """How many vectors passed, how many did not, and each field that was otherwise."""

    passed: int
    failed: int
    failures: tuple[Failure, ...]


def run_vectors(content: bytes) -> Run:
    """Run a file of schema 2; raises `VectorsRefused` when it is not of the form, and then nothing is run.

    A vector passes when all its expected fields come out. A rule or form of limit that is not known, and a question
    that `methods` refuses to answer, fail the vector.
    """
    vectors = read_vectors(content)
    found = [_failures(vector) for vector in vectors]
    passed = sum(not fields for fields in found)
    return Run(passed, len(vectors) - passed, tuple(failure for fields in found for failure in fields))


def report(content: bytes) -> tuple[list[str], int]:
    """Return the lines to print and the exit code: 0 all passed, 1 some failed, 30 the file is not of the form."""
    try:
        run = run_vectors(content)
    except VectorsRefused as refused:
        return [_one_line(problem) for problem in refused.problems], _FILE_REFUSED
    lines = [
        _one_line(f"{failure.id} {failure.field}: expected {failure.expected}, got {failure.got}")
        for failure in run.failures
    ]
    return [*lines, f"{run.passed} passed, {run.failed} failed"], _SOME_FAILED if run.failed else 0


def _failures(vector: Vector) -> list[Failure]:
    try:
        return list(failures(vector, _answer(vector)))
    except _NO_ANSWER as refused:
        return [Failure(vector.id, vector.rule.text("type"), "an answer", str(refused))]


def _answer(vector: Vector) -> Answer:
    rule = _RULES.get(vector.rule.text("type"))
    if rule is None:
        raise Unusable(f"rule.type: {vector.rule.text('type')!r} is not known here")
    try:
        return rule(vector)
    except (ReadingRefused, UnitRefused, KindMismatch):
        return INVALID


def _one_line(text: str) -> str:
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)
