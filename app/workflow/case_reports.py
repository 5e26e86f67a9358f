"""The filed reports that the evidence of a case names: read under the access of the body, and no one else's."""

from collections.abc import Callable, Sequence
from datetime import date

from app.certification.certification_scheme import CertificationScheme
from app.certification.dossier_form import Sources
from app.certification.form import Refused
from app.ports.cases import ReportName
from app.verification.verdict import Verdict
from app.workflow.case_desk import CaseDesk, VerdictKey
from app.workflow.case_papers import Papers
from app.workflow.case_record import report_name
from app.workflow.decide_dossier import sources_of
from lims_adapters.contract import Delivery, Issue, Source
from lims_adapters.registry import choose


def fetching(body: str, desk: CaseDesk) -> Callable[[str], bytes | Issue]:
    """Return what finds the bytes of a report as they were filed; codes: `report_name_malformed`, `report_unknown`."""

    def fetch(name: str) -> bytes | Issue:
        named = report_name(name)
        if named is None:
            return Issue("report_name_malformed", "", name, "<report id>/<revision>")
        found = desk.desk.readings.original_of(body, named.report, named.revision)
        return Issue("report_unknown", "", name, "a report that the body may read") if found is None else found[1]

    return fetch


def delivering(body: str, desk: CaseDesk) -> Callable[[str], Delivery | Issue]:
    """Return how the raw records of a filed report are found by its name in evidence."""
    fetch = fetching(body, desk)

    def deliver(name: str) -> Delivery | Issue:
        content = fetch(name)
        if isinstance(content, Issue):
            return content
        source = Source(content, name)
        adapter = choose(source, desk.desk.registry)
        return adapter if isinstance(adapter, Issue) else adapter.parse(source)

    return deliver


def case_sources(body: str, scheme: CertificationScheme, papers: Papers, desk: CaseDesk) -> Sources:
    """Return what the documents of a case refer to; verdicts on filed reports are kept for a while."""
    hold = None if papers.limits is None else papers.limits.hold
    sources = sources_of(scheme, desk.desk.shelf, delivering(body, desk), hold=hold)

    def verify(name: str, accepted_on: date) -> Verdict | Refused:
        key = verdict_key(body, papers, scheme, (name, accepted_on))
        kept = desk.verdicts.get(key)
        if kept is not None:
            return kept
        found = sources.verify(name, accepted_on)
        if isinstance(found, Verdict):
            desk.verdicts.keep(key, found)
        return found

    return Sources(sources.named, sources.scheme, sources.resolve, verify)


def verdict_key(body: str, papers: Papers, scheme: CertificationScheme, asked: tuple[str, date]) -> VerdictKey:
    """Return by what a verdict is known again; `asked` is the name of the report and the day of the edition."""
    return body, scheme.rule.id, *asked, "" if papers.limits is None else papers.limits.sha256


def corrected_since(body: str, names: Sequence[str], desk: CaseDesk) -> dict[str, str]:
    """Return the newest name of each report of which the evidence names older revisions alone, by the name it has."""
    newest_named: dict[str, ReportName] = {}
    for name in names:
        named = report_name(name)
        if named is not None:
            held = newest_named.get(named.report)
            newest_named[named.report] = named if held is None or named.revision > held.revision else held
    found: dict[str, str] = {}
    for report, named in newest_named.items():
        newest = desk.desk.readings.revision(body, report, None)
        if newest is not None and newest.revision > named.revision:
            found[f"{report}/{named.revision}"] = f"{report}/{newest.revision}"
    return found
