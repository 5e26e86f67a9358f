"""`labverdict bundle` and `verify-bundle`: a decision with all that it rests on, and its check by anyone."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.options import AdoptedFile, Keys, Lang, Output, day_typed
from app.wording import Language

if TYPE_CHECKING:
    from app.ledger.log_proof import LogProof


def make_bundle(
    dossier: Annotated[str, typer.Argument(metavar="DOSSIER", help="The dossier (JSON).", show_default=False)],
    *,
    body: Annotated[str, typer.Option(metavar="FILE", help="The settings of the body (JSON).", show_default=False)],
    on: Annotated[date, typer.Option(metavar="DATE", parser=day_typed, help="Day of decision.", show_default=False)],
    adopted: AdoptedFile = None,
    out: Annotated[Path, typer.Option(metavar="FILE", help="The bundle to write.", show_default=False)],
    log: Annotated[Path | None, typer.Option(metavar="FILE", help="An exported log that has the decision.")] = None,
    lang: Lang = Language.ZH,
) -> None:
    """Decide a dossier, and write the decision with all that it rests on into one file."""
    from app.cli.bundle_table import decision_pairs
    from app.cli.decided_file import Named, decide_files
    from app.cli.exits import Exit
    from app.cli.refusal import refuse
    from app.cli.screen import complain, show
    from app.cli.verdict_table import pairs
    from app.library.packed_rules import packed_rules
    from app.library.shelf import data_root
    from app.workflow.decision_bundle import bundle_bytes, bundle_of
    from app.workflow.fingerprint import digest
    from lims_adapters.contract import Issue

    asked, rules, decided = decide_files(Named(dossier, body, adopted), on, lang, Output.TABLE)
    proof = None if log is None else _proof(log, digest(decided.record), lang)
    bundle = bundle_of(asked, decided, packed_rules(data_root(), rules.scheme.seals), proof)
    content = bundle_bytes(bundle)
    if isinstance(content, Issue):
        refuse([content], lang)
    try:
        out.write_bytes(content)
    except OSError as error:
        complain([f"labverdict: {out}: {error.strerror}"])
        raise typer.Exit(Exit.UNWRITTEN) from error
    show(pairs(decision_pairs(bundle, lang)))


def verify_bundle(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The bundle.", show_default=False)],
    *,
    key: Keys = None,
    output: Annotated[Output, typer.Option(help="A table to read, or JSON.")] = Output.TABLE,
    lang: Lang = Language.ZH,
) -> None:
    """Recompute a decision from nothing but the bytes of its bundle; with --key it has to stand in a signed log.

    Exit code: 0 verified, 10 refused, with every fault, 30 no bundle that can be read.
    """
    from app.cli.bundle_table import check_json, check_lines
    from app.cli.documents import content_of, print_json
    from app.cli.exits import Exit
    from app.cli.refusal import Subject, refuse
    from app.cli.report_file import usable_adapters
    from app.cli.screen import show
    from app.cli.trusted import trust_in
    from app.library.packed_rules import differing, load_packed
    from app.library.shelf import data_root
    from app.workflow.check_bundle import Answer, Bench, check_bundle

    trust = None if not key else trust_in(key)
    checked = check_bundle(content_of(file, lang, output), Bench(load_packed, usable_adapters()), trust)
    if checked.answer is Answer.UNREADABLE:
        refuse(checked.faults, lang, Subject(file), output=output)
    others = differing(data_root(), checked.seals)
    match output:
        case Output.JSON:
            print_json([check_json(checked, others)])
        case Output.TABLE:
            show(check_lines(checked, others, Subject(file), lang, is_signed=trust is not None))
    raise typer.Exit(Exit.CONFORMING if checked.answer is Answer.VERIFIED else Exit.NONCONFORMING)


def _proof(log: Path, decision: str, language: Language) -> "LogProof":
    """Return the proof that a log has the decision, or leave after saying why there is none."""
    from app.cli.exits import Exit
    from app.cli.refusal import refuse
    from app.cli.screen import complain
    from app.ledger.log_proof import prove
    from app.ledger.notation import Malformed
    from lims_adapters.contract import Issue

    try:
        with log.open("rb") as lines:
            found = prove(lines, decision)
    except OSError as error:
        complain([f"labverdict: {log}: {error.strerror}"])
        raise typer.Exit(Exit.REFUSED) from error
    if isinstance(found, Malformed):
        refuse([Issue("log_without_decision", "--log", found.what, f"an entry on {decision}")], language)
    return found
