"""A comparison of decisions as a table for people, and as one JSON document for programs."""

from enum import Enum

from app.certification.simulation import Change, Comparison, Difference, Point
from app.cli.grid import Line, Row, grid
from app.cli.screen import plain
from app.cli.simulation_cases import Told
from app.cli.standings import MARKS, standing_text
from app.cli.verdict_table import pairs
from app.ledger.canonical import Json
from app.wording import Language, Words
from app.wording.eligibility import MOVES
from lims_adapters.faults import printable

FORMAT = "labverdict.simulation/1"
_NOTHING = "—"


class Label(Enum):
    """Headings of a simulation."""

    FROM = Words("从", "from")
    TO = Words("到", "to")
    NOTE = Words("说明", "note")
    DECIDES_NOTHING = Words("模拟只作比较, 不构成任何决定", "a simulation compares; it decides nothing")
    CASE = Words("对象", "case")
    MOVE = Words("变化", "change")
    STAYS = Words("不变", "stays")
    QUESTION = Words("条件", "condition")
    NOT_ASKED = Words("不要求", "not asked")
    BESIDE = Words("另有 {} 项不同, 不影响结论 (--output json 列出)", "{} more differ without effect (--output json)")
    NEEDED = Words("要求", "asked")

    def to(self, language: Language) -> str:
        """Return the words in one language."""
        return self.value.to(language)


def simulation_lines(
    comparison: Comparison[Told], sides: tuple[tuple[str, Words], tuple[str, Words]], language: Language, width: int
) -> list[Line]:
    """Return every case with its two standings, then for each change the points that make it."""
    (before, title_before), (after, title_after) = sides
    titles = (Label.CASE.to(language), before, after, Label.MOVE.to(language))
    return [
        *pairs(
            [
                (Label.FROM.to(language), f"{before} {title_before.to(language)}"),
                (Label.TO.to(language), f"{after} {title_after.to(language)}"),
                (Label.NOTE.to(language), Label.DECIDES_NOTHING.to(language)),
            ]
        ),
        plain(),
        *grid(titles, _rows(comparison, language), width),
        *(line for change in comparison.changes for line in _reasons(change, (before, after), language, width)),
    ]


def _rows(comparison: Comparison[Told], language: Language) -> list[Row]:
    stays = Label.STAYS.to(language)
    told = [
        *((change.case, change.before, change.after, MOVES[change.move].to(language)) for change in comparison.changes),
        *((case.case, case.standing, case.standing, stays) for case in comparison.unchanged),
    ]
    return [
        Row((printable(case), standing_text(before, language), standing_text(after, language), move))
        for case, before, after, move in told
    ]


def _reasons(change: Change[Told], sides: tuple[str, str], language: Language, width: int) -> list[Line]:
    rows = [
        Row((_name(one, language), _cell(one.before, language), _cell(one.after, language))) for one in change.because
    ]
    beside = [plain(Label.BESIDE.to(language).format(len(change.beside)))] if change.beside else []
    heading = f"{printable(change.case)}: {MOVES[change.move].to(language)}"
    titles = (Label.QUESTION.to(language), *sides)
    return [plain(), plain(heading, "bold"), *grid(titles, rows, width), *beside]


def _name(one: Difference[Told], language: Language) -> str:
    said = next(point.said for point in (one.before, one.after) if point is not None)
    return said.name.to(language)


def _cell(point: Point[Told] | None, language: Language) -> str:
    if point is None:
        return Label.NOT_ASKED.to(language)
    said = point.said
    told = [f"{MARKS[point.standing]} {said.reason_words.to(language).removesuffix('.')}"]
    told += [] if said.found is None else [printable(said.found)]
    told += [] if said.needed is None else [f"{Label.NEEDED.to(language)} {said.needed}"]
    return f"{'; '.join(told)} [{said.article}]"


def simulation_json(comparison: Comparison[Told], before: str, after: str) -> dict[str, Json]:
    """Return the whole comparison as a document."""
    return {
        "format": FORMAT,
        "from": before,
        "to": after,
        "changes": [
            {
                "case": printable(change.case),
                "move": change.move.value,
                "before": change.before.value,
                "after": change.after.value,
                "because": [_difference(one) for one in change.because],
                "beside": [_difference(one) for one in change.beside],
            }
            for change in comparison.changes
        ],
        "unchanged": [{"case": printable(case.case), "standing": case.standing.value} for case in comparison.unchanged],
    }


def _difference(one: Difference[Told]) -> dict[str, Json]:
    return {"key": one.key, "before": _point(one.before), "after": _point(one.after)}


def _point(point: Point[Told] | None) -> Json:
    if point is None:
        return None
    said = point.said
    told = {
        "standing": point.standing.value,
        "reason": said.reason,
        "article": said.article,
        "found": None if said.found is None else printable(said.found),
        "needed": said.needed,
        "value": said.value,
        "figure": said.figure,
        "waiver": said.waiver,
        "doubts": ", ".join(said.doubts) or None,
    }
    return {key: str(value) for key, value in told.items() if value is not None}
