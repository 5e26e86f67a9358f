"""Input that is refused: every fault in the sender's terms, on standard error and for programs as JSON."""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NoReturn

import typer

from app.cli.exits import Exit
from app.cli.labels import Label
from app.cli.options import Output
from app.cli.screen import complain
from app.wording import ISSUES, Language
from lims_adapters.contract import Issue
from lims_adapters.faults import printable

FORMAT = "labverdict.refusal/1"
MOST_LINES = 100


@dataclass(frozen=True, slots=True)
class Subject:
    """What was read: the file (None for what was typed on the command line), the file of its head, and files beside.

    A fault in one of the others names it before its place.
    """

    file: str | None = None
    head: str | None = None
    beside: tuple[str, ...] = ()

    def place(self, where: str) -> tuple[str | None, str]:
        """Return the file in which a fault lies, None for the command line, and the place there.

        An empty text in place of a file's name is a fault of the argument.
        """
        if not self.file or where.startswith("--"):
            return None, where or "FILE"
        for other in (self.head, *self.beside):
            if other is not None and where.startswith(f"{other}: "):
                return other, where.removeprefix(f"{other}: ")
        return self.file, "" if where == self.file else where


def refuse(
    issues: Sequence[Issue],
    language: Language,
    subject: Subject = Subject(),
    *,
    hint: str | None = None,
    words: Mapping[str, str] | None = None,
    output: Output = Output.TABLE,
) -> NoReturn:
    """Name the faults and leave: people get `MOST_LINES` of them and how many more there are, programs get all.

    `words` say what the codes of somebody else mean.
    """
    if output is Output.JSON:
        sys.stdout.buffer.write(refusal_json(issues, subject).encode() + b"\n")
        sys.stdout.buffer.flush()
    name = printable(subject.file) if subject.file else "labverdict"
    lines = [f"{name}: {Label.REFUSED.to(language)} ({Label.FAULTS.to(language)}: {len(issues)})"]
    lines += [fault_line(issue, subject, language, words) for issue in issues[:MOST_LINES]]
    if (further := len(issues) - MOST_LINES) > 0:
        lines.append(f"  {Label.MORE.to(language).format(further)}")
    complain(lines if hint is None else [*lines, hint])
    raise typer.Exit(Exit.REFUSED)


def refusal_json(issues: Sequence[Issue], subject: Subject) -> str:
    """Return the refusal as one line of JSON."""
    listed = []
    for issue in issues:
        file, where = subject.place(issue.where)
        listed.append(
            {
                "code": issue.code,
                "file": None if file is None else printable(file),
                "where": printable(where),
                "found": printable(issue.found),
                "expected": printable(issue.expected),
            }
        )
    return json.dumps({"format": FORMAT, "issues": listed}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fault_line(issue: Issue, subject: Subject, language: Language, words: Mapping[str, str] | None = None) -> str:
    """Return one fault as one line: file, place, what is wrong, what was found and expected, code."""
    known, told = ISSUES.get(issue.code), (words or {}).get(issue.code, "")
    sentence = printable(told) if known is None else known.to(language)
    said = [sentence.removesuffix(".")] if sentence else []
    if issue.found:
        said.append(f'{Label.FOUND.to(language)} "{printable(issue.found)}"')
    if issue.expected:
        said.append(f"{Label.EXPECTED.to(language)} {printable(issue.expected)}")
    place = ": ".join(printable(part) for part in subject.place(issue.where) if part)
    return f"  {place}: {'; '.join(said)} [{printable(issue.code)}]"
