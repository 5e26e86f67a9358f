"""The deadlines of certificates, for those who have to act: from when and until when to survey, renewal, expiry, bar.

Whether a result was reported (D-07) is told apart from them (`certificate_deadlines`).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from types import MappingProxyType
from typing import Final

from app.certification.cases.day_plan import Certified, Term, terms_of
from app.certification.cases.over import is_over
from app.certification.cases.worklist import Work
from app.certification.lifecycle.vocabulary import Actor, Deadline, Kind
from app.ports.cases import Case, CaseSummary
from app.ports.certificates import CertificateIndex, Published
from app.workflow.case_desk import CaseDesk
from app.workflow.case_docket import taken_in_on
from app.workflow.certificate_status import life_of
from app.workflow.certificate_wording import certified_unit
from app.workflow.current_case import Ground, current_of, ground_of
from app.workflow.open_cases import summaries
from app.workflow.unreadable import Unreadable

_OFFICE: Final = frozenset({Actor.APPLICATION_OFFICER})
_HOLDER_TOO: Final = _OFFICE | {Actor.CLIENT}
ACTING: Final[Mapping[Deadline, frozenset[Actor]]] = MappingProxyType(
    {
        Deadline.SURVEILLANCE_WINDOW: frozenset({Actor.PLANNER}),
        Deadline.SURVEILLANCE_GAP: frozenset({Actor.PLANNER}),
        Deadline.VALIDITY: _HOLDER_TOO,
        Deadline.RENEWAL_APPLICATION: _HOLDER_TOO,
        Deadline.GRACE: _HOLDER_TOO,
        Deadline.BAR: _HOLDER_TOO,
    }
)
"""Who acts: the planner surveys, the holder applies for renewal, and the office takes in what is applied for."""

# What comes late is still asked for: a surveillance, and a renewal with a warning (9). After these nothing is.
_GONE: Final = frozenset({Deadline.GRACE, Deadline.BAR})
# Cases that tell of a visit, or that a renewal has begun.
_READ: Final = frozenset({Kind.APPLICATION.value, Kind.SURVEILLANCE.value, Kind.RENEWAL.value})
_PAGE: Final = 200


@dataclass(frozen=True, slots=True)
class CertificateTerm:
    """A deadline of a certificate by its number."""

    number: str
    term: Term


def certificate_terms(reader: str, index: CertificateIndex, desk: CaseDesk) -> tuple[CertificateTerm, ...]:
    """Return what runs today of the certificates of a body, or of a holder what is theirs to do, soonest first."""
    seen = _by_certificate(summaries(reader, desk))
    grounds = cache(partial(ground_of, desk=desk))
    found: list[CertificateTerm] = []
    for published in _published(reader, index, desk):
        newest = published.versions[-1]
        ground = grounds(newest.body, certified_unit(newest)[0])
        if ground is None:
            continue
        certified = _certified(published, ground, _reading(reader, published, seen, ground, desk))
        shown = (
            each for each in terms_of(certified, desk.today()) if _is_shown(each, desk, to_body=newest.body == reader)
        )
        found += [CertificateTerm(newest.number, each) for each in shown]
    return tuple(sorted(found, key=lambda each: (_day(each.term), each.number, each.term.deadline)))


def _published(reader: str, index: CertificateIndex, desk: CaseDesk) -> Iterator[Published]:
    """Yield the certificates that a body issued or that an organisation holds."""
    after = ""
    while numbers := index.numbers(reader, after, _PAGE):
        for number in numbers:
            found = desk.issuing.certificates.published(number)
            if found is not None and reader in {found.versions[-1].body, found.versions[-1].holder}:
                yield found
        after = numbers[-1]


@dataclass(frozen=True, slots=True)
class _Read:
    """The cases of a certificate that tell of its deadlines, and the day on which it was taken in."""

    works: tuple[Work, ...]
    taken_in_on: date | None


def _by_certificate(seen: Iterable[CaseSummary]) -> Mapping[str, Sequence[Case]]:
    """Return cases by their own id, and by the number of the certificate that they are about."""
    found: dict[str, list[Case]] = {}
    for each in seen:
        for name in (each.case.id, each.case.certificate_no):
            if name is not None:
                found.setdefault(name, []).append(each.case)
    return found


def _reading(
    reader: str, published: Published, seen: Mapping[str, Sequence[Case]], ground: Ground, desk: CaseDesk
) -> _Read:
    names = dict.fromkeys((published.versions[-1].number, *(each.case for each in published.versions)))
    own = {case.id: case for name in names for case in seen.get(name, ())}.values()
    works = (_work(reader, each.id, ground, desk) for each in own if each.kind in _READ)
    since = next((day for each in own if (day := taken_in_on(each)) is not None), None)
    return _Read(tuple(each for each in works if each is not None), since)


def _work(reader: str, case: str, ground: Ground, desk: CaseDesk) -> Work | None:
    """Return a case as it stands; one that cannot be read hides no other one, and the day's jobs name it."""
    view = desk.cases.read(reader, case)
    try:
        now = None if view is None else current_of(view, desk, ground)
    except Unreadable:
        return None
    return None if now is None else Work(now.case, now.held, now.ground.scheme, now.ground.papers.body)


def _certified(published: Published, ground: Ground, read: _Read) -> Certified:
    newest = published.versions[-1]
    return Certified(
        number=newest.number,
        body=newest.body,
        holder=newest.holder,
        life=life_of(published),
        scheme=ground.scheme,
        settings=ground.papers.body,
        cases=read.works,
        taken_in_on=read.taken_in_on,
    )


def _is_shown(term: Term, desk: CaseDesk, *, to_body: bool) -> bool:
    who = ACTING.get(term.deadline, frozenset())
    is_gone = term.deadline in _GONE and is_over(term.rule, term.found, desk.today())
    return not is_gone and (bool(who) if to_body else Actor.CLIENT in who)


def _day(term: Term) -> date:
    return date.max if term.ends is None else term.ends.day
