"""How a fault of form is put into words that any output can show, and how many of them one answer holds."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from lims_adapters.contract import Issue

MOST_FAULTS = 1000
_TOO_MANY = "too_many_faults"
_LONGEST_EXCERPT = 40


@dataclass(slots=True)
class Faults:
    """The faults found so far, in the order of the document; beyond the first 1000 they are only counted."""

    issues: list[Issue] = field(default_factory=list)
    count: int = 0

    @property
    def are_only_counted(self) -> bool:
        """Tell whether no more faults are listed, so that nobody will ask for their places."""
        return len(self.issues) >= MOST_FAULTS

    def add(self, code: str, where: str, found: str | None, expected: str) -> None:
        """Note one fault; what was found is quoted by an excerpt that any output can show."""
        self.count += 1
        if not self.are_only_counted:
            self.issues.append(fault(code, where, found or "", expected))

    def told(self, where: str) -> tuple[Issue, ...]:
        """Return the faults, and at the end how many more there are; `where` is the place of the whole."""
        more = self.count - len(self.issues)
        return (*self.issues, _more(more, where)) if more else tuple(self.issues)


def bounded(issues: Sequence[Issue], where: str) -> tuple[Issue, ...]:
    """Return no more than the first 1000 faults, and at the end how many more there are, those counted before too."""
    if len(issues) <= MOST_FAULTS:
        return tuple(issues)
    single = [issue for issue in issues if not _is_count(issue)]
    more = len(single[MOST_FAULTS:]) + sum(int(issue.found) for issue in issues if _is_count(issue))
    return (*single[:MOST_FAULTS], _more(more, where))


def _is_count(issue: Issue) -> bool:
    return issue.code == _TOO_MANY and issue.found.isdecimal()


def _more(count: int, where: str) -> Issue:
    return Issue(_TOO_MANY, where, str(count), f"fewer faults: {count} more are not listed")


def excerpt(text: str) -> str:
    """Return the beginning of a text; what cannot be printed (a control, half a surrogate pair) by its number."""
    shown = text if len(text) <= _LONGEST_EXCERPT else text[:_LONGEST_EXCERPT] + "…"
    return printable(shown)


def printable(text: str) -> str:
    r"""Return the text with every character that cannot be printed written as `\u202e`."""
    if text.isprintable():
        return text
    return "".join(character if character.isprintable() else f"\\u{ord(character):04x}" for character in text)


def fault(code: str, where: str, found: str, expected: str) -> Issue:
    """Return the issue, with what was found cut to an excerpt."""
    return Issue(code, where, excerpt(found), expected)
