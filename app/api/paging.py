"""Lists in pages: the newest first, each page below the log entry at which the one before it ended."""

import base64
import binascii
import re
from collections.abc import Sequence
from typing import Annotated

from pydantic import Field, StringConstraints

from app.api.operation import V1
from app.api.problems import Problem, fault
from app.api.queries import Parameters, Whole
from app.ports.reading import RevisionView

MOST, USUAL = 200, 50
_MARK = re.compile(rb"1:([0-9]{1,18})")

Limit = Annotated[Whole, Field(ge=1, le=MOST, description="How many a page holds at most.")]
Cursor = Annotated[
    str,
    StringConstraints(pattern="^[A-Za-z0-9_-]{1,40}$"),
    Field(description="`next` of the page before, as it was told."),
]


class Page(Parameters):
    """Which page of a list."""

    limit: Limit = USUAL
    cursor: Cursor | None = None

    def before(self) -> int | None:
        """Return the entry below which the page starts, None for the first; Problem `cursor_invalid`."""
        return None if self.cursor is None else _entry(self.cursor)


def page(name: str, views: Sequence[RevisionView], asked: Page) -> dict[str, object]:
    """Return a page of views, of which one more was read than the page holds if there is one."""
    shown = views[: asked.limit]
    following = _cursor(shown[-1].entry) if len(views) > asked.limit else None
    return {name: [view(each) for each in shown], "next": following}


def view(revision: RevisionView) -> dict[str, object]:
    """Return a revision as it is shown."""
    report = f"{V1}/reports/{revision.report}"
    links = {
        "report": report,
        "revision": f"{report}/revisions/{revision.revision}",
        "verdict": f"{report}/verdict?revision={revision.revision}",
        "original": f"{report}/original?revision={revision.revision}",
        "proof": f"{V1}/log/entries/{revision.entry}/proof",
    }
    return {**{name: getattr(revision, name) for name in RevisionView.__slots__}, "links": links}


def _cursor(entry: int) -> str:
    return base64.urlsafe_b64encode(b"1:%d" % entry).decode("ascii").rstrip("=")


def _entry(cursor: str) -> int:
    try:
        found = _MARK.fullmatch(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except binascii.Error:
        found = None
    if found is None or _cursor(int(found[1])) != cursor:
        place = fault("cursor_invalid", "parameter cursor", "`next` of an earlier page")
        raise Problem("cursor_invalid", errors=[place])
    return int(found[1])
