"""The rules are for everybody to see: dated, sealed, in both languages."""

from datetime import timedelta
from typing import Any

import pytest

from tests.app.api.asking import SCHEME, Session
from tests.app.api.conftest import Enter
from tests.app.api.world import library

DRYER = "JSPB01-110038-2023"
DAY = "2026-05-12"


@pytest.fixture
def anyone(enter: Enter) -> Session:
    return enter()


def test_every_scheme_is_listed_with_its_seals(anyone: Session) -> None:
    listed = anyone.get("/schemes").json()["schemes"]
    assert [each["id"] for each in listed] == sorted(library().schemes)
    for each in listed:
        assert each["seals"] == library().schemes[each["id"]].seals
        assert anyone.send("GET", each["links"]["scheme"]).json() == each


def test_schemes_are_those_in_force_on_a_day(anyone: Session) -> None:
    first = library().schemes[SCHEME].in_force
    for day, is_listed in ((first - timedelta(days=1), False), (first, True)):
        listed = anyone.get("/schemes", as_of=day.isoformat()).json()["schemes"]
        assert (SCHEME in {each["id"] for each in listed}) is is_listed


def test_the_limits_of_a_grade_are_those_that_it_is_judged_by(anyone: Session) -> None:
    found = anyone.get("/limits", scheme=SCHEME, grade="0#", as_of=DAY).json()
    wanted = library().schemes[SCHEME].requirements["0号"]
    assert [each["requirement"] for each in found["limits"]] == [requirement.id for requirement in wanted]
    sulfur = next(each for each in found["limits"] if each["characteristic"] == "sulfur_content")
    assert (sulfur["limit"], sulfur["unit"], sulfur["acceptance"]) == ("≤10", "mg/kg", "(-∞, 10]")
    assert sulfur["item"] == {"zh": "硫含量", "en": "sulfur content"}


def test_without_a_grade_every_limit_says_for_which_it_holds(anyone: Session) -> None:
    limits = anyone.get("/limits", scheme=SCHEME, as_of=DAY).json()["limits"]
    grades = library().schemes[SCHEME].grades
    for grade in grades:
        of_grade = anyone.get("/limits", scheme=SCHEME, grade=grade, as_of=DAY).json()["limits"]
        mine = [{**each, "grades": [grade]} for each in limits if grade in each["grades"]]
        assert sorted(map(str, mine)) == sorted(map(str, of_grade))
    assert {len(each["grades"]) for each in limits} > {len(grades)}


def test_a_product_without_grades_has_limits_for_none(anyone: Session) -> None:
    limits = anyone.get("/limits", scheme=DRYER, as_of=DAY).json()["limits"]
    assert limits
    assert {tuple(each["grades"]) for each in limits} == {()}
    assert any(each["limit"] is None and each["certainty"] == "not_held" for each in limits)


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"scheme": SCHEME}, "parameter_missing"),
        ({"as_of": DAY}, "parameter_missing"),
        ({"scheme": "JSPB01-999999-2023", "as_of": DAY}, "scheme_unknown"),
        ({"scheme": SCHEME, "as_of": "2023-10-15"}, "scheme_not_in_force"),
        ({"scheme": SCHEME, "as_of": "2015-01-01"}, "refused"),
        ({"scheme": SCHEME, "as_of": DAY, "grade": "7号"}, "grade_unknown"),
        ({"scheme": DRYER, "as_of": DAY, "grade": "0号"}, "grade_not_expected"),
        ({"scheme": SCHEME, "as_of": "2026-02-30"}, "parameter_invalid"),
    ],
)
def test_limits_that_nobody_can_name_are_refused(anyone: Session, asked: dict[str, str], code: str) -> None:
    answer = anyone.get("/limits", **asked)
    assert (answer.status_code, answer.json()["code"]) == (422, code)


def test_the_first_day_of_a_scheme_is_covered(anyone: Session) -> None:
    first = library().schemes[SCHEME].in_force.isoformat()
    assert anyone.get("/limits", scheme=SCHEME, as_of=first).status_code == 200


@pytest.mark.parametrize(("wanted", "language"), [("en", "en"), ("zh-CN,en;q=0.5", "zh"), ("fr", "zh")])
def test_sentences_are_in_the_language_that_is_asked_for(anyone: Session, wanted: str, language: str) -> None:
    path = f"/api/v1/limits?scheme={SCHEME}&as_of={DAY}"
    answer = anyone.send("GET", path, headers={"Accept-Language": wanted})
    assert (answer.headers["content-language"], answer.headers["vary"]) == (language, "Accept-Language")
    assert answer.json()["limits"][0]["certainty_meaning"].isascii() is (language == "en")


def test_the_methods_are_listed_with_what_they_are_accepted_for(anyone: Session) -> None:
    listed = anyone.get("/methods").json()["methods"]
    assert {each["id"] for each in listed} == {method.id for method in library().vocabulary.methods.values()}
    card = anyone.get("/methods/SH_T_0689").json()
    assert card in listed
    assert {"scheme": SCHEME, "characteristic": "sulfur_content"} in card["accepted_for"]


def test_a_method_has_the_editions_that_had_begun(anyone: Session) -> None:
    def years(**asked: str) -> list[str]:
        listed = anyone.get("/methods", **asked).json()["methods"]
        return [edition["year"] for each in listed if each["id"] == "SH_T_0689" for edition in each["editions"]]

    assert years() == years(as_of=DAY) == ["2000"]
    assert years(as_of="1999-12-31") == []


def test_the_characteristics_are_those_that_are_known_or_asked_for(anyone: Session) -> None:
    def names(**asked: str) -> set[str]:
        listed = anyone.get("/characteristics", **asked).json()["characteristics"]
        return {each["id"] for each in listed}

    scheme = library().schemes[DRYER]
    wanted = {each.characteristic.id for requirements in scheme.requirements.values() for each in requirements}
    assert names() == {item.id for item in library().vocabulary.items.values()}
    assert names(scheme=DRYER) == names(scheme=DRYER, as_of=DAY) == wanted
    assert names(as_of=DAY) == names(scheme=DRYER) | names(scheme=SCHEME)
    assert names(as_of="2023-10-15") == set()
    assert anyone.get("/characteristics", scheme=DRYER, as_of="2023-10-19").json()["code"] == "scheme_not_in_force"


@pytest.mark.parametrize("path", ["/schemes/JSPB01", "/schemes/..", "/methods/SH_T_0688", "/methods/%20"])
def test_what_is_not_held_is_not_found(anyone: Session, path: str) -> None:
    assert anyone.get(path).status_code == 404


@pytest.mark.parametrize(
    "path", ["/schemes", f"/schemes/{SCHEME}", "/methods", "/methods/SH_T_0689", "/characteristics"]
)
def test_what_is_known_already_is_not_sent_again(anyone: Session, path: str) -> None:
    first = anyone.send("GET", f"/api/v1{path}")
    again = anyone.send("GET", f"/api/v1{path}", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert first.headers["cache-control"] == "public, max-age=60"


def test_two_languages_have_two_tags(anyone: Session) -> None:
    path = f"/api/v1/limits?scheme={SCHEME}&as_of={DAY}"
    tags: list[Any] = [
        anyone.send("GET", path, headers={"Accept-Language": each}).headers["etag"] for each in ("zh", "en", "zh")
    ]
    assert tags[0] == tags[2] != tags[1]
