"""A decision as a table that a person reads."""

from app.certification.decide import Decision
from app.certification.dossier import Dossier
from app.certification.finding import ClauseFinding, Need
from app.certification.standing import Standing
from app.cli.grid import Line, Row, grid, paragraph
from app.cli.labels import Label
from app.cli.screen import plain
from app.cli.standings import STYLES, standing_text
from app.cli.verdict_table import pairs
from app.wording import Language
from app.wording.deciding import FIGURES, NEEDS, WHYS
from app.wording.rules import NATURES


def decision_lines(dossier: Dossier, decision: Decision, language: Language, width: int) -> list[Line]:
    """Return the decision, a row for each clause, what is still needed, and the readings that it rests on."""
    application = dossier.application
    unit = application.unit
    named = (unit.grade, unit.series, unit.manufacturer, unit.plant)
    head = [
        (Label.SCHEME.to(language), dossier.scheme),
        (Label.APPLICATION.to(language), f"{application.number} {application.applicant.name}"),
        (
            Label.CERTIFICATION_UNIT.to(language),
            " / ".join(filter(None, named)),
        ),
        (Label.ON.to(language), decision.on.isoformat()),
        (Label.VERDICT.to(language), standing_text(decision.standing, language)),
    ]
    titles = (Label.OUTCOME, Label.CLAUSE, Label.NATURE, Label.REMARKS_ON_CLAUSE)
    rows = [_row(finding, language) for finding in decision.findings]
    lines = [*pairs(head), plain(), *grid([title.to(language) for title in titles], rows, width)]
    if decision.still_needed:
        lines += [plain(), plain(Label.STILL_NEEDED.to(language), "bold")]
    for finding, need in decision.still_needed:
        lines += paragraph(f"  {finding.clause.number}: ", need_text(need, language), width)
    doubted = [finding for finding in decision.findings if finding.doubts]
    if doubted:
        lines += [plain(), plain(f"{Label.DOUBT.to(language)} ({Label.NOT_CONFIRMED.to(language)})", "bold")]
    for finding in doubted:
        lines += paragraph(f"  {finding.clause.number}: ", ", ".join(finding.doubts), width)
    return lines


def need_text(need: Need, language: Language) -> str:
    """Return what is needed."""
    return f"{NEEDS[need.sort].to(language)} {need.what}"


def figure_name(name: str, language: Language) -> str:
    """Return what a figure is; a report stands by its own number."""
    return FIGURES[name].to(language) if name in FIGURES else name


def _row(finding: ClauseFinding, language: Language) -> Row:
    answered, clause = finding.answered, finding.clause
    said = [WHYS[answered.why].to(language).removesuffix(".")]
    if answered.standing is Standing.NOT_MET:
        said += [need_text(need, language) for need in answered.needs]
    said += [f"{figure_name(name, language)} {figure}" for name, figure in answered.figures]
    cells = (
        standing_text(answered.standing, language),
        f"{clause.number} {clause.anchor}",
        NATURES[clause.nature].to(language),
        "; ".join(said),
    )
    return Row(cells, STYLES[answered.standing])
