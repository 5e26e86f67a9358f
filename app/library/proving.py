"""Every case of the data, through the whole funnel: raw text -> reading -> verdict, against what the case says."""

from collections.abc import Iterator

from app.intake.take_in import FORMAT, Asked, Refused, take_in
from app.library.cases import Case
from app.library.fault import Fault
from app.library.shelf import Library
from app.verification.finding import Reason
from app.verification.scheme import Scheme
from app.verification.verify import verify
from lims_adapters.contract import Cell, RawReport, RawResult
from methods.outcome import Outcome

_RESULT = "/results/0"


def prove_cases(library: Library) -> list[Fault]:
    """Return a fault `case_fails` for every case and grade with another outcome, or reason, than the case says.

    A case that intake refuses fails too. A case without a reason holds whatever the reason is.
    """
    return [fault for case in library.cases for fault in _failures(case, library)]


def _failures(case: Case, library: Library) -> Iterator[Fault]:
    for grade in case.grades:
        answers = _answers(case, grade, library)
        if isinstance(answers, Refused):
            found = "refused, " + "; ".join(f"{issue.code} at {issue.where}" for issue in answers.issues)
        elif not answers or any(not _holds(case, *answer) for answer in answers):
            found = ", ".join(_words(outcome, reason) for outcome, reason in answers) or "no finding"
        else:
            continue
        asked = " ".join(filter(None, (grade, case.requirement, "for", *case.result.values())))
        yield Fault(case.file, case.line, "case_fails", f"{asked}: {found}", _words(case.outcome, case.reason))


def _answers(case: Case, grade: str, library: Library) -> list[tuple[Outcome, Reason]] | Refused:
    """Return what the requirement of a case finds of its result, or why intake refuses it."""
    scheme = library.schemes[case.scheme]
    report = take_in(_report(case, grade, scheme), scheme, library.vocabulary, Asked())
    if isinstance(report, Refused):
        return report
    return [
        (finding.outcome, finding.reason)
        for finding in verify(scheme, report, case.as_of).findings
        if finding.requirement is not None and finding.requirement.id == case.requirement
    ]


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


def _holds(case: Case, outcome: Outcome, reason: Reason) -> bool:
    return outcome is case.outcome and case.reason in {None, reason}


def _words(outcome: Outcome, reason: Reason | None) -> str:
    return outcome if reason is None else f"{outcome} ({reason})"
