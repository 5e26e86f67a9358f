"""`labverdict case import`: a certificate from before the service, with its history, into the installation."""

from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.options import Lang, Output
from app.wording import Language

if TYPE_CHECKING:
    from app.service import Service
    from app.workflow.case_desk import Acting, Faulty


def import_case_file(
    file: Annotated[str, typer.Argument(metavar="FILE", help="Certificate and history (JSON).", show_default=False)],
    *,
    account: Annotated[
        str, typer.Option(metavar="ID", help="Account of the person of the body who takes it in.", show_default=False)
    ],
    output: Annotated[Output, typer.Option(help="A table to read, or JSON.")] = Output.TABLE,
    lang: Lang = Language.ZH,
) -> None:
    """Take in a certificate from before the service; it is marked as imported wherever it is shown.

    Exit code: 0 taken in, 30 refused, with every fault.
    """
    import json

    from app.cli.documents import content_of, print_json
    from app.cli.import_table import import_pairs
    from app.cli.installation import assembled, settings
    from app.cli.refusal import Subject, refuse
    from app.cli.screen import show
    from app.cli.verdict_table import pairs
    from app.ports.evidence import Answer
    from app.workflow.case_desk import Faulty
    from app.workflow.import_case import import_case
    from lims_adapters.contract import Issue

    taken = Issue("case_number_taken", "/number", "", "a number that no application of the body has")

    content = content_of(file, lang, output)
    with assembled(settings()) as service:
        acting = _acting(service, account)
        found = acting if isinstance(acting, Faulty) else import_case(acting, content, service.cases)
    if not isinstance(found, Answer):
        refuse(found.issues if isinstance(found, Faulty) else (taken,), lang, Subject(file), output=output)
    told = json.loads(found.body)
    match output:
        case Output.JSON:
            print_json([told])
        case Output.TABLE:
            show(pairs(import_pairs(told, lang)))


def _acting(service: "Service", account_id: str) -> "Acting | Faulty":
    """Return who takes it in: a person of a certification body by an account."""
    from app.identity.organisations import OrganisationKind
    from app.workflow.case_desk import Acting, Faulty
    from lims_adapters.contract import Issue

    access = service.stores.access
    account = access.account(account_id)
    organisation = None if account is None else access.organisation(account.organisation)
    is_body = organisation is not None and organisation.kind is OrganisationKind.CERTIFICATION_BODY
    if account is None or account.person is None or not is_body:
        return Faulty((Issue("account_unusable", "--account", account_id, "an account of a person of a body"),))
    return Acting(account.organisation, account.person, account.id, frozenset())
