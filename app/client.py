"""A client of the service over HTTP; it imports nothing of the service.

    LabverdictError
    ├── Refused        4xx: the service says what is wrong, in `code` and in `faults`, each with its place
    ├── Broken         5xx, or an answer that is not what the service promises
    └── Unreachable    no answer: nobody knows whether the request was carried out

Every post carries an Idempotency-Key, and a retry carries the same one: what was stored by a request whose answer got
lost is then found, not stored twice. After `Unreachable` or `Broken`, repeat a post with the `key` that the error has.
"""

import json
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import TracebackType
from typing import Any, Self, TypeAlias
from urllib.parse import quote

import httpx

_WAITS_S = (0.2, 0.4, 0.8, 1.6)
_LONGEST_WAIT_S = 30.0

Transport: TypeAlias = httpx.BaseTransport | None
Day: TypeAlias = date | str | None
Value: TypeAlias = str | date | int | Sequence[str] | None
Asked: TypeAlias = Mapping[str, Value]


class LabverdictError(Exception):
    """A call that did not succeed. `key` is the Idempotency-Key of a post, with which it can be repeated."""

    def __init__(self, message: str, key: str | None = None) -> None:
        super().__init__(message)
        self.key = key


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of what was sent: `place` is a JSON pointer or a place in words."""

    code: str
    place: str
    detail: str
    expected: str


class Refused(LabverdictError):
    """The service refused the request: `problem` is that of RFC 9457, empty if something in between has answered."""

    def __init__(self, status: int, problem: Mapping[str, Any], key: str | None = None) -> None:
        self.status = status
        self.problem = problem
        self.code = str(problem.get("code", "not_a_problem"))
        self.faults = tuple(_fault(each) for each in problem.get("errors", ()))
        super().__init__(f"{status} {self.code}: {problem.get('detail', '')}", key)


class Broken(LabverdictError):
    """The service failed, or answered what it never promised."""


class Unreachable(LabverdictError):
    """No answer came."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: its exact bytes, and the ETag to send back with a change. 201 is stored now, 200 was there before."""

    status: int
    etag: str | None
    content: bytes = field(repr=False)

    @property
    def document(self) -> dict[str, Any]:
        """Return the JSON object; a number with a point stays the text that was sent."""
        try:
            document = json.loads(self.content, parse_float=str)
        except ValueError:
            raise Broken("the answer is not JSON") from None
        if not isinstance(document, dict):
            raise Broken("the answer is not a JSON object")
        return document


