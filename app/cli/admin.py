"""`labverdict admin`: who takes part, and with what. Whoever can open the installation's store can do all of it."""

from datetime import date
from typing import Annotated

import typer

from app.cli.admin_keys import issue, list_keys, revoke, start
from app.cli.admin_options import Form, Kind, Name, OfAccount, OfRole, Org
from app.cli.options import Lang, Output, day_typed
from app.identity.organisations import OrganisationKind
from app.wording import Language


def admin_commands() -> typer.Typer:
    """Return `labverdict admin` whole."""
    top = _group("Who takes part: organisations, persons, accounts, roles and keys.")
    top.command("start")(start)
    organisation = _group("Laboratories, certification bodies, ...")
    organisation.command("add")(add_organisation)
    organisation.command("list")(list_organisations)
    person = _group("Human beings; four-eyes compares these.")
    person.command("add")(add_person)
    person.command("list")(list_persons)
    account = _group("What signs in: of a person, or of a machine.")
    account.command("add")(add_account)
    account.command("list")(list_accounts)
    role = _group("What accounts may do, by dates.")
    role.command("grant")(grant_role)
    role.command("revoke")(revoke_role)
    role.command("list")(list_roles)
    key = _group("API keys and client secrets.")
    key.command("issue")(issue)
    key.command("revoke")(revoke)
    key.command("list")(list_keys)
    for name, group in {
        "organisation": organisation,
        "person": person,
        "account": account,
        "role": role,
        "key": key,
    }.items():
        top.add_typer(group, name=name)
    return top


def _group(told: str) -> typer.Typer:
    return typer.Typer(help=told, no_args_is_help=True)


def add_organisation(kind: Kind, name: Name, *, output: Form = Output.TABLE, lang: Lang = Language.ZH) -> None:
    """Add an organisation."""
    from app.cli.admin_output import ORGANISATIONS, office, show_one
    from app.workflow import administer

    with office() as desk:
        show_one(administer.add_organisation(kind, name, desk), ORGANISATIONS, output, lang)


def list_organisations(
    *,
    kind: Annotated[
        OrganisationKind | None, typer.Option("--kind", metavar="KIND", help="Only those of this kind.")
    ] = None,
    output: Form = Output.TABLE,
    lang: Lang = Language.ZH,
) -> None:
    """List the organisations by name."""
    from app.cli.admin_output import ORGANISATIONS, office, show_all

    with office() as desk:
        show_all(desk.access.organisations(kind), ORGANISATIONS, output, lang)


def add_person(org: Org, name: Name, *, output: Form = Output.TABLE, lang: Lang = Language.ZH) -> None:
    """Add a person to an organisation."""
    from app.cli.admin_output import PERSONS, office, show_one
    from app.workflow import administer

    with office() as desk:
        show_one(administer.add_person(org, name, desk), PERSONS, output, lang)


def list_persons(org: Org, *, output: Form = Output.TABLE, lang: Lang = Language.ZH) -> None:
    """List the persons of an organisation."""
    from app.cli.admin_output import PERSONS, office, show_all
    from app.workflow import administer

    with office() as desk:
        show_all(administer.persons_of(org, desk), PERSONS, output, lang)


def add_account(
    org: Org,
    name: Name,
    *,
    person: Annotated[
        str | None, typer.Option("--person", metavar="ID", help="The person whose it is [none: a machine's].")
    ] = None,
    output: Form = Output.TABLE,
    lang: Lang = Language.ZH,
) -> None:
    """Add an account of a person or of a machine to an organisation."""
    from app.cli.admin_output import ACCOUNTS, office, show_one
    from app.workflow import administer

    with office() as desk:
        show_one(administer.add_account(org, name, person, desk), ACCOUNTS, output, lang)


def list_accounts(org: Org, *, output: Form = Output.TABLE, lang: Lang = Language.ZH) -> None:
    """List the accounts of an organisation."""
    from app.cli.admin_output import ACCOUNTS, office, show_all
    from app.workflow import administer

    with office() as desk:
        show_all(administer.accounts_of(org, desk), ACCOUNTS, output, lang)


def grant_role(
    account: OfAccount,
    role: OfRole,
    *,
    valid_from: Annotated[
        date | None, typer.Option("--from", metavar="DATE", parser=day_typed, help="First day [today in Shanghai].")
    ] = None,
    valid_until: Annotated[
        date | None,
        typer.Option("--until", metavar="DATE", parser=day_typed, help="Day on which it ends [until revoked]."),
    ] = None,
    by: Annotated[
        str | None, typer.Option("--by", metavar="ID", help="The person who grants it [this installation].")
    ] = None,
    output: Form = Output.TABLE,
    lang: Lang = Language.ZH,
) -> None:
    """Grant a role to an account."""
    from app.cli.admin_output import ROLES, office, show_one
    from app.workflow import administer

    with office() as desk:
        granted = administer.grant_role(account, role, administer.Term(valid_from, valid_until), by, desk)
        show_one(granted, ROLES, output, lang)


def revoke_role(
    grant: Annotated[str, typer.Argument(metavar="GRANT", help="Id of the grant.", show_default=False)],
    *,
    output: Form = Output.TABLE,
    lang: Lang = Language.ZH,
) -> None:
    """End a role grant at once."""
    from app.cli.admin_output import office, tell_revoked
    from app.workflow import administer

    with office() as desk:
        tell_revoked(administer.revoke_role(None, grant, desk), {"grant": grant}, output, lang)


def list_roles(account: OfAccount, *, output: Form = Output.TABLE, lang: Lang = Language.ZH) -> None:
    """List every role grant of an account, ended ones too."""
    from app.cli.admin_output import ROLES, office, show_all
    from app.workflow import administer

    with office() as desk:
        show_all(administer.grants_of(account, desk), ROLES, output, lang)
