"""The dossier and the settings that a user names -> the recorded decision, or every fault that they have."""

from dataclasses import dataclass
from datetime import date

from app.certification.dossier_form import scheme_named
from app.certification.form import Refused
from app.cli.beside import content_beside
from app.cli.documents import content_of
from app.cli.options import Output
from app.cli.refusal import Subject, refuse
from app.cli.report_file import usable_adapters
from app.cli.shelf import library_for, loaded
from app.library.certification_schemes import load_certification_scheme
from app.library.shelf import data_root
from app.wording import Language
from app.workflow.record_decision import (
    ADOPTED,
    DOSSIER,
    SETTINGS,
    Asked,
    NotDecided,
    Recorded,
    Reports,
    Rules,
    record_decision,
)


@dataclass(frozen=True, slots=True)
class Named:
    """The files of the dossier, of the settings and, where there is one, of the limits that the body has adopted."""

    dossier: str
    body: str
    adopted: str | None = None


def decide_files(named: Named, on: date, language: Language, output: Output) -> tuple[Asked, Rules, Recorded]:
    """Decide a dossier, whose reports lie in its own folder or below it; leave after naming its faults."""
    settings = content_of(named.body, language, output)
    adopted = None if named.adopted is None else content_of(named.adopted, language, output)
    asked = Asked(content_of(named.dossier, language, output), settings, on, adopted)
    scheme = scheme_named(asked.dossier)
    if isinstance(scheme, Refused):
        refuse(scheme.issues, language, Subject(named.dossier), output=output)
    library = library_for(scheme, "/scheme", language)
    rules = Rules(loaded(lambda: load_certification_scheme(data_root(), library, scheme)), library)
    found = record_decision(asked, rules, Reports(content_beside(named.dossier), usable_adapters()))
    if isinstance(found, NotDecided):
        files = {SETTINGS: named.body, ADOPTED: named.adopted, DOSSIER: named.dossier}
        part = next(each for each in files if each in found.faults)
        refuse(found.faults[part], language, Subject(files[part]), output=output)
    return asked, rules, found
