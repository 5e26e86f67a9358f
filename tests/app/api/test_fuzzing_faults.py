"""What schemathesis would miss is no proof: each of its checks sees the fault that is planted for it, and only then."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NoReturn

import pytest
from schemathesis.checks import CHECKS, load_all_checks
from starlette.responses import Response

from app.api import routes_webhooks
from app.api.codes import Code
from app.api.problems import Problem
from app.api.queries import P
from app.api.replies import document
from app.identity.roles import Role
from tests.app.api.described_run import EVERY_CHECK, Extent
from tests.app.api.described_town import Seeded, seed
from tests.app.api.world import world


@dataclass(frozen=True, slots=True)
class Fault:
    """The check that has to see it, what is put in place of what, and where: a role and the operations it tries."""

    check: str
    place: str
    instead: Callable[[Seeded], object]
    operation: str
    role: str = "auditor"
    scenario: tuple[str, ...] = ()

    @property
    def extent(self) -> Extent:
        examples = 15 if self.scenario else 4
        return Extent(examples, {self.operation, *self.scenario}, others=False, scenarios=bool(self.scenario))


def raising(*_: object) -> NoReturn:
    raise ZeroDivisionError


def refusing(*_: object) -> NoReturn:
    raise Problem(Code.PARAMETER_INVALID)


def not_there(*_: object) -> NoReturn:
    raise Problem(Code.NOT_FOUND)


def told_more(value: dict[str, object]) -> Response:
    return document({**value, "more": 1})


def told_as_accepted(value: dict[str, object]) -> Response:
    return document(value, 202)


def told_as_text(value: dict[str, object]) -> Response:
    return Response(str(value), media_type="text/plain")


def told_without_headers(_request: object, value: object) -> Response:
    return document(value)


def asked_nothing(_request: object, query: type[P]) -> P:
    return query.model_validate({})


def not_found(_code: Code, headers: dict[str, str]) -> Problem:
    return Problem(Code.NOT_FOUND, headers=headers)


def not_allowed(code: Code, headers: dict[str, str]) -> Problem:
    return Problem(code, headers={"Allow": headers["Allow"].replace("GET", "PUT")})


def removing(*_: object) -> bool:
    return True


PROBE = "app.api.routes_probes.document"
FAULTS = (
    Fault("not_a_server_error", "app.api.routes_rules.scheme_view", lambda _: raising, "listSchemes"),
    Fault("status_code_conformance", PROBE, lambda _: told_as_accepted, "isAlive"),
    Fault("content_type_conformance", PROBE, lambda _: told_as_text, "isAlive"),
    Fault("response_schema_conformance", PROBE, lambda _: told_more, "isAlive"),
    Fault("response_headers_conformance", "app.api.routes_rules.public", lambda _: told_without_headers, "listSchemes"),
    Fault("negative_data_rejection", "app.api.access.asked", lambda _: asked_nothing, "listSchemes"),
    Fault("positive_data_acceptance", "app.api.access.asked", lambda _: refusing, "listMethods"),
    Fault("positive_data_acceptance", "app.api.access.require", lambda _: lambda *_: None, "listWebhooks"),
    Fault(
        "missing_required_header",
        "app.api.routes_webhooks._seen",
        lambda _: routes_webhooks._one,  # noqa: SLF001 - the fault: the version that If-Match names is not looked at
        "changeWebhook",
        "administrator",
    ),
    Fault("unsupported_method", "app.api.application.Problem", lambda _: not_found, "listSchemes"),
    Fault("allow_header_conformance", "app.api.application.Problem", lambda _: not_allowed, "listSchemes"),
    Fault(
        "ignored_auth",
        "app.api.access.presented",
        lambda seeded: lambda _: seeded.town.keys["body_1", Role.AUDITOR],
        "listOrganisations",
    ),
    Fault(
        "use_after_free",
        "app.store.webhooks.StoredWebhooks.remove",
        lambda _: removing,
        "readWebhook",
        "administrator",
        ("addWebhook", "removeWebhook"),
    ),
    Fault(
        "ensure_resource_availability",
        "app.api.routes_webhooks._one",
        lambda _: not_there,
        "replayDeliveries",
        "administrator",
        ("addWebhook",),
    ),
)


def test_no_check_is_left_out_and_each_sees_a_fault() -> None:
    load_all_checks()
    seeing_nothing = {"object_level_authorization"}
    assert {fault.check for fault in FAULTS} == EVERY_CHECK - seeing_nothing
    assert set(CHECKS.get_all_names()) == EVERY_CHECK


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seeded]:
    """A world of its own: what is fuzzed leaves its reports behind."""
    with world("sqlite", tmp_path_factory.mktemp("fuzzed")) as town:
        yield seed(town)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.check}-{fault.operation}")
def test_a_fault_is_found(fault: Fault, seeded: Seeded, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(fault.place, fault.instead(seeded))
        found = seeded.run(fault.role, fault.extent)
    assert any(failure.startswith(f"{fault.operation}: {fault.check}: ") for failure in found.failures)
    assert seeded.run(fault.role, fault.extent).failures == []
