"""The dossier and the settings that a user names -> the recorded decision, or every fault that they have."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.certification.dossier_form import scheme_named
from app.certification.form import Refused
from app.cli.documents import content_of
from app.cli.files import read_file
from app.cli.options import Output
from app.cli.refusal import Subject, refuse
from app.cli.report_file import usable_adapters
from app.cli.shelf import library_for, loaded
from app.library.certification_schemes import load_certification_scheme
from app.library.shelf import data_root
from app.wording import Language
from app.workflow.record_decision import DOSSIER, SETTINGS, Asked, NotDecided, Recorded, Reports, Rules, record_decision
from lims_adapters.contract import Issue

_OUTSIDE = Issue("file_unreadable", "", "a file outside the dossier's folder", "a file in the folder of the dossier")


@dataclass(frozen=True, slots=True)
class Named:
    """The files of the dossier and of the settings."""

    dossier: str
    body: str


def decide_files(named: Named, on: date, language: Language, output: Output) -> tuple[Asked, Rules, Recorded]:
    """Decide a dossier, whose reports lie in its own folder or below it; leave after naming its faults."""
    settings = content_of(named.body, language, output)
    asked = Asked(content_of(named.dossier, language, output), settings, on)
    scheme = scheme_named(asked.dossier)
    if isinstance(scheme, Refused):
        refuse(scheme.issues, language, Subject(named.dossier), output=output)
    library = library_for(scheme, "/scheme", language)
    rules = Rules(loaded(lambda: load_certification_scheme(data_root(), library, scheme)), library)
    found = record_decision(asked, rules, Reports(_beside(named.dossier), usable_adapters()))
    if isinstance(found, NotDecided):
        part, file = (SETTINGS, named.body) if SETTINGS in found.faults else (DOSSIER, named.dossier)
        refuse(found.faults[part], language, Subject(file), output=output)
    return asked, rules, found


def _beside(dossier: str) -> Callable[[str], bytes | Issue]:
    """Return what reads a report in the dossier's folder or below it.

    Who sends a dossier does not choose which other files of the reader's are opened.
    """
    folder = Path(dossier).parent

    def fetch(report: str) -> bytes | Issue:
        is_inside = (folder / report).resolve().is_relative_to(folder.resolve())
        return read_file(str(folder / report)) if is_inside else _OUTSIDE

    return fetch
