"""The open cases of all bodies and their certificates, read from the stores."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.certification.body import Body
from app.certification.cases.day_plan import Certified, Watched
from app.certification.cases.worklist import Work
from app.certification.certification_scheme import CertificationScheme
from app.certification.lifecycle.tables import CASES
from app.certification.lifecycle.vocabulary import Kind
from app.ports.cases import Case, CaseStore, CaseSummary, CasesWanted, CaseView, PartyRole, Place
from app.ports.certificates import CertificateStore
from app.ports.machine import read_instant
from app.ports.office_acts import OfficeActs
from app.verification.civil_day import civil_day
from app.workflow.certificate_status import life_of
from app.workflow.day_jobs import Seen
from app.workflow.look_up_certificate import stored_certificate
from app.workflow.record_act import office_acts
from app.workflow.unreadable import CertificateUnreadable, Unreadable

_PAGE = 200


@dataclass(frozen=True, slots=True)
class CaseDocket:
    """`bodies` are all certification bodies; `read` folds a stored case, under the rules and settings of its body.

    A case that cannot be read back (None) is told by its id, a certificate by its number, and hides no other one.
    """

    bodies: Callable[[], Sequence[str]]
    cases: CaseStore
    certificates: CertificateStore
    office: OfficeActs
    schemes: Callable[[str], CertificationScheme | None]
    read: Callable[[CaseView], Work | None]

    def look(self) -> Seen:
        """Return all of them as they are stored now."""
        watched: list[Watched] = []
        certified: list[Certified] = []
        unreadable: list[str] = []
        for body in self.bodies():
            summaries = list(self._summaries(body))
            works: dict[str, Work] = {}
            for each in summaries:
                work, client = self._work(body, each.case.id)
                if work is None:
                    unreadable.append(each.case.id)
                    continue
                works[each.case.id] = work
                if not is_final(each):
                    watched.append(Watched(work, client, each.state.ends))
            taken_in = {each.case.id: since for each in summaries if (since := taken_in_on(each.case)) is not None}
            for number, own in self._made(body, works).items():
                since = next((taken_in[name] for name in own if name in taken_in), None)
                try:
                    certified.append(replace(self._certified(body, number, own, works), taken_in_on=since))
                except Unreadable:
                    unreadable.append(number)
        return Seen(tuple(watched), tuple(certified), tuple(unreadable))

    def _summaries(self, body: str) -> Iterator[CaseSummary]:
        """Yield every case of a body, page by page."""
        after: Place | None = None
        while True:
            page = self.cases.find(body, CasesWanted(after=after, most=_PAGE))
            yield from page
            if len(page) < _PAGE:
                return
            after = Place(page[-1].case.id)

    def _work(self, body: str, case: str) -> tuple[Work | None, str | None]:
        """Return a case with its client; every case is read in full, since closed ones tell of the last visit."""
        view = self.cases.read(body, case)
        if view is None:
            return None, None
        client = next((each.organisation for each in view.parties if each.role is PartyRole.APPLICANT), None)
        return self.read(view), client

    def _made(self, body: str, works: Collection[str]) -> dict[str, set[str]]:
        """Return the numbers of certificates, each with the cases that its versions came of."""
        found: dict[str, set[str]] = {}
        for name in works:
            made = self.certificates.of_case(body, name)
            if made is not None:
                found.setdefault(made.number, set()).add(name)
        return found

    def _certified(self, body: str, number: str, own: Collection[str], works: dict[str, Work]) -> Certified:
        """Return a certificate with its cases; raises `Unreadable`."""
        published = self.certificates.published(number)
        if published is None:
            raise CertificateUnreadable(f"{number} came of a case and is not published")
        newest = published.versions[-1]
        scheme = self.schemes(stored_certificate(newest).scheme)
        if scheme is None:
            raise CertificateUnreadable(f"{number}: the rules under which it was issued are not held")
        cases = tuple(work for name, work in works.items() if name in own or work.case.certificate == number)
        recorded = office_acts(self.office.recorded(body, number))
        return Certified(
            number, body, newest.holder, life_of(published), scheme, _settings(cases), cases, recorded=recorded
        )


def is_final(summary: CaseSummary) -> bool:
    """Tell whether a case rests for good."""
    return summary.state.state in CASES[Kind(summary.case.kind)].final


def taken_in_on(case: Case) -> date | None:
    """Return the day on which a case from before the service was taken in; None for one that was opened here."""
    return None if case.imported is None else civil_day(read_instant(case.opened_at))


def _settings(cases: Sequence[Work]) -> Body | None:
    """Return the settings of the body, which all of its cases are read under."""
    return next((work.body for work in cases), None)
