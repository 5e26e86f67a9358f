"""Nasty inputs in a report in JSON: the text of one field is that of the case, everything else is good.

Each is sent to be verified and to be filed; a report that is filed has to give the verdict that was given before.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import count
from typing import Any

import httpx

from tests.app.api.nasty import (
    CASES,
    DIESEL,
    DRYER,
    MORE,
    V1,
    Wire,
    accepted,
    acts,
    is_refused,
    last,
    refuse,
    verdict_of,
)
from tests.app.test_nasty_inputs import DRYER_ITEMS, LITERAL, sent
from tests.served.nasty_cases import CARRIED_OUT

PATHS = (f"{V1}/verifications", f"{V1}/reports")
JSON = {"Content-Type": "application/json"}
CHANNELS = frozenset({"json_api", "unit_string"})
PLACES = {
    "value": "/results/0/value",
    "unit": "/results/0/unit",
    "tested_at": "/results/0/tested_on",
    "report_no": "/report_no",
    "product_name": "/product/manufacturer",
    "remark": "the body",
}
OF_CASES = {
    "N27": "/qualifier",
    "N29": "/results/0/detection_limit",
    "S03": "/results/0/value",
    "S05": "/verdict",
    "S07": "the body",
}
# Shorter ones stand in every answer by chance.
SHORTEST_UNSEEN = 3
ELSE_UNSEEN = {"N18": "\u200b", "S05": "PASS", "S07": "[[[", "S18": "aaa", "S19": "\u202e"}
Finding = Mapping[str, Any]
_numbers = count(1)


def bodies(case: Mapping[str, Any]) -> Iterator[bytes]:
    """Return the report of a case, and the other forms that its recipe or its reason names."""
    content = sent(dict(case))
    yield content
    match case["id"]:
        case "N01":
            yield content.replace(b"NaN", b"-Infinity")
        case "N07":
            yield content.replace(b'"' + b"9" * 5000 + b'"', b"9" * 5000)
        case "S05" | "N27":
            good = sent({**CASES["N09"]})
            field = b'"verdict": "PASS", "format"' if case["id"] == "S05" else b'"qualifier": "<", "item"'
            yield good.replace(b'"format"' if case["id"] == "S05" else b'"item"', field, 1)
        case "S08":
            yield content.replace(b'"report_no": "R-1"', b'"report_no": "\\udfff"')
            yield content.replace(b'"results"', b'"\\ud800": 1, "results"')
            yield content.replace(b'"value": "6.2"', b'"value": "6,2\\ud800"')
        case _:
            return


def numbered(content: bytes) -> bytes:
    """Return a report under a number of its own."""
    return content.replace(b'"R-1"', b'"N-%d"' % next(_numbers))


def post(wire: Wire, path: str, case: Mapping[str, Any], content: bytes) -> httpx.Response:
    scheme = DRYER if case.get("item") in DRYER_ITEMS else DIESEL
    return wire.send("POST", path, params={"scheme": scheme}, content=content, headers=JSON)


def unseen(case: Mapping[str, Any]) -> str:
    """Return the text that no answer may show."""
    text = LITERAL.get(case["id"], case["value"])
    if case["channel"] == "json_api" and text.startswith('"'):
        text = json.loads(text)
    is_telling = len(text) >= SHORTEST_UNSEEN and text.isprintable() and not text.isalpha() and case["field"] != "body"
    return text if is_telling else ELSE_UNSEEN.get(case["id"], "")


def refusal(wire: Wire, *, case: Mapping[str, Any]) -> None:
    place = OF_CASES.get(case["id"], PLACES.get(case["field"]))
    if case["id"] == "S21":
        composed = sent(dict(case)).replace(LITERAL["S21"].encode(), '"R\u00e9-1"'.encode())
        assert post(wire, PATHS[1], case, composed).status_code == 201
    for number, content in enumerate(bodies(case)):
        for path in PATHS:
            send = partial(post, wire, path, case, content)
            refuse(send, case["id"], place if number == 0 else None, unseen(case))


AS: dict[str, Callable[[Finding], bool]] = {
    "N09": lambda found: (found["result"]["value"], found["outcome"]) == ("8.00", "conforming"),
    "N10": lambda found: found["result"]["value"] == found["value"] == json.loads(CASES["N10"]["value"]),
    "N19": lambda found: (found["result"]["value"], found["value"]) == ("+7.9", "7.9"),
    "N26": lambda found: (found["outcome"], found["value"]) == ("conforming", "[0, 3)"),
    "N28": lambda found: (found["outcome"], found["value"]) == ("undetermined", "[0, 10)"),
    "S22": lambda found: found["outcome"] == "conforming",
    "S23": lambda found: found["outcome"] == "conforming",
    "U20": lambda found: (found["unit"], found["value"]) == ("mm²/s", "6.2"),
    "U21": lambda found: (found["unit"], found["value"]) == ("mgKOH/100mL", "6.2"),
    "U22": lambda found: (found["outcome"], found["value"], found["unit"]) == ("conforming", "2", "℃"),
}


def acceptance(wire: Wire, *, case: Mapping[str, Any]) -> None:
    content = numbered(sent(dict(case)))
    judged = accepted(partial(post, wire, PATHS[0], case, content), case["id"]).content
    filed = accepted(partial(post, wire, PATHS[1], case, content), case["id"], 201).json()
    verdict = verdict_of(wire, filed["report"])
    assert judged == b'{"verdicts":[' + verdict + b"]}"
    found = last(json.loads(verdict))
    assert AS[case["id"]](found), found
    assert wire.send("GET", f"{V1}/reports/{filed['report']}/original").content == content


def text_is_data(wire: Wire, *, case: str) -> None:
    """A number of a report that is a statement or a script is found under itself, and nothing else is."""
    text = json.loads(CASES[case]["value"])
    report = json.loads(sent({**CASES["N09"]}))
    report |= {"report_no": text, "sample": {"id": text}}
    report["results"][0] |= {"value": "6.2", "remark": text}
    filed = wire.send("POST", PATHS[1], params={"scheme": DIESEL}, json=report)
    assert filed.status_code == 201, filed.text
    listed = wire.send("GET", PATHS[1], params={"report_no": text}).json()["reports"]
    assert [(each["report_no"], each["sample_id"]) for each in listed] == [(text, text)]
    assert last(json.loads(verdict_of(wire, filed.json()["report"])))["result"]["remark"] == text


def not_a_number_in_words(wire: Wire) -> None:
    """NaN and its like inside a string are refused as well, as another fault of form."""
    for word in ("NaN", "sNaN", "Infinity", "-Infinity"):
        content = sent({**CASES["N09"], "value": json.dumps(word)})
        answer = post(wire, PATHS[1], CASES["N09"], content)
        assert (answer.status_code, answer.json()["code"]) == (422, "number_not_finite"), answer.text


def folded_in_a_file_alone(wire: Wire) -> None:
    """What a file may write in full-width letters is refused in a message."""
    other = CASES["U14"]["also"][0]
    case = {**CASES["U14"], "channel": "unit_string"}
    for path in PATHS:
        answer = post(wire, path, case, sent(case))
        is_refused(answer, other["http_status"], other["code"], PLACES["unit"], unseen(case))


MORE["N01"] = not_a_number_in_words
MORE["S22"] = partial(text_is_data, case="S22")
MORE["S23"] = partial(text_is_data, case="S23")
MORE["U14"] = folded_in_a_file_alone
for _case in CASES.values():
    if _case["channel"] in CHANNELS and _case["id"] not in CARRIED_OUT:
        _run = refusal if _case["expected"]["action"] == "reject" else acceptance
        acts(_case["id"])(partial(_run, case=_case))
