"""A stored case as it stands, with everything by which its next step is judged but for the outside."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.certification.cases.case_form import read_case
from app.certification.cases.fold import fold
from app.certification.cases.held import Held
from app.certification.cases.record import Case
from app.certification.certification_scheme import CertificationScheme
from app.certification.dossier_form import Sources
from app.certification.form import Refused
from app.ports.cases import CaseView, PartyRole
from app.workflow.case_desk import CaseDesk, FoldKey
from app.workflow.case_papers import Papers, papers_of
from app.workflow.case_record import Head, case_bytes, paper_of
from app.workflow.case_record import Paper as CasePaper
from app.workflow.case_reports import case_sources
from app.workflow.fingerprint import digest
from app.workflow.unreadable import CaseUnreadable


@dataclass(frozen=True, slots=True)
class Ground:
    """The rules and papers under which cases of a body and scheme are read."""

    scheme: CertificationScheme
    papers: Papers
    sources: Sources


@dataclass(frozen=True, slots=True)
class Current:
    """A case: what is stored, what it amounts to, and the ground that it stands on. `view` None before it is opened."""

    view: CaseView | None
    paper: CasePaper
    case: Case
    held: Held
    ground: Ground

    @property
    def head(self) -> Head:
        """Return what the case is."""
        return self.paper.head

    @property
    def n(self) -> int:
        """Return the number of its newest record."""
        return len(self.paper.events)

    @property
    def client(self) -> str | None:
        """Return the organisation that applies or holds the certificate."""
        parties = () if self.view is None else self.view.parties
        found = (each.organisation for each in parties if each.role is PartyRole.APPLICANT)
        return next(found, None)


def ground_of(body: str, scheme: str, desk: CaseDesk) -> Ground | None:
    """Return the ground of a body and scheme; None for a scheme that nobody has."""
    found = desk.schemes(scheme)
    if found is None:
        return None
    papers = papers_of(body, found, desk.papers)
    return Ground(found, papers, case_sources(body, found, papers, desk))


def current_case(body: str, case: str, desk: CaseDesk) -> Current | None:
    """Return a case of a body; None where it has none of this id."""
    view = desk.cases.read(body, case)
    return None if view is None or view.summary.case.body != body else current_of(view, desk)


def current_of(view: CaseView, desk: CaseDesk, read: Ground | None = None) -> Current:
    """Return a case from its records, all of which the view has; `read` is its ground where that was read before."""
    stored = view.summary.case
    ground = read or ground_of(stored.body, stored.scheme, desk)
    if ground is None:
        raise CaseUnreadable(f"{stored.id}: no rule data for {stored.scheme}")
    key = fold_key([each.record.content for each in view.records], ground)
    kept = desk.folded.get(key)
    if kept is None:
        kept = _folded(view, ground)
        desk.folded.keep(key, kept)
    return Current(view, *kept, ground)


def fold_key(contents: Sequence[bytes], ground: Ground) -> FoldKey:
    """Return by what a folded case is known again: the digest of its records, and of the limits in their verdicts."""
    limits = ground.papers.limits
    return digest(b"".join(contents)), "" if limits is None else limits.sha256


def _folded(view: CaseView, ground: Ground) -> tuple[CasePaper, Case, Held]:
    """Read and fold the records of a case."""
    try:
        paper = paper_of(view.records)
    except (TypeError, ValueError) as error:
        raise CaseUnreadable(f"{view.summary.case.id}: {error}") from error
    case = read_paper(paper, ground)
    if isinstance(case, Refused):
        issue = case.issues[0]
        raise CaseUnreadable(f"{paper.head.id}: {issue.code} at {issue.where}")
    held = fold(case)
    if not isinstance(held, Held):
        raise CaseUnreadable(f"{paper.head.id}: record {held.n} cannot follow")
    return paper, case, held


def read_paper(paper: CasePaper, ground: Ground) -> Case | Refused:
    """Read a case with all of its events."""
    return read_case(case_bytes(paper), ground.sources)


def held_scheme(current: Current, on: date) -> CertificationScheme:
    """Return the scheme with the limits that the body had adopted when the application was accepted."""
    application = current.held.brought.application
    return scheme_of_day(
        current.ground, current.held.accepted_on or (on if application is None else application.accepted_on)
    )


def scheme_of_day(ground: Ground, accepted_on: date) -> CertificationScheme:
    """Return the scheme with the limits that the body had adopted on a day of acceptance."""
    scheme, limits = ground.scheme, ground.papers.limits
    return scheme if limits is None else replace(scheme, limits=limits.hold(scheme.limits, accepted_on))
