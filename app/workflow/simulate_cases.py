"""A body's stored cases decided twice: as they are, and under another scheme, table or programme. Nothing is stored.

A case that was decided is decided again on its own papers and its own day; one that was not, on what it holds now, by
the newest papers, and without the review that it may have: that was of other evidence.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from app.certification.body import Body, Setting
from app.certification.decide import Decision, decide
from app.certification.finding import ClauseFinding
from app.certification.form import Refused
from app.certification.lifecycle.vocabulary import Kind
from app.certification.programme import Programme, Status, adoptable
from app.certification.simulation import Comparison, Decided, Point, compare
from app.ports.body_papers import Paper
from app.ports.cases import CaseSummary, CasesWanted, Place
from app.workflow.adopted_limits import kept_limits_from
from app.workflow.case_desk import CaseDesk
from app.workflow.case_dossier import dossier_bytes
from app.workflow.case_papers import body_of
from app.workflow.case_reports import delivering
from app.workflow.current_case import current_case
from app.workflow.decide_dossier import as_held, dossier_from
from app.workflow.record_decision import Rules
from lims_adapters.contract import Issue

_PAGE = 200
# Of cases that no clause decides one call passes over so many and no more.
MOST_LOOKED_AT = 1000
# Kinds that a clause of the rule decides.
DECIDED_BY_CLAUSES = frozenset(
    {Kind.APPLICATION, Kind.SURVEILLANCE, Kind.SAMPLE, Kind.CHANGE, Kind.EXTENSION, Kind.RENEWAL}
)


@dataclass(frozen=True, slots=True)
class SimulationDesk:
    """`rules` reads a scheme under other texts of its files; `programmes` are all that are held, by their ids."""

    cases: CaseDesk
    rules: Callable[[str, Mapping[str, str]], Rules | tuple[Issue, ...]]
    programmes: Mapping[str, Programme]


@dataclass(frozen=True, slots=True)
class Other:
    """Under what cases are decided again; None and nothing keep what is.

    `scheme` is another rule, `files` are other texts of files of its rule data, `programme` is one that would bind the
    body, its draft norms with it; `on` is the day of both decisions instead of each case's own.
    """

    scheme: str | None = None
    files: Mapping[str, str] | None = None
    programme: str | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Which:
    """Which cases: of one kind or scheme, at most so many, after the last one of the page before."""

    kind: Kind | None = None
    scheme: str | None = None
    after: str | None = None
    most: int = 20


@dataclass(frozen=True, slots=True)
class Undecidable:
    """A case that one side cannot read, and why."""

    case: str
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True)
class Simulated:
    """Who changes and why, by the ids of the cases, which `cases` has; `following` is where the next page begins."""

    comparison: Comparison[ClauseFinding]
    undecidable: tuple[Undecidable, ...]
    cases: Mapping[str, CaseSummary]
    following: str | None


@dataclass(frozen=True, slots=True)
class _Papers:
    """On what one case is decided, on both sides."""

    scheme: str
    dossier: bytes
    body: Body
    adopted: bytes | None
    on: date


def simulate_cases(body: str, which: Which, other: Other, desk: SimulationDesk) -> Simulated | tuple[Issue, ...]:
    """Decide a page of a body's cases on both sides; an Issue for whatever cannot be used of the other side."""
    if faults := tuple(_unusable(which, other, desk)):
        return faults
    before: list[Decided[ClauseFinding]] = []
    after: list[Decided[ClauseFinding]] = []
    undecidable: list[Undecidable] = []
    cases: dict[str, CaseSummary] = {}
    last, following = which.after, None
    for looked, summary in enumerate(_summaries(body, which, desk.cases)):
        if len(cases) == which.most or looked == MOST_LOOKED_AT:
            following = last
            break
        last = summary.case.id
        papers = _papers(body, summary, desk.cases)
        if papers is None:
            continue
        cases[summary.case.id] = summary
        sides = _both(body, summary.case.id, papers, other, desk)
        if isinstance(sides, Undecidable):
            undecidable.append(sides)
        else:
            before.append(sides[0])
            after.append(sides[1])
    return Simulated(compare(before, after), tuple(undecidable), cases, following)


def _unusable(which: Which, other: Other, desk: SimulationDesk) -> Iterator[Issue]:
    """Yield what is wrong with the other side, whatever the cases are."""
    if other.programme is not None and other.programme not in desk.programmes:
        yield Issue("programme_unknown", "/programme", other.programme, "one of " + ", ".join(desk.programmes))
    schemes = [name for name in (other.scheme or which.scheme,) if name is not None]
    if other.files and not schemes:
        yield Issue("field_missing", "/to_scheme", "", "the scheme whose files these are, here or among the filters")
    for name in schemes:
        found = desk.rules(name, other.files or {})
        if not isinstance(found, Rules):
            yield from (
                replace(issue, where=f"/files/{issue.where}" if issue.where else "/to_scheme") for issue in found
            )


