"""Verdicts -> standard output: tables for people, canonical bytes for programs."""

import sys
from collections.abc import Sequence

from app.cli.options import Output
from app.verification.verdict import Verdict
from app.wording import Language


def show_verdicts(verdicts: Sequence[Verdict], output: Output, language: Language) -> None:
    """Print every verdict: one table after the other, or one line of canonical JSON each."""
    match output:
        case Output.JSON:
            from app.verification.record import canonical_bytes

            sys.stdout.buffer.writelines(canonical_bytes(verdict) + b"\n" for verdict in verdicts)
            sys.stdout.buffer.flush()
        case Output.TABLE:
            from app.cli.screen import plain, screen_width, show
            from app.cli.verdict_table import verdict_lines

            for place, verdict in enumerate(verdicts):
                if place > 0:
                    show([plain()])
                show(verdict_lines(verdict, language, screen_width()))
