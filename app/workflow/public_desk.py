"""What those need who have no credential and hold a certificate in their hands."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from app.certification.certification_scheme import CertificationScheme
from app.ports.body_papers import BodyPapers
from app.ports.certificates import Published
from app.ports.machine import Clock
from app.ports.rules import RuleShelf
from lims_adapters.registry import Registry


class Register(Protocol):
    """Where certificates can be looked up."""

    def published(self, number: str) -> Published | None:
        """Return what anybody may see of a certificate number."""
        ...


@dataclass(frozen=True, slots=True)
class PublicDesk:
    """The register, the papers of bodies, the schemes by their rule numbers, what reads reports, and the clock."""

    register: Register
    papers: BodyPapers
    schemes: Callable[[str], CertificationScheme | None]
    shelf: RuleShelf
    registry: Registry
    clock: Clock
