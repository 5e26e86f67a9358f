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

EXAMPLE = b"4f0c9d2e-filing-W2026-0012"
PHASES = {"examples", "coverage", "fuzzing", "stateful"}
SEED = 20261122
_REFUSED = 400

EVERY_CHECK = {
    *("not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance"),
    *("response_schema_conformance", "negative_data_rejection", "positive_data_acceptance", "missing_required_header"),
    *("unsupported_method", "allow_header_conformance", "use_after_free", "ensure_resource_availability"),
    *("ignored_auth", "object_level_authorization"),
}
_TAKEN = ("2xx", "3xx", "401", "403", "404", "409", "429")
_NO_HEADER = ("400", "401", "403", "406", "415", "422")
# Nothing is left out. A change without If-Match is answered as RFC 6585, section 3, has it.
CHECKS: Mapping[str, Any] = {
    "positive_data_acceptance": {"expected-statuses": list(_TAKEN)},
    "missing_required_header": {"expected-statuses": [*_NO_HEADER, "428"]},
}
_REPORT = "a report in good form may name an item, a unit, a product or a day that no rule has"
_KEY = "an idempotency key in good form may be used up"
_VERSION = "a version in good form need not be the stored one"
_DAY = "a day may be one that no edition covers"
_CURSOR = "a cursor in good form need not be one that was told"
_ADDRESS = "a line of text need not be an address on the public internet"
# What a described request may be answered with besides, and why; every other operation takes all that it describes.
REFUSED: Mapping[str, Mapping[str, str]] = {
    "fileReport": {"422": f"{_REPORT}; {_KEY}"},
    "verifyReport": {"422": _REPORT},
    "uploadReports": {"422": f"a file may be anything; {_REPORT}; {_KEY}"},
    "correctReport": {"412": _VERSION, "422": f"{_REPORT}; {_KEY}"},
    "shareReport": {"422": f"an identifier in good form need not be a certification body's; {_KEY}"},
    "addWebhook": {"422": f"{_ADDRESS}; {_KEY}"},
    "changeWebhook": {"412": _VERSION, "422": _ADDRESS},
    "removeWebhook": {"412": _VERSION},
    "listLimits": {"422": f"{_DAY}; a grade need not be the scheme's"},
    "listCharacteristics": {"422": _DAY},
    "listReports": {"422": _CURSOR},
    "listVerdicts": {"422": _CURSOR},
}


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
        for name, interaction in recorder.interactions.items():
            if interaction.response is not None:
                operation = recorder.cases[name].value.operation.definition.raw["operationId"]
                self.statuses.setdefault(operation, Counter())[interaction.response.status_code] += 1
        for made in recorder.checks.values():
            for check in made:
                self.checks[check.name] += 1
                if check.failure_info is not None:
                    failure = check.failure_info.failure
                    self.failures.append(f"{recorder.label}: {check.name}: {failure.title}: {failure.message}")


@dataclass(frozen=True, slots=True)
class Extent:
    """How much is tried: operations (None: all) that are covered and fuzzed, and with how many examples.

    The `others` take part in examples and stateful scenarios; without them there are no scenarios.
    """

    examples: int
    in_full: Collection[str] | None = None
    others: bool = True

    def configured(self) -> list[dict[str, Any]]:
        if self.in_full is None:
            return []
        off: dict[str, Any] = {"coverage": {"enabled": False}, "fuzzing": {"enabled": False}}
        left = {"phases": off} if self.others else {"enabled": False}
        return [{"exclude-operation-id": sorted(self.in_full), **left}]


def run(app: ASGIApp, key: str, document: Mapping[str, Any], extent: Extent) -> Run:
    """Run all phases with a key against the application as a document describes it."""
    every = [operation for methods in document["paths"].values() for operation in methods.values()]
    guarded = [operation["operationId"] for operation in every if operation["security"]]
    configuration: dict[str, Any] = {
        "seed": SEED,
        "continue-on-failure": True,
        "operations": [
            {"include-operation-id": guarded, "headers": {"Authorization": f"Bearer {key}"}},
            *extent.configured(),
            *(_taking(name, statuses) for name, statuses in REFUSED.items()),
        ],
        "generation": {"max-examples": extent.examples, "database": "none"},
        "checks": CHECKS,
        "phases": {"stateful": {"enabled": extent.others}},
    }
    config = SchemathesisConfig.from_dict(configuration)
    schema = schemathesis.openapi.from_dict(dict(document), config=config)
    schema.app = with_new_keys(app)
    found = Run()
    for event in from_schema(schema).execute():
        found.note(event)
    return found


def _taking(operation: str, statuses: Collection[str]) -> dict[str, Any]:
    expected = {"expected-statuses": [*_TAKEN, *statuses]}
    return {"include-operation-id": operation, "checks": {"positive_data_acceptance": expected}}


def with_new_keys(app: ASGIApp) -> ASGIApp:
    """Take the example of an idempotency key for a new one each time, as its description asks; any other key stays."""

    async def call(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            own = [(name, new_key().encode() if value == EXAMPLE else value) for name, value in scope["headers"]]
            scope = {**scope, "headers": own}
        await app(scope, receive, send)

    return call


def described(document: Mapping[str, Any], known: Mapping[str, object], bodies: Mapping[str, object]) -> dict[str, Any]:
    """Return a description whose examples are there: of parameters by name, of bodies by operation or "id.part"."""
    own: dict[str, Any] = copy.deepcopy(dict(document))
    for methods in own["paths"].values():
        for operation in methods.values():
            for parameter in operation["parameters"]:
                if parameter["name"] in known:
                    parameter["example"] = known[parameter["name"]]
            name = operation["operationId"]
            for media in operation.get("requestBody", {}).get("content", {}).values():
                if name in bodies:
                    media["example"] = bodies[name]
                for part, schema in media["schema"].get("properties", {}).items():
                    if f"{name}.{part}" in bodies:
                        schema["example"] = bodies[f"{name}.{part}"]
    return own
