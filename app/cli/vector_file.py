"""`labverdict vectors`: a file of decision vectors, run."""

from typing import Annotated

import typer


def run_vectors(
    file: Annotated[str, typer.Argument(metavar="FILE", help="Vectors as JSON.", show_default=False)],
) -> None:
    """Run decision vectors and print each failure; ends with `N passed, M failed`."""
    from app.cli.files import read_file
    from app.cli.refusal import Subject, refuse
    from app.cli.screen import plain, show
    from app.cli.vectors.runner import report
    from app.wording import Language
    from lims_adapters.contract import Issue

    content = read_file(file)
    if isinstance(content, Issue):
        refuse([content], Language.ZH, Subject(file))
    lines, code = report(content)
    show(plain(line) for line in lines)
    raise typer.Exit(code)
