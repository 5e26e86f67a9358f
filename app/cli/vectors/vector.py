"""One vector: what went in, the rule, and the fields that must come out of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from app.cli.vectors.parts import Json, Part, Unusable


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far a number may lie from the expected one: `t`, or `t` times the expected one."""

    t: Fraction
    relative: bool

    def allows(self, got: Fraction, expected: Fraction) -> bool:
        """Decide exactly; the edge is allowed."""
        return abs(got - expected) <= (self.t * abs(expected) if self.relative else self.t)


@dataclass(frozen=True, slots=True)
class Vector:
    """One worked example. All of `expected` is compared; `tolerance` None asks for the exact number."""

    id: str
    input: str | tuple[str, ...] | None
    input_unit: str | None
    limit: Part | None
    rule: Part
    uncertainty: Part | None
    expected: Mapping[str, Json]
    tolerance: Tolerance | None

    @property
    def result(self) -> str:
        """Return the text of a rule that judges one result."""
        if not isinstance(self.input, str):
            raise Unusable("input: this rule needs one text")
        return self.input

    @property
    def repeats(self) -> tuple[str, ...]:
        """Return the texts of a rule that judges repeat results."""
        if not isinstance(self.input, tuple):
            raise Unusable("input: this rule needs a list of texts")
        return self.input

    @property
    def needed_limit(self) -> Part:
        """Return the limit of a rule that cannot do without."""
        if self.limit is None:
            raise Unusable("limit: this rule needs one")
        return self.limit

    @property
    def figures(self) -> Part:
        """Return the named figures of a rule that cannot do without."""
        if self.uncertainty is None:
            raise Unusable("uncertainty: this rule needs its figures")
        return self.uncertainty


def read_vector(whole: Part) -> Vector:
    """Read the object of a vector whose keys are those of the form; raises `Unusable` for a value of another sort."""
    for key in ("group", "source", "basis"):
        whole.text(key)
    if not whole.part("expected").content:
        raise Unusable(f"{whole.where}.expected: at least one field to compare is needed")
    whole.part("rule").text("type")
    if whole.has("limit"):
        whole.part("limit").text("form")
    return Vector(
        id=whole.text("id"),
        input=_input(whole),
        input_unit=whole.text("input_unit") if whole.has("input_unit") else None,
        limit=_named(whole, "limit"),
        rule=Part("rule", whole.part("rule").content),
        uncertainty=_named(whole, "uncertainty"),
        expected=whole.part("expected").content,
        tolerance=_tolerance(whole.part("tolerance")) if whole.has("tolerance") else None,
    )


def _named(whole: Part, key: str) -> Part | None:
    return Part(key, whole.part(key).content) if whole.has(key) else None


def _input(whole: Part) -> str | tuple[str, ...] | None:
    given = whole.content["input"]
    if given is None or isinstance(given, str):
        return given
    return whole.texts("input")


def _tolerance(part: Part) -> Tolerance:
    kinds = list(part.content)
    if kinds not in (["relative"], ["absolute"]):
        raise Unusable(f'{part.where}: null, {{"relative": t}} or {{"absolute": t}} is needed')
    t = part.number(kinds[0])
    if t < 0:
        raise Unusable(f"{part.where}.{kinds[0]}: a tolerance is never negative")
    return Tolerance(t, relative=kinds == ["relative"])
