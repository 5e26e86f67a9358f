"""Documents decided twice: applicants under two programmes, reports under two schemes or two tables of one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from app.certification.applicant import Applicant, vocabulary_of
from app.certification.applicant_document import read_applicant
from app.certification.eligibility import assess
from app.certification.form import Refused
from app.certification.simulation import Comparison, Decided, compare
from app.cli.files import read_file
from app.cli.report_file import Named, Unanswered, answer
from app.cli.shelf import loaded
from app.cli.simulated_dossiers import decided_under, is_dossier, settings_from
from app.cli.simulation_cases import Told, case_of_assessment, case_of_verdict
from app.library.fault import LibraryRefused
from app.library.inventory import folders
from app.library.programmes import load_programmes
from app.library.shelf import Data, Library, data_root, load_scheme
from app.wording import Words
from app.workflow.verify_report import Question
from lims_adapters.contract import Issue

KINDS = ("programmes", "schemes")


@dataclass(frozen=True, slots=True)
class Sides:
    """What is compared with what: two ids, and the folder of limits of the second where it is another one.

    `body` is the file of the body's settings, by which dossiers are decided.
    """

    before: str
    after: str
    to_data: str | None = None
    body: str | None = None


@dataclass(frozen=True, slots=True)
class Simulated:
    """The comparison, and the titles of both sides."""

    comparison: Comparison[Told]
    before: Words
    after: Words


def simulated(files: Sequence[str], sides: Sides, on: date | None) -> Simulated | tuple[Issue, ...]:
    """Decide every document on both sides, each on `on` or on its own day; or return every fault."""
    shipped = data_root()
    other = shipped if sides.to_data is None else Data(Path(sides.to_data), shipped.cards)
    if not other.limits.is_dir():
        return (Issue("file_missing", "--to-data", "", "a folder of limits"),)
    kind = _kind(sides, shipped, other)
    if isinstance(kind, tuple):
        return kind
    try:
        if kind == "programmes":
            return _applicants(files, sides, (shipped, other), on)
        if any(map(is_dossier, files)):
            return _dossiers(files, sides, (shipped, other), on)
        return _reports(files, sides, (shipped, other), on)
    except LibraryRefused as refused:
        return tuple(
            Issue(fault.code, f"--to-data {fault.file}:{fault.line}", fault.found, fault.expected)
            for fault in refused.faults
        )


def _kind(sides: Sides, shipped: Data, other: Data) -> str | tuple[Issue, ...]:
    """Return whether both sides are programmes or schemes, or why they are not."""
    for kind in KINDS:
        if sides.before in folders(shipped.limits, kind):
            known = folders(other.limits, kind)
            if sides.after in known:
                return kind
            return (Issue("scheme_unknown", "--to", sides.after, "one of " + ", ".join(known)),)
    known = tuple(name for kind in KINDS for name in folders(shipped.limits, kind))
    return (Issue("scheme_unknown", "--from", sides.before, "one of " + ", ".join(known)),)


def _applicants(
    files: Sequence[str], sides: Sides, data: tuple[Data, Data], on: date | None
) -> Simulated | tuple[Issue, ...]:
    held, others = loaded(lambda: load_programmes(data[0])), load_programmes(data[1])
    words = vocabulary_of((*held.values(), *others.values()))
    before, after = held[sides.before], others[sides.after]
    applicants: list[Applicant] = []
    issues: list[Issue] = []
    for file in files:
        content = read_file(file)
        read = Refused((content,)) if isinstance(content, Issue) else read_applicant(content, words)
        if isinstance(read, Refused):
            issues += [_of_file(file, issue) for issue in read.issues]
        else:
            applicants.append(read)
    if issues:
        return tuple(issues)
    old, new = (
        [case_of_assessment(assess(programme, one, on or one.stated_on)) for one in applicants]
        for programme in (before, after)
    )
    titles = [Words(programme.title, programme.title_en) for programme in (before, after)]
    return Simulated(compare(old, new), *titles)


def _of_file(file: str, issue: Issue) -> Issue:
    return replace(issue, where=": ".join(part for part in (file or "FILE", issue.where) if part))


def _reports(
    files: Sequence[str], sides: Sides, data: tuple[Data, Data], on: date | None
) -> Simulated | tuple[Issue, ...]:
    held, others = loaded(lambda: load_scheme(data[0], sides.before)), load_scheme(data[1], sides.after)
    decided: list[list[Decided[Told]]] = []
    issues: dict[Issue, None] = {}
    for library, scheme in ((held, sides.before), (others, sides.after)):
        cases: list[Decided[Told]] = []
        for file in files:
            verdicts = answer(Named(file, None), Question(scheme, None, on), library)
            if isinstance(verdicts, Unanswered):
                issues |= dict.fromkeys(_of_file(file, issue) for issue in verdicts.issues)
            else:
                cases += [case_of_verdict(verdict) for verdict in verdicts]
        decided.append(cases)
    if issues:
        return tuple(issues)
    return Simulated(compare(*decided), _title(held, sides.before), _title(others, sides.after))


def _dossiers(
    files: Sequence[str], sides: Sides, data: tuple[Data, Data], on: date | None
) -> Simulated | tuple[Issue, ...]:
    settings = settings_from(sides.body)
    if isinstance(settings, Refused):
        return settings.issues
    held, others = loaded(lambda: load_scheme(data[0], sides.before)), load_scheme(data[1], sides.after)
    old = decided_under(files, (data[0], held, sides.before), sides.before, settings, on)
    new = decided_under(files, (data[1], others, sides.after), sides.before, settings, on)
    if isinstance(old, Refused) or isinstance(new, Refused):
        refused = [side.issues for side in (old, new) if isinstance(side, Refused)]
        return tuple(dict.fromkeys(issue for issues in refused for issue in issues))
    return Simulated(compare(old, new), _title(held, sides.before), _title(others, sides.after))


def _title(library: Library, scheme: str) -> Words:
    return Words(library.schemes[scheme].title, library.schemes[scheme].title_en)
