"""What a party may bring to a case: it speaks for itself, and nothing of it stands for what the body has to find.

A client files and may attest what the rule asks of a holder who has something changed; a laboratory reports. What is
planned, inspected, scored, ruled and adopted is of the body, and so is how a sample was drawn. What is applied for and
certified is the client's to say, when sample and fee were there the laboratory's (4.2.4). And the test of a unit counts
as that of the laboratory that filed its report, whatever name stands in it: it has to take part in the case.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from app.certification.certification_scheme import CertificationScheme
from app.certification.lifecycle.vocabulary import Actor, Kind
from app.certification.person import person_key
from app.certification.scheme import Nature
from app.ledger.canonical import Json
from app.ports.cases import ReportName
from app.ports.reading import Readings
from app.workflow.case_record import Values, report_name
from lims_adapters.contract import Issue

_OF_BODY: Final = ("plan", "inspection", "card")
# What a party does not bring because the other one does; a person of the body may bring it for them.
_OF_ANOTHER: Final[Mapping[Actor, tuple[str, ...]]] = {
    Actor.LABORATORY: ("application", "certified"),
    Actor.CLIENT: ("receipt",),
}
_ATTESTED_BY_HOLDER: Final = frozenset({Kind.CHANGE, Kind.EXTENSION})
_SENT: Final = "sent_on"


def beyond_party(
    data: Json, kind: Kind, role: Actor, person: str, known: tuple[CertificationScheme, Sequence[Values]]
) -> tuple[Issue, ...]:
    """Return what a client or a laboratory may not bring; `known` are the rules and the events that count so far.

    Codes: `evidence_of_body`, `evidence_of_another`, `statement_of_another`.
    """
    if not isinstance(data, Mapping):
        return ()
    scheme, events = known
    found = [Issue("evidence_of_body", f"/data/{key}", key, "a person of the body") for key in _OF_BODY if key in data]
    found += [
        Issue("evidence_of_another", f"/data/{key}", key, "the other party, or a person of the body")
        for key in _OF_ANOTHER.get(role, ())
        if key in data
    ]
    found += _statements(_list(data, "statements"), kind, person, scheme)
    for place, test in enumerate(_list(data, "tests")):
        if role is Actor.CLIENT:
            found.append(Issue("evidence_of_body", f"/data/tests/{place}", "", "the laboratory, or the body"))
        elif isinstance(test, Mapping) and "adopted" in test:
            found.append(Issue("evidence_of_body", f"/data/tests/{place}/adopted", "", "a person of the body"))
    return (*found, *_sampling(data.get("sampling"), events))


def of_no_party(data: Json, body: str, laboratories: Collection[str], readings: Readings) -> tuple[Issue, ...]:
    """Return the reports that a laboratory filed which does not take part; code: `laboratory_not_party`.

    A report that is adopted may be of any laboratory (4.2.5).
    """
    found: list[Issue] = []
    for place, test in enumerate(_list(data, "tests")):
        name = test.get("report") if isinstance(test, Mapping) and "adopted" not in test else None
        named = report_name(name) if isinstance(name, str) else None
        if named is not None and _filer(named, body, readings) not in {None, *laboratories}:
            where = f"/data/tests/{place}/report"
            found.append(Issue("laboratory_not_party", where, str(name), "a report of a laboratory of the case"))
    return tuple(found)


def _filer(named: ReportName, body: str, readings: Readings) -> str | None:
    """Return whose report it is; None where the body cannot read it, which is said elsewhere."""
    view = readings.revision(body, named.report, named.revision)
    return None if view is None else view.laboratory


def _statements(statements: Sequence[Json], kind: Kind, person: str, scheme: CertificationScheme) -> Iterator[Issue]:
    for place, each in enumerate(statements):
        if not isinstance(each, Mapping):
            continue
        by, number = each.get("by"), each.get("clause")
        if isinstance(by, str) and person_key(by) != person_key(person):
            yield Issue("statement_of_another", f"/data/statements/{place}/by", by, person)
        clause = scheme.rule.clause(number) if isinstance(number, str) else None
        is_own = kind in _ATTESTED_BY_HOLDER and clause is not None and clause.nature is Nature.ATTESTED
        if isinstance(number, str) and not is_own:
            yield Issue("evidence_of_body", f"/data/statements/{place}/clause", number, "a person of the body")


def _sampling(sampling: Json, events: Sequence[Values]) -> Iterator[Issue]:
    """Yield what is another in a sampling than the body has recorded, but for the day on which it was sent."""
    if not isinstance(sampling, Mapping):
        return
    before = [found for event in events if isinstance(found := _member(event.get("data"), "sampling"), Mapping)]
    recorded = before[-1] if before else {}
    for key in sorted((sampling.keys() | recorded.keys()) - {_SENT}):
        if sampling.get(key) != recorded.get(key):
            yield Issue("evidence_of_body", f"/data/sampling/{key}", key, "as the body has recorded it")


def _member(data: Json, key: str) -> Json:
    return data.get(key) if isinstance(data, Mapping) else None


def _list(data: Json, key: str) -> Sequence[Json]:
    found = _member(data, key)
    return found if isinstance(found, list) else ()
