"""A rule's folder -> what the linter looks at: the rule as printed, and what is known beside it."""

from dataclasses import dataclass
from datetime import date

from app.certification.lint.check import lint
from app.certification.lint.faults import Verdict, settle
from app.certification.lint.printed import Known, PrintedEdition, PrintedRule
from app.certification.scorecard import Scorecard
from app.intake.vocabulary import name_key, split_year
from app.library.certification import RuleText, read_text
from app.library.fault import Fault, LibraryRefused
from app.library.inventory import folders
from app.library.schemes import Rule, read_rule
from app.library.scorecards import read_scorecard, schemes_with_scorecard
from app.library.sheet import Entry, read_one, read_sheet
from app.library.shelf import Data, Library, load_scheme


@dataclass(frozen=True, slots=True)
class Linted:
    """A rule as printed, and which of its faults no doubt names."""

    printed: PrintedRule
    verdict: Verdict


def lint_rule(data: Data, rule: str) -> Linted:
    """Find the faults of one rule; raises `LibraryRefused` for files that cannot be read, and `SchemeUnknown`."""
    library = load_scheme(data, rule)
    text = read_text(data, rule)
    printed = _printed(data, rule, text)
    faults = lint(printed, known_beside(library, rule, text))
    doubts = text.clauses.doubts if printed.score is None else (*text.clauses.doubts, *printed.score.doubts)
    return Linted(printed, settle(faults, doubts))


def _printed(data: Data, rule: str, text: RuleText) -> PrintedRule:
    heads = {name: _head(data, name) for name in folders(data.limits, "schemes")}
    (own, issued), family = heads[rule], heads[rule][0].family
    others = [head for name, (head, _) in heads.items() if head.family == family and name != rule]
    return PrintedRule(
        edition=_edition(own),
        issued=issued,
        others=tuple(map(_edition, others)),
        form=text.clauses.form,
        clauses=text.clauses.printed,
        validity=text.clauses.validity,
        judging=text.clauses.judging,
        terms=text.clauses.terms,
        times=text.clauses.times,
        statuses=text.clauses.statuses,
        man_days=text.inspection.man_days,
        tables=text.tables,
        score=_score(data, rule),
    )


def _score(data: Data, rule: str) -> Scorecard | None:
    """Read the score table, sealed or not; None where none is held."""
    if rule not in schemes_with_scorecard(data.limits):
        return None
    faults: list[Fault] = []
    score = read_scorecard(data.limits, rule, faults)
    if faults:
        raise LibraryRefused(faults)
    return score


def _edition(rule: Rule) -> PrintedEdition:
    return PrintedEdition(rule.id, rule.in_force, rule.until)


def _head(data: Data, name: str) -> tuple[Rule, date]:
    """Return scheme.toml and the day of issue, which a verdict on results has no use for."""
    faults: list[Fault] = []
    sheet = read_sheet(data.limits / "schemes" / name / "scheme.toml", f"limits/schemes/{name}/scheme.toml", faults)
    head = None if sheet is None else read_one(sheet, lambda entry: _issued(entry, name), faults)
    if head is None:
        raise LibraryRefused(faults)
    return head


def _issued(entry: Entry, name: str) -> tuple[Rule, date]:
    return read_rule(entry, name), date.fromisoformat(entry.text("issued"))


def known_beside(library: Library, rule: str, text: RuleText) -> Known:
    """Return what is known beside a rule: names, methods, advanced indicators and grades."""
    scheme = library.schemes[rule]
    required = {requirement.id: requirement for held in scheme.requirements.values() for requirement in held}
    items = [item for table in text.tables for item in table.items]
    printed = {method for item in items for method in (*item.methods, *item.confirmation, *item.routine)}
    return Known(
        names={item.id: item.zh for item in library.vocabulary.items.values()},
        methods=frozenset(method for method in printed if _is_method(library, method)),
        indicators=tuple(one.characteristic.id for one in required.values() if one.id.startswith(f"{rule}/")),
        grades=scheme.grades,
    )


def _is_method(library: Library, printed: str) -> bool:
    """Tell whether a card has the number; the rules print the dash of a year as —."""
    number, _ = split_year(printed.replace("—", "-"))
    return name_key(number) in library.vocabulary.methods
