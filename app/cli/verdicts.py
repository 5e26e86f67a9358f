"""Verdicts -> standard output: tables for people, canonical bytes for programs."""

import sys
from collections.abc import Sequence

from app.cli.options import Output
from app.verification.verdict import Verdict
from app.wording import Language

MOST_TABLES = 50


def show_verdicts(verdicts: Sequence[Verdict], output: Output, language: Language) -> None:
    """Print every verdict as one line of canonical JSON, or as tables; after `MOST_TABLES` a line for each sample."""
    match output:
        case Output.JSON:
            from app.verification.record import canonical_bytes

            sys.stdout.buffer.writelines(canonical_bytes(verdict) + b"\n" for verdict in verdicts)
            sys.stdout.buffer.flush()
        case Output.TABLE:
            from app.cli.screen import plain, screen_width, show
            from app.cli.verdict_table import outcome_lines, verdict_lines

            width = screen_width()
            for place, verdict in enumerate(verdicts[:MOST_TABLES]):
                if place > 0:
                    show([plain()])
                show(verdict_lines(verdict, language, width))
            if further := verdicts[MOST_TABLES:]:
                show([plain(), *outcome_lines(further, language, width)])
