"""Arguments and options that the commands of `labverdict admin` share."""

from typing import Annotated

import typer

from app.cli.options import Output
from app.identity.organisations import OrganisationKind
from app.identity.roles import Role

Form = Annotated[Output, typer.Option("--output", help="A table to read, or one record a line.")]
Kind = Annotated[
    OrganisationKind, typer.Argument(metavar="KIND", help=", ".join(OrganisationKind) + ".", show_default=False)
]
Name = Annotated[str, typer.Argument(metavar="NAME", help="The full name.", show_default=False)]
Org = Annotated[str, typer.Argument(metavar="ORG", help="Id of the organisation.", show_default=False)]
OfAccount = Annotated[str, typer.Argument(metavar="ACCOUNT", help="Id of the account.", show_default=False)]
OfRole = Annotated[Role, typer.Argument(metavar="ROLE", help=", ".join(Role) + ".", show_default=False)]
