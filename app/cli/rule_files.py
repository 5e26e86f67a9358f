"""A certification rule for a command, or every reason why it cannot be used."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from app.certification.lint.faults import Verdict
from app.certification.rule import CertificationRule
from app.cli.options import Output
from app.cli.refusal import refuse
from app.cli.shelf import loaded
from app.library.certification import load_rule
from app.library.fault import SchemeUnknown
from app.library.prints import lint_rule
from app.library.shelf import Data, data_root
from app.wording import Language
from lims_adapters.contract import Issue

Read = TypeVar("Read")


def rule_for(scheme: str, language: Language, output: Output) -> CertificationRule:
    """Return the rule, or leave after naming those that are known, or every fault of the data."""
    return _read(scheme, lambda: load_rule(data_root(), scheme), language, output)


def linted_for(scheme: str, path: str | None, language: Language, output: Output) -> Verdict:
    """Return the faults of a rule of the shipped data, or of another folder that is laid out alike."""
    shipped = data_root()
    if path is not None and not Path(path).is_dir():
        refuse([Issue("file_missing", "PATH", path, "a folder laid out like limits")], language, output=output)
    data = shipped if path is None else Data(Path(path), shipped.cards)
    return _read(scheme, lambda: lint_rule(data, scheme).verdict, language, output)


def _read(scheme: str, read: Callable[[], Read], language: Language, output: Output) -> Read:
    try:
        return loaded(read)
    except SchemeUnknown as unknown:
        expected = "one of " + ", ".join(unknown.known)
        refuse([Issue("scheme_unknown", "SCHEME", scheme, expected)], language, output=output)
