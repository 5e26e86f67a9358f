"""`labverdict check-data`: every limit, card and unit, proved."""

from typing import Annotated

import typer


def check_data(
    *,
    reseal: Annotated[bool, typer.Option("--reseal", help="Write the seals anew before checking.")] = False,
    data: Annotated[
        str | None,
        typer.Option("--data", metavar="DIR", help="Another folder of limits than the one that is shipped."),
    ] = None,
) -> None:
    """Check the limit data, the method cards and the unit table; name every fault with file and line."""
    from pathlib import Path

    from app.cli.exits import Exit
    from app.cli.screen import complain, plain, show
    from app.library.checking import check
    from app.library.seals import reseal as write_seals
    from app.library.shelf import Data, data_root, load

    shipped = data_root()
    root = shipped if data is None else Data(Path(data), shipped.cards)
    if not root.limits.is_dir():
        complain([f"{root.limits}: no such folder"])
        raise typer.Exit(Exit.REFUSED)
    if reseal:
        show(plain(f"sealed limits/{path.relative_to(root.limits).as_posix()}") for path in write_seals(root.limits))
    faults = check(root)
    if faults:
        show(plain(str(fault)) for fault in faults)
        raise typer.Exit(Exit.REFUSED)
    held = load(root)
    requirements = sum(len(found) for scheme in held.schemes.values() for found in scheme.requirements.values())
    methods = {method.id for method in held.vocabulary.methods.values()}
    items = {item.id for item in held.vocabulary.items.values()}
    show(
        [
            plain(
                f"{len(held.schemes)} schemes, {requirements} requirements over all grades, {len(items)} items, "
                f"{len(methods)} methods, {len(held.cases)} cases: no fault"
            )
        ]
    )
