"""Calls about webhooks: where the events of one's organisation are sent, and what became of them."""

from urllib.parse import quote

from app.client.calls import Answer, Calls


class Webhooks(Calls):
    """Webhooks of one's own organisation; an ETag is that of the webhook as it was read."""

    def webhooks(self) -> Answer:
        """Return all of them, the oldest first."""
        return self._get("/webhooks")

    def webhook_keys(self) -> Answer:
        """Return the public keys with which the signatures of events are checked."""
        return self._get("/webhooks/key")

    def add_webhook(self, url: str, *, key: str | None = None) -> Answer:
        """Have events sent to a URL; the answer has the public keys."""
        return self._post("/webhooks", {}, key, json={"url": url})

    def webhook(self, webhook: str) -> Answer:
        """Return a webhook; its ETag is what a change needs."""
        return self._get(_path(webhook))

    def change_webhook(self, webhook: str, etag: str, *, url: str | None = None, enabled: bool | None = None) -> Answer:
        """Change where events go, or take the webhook out of use and into it again; None leaves it as it is."""
        told = {"url": url, "enabled": enabled}
        return self._change("PATCH", _path(webhook), etag, json={k: v for k, v in told.items() if v is not None})

    def remove_webhook(self, webhook: str, etag: str) -> Answer:
        """Remove a webhook, and what was not yet delivered to it."""
        return self._change("DELETE", _path(webhook), etag)

    def deliveries(self, webhook: str, limit: int | None = None) -> Answer:
        """Return what became of the newest events."""
        return self._get(f"{_path(webhook)}/deliveries", {"limit": limit})

    def replay(self, webhook: str) -> Answer:
        """Send again what could not be delivered."""
        return self._post(f"{_path(webhook)}/replay", {}, None)


def _path(webhook: str) -> str:
    return f"/webhooks/{quote(webhook, safe='')}"
