"""What is wrong with the rule data, with its place: the values that a refusal carries."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One mistake: the file (relative to the data), its line, a stable code, what stands there and what belongs there.

    `line` is 1 for a mistake of the whole file.
    """

    file: str
    line: int
    code: str
    found: str
    expected: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.code}: {self.found!r}, expected {self.expected}"


class LibraryRefused(ValueError):
    """Rule data that cannot be used. Nothing of them is, however many of them are right."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(str(fault) for fault in self.faults))


class SchemeUnknown(LookupError):
    """No scheme of this id is held; `known` are those that are."""

    def __init__(self, scheme: str, known: Sequence[str]) -> None:
        self.scheme = scheme
        self.known = tuple(known)
        super().__init__(f"no scheme {scheme!r} is held, only {', '.join(known)}")
