"""`labverdict case` at a running service: what it prints, and how it is refused."""

import json
from collections.abc import Iterator

import pytest

from app.certification.lifecycle.events import Event
from app.certification.lifecycle.vocabulary import Actor, Kind
from app.cli.exits import Exit
from app.identity.roles import Role
from tests.served.cast import cast, join
from tests.served.told import set_up
from tests.served.town import Town
from tests.served.typed import typed
from tests.served.walk import RECOMMENDED, Walk

A = Kind.APPLICATION


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    made = Town(tmp_path_factory.mktemp("typed"))
    with cast("sqlite", tmp_path_factory.mktemp("town"), made.wire) as found:
        set_up(found)
        made.cast = found
        yield made


@pytest.fixture
def walk(town: Town) -> Walk:
    return Walk(town.cast)


def steps(walk: Walk, event: Event, **more: object) -> list[str]:
    """Return the words of a step of today."""
    day = walk.cast.today.isoformat()
    return ["step", "applications", walk.ids[A], event, "--on", day, *(str(word) for word in more.values())]


def test_a_case_is_opened_listed_and_told(town: Town, walk: Walk) -> None:
    document = walk.opening(A, Event.FILE, Actor.CLIENT)
    opened = town.types(Actor.CLIENT, "open", "applications", town.file(document), "--lang", "en")
    assert opened.exit_code == Exit.CONFORMING, opened.output
    rows = dict(line.split(maxsplit=1) for line in opened.stdout.splitlines())
    assert (rows["taken"], rows["state"]) == ("1 file", "filed")
    listed = town.types(Actor.APPLICATION_OFFICER, "list", "applications", "--state", "filed")
    assert document["number"] in listed.stdout
    assert rows["case"] in listed.stdout
    none = town.types(Actor.APPLICATION_OFFICER, "list", "applications", "--due-before", "2020-01-01")
    assert none.stdout == "没有案件\n"
    as_json = town.types(Actor.APPLICATION_OFFICER, "list", "applications", "--output", "json")
    assert rows["case"] in {json.loads(line)["id"] for line in as_json.stdout.splitlines()}


def test_a_step_tells_what_it_did_and_the_timeline_has_it(town: Town, walk: Walk) -> None:
    walk.apply()
    event = walk.event(A, Event.ACCEPT)
    taken = town.types(Actor.APPLICATION_OFFICER, *steps(walk, Event.ACCEPT), "--data", town.file(event["data"]))
    assert taken.exit_code == Exit.CONFORMING, taken.output
    assert "已记录  2 受理" in taken.stdout
    shown = town.types(Actor.APPLICATION_OFFICER, "timeline", "applications", walk.ids[A], "--lang", "en")
    assert "accept; 6.2" in shown.stdout
    assert "accepted on" in shown.stdout
    told = town.types(Actor.CLIENT, "timeline", "applications", walk.ids[A], "--output", "json")
    assert [line["event"] for line in json.loads(told.stdout)["timeline"] if "event" in line] == ["file", "accept"]


def test_the_step_that_decides_shows_the_certificate(town: Town, walk: Walk) -> None:
    walk.apply()
    walk.follow(A, RECOMMENDED)
    data = town.file(walk.event(A, Event.ISSUE)["data"])
    issued = town.types(Actor.DECIDER, *steps(walk, Event.ISSUE), "--data", data)
    assert issued.exit_code == Exit.CONFORMING, issued.output
    assert "JSPB-" in issued.stdout
    assert "决定摘要" in issued.stdout


def test_what_a_step_brings_about_elsewhere_is_shown(town: Town, walk: Walk) -> None:
    walk.certify()
    walk.cast.passes()
    walk.open(Kind.SURVEILLANCE, Event.PLAN)
    walk.follow(Kind.SURVEILLANCE, "start_inspection")
    walk.cast.passes()
    case, day = walk.ids[Kind.SURVEILLANCE], walk.cast.today.isoformat()
    data = town.file(walk.event(Kind.SURVEILLANCE, Event.FAIL_INSPECTION)["data"])
    failed = town.types(
        Actor.EVALUATOR, "step", "surveillance", case, "fail_inspection", "--on", day, "--data", data, "--lang", "en"
    )
    assert failed.exit_code == Exit.CONFORMING, failed.output
    assert "brings about" in failed.stdout


def test_a_refused_step_is_told_as_that_of_a_case_in_a_file(town: Town, walk: Walk) -> None:
    walk.apply()
    missing = town.types(Actor.APPLICATION_OFFICER, *steps(walk, Event.ACCEPT))
    assert missing.exit_code == Exit.UNDETERMINED
    assert missing.stdout.startswith("未记录  2 受理 (6.2): 条件尚未满足\n")
    assert "申请前的各环节已说明 (notice-2023 1(2))" in missing.stdout
    assert "声明 programme_stages_named" in missing.stdout
    impossible = town.types(Actor.DECIDER, *steps(walk, Event.ISSUE), "--output", "json")
    assert impossible.exit_code == Exit.NONCONFORMING
    told = json.loads(impossible.stdout)
    assert (told["format"], told["why"], told["clause"]) == ("labverdict.step-refused/1", "no_such_step", None)


