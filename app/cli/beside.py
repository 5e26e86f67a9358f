"""The reports that a document refers to, which lie in its own folder or below it."""

from collections.abc import Callable
from pathlib import Path

from app.cli.files import read_file
from app.cli.report_file import delivery_of
from app.workflow.decide_dossier import Deliver
from lims_adapters.contract import Issue

_OUTSIDE = Issue("file_unreadable", "", "a file outside the document's folder", "a file in the folder of the document")


def content_beside(document: str) -> Callable[[str], bytes | Issue]:
    """Return what reads a file by the name under which a document refers to it."""
    return lambda name: read_file(_path(document, name)) if _is_inside(document, name) else _OUTSIDE


def reports_beside(document: str) -> Deliver:
    """Return what finds reports by their names in a document."""
    return lambda name: delivery_of(_path(document, name)) if _is_inside(document, name) else _OUTSIDE


def _path(document: str, name: str) -> str:
    return str(Path(document).parent / name)


def _is_inside(document: str, name: str) -> bool:
    """Tell whether a file lies beside the document, whose sender does not choose which other files are opened."""
    return Path(_path(document, name)).resolve().is_relative_to(Path(document).parent.resolve())
