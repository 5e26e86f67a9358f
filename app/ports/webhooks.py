"""Where organisations want their events, as they see it themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class WebhookView:
    """A webhook. `version` counts its changes from 1; `disabled_at` None means that it is in use."""

    id: str
    url: str
    version: int
    created_at: str
    disabled_at: str | None
    disabled_because: str | None


@dataclass(frozen=True, slots=True)
class UrlTaken:
    """The organisation has another webhook with this URL."""


@dataclass(frozen=True, slots=True)
class DeliveryView:
    """One delivery: `state` is open, delivered or dead; `reason` that of the last failed attempt."""

    event: str
    type: str
    state: str
    attempts: int
    reason: str | None


class Webhooks(Protocol):
    """An organisation's webhooks. A change names the version that it was made from; False and None: no such webhook."""

    def add(self, organisation: str, webhook: str, url: str, at: str) -> WebhookView | UrlTaken:
        """Store a webhook, in use."""
        ...

    def all(self, organisation: str) -> Sequence[WebhookView]:
        """Return the organisation's webhooks, oldest first."""
        ...

    def one(self, organisation: str, webhook: str) -> WebhookView | None:
        """Return one."""
        ...

    def change(
        self, organisation: str, seen: WebhookView, *, url: str, enabled: bool, at: str
    ) -> WebhookView | UrlTaken | None:
        """Change a webhook that is still at the version seen; None when it is not.

        When it goes out of use, its open deliveries become dead letters.
        """
        ...

    def remove(self, organisation: str, seen: WebhookView) -> bool:
        """Remove a webhook that is still at the version seen, and its deliveries."""
        ...

    def deliveries(self, organisation: str, webhook: str, most: int) -> Sequence[DeliveryView]:
        """Return the deliveries of the newest events, newest first."""
        ...

    def replay(self, organisation: str, webhook: str, at: str) -> int:
        """Make every dead letter of a webhook in use due again, its attempts counted anew; return how many."""
        ...
