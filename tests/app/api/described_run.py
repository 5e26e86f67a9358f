"""schemathesis against the application: every check, every phase, with one account's key."""

import copy
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import Status, events, from_schema
from schemathesis.engine.recorder import ScenarioRecorder
from starlette.types import ASGIApp, Receive, Scope, Send

from tests.app.api.asking import new_key
from tests.app.api.described_refusals import taken

_TOKEN = "/api/v1/oauth/token"  # noqa: S105 - a path
EXAMPLE = b"4f0c9d2e-filing-W2026-0012"
PHASES = {"examples", "coverage", "fuzzing", "stateful"}
_REFUSED = 400

# All that schemathesis has, but for the time that an answer takes. With one caller `object_level_authorization` has
# nothing to compare: that nobody sees what is foreign is proven by test_matrix.py.
EVERY_CHECK = {
    *("not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance"),
    *("response_schema_conformance", "negative_data_rejection", "positive_data_acceptance", "missing_required_header"),
    *("unsupported_method", "allow_header_conformance", "use_after_free", "ensure_resource_availability"),
    *("ignored_auth", "object_level_authorization"),
}
# A change without If-Match is answered with 428, as RFC 6585, section 3, has it.
MISSING_HEADER = ("400", "401", "403", "406", "415", "422", "428")
# Whoever names a version that is not there any more is told so alone: by RFC 9110, section 13.2.1, the condition is
# looked at before the content is.
NEGATIVE_DATA = ("400", "401", "403", "404", "405", "406", "409", "412", "415", "422", "428", "429")


@dataclass(slots=True)
class Run:
    """What a run found: failures, the checks that were made, the statuses of each operation, the phases that ran."""

    failures: list[str] = field(default_factory=list)
    checks: Counter[str] = field(default_factory=Counter)
    statuses: dict[str, Counter[int]] = field(default_factory=dict)
    phases: set[str] = field(default_factory=set)

    @property
    def requests(self) -> int:
        return sum(each.total() for each in self.statuses.values())

    @property
    def succeeded(self) -> set[str]:
        """Return the operations that were answered with a success at least once."""
        return {name for name, each in self.statuses.items() if any(status < _REFUSED for status in each)}

    def told(self) -> str:
        """Return the figures."""
        made = self.checks.total()
        return f"{self.requests} cases of {len(self.statuses)} operations, {made} checks, {len(self.failures)} failures"

    def note(self, event: events.EngineEvent) -> None:
        """Keep what an event of the run tells."""
        match event:
            case events.PhaseFinished(phase=phase, status=Status.SUCCESS | Status.FAILURE):
                self.phases.add(phase.name.value)
            case events.NonFatalError(value=error, label=label):
                self.failures.append(f"{label}: {type(error).__name__}: {error}")
            case events.FatalError(exception=error):
                self.failures.append(f"{type(error).__name__}: {error}")
            case events.ScenarioFinished(recorder=recorder):
                self._scenario(recorder)
            case _:
                return

    def _scenario(self, recorder: ScenarioRecorder) -> None:
        asked = {name: _operation(recorder, name) for name in recorder.interactions}
        for name, interaction in recorder.interactions.items():
            if interaction.response is not None:
                self.statuses.setdefault(asked[name], Counter())[interaction.response.status_code] += 1
        for name, made in recorder.checks.items():
            self.checks.update(check.name for check in made)
            for check in made:
                if (info := check.failure_info) is not None:
                    told = f"{info.failure.title}: {info.failure.message}"
                    self.failures.append(f"{asked[name]}: {check.name}: {told}\n{info.code_sample}")


def _operation(recorder: ScenarioRecorder, case: str) -> str:
    return str(recorder.cases[case].value.operation.definition.raw["operationId"])


@dataclass(frozen=True, slots=True)
class Extent:
    """How much is tried: operations (None: all) that are covered and fuzzed, and with how many examples.

    The `others` take part in examples and scenarios alone, or in nothing; without scenarios nobody is in those.
    """

    examples: int
    in_full: Collection[str] | None = None
    others: bool = True
    scenarios: bool = True

    def configured(self) -> list[dict[str, Any]]:
        if self.in_full is None:
            return []
        off: dict[str, Any] = {"coverage": {"enabled": False}, "fuzzing": {"enabled": False}}
        left = {"phases": off} if self.others else {"enabled": False}
        return [{"exclude-operation-id": sorted(self.in_full), **left}]


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: a key, the operations that are forbidden to it, and the seed of what is asked."""

    key: str = field(repr=False)
    forbidden: Collection[str]
    seed: int


def run(app: ASGIApp, caller: Caller, document: Mapping[str, Any], extent: Extent) -> Run:
    """Run all phases as a caller against the application as a document describes it."""
    every = [operation for methods in document["paths"].values() for operation in methods.values()]
    guarded = [operation["operationId"] for operation in every if operation["security"]]
    configuration: dict[str, Any] = {
        "seed": caller.seed,
        "continue-on-failure": True,
        "operations": [
            {"include-operation-id": guarded, "headers": {"Authorization": f"Bearer {caller.key}"}},
            *extent.configured(),
            *(_taking(operation["operationId"], caller) for operation in every),
        ],
        # Who asks is settled. Were the key a parameter too, no link would give all of them, and a resource that is not
        # there after it was made would go unseen.
        "generation": {"max-examples": extent.examples, "database": "none", "with-security-parameters": False},
        "checks": {
            "missing_required_header": {"expected-statuses": list(MISSING_HEADER)},
            "negative_data_rejection": {"expected-statuses": list(NEGATIVE_DATA)},
        },
        "phases": {"stateful": {"enabled": extent.scenarios}},
    }
    config = SchemathesisConfig.from_dict(configuration)
    schema = schemathesis.openapi.from_dict(dict(document), config=config)
    schema.app = with_new_keys(app)
    found = Run()
    for event in from_schema(schema).execute():
        found.note(event)
    return found


def _taking(operation: str, caller: Caller) -> dict[str, Any]:
    expected = {"expected-statuses": taken(operation, caller.forbidden)}
    return {"include-operation-id": operation, "checks": {"positive_data_acceptance": expected}}


def with_new_keys(app: ASGIApp) -> ASGIApp:
    """Take the example of an idempotency key for a new one each time, as its description asks; any other key stays."""

    async def call(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            own = [(name, new_key().encode() if value == EXAMPLE else value) for name, value in scope["headers"]]
            if scope["path"] == _TOKEN:
                # It has no security, and yet is given the key of those that have, now and then.
                own = [(name, value) for name, value in own if not value.startswith(b"Bearer ")]
            scope = {**scope, "headers": own}
        await app(scope, receive, send)

    return call


def described(document: Mapping[str, Any], known: Mapping[str, object], bodies: Mapping[str, object]) -> dict[str, Any]:
    """Return a description whose examples are there: of parameters by name or "id.name", of bodies likewise."""
    own: dict[str, Any] = copy.deepcopy(dict(document))
    for methods in own["paths"].values():
        for operation in methods.values():
            for parameter in operation["parameters"]:
                place = f"{operation['operationId']}.{parameter['name']}"
                if place in known or parameter["name"] in known:
                    parameter["example"] = known.get(place, known.get(parameter["name"]))
            name = operation["operationId"]
            for media in operation.get("requestBody", {}).get("content", {}).values():
                if name in bodies:
                    media["example"] = bodies[name]
                for part, schema in media["schema"].get("properties", {}).items():
                    if f"{name}.{part}" in bodies:
                        schema["example"] = bodies[f"{name}.{part}"]
    return own
