"""The open cases of all bodies and their certificates, read from the stores."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
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
from app.verification.civil_day import civil_day
from app.workflow.certificate_status import life_of
from app.workflow.day_jobs import Seen
from app.workflow.look_up_certificate import stored_certificate

_PAGE = 200


@dataclass(frozen=True, slots=True)
class CaseDocket:
    """`bodies` are all certification bodies; `read` folds a stored case, under the rules and settings of its body.

    A case that cannot be read back (None) is told by its id, and hides no other one.
    """

    bodies: Callable[[], Sequence[str]]
    cases: CaseStore
    certificates: CertificateStore
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
            certified += self._certified(body, works, taken_in)
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
            raise LookupError(f"case {case} is listed and cannot be read")
        client = next((each.organisation for each in view.parties if each.role is PartyRole.APPLICANT), None)
        return self.read(view), client

    def _certified(self, body: str, works: dict[str, Work], taken_in: dict[str, date]) -> Iterator[Certified]:
        made = {name: found for name in works if (found := self.certificates.of_case(body, name)) is not None}
        for number in dict.fromkeys(each.number for each in made.values()):
            published = self.certificates.published(number)
            if published is None:
                raise LookupError(f"certificate {number} came of a case and is not published")
            newest = published.versions[-1]
            scheme = self.schemes(stored_certificate(newest).scheme)
            if scheme is None:
                raise LookupError(f"the rules under which {number} was issued are not held")
            own = {name for name, each in made.items() if each.number == number}
            cases = tuple(work for name, work in works.items() if name in own or work.case.certificate == number)
            since = next((taken_in[name] for name in own if name in taken_in), None)
            life = life_of(published)
            yield Certified(number, body, newest.holder, life, scheme, _settings(cases), cases, since)


def is_final(summary: CaseSummary) -> bool:
    """Tell whether a case rests for good."""
    return summary.state.state in CASES[Kind(summary.case.kind)].final


def taken_in_on(case: Case) -> date | None:
    """Return the day on which a case from before the service was taken in; None for one that was opened here."""
    return None if case.imported is None else civil_day(read_instant(case.opened_at))


def _settings(cases: Sequence[Work]) -> Body | None:
    """Return the settings of the body, which all of its cases are read under."""
    return next((work.body for work in cases), None)
