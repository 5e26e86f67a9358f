"""A vector's limit -> what the rules take: conditions, an acceptance set, one bound, or a tolerance interval."""

from dataclasses import dataclass
from fractions import Fraction

from app.cli.vectors.parts import Part, Unusable
from methods.acceptance import UPPER, Classes, Condition, Op, Words, not_worse_than, read_bound, relative_tolerance
from methods.acceptance import share_of_declared as share
from methods.unreadable import ReadingRefused

_INCLUSIVE = frozenset({Op.AT_MOST, Op.AT_LEAST})


@dataclass(frozen=True, slots=True)
class OneLimit:
    """A single inclusive bound T: an upper limit, or a lower one."""

    T: Fraction
    upper: bool


@dataclass(frozen=True, slots=True)
class Ends:
    """The exact ends of a tolerance; None is an open end."""

    lower: Fraction | None
    upper: Fraction | None


def conditions(limit: Part) -> tuple[Condition, ...]:
    """Return the conditions of a limit in numbers.

    Raises `ReadingRefused` when the limit rests on a declared value that is missing or unreadable, which makes the
    result invalid, and `Unusable` for a form that has no conditions.
    """
    match limit.text("form"):
        case "conditions":
            return tuple(Condition(part.word("op", Op), part.bound("value")) for part in limit.parts("conditions"))
        case "relative_tolerance":
            ends = {"included": True, "excluded": False}.get(limit.text("endpoints"))
            if ends is None:
                raise Unusable("limit.endpoints: included or excluded is needed")
            return relative_tolerance(limit.bound("nominal"), limit.bound("percent"), included=ends)
        case "declared":
            if not limit.has("declared"):
                raise ReadingRefused("value_missing", "", "the value that the maker declared")
            declared = read_bound(limit.text("declared"))
            return tuple(
                share(declared, part.word("op", Op), part.bound("percent_of_declared"))
                for part in limit.parts("conditions")
            )
        case form:
            raise Unusable(f"limit.form: {form!r} is not known to this rule")


def one_limit(limit: Part) -> OneLimit:
    """Return the bound of a rule that works on one `<=` or one `>=`."""
    found = conditions(limit)
    if len(found) != 1 or found[0].op not in _INCLUSIVE:
        raise Unusable("limit: this rule needs one condition, <= or >=")
    return OneLimit(found[0].bound.value, upper=found[0].op in UPPER)


def tolerance_ends(limit: Part) -> Ends:
    """Return the tolerance of a rule about risks: its limits, or what its conditions enclose."""
    if limit.text("form") == "tolerance_limits":
        return Ends(limit.optional_number("TL"), limit.optional_number("TU"))
    found = conditions(limit)
    lower = [condition.bound.value for condition in found if condition.op not in UPPER]
    upper = [condition.bound.value for condition in found if condition.op in UPPER]
    return Ends(max(lower, default=None), min(upper, default=None))


def scale(limit: Part) -> tuple[str, ...]:
    """Return the classes of an ordinal limit, best first, in small letters."""
    _require_form(limit, "ordinal")
    return tuple(name.lower() for name in limit.texts("scale"))


def accepted_classes(limit: Part) -> Classes:
    """Return the classes that an ordinal limit accepts."""
    if limit.text("op") != "not_worse_than":
        raise Unusable(f"limit.op: {limit.text('op')!r} is not known here")
    return not_worse_than(limit.text("value"), scale(limit))


def words(limit: Part) -> Words:
    """Return the words that a nominal limit accepts and rejects."""
    _require_form(limit, "nominal")
    return Words(frozenset(limit.texts("accept")), frozenset(limit.texts("reject")))


def _require_form(limit: Part, form: str) -> None:
    if limit.text("form") != form:
        raise Unusable(f"limit.form: {limit.text('form')!r} is not known to this rule")
