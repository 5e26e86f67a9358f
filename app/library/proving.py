"""Every case of the data through the whole funnel: raw text -> reading -> verdict; and the cases that are missing."""

from collections import defaultdict
from collections.abc import Iterator

from app.intake.take_in import FORMAT, Asked, Refused, take_in
from app.library.cases import Case
from app.library.coverage import Shown, missing_cases
from app.library.fault import Fault
from app.library.shelf import Library
from app.verification.finding import Finding, Reason
from app.verification.scheme import Scheme
from app.verification.verify import verify
from lims_adapters.contract import Cell, RawReport, RawResult
from methods.outcome import Outcome

_RESULT = "/results/0"


def prove_cases(library: Library) -> list[Fault]:
    """Return the cases that do not hold, and those that a limit needs and does not have.

    `case_fails`: a case and grade with another outcome, or reason, than the case says; one that intake refuses fails
    too. A case without a reason holds whatever the reason is. `case_missing`: something of a limit that no case shows,
    at the first case of its requirement and grade; a case that fails still shows what it was written for.
    """
    faults: list[Fault] = []
    places: dict[tuple[str, str, str], Case] = {}
    shown: defaultdict[tuple[str, str, str], list[Shown]] = defaultdict(list)
    for case in library.cases:
        for grade in case.grades:
            found = _findings(case, grade, library)
            faults.extend(_failure(case, grade, found))
            key = case.scheme, grade, case.requirement
            places.setdefault(key, case)
            shown[key].extend(_shown(case, found))
    for (scheme, grade, named), case in places.items():
        [requirement] = (item for item in library.schemes[scheme].requirements[grade] if item.id == named)
        missing = missing_cases(requirement, shown[scheme, grade, named])
        limit = "" if requirement.limit is None else requirement.limit.text
        asked = " ".join(filter(None, (grade, named, limit)))
        faults.extend(Fault(case.file, case.line, "case_missing", asked, lack) for lack in missing)
    return faults


def _findings(case: Case, grade: str, library: Library) -> list[Finding] | Refused:
    """Return what the requirement of a case finds of its result, or why intake refuses it."""
    scheme = library.schemes[case.scheme]
    report = take_in(_report(case, grade, scheme), scheme, library.vocabulary, Asked())
    if isinstance(report, Refused):
        return report
    return [
        finding
        for finding in verify(scheme, report, case.as_of).findings
        if finding.requirement is not None and finding.requirement.id == case.requirement
    ]


def _failure(case: Case, grade: str, findings: list[Finding] | Refused) -> Iterator[Fault]:
    if isinstance(findings, Refused):
        found = "refused, " + "; ".join(f"{issue.code} at {issue.where}" for issue in findings.issues)
    elif not findings or any(not _holds(case, finding) for finding in findings):
        found = ", ".join(_words(finding.outcome, finding.reason) for finding in findings) or "no finding"
    else:
        return
    asked = " ".join(filter(None, (grade, case.requirement, "for", *case.result.values())))
    yield Fault(case.file, case.line, "case_fails", f"{asked}: {found}", _words(case.outcome, case.reason))


def _shown(case: Case, findings: list[Finding] | Refused) -> Iterator[Shown]:
    results = () if isinstance(findings, Refused) else (finding.result for finding in findings)
    return (Shown(result.reading, result.unit, case.outcome) for result in results if result is not None)


def _report(case: Case, grade: str, scheme: Scheme) -> RawReport:
    """Return the least report that holds the one result of a case."""
    day = case.as_of.isoformat()
    head = {
        "format": FORMAT,
        "report_no": "1",
        "issued_on": day,
        "product.name": scheme.product_names[0],
        "sample.id": "1",
    } | ({"product.grade": grade} if grade else {})
    fields = {**case.result, "tested_on": day}
    result = RawResult(_RESULT, {name: Cell(text, f"{_RESULT}/{name}") for name, text in fields.items()})
    return RawReport({name: Cell(text, f"/{name}") for name, text in head.items()}, (result,), from_file=False)


def _holds(case: Case, finding: Finding) -> bool:
    return finding.outcome is case.outcome and case.reason in {None, finding.reason}


def _words(outcome: Outcome, reason: Reason | None) -> str:
    return outcome if reason is None else f"{outcome} ({reason})"
