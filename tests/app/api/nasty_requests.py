"""Nasty requests: headers, identifiers in paths, addresses of webhooks, a correction."""

import base64
import json
import re
import ssl
from collections.abc import Iterator
from functools import partial
from typing import Any

import httpx

from app.delivery.guard import Guard, UrlRules
from app.delivery.sender import Failed, Sender
from tests.app.api.asking import SCHEME, new_key, report
from tests.app.api.nasty import CASES, V1, Wire, accepted, acts, in_time, is_refused, refuse
from tests.app.delivery.fakes import Key, SetClock, TableResolver, due
from tests.app.delivery.receiver import Receiver, answering

REPORTS, WEBHOOKS = f"{V1}/reports", f"{V1}/webhooks"
PLACE = "header Idempotency-Key"


def file(wire: Wire, document: object, key: str | None = None, by: str = "laboratory_1") -> httpx.Response:
    headers = {"Idempotency-Key": key or new_key()}
    return wire.send("POST", REPORTS, by, params={"scheme": SCHEME}, json=document, headers=headers)


@acts("H01")
def the_same_request_twice(wire: Wire) -> None:
    document, key = report(), new_key()
    first, second = (accepted(partial(file, wire, document, key), "H01", 201) for _ in range(2))
    assert second.content == first.content
    listed = wire.send("GET", REPORTS, params={"report_no": document["report_no"]}).json()["reports"]
    assert len(listed) == 1


@acts("H02")
def another_request_with_the_key(wire: Wire) -> None:
    key = new_key()
    assert file(wire, report(), key).status_code == 201
    refuse(partial(file, wire, report("H-2"), key), "H02", unseen=key)
    assert wire.send("GET", REPORTS, params={"report_no": "H-2"}).json()["reports"] == []


def without_key(wire: Wire, path: str, **more: Any) -> httpx.Response:  # noqa: ANN401 - handed on to httpx as it is
    return wire.client.request("POST", path, headers=wire.town.bearer("laboratory_1"), **more)


@acts("H04")
def no_key(wire: Wire) -> None:
    asked = {"scheme": SCHEME}
    refuse(partial(without_key, wire, REPORTS, params=asked, json=report()), "H04")
    refuse(partial(without_key, wire, f"{V1}/uploads", data=asked, files={"file": b"a,b"}), "H04")


@acts("H05")
def keys_that_are_none(wire: Wire) -> None:
    for key in ("k" * 300, "k" * 256, 'k"k', "k,k", "k k", "k\\k", ""):
        refuse(partial(file, wire, report(), key), "H05", PLACE, "kkk") if key else is_empty(wire)
    assert file(wire, report(), "k" * 255).status_code == 201


def is_empty(wire: Wire) -> None:
    answer = wire.send("POST", REPORTS, params={"scheme": SCHEME}, json=report(), headers={"Idempotency-Key": ""})
    assert answer.status_code == 400
    assert answer.json()["code"] in {"idempotency_key_malformed", "idempotency_key_missing"}


@acts("H06")
def the_key_of_another(wire: Wire) -> None:
    key, one, other = new_key(), report("H-6"), report("H-66")
    first = file(wire, one, key)
    second = accepted(partial(file, wire, other, key, "laboratory_2"), "H06", 201)
    same = accepted(partial(file, wire, one, new_key(), "laboratory_2"), "H06", 201)
    for answer in (second, same):
        assert first.json()["report"] not in answer.text
        assert first.json()["report"] not in wire.send("GET", REPORTS, "laboratory_2").text
    assert file(wire, one, key).content == first.content


def tokens(address: str) -> Iterator[str]:
    """Return tokens that name where their key is to be fetched from, or bring it along."""
    key = {"kty": "oct", "k": "AAAA"}
    for more in ({"jku": f"{address}/keys"}, {"x5u": f"{address}/certificate"}, {"jwk": key}, {}):
        for alg in ("RS256", "HS256", "none"):
            parts = ({"typ": "JWT", "alg": alg, **more}, {"sub": "laboratory_1", "exp": 4102444800})
            signed = [base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts]
            yield ".".join([*signed, "" if alg == "none" else "c2lnbmF0dXJl"])


@acts("H14")
def tokens_with_keys_elsewhere(wire: Wire) -> None:
    with Receiver(answering(200)) as receiver:
        for token in tokens(f"http://127.0.0.1:{receiver.port}"):
            bearer = {"Authorization": f"Bearer {token}"}
            refuse(partial(wire.send, "GET", REPORTS, None, headers=bearer), "H14", unseen=token.split(".")[0])
        assert receiver.received == []


def add(wire: Wire, url: str) -> httpx.Response:
    return wire.administer("POST", WEBHOOKS, json={"url": url})


