"""Which of the roles that an account has take steps in cases, and as whom."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from app.certification.lifecycle.vocabulary import Actor
from app.identity.roles import Role

ACTORS: Final[Mapping[Role, Actor]] = MappingProxyType(
    {
        Role.CLIENT: Actor.CLIENT,
        Role.LAB_AUTHORISER: Actor.LABORATORY,
        Role.APPLICATION_OFFICER: Actor.APPLICATION_OFFICER,
        Role.PLANNER: Actor.PLANNER,
        Role.EVALUATOR: Actor.EVALUATOR,
        Role.VERIFIER: Actor.VERIFIER,
        Role.REVIEWER: Actor.REVIEWER,
        Role.DECIDER: Actor.DECIDER,
        Role.COMPLAINTS_HANDLER: Actor.COMPLAINTS_HANDLER,
    }
)
"""The system is nobody's role. A laboratory's own operators and machines enter results; who authorises them acts."""
