"""`labverdict draw-lots`: lots drawn so that anyone can draw them again."""

from typing import Annotated

import typer

from app.cli.options import Lang, Output
from app.wording import Language

DrawFile = Annotated[str, typer.Argument(metavar="FILE", help="The draw: labverdict.draw/1.", show_default=False)]
Form = Annotated[Output, typer.Option("--output", help="Lines to read, or one line of JSON.")]


def draw_lots_commands() -> typer.Typer:
    """Return the steps of the protocol, in their order."""
    steps = typer.Typer(help="Draw lots so that anyone can draw them again.", no_args_is_help=True)
    steps.command("commit")(commit_nonce)
    steps.command("freeze")(freeze_list)
    steps.command("draw")(draw_from_list)
    steps.command("verify")(verify_drawn)
    return steps


def _name(text: str) -> str:
    from app.certification.draw_document import is_identifier

    if not text.strip() or not text.isprintable() or not is_identifier(text):
        raise typer.BadParameter("a name is printable text in composed characters (NFC), none of them invisible")
    return text


def commit_nonce(
    name: Annotated[
        str, typer.Argument(metavar="NAME", parser=_name, help="The name of the draw.", show_default=False)
    ],
    *,
    output: Form = Output.TABLE,
    lang: Lang = Language.ZH,
) -> None:
    """Make the body's nonce, which stays secret, and the commitment to it, which is published."""
    from secrets import token_bytes

    from app.certification.drawing import NONCE_BYTES
    from app.cli.draw_table import show_commitment

    show_commitment(name, token_bytes(NONCE_BYTES), output, lang)


def freeze_list(file: DrawFile, *, output: Form = Output.TABLE, lang: Lang = Language.ZH) -> None:
    """Freeze the list of lots: its digest is published before the holder gives its nonce."""
    from app.certification.draw_document import read_lot_list
    from app.cli.documents import read_file_as
    from app.cli.draw_table import show_frozen

    show_frozen(read_file_as(file, read_lot_list, lang, output), output, lang)


def draw_from_list(file: DrawFile, *, output: Form = Output.TABLE, lang: Lang = Language.ZH) -> None:
    """Draw the lots from the frozen list and both nonces."""
    from app.certification.draw_document import read_draw
    from app.cli.documents import read_file_as
    from app.cli.draw_table import show_drawn

    show_drawn(read_file_as(file, lambda content: read_draw(content, drawn=False), lang, output), output, lang)


def verify_drawn(file: DrawFile, *, output: Form = Output.TABLE, lang: Lang = Language.ZH) -> None:
    """Draw again. Exit code: 0 the same lots, 10 other lots, 30 refused."""
    from app.certification.draw_document import read_draw
    from app.certification.drawing import verify_draw
    from app.cli.documents import read_file_as
    from app.cli.draw_table import show_verified
    from app.cli.exits import Exit

    draw = read_file_as(file, lambda content: read_draw(content, drawn=True), lang, output)
    is_same = verify_draw(draw)
    show_verified(draw, output, lang, is_same=is_same)
    raise typer.Exit(Exit.CONFORMING if is_same else Exit.NONCONFORMING)
