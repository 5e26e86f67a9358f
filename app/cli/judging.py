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
    from app.cli.figures import margin_text, typed_with_unit, with_unit
    from app.cli.labels import Label
    from app.cli.question import Typed, read_question
    from app.cli.refusal import refuse
    from app.cli.screen import show
    from app.cli.verdict_table import outcome_style, outcome_text, pairs
    from app.intake.take_in import Refused
    from app.verification.judge import margin
    from app.wording import COMPARISONS
    from methods.acceptance import judge
    from methods.printing import set_text

    asked = read_question(Typed(value, unit, limit, comparison, kind))
    if isinstance(asked, Refused):
        refuse(asked.issues, lang)
    measured, span = asked.measured, asked.span
    outcome = judge(span, measured)
    distance = margin(asked.limit, measured)
    entries = [
        (Label.RESULT, typed_with_unit(value, unit)),
        (Label.VALUE, with_unit(set_text(measured.low, measured.high), asked.target)),
        (Label.LIMIT, limit),
        (Label.ACCEPTED, with_unit(set_text(span.low, span.high), asked.target)),
        (Label.COMPARISON, f"{COMPARISONS[comparison].to(lang)}, {asked.limit.comparison_source}"),
        *([] if distance is None else [(Label.MARGIN, margin_text(distance))]),
        (Label.OUTCOME, outcome_text(outcome, lang)),
    ]
    show(pairs([(label.to(lang), text) for label, text in entries], outcome_style(outcome)))
    raise typer.Exit(exit_for([outcome]))