@acts("H18")
def webhooks_to_the_inside(wire: Wire) -> None:
    """An address or a name of the inside is refused at once, a name that turns out to lead there at each attempt."""
    urls = [
        *(url.strip() for url in CASES["H18"]["value"].split(", ")[:2]),
        *("https://169.254.169.254/", "https://[::1]/", "https://[::ffff:127.0.0.1]/", "https://localhost/"),
        *("https://2130706433/", "https://0x7f.1/", "https://127.0.0.1.:443/", "https://db.internal/hook"),
    ]
    for url in urls:
        refuse(partial(add, wire, url), "H18", "/url", re.split("[/?]", url)[2])
    with Receiver(answering(200)) as inside:
        moved = answering(302, location=f"http://127.0.0.1:{inside.port}/")
        assert attempt(f"http://inside.example.com:{inside.port}/", UrlRules(allow_http=True, any_port=True)) == (
            Failed("forbidden_address", strained=True)
        )
        with Receiver(moved) as outside:
            open_ = UrlRules(allow_http=True, any_port=True, allow_private=True)
            assert attempt(f"http://inside.example.com:{outside.port}/", open_) == Failed("redirect")
            assert len(outside.received) == 1
        assert inside.received == []


def attempt(url: str, rules: UrlRules) -> object:
    """Send an event to a name that resolves to this machine."""
    guard = Guard(rules, TableResolver({"inside.example.com": [["127.0.0.1"]]}))
    return Sender(guard, [Key()], SetClock(), ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)).send(due(url))


@acts("H19")
def a_corrected_result(wire: Wire) -> None:
    """A result is corrected by a new revision; the old one, its verdict and its bytes stay as they were."""
    document = report()
    filed = file(wire, document)
    path = filed.headers["location"]
    parts = [f"{path}/revisions/1", f"{path}/verdict?revision=1", f"{path}/original?revision=1"]
    before = [wire.send("GET", part).content for part in parts]
    document["results"][0]["value"] = "6.4"
    request = partial(wire.send, "POST", f"{path}/corrections", params={"reason": "录入有误"}, json=document)
    is_refused(request(headers={"If-Match": '"2"'}), 412, "precondition_failed")
    is_refused(request(), 428, "precondition_required")
    corrected = in_time(partial(request, headers={"If-Match": filed.headers["etag"]}))
    assert (corrected.status_code, corrected.json()["revision"]) == (201, 2)
    assert [wire.send("GET", part).content for part in parts] == before
    newest = wire.send("GET", path).json()
    assert (newest["revision"], newest["reason"]) == (2, "录入有误")
    revisions = wire.send("GET", f"{path}/revisions").json()["revisions"]
    assert [each["revision"] for each in revisions] == [1, 2]
    values = [wire.send("GET", f"{path}/verdict", params={"revision": n}).json()["findings"] for n in (1, 2)]
    assert ['"6.4"' in json.dumps(each) for each in values] == [False, True]


@acts("S24", "S25")
def numbers_that_are_no_ids(wire: Wire) -> None:
    """Every identifier of every path is not found, and so is every number out of its range."""
    paths = wire.send("GET", f"{V1}/openapi.json", None).json()["paths"]
    filed = file(wire, report()).json()
    for template, operations in paths.items():
        for name in re.findall(r"\{(\w+)\}", template):
            for case in ("S24", "S25"):
                path = template.replace(f"{{{name}}}", CASES[case]["value"]).replace("{report}", filed["report"])
                path = path.replace("{cases}", "applications")
                for method in operations:
                    ask = wire.administer if "webhook" in template else partial(wire.send, by=_asker(template))
                    more = bodies(method, template)
                    more["headers"] = {"If-Match": '"1"'} | more.get("headers", {})
                    refuse(partial(ask, method.upper(), path, **more), case, unseen=CASES[case]["value"])


def _asker(template: str) -> str:
    return "body_1" if "/body/" in template or template.endswith("/acts") else "laboratory_1"


def bodies(method: str, template: str) -> dict[str, Any]:
    """Return what a request needs so that nothing but its path is at fault."""
    match method, template.rpartition("/")[2]:
        case "post", "shares":
            return {"json": {"organisation": "0" * 32}}
        case "post", "corrections":
            return {"json": report(), "params": {"reason": "录入有误", "scheme": SCHEME}}
        case "post", "shipments":
            return {"json": report(), "params": {"code": "00000-00000", "loaded_on": "2024-07-20"}}
        case "get", _ if "/public/" in template:
            return {"params": {"code": "00000-00000"}}
        case "post", "{cases}" | "events":
            return {"json": {"event": "accept", "on": "2026-05-12"}}
        case "post", "acts":
            return {"json": {"act": "report_result", "on": "2026-05-12"}}
        case "post", "documents":
            headers = {"Content-Type": "application/octet-stream"}
            return {"content": b"file", "params": {"name": "a"}, "headers": headers}
        case "post", "parties":
            return {"json": {"organisation": "0" * 32, "role": "applicant"}}
        case "patch", _:
            return {"json": {"enabled": False}}
        case _:
            return {}
