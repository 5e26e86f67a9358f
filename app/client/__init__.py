"""A client of the service over HTTP; it imports nothing of the service.

    LabverdictError
    ├── Refused        4xx: the service says what is wrong, in `code` and in `faults`, each with its place
    ├── Broken         5xx, or an answer that is not what the service promises
    └── Unreachable    no answer: nobody knows whether the request was carried out

Every post carries an Idempotency-Key, and a retry carries the same one: what was stored by a request whose answer got
lost is then found, not stored twice. After `Unreachable` or `Broken`, repeat a post with the `key` that the error has.
A change or removal of a webhook is sent once: look whether it was made.
"""

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote

from app.client.calls import Answer as Answer
from app.client.calls import Broken as Broken
from app.client.calls import Day, Value, texts
from app.client.calls import Fault as Fault
from app.client.calls import LabverdictError as LabverdictError
from app.client.calls import Refused as Refused
from app.client.calls import Unreachable as Unreachable
from app.client.cases import Cases
from app.client.public import Public
from app.client.rules import Rules
from app.client.webhooks import Webhooks


class Client(Cases, Rules, Webhooks, Public):
    """Calls on behalf of the account whose key (or access token) it holds. Close it, or use it as a context.

    Without a key only what needs no account is answered: look-ups, limits, methods, the log's head.
    """

    def verify(self, report: bytes, scheme: str, *, grade: str | None = None, as_of: Day = None) -> Answer:
        """Return the verdict on a JSON report; nothing is stored."""
        return self._post("/verifications", {"scheme": scheme, "grade": grade, "as_of": as_of}, None, content=report)

    def post_report(self, report: bytes, scheme: str, *, key: str | None = None, **asked: Value) -> Answer:
        """File a JSON report and return its receipt; `asked`: grade, as_of, share_with (organisations' ids)."""
        return self._post("/reports", {"scheme": scheme, **asked}, key, content=report)

    def upload(
        self, file: bytes, name: str, scheme: str, *, head: bytes | None = None, key: str | None = None, **asked: Value
    ) -> Answer:
        """File a table with its head and return the receipts; `asked`: grade, as_of, format, share_with."""
        files = [("file", (name, file)), *([] if head is None else [("head", ("head.json", head))])]
        return self._post("/uploads", {}, key, files=files, data=texts({"scheme": scheme, **asked}))

    def report(self, report: str) -> Answer:
        """Return a report; its ETag is what `correct` needs."""
        return self._get(f"/reports/{quote(report, safe='')}")

    def verdict(self, report: str, revision: int | None = None) -> Answer:
        """Return the verdict's exact bytes, of the newest revision unless one is named."""
        return self._get(f"/reports/{quote(report, safe='')}/verdict", {"revision": revision})

    def original(self, report: str, revision: int | None = None) -> bytes:
        """Return the bytes as they were sent."""
        return self._get(f"/reports/{quote(report, safe='')}/original", {"revision": revision}).content

    def revisions(self, report: str) -> Answer:
        """Return every revision of a report, the first one first."""
        return self._get(f"/reports/{quote(report, safe='')}/revisions")

    def revision(self, report: str, revision: int) -> Answer:
        """Return one revision of a report."""
        return self._get(f"/reports/{quote(report, safe='')}/revisions/{revision}")

    def correct(
        self, report: str, content: bytes, reason: str, etag: str, *, key: str | None = None, **asked: Value
    ) -> Answer:
        """File a new revision of a report that is still as `etag` says, and return its receipt.

        `asked`: scheme and grade, without which they are those of the revision that is corrected, and as_of.
        """
        path = f"/reports/{quote(report, safe='')}/corrections"
        return self._post(path, {"reason": reason, **asked}, key, content=content, headers={"If-Match": etag})

    def shares(self, report: str) -> Answer:
        """Return who may read a report of one's own."""
        return self._get(f"/reports/{quote(report, safe='')}/shares")

    def share(self, report: str, organisation: str) -> Answer:
        """Let another organisation read a report."""
        return self._post(f"/reports/{quote(report, safe='')}/shares", {}, None, json={"organisation": organisation})

    def reports(self, **asked: Value) -> Iterator[dict[str, Any]]:
        """Return every report that may be read, newest first; `asked` as for `verdicts`."""
        return self._pages("/reports", "reports", asked)

    def verdicts(self, **asked: Value) -> Iterator[dict[str, Any]]:
        """Return every verdict; `asked`: scheme, outcome, laboratory, issued_from, issued_to, limit (of a page)."""
        return self._pages("/verdicts", "verdicts", asked)

    def organisations(self, **asked: Value) -> Answer:
        """Return who takes part; `asked`: kind."""
        return self._get("/organisations", asked)

    def token(self, client_id: str, client_secret: str, scopes: Sequence[str] = ()) -> Answer:
        """Return an access token for a client secret, with all that the client may do unless scopes are named.

        It is the key of a client of its own, and is over after `expires_in` seconds.
        """
        sent = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": client_secret}
        return self._ask_token(sent | ({"scope": " ".join(scopes)} if scopes else {}))

    def checkpoint(self) -> Answer:
        """Return the newest signed head of the evidence log."""
        return self._get("/log/checkpoint")

    def log_keys(self) -> Answer:
        """Return the public keys that sign the heads of the evidence log."""
        return self._get("/log/key")

    def proof(self, entry: int) -> Answer:
        """Return the proof that an entry is in the evidence log."""
        return self._get(f"/log/entries/{entry}/proof")
