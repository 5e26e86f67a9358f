"""A running service as a command sees it: its address, the key of the environment, and an answer that is a refusal.

The key comes from `LABVERDICT_KEY` alone: what is typed as an argument stands in histories and lists of processes.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, NoReturn
from urllib.parse import urlsplit

import typer

from app.cli.exits import Exit
from app.cli.options import Output
from app.cli.screen import complain
from app.wording import Language
from app.wording.served import Said

if TYPE_CHECKING:
    from app.client import Client, LabverdictError, Refused

KEY = "LABVERDICT_KEY"
UNAUTHENTICATED = 401


def address_typed(text: str) -> str:
    """Return the address of a service; anything else is wrong usage, a name or password in it too."""
    if not (text.isascii() and text.isprintable() and " " not in text) or not _is_address(text):
        raise typer.BadParameter("expected an address such as https://labverdict.example")
    return text.rstrip("/")


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        named = parts.hostname and parts.port != 0
    except ValueError:
        return False
    return bool(named) and parts.scheme in {"http", "https"} and not ("@" in parts.netloc or "?" in text or "#" in text)


Url = Annotated[
    str,
    typer.Option(
        "--url",
        envvar="LABVERDICT_URL",
        metavar="ADDRESS",
        parser=address_typed,
        help=f"Address of the service; the key comes from {KEY}.",
        show_default=False,
    ),
]
Again = Annotated[
    str | None,
    typer.Option(
        "--again", metavar="KEY", help="Idempotency key of the same request, whose answer got lost.", show_default=False
    ),
]


@dataclass(frozen=True, slots=True)
class Asking:
    """Which service is asked, how its answer is shown, and which file is sent; `within` is where that lies in the body.

    `posts` is told of a request that may have been carried out though no answer came.
    """

    url: str
    output: Output
    language: Language
    file: str | None = None
    within: str = ""
    posts: bool = False


@contextmanager
def asked(asking: Asking) -> Iterator["Client"]:
    """Give a client of the service; leave after saying what it refuses, or that it does not answer."""
    from app.client import Client, LabverdictError, Refused

    try:
        with Client(asking.url, _key(asking), language=asking.language.value) as client:
            yield client
    except Refused as refused:
        _tell(refused, asking)
    except LabverdictError as error:
        _tell_silence(error, asking)


def _key(asking: Asking) -> str:
    key = os.environ.get(KEY, "").strip()
    if not key or not key.isascii() or not key.isprintable() or " " in key:
        complain([f"labverdict: {Said.NO_KEY.to(asking.language).format(KEY)}"])
        raise typer.Exit(Exit.REFUSED)
    return key


def _tell_silence(error: "LabverdictError", asking: Asking) -> NoReturn:
    """Say that no promised answer came; whoever posted learns how to ask again without doing it twice."""
    said = [Said.NO_ANSWER.to(asking.language).format(error)]
    said += [Said.AGAIN.to(asking.language).format(error.key)] if asking.posts and error.key else []
    complain([f"{asking.url}: {'; '.join(said)}"])
    raise typer.Exit(Exit.UNANSWERED)


def _tell(refused: "Refused", asking: Asking) -> NoReturn:
    """Say why a step is not taken as `case advance` does, and any other refusal as that of a file."""
    from app.cli.refusal import Subject, refuse
    from app.cli.served_step import tell_step
    from lims_adapters.contract import Issue

    step, problem = refused.problem.get("step"), refused.problem
    if isinstance(step, dict):
        tell_step(step, asking.output, asking.language)
    if refused.faults:
        issues = [Issue(fault.code, _place(fault.place, asking), "", fault.expected) for fault in refused.faults]
        words = {fault.code: fault.detail for fault in refused.faults}
        refuse(issues, asking.language, Subject(asking.file), words=words, output=asking.output)
    place = KEY if refused.status == UNAUTHENTICATED else asking.url
    words = {refused.code: str(problem.get("detail", refused.status))}
    refuse([Issue(refused.code, place, "", "")], asking.language, words=words, output=asking.output)


def _place(where: str, asking: Asking) -> str:
    """Return a place in terms of what was typed: a pointer of the file, or the option that a member came from."""
    if where.startswith("parameter "):
        return f"--{where.removeprefix('parameter ').replace('_', '-')}"
    if not asking.within or not where.startswith("/"):
        return where
    if where == asking.within or where.startswith(f"{asking.within}/"):
        return where.removeprefix(asking.within) or "/"
    return f"--{where[1:]}"