class Client:
    """Calls on behalf of the account whose key (or access token) it holds. Close it, or use it as a context."""

    def __init__(
        self, address: str, key: str, *, timeout: float = 30, language: str = "zh", transport: Transport = None
    ) -> None:
        headers = {"Authorization": f"Bearer {key}", "Accept-Language": language}
        self._http = httpx.Client(base_url=f"{address}/api/v1", headers=headers, timeout=timeout, transport=transport)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

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
        return self._post("/uploads", {}, key, files=files, data=_texts({"scheme": scheme, **asked}))

    def report(self, report: str) -> Answer:
        """Return a report; its ETag is what `correct` needs."""
        return self._get(f"/reports/{quote(report, safe='')}")

    def verdict(self, report: str, revision: int | None = None) -> Answer:
        """Return the verdict's exact bytes, of the newest revision unless one is named."""
        return self._get(f"/reports/{quote(report, safe='')}/verdict", {"revision": revision})

    def original(self, report: str, revision: int | None = None) -> bytes:
        """Return the bytes as they were sent."""
        return self._get(f"/reports/{quote(report, safe='')}/original", {"revision": revision}).content

    def correct(self, report: str, content: bytes, reason: str, etag: str, *, key: str | None = None) -> Answer:
        """File a new revision of a report that is still as `etag` says, and return its receipt."""
        path = f"/reports/{quote(report, safe='')}/corrections"
        return self._post(path, {"reason": reason}, key, content=content, headers={"If-Match": etag})

    def share(self, report: str, organisation: str) -> Answer:
        """Let another organisation read a report."""
        return self._post(f"/reports/{quote(report, safe='')}/shares", {}, None, json={"organisation": organisation})

    def reports(self, **asked: Value) -> Iterator[dict[str, Any]]:
        """Return every report that may be read, newest first; `asked` as for `verdicts`."""
        return self._pages("/reports", "reports", asked)

    def verdicts(self, **asked: Value) -> Iterator[dict[str, Any]]:
        """Return every verdict; `asked`: scheme, outcome, laboratory, issued_from, issued_to, limit (of a page)."""
        return self._pages("/verdicts", "verdicts", asked)

    def limits(self, scheme: str, as_of: Day = None) -> Answer:
        """Return the requirements of a scheme on a day."""
        return self._get("/limits", {"scheme": scheme, "as_of": as_of})

    def methods(self, as_of: Day = None) -> Answer:
        """Return the test methods."""
        return self._get("/methods", {"as_of": as_of})

    def schemes(self, as_of: Day = None) -> Answer:
        """Return the certification schemes."""
        return self._get("/schemes", {"as_of": as_of})

    def characteristics(self, as_of: Day = None) -> Answer:
        """Return the items that are known."""
        return self._get("/characteristics", {"as_of": as_of})

    def checkpoint(self) -> Answer:
        """Return the newest signed head of the evidence log."""
        return self._get("/log/checkpoint")

    def proof(self, entry: int) -> Answer:
        """Return the proof that an entry is in the evidence log."""
        return self._get(f"/log/entries/{entry}/proof")

    def _pages(self, path: str, of: str, asked: Asked) -> Iterator[dict[str, Any]]:
        cursor = None
        while True:
            page = self._get(path, {**asked, "cursor": cursor}).document
            before, cursor = cursor, page.get("next")
            if not {of, "next"} <= page.keys() or (cursor is not None and cursor == before):
                raise Broken("the list does not go on")
            yield from page[of]
            if cursor is None:
                return

    def _get(self, path: str, asked: Asked | None = None) -> Answer:
        return self._send(self._http.build_request("GET", path, params=_texts(asked or {})), None)

    def _post(self, path: str, asked: Asked, key: str | None, **body: Any) -> Answer:  # noqa: ANN401 - handed on to httpx as it is
        key = key or uuid.uuid4().hex
        headers = {"Idempotency-Key": key, **body.pop("headers", {})}
        if "content" in body:
            headers["Content-Type"] = "application/json"
        return self._send(self._http.build_request("POST", path, params=_texts(asked), headers=headers, **body), key)

    def _send(self, request: httpx.Request, key: str | None) -> Answer:
        """Send a request, again and again while that is safe and may help."""
        waits = iter(_WAITS_S)
        while True:
            wait = next(waits, None)
            try:
                response = self._http.send(request)
            except httpx.RequestError as error:
                if wait is None:
                    raise Unreachable(f"no answer: {type(error).__name__}", key) from error
            else:
                asked_to = _asked_to_wait(response)
                if asked_to is None or wait is None:
                    return _answer(response, key)
                wait = max(wait, asked_to)
            time.sleep(min(wait, _LONGEST_WAIT_S))


def _asked_to_wait(response: httpx.Response) -> int | None:
    """Return the seconds after which the same request may succeed; None: the answer stands."""
    stated = response.headers.get("Retry-After", "")
    seconds = int(stated) if stated.isascii() and stated.isdecimal() else None
    if response.status_code in {429, 503}:
        return seconds
    return (seconds or 0) if _problem(response).get("code") == "idempotency_key_running" else None


def _answer(response: httpx.Response, key: str | None) -> Answer:
    if response.is_success:
        return Answer(response.status_code, response.headers.get("ETag"), response.content)
    if response.is_client_error:
        raise Refused(response.status_code, _problem(response), key)
    raise Broken(f"status {response.status_code}: {_problem(response).get('code', 'no problem is named')}", key)


def _problem(response: httpx.Response) -> Mapping[str, Any]:
    """Return the problem in an answer; empty where something in between has answered."""
    if response.headers.get("Content-Type") != "application/problem+json":
        return {}
    return Answer(response.status_code, None, response.content).document


def _fault(error: Mapping[str, Any]) -> Fault:
    place = error.get("pointer", error.get("place", ""))
    return Fault(str(error.get("code")), str(place), str(error.get("detail", "")), str(error.get("expected", "")))


def _texts(asked: Asked) -> dict[str, str | list[str]]:
    """Return what is asked as text, without what is not asked."""
    given = {name: value for name, value in asked.items() if value is not None}
    return {name: str(value) if isinstance(value, str | date | int) else list(value) for name, value in given.items()}
