"""A score table as printed, from a tree of rows: what nobody printed is read as 0, which the linter never looks at."""

import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from app.certification.scorecard import (
    AwardLevel,
    Count,
    Degree,
    Heading,
    Ladder,
    Line,
    Marks,
    Ratio,
    Scorecard,
    Scoring,
    Section,
    Step,
    UnlessViolation,
    Veto,
    units_of,
)

# C1.1.1 belongs to C1.1, and C2.3.3.c1 to C2.3.3.c, wherever they are printed.
_UNDER = re.compile(r"(.*)\.[^.]+?|(.*\.[a-z])[0-9]+")
Node = Mapping[str, Any]


def printed_scorecard(clause: str, headings: Iterable[Node], pass_words: Iterable[str] = ()) -> Scorecard:
    """Return the table; a row is a section if it has parts that are not steps, and a line of it otherwise."""
    sections: list[Section] = []
    vetoes: list[Veto] = []
    read: list[Heading] = []
    for node in headings:
        lines: list[Line] = []
        _place(node, "", (sections, lines, vetoes))
        section = next(part for part in sections if part.id == node["id"])
        printed = Fraction(node["weight"]) if "weight" in node else None
        read.append(Heading(section, "", printed or Fraction(0), printed, units_of(lines)))
    return Scorecard(
        "R", clause, Fraction(60), Fraction(80), tuple(read), tuple(sections), tuple(vetoes), (), tuple(pass_words)
    )


def _place(node: Node, around: str, held: tuple[list[Section], list[Line], list[Veto]]) -> None:
    sections, lines, vetoes = held
    if node.get("kind") == "veto":
        vetoes.append(Veto(node["id"], "", "", _under(node), around, None))
    elif around and ("parts" not in node or node.get("kind") == "steps"):
        lines.append(_line(node, around))
    else:
        points = _whole(node, "points")
        merged = node.get("cells") == "merged"
        sections.append(Section(node["id"], "", points or 0, points, _under(node), around, has_merged_cells=merged))
        for part in node.get("parts", ()):
            _place(part, node["id"], held)


def _line(node: Node, around: str) -> Line:
    points = _whole(node, "points")
    return Line(
        id=node["id"],
        anchor="",
        en="",
        under=around,
        points=points or 0,
        points_printed=points,
        scoring=_scoring(node),
        evidence_years=_whole(node, "years"),
        evidence_years_printed=_whole(node, "years_of_what_lasts"),
        period_years=_whole(node, "rank_of_years"),
    )


def _scoring(node: Node) -> Scoring:
    if "share_of" in node:
        return Ratio("", node["share_of"], node["share_of"] or None, Fraction(3), is_strict=True, is_part=False)
    if node.get("kind") == "unless_violation":
        return UnlessViolation()
    if "rank_of_years" in node:
        return Ladder(tuple(Step(int(part["id"].split(".")[-1]), int(part["points"])) for part in node["parts"]))
    if node.get("kind") == "steps":
        return Count(tuple(map(_level, node["parts"])))
    return Marks(Degree.GRADED)


def _level(node: Node) -> AwardLevel:
    points = _whole(node, "points")
    return AwardLevel(node["id"].split(".")[-1], "", points or 0, points, node.get("listed"))


def _under(node: Node) -> str:
    match = _UNDER.fullmatch(node["id"])
    return "" if match is None else match[2] or match[1]


def _whole(node: Node, key: str) -> int | None:
    return int(node[key]) if key in node else None
