"""`labverdict admin start` and `key`: what ends with a secret on standard output, shown once and stored nowhere."""

from enum import StrEnum
from typing import Annotated

import typer

from app.cli.admin_options import Form, Kind, Name, OfAccount
from app.cli.options import Lang, Output
from app.identity.credentials import CredentialKind
from app.wording import Language


class IssuedKind(StrEnum):
    """What can be issued by hand; tokens are given by the service."""

    API_KEY = CredentialKind.API_KEY.value
    CLIENT_SECRET = CredentialKind.CLIENT_SECRET.value


def start(
    kind: Kind,
    name: Name,
    person: Annotated[str, typer.Argument(metavar="PERSON", help="Name of its first person.", show_default=False)],
    *,
    output: Form = Output.TABLE,
    lang: Lang = Language.ZH,
) -> None:
    """Add an organisation with a person, an account, its first roles (administrator too) and a key, all or nothing.

    The key goes to standard output, everything else to standard error.
    """
    from app.cli.admin_output import office, refuse_all, show_started
    from app.workflow.administer import NotDone
    from app.workflow.administer import start as begin

    with office() as desk:
        begun = begin(kind, name, person, desk)
        if isinstance(begun, NotDone):
            refuse_all(begun, output, lang)
        show_started(begun, output, lang)


def issue(
    account: OfAccount,
    *,
    scopes: Annotated[
        str | None, typer.Option("--scopes", metavar="A,B", help="What it is good for [all that the roles permit].")
    ] = None,
    days: Annotated[int, typer.Option("--days", metavar="N", help="Days until it expires, 366 at most.")] = 365,
    kind: Annotated[
        IssuedKind, typer.Option("--kind", help="A key to send, or a client secret to get tokens with (OAuth 2.0).")
    ] = IssuedKind.API_KEY,
    output: Form = Output.TABLE,
    lang: Lang = Language.ZH,
) -> None:
    """Issue a key. It is shown once, on standard output; its id and expiry go to standard error."""
    from datetime import timedelta

    from app.cli.admin_output import office, refuse_all, show_key
    from app.workflow.administer import NotDone
    from app.workflow.issue_key import KeyRequest, issue_key, read_scopes

    asked = None if scopes is None else read_scopes(name.strip() for name in scopes.split(","))
    if isinstance(asked, NotDone):
        refuse_all(asked, output, lang)
    # What is longer than this is refused all the same, and is no number that a day of the calendar lacks.
    life = timedelta(days=max(0, min(days, 10_000)))
    with office() as desk:
        issued = issue_key(KeyRequest(account, CredentialKind(kind.value), asked, life), desk)
        if isinstance(issued, NotDone):
            refuse_all(issued, output, lang)
        show_key(issued.row, issued.text, output, lang)


def revoke(
    key: Annotated[str, typer.Argument(metavar="KEY", help="Id of the key.", show_default=False)],
    *,
    output: Form = Output.TABLE,
    lang: Lang = Language.ZH,
) -> None:
    """Revoke a key or a client secret; it and its tokens are refused in under a second."""
    from app.cli.admin_output import office, tell_revoked
    from app.workflow.issue_key import revoke_key

    with office() as desk:
        tell_revoked(revoke_key(None, key, desk), {"key": key}, output, lang)


def list_keys(account: OfAccount, *, output: Form = Output.TABLE, lang: Lang = Language.ZH) -> None:
    """List every key and client secret of an account, ended ones too."""
    from app.cli.admin_output import keys_at, office, show_all
    from app.workflow.issue_key import keys_of

    with office() as desk:
        show_all(keys_of(account, desk), keys_at(desk.clock.now()), output, lang)
