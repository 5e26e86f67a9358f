"""What a body sets is proposed by one of its persons and confirmed by another; what it declares is its own."""

from datetime import timedelta
from typing import Any

import httpx
import pytest

from app.certification.dossier import Never
from app.identity.credentials import CredentialKind
from app.identity.roles import Role
from app.store.evidence import StoredEvidence
from app.workflow.administer import Term, add_account, grant_role
from app.workflow.issue_key import IssuedKey, KeyRequest, issue_key
from tests.app.api.asking import Line, Session, new_key
from tests.app.api.conftest import Enter
from tests.app.api.paperwork import DRYER, SENT, confirmed, limits, proposed, settings
from tests.app.api.world import APPLICANT, World


@pytest.fixture
def reviewer(enter: Enter) -> Session:
    return enter("body_1", Role.REVIEWER)


@pytest.fixture
def decider(enter: Enter) -> Session:
    return enter("body_1", Role.DECIDER)


def problem(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def places(answer: httpx.Response) -> set[tuple[str, str]]:
    return {(each["code"], each["pointer"]) for each in answer.json()["errors"]}


@pytest.mark.parametrize("paper", SENT)
def test_one_person_proposes_and_another_confirms(
    paper: str, town: World, reviewer: Session, decider: Session, enter: Enter
) -> None:
    sent = SENT[paper]("第一版")
    proposal = proposed(reviewer, paper, sent)
    assert proposal["id"] in {each["id"] for each in decider.get(f"/body/{paper}/proposals").json()["proposals"]}
    set_by_two = confirmed(decider, paper, proposal["id"])
    told = set_by_two.json()
    assert set_by_two.status_code == 201
    assert told["document"]["set_by"] == [told["set_by"], told["confirmed_by"]]
    assert told["document"]["body"] == town.organisations["body_1"]
    assert (told["version"], told["document"]["version"]) == (proposal["version"],) * 2
    assert {name: told["document"][name] for name in sent} == sent
    newest = enter("body_1", Role.PLANNER).get(f"/body/{paper}")
    assert newest.json() == told
    assert newest.headers["etag"] == set_by_two.headers["etag"] == f'"{told["version"]}"'
    assert reviewer.get(f"/body/{paper}", version=told["version"]).json() == told
    assert reviewer.get(f"/body/{paper}", version=9999).status_code == 404
    known = reviewer.send("GET", f"/api/v1/body/{paper}", headers={"If-None-Match": newest.headers["etag"]})
    assert known.status_code == 304
    assert decider.get(f"/body/{paper}/proposals").json()["proposals"] == []


def second_account(town: World, opened: Line, of: Role, role: Role) -> Session:
    """Give a person one more account with another role."""
    account = town.office.access.account(town.accounts["body_1", of])
    assert account is not None
    assert account.person is not None
    second = add_account(account.organisation, "第二账户", account.person, town.office)
    grant_role(second.id, role, Term(None, None), None, town.office)  # type: ignore[union-attr]  # it was added
    key = issue_key(KeyRequest(second.id, CredentialKind.API_KEY, None, timedelta(days=1)), town.office)  # type: ignore[union-attr]  # it was added
    assert isinstance(key, IssuedKey)
    return Session(opened, {"Authorization": f"Bearer {key.text}"})


def test_nobody_confirms_his_own_proposal_under_no_account(
    town: World, opened: Line, reviewer: Session, decider: Session
) -> None:
    proposal = proposed(reviewer, "settings", settings())["id"]
    himself = second_account(town, opened, Role.REVIEWER, Role.DECIDER)
    for session in (reviewer, himself):
        assert problem(confirmed(session, "settings", proposal)) == (409, "another_person_needed")
    assert confirmed(decider, "settings", proposal).status_code == 201


def test_a_confirmation_is_repeated_without_harm_and_only_the_first_of_two_proposals_counts(
    reviewer: Session, decider: Session
) -> None:
    first, second = (proposed(reviewer, "settings", settings(ground))["id"] for ground in ("甲", "乙"))
    key = new_key()
    told = confirmed(decider, "settings", first, key)
    assert confirmed(decider, "settings", first, key).content == told.content
    # Under another key it is found as it was set.
    assert confirmed(decider, "settings", first).content == told.content
    assert problem(confirmed(decider, "settings", second)) == (409, "conflict")


def test_what_another_process_is_asked_under_the_same_key_is_done_once(
    town: World, reviewer: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = StoredEvidence.answered
    for path, sent in (("/body/settings/proposals", settings("同一键")), ("/declarations", declaration(town))):
        before, key = reviewer.get(path).json(), new_key()
        told = reviewer.post(path, sent, key)
        assert told.status_code == 201
        looks = iter([True, False])
        # Whoever looks first does not find what is only being stored.
        monkeypatch.setattr(
            StoredEvidence, "answered", lambda self, key, now=looks: None if next(now) else look(self, key)
        )
        assert reviewer.post(path, sent, key).content == told.content
        monkeypatch.undo()
        (listed,) = reviewer.get(path).json().values()
        assert len(listed) == len(*before.values()) + 1


@pytest.mark.parametrize(
    ("sent", "found"),
    [
        (settings(adopted_norms=["M-23D", "M-23d"]), {("norm_not_adoptable", "/settings/adopted_norms/value/0")}),
        (settings(adopted_norms=["C-4.2.2"]), {("norm_not_adoptable", "/settings/adopted_norms/value/0")}),
        (
            settings(sampling_items=["sulfur_content", "sulphur"], non_critical_items=["x"]),
            {
                ("item_unknown", "/settings/sampling_items/value/1"),
                ("item_unknown", "/settings/non_critical_items/value/0"),
            },
        ),
        (
            settings(renewal_start="sometime", sampling_items=["y"]),
            {("word_unknown", "/settings/renewal_start/value"), ("item_unknown", "/settings/sampling_items/value/0")},
        ),
        ({**settings(), "version": 7}, {("unknown_field", "/version")}),
        ({**settings(), "set_by": ["a", "b"]}, {("unknown_field", "/set_by")}),
        ({"settings": {"nothing_known": {}}}, {("unknown_field", "/settings/nothing_known")}),
        ({}, {("field_missing", "/settings")}),
        *(
            (settings(number_format=form), {("number_format_unusable", "/settings/number_format/value")})
            for form in (
                *("JSPB-{year}", "{serial}-{serial}", "JSPB/{year}/{serial}", "50%-{serial}", "A?{serial}"),
                *("#{serial}", "A" * 56 + "{serial}"),
            )
        ),
        (settings(adopted_norms="M-23d"), {("wrong_type", "/settings/adopted_norms/value")}),
    ],
)
def test_settings_are_refused_with_every_fault(reviewer: Session, sent: object, found: set[tuple[str, str]]) -> None:
    before = reviewer.get("/body/settings/proposals").content
    answer = reviewer.post("/body/settings/proposals", sent)
    assert answer.status_code == 422
    assert places(answer) == found
    assert reviewer.get("/body/settings/proposals").content == before


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"scheme": "JSPB01-999999-2023"}, ("scheme_unknown", "/scheme")),
        ({"scheme": None}, ("field_missing", "/scheme")),
        ({"standard": "GB 19147-2016"}, ("standard_differs", "/standard")),
        ({"adopted": []}, ("field_missing", "/adopted")),
    ],
)
def test_limits_are_refused(reviewer: Session, change: dict[str, Any], found: tuple[str, str]) -> None:
    answer = reviewer.post("/body/adopted-limits/proposals", {**limits(), **change})
    assert answer.status_code == 422
    assert places(answer) == {found}


