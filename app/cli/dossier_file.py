"""The reports of a dossier, which lie in its own folder or below it."""

from collections.abc import Callable
from pathlib import Path

from app.cli.files import read_file
from app.cli.report_file import delivery_of
from app.workflow.decide_dossier import Deliver
from lims_adapters.contract import Issue

_OUTSIDE = Issue("file_unreadable", "", "a file outside the dossier's folder", "a file in the folder of the dossier")


def content_beside(dossier: str) -> Callable[[str], bytes | Issue]:
    """Return what reads a file by the name under which a dossier refers to it."""
    return lambda name: read_file(_path(dossier, name)) if _is_inside(dossier, name) else _OUTSIDE


def reports_beside(dossier: str) -> Deliver:
    """Return what finds the reports of a dossier by their names in it."""
    return lambda name: delivery_of(_path(dossier, name)) if _is_inside(dossier, name) else _OUTSIDE


def _path(dossier: str, name: str) -> str:
    return str(Path(dossier).parent / name)


def _is_inside(dossier: str, name: str) -> bool:
    """Tell whether a file lies beside the dossier, whose sender does not choose which other files are opened."""
    return Path(_path(dossier, name)).resolve().is_relative_to(Path(dossier).parent.resolve())
