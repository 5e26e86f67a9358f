"""The desks of certification cases over one database: part of the composition root."""

from collections.abc import Callable
from functools import cache

from app.certification.certification_scheme import CertificationScheme
from app.certification.programme import adoptable
from app.library.certification_schemes import load_certification_scheme
from app.library.other_rules import other_rules
from app.library.programmes import load_programmes
from app.library.shelf import Data, Library
from app.ports.machine import Clock, Ids
from app.store.access import StoredAccess
from app.store.body_papers import StoredBodyPapers
from app.store.cases import StoredCases
from app.store.certificates import StoredCertificates
from app.store.declarations import StoredDeclarations
from app.store.engine import Database
from app.store.office_acts import StoredOfficeActs
from app.store.paper_proposals import StoredProposals
from app.workflow.case_desk import CaseDesk
from app.workflow.checkpoint import Notary
from app.workflow.declare import DeclarationDesk
from app.workflow.desk import Desk
from app.workflow.issue_certificate import IssuingDesk
from app.workflow.set_paper import PaperDesk
from app.workflow.simulate_cases import SimulationDesk


def paper_desk(database: Database, data: Data, library: Library, clock: Clock, ids: Ids) -> PaperDesk:
    """Return where bodies set and adopt, under the names that the rule data have."""
    return PaperDesk(
        papers=StoredBodyPapers(database),
        proposals=StoredProposals(database),
        schemes=library.schemes,
        characteristics=frozenset(each.id for each in library.vocabulary.items.values()),
        norms=adoptable(load_programmes(data).values()),
        clock=clock,
        ids=ids,
    )


def declaration_desk(database: Database, clock: Clock, ids: Ids) -> DeclarationDesk:
    """Return where persons declare how they stand to clients."""
    return DeclarationDesk(StoredDeclarations(database), StoredAccess(database), clock, ids)


def case_desk(
    database: Database, desk: Desk, schemes: Callable[[str], CertificationScheme | None], notary: Notary
) -> CaseDesk:
    """Return where cases are worked on; the notary signs the heads under which certificates lie."""
    access = StoredAccess(database)
    return CaseDesk(
        desk=desk,
        cases=StoredCases(database),
        issuing=IssuingDesk(StoredCertificates(database), notary, desk.clock, desk.ids),
        papers=StoredBodyPapers(database),
        declarations=StoredDeclarations(database),
        office=StoredOfficeActs(database),
        schemes=schemes,
        persons=access.persons,
        organisations=access.organisation,
    )


def simulation_desk(cases: CaseDesk, data: Data) -> SimulationDesk:
    """Return where cases are decided again under other rules."""
    return SimulationDesk(cases, other_rules(data), load_programmes(data))


def certification_schemes(data: Data, library: Library) -> Callable[[str], CertificationScheme | None]:
    """Return what finds a scheme by its rule number; each is read once, when it is first asked for."""

    @cache
    def found(name: str) -> CertificationScheme | None:
        return load_certification_scheme(data, library, name) if name in library.schemes else None

    return found
