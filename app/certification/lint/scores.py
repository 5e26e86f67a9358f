"""The score table: sums under headings, points that are not printed, and weights."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from app.certification.lint.faults import Family, LintFault, fault
from app.certification.lint.printed import NodeKind, PrintedNode, PrintedTable


def check_scores(table: PrintedTable) -> Iterable[LintFault]:
    """Yield a fault for each sum that differs, each line without points, and weights that do not add up to 1."""
    for heading in table.headings:
        if heading.weight is None:
            yield fault(Family.WEIGHT, heading.id, table.clause, heading.id, "a weight")
    total = sum((heading.weight or Fraction(0) for heading in table.headings), Fraction(0))
    if total != 1:
        yield fault(Family.WEIGHTS, "", table.clause, _decimal(total), "weights that add up to 1")
    for heading in table.headings:
        yield from _node(heading, table.clause)


def _node(node: PrintedNode, clause: str) -> Iterator[LintFault]:
    """Yield the faults of a line and of what stands below it; parts that all lack points are one fault, of the line."""
    if node.points is None:
        yield fault(Family.POINTS, node.id, clause, node.id, "its points")
    parts = [part for part in node.parts if part.kind is not NodeKind.VETO]
    printed = [part.points for part in parts if part.points is not None]
    if node.points is not None and parts and not printed:
        yield fault(Family.SPLIT, node.id, clause, _decimal(node.points), "points for each of its parts")
        return
    complete = node.kind is NodeKind.SUM and parts and len(printed) == len(parts)
    if complete and node.points is not None and sum(printed) != node.points:
        yield fault(Family.SUM, node.id, clause, _decimal(sum(printed, Fraction(0))), _decimal(node.points))
    for part in parts:
        yield from _node(part, clause)


def _decimal(number: Fraction) -> str:
    """Return a number as printed tables have it; none of theirs has more than two places."""
    hundredths = round(number * 100)
    whole, rest = divmod(hundredths, 100)
    return str(whole) if rest == 0 else f"{whole}.{rest:02}"
