"""One value judged against one printed limit, as names and values."""

from app.cli.figures import margin_text, typed_with_unit, with_unit
from app.cli.labels import Label
from app.cli.question import Asked
from app.cli.verdict_table import outcome_text
from app.verification.margin import margin, rounded_text
from app.wording import COMPARISONS, Language
from methods.outcome import Outcome
from methods.printing import set_text


def judge_entries(asked: Asked, outcome: Outcome, language: Language) -> list[tuple[str, str]]:
    """Return what a reader needs to recompute the outcome by hand; the outcome comes last."""
    typed, measured, span = asked.typed, asked.measured, asked.span
    distance, rounded = margin(asked.limit, measured), rounded_text(asked.limit, measured)
    entries = [
        (Label.RESULT, typed_with_unit(typed.value, typed.unit)),
        (Label.VALUE, with_unit(set_text(measured.low, measured.high), asked.target)),
        *([] if rounded is None else [(Label.ROUNDED, with_unit(rounded, asked.target))]),
        (Label.LIMIT, typed.limit),
        (Label.ACCEPTED, with_unit(set_text(span.low, span.high), asked.target)),
        (Label.COMPARISON, f"{COMPARISONS[typed.comparison].to(language)}, {asked.limit.comparison_source}"),
        *([] if distance is None else [(Label.MARGIN, margin_text(distance))]),
        (Label.OUTCOME, outcome_text(outcome, language)),
    ]
    return [(label.to(language), text) for label, text in entries]
