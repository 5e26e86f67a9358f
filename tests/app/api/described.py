"""Answers held against the description of the service: status, headers, type and schema, of each that a test gets."""

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Any

import httpx
from jsonschema_rs import Draft202012Validator

_UNDESCRIBED = frozenset({404, 405})


class Description:
    """The OpenAPI document as a check."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.document = document
        self._validators: dict[str, Draft202012Validator] = {}

    @cached_property
    def templates(self) -> Mapping[str, re.Pattern[str]]:
        """Return each path with what matches it, those without a parameter first."""
        paths = sorted(self.document["paths"], key=lambda path: path.count("{"))
        return {path: re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path))) for path in paths}

    def operation(self, method: str, path: str) -> Mapping[str, Any] | None:
        """Return what is said of the operation that a request goes to, None where there is none."""
        for template, pattern in self.templates.items():
            if pattern.fullmatch(path):
                found: Mapping[str, Any] | None = self.document["paths"][template].get(method.lower())
                return found
        return None

    def check(self, answer: httpx.Response) -> None:
        """Fail on an answer that the description does not promise."""
        method = "GET" if answer.request.method == "HEAD" else answer.request.method
        operation = self.operation(method, answer.request.url.path)
        if operation is None:
            assert answer.status_code in _UNDESCRIBED, answer
            self.valid({"$ref": "#/components/schemas/Problem"}, answer.json())
            return
        said = operation["responses"].get(str(answer.status_code))
        assert said is not None, f"{operation['operationId']} does not say {answer.status_code}: {answer.text}"
        for name, header in said.get("headers", {}).items():
            self._header(self._resolved(header), answer.headers.get(name), name)
        if answer.request.method != "HEAD":
            self._content(said.get("content", {}), answer)

    def valid(self, schema: Mapping[str, Any], value: object) -> None:
        """Fail on a value that the schema does not allow."""
        name = repr(schema)
        if name not in self._validators:
            whole = {**schema, "components": self.document["components"]}
            self._validators[name] = Draft202012Validator(whole, validate_formats=True)
        self._validators[name].validate(value)

    def _content(self, content: Mapping[str, Any], answer: httpx.Response) -> None:
        kind = answer.headers.get("content-type", "").partition(";")[0]
        if not content:
            assert answer.content == b""
            return
        assert kind in content, f"{kind} is not said"
        if kind.endswith("json"):
            self.valid(content[kind]["schema"], answer.json())

    def _header(self, said: Mapping[str, Any], sent: str | None, name: str) -> None:
        assert sent is not None or not said.get("required"), f"{name} is missing"
        if sent is not None:
            self.valid(said["schema"], sent)

    def _resolved(self, said: Mapping[str, Any]) -> Mapping[str, Any]:
        if "$ref" not in said:
            return said
        found: Mapping[str, Any] = self.document["components"]["headers"][said["$ref"].rpartition("/")[2]]
        return found
