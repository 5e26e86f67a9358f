"""Every answer that is not a success."""

import json
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.api.codes import MEANINGS, Code
from app.api.problems import MEDIA_TYPE, MOST_ERRORS, Problem, content, fault, refused
from app.wording import ISSUES, Language
from lims_adapters.contract import Issue
from lims_adapters.json_text import Document, read_json
from tests.app.api.probe import Probe

EN, ZH = Language.EN, Language.ZH


def shown(problem: Problem, language: Language = EN) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(content(problem, language, "request-1"))
    return answer


def issues(*codes: str) -> list[Issue]:
    return [Issue(code, f"/results/{index}", "6.2", "something else") for index, code in enumerate(codes)]


@pytest.mark.parametrize("code", Code)
@pytest.mark.parametrize("language", Language)
def test_each_problem_has_a_stable_type_and_words(code: Code, language: Language) -> None:
    answer = shown(Problem(code), language)
    assert answer["type"] == f"urn:labverdict:problem:{code}"
    assert (answer["code"], answer["status"]) == (code, MEANINGS[code].status)
    assert answer["request_id"] == "request-1"
    assert answer["title"] == MEANINGS[code].title.to(language)
    assert answer["detail"]
    assert "errors" not in answer


def test_the_words_differ_by_language_and_code() -> None:
    for language in Language:
        titles = [shown(Problem(code), language)["title"] for code in Code]
        assert len(set(titles)) == len(titles)
    assert all(meaning.title.zh != meaning.title.en for meaning in MEANINGS.values())


def test_no_problem_of_the_service_is_named_as_a_fault_of_a_report() -> None:
    assert set(Code).isdisjoint(ISSUES)


@pytest.mark.parametrize(
    ("codes", "status", "code"),
    [
        (["unit_unknown"], 422, "unit_unknown"),
        (["unit_unknown", "unit_unknown"], 422, "unit_unknown"),
        (["unit_unknown", "number_malformed"], 422, "refused"),
        (["malformed_json"], 400, "malformed_json"),
        (["duplicate_key"], 400, "duplicate_key"),
        (["duplicate_key", "unit_unknown"], 400, "refused"),
        (["malformed_body"], 400, "malformed_body"),
        (["body_too_large"], 413, "body_too_large"),
        (["unpacked_too_large"], 413, "unpacked_too_large"),
        (["too_many_members"], 413, "too_many_members"),
        (["duplicate_key", "body_too_large", "unit_unknown"], 413, "refused"),
        (["media_type_unsupported"], 415, "media_type_unsupported"),
        (["parameter_unknown", "parameter_repeated"], 422, "refused"),
        (["a code of a foreign adapter"], 422, "a code of a foreign adapter"),
    ],
)
def test_faults_become_one_problem(codes: Sequence[str], status: int, code: str) -> None:
    answer = shown(refused(issues(*codes)))
    assert (answer["status"], answer["code"]) == (status, code)
    assert [error["code"] for error in answer["errors"]] == list(codes)


def test_a_bare_nan_is_a_fault_of_the_json_text_and_the_word_nan_one_of_the_value() -> None:
    bare = read_json(b'{"value": NaN}')
    assert isinstance(bare, Document)
    typed = Issue("number_not_finite", "/value", "NaN", "a finite number")
    assert refused(bare.issues).status == 400
    assert refused([typed]).status == 422
    assert refused([typed]).code == refused(bare.issues).code == "number_not_finite"


def test_a_fault_has_its_place_and_what_is_expected_and_never_what_was_found() -> None:
    answer = shown(refused([Issue("unit_unknown", "/results/0/unit", "6.2 furlongs", "a unit of the table")]))
    assert answer["errors"] == [
        {
            "code": "unit_unknown",
            "pointer": "/results/0/unit",
            "detail": "The unit is not known.",
            "expected": "a unit of the table",
        }
    ]
    assert answer["detail"] == "/results/0/unit: The unit is not known (a unit of the table)"
    assert "furlongs" not in json.dumps(answer)


