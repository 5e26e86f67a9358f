"""Records of `labverdict admin` -> standard output: a table for people, one JSON object a line for programs."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Generic, NoReturn, TypeVar

import typer

from app.cli.admin_words import EXPIRES, REFUSALS, REVOKED, SHOWN_ONCE, STATES, Title
from app.cli.exits import Exit
from app.cli.grid import Row, grid
from app.cli.installation import opened, settings
from app.cli.labels import Label
from app.cli.options import Output
from app.cli.refusal import Subject, refusal_json
from app.cli.screen import complain, plain, screen_width, show
from app.identity.credentials import credential_is_live
from app.machine import RandomIds, SystemClock
from app.ports.access import Account, CredentialRow, Granted, Organisation, Person
from app.ports.machine import instant_text
from app.wording import Language
from app.workflow.administer import NotDone, Office, Started
from lims_adapters.contract import Issue

_NOTHING = "—"
_STARTED = (Title.ORGANISATION, Title.PERSON, Title.ACCOUNT)

Record = Mapping[str, object]
Shown = TypeVar("Shown")


@dataclass(frozen=True, slots=True)
class Sheet(Generic[Shown]):
    """How something is shown: as a record, and which of its values stand in a table."""

    record: Callable[[Shown], Record]
    titles: tuple[Title, ...]


@contextmanager
def office() -> Iterator[Office]:
    """Open the installation's store, with its clock and its chance."""
    ids = RandomIds()
    with opened(settings()) as stores:
        yield Office(stores.access, SystemClock(), ids, ids)


def show_one(done: Shown | NotDone, sheet: Sheet[Shown], output: Output, language: Language) -> None:
    """Print what was done, or every reason why it was not."""
    show_all(done if isinstance(done, NotDone) else [done], sheet, output, language)


def show_all(found: Sequence[Shown] | NotDone, sheet: Sheet[Shown], output: Output, language: Language) -> None:
    """Print what was found, or every reason why nothing was looked for."""
    if isinstance(found, NotDone):
        refuse_all(found, output, language)
    records = [sheet.record(each) for each in found]
    match output:
        case Output.JSON:
            _write_lines(map(_json, records))
        case Output.TABLE:
            rows = [Row(tuple(_cell(record, title, language) for title in sheet.titles)) for record in records]
            show(grid([title.to(language) for title in sheet.titles], rows, screen_width()))


def show_key(row: CredentialRow, text: str, output: Output, language: Language) -> None:
    """Print a new key, and what is known of it: beside it for programs, on standard error for people."""
    match output:
        case Output.JSON:
            _write_lines([_json({**_key(row.created_at, row), "secret": text})])
        case Output.TABLE:
            show([plain(text)])
            expiry = f"{row.id}: {EXPIRES.to(language)} {instant_text(row.expires_at)}"
            complain([expiry, SHOWN_ONCE.to(language)])


def show_started(started: Started, output: Output, language: Language) -> None:
    """Print the first key of an organisation; its identifiers stand beside it or on standard error."""
    founding = started.founding
    ids = {"organisation": founding.organisation.id, "person": founding.person.id, "account": founding.account.id}
    roles = [granted.grant.role.value for granted in founding.grants]
    match output:
        case Output.JSON:
            key = _key(founding.credential.created_at, founding.credential)
            _write_lines([_json({**key, **ids, "roles": roles, "secret": started.text})])
        case Output.TABLE:
            complain(f"{title.to(language)}: {ids[title.name.lower()]}" for title in _STARTED)
            complain([f"{Title.ROLE.to(language)}: {' '.join(roles)}"])
            show_key(founding.credential, started.text, output, language)


def tell_revoked(not_done: NotDone | None, what: Mapping[str, str], output: Output, language: Language) -> None:
    """Say that something was revoked, or why not."""
    if not_done is not None:
        refuse_all(not_done, output, language)
    match output:
        case Output.JSON:
            _write_lines([_json({**what, "revoked": True})])
        case Output.TABLE:
            show(plain(f"{identifier}: {REVOKED.to(language)}") for identifier in what.values())


def refuse_all(not_done: NotDone, output: Output, language: Language) -> NoReturn:
    """Name every reason and leave."""
    issues = [Issue(reason.value, REFUSALS[reason].place, "", REFUSALS[reason].expected) for reason in not_done.reasons]
    if output is Output.JSON:
        _write_lines([refusal_json(issues, Subject())])
    lines = [f"labverdict: {Label.REFUSED.to(language)} ({Label.FAULTS.to(language)}: {len(issues)})"]
    for reason in not_done.reasons:
        said = REFUSALS[reason]
        expected = f"; {Label.EXPECTED.to(language)} {said.expected}" if said.expected else ""
        lines.append(f"  {said.place}: {said.words.to(language).removesuffix('.')}{expected} [{reason.value}]")
    complain(lines)
    raise typer.Exit(Exit.REFUSED)


def _organisation(organisation: Organisation) -> Record:
    return {"organisation": organisation.id, "kind": organisation.kind, "name": organisation.name}


def _person(person: Person) -> Record:
    return {"person": person.id, "organisation": person.organisation, "name": person.name}


def _account(account: Account) -> Record:
    owner = {"organisation": account.organisation, "person": account.person}
    return {"account": account.id, **owner, "name": account.name}


def _grant(granted: Granted) -> Record:
    grant = granted.grant
    return {
        "grant": granted.id,
        "role": grant.role,
        "valid_from": grant.valid_from.isoformat(),
        "valid_until": None if grant.valid_until is None else grant.valid_until.isoformat(),
        "granted_by": grant.granted_by,
        "revoked_at": None if grant.revoked_at is None else instant_text(grant.revoked_at),
    }


def _key(now: datetime, key: CredentialRow) -> Record:
    """Return what is shown of a key: everything but its text and the digest of it."""
    is_live = credential_is_live(key.expires_at, key.revoked_at, now)
    return {
        "key": key.id,
        "account": key.account,
        "kind": key.kind,
        "scopes": sorted(key.scopes),
        "created_at": instant_text(key.created_at),
        "expires_at": instant_text(key.expires_at),
        "revoked_at": None if key.revoked_at is None else instant_text(key.revoked_at),
        "state": "live" if is_live else "revoked" if key.revoked_at is not None else "expired",
    }


ORGANISATIONS = Sheet(_organisation, (Title.ORGANISATION, Title.KIND, Title.NAME))
PERSONS = Sheet(_person, (Title.PERSON, Title.NAME))
ACCOUNTS = Sheet(_account, (Title.ACCOUNT, Title.PERSON, Title.NAME))
ROLES = Sheet(
    _grant, (Title.GRANT, Title.ROLE, Title.VALID_FROM, Title.VALID_UNTIL, Title.GRANTED_BY, Title.REVOKED_AT)
)


def keys_at(now: datetime) -> Sheet[CredentialRow]:
    """Return how keys are shown at an instant."""
    return Sheet(partial(_key, now), (Title.KEY, Title.KIND, Title.STATE, Title.EXPIRES_AT, Title.SCOPES))


def _cell(record: Record, title: Title, language: Language) -> str:
    value = record[title.name.lower()]
    match value:
        case None:
            return _NOTHING
        case list():
            return " ".join(value)
        case str() if title is Title.STATE:
            return STATES[value].to(language)
        case _:
            return str(value)


def _write_lines(lines: Iterable[str]) -> None:
    sys.stdout.buffer.writelines(line.encode() + b"\n" for line in lines)
    sys.stdout.buffer.flush()


def _json(record: Record) -> str:
    return json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
