"""Everything that a certification case needs from outside, who acts in it, and why something is not done."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.certification.cases.held import Held
from app.certification.cases.record import Case
from app.certification.cases.refusal import Refused
from app.certification.certification_scheme import CertificationScheme
from app.certification.lifecycle.vocabulary import Actor
from app.identity.organisations import OrganisationKind
from app.identity.roles import Role
from app.ports.access import Organisation, Person
from app.ports.body_papers import BodyPapers
from app.ports.cases import CaseStore
from app.ports.declarations import Declarations
from app.ports.machine import instant_text
from app.ports.office_acts import OfficeActs
from app.verification.civil_day import civil_day
from app.verification.verdict import Verdict
from app.workflow.case_record import Paper
from app.workflow.desk import Desk
from app.workflow.file_report import KeyReused, KeyRunning
from app.workflow.issue_certificate import IssuingDesk
from app.workflow.remembered import Remembered
from lims_adapters.contract import Issue

VerdictKey = tuple[str, str, str, date, str]
"""The body, the scheme, the name of the report, the day of the edition, and the digest of the adopted limits."""
FoldKey = tuple[str, str]
"""The digest of all records of a case, and that of the adopted limits under which they are read."""
_MOST_VERDICTS, _MOST_CASES = 512, 256


@dataclass(frozen=True, slots=True)
class CaseDesk:
    """Stores, rules, papers and clock. `schemes` finds a scheme by its rule number.

    `persons` are those of an organisation, `organisations` finds one by its id.
    """

    desk: Desk
    cases: CaseStore
    issuing: IssuingDesk
    papers: BodyPapers
    declarations: Declarations
    office: OfficeActs
    schemes: Callable[[str], CertificationScheme | None]
    persons: Callable[[str], Sequence[Person]]
    organisations: Callable[[str], Organisation | None]
    verdicts: Remembered[VerdictKey, Verdict] = field(default_factory=lambda: Remembered(_MOST_VERDICTS))
    folded: Remembered[FoldKey, tuple[Paper, Case, Held]] = field(default_factory=lambda: Remembered(_MOST_CASES))

    def at(self) -> str:
        """Return the instant."""
        return instant_text(self.desk.clock.now())

    def is_body(self, organisation: str) -> bool:
        """Tell whether an organisation is a certification body."""
        found = self.organisations(organisation)
        return found is not None and found.kind is OrganisationKind.CERTIFICATION_BODY

    def today(self) -> date:
        """Return the civil day in Asia/Shanghai."""
        return civil_day(self.desk.clock.now())


@dataclass(frozen=True, slots=True)
class Acting:
    """Who acts: a person of an organisation by an account, with the roles that the account holds."""

    organisation: str
    person: str
    account: str
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class Faulty:
    """A document that cannot be used, with every fault of it (422)."""

    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """There is no such case for whoever asks, or no certificate or body of the name (404)."""


@dataclass(frozen=True, slots=True)
class RoleNotHeld:
    """None of the caller's roles may take the step; `allowed` may (403)."""

    allowed: tuple[Actor, ...]


@dataclass(frozen=True, slots=True)
class Behind:
    """Somebody else was first: nothing is stored, and the case has to be looked at again (409)."""


@dataclass(frozen=True, slots=True)
class Stale:
    """The case or certificate is not as the caller saw it; `n` is its newest record or act (412)."""

    n: int


@dataclass(frozen=True, slots=True)
class Unversioned:
    """What was recorded is to be corrected by one who does not say which version of the case was seen (428)."""


@dataclass(frozen=True, slots=True)
class NumberTaken:
    """The body has a case of this kind and number already (409)."""

    number: str


@dataclass(frozen=True, slots=True)
class ReportsCorrected:
    """Reports that the evidence names have newer revisions: the case is back before its review (409).

    `newest` has the newest name of each report that the evidence names.
    """

    newest: Mapping[str, str]


NotDone = (
    Faulty
    | Refused
    | Unknown
    | RoleNotHeld
    | Behind
    | Stale
    | Unversioned
    | NumberTaken
    | ReportsCorrected
    | KeyReused
    | KeyRunning
)
