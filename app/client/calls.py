"""The connection of a client: requests that are repeated while that is safe, and what comes back, or an error."""

import json
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import TracebackType
from typing import Any, Self, TypeAlias

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


class Calls:
    """Calls on behalf of the account whose key (or access token) it holds. Close it, or use it as a context.

    `key` None is for what needs no account.
    """

    def __init__(
        self,
        address: str,
        key: str | None = None,
        *,
        timeout: float = 30,
        language: str = "zh",
        transport: Transport = None,
    ) -> None:
        known = {} if key is None else {"Authorization": f"Bearer {key}"}
        headers = {**known, "Accept-Language": language}
        self._http = httpx.Client(base_url=f"{address}/api/v1", headers=headers, timeout=timeout, transport=transport)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

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
        return self._send(self._http.build_request("GET", path, params=texts(asked or {})), None)

    def _post(self, path: str, asked: Asked, key: str | None, **body: Any) -> Answer:  # noqa: ANN401 - handed on to httpx as it is
        key = key or uuid.uuid4().hex
        typed = {"Content-Type": "application/json"} if "content" in body else {}
        headers = {"Idempotency-Key": key, **typed, **body.pop("headers", {})}
        return self._send(self._http.build_request("POST", path, params=texts(asked), headers=headers, **body), key)

    def _ask_token(self, form: Mapping[str, str]) -> Answer:
        """Ask in nobody's name: a client that asks for a token names itself in the form."""
        request = self._http.build_request("POST", "/oauth/token", data=form)
        request.headers.pop("Authorization", None)
        return self._send(request, None)

    def _change(self, method: str, path: str, etag: str, **body: Any) -> Answer:  # noqa: ANN401 - as above
        """Change what is still as `etag` says; it is sent once, for the second time it would not be so any more."""
        request = self._http.build_request(method, path, headers={"If-Match": etag}, **body)
        return self._send(request, None, ())

    def _send(self, request: httpx.Request, key: str | None, waits_s: Sequence[float] = _WAITS_S) -> Answer:
        """Send a request, again and again while that is safe and may help."""
        waits = iter(waits_s)
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


def texts(asked: Asked) -> dict[str, str | list[str]]:
    """Return what is asked as text, without what is not asked."""
    given = {name: value for name, value in asked.items() if value is not None}
    return {name: str(value) if isinstance(value, str | date | int) else list(value) for name, value in given.items()}
