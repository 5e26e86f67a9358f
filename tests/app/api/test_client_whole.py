"""The client has every operation of the service: each stands in its description, and each is a call."""

import re

from app.api.application import operations
from app.api.operation import V1
from tests.app.api.world import World
from tests.app.client_calls import CALLS, GIVE_TOKEN

# For whoever operates the service or writes another client.
ELSEWHERE = {"/healthz", "/readyz", "/metrics", f"{V1}/openapi.json"}


def test_every_operation_is_a_call_of_the_client(town: World) -> None:
    requests = [GIVE_TOKEN, *((method, path.partition("?")[0]) for _, method, path in CALLS)]
    offered = [each.docs for each in operations(town.parts) if each.docs.path not in ELSEWHERE]
    assert len(offered) > 40
    lacking = [
        f"{docs.method} {docs.path}"
        for docs in offered
        if not any(docs.method == method and _names(docs.path, f"{V1}{path}") for method, path in requests)
    ]
    assert lacking == []


def _names(template: str, path: str) -> bool:
    pattern = "/".join("[^/]+" if "{" in part else re.escape(part) for part in template.split("/"))
    return re.fullmatch(pattern, path) is not None