def test_a_correction_names_what_was_seen(town: Town, walk: Walk) -> None:
    walk.apply()
    walk.follow(A, "accept")
    data = town.file(walk.event(A, Event.ACCEPT)["data"])
    words = [*steps(walk, Event.ACCEPT), "--data", data, "--role", "application_officer", "--corrects", "2"]
    unseen = town.types(Actor.APPLICATION_OFFICER, *words)
    assert unseen.exit_code == Exit.REFUSED
    assert "precondition_required" in unseen.stderr
    overtaken = town.types(Actor.APPLICATION_OFFICER, *words, "--seen", "1")
    assert (overtaken.exit_code, "precondition_failed" in overtaken.stderr) == (Exit.REFUSED, True)
    assert town.types(Actor.APPLICATION_OFFICER, *words, "--seen", "2").exit_code == Exit.CONFORMING
    twice = [*words[:-1], "3", "--seen", "3"]
    assert town.types(Actor.APPLICATION_OFFICER, *twice).exit_code == Exit.CONFORMING


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ('{"tests": 1}', "/tests: "),
        ('{"statements": 8.00}', "/statements: "),
        ("[]", "wrong_type"),
        ("{", "malformed_json"),
        ('{"a": 1, "a": 2}', "duplicate_key"),
        ("", "malformed_json"),
    ],
)
def test_a_fault_lies_in_the_file_that_was_sent(town: Town, walk: Walk, data: str, place: str) -> None:
    walk.apply()
    file = town.file(data)
    refused = town.types(Actor.APPLICATION_OFFICER, *steps(walk, Event.ACCEPT), "--data", file)
    assert refused.exit_code == Exit.REFUSED
    assert f"  {file}: " in refused.stderr
    assert place in refused.stderr


def test_a_fault_of_an_option_names_it(town: Town, walk: Walk) -> None:
    walk.apply()
    words = [*steps(walk, Event.ACCEPT), "--data", town.file({}), "--role", "decider"]
    refused = town.types(Actor.APPLICATION_OFFICER, *words, "--output", "json")
    assert refused.exit_code == Exit.REFUSED
    assert "  --role: " in refused.stderr
    assert "[role_not_held]" in refused.stderr
    assert json.loads(refused.stdout)["issues"][0]["where"] == "--role"
    state = town.types(Actor.APPLICATION_OFFICER, "list", "applications", "--state", "nowhere")
    assert (state.exit_code, "  --state: " in state.stderr) == (Exit.REFUSED, True)


def test_a_fault_of_an_opening_lies_where_it_stands(town: Town, walk: Walk) -> None:
    document = walk.opening(A, Event.FILE, Actor.CLIENT) | {"unit": 8}
    refused = town.types(Actor.CLIENT, "open", "applications", town.file(document))
    assert refused.exit_code == Exit.REFUSED
    assert "sent.json: /unit: " in refused.stderr


def test_a_worklist_has_what_is_due_and_what_is_to_be_reviewed(town: Town, walk: Walk) -> None:
    walk.apply()
    walk.follow(A, RECOMMENDED)
    waiting = town.types(Actor.DECIDER, "worklist")
    assert waiting.exit_code == Exit.CONFORMING
    assert "发证" in waiting.stdout
    walk.cast.passes()
    walk.certificate = walk.take(A, Event.ISSUE)["certificate"]
    corrected(walk)
    shown = town.types(Actor.APPLICATION_OFFICER, "worklist", "--lang", "en")
    assert f"{walk.certificate}" in shown.stdout
    assert "D-07" in shown.stdout
    assert "reports corrected since the decision" in shown.stdout
    told = json.loads(town.types(Actor.DECIDER, "worklist", "--output", "json").stdout)
    assert told["to_review"]


def test_who_has_nothing_to_do_is_told_so(town: Town) -> None:
    join(town.cast, "newcomer", "示例新客户", Role.CLIENT)
    shown = town.types("newcomer", "worklist")
    assert shown.stdout.endswith("\n没有待办事项\n")


def corrected(walk: Walk) -> None:
    """Let the laboratory correct the report that the newest case rests on."""
    case = walk.cast.got(Actor.DECIDER, f"/applications/{walk.ids[A]}")
    (test,) = [each["data"]["tests"] for each in case["records"] if each["event"] == "pass_test"]
    report = test[0]["report"].removesuffix("/1")
    shown = walk.cast.ask(Actor.LABORATORY, "GET", f"/reports/{report}")
    original = walk.cast.ask(Actor.LABORATORY, "GET", f"/reports/{report}/original").json()
    original["results"][0]["value"] = "0.7"
    asked = {"scheme": walk.scheme, "reason": "更正"}
    headers = {"If-Match": shown.headers["etag"]}
    walk.cast.posted(Actor.LABORATORY, f"/reports/{report}/corrections", original, params=asked, headers=headers)


def test_a_wrong_key_gets_one_clear_line(town: Town) -> None:
    ended = typed(town.address, "lvk_wrong", "worklist", "--lang", "en")
    assert (ended.exit_code, ended.stdout) == (Exit.REFUSED, "")
    head, line = ended.stderr.splitlines()
    assert head == "labverdict: refused (faults: 1)"
    assert line.startswith("  LABVERDICT_KEY: ")
    assert line.endswith(" [unauthenticated]")
    assert "lvk_wrong" not in ended.output


def test_what_somebody_else_may_see_is_not_found(town: Town) -> None:
    ended = town.types(Actor.DECIDER, "timeline", "renewals", "0" * 32)
    assert ended.exit_code == Exit.REFUSED
    assert ended.stderr.endswith(" [not_found]\n")
    assert f"  {town.address}: " in ended.stderr
