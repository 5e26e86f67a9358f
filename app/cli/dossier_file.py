"""The dossier that a user names -> the dossier and its scheme, or every fault of it and of its reports."""

from pathlib import Path

from app.certification.certification_scheme import CertificationScheme
from app.certification.dossier import Dossier
from app.certification.dossier_form import scheme_named
from app.certification.form import Refused
from app.cli.documents import read_file_as
from app.cli.options import Output
from app.cli.report_file import delivery_of
from app.cli.shelf import library_for, loaded
from app.library.certification_schemes import load_certification_scheme
from app.library.shelf import data_root
from app.wording import Language
from app.workflow.decide_dossier import Deliver, dossier_from
from lims_adapters.contract import Delivery, Issue

_OUTSIDE = Issue("file_unreadable", "", "a file outside the document's folder", "a file in the folder of the document")


def reports_beside(name: str) -> Deliver:
    """Return what finds reports in the folder of a document or below it.

    Who sends a document does not choose which other files of the reader's are opened.
    """

    def deliver(report: str) -> Delivery | Issue:
        folder = Path(name).parent
        is_inside = (folder / report).resolve().is_relative_to(folder.resolve())
        return delivery_of(str(folder / report)) if is_inside else _OUTSIDE

    return deliver


def read_dossier_file(name: str, language: Language, output: Output) -> tuple[CertificationScheme, Dossier]:
    """Read a dossier, whose reports lie in its own folder or below it; leave after naming its faults."""
    deliver = reports_beside(name)

    def read(content: bytes) -> tuple[CertificationScheme, Dossier] | Refused:
        id_ = scheme_named(content)
        if isinstance(id_, Refused):
            return id_
        library = library_for(id_, "/scheme", language)
        scheme = loaded(lambda: load_certification_scheme(data_root(), library, id_))
        dossier = dossier_from(content, scheme, library, deliver)
        return dossier if isinstance(dossier, Refused) else (scheme, dossier)

    return read_file_as(name, read, language, output)