@pytest.mark.parametrize(
    ("where", "kind", "place"),
    [
        ("/results/0", "pointer", "/results/0"),
        ("row 12, column 检测结果", "place", "row 12, column 检测结果"),
        ("the document", "place", "the document"),
        ("head: /product", "place", "head: /product"),
        ("--as-of", "place", "parameter as_of"),
        ("header If-Match", "place", "header If-Match"),
    ],
)
def test_a_place_is_told_in_the_senders_terms(where: str, kind: str, place: str) -> None:
    (error,) = shown(refused([fault("date_invalid", where, "a day")]))["errors"]
    assert error[kind] == place
    assert len({"pointer", "place"} & set(error)) == 1


def test_a_flood_of_faults_is_cut_and_counted() -> None:
    assert len(shown(refused(issues(*["row_width"] * MOST_ERRORS)))["errors"]) == MOST_ERRORS
    answer = shown(refused(issues(*["row_width"] * (MOST_ERRORS + 2))))
    assert (len(answer["errors"]), answer["further_errors"]) == (MOST_ERRORS, 2)
    assert answer["detail"] == f"{MOST_ERRORS + 2} faults; each stands in `errors` with its place."


texts = st.text(st.characters(categories=None), max_size=30)


@given(texts, texts, texts, st.sampled_from(Language))
def test_every_text_can_be_encoded(code: str, where: str, expected: str, language: Language) -> None:
    problem = refused(
        [Issue(code, where, "\ud800", expected), Issue("unit_unknown", where, "\x00", "\ud800\x00\u202e")]
    )
    text = content(problem, language, "request-1").decode()
    assert not {"\ud800", "\x00", "\u202e"} & set(text)
    assert json.loads(text)["status"] in {400, 413, 422} | {meaning.status for meaning in MEANINGS.values()}


def test_half_a_pair_cannot_be_encoded_unguarded() -> None:
    with pytest.raises(UnicodeEncodeError):
        json.dumps({"pointer": "\ud800"}, ensure_ascii=False).encode()


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nowhere", 404, "not_found"),
        ("GET", "/api/v1/things/9999999999999999999", 404, "not_found"),
        ("GET", "/api/v1/things/1_0", 404, "not_found"),
        ("GET", "/api/v1/things/%00", 404, "not_found"),
        ("GET", "/api/v1/things/", 404, "not_found"),
        ("DELETE", "/api/v1/things", 405, "method_not_allowed"),
        ("GET", "/api/v1/numbers/x", 422, "parameter_invalid"),
        ("GET", "/api/v1/bug", 500, "internal_error"),
        ("GET", "/api/v1/problems/unauthenticated", 401, "unauthenticated"),
    ],
)
def test_what_the_framework_refuses_is_a_problem_too(method: str, path: str, status: int, code: str) -> None:
    answer = Probe().call(method, path)
    assert answer.status_code == answer.json()["status"] == status
    assert answer.json()["code"] == code
    assert answer.headers["Content-Type"] == MEDIA_TYPE
    assert answer.headers["X-Request-ID"] == answer.json()["request_id"]


def test_an_unknown_path_and_an_unknown_id_answer_alike() -> None:
    path, thing = Probe().call("GET", "/nowhere"), Probe().call("GET", "/api/v1/things/x")
    assert path.content == thing.content
    assert path.headers == thing.headers


def test_headers_go_with_their_problem() -> None:
    probe = Probe()
    assert (
        probe.call("GET", "/api/v1/problems/unauthenticated").headers["WWW-Authenticate"] == 'Bearer realm="labverdict"'
    )
    assert probe.call("GET", "/api/v1/problems/unavailable").headers["Retry-After"] == "1"
    assert probe.call("DELETE", "/api/v1/things/x").headers["Allow"] == "GET"


@pytest.mark.parametrize(
    ("asked", "title"), [("en-GB", "There is no such thing."), ("zh-CN", "找不到"), ("fr", "找不到")]
)
def test_the_sender_chooses_the_language(asked: str, title: str) -> None:
    answer = Probe().call("GET", "/nowhere", headers={"Accept-Language": asked})
    assert answer.json()["title"] == title
    assert answer.headers["Vary"] == "Accept-Language"
    assert answer.headers["Content-Language"] == ("en" if asked == "en-GB" else "zh")