def _summaries(body: str, which: Which, desk: CaseDesk) -> Iterator[CaseSummary]:
    after = None if which.after is None else Place(which.after)
    kind = None if which.kind is None else which.kind.value
    while True:
        page = desk.cases.find(body, CasesWanted(kind=kind, after=after, most=_PAGE))
        yield from (each for each in page if which.scheme in {None, each.case.scheme})
        if len(page) < _PAGE:
            return
        after = Place(page[-1].case.id)


def _papers(body: str, summary: CaseSummary, desk: CaseDesk) -> _Papers | None:
    """Return on what a case is decided; None where no clause decides it, or nothing was filed yet."""
    case = summary.case
    if case.kind not in DECIDED_BY_CLAUSES:
        return None
    decisions = desk.cases.decisions(body, case.id)
    if decisions:
        made = decisions[-1].decision
        settings = desk.papers.version(Paper.SETTINGS, body, made.settings_version)
        adopted = None
        if made.adopted_version is not None:
            adopted = desk.papers.version(Paper.ADOPTED_LIMITS, body, made.adopted_version)
        limits = None if adopted is None else adopted.content
        return _Papers(case.scheme, made.dossier, body_of(body, settings), limits, made.dated)
    current = current_case(body, case.id, desk)
    held = None if current is None else replace(current.held, reviewed=None)
    dossier = None if held is None else held.dossier()
    if current is None or held is None or dossier is None:
        return None
    papers = current.ground.papers
    return _Papers(
        case.scheme,
        dossier_bytes(current.paper, held, dossier, ""),
        papers.body,
        None if papers.adopted is None else papers.adopted.content,
        desk.today(),
    )


def _both(
    body: str, case: str, papers: _Papers, other: Other, desk: SimulationDesk
) -> tuple[Decided[ClauseFinding], Decided[ClauseFinding]] | Undecidable:
    on = other.on or papers.on
    as_is = desk.rules(papers.scheme, {})
    changed = desk.rules(other.scheme or papers.scheme, other.files or {})
    if not isinstance(as_is, Rules) or not isinstance(changed, Rules):
        return Undecidable(case, (Issue("scheme_unknown", "", papers.scheme, "a scheme that is held"),))
    bound = replace(papers, on=on, body=_bound(papers.body, other, desk))
    old = _decided(body, case, replace(papers, on=on), (as_is, None), desk.cases)
    new = _decided(body, case, bound, (changed, papers.scheme), desk.cases)
    faults = [each.issues for each in (old, new) if isinstance(each, Refused)]
    if isinstance(old, Refused) or isinstance(new, Refused):
        return Undecidable(case, tuple(dict.fromkeys(issue for issues in faults for issue in issues)))
    return old, new


def _decided(
    body: str, case: str, papers: _Papers, side: tuple[Rules, str | None], desk: CaseDesk
) -> Decided[ClauseFinding] | Refused:
    """Decide a case on one side; the rules of the other one are read for a dossier that names its own scheme."""
    (rules, named), deliver, hold = side, delivering(body, desk), None
    # What a body adopted for one table says nothing of the table of another scheme.
    if papers.adopted is not None and rules.scheme.rule.id == papers.scheme:
        limits = kept_limits_from(papers.adopted, rules.scheme.limits)
        if isinstance(limits, Refused):
            return limits
        hold = limits.hold
    dossier = dossier_from(papers.dossier, rules.scheme, rules.shelf, deliver, named=named, hold=hold)
    if isinstance(dossier, Refused):
        return dossier
    scheme = rules.scheme if hold is None else as_held(rules.scheme, dossier, hold)
    return _points(case, decide(scheme, dossier, papers.body, papers.on))


def _points(case: str, decision: Decision) -> Decided[ClauseFinding]:
    points = {each.clause.number: Point(each.answered.standing, each) for each in decision.findings}
    return Decided(case, decision.standing, points)


def _bound(body: Body, other: Other, desk: SimulationDesk) -> Body:
    """Return the settings as they would be if a programme bound the body: a draft with all norms that it adds."""
    if other.programme is None:
        return body
    programme = desk.programmes[other.programme]
    if programme.status is not Status.DRAFT:
        return replace(body, adopted_norms=None)
    return replace(body, adopted_norms=Setting(adoptable([programme]), programme.title, date.min))
