"""A plan of a surveillance -> standard output."""

from collections.abc import Iterable

from app.certification.body import Term
from app.certification.failure_chance import Chance, Unknown, chance_text
from app.certification.risk_led import Prospect
from app.certification.sampling import SamplingPlan
from app.certification.surveillance import Block, Timing
from app.certification.surveillance_plan import Plan, record
from app.cli.documents import print_json
from app.cli.exits import Exit
from app.cli.grid import Line, Row, grid, paragraph
from app.cli.labels import Label
from app.cli.naming import named, scheme_title
from app.cli.options import Output
from app.cli.screen import plain, screen_width, show
from app.cli.surveillance_files import Planned
from app.cli.verdict_table import pairs
from app.wording import Language
from app.wording.surveillance import BLOCKS, DAY_KINDS, GROUNDS, HEADINGS, TIMINGS, TRIGGERS, UNKNOWNS
from lims_adapters.faults import printable


def exit_code(plan: Plan) -> Exit:
    """Return what a script learns: overdue counts more than a setting that is missing."""
    if plan.window.timing is Timing.OVERDUE:
        return Exit.NONCONFORMING
    return Exit.UNDETERMINED if plan.sample is not None and plan.sample.missing else Exit.CONFORMING


def show_plan(planned: Planned, output: Output, language: Language) -> None:
    """Print the plan as tables, or as one line of canonical JSON."""
    match output:
        case Output.JSON:
            print_json([record(planned.plan)])
        case Output.TABLE:
            show(_lines(planned, language, screen_width()))


def _lines(planned: Planned, language: Language, width: int) -> Iterable[Line]:
    yield from pairs(_head(planned, language))
    yield plain()
    yield plain(_said("blocks", language), "bold")
    for block in Block:
        yield plain(f"  {BLOCKS[block].to(language)}")
    yield plain()
    plan, need = planned.plan, planned.plan.occasion.sample
    if plan.sample is None:
        yield from paragraph(f"{_said('sample', language)}  ", f"{_said('not_needed', language)}: {need.ground}", width)
        return
    yield from paragraph(f"{_said('sample', language)}  ", printable(need.ground), width)
    yield from _items(planned, plan.sample, language, width)
    yield from _remarks(plan, plan.sample, language, width)
    yield plain()
    yield from pairs(
        [
            (_said("send", language), _term(plan.terms.send, language)),
            (_said("redraw", language), _term(plan.terms.redraw, language)),
            (_said("test", language), _term(plan.terms.test, language)),
        ]
    )


def _head(planned: Planned, language: Language) -> list[tuple[str, str]]:
    plan, found = planned.plan, planned.plan.window
    year = _said("held" if found.held_this_year else "not_held", language).format(found.certificate_year)
    return [
        (_said("certificate", language), printable(plan.occasion.certificate)),
        (Label.SCHEME.to(language), f"{planned.scheme.id} {scheme_title(planned.scheme, language)}"),
        (_said("window", language), f"{found.opens_on} – {found.closes_on} (7.1.1)"),
        (_said("timing", language), f"{plan.on}: {TIMINGS[found.timing].to(language)}"),
        (_said("year", language), year),
        *((_said("long_gap", language), f"{one} – {other}") for one, other in found.long_gaps),
        *((_said("year_without", language), str(past)) for past in found.years_without),
        *(
            (_said("cause", language), f"{cause.on} {TRIGGERS[cause.trigger].to(language)}: {printable(cause.ground)}")
            for cause in plan.occasion.record.causes
        ),
    ]


def _items(planned: Planned, sample: SamplingPlan, language: Language, width: int) -> list[Line]:
    by_item = {prospect.item: prospect for prospect in planned.plan.prospects}
    rows = []
    for each in sample.items:
        prospect = by_item[each.item]
        cells = (
            Label.YES.to(language) if each.is_drawn else Label.NO.to(language),
            named(planned.items[each.item], language),
            GROUNDS[each.ground].to(language),
            str(prospect.results),
            _chance(prospect, language),
        )
        rows.append(Row(cells, "" if each.is_drawn else "dim"))
    titles = [_said(name, language) for name in ("drawn", "item", "ground", "results", "chance")]
    return grid(titles, rows, width)


def _remarks(plan: Plan, sample: SamplingPlan, language: Language, width: int) -> Iterable[Line]:
    remarks = [f"{_said('missing', language)}: {setting}" for setting in sample.missing]
    if sample.each is not None:
        remarks.append(f"{_said('quantity', language)}: {sample.each}")
    if plan.has_unused_risk:
        remarks.append(_said("unused", language))
    if remarks:
        yield plain()
    for remark in remarks:
        yield from paragraph("", remark, width)


def _chance(prospect: Prospect, language: Language) -> str:
    match prospect.chance:
        case Unknown() as unknown:
            return UNKNOWNS[unknown].to(language)
        case Chance(chance=chance, low=low, high=high):
            return f"{chance_text(chance)} ({chance_text(low)} – {chance_text(high)})"


def _term(term: Term | None, language: Language) -> str:
    return _said("not_known", language) if term is None else DAY_KINDS[term.kind].to(language).format(term.length)


def _said(name: str, language: Language) -> str:
    return HEADINGS[name].to(language)
