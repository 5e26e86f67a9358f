"""The matrix itself: one operation asked by everybody for everything, and whatever of it should not be."""

import base64
import binascii
import itertools
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import httpx

from tests.app.api.asking import SCHEME, Session, new_key, report
from tests.app.api.matrix_callers import Caller
from tests.app.api.matrix_cases import case_request
from tests.app.api.matrix_papers import another_proposal, paper_request
from tests.app.api.matrix_table import NEEDS, Need, Of, Target, expected
from tests.app.api.matrix_town import Ids, Town, add_webhook, marked_report
from tests.app.certificates import CERTIFICATE

METHOD = "SH_T_0689"
FIXED: Mapping[str, Mapping[str, Any]] = {
    "simulateCases": {"json": {}},
    "listOrganisations": {"params": {"kind": "certification_body"}},
    "changeWebhook": {"json": {"enabled": True}, "headers": {"If-Match": "*"}},
    "removeWebhook": {"headers": {"If-Match": "*"}},
    "listLimits": {"params": {"scheme": SCHEME, "as_of": "2026-05-12"}},
}
_STRANGERS = (Target.FOREIGN, Target.UNKNOWN, Target.MALFORMED)
_numbers = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation as the description of the service names it."""

    id: str
    method: str
    path: str

    @property
    def need(self) -> Need:
        return NEEDS[self.id]


def operations(description: Mapping[str, Any]) -> tuple[Operation, ...]:
    """Return every operation, and HEAD beside GET."""
    found = [
        Operation(said["operationId"], method.upper(), path)
        for path, methods in description["paths"].items()
        for method, said in methods.items()
    ]
    return tuple(found + [Operation(each.id, "HEAD", each.path) for each in found if each.method == "GET"])


def faults(town: Town, operation: Operation, callers: Sequence[Caller]) -> Iterator[str]:
    """Ask everything of an operation, and tell what is wrong with the answers."""
    for caller in callers:
        answers = {}
        for target in _targets(town, operation.need, caller):
            answer = answers[target] = ask(town, operation, caller, target)
            about = f"{operation.method} {operation.id} by {caller.name}, {target}"
            wanted = expected(operation.need, caller.permissions, target)
            if not _is(answer, wanted):
                yield f"{about}: {answer.status_code}, not {wanted}: {answer.text[:200]}"
            leaked = town.marks.leaked(_all_of(answer), caller.organisation)
            if leaked:
                yield f"{about}: shows {sorted(leaked)}"
        strange = {_without_request_id(answers[target]) for target in _STRANGERS if target in answers}
        if len(strange) > 1:
            yield f"{operation.method} {operation.id} by {caller.name}: tells foreign from unknown: {strange}"


def ask(town: Town, operation: Operation, caller: Caller, target: Target) -> httpx.Response:
    """Send a request in which nothing is at fault but who asks for what."""
    ids = dict(town.ids(caller.organisation, target) or {})
    if operation.id == "removeWebhook" and target is Target.OWN and caller.organisation is not None:
        ids |= add_webhook(town, caller.organisation)
    if operation.id.startswith("confirm"):
        name = operation.need.of.value
        if target is Target.OWN and caller.organisation is not None:
            ids[name] = another_proposal(town, caller.name, caller.organisation, operation.id)
        ids["proposal"] = ids[name]
    if operation.need.of is Of.DECISION:
        ids["case"] = ids["decision"]
    names = {"cases": "applications", "revision": "1", "scheme": SCHEME, "method": METHOD}
    names |= {"number": CERTIFICATE.number, **ids}
    path = re.sub(r"\{(\w+)\}", lambda found: names[found[1]], operation.path)
    more = _request(operation.id, town, ids)
    keyed = {"Idempotency-Key": new_key()} if operation.method == "POST" else {}
    # Who asks for a token names itself in the form, and nowhere else besides.
    session = Session(town.line, {}) if operation.id == "giveToken" else caller.session
    return session.send(operation.method, path, **{**more, "headers": {**keyed, **more.get("headers", {})}})


def _targets(town: Town, need: Need, caller: Caller) -> list[Target]:
    if need.of is Of.NOTHING:
        return [Target.NONE]
    possible = [Target.OWN, *([Target.SHARED] if need.of is not Of.WEBHOOK else []), *_STRANGERS]
    there = [target for target in possible if _has(town.ids(caller.organisation, target), need.of)]
    return [Target.NONE, *there] if need.of is Of.LIST else there


def _has(ids: Ids | None, of: Of) -> bool:
    names = {Of.OWN_REPORT: "report", Of.LIST: "number", Of.OWN_CASE: "case"}
    return ids is not None and names.get(of, of.value) in ids


def _is(answer: httpx.Response, wanted: str) -> bool:
    return answer.is_success if wanted == "success" else re.fullmatch(wanted, str(answer.status_code)) is not None


def _all_of(answer: httpx.Response) -> str:
    """Return everything that an answer shows, what it holds in base64 besides."""
    texts = [answer.text, *(f"{name}: {value}" for name, value in answer.headers.items())]
    for coded in re.findall(r'"(?:entry|payload)":"([A-Za-z0-9+/=]+)"', answer.text):
        try:
            texts.append(base64.b64decode(coded).decode())
        except (binascii.Error, UnicodeDecodeError):
            continue
    return "\n".join(texts)


def _without_request_id(answer: httpx.Response) -> tuple[int, str, tuple[tuple[str, str], ...]]:
    """Return an answer as it has to be for all strange objects: its bytes and its headers."""
    own = answer.headers["x-request-id"]
    headers = tuple(sorted((name, value) for name, value in answer.headers.items() if name != "x-request-id"))
    return answer.status_code, answer.text.replace(own, "-"), headers


def _request(name: str, town: Town, ids: Ids) -> dict[str, Any]:
    """Return what an operation is sent besides its path; every correction changes the report once more."""
    match name:
        case "verifyReport" | "fileReport":
            return {"json": report(), "params": {"scheme": SCHEME}}
        case "uploadReports":
            return {"data": {"scheme": SCHEME}, "files": {"file": ("report.json", json.dumps(report()).encode())}}
        case "correctReport":
            document = marked_report(ids.get("mark", "nothing"))
            document["results"][0]["value"] = f"6.{next(_numbers):06}"
            return {"json": document, "params": {"reason": "录入有误", "scheme": SCHEME}, "headers": {"If-Match": "*"}}
        case "listReports":
            return {"params": {"limit": "200"} | ({"report_no": ids["number"]} if ids else {})}
        case "listVerdicts":
            return {"params": {"limit": "200"} | ({"laboratory": ids["laboratory"]} if ids else {})}
        case "shareReport":
            return {"json": {"organisation": town.third}}
        case "addWebhook":
            return {"json": {"url": f"https://hooks.example.com/{next(_numbers)}"}}
        case "lookUpCertificate" | "proveCertificate" | "checkShipment":
            return _of_certificate(name, town.world.code)
        case "giveToken":
            return {"data": {"grant_type": "client_credentials", **town.client}}
        case _:
            return dict(FIXED.get(name, {})) or paper_request(town, name) or case_request(town, name, ids)


def _of_certificate(name: str, code: str) -> dict[str, Any]:
    if name != "checkShipment":
        return {"params": {"code": code}}
    return {"json": report(), "params": {"code": code, "loaded_on": "2024-07-20"}}
