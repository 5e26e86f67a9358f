"""The dossier that a user names -> the dossier and its scheme, or every fault of it and of its reports."""

from dataclasses import dataclass
from pathlib import Path

from app.certification.certification_scheme import CertificationScheme
from app.certification.dossier import Dossier
from app.certification.dossier_form import scheme_named
from app.certification.form import Refused
from app.cli.adopted_file import read_adopted
from app.cli.documents import read_file_as
from app.cli.options import Output
from app.cli.report_file import delivery_of
from app.cli.shelf import library_for, loaded
from app.library.certification_schemes import load_certification_scheme
from app.library.shelf import data_root
from app.wording import Language
from app.workflow.decide_dossier import Deliver, as_held, dossier_from
from lims_adapters.contract import Delivery, Issue

_OUTSIDE = Issue("file_unreadable", "", "a file outside the dossier's folder", "a file in the folder of the dossier")


@dataclass(frozen=True, slots=True)
class AdoptedBy:
    """The body that decides, and the file with the limits that it has adopted."""

    body: str
    file: str


def reports_beside(dossier: str) -> Deliver:
    """Return what finds the reports of a dossier, which lie in its own folder or below it.

    Who sends a dossier does not choose which other files of the reader's are opened.
    """
    folder = Path(dossier).parent

    def deliver(report: str) -> Delivery | Issue:
        is_inside = (folder / report).resolve().is_relative_to(folder.resolve())
        return delivery_of(str(folder / report)) if is_inside else _OUTSIDE

    return deliver


def read_dossier_file(
    name: str, language: Language, output: Output, adopted: AdoptedBy | None = None
) -> tuple[CertificationScheme, Dossier]:
    """Read a dossier, and its scheme with the limits that its body has adopted; leave after naming its faults."""

    def read(content: bytes) -> tuple[CertificationScheme, Dossier] | Refused:
        id_ = scheme_named(content)
        if isinstance(id_, Refused):
            return id_
        library = library_for(id_, "/scheme", language)
        scheme = loaded(lambda: load_certification_scheme(data_root(), library, id_))
        hold = None
        if adopted is not None:
            hold = read_adopted(adopted.file, scheme.limits, language, output, body=adopted.body).hold
        dossier = dossier_from(content, scheme, library, reports_beside(name), hold=hold)
        if isinstance(dossier, Refused):
            return dossier
        return (scheme if hold is None else as_held(scheme, dossier, hold)), dossier

    return read_file_as(name, read, language, output)
