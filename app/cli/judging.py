"""`labverdict judge`: one value against one printed limit."""

import typer

from app.cli.options import Compared, KindOfQuantity, Lang, LimitText, UnitOfValue, Value
from app.wording import Language
from methods.acceptance import Comparison


def judge_value(
    value: Value,
    unit: UnitOfValue,
    limit: LimitText,
    *,
    comparison: Compared = Comparison.FULL_VALUE,
    kind: KindOfQuantity = None,
    lang: Lang = Language.ZH,
) -> None:
    """Judge one value against one limit, exactly. LIMIT is in UNIT unless it names its own."""
    from app.cli.exits import exit_for
    from app.cli.judge_table import judge_entries
    from app.cli.question import Typed, read_question
    from app.cli.refusal import refuse
    from app.cli.screen import show
    from app.cli.verdict_table import outcome_style, pairs
    from app.intake.take_in import Refused
    from methods.acceptance import judge

    asked = read_question(Typed(value, unit, limit, comparison, kind))
    if isinstance(asked, Refused):
        refuse(asked.issues, lang)
    outcome = judge(asked.span, asked.measured)
    show(pairs(judge_entries(asked, outcome, lang), outcome_style(outcome)))
    raise typer.Exit(exit_for([outcome]))
