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
from app.workflow.decide_dossier import dossier_from
from lims_adapters.contract import Delivery, Issue


def read_dossier_file(name: str, language: Language, output: Output) -> tuple[CertificationScheme, Dossier]:
    """Read a dossier, whose reports lie where its names lead to from its own folder; leave after naming its faults."""
    id_ = read_file_as(name, scheme_named, language, output)
    library = library_for(id_, "/scheme", language)
    scheme = loaded(lambda: load_certification_scheme(data_root(), library, id_))

    def deliver(report: str) -> Delivery | Issue:
        return delivery_of(str(Path(name).parent / report))

    def read(content: bytes) -> Dossier | Refused:
        return dossier_from(content, scheme, library, deliver)

    return scheme, read_file_as(name, read, language, output)
