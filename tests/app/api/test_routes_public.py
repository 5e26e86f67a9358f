"""A certificate is looked up by whoever holds it; nobody learns anything of one whose code they do not have."""

import base64
import hashlib
import json
import statistics
import time
from datetime import date

import pytest

from app.certification.lifecycle.vocabulary import Act
from app.ledger.merkle import includes, leaf_hash
from tests.app.api.asking import Line
from tests.app.api.test_routes_log import head_of
from tests.app.api.world import World, certificates, certify
from tests.app.certificates import CERTIFICATE, code_of

ROOT = "/api/v1/public/certificates"
NUMBER = "JSPB-2024-0007"


@pytest.fixture(scope="module")
def code(town: World) -> str:
    """Issue a certificate, suspend and restore it, and return its code."""
    made = certify(town, NUMBER)
    office = certificates(town)
    office.act(NUMBER, Act.SUSPEND, date(2024, 9, 2), date(2025, 3, 2))
    office.act(NUMBER, Act.RESTORE, date(2024, 10, 8))
    return code_of(made)


@pytest.mark.parametrize(
    ("on", "status"),
    [
        ("2024-06-02", ("not_issued", None, None)),
        ("2024-06-03", ("valid", "2024-06-03", None)),
        ("2024-09-01", ("valid", "2024-06-03", None)),
        ("2024-09-02", ("suspended", "2024-09-02", "2025-03-02")),
        ("2024-10-07", ("suspended", "2024-09-02", "2025-03-02")),
        ("2024-10-08", ("valid", "2024-10-08", None)),
    ],
)
def test_how_it_stood_on_a_past_day(opened: Line, code: str, on: str, status: tuple[str | None, ...]) -> None:
    told = opened.ask("GET", f"{ROOT}/{NUMBER}", params={"code": code, "on": on}).json()
    assert (told["status"], told["since"], told["suspended_until"]) == status
    assert told["on"] == on
    assert (told["holder"], told["scheme"], told["unit"]["grade"]) == ("示例石化有限公司", CERTIFICATE.scheme, "0号")
    assert (told["starts_on"], told["expires_on"], told["version"]) == ("2024-06-03", "2027-06-03", 1)


def test_without_a_day_it_is_today(opened: Line, code: str, town: World) -> None:
    told = opened.ask("GET", f"{ROOT}/{NUMBER}", params={"code": code}).json()
    # Within a second of midnight in Shanghai, the day before may be told.
    assert abs((date.fromisoformat(told["on"]) - town.parts.desk.clock.now().date()).days) <= 1


def test_a_day_that_has_not_begun_is_refused_whatever_the_code_is(opened: Line, code: str) -> None:
    for given in (code, "00000-00000"):
        answer = opened.ask("GET", f"{ROOT}/{NUMBER}", params={"code": given, "on": "2999-01-01"})
        assert (answer.status_code, answer.json()["code"]) == (422, "parameter_invalid")


def test_a_code_is_read_as_it_is_typed(opened: Line, code: str) -> None:
    for typed in (code.lower(), code.replace("-", ""), code.replace("0", "o").replace("1", "l")):
        assert opened.ask("GET", f"{ROOT}/{NUMBER}", params={"code": typed}).status_code == 200


def test_a_wrong_code_and_an_unknown_number_are_one_answer(opened: Line, code: str) -> None:
    wrong = ("Z" if code[0] != "Z" else "Y") + code[1:]
    for path in ("", "/proof"):
        answers = [
            opened.ask("GET", f"{ROOT}/{number}{path}", params={"code": given}, headers={"X-Request-Id": "a" * 32})
            for number, given in ((NUMBER, wrong), ("JSPB-2024-9999", wrong), ("JSPB-2024-9999", code))
        ]
        assert {answer.status_code for answer in answers} == {404}
        assert len({answer.content for answer in answers}) == 1
        assert len({tuple(sorted(answer.headers.items())) for answer in answers}) == 1


def test_a_number_that_cannot_be_one_is_not_found(opened: Line, code: str) -> None:
    assert opened.ask("GET", f"{ROOT}/{'N' * 65}", params={"code": code}).status_code == 404


