"""Dossiers decided twice: under two schemes, or under two tables of one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from app.certification.body import Body, read_body
from app.certification.certification_scheme import CertificationScheme
from app.certification.decide import decide
from app.certification.dossier import Dossier
from app.certification.dossier_form import FORMAT
from app.certification.form import Refused
from app.certification.simulation import Decided
from app.cli.beside import reports_beside
from app.cli.files import read_file
from app.cli.simulation_cases import Told, case_of_decision
from app.library.certification_schemes import load_certification_scheme
from app.library.shelf import Data, Library
from app.workflow.decide_dossier import dossier_from
from lims_adapters.contract import Issue
from lims_adapters.json_text import Document, Members, read_json


def is_dossier(file: str) -> bool:
    """Tell whether a file says that it is a dossier."""
    content = read_file(file)
    document = content if isinstance(content, Issue) else read_json(content)
    return (
        isinstance(document, Document)
        and isinstance(document.root, Members)
        and ("format", FORMAT) in document.root.pairs
    )


def settings_from(file: str | None) -> Body | Refused:
    """Read the settings of the body, without which no dossier is decided."""
    if file is None:
        return Refused((Issue("field_missing", "--body", "", "the settings of the body, for dossiers"),))
    content = read_file(file)
    found = Refused((content,)) if isinstance(content, Issue) else read_body(content)
    return placed(found, f"--body {file}") if isinstance(found, Refused) else found


def decided_under(
    files: Sequence[str], scheme: tuple[Data, Library, str], named: str, settings: Body, on: date | None
) -> list[Decided[Told]] | Refused:
    """Decide every dossier under one side; `named` is the scheme that the dossiers name.

    Without a day each is decided on the day of its review.
    """
    data, library, id_ = scheme
    held = load_certification_scheme(data, library, id_)
    cases: list[Decided[Told]] = []
    issues: list[Issue] = []
    for file in files:
        found = _read(file, held, library, named)
        day = on or (found.review.on if isinstance(found, Dossier) and found.review is not None else None)
        if isinstance(found, Refused):
            issues += placed(found, file).issues
        elif day is None:
            issues.append(Issue("field_missing", "--on", "", f"a day: {file} has no review"))
        else:
            cases.append(case_of_decision(found, decide(held, found, settings, day)))
    return Refused(tuple(issues)) if issues else cases


def _read(file: str, scheme: CertificationScheme, library: Library, named: str) -> Dossier | Refused:
    content = read_file(file)
    if isinstance(content, Issue):
        return Refused((content,))
    return dossier_from(content, scheme, library, reports_beside(file), named=named)


def placed(refused: Refused, file: str) -> Refused:
    """Return faults with the file in which they lie."""
    return Refused(
        tuple(replace(issue, where=": ".join(filter(None, (file, issue.where)))) for issue in refused.issues)
    )
