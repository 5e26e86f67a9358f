"""What the persons of a certification body have declared about its clients."""

from collections.abc import Sequence
from typing import Protocol

from app.certification.cases.situation import Declaration


class Declarations(Protocol):
    """Where they are kept."""

    def declared(self, body: str, client: str) -> Sequence[Declaration]:
        """Return what persons of a body have declared about a client, oldest first; a person counts by the last."""
        ...
