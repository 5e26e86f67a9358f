"""What is held of schemes, items and requirements, as tables."""

from collections.abc import Sequence

from app.cli.figures import with_unit
from app.cli.grid import Line, Row, grid, paragraph
from app.cli.labels import Label
from app.cli.naming import clause_name, named, scheme_title, standard_name
from app.cli.screen import plain
from app.cli.verdict_table import pairs
from app.library.shelf import Library
from app.verification.requirement import Characteristic, Requirement
from app.verification.scheme import Scheme
from app.wording import CERTAINTIES, CERTAINTY_MEANINGS, Language

_NOTHING = "—"


def scheme_lines(library: Library, language: Language, width: int) -> list[Line]:
    """Return one row for each scheme."""
    rows = [
        Row(
            (
                scheme.id,
                scheme.standard.number,
                " ".join(scheme.grades) or _NOTHING,
                scheme.in_force.isoformat(),
                scheme_title(scheme, language),
            )
        )
        for scheme in library.schemes.values()
    ]
    titles = (Label.SCHEME, Label.STANDARD, Label.GRADES, Label.IN_FORCE, Label.TITLE)
    return grid([title.to(language) for title in titles], rows, width)


def item_lines(library: Library, language: Language, width: int, *, asked_only: bool) -> list[Line]:
    """Return one row for each item that reports may name, or for those that a scheme asks for."""
    rows = [
        Row((item.zh, item.en, _NOTHING if item.unit is None else item.unit.symbol, item.id))
        for item in _items(library, asked_only=asked_only)
    ]
    titles = [Label.ITEM.to(Language.ZH), Label.ITEM.to(Language.EN), Label.UNIT.to(language), "id"]
    return grid(titles, rows, width)


def requirement_lines(
    library: Library, scheme: Scheme, grades: tuple[str, ...], language: Language, width: int
) -> list[Line]:
    """Return the requirements of some grades, each limit once with the grades that share it, and what is in doubt."""
    titles = (Label.ITEM, Label.GRADES, Label.LIMIT, Label.CLAUSE, Label.METHODS, Label.CERTAINTY)
    lines = [
        *pairs(
            [
                (Label.SCHEME.to(language), f"{scheme.id} {scheme_title(scheme, language)}"),
                (Label.IN_FORCE.to(language), scheme.in_force.isoformat()),
                (Label.STANDARD.to(language), standard_name(scheme.standard, language)),
            ]
        ),
        plain(),
        *grid([title.to(language) for title in titles], _rows(scheme, grades, language), width),
        plain(),
        plain(Label.CERTAINTY.to(language), "bold"),
    ]
    for certainty, meaning in CERTAINTY_MEANINGS.items():
        lines += paragraph("  ", f"{CERTAINTIES[certainty].to(language)}: {meaning.to(language)}", width)
    doubts = _doubts(library, scheme, grades, language)
    if doubts:
        lines += [plain(), plain(Label.DOUBT.to(language), "bold")]
    for doubt in doubts:
        lines += paragraph("  ", doubt, width)
    return lines


def _items(library: Library, *, asked_only: bool) -> Sequence[Characteristic]:
    asked = {
        requirement.characteristic.id
        for scheme in library.schemes.values()
        for requirements in scheme.requirements.values()
        for requirement in requirements
    }
    known = {item.id: item for item in library.vocabulary.items.values()}
    return [item for item in known.values() if not asked_only or item.id in asked]


def _rows(scheme: Scheme, grades: tuple[str, ...], language: Language) -> list[Row]:
    shared: dict[tuple[str, ...], list[str]] = {}
    for grade in grades:
        for requirement in scheme.requirements[grade]:
            shared.setdefault((requirement.id, *_cells(requirement, language)), []).append(grade)
    order = {requirement.id: place for place, requirement in enumerate(scheme.requirements[grades[0]])}
    rows = sorted(shared.items(), key=lambda row: order[row[0][0]])
    return [
        Row((item, Label.ALL.to(language) if names == list(scheme.grades) else " ".join(names) or _NOTHING, *cells))
        for (_, item, *cells), names in rows
    ]


def _cells(requirement: Requirement, language: Language) -> tuple[str, ...]:
    limit = requirement.limit
    return (
        named(requirement.characteristic, language),
        _NOTHING if limit is None else with_unit(limit.text, limit.unit),
        clause_name(requirement.clause),
        ", ".join(method.number for method in requirement.methods) or _NOTHING,
        f"{CERTAINTIES[requirement.certainty].to(language)} ({requirement.basis})",
    )


def _doubts(library: Library, scheme: Scheme, grades: tuple[str, ...], language: Language) -> list[str]:
    """Return what is known beside the limits: doubtful prints, notes of the standard and of the scheme."""
    printed = [
        f"{named(requirement.characteristic, language)}: {requirement.doubt}"
        for requirement in scheme.requirements[grades[0]]
        if requirement.doubt is not None
    ]
    return [*printed, *library.notes[scheme.id], *library.notes[scheme.standard.id]]