def test_what_cannot_be_a_code_is_refused(opened: Line) -> None:
    for given in ("", "7ZC4M-0Q9T", "7ZC4M-0Q9TU", "7ZC4M--0Q9TK"):
        assert opened.ask("GET", f"{ROOT}/{NUMBER}", params={"code": given}).status_code == 422


def test_the_code_of_an_older_version_still_finds_the_certificate(opened: Line, town: World) -> None:
    number = "JSPB-2024-0008"
    first = certify(town, number)
    second = certify(town, number, version=2, act=Act.REISSUE, decided_on=date(2024, 8, 1), starts_on=date(2024, 8, 1))
    for certificate, version in ((first, 1), (second, 2)):
        for on, on_day in (("2024-07-31", 1), ("2024-08-01", 2)):
            told = opened.ask("GET", f"{ROOT}/{number}", params={"code": code_of(certificate), "on": on}).json()
            assert (told["status"], told["version"], told["version_on_day"]) == ("valid", version, on_day)


def test_records_that_contradict_each_other_tell_no_status(opened: Line, town: World) -> None:
    number = "JSPB-2024-0009"
    made = certify(town, number)
    certificates(town).act(number, Act.RESTORE, date(2024, 8, 1))
    for on, status in (("2024-07-31", "valid"), ("2024-08-01", "undetermined")):
        assert (
            opened.ask("GET", f"{ROOT}/{number}", params={"code": code_of(made), "on": on}).json()["status"] == status
        )


def test_one_from_before_the_service_says_so(opened: Line, code: str, town: World) -> None:
    number = "JSPB-2024-0010"
    former = certify(town, number, imported="ab" * 32, decision="ab" * 32)
    for name, given, imported in ((NUMBER, code, False), (number, code_of(former), True)):
        told = opened.ask("GET", f"{ROOT}/{name}", params={"code": given, "on": "2024-10-08"}).json()
        assert (told["status"], told["imported"]) == ("valid", imported)


def test_it_names_no_person_and_no_result(opened: Line, code: str, town: World) -> None:
    text = opened.ask("GET", f"{ROOT}/{NUMBER}", params={"code": code}).text
    assert certificates(town).by.person not in text
    assert certificates(town).by.account not in text


def test_the_document_is_proved_by_the_published_key_alone(opened: Line, code: str) -> None:
    told = opened.ask("GET", f"{ROOT}/{NUMBER}/proof", params={"code": code}).json()
    proof, content = told["proof"], base64.b64decode(told["document"])
    head = head_of(proof["checkpoint"], opened.ask("GET", "/api/v1/log/key").json())
    entry = base64.b64decode(proof["entry"])
    path = [bytes.fromhex(each) for each in proof["path"]]
    assert includes(leaf_hash(entry), proof["leaf_index"], head.size, path, bytes.fromhex(head.root))
    assert json.loads(entry)["subject"]["document"] == hashlib.sha256(content).hexdigest()
    assert json.loads(content)["number"] == NUMBER


def test_the_code_is_in_no_log(opened: Line, code: str, town: World) -> None:
    opened.ask("GET", f"{ROOT}/{NUMBER}", params={"code": code})
    assert f"{ROOT}/{{number}}" in town.log.getvalue()
    assert code not in town.log.getvalue()


def test_the_time_tells_no_known_number_from_an_unknown_one(opened: Line, code: str) -> None:
    wrong = ("Z" if code[0] != "Z" else "Y") + code[1:]
    ratios = []
    for _ in range(6):
        taken: dict[str, list[float]] = {NUMBER: [], "JSPB-2024-9999": []}
        for turn in range(120):
            for number in sorted(taken, reverse=bool(turn % 2)):
                started = time.perf_counter()
                opened.ask("GET", f"{ROOT}/{number}", params={"code": wrong})
                taken[number].append(time.perf_counter() - started)
        known, unknown = (statistics.median(each) for each in taken.values())
        ratios.append(known / unknown)
    assert min(abs(ratio - 1) for ratio in ratios) <= 0.1, ratios
