"""`labverdict limits`: schemes, items and every requirement with its clause and certainty."""

from typing import Annotated

import typer

from app.cli.options import Lang
from app.wording import Language

SchemeId = Annotated[
    str, typer.Argument(metavar="SCHEME", help="Rule number, as `limits list` has it.", show_default=False)
]


def list_limits(
    *,
    scheme: Annotated[str | None, typer.Option("--scheme", metavar="ID", help="Only the items of this scheme.")] = None,
    lang: Lang = Language.ZH,
) -> None:
    """List the schemes, and the items under the names by which reports are read."""
    from app.cli.limit_tables import item_lines, scheme_lines
    from app.cli.screen import plain, screen_width, show
    from app.cli.shelf import library_for, whole_library

    library = whole_library() if scheme is None else library_for(scheme, "--scheme", lang)
    width = screen_width()
    show(
        [
            *scheme_lines(library, lang, width),
            plain(),
            *item_lines(library, lang, width, asked_only=scheme is not None),
        ]
    )


def show_limits(
    scheme: SchemeId,
    *,
    grade: Annotated[str | None, typer.Option("--grade", metavar="GRADE", help="Only this grade.")] = None,
    lang: Lang = Language.ZH,
) -> None:
    """Show every requirement of a scheme: limit, unit, clause, methods, and how sure it is."""
    from app.cli.limit_tables import requirement_lines
    from app.cli.refusal import refuse
    from app.cli.screen import screen_width, show
    from app.cli.shelf import library_for
    from app.intake.product import match_grade
    from lims_adapters.contract import Issue

    library = library_for(scheme, "SCHEME", lang)
    found = library.schemes[scheme]
    matched = None if grade is None else match_grade(grade, found)
    if grade is not None and matched is None:
        expected = "one of " + ", ".join(found.grades) if found.grades else "no grade: this scheme has none"
        refuse([Issue("grade_unknown", "--grade", grade, expected)], lang)
    grades = tuple(found.requirements) if matched is None else (matched,)
    show(requirement_lines(library, found, grades, lang, screen_width()))
