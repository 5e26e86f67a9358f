"""What a rule prints on surveillance, clauses 7.1.1 and 7.2: the rhythm, the items that may be drawn, the terms."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.certification.body import DayKind, Term
from app.certification.certification_scheme import CertificationScheme
from app.certification.deadline_rules import DeadlineRule
from app.certification.item_tables import ItemTable, TableKind
from app.certification.sampling import Drawable
from app.certification.surveillance import Rhythm
from app.verification.requirement import Requirement


@dataclass(frozen=True, slots=True)
class SurveillanceRule:
    """The printed figures; a term is None where the rule prints none.

    `send_term` is how long the holder has to send a sample (D-13), `redraw_term` how long the body has to come again
    (D-14), `test_term` the usual time of the laboratory (D-01).
    """

    rhythm: Rhythm
    drawable: Drawable
    send_term: Term | None
    redraw_term: Term | None
    test_term: Term | None


def surveillance_rule(scheme: CertificationScheme, requirements: Iterable[Requirement]) -> SurveillanceRule:
    """Return what a scheme prints on the surveillance of a product of which these requirements are asked."""
    deadlines = scheme.deadlines
    return SurveillanceRule(
        rhythm(deadlines),
        _drawable(scheme.rule.tables, requirements),
        _printed(deadlines["D-13"]),
        _printed(deadlines["D-14"]),
        _printed(deadlines["D-01"]),
    )


def rhythm(deadlines: Mapping[str, DeadlineRule]) -> Rhythm:
    """Return the rhythm of D-10 and D-11; raises ValueError where either is not counted in months."""
    match deadlines["D-10"].length, deadlines["D-11"].length:
        case Term(opens_after, DayKind.MONTH), Term(at_most, DayKind.MONTH):
            return Rhythm(opens_after, at_most)
        case _:
            raise ValueError("D-10 and D-11 are counted in months")


def _drawable(tables: Iterable[ItemTable], requirements: Iterable[Requirement]) -> Drawable:
    """Return the items of clause 4, in their order, and what the tables of the rule say of them."""
    of = {kind: [row for table in tables if table.kind is kind for row in table.items] for kind in TableKind}
    sampled, advanced = of[TableKind.SURVEILLANCE_SAMPLE], of[TableKind.INDICATORS]
    numbers = {row.number for row in sampled}
    return Drawable(
        items=tuple(dict.fromkeys(requirement.characteristic.id for requirement in requirements)),
        advanced=frozenset(item for row in advanced for item in row.characteristics),
        table=tuple(item for row in sampled for item in row.characteristics),
        each=numbers.pop() if len(numbers) == 1 else None,
    )


def _printed(rule: DeadlineRule) -> Term | None:
    return rule.length if isinstance(rule.length, Term) else None
