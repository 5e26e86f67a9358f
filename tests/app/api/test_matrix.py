"""Every operation, asked by everybody for what is theirs, shared, foreign, unknown or malformed: nothing leaks."""

import itertools
import json
import statistics
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import ColumnElement, true

from app.api.codes import Code
from app.api.problems import Problem
from app.ports.reading import RevisionView
from app.store.reading import StoredReadings
from tests.app.api.asking import SCHEME, new_key, report
from tests.app.api.matrix import Operation, ask, faults, operations
from tests.app.api.matrix_callers import Caller, callers
from tests.app.api.matrix_table import NEEDS, PERMISSIONS, Target
from tests.app.api.matrix_town import UNKNOWN, Town, marked
from tests.app.api.world import APPLICANT, BODIES
from tests.app.certificates import CERTIFICATE

FEW = (
    *("lab_authoriser of laboratory_1", "reviewer of body_1", "auditor of secretariat", "administrator of body_1"),
    *("an expired key", "a revoked key"),
)
# On PostgreSQL one of those who may do the same, and of the second laboratory and body one each.
THIN = (
    *FEW,
    *("lab_operator of laboratory_1", "lims_client of laboratory_1", "administrator of laboratory_1"),
    *("lab_authoriser of laboratory_2", "reviewer of body_2", "auditor of body_1", "no credential"),
)
READING = ("readReport", "readVerdict", "readOriginal", "listReports", "listVerdicts", "proveEntry")
NEAR, ROUNDS, PAIRS = 0.1, 6, 80


def description(town: Town) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(town.line.ask("GET", "/api/v1/openapi.json").content)
    return read


def everything(town: Town, asking: Sequence[Caller], names: Collection[str] = NEEDS) -> list[str]:
    every = [operation for operation in operations(description(town)) if operation.id in names]
    return [fault for operation in every for fault in faults(town, operation, asking)]


def only(names: Collection[str], town: Town) -> list[Caller]:
    return [caller for caller in callers(town) if caller.name in names]


def kept(town: Town) -> list[bytes]:
    """Return what their owners see of the objects that others ask for in vain."""
    found = []
    owners = {"laboratory_1": "laboratory_2", "laboratory_2": "laboratory_1", "body_1": "laboratory_1"}
    for asker, owner in owners.items():
        ids = town.ids(asker, Target.FOREIGN)
        assert ids is not None
        laboratory, administrator = (town.session(owner, role) for role in ("lab_authoriser", "administrator"))
        parts = ("revisions", "shares", "verdict", "original")
        found += [laboratory.get(f"/reports/{ids['report']}/{part}") for part in parts]
        found.append(administrator.get(f"/webhooks/{ids['webhook']}"))
    assert {answer.status_code for answer in found} == {200}
    return [answer.content for answer in found]


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_nothing_leaks_and_nothing_foreign_is_changed(kind: str, tmp_path: Path) -> None:
    with marked(kind, tmp_path) as town:
        before = kept(town)
        assert everything(town, callers(town) if kind == "sqlite" else only(THIN, town)) == []
        assert kept(town) == before


