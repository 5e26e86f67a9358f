"""The installation that a command works on: its settings, store, rules and keys, or every reason why it cannot."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import typer
from sqlalchemy.exc import SQLAlchemyError

from app.cli.exits import Exit
from app.cli.screen import complain
from app.keys.key_file import KeyFileRefused
from app.library.fault import LibraryRefused
from app.ports.machine import Clock
from app.service import SchemaBehind, Service, Stores, assemble, open_stores
from app.settings import Settings, SettingsRefused, read_settings
from app.store.schema import SchemaUnknown, TooMighty


def settings(chosen: Mapping[str, str] | None = None) -> Settings:
    """Return the settings of the environment, or those that are chosen instead; or leave after naming every fault."""
    try:
        return read_settings(os.environ if chosen is None else chosen, terminal=sys.stderr.isatty())
    except SettingsRefused as refused:
        complain(f"labverdict: {fault}" for fault in refused.faults)
        raise typer.Exit(Exit.REFUSED) from refused


@contextmanager
def opened(chosen: Settings) -> Iterator[Stores]:
    """Open the store for a command that needs nothing else."""
    with _refusals():
        stores = open_stores(chosen)
    try:
        with _refusals():
            yield stores
    finally:
        stores.close()


@contextmanager
def assembled(chosen: Settings, clock: Clock | None = None) -> Iterator[Service]:
    """Put the whole service together for a command; `clock` stands in for that of the system."""
    with _refusals():
        service = assemble(chosen, clock)
    try:
        with _refusals():
            yield service
    finally:
        service.stores.close()


@contextmanager
def _refusals() -> Iterator[None]:
    """Leave with one sentence where the installation is at fault; the address of a database is not shown."""
    try:
        yield
    except (SchemaBehind, SchemaUnknown, TooMighty, KeyFileRefused) as refused:
        complain([f"labverdict: {refused}"])
        raise typer.Exit(Exit.REFUSED) from refused
    except LibraryRefused as refused:
        complain(["the rule data are broken:", *(f"  {fault}" for fault in refused.faults)])
        raise typer.Exit(Exit.FAULT) from refused
    except SQLAlchemyError as fault:
        complain([f"labverdict: the database does not answer as it should: {type(fault).__name__}"])
        raise typer.Exit(Exit.REFUSED) from fault
