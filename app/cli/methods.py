"""`labverdict methods`: the method cards, whole."""

from typing import Annotated

import typer

from app.cli.options import Lang
from app.wording import Language

Number = Annotated[
    str, typer.Argument(metavar="METHOD", help="Id or number: SH_T_0689, 'SH/T 0689'.", show_default=False)
]


def list_methods(*, lang: Lang = Language.ZH) -> None:
    """List the methods with their known editions and what they measure."""
    from app.cli.method_tables import method_rows
    from app.cli.screen import screen_width, show
    from app.cli.shelf import whole_library
    from app.library.shelf import data_root

    show(method_rows(whole_library(), data_root().cards, lang, screen_width()))


def show_method(method: Number, *, lang: Lang = Language.ZH) -> None:
    """Show all of one method's card: editions, equivalents, resolution, precision, each with its certainty."""
    from app.cli.method_tables import card_lines, find_method
    from app.cli.refusal import refuse
    from app.cli.screen import screen_width, show
    from app.cli.shelf import whole_library
    from app.library.shelf import data_root
    from lims_adapters.contract import Issue

    library = whole_library()
    found = find_method(library, method)
    if found is None:
        expected = "an id or a number of `labverdict methods list`"
        refuse([Issue("method_unknown", "METHOD", method, expected)], lang)
    show(card_lines(library, data_root().cards, found, lang, screen_width()))