@pytest.fixture(scope="module")
def street(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A town on SQLite, for everything else that is asked of one."""
    with marked("sqlite", tmp_path_factory.mktemp("street")) as made:
        yield made


def test_the_table_and_the_description_say_the_same(street: Town) -> None:
    said = [operation for methods in description(street)["paths"].values() for operation in methods.values()]
    described = {each["operationId"]: each.get("x-permission", "any" if each["security"] else "none") for each in said}
    assert described == {name: need.permission for name, need in NEEDS.items()}


def test_everybody_is_asked_as_whom_there_is(street: Town) -> None:
    everybody = callers(street)
    asked = {caller.name.partition(" of ")[0] for caller in everybody}
    assert asked >= PERMISSIONS.keys()
    assert len(everybody) == 45
    assert {caller.name for caller in everybody} >= set(THIN)


def test_an_organisation_that_is_no_body_is_as_one_that_nobody_knows(street: Town) -> None:
    session = street.session("laboratory_1", "lab_authoriser")
    own = street.ids("laboratory_1", Target.OWN)
    assert own is not None
    for name in (street.world.organisations["laboratory_2"], street.world.organisations["secretariat"]):
        shared, filed = (
            [
                session.post(f"/reports/{own['report']}/shares", {"organisation": each}),
                session.post("/reports", report(), new_key(), params={"scheme": SCHEME, "share_with": each}),
            ]
            for each in (name, UNKNOWN["laboratory"])
        )
        for answer, other in zip(shared, filed, strict=True):
            assert answer.status_code == other.status_code == 422
            mine, theirs = ({**each.json(), "request_id": ""} for each in (answer, other))
            assert mine == theirs


def test_bodies_alone_are_told_which_laboratories_and_applicants_there_are(street: Town) -> None:
    told = {"laboratory": {"示例 laboratory_1", "示例 laboratory_2"}, "applicant": {f"示例 {APPLICANT}"}}
    for caller, kind in itertools.product(callers(street), told):
        answer = caller.session.get("/organisations", kind=kind)
        may = caller.organisation in BODIES and "cases:read" in (caller.permissions or ())
        assert answer.status_code == (200 if may else 401 if caller.permissions is None else 403), caller.name
        if may:
            found = answer.json()["organisations"]
            assert {each["name"] for each in found} - {f"持证人 {CERTIFICATE.number}"} == told[kind]
            assert all(set(each) == {"id", "name"} for each in found)


def test_a_client_that_is_known_is_refused_as_one_that_is_not(street: Town) -> None:
    form = {"grant_type": "client_credentials", "client_secret": "lvs_" + "0" * 16}
    known, unknown = (
        street.line.ask("POST", "/api/v1/oauth/token", data={**form, "client_id": name})
        for name in (street.client["client_id"], "0" * 16)
    )
    assert known.status_code == unknown.status_code == 401
    assert {**known.json(), "request_id": ""} == {**unknown.json(), "request_id": ""}


def ratio(town: Town, operation: Operation, caller: Caller) -> float:
    """Return how much longer the median answer for foreign objects takes than that for unknown ones."""
    taken: dict[Target, list[float]] = {Target.FOREIGN: [], Target.UNKNOWN: []}
    for number in range(PAIRS):
        for target in sorted(taken, reverse=bool(number % 2)):
            started = time.perf_counter()
            ask(town, operation, caller, target)
            taken[target].append(time.perf_counter() - started)
    return statistics.median(taken[Target.FOREIGN]) / statistics.median(taken[Target.UNKNOWN])


def differs(town: Town, name: str, caller: str) -> bool:
    """Tell whether no round finds both medians within a tenth; a busy machine may spoil some of them."""
    operation = next(each for each in operations(description(town)) if each.id == name)
    asker = next(each for each in callers(town) if each.name == caller)
    return all(abs(ratio(town, operation, asker) - 1) > NEAR for _ in range(ROUNDS))


@pytest.mark.parametrize(
    ("name", "caller"),
    [
        ("readReport", "lab_authoriser of laboratory_1"),
        ("readVerdict", "reviewer of body_1"),
        ("readOriginal", "reviewer of body_1"),
        ("listShares", "lab_authoriser of laboratory_1"),
        ("correctReport", "lab_authoriser of laboratory_1"),
        ("proveEntry", "auditor of body_1"),
        ("changeWebhook", "administrator of laboratory_1"),
    ],
)
def test_the_time_tells_no_foreign_object_from_an_unknown_one(street: Town, name: str, caller: str) -> None:
    assert not differs(street, name, caller)


def test_a_difference_of_time_is_seen(street: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    foreign = street.ids("laboratory_1", Target.FOREIGN)
    assert foreign is not None
    read = StoredReadings.revision

    def dawdling(self: StoredReadings, reader: str, report_id: str, number: int | None) -> RevisionView | None:
        if report_id == foreign["report"]:
            time.sleep(0.003)
        return read(self, reader, report_id, number)

    monkeypatch.setattr(StoredReadings, "revision", dawdling)
    assert differs(street, "readReport", "lab_authoriser of laboratory_1")


def visible_to_all(_reader: str) -> ColumnElement[bool]:
    return true()


def test_without_the_condition_the_matrix_finds_leaks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.store.reading.visible", visible_to_all)
    with marked("sqlite", tmp_path) as town:
        found = everything(town, only(FEW, town), READING)
    for name in READING:
        assert any(f"GET {name} by" in fault and ": shows [" in fault for fault in found), name
        assert any(f"GET {name} by" in fault and "tells foreign from unknown" in fault for fault in found), name


def test_without_the_condition_row_level_security_still_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.store.reading.visible", visible_to_all)
    with marked("postgresql", tmp_path) as town:
        assert everything(town, only(FEW, town), READING) == []


def nothing_required(_caller: object, _permission: object) -> None:
    """Let everybody do everything."""


def malformed_is_told(text: str) -> str:
    if len(text) != len(UNKNOWN["report"]):
        raise Problem(Code.VALUE_INVALID)
    return text


@pytest.mark.parametrize(
    ("place", "instead", "told"),
    [
        ("app.api.access.require", nothing_required, "by auditor of secretariat, no object: 201, not 403"),
        ("app.api.access.known_id", malformed_is_told, "tells foreign from unknown"),
        ("app.workflow.authenticate.credential_is_live", lambda *_: True, "by an expired key, no object: 200, not 401"),
        ("app.api.problems.printable", lambda text: f"{text} mark00001 示例 laboratory_1", "shows ["),
    ],
    ids=["permission", "malformed", "expiry", "canary"],
)
def test_without_a_guard_the_matrix_finds_it_missing(
    place: str, instead: Callable[..., object], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place, instead)
    with marked("sqlite", tmp_path) as town:
        assert any(
            told in fault for fault in everything(town, only(FEW, town), ("addWebhook", "listReports", "readReport"))
        )
