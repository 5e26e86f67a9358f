"""Every shipped case, through the whole funnel: raw text -> reading -> verdict."""

from app.intake.take_in import Refused, take_in
from app.library.cases import Case
from app.library.shelf import Library, data_root, load
from app.verification.finding import Finding
from app.verification.verify import verify
from lims_adapters.contract import Cell, RawReport, RawResult


def finding(case: Case, grade: str, library: Library) -> Finding | Refused:
    scheme = library.schemes[case.scheme]
    day = case.as_of.isoformat()
    head = {
        "format": "labverdict.report/1",
        "report_no": "W2026-0012",
        "issued_on": day,
        "product.name": scheme.product_names[0],
        "sample.id": "S-1",
    } | ({"product.grade": grade} if grade else {})
    fields = dict(case.result) | {"tested_on": day}
    raw = RawReport(
        {name: Cell(text, f"/{name}") for name, text in head.items()},
        (RawResult("/results/0", {name: Cell(text, f"/results/0/{name}") for name, text in fields.items()}),),
        from_file=False,
    )
    report = take_in(raw, scheme, library.vocabulary, None)
    if isinstance(report, Refused):
        return report
    findings = verify(scheme, report, case.as_of).findings
    [found] = [item for item in findings if item.requirement is not None and item.requirement.id == case.requirement]
    return found


def test_every_case_of_the_shipped_data_has_its_outcome() -> None:
    library = load(data_root())
    wrong = []
    for case in library.cases:
        for grade in case.grades:
            found = finding(case, grade, library)
            answer = found if isinstance(found, Refused) else (found.outcome, found.reason)
            if isinstance(answer, Refused) or answer != (case.outcome, case.reason or answer[1]):
                wrong.append((case.where, grade, answer))
    assert wrong == []


def test_the_cases_prove_every_requirement_of_every_grade() -> None:
    library = load(data_root())
    proved = {(case.scheme, case.requirement, grade) for case in library.cases for grade in case.grades}
    asked = {
        (scheme.id, requirement.id, grade)
        for scheme in library.schemes.values()
        for grade, requirements in scheme.requirements.items()
        for requirement in requirements
    }
    assert proved == asked
