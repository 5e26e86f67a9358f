"""`labverdict export-log`, `verify-log` and `replay`: the evidence, proved."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.options import Keys

if TYPE_CHECKING:
    from app.ledger.audit import Audit
    from app.service import Service

_LogFile = Annotated[Path, typer.Argument(metavar="FILE", help="The log file.", show_default=False)]
_Kept = Annotated[
    list[Path] | None,
    typer.Option("--checkpoint", metavar="FILE", help="A signed head that you kept; may be repeated."),
]


def export_log(file: _LogFile) -> None:
    """Sign the head of the log and write the whole log to a file that can be verified without this installation."""
    from app.cli.installation import assembled, settings
    from app.cli.screen import plain, show
    from app.ledger.log_file import PublicKey, log_lines

    with assembled(settings()) as service:
        size, log = service.notary.head().size, service.stores.log
        key = PublicKey(service.log_signer.alg, service.log_signer.public_key)
        with file.open("wb") as out:
            out.writelines(log_lines(log.bodies(0, size), log.checkpoints(size), [key]))
        show([plain(f"{size} entries; key {service.log_signer.public_key_base64}")])


def verify_log(file: _LogFile, *, key: Keys = None, checkpoint: _Kept = None) -> None:
    """Verify a log file against public keys that you trust and heads that you kept; needs no database, no network.

    Exit code: 0 sound, 30 not, with every fault and the first bad entry.
    """
    from app.cli.exits import Exit
    from app.cli.screen import complain
    from app.cli.trusted import trust_in
    from app.ledger.audit import audit_log

    trust = trust_in(key or ())
    try:
        kept = [path.read_bytes().rstrip(b"\n") for path in checkpoint or ()]
        with file.open("rb") as lines:
            audit = audit_log(lines, trust, kept)
    except OSError as error:
        complain([f"labverdict: {error.filename}: {error.strerror}"])
        raise typer.Exit(Exit.REFUSED) from error
    _tell(audit, ())


def replay() -> None:
    """Audit the log in the database and recompute every verdict and decision from stored bytes and sealed rule data.

    Exit code: 0 when all bytes are identical, 30 when not.
    """
    from app.cli.installation import assembled, settings
    from app.keys.ed25519 import ALG, PublicKeys
    from app.ledger.audit import audit_rows
    from app.ledger.envelope import Trust

    with assembled(settings()) as service:
        size, log = service.notary.head().size, service.stores.log
        trust = Trust(PublicKeys([service.log_signer.public_key]), (ALG,))
        audit = audit_rows(log.rows(0, size), log.checkpoints(size), trust)
        _tell(audit, [*_replayed(service, size), *_redecided(service, size)])


def _replayed(service: "Service", size: int) -> Iterator[str]:
    """Recompute all revisions; yield a line for each that is not identical."""
    import tempfile
    from functools import cache

    from app.library.bundle import lay_out
    from app.library.shelf import Library, load
    from app.workflow.replay import Replay, Shelves, replay_all

    with tempfile.TemporaryDirectory(prefix="labverdict-rules-") as folder:

        @cache
        def shelf(content: bytes) -> Library:
            return load(lay_out(content, Path(tempfile.mkdtemp(dir=folder))))

        shelves = Shelves(service.stores.audit, shelf, service.registry)
        for n, found in replay_all(service.stores.log.bodies(0, size), size, shelves):
            if found is not Replay.IDENTICAL:
                yield f"entry {n}: {found}"


def _redecided(service: "Service", size: int) -> Iterator[str]:
    """Recompute all decisions; yield a line for each that is not identical."""
    from app.library.packed_rules import load_packed
    from app.workflow.check_bundle import Bench
    from app.workflow.replay import Replay
    from app.workflow.replay_decisions import Replaying, replay_decisions

    desk = Replaying(service.stores.audit, Bench(load_packed, service.registry))
    for n, found in replay_decisions(service.stores.log.bodies(0, size), size, desk):
        if found is not Replay.IDENTICAL:
            yield f"entry {n}: {found}"


def _tell(audit: "Audit", others: Iterable[str]) -> None:
    from app.cli.exits import Exit
    from app.cli.screen import plain, show

    faults = [f"{fault.place}: {fault.code}: {fault.what}" for fault in audit.faults] + list(others)
    show(plain(line) for line in faults)
    end = "sound" if not faults else "not sound"
    show([plain(f"{audit.size} entries, {audit.checkpoints} signed heads, root {audit.root}: {end}")])
    if faults:
        raise typer.Exit(Exit.REFUSED)
