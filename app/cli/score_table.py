"""A score as a table: each heading beside its pass mark, the exact total, and the cheapest way to pass."""

from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from fractions import Fraction

from app.certification.cheapest import Cheapest
from app.certification.score import Awarded, Basis, Card, Cause, HeadingScore, NotApplicable, Score
from app.certification.scorecard import Line as ScoredLine
from app.certification.scorecard import Scorecard
from app.certification.standing import Standing
from app.cli.grid import Line, Row, grid, paragraph
from app.cli.score_labels import Label
from app.cli.screen import plain
from app.cli.standings import STYLES, standing_text
from app.cli.verdict_table import pairs
from app.wording import Language
from app.wording.scoring import SCORE_BASES, SCORE_REASONS, SCORE_STANDINGS
from lims_adapters.faults import printable
from methods.printing import exact_text

_NOTHING = "—"
_PLACES = Decimal("0.0001")


def score_lines(scorecard: Scorecard, card: Card, score: Score, language: Language, width: int) -> list[Line]:
    """Return where a card stands, why, and what was left out of it."""
    titles = (Label.OUTCOME, Label.HEADING, Label.WEIGHT, Label.POINTS, Label.SCORE)
    rows = [_row(part, scorecard.heading_pass, language) for part in score.headings]
    return [
        *_head(scorecard, card, score, language),
        plain(),
        *grid([title.to(language) for title in titles], rows, width),
        *_listed(Label.WHY, [_cause(scorecard, cause, language) for cause in score.causes], language, width),
        *_listed(Label.ASIDE, _asides(scorecard, card, language), language, width),
    ]


def cheapest_lines(scorecard: Scorecard, card: Card, found: Cheapest, language: Language, width: int) -> list[Line]:
    """Return the lines to raise, with what each has now and what it costs."""
    lines = [plain(), plain(Label.CHEAPEST.to(language), "bold")]
    if not all(card.vetoes.get(veto.id) for veto in scorecard.vetoes):
        lines += paragraph("  ", Label.VETO_FIRST.to(language), width)
    if not found.lines:
        return [*lines, *paragraph("  ", Label.NOTHING.to(language), width)]
    rows = []
    for name in found.lines:
        line, answer = scorecard.lines[name], card.answers.get(name)
        now = str(answer.points) if isinstance(answer, Awarded) else _NOTHING
        rows.append(Row((name, _name(line, language), now, str(line.points), str(card.costs.get(name, 1)))))
    titles = ("id", *(part.to(language) for part in (Label.LINE, Label.NOW, Label.MAXIMUM, Label.COST)))
    then = f"{Label.THEN.to(language)} {number_text(found.total, scorecard.total_pass)}"
    return [*lines, *grid(titles, rows, width), plain(f"{Label.COST.to(language)} {found.cost}; {then}")]


def number_text(value: Fraction, line: Fraction) -> str:
    """Return an exact number, to four places where it has more, and on which side of the pass mark it lies.

    `80 (= 80)` is a tie; `799999/10000` would never be taken for one, whatever it rounds to.
    """
    exact = exact_text(value)
    with localcontext(prec=30):
        rounded = (Decimal(value.numerator) / value.denominator).quantize(_PLACES, ROUND_HALF_EVEN)
    shown = exact if Fraction(rounded) == value else f"{exact} ≈ {rounded}"
    relation = "=" if value == line else ">" if value > line else "<"
    return f"{shown} ({relation} {exact_text(line)})"


def _head(scorecard: Scorecard, card: Card, score: Score, language: Language) -> list[Line]:
    total = Label.OPEN.to(language) if score.total is None else number_text(score.total, scorecard.total_pass)
    entries = [
        (Label.SCHEME.to(language), f"{scorecard.scheme} {scorecard.clause}"),
        (Label.ORGANISATION.to(language), printable(card.organisation)),
        (Label.EVALUATED.to(language), f"{card.evaluated_on} {printable(card.evaluator)}"),
        (Label.TOTAL.to(language), total),
    ]
    if score.sensitivity is not None and score.not_applicable:
        strict = score.sensitivity
        shown = number_text(strict.total, scorecard.total_pass)
        entries.append((Label.AS_ZERO.to(language), f"{shown}, {SCORE_STANDINGS[strict.standing].to(language)}"))
    entries.append((Label.RESULT.to(language), _standing(score.standing, language)))
    return pairs(entries, STYLES[score.standing])


def _row(part: HeadingScore, least: Fraction, language: Language) -> Row:
    name = part.heading.section.anchor if language is Language.ZH else part.heading.en
    cells = (
        _standing(part.standing, language),
        f"{part.heading.id} {name}",
        exact_text(part.heading.weight),
        f"{part.got}/{part.applicable}",
        Label.OPEN.to(language) if part.unanswered else number_text(part.quotient, least),
    )
    return Row(cells, STYLES[part.standing])


def _standing(standing: Standing, language: Language) -> str:
    return standing_text(standing, language, SCORE_STANDINGS)


def _cause(scorecard: Scorecard, cause: Cause, language: Language) -> str:
    words = SCORE_REASONS[cause.reason].to(language)
    line = scorecard.lines.get(cause.at)
    place = cause.at if line is None else f"{cause.at} {_name(line, language)}"
    return f"{place}: {words}" if place else words


def _asides(scorecard: Scorecard, card: Card, language: Language) -> list[str]:
    """Return the lines that were left out, and those whose points were not counted."""
    asides = []
    for line in scorecard.lines.values():
        place = f"{line.id} {_name(line, language)}"
        match card.answers.get(line.id):
            case NotApplicable(reason, approver):
                approved = f"{Label.APPROVED.to(language)} {printable(approver)}"
                asides.append(f"{place}: {Label.LEFT_OUT.to(language)}, {printable(reason)} ({approved})")
            case Awarded(basis=(Basis.VIOLATION | Basis.EVIDENCE_TOO_OLD) as basis):
                asides.append(f"{place}: {SCORE_BASES[basis].to(language)}")
            case _:
                continue
    return asides


def _name(line: ScoredLine, language: Language) -> str:
    return line.anchor if language is Language.ZH else line.en


def _listed(label: Label, texts: list[str], language: Language, width: int) -> list[Line]:
    if not texts:
        return []
    lines = [plain(), plain(label.to(language), "bold")]
    for text in texts:
        lines += paragraph("  ", text, width)
    return lines
