"""The steps of a draw -> standard output."""

from collections.abc import Mapping

from app.certification.draw_document import draw_json, list_json
from app.certification.drawing import (
    RANDOM_SAMPLING,
    RANDOM_SAMPLING_CERTAINTY,
    Draw,
    Lot,
    LotList,
    commit,
    draw_lots,
    freeze,
)
from app.cli.documents import print_json
from app.cli.grid import Line, Row, grid
from app.cli.options import Output
from app.cli.screen import plain, screen_width, show
from app.cli.verdict_table import pairs
from app.ledger.canonical import Json
from app.wording import Language
from app.wording.surveillance import HEADINGS, SOURCES
from lims_adapters.faults import printable

COMMITMENT_FORMAT = "labverdict.commitment/1"


def show_commitment(name: str, body_nonce: bytes, output: Output, language: Language) -> None:
    """Print a nonce and the commitment to it."""
    commitment = commit(name, body_nonce).hex()
    _show(
        {"format": COMMITMENT_FORMAT, "name": name, "body_nonce": body_nonce.hex(), "commitment": commitment},
        pairs(
            [
                (_said("name", language), printable(name)),
                (_said("body_nonce", language), f"{body_nonce.hex()} ({_said('secret', language)})"),
                (_said("commitment", language), f"{commitment} ({_said('publish', language)})"),
            ]
        ),
        output,
    )


def show_frozen(lots: LotList, output: Output, language: Language) -> None:
    """Print the digest of a list."""
    _show({**list_json(lots), "lots_sha256": freeze(lots).hex()}, pairs(_head(lots, language)), output)


def show_drawn(draw: Draw, output: Output, language: Language) -> None:
    """Print the lots in the order in which they were drawn."""
    lots = draw_lots(draw)
    document = {**draw_json(draw), "drawn": [lot.id for lot in lots]}
    _show(document, [*pairs(_head(draw.list, language)), plain(), *_lots(lots, language)], output)


def show_verified(draw: Draw, output: Output, language: Language, *, is_same: bool) -> None:
    """Print whether the lots come out again, and which ones do."""
    lots = draw_lots(draw)
    verdict = f"✓ {_said('verified', language)}" if is_same else f"✗ {_said('not_verified', language)}"
    head = pairs(_head(draw.list, language))
    lines = [*head, plain(), *_lots(lots, language), plain(), plain(verdict, "green" if is_same else "bold red")]
    again: dict[str, Json] = {"drawn_again": [lot.id for lot in lots], "is_same": is_same}
    _show({**draw_json(draw), "drawn": list(draw.drawn or ()), **again}, lines, output)


def _head(lots: LotList, language: Language) -> list[tuple[str, str]]:
    return [
        (_said("name", language), printable(lots.name)),
        (_said("commitment", language), lots.commitment.hex()),
        (_said("lots", language), str(len(lots.lots))),
        (_said("count", language), str(lots.count)),
        (_said("list_digest", language), freeze(lots).hex()),
        (_said("basis", language), f"7.2; {RANDOM_SAMPLING} ({RANDOM_SAMPLING_CERTAINTY})"),
    ]


def _lots(lots: tuple[Lot, ...], language: Language) -> list[Line]:
    rows = [
        Row((str(place), printable(lot.id), SOURCES[lot.source].to(language)))
        for place, lot in enumerate(lots, start=1)
    ]
    return grid([_said(name, language) for name in ("place", "lot", "source")], rows, screen_width())


def _show(document: Mapping[str, Json], lines: list[Line], output: Output) -> None:
    match output:
        case Output.JSON:
            print_json([dict(document)])
        case Output.TABLE:
            show(lines)


def _said(name: str, language: Language) -> str:
    return HEADINGS[name].to(language)
