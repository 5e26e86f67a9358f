"""The rule data for a command, or every reason why they cannot be used."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

import typer

from app.cli.exits import Exit
from app.cli.options import Output
from app.cli.refusal import refuse
from app.cli.screen import complain
from app.library.fault import LibraryRefused, SchemeUnknown
from app.library.shelf import Library, data_root, load, load_scheme
from app.verification.scheme import Scheme
from app.wording import Language
from lims_adapters.contract import Issue

Read = TypeVar("Read")


def whole_library() -> Library:
    """Return everything that is held."""
    return loaded(lambda: load(data_root()))


def scheme_library(scheme: str, place: str) -> Library | Issue:
    """Return what a verdict under one scheme needs; an unknown scheme is a fault of what was typed at `place`."""
    try:
        return loaded(lambda: load_scheme(data_root(), scheme))
    except SchemeUnknown as unknown:
        return Issue("scheme_unknown", place, scheme, "one of " + ", ".join(unknown.known))


def library_for(scheme: str, place: str, language: Language) -> Library:
    """Return what is held of one scheme, or leave after naming those that are known."""
    library = scheme_library(scheme, place)
    if isinstance(library, Issue):
        refuse([library], language)
    return library


def adopted_into(
    library: Library | Issue, scheme: str, name: str | None, language: Language, output: Output
) -> Callable[[Scheme, date], Scheme] | None:
    """Return what puts the adopted limits of a file into a scheme, or leave after naming every fault of the file.

    None where no file is named, or where there is no such scheme, which is a fault of its own.
    """
    if name is None or isinstance(library, Issue):
        return None
    from app.cli.adopted_file import read_adopted

    return read_adopted(name, library.schemes[scheme], language, output).hold


def loaded(read: Callable[[], Read]) -> Read:
    """Return what was read, or leave after naming every fault of the rule data, which no input can be blamed for."""
    try:
        return read()
    except LibraryRefused as refused:
        complain(["the rule data are broken:", *(f"  {fault}" for fault in refused.faults)])
        raise typer.Exit(Exit.FAULT) from refused