@pytest.mark.parametrize(
    ("content", "status"),
    [(b'{"settings":{},"settings":{}}', 400), (b"[]", 422), (b"{", 400), (b'{"settings":NaN}', 400)],
)
def test_what_is_no_document_is_refused(reviewer: Session, content: bytes, status: int) -> None:
    headers = {"Idempotency-Key": new_key(), "Content-Type": "application/json"}
    answer = reviewer.send("POST", "/api/v1/body/settings/proposals", headers=headers, content=content)
    assert answer.status_code == status


def test_the_limits_of_one_scheme_are_found_by_it(reviewer: Session, decider: Session) -> None:
    told = confirmed(decider, "adopted-limits", proposed(reviewer, "adopted-limits", limits("丙"))["id"]).json()
    assert reviewer.get("/body/adopted-limits", scheme=DRYER).json() == told
    assert reviewer.get("/body/adopted-limits", scheme="JSPB01-180004-2023").status_code == 404


def test_another_body_finds_neither_document_nor_proposal(reviewer: Session, enter: Enter) -> None:
    proposal = proposed(reviewer, "settings", settings())["id"]
    foreign = enter("body_2", Role.DECIDER)
    assert problem(confirmed(foreign, "settings", proposal)) == (404, "not_found")
    assert problem(confirmed(enter("body_1", Role.DECIDER), "adopted-limits", proposal)) == (404, "not_found")
    assert foreign.get("/body/settings").status_code == 404
    assert foreign.get("/body/settings/proposals").json()["proposals"] == []


