"""The files of a surveillance -> its plan, or every fault of all of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from app.certification.body import read_body
from app.certification.form import Refused as FormRefused
from app.certification.history import read_history
from app.certification.surveillance_document import Occasion, read_occasion
from app.certification.surveillance_plan import Plan, Ruled, plan_surveillance
from app.certification.surveillance_rule import surveillance_rule
from app.cli.files import read_file
from app.cli.shelf import loaded, whole_library
from app.intake.product import match_grade
from app.intake.take_in import Refused
from app.intake.vocabulary import Vocabulary, name_key
from app.library.certification_schemes import load_certification_scheme
from app.library.shelf import data_root
from app.verification.requirement import Characteristic, Requirement
from app.verification.scheme import Scheme
from lims_adapters.contract import Issue
from lims_adapters.faults import excerpt, fault

Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class Files:
    """The names of the files; None for one that is not given."""

    occasion: str
    history: str | None
    body: str | None


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan with the scheme and the items by which it is shown."""

    plan: Plan
    scheme: Scheme
    items: Mapping[str, Characteristic]


def planned(files: Files, on: date) -> Planned | Refused:
    """Read the files and plan, as of a day; the faults of all of them are named at once."""
    library = whole_library()
    issues: list[Issue] = []
    occasion = _read(files.occasion, lambda content: read_occasion(content, on), issues)
    body = _read(files.body, read_body, issues)
    find = _finder(library.vocabulary)
    history = _read(files.history, lambda content: read_history(content, find, on), issues)
    if occasion is None:
        return Refused(_placed(issues, files))
    scheme = library.schemes.get(occasion.scheme)
    requirements = _requirements(occasion, scheme, sorted(library.schemes), issues)
    if history is not None and history.certificate != occasion.certificate:
        where = f"{files.history}: /certificate"
        issues.append(Issue("certificate_differs", where, excerpt(history.certificate), excerpt(occasion.certificate)))
    if issues or scheme is None:
        return Refused(_placed(issues, files))
    held = loaded(lambda: load_certification_scheme(data_root(), library, scheme.id))
    ruled = Ruled(requirements, surveillance_rule(held, requirements), body)
    plan = plan_surveillance(occasion, ruled, {} if history is None else history.results, on)
    return Planned(plan, scheme, {each.characteristic.id: each.characteristic for each in requirements})


def _read(name: str | None, read: Callable[[bytes], Read | FormRefused], issues: list[Issue]) -> Read | None:
    """Read one file; None where none is given, or after noting its faults with its name before each place."""
    if name is None:
        return None
    content = read_file(name)
    answer = FormRefused((content,)) if isinstance(content, Issue) else read(content)
    if not isinstance(answer, FormRefused):
        return answer
    issues.extend(replace(issue, where=f"{name}: {issue.where}") for issue in answer.issues)
    return None


def _placed(issues: list[Issue], files: Files) -> tuple[Issue, ...]:
    """Return the issues, those of the occasion without the name of its file: that one heads the refusal."""
    return tuple(replace(issue, where=issue.where.removeprefix(f"{files.occasion}: ")) for issue in issues)


def _finder(vocabulary: Vocabulary) -> Callable[[str], Characteristic | None]:
    return lambda name: vocabulary.items.get(name_key(name))


def _requirements(
    occasion: Occasion, scheme: Scheme | None, known: list[str], issues: list[Issue]
) -> tuple[Requirement, ...]:
    """Return what the scheme asks of the grade, or note what is wrong with either."""
    if scheme is None:
        issues.append(fault("scheme_unknown", "/scheme", occasion.scheme, "one of " + ", ".join(known)))
        return ()
    typed = occasion.grade
    if not scheme.grades:
        if typed is not None:
            issues.append(fault("grade_not_expected", "/grade", typed, f"no grade: {scheme.id} has none"))
        return scheme.requirements[""]
    grade = None if typed is None else match_grade(typed, scheme)
    if grade is None:
        code = "grade_missing" if typed is None else "grade_unknown"
        issues.append(fault(code, "/grade", typed or "", "one of " + ", ".join(scheme.grades)))
        return ()
    return scheme.requirements[grade]
