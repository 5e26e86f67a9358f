"""The rules that a verdict rests on."""

from collections.abc import Mapping
from typing import Protocol

from app.intake.vocabulary import Vocabulary
from app.verification.scheme import Scheme


class RuleShelf(Protocol):
    """Schemes with their limits, and the names by which reports are read."""

    @property
    def schemes(self) -> Mapping[str, Scheme]:
        """Return every scheme's edition by its rule number."""
        ...

    @property
    def vocabulary(self) -> Vocabulary:
        """Return the lookup tables for items and methods."""
        ...
