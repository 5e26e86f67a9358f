"""What persons of a certification body have declared about its clients: free of conflicts, or advised them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from app.certification.cases.situation import Declaration
from app.ports.evidence import Keeping


@dataclass(frozen=True, slots=True)
class DeclarationRow:
    """One declaration of a person of the body, made under an account of that person about a client organisation."""

    id: str
    body: str
    client: str
    declared: Declaration
    account: str
    at: str


class Declarations(Protocol):
    """What counts of them: of each person the newest one about a client."""

    def declared(self, body: str, client: str) -> Sequence[Declaration]:
        """Return what the persons of a body have declared about a client, oldest first; persons are ids."""
        ...


class DeclarationStore(Declarations, Protocol):
    """Where they are kept. Every method is one transaction."""

    def declare(self, row: DeclarationRow, keeping: Keeping | None = None) -> None:
        """Store and log a declaration, and what is answered; raises `Taken` where the key has an answer."""
        ...

    def all(self, body: str, client: str | None, most: int) -> Sequence[DeclarationRow]:
        """Return a body's declarations, newest first; about every client where none is named."""
        ...
