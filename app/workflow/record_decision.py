"""A certification body decides a dossier, and what it decided becomes bytes that anyone can recompute."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from app.certification.adopted_limits import SealedLimits
from app.certification.body import Body, read_body
from app.certification.certification_scheme import CertificationScheme
from app.certification.decide import Decision, decide
from app.certification.decision_record import ReportRead, Sources, decision_record
from app.certification.dossier import Dossier
from app.certification.dossier_form import Sources as DossierSources
from app.certification.dossier_form import read_dossier
from app.certification.form import Refused
from app.ledger.canonical import Json, canonical
from app.ports.rules import RuleShelf
from app.verification.record import canonical_bytes
from app.verification.verdict import Verdict
from app.workflow.adopted_limits import kept_limits_from
from app.workflow.decide_dossier import as_held, sources_of
from app.workflow.fingerprint import digest
from lims_adapters.contract import Adapter, Delivery, Issue, Source
from lims_adapters.registry import Registry, choose

DOSSIER, SETTINGS, ADOPTED = "dossier", "settings", "adopted"


@dataclass(frozen=True, slots=True)
class Rules:
    """The rule data that decide: the scheme, and the names by which reports are read."""

    scheme: CertificationScheme
    shelf: RuleShelf


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be decided: the documents as they were sent, and the day; `adopted` are limits of the same body."""

    dossier: bytes
    settings: bytes
    on: date
    adopted: bytes | None = None

    @property
    def documents(self) -> Mapping[str, bytes]:
        """Return each document by what it is."""
        named = {DOSSIER: self.dossier, SETTINGS: self.settings}
        return named if self.adopted is None else {**named, ADOPTED: self.adopted}


@dataclass(frozen=True, slots=True)
class Reports:
    """Where the reports come from, by their names in the dossier, and the adapters that read them.

    `known` has verdicts that were computed from the same bytes and rules before.
    """

    fetch: Callable[[str], bytes | Issue]
    registry: Registry
    known: Callable[[str, date], Verdict | None] = lambda _, __: None


@dataclass(frozen=True, slots=True)
class Recorded:
    """A decision, its record as plain values and in canonical bytes, and the bytes of each report that it rests on."""

    dossier: Dossier
    decision: Decision
    told: Mapping[str, Json]
    record: bytes
    reports: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class NotDecided:
    """Every fault of each document; those of a report stand with the dossier that names it."""

    faults: Mapping[str, tuple[Issue, ...]]


def record_decision(asked: Asked, rules: Rules, reports: Reports) -> Recorded | NotDecided:
    """Decide a dossier under the rules and record the decision, or say why neither can be done."""
    reading = _Reading(reports)
    settings = read_body(asked.settings)
    adopted = _adopted(asked, settings, rules)
    hold = None if adopted is None or isinstance(adopted, Refused) else adopted.hold
    dossier = read_dossier(
        asked.dossier, reading.over(sources_of(rules.scheme, rules.shelf, reading.deliver, hold=hold))
    )
    if isinstance(settings, Refused) or isinstance(dossier, Refused) or isinstance(adopted, Refused):
        found = {SETTINGS: settings, ADOPTED: adopted, DOSSIER: dossier}
        return NotDecided({name: each.issues for name, each in found.items() if isinstance(each, Refused)})
    scheme = rules.scheme if hold is None else as_held(rules.scheme, dossier, hold)
    decision = decide(scheme, dossier, settings, asked.on)
    # A dossier that was read has asked once for the report of each test, in their order.
    verdicts = [digest(canonical_bytes(test.verdict)) for test in dossier.tests]
    reports_read = [
        ReportRead(name, digest(content), f"{adapter.id} {adapter.version}", verdict)
        for (name, content, adapter), verdict in zip(reading.read, verdicts, strict=True)
    ]
    documents = {name: digest(content) for name, content in asked.documents.items()}
    told = decision_record(rules.scheme, dossier, decision, Sources(documents, reports_read))
    return Recorded(dossier, decision, told, canonical(told), {name: content for name, content, _ in reading.read})


@dataclass(frozen=True, slots=True)
class _Reading:
    """The reports that a dossier asks for, each with its bytes and its adapter, in the order in which it does."""

    reports: Reports
    read: list[tuple[str, bytes, Adapter]] = field(default_factory=list)

    def over(self, sources: DossierSources) -> DossierSources:
        """Return the same sources, where a verdict that is known is not computed again."""

        def verify(name: str, as_of: date) -> Verdict | Refused:
            known = self.reports.known(name, as_of)
            return known if known is not None and isinstance(self._fetch(name), tuple) else sources.verify(name, as_of)

        return replace(sources, verify=verify)

    def deliver(self, name: str) -> Delivery | Issue:
        """Return the records of a report."""
        found = self._fetch(name)
        return found if isinstance(found, Issue) else found[1].parse(found[0])

    def _fetch(self, name: str) -> tuple[Source, Adapter] | Issue:
        content = self.reports.fetch(name)
        if isinstance(content, Issue):
            return content
        source = Source(content, name)
        adapter = choose(source, self.reports.registry)
        if isinstance(adapter, Issue):
            return adapter
        self.read.append((name, content, adapter))
        return source, adapter


def _adopted(asked: Asked, settings: Body | Refused, rules: Rules) -> SealedLimits | Refused | None:
    if asked.adopted is None:
        return None
    body = None if isinstance(settings, Refused) else settings.id
    return kept_limits_from(asked.adopted, rules.scheme.limits, body)