@pytest.mark.parametrize("role", [Role.PLANNER, Role.ADMINISTRATOR, Role.AUDITOR, Role.APPLICATION_OFFICER])
def test_who_does_not_answer_for_decisions_sets_nothing(enter: Enter, role: Role) -> None:
    session = enter("body_1", role)
    assert problem(session.post("/body/settings/proposals", settings())) == (403, "forbidden")
    assert problem(confirmed(session, "settings", "0" * 32)) == (403, "forbidden")


def declaration(town: World, **more: object) -> dict[str, object]:
    client = town.organisations[APPLICANT]
    return {"client": client, "free_of_conflict": True, "advised_until": "never", **more}


def test_the_newest_declaration_of_a_person_counts(town: World, enter: Enter) -> None:
    evaluator = enter("body_1", Role.EVALUATOR)
    assert evaluator.post("/declarations", declaration(town)).status_code == 201
    told = evaluator.post("/declarations", declaration(town, free_of_conflict=False, advised_until="2026-01-31"))
    assert told.status_code == 201
    listed = evaluator.get("/declarations", client=town.organisations[APPLICANT]).json()["declarations"]
    assert listed[0] == told.json()
    assert (listed[0]["free_of_conflict"], listed[0]["advised_until"]) == (False, "2026-01-31")
    assert listed[1]["advised_until"] is None
    store = town.parts.declarations.declarations
    found = store.declared(town.organisations["body_1"], town.organisations[APPLICANT])
    assert [each.is_free for each in found if each.person == told.json()["person"]] == [True, False]
    assert Never.NEVER in {each.advised_until for each in found}
    assert enter("body_2").get("/declarations").json()["declarations"] == []
    assert evaluator.get("/declarations", client="0" * 32).json()["declarations"] == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"client": "0197a0c1e2b47d02b6c18f3a5d7e9012"}, "client_unknown"),
        ({"advised_until": "2999-01-01"}, "value_invalid"),
        ({"advised_until": "2026-02-30"}, "value_invalid"),
        ({"advised_until": "once"}, "value_invalid"),
    ],
)
def test_a_declaration_is_about_a_client_and_the_past(
    town: World, reviewer: Session, change: dict[str, object], code: str
) -> None:
    assert problem(reviewer.post("/declarations", declaration(town, **change))) == (422, code)


def test_a_laboratory_is_no_client(town: World, reviewer: Session) -> None:
    sent = declaration(town, client=town.organisations["laboratory_1"])
    assert problem(reviewer.post("/declarations", sent)) == (422, "client_unknown")


@pytest.mark.parametrize(("organisation", "role"), [(APPLICANT, Role.CLIENT), ("laboratory_1", Role.LAB_AUTHORISER)])
def test_only_persons_of_a_body_declare(town: World, enter: Enter, organisation: str, role: Role) -> None:
    assert problem(enter(organisation, role).post("/declarations", declaration(town))) == (403, "forbidden")
