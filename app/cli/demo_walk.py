"""The walk of the demonstration: a kept case taken to its certificate over HTTP, each step by the person it names."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from app.certification.lifecycle.vocabulary import Actor
from app.cli.demo_cast import Cast, Member, kind_of
from app.cli.documents import content_of
from app.client import Client
from app.identity.organisations import OrganisationKind
from app.wording import Language

KIND = "applications"
_REPORT = "diesel_report.json"
_BODY = OrganisationKind.CERTIFICATION_BODY
_OWN = ("event", "on", "data")

Told = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Script:
    """What is walked: the case with its deciding event, the settings of the body, the report by its file's name."""

    case: Told
    issue: Told
    settings: Told
    report_name: str
    report: bytes

    @property
    def steps(self) -> list[Told]:
        """Return every event in its order."""
        return [*self.case["records"], self.issue]

    @property
    def decided_on(self) -> date:
        """Return the day of the decision, which is the last one of the case."""
        return date.fromisoformat(self.issue["on"])

    def roles(self) -> dict[str, Actor]:
        """Return who takes part in which role; whoever sets the settings answers for decisions."""
        setting = dict.fromkeys(self.settings["set_by"], Actor.DECIDER)
        return setting | {each["person"]: Actor(each["role"]) for each in self.steps}

    def names(self) -> dict[OrganisationKind, str]:
        """Return the organisations that take part."""
        report = json.loads(self.report)
        return {
            _BODY: self.case["body"],
            OrganisationKind.LABORATORY: report["laboratory"]["name"],
            OrganisationKind.APPLICANT: self.case["unit"]["manufacturer"],
        }


@dataclass(frozen=True, slots=True)
class Walked:
    """What came of it, as it was answered; `looked_up` are the days before the decision and of the decision."""

    case: str
    report: str
    verdict: Told
    timeline: Told
    certificate: Told
    looked_up: tuple[Told, ...]
    bundle: bytes


def read_script(folder: Path, language: Language) -> Script:
    """Return the case in a folder, or leave where a file cannot be read."""
    names = ("diesel_case.json", "diesel_case_issue.json", "body.json", _REPORT)
    *told, report = (content_of(str(folder / name), language) for name in names)
    case, issue, settings = map(json.loads, told)
    return Script(case, issue, settings, _REPORT, report)


def walk(address: str, script: Script, cast: Cast) -> Walked:
    """Take the case to its certificate and look at what there is then."""
    _set_up(address, script, cast)
    report, verdict = _reported(address, script, cast)
    case, number = _certified(address, script, cast, report)
    with Client(address, cast.of(Actor.CLIENT).key) as client:
        timeline = client.timeline(KIND, case).document
        certificate = client.certificate(number).document
    with Client(address, cast.of(Actor.DECIDER).key) as client:
        bundle = client.bundle(case)
    days = (script.decided_on - timedelta(days=1), script.decided_on)
    with Client(address) as buyer:
        looked_up = tuple(buyer.look_up(number, certificate["check_code"], day).document for day in days)
    return Walked(case, report, verdict, timeline, certificate, looked_up, bundle)


def _set_up(address: str, script: Script, cast: Cast) -> None:
    """Let two persons set the settings, and everybody of the body declare how they stand to the client."""
    proposer, confirmer = (cast.members[name].key for name in script.settings["set_by"])
    with Client(address, proposer) as client:
        proposal = client.propose("settings", {"settings": script.settings["settings"]}).document["id"]
    with Client(address, confirmer) as client:
        client.confirm("settings", proposal)
    for member in cast.members.values():
        if kind_of(member.role) is _BODY:
            with Client(address, member.key) as client:
                applicant = cast.organisations[OrganisationKind.APPLICANT]
                client.declare(applicant, free_of_conflict=True, advised_until="never")


def _reported(address: str, script: Script, cast: Cast) -> tuple[str, Told]:
    """Let the laboratory file its report and share it with the body; return its name in evidence, and the verdict."""
    with Client(address, cast.of(Actor.LABORATORY).key) as client:
        shared = [cast.organisations[_BODY]]
        receipt = client.post_report(script.report, script.case["scheme"], share_with=shared).document
    with Client(address, cast.of(Actor.EVALUATOR).key) as client:
        verdict = client.verdict(receipt["report"]).document
    return f"{receipt['report']}/{receipt['revision']}", verdict


def _certified(address: str, script: Script, cast: Cast, report: str) -> tuple[str, str]:
    """Take every step by its own person; return the case and the number of its certificate."""
    ids = {name: member.id for name, member in cast.members.items()} | {script.report_name: report}
    actors = [cast.members[each["person"]] for each in script.steps]
    events: list[Told] = [{key: each[key] for key in _OWN if key in each} for each in _replaced(script.steps, ids)]
    case = _opened(address, script, actors[0], events[0], cast)
    for member, event in zip(actors[1:-1], events[1:-1], strict=True):
        with Client(address, member.key) as client:
            client.step(KIND, case, event)
    with Client(address, actors[-1].key) as client:
        return case, client.work("decisions", case, events[-1]).document["certificate"]


def _opened(address: str, script: Script, applicant: Member, event: Told, cast: Cast) -> str:
    """Let the applicant file its application and the body let its laboratory take part; return the case."""
    told = {key: script.case[key] for key in ("scheme", "unit")}
    told |= {"number": script.case["id"], "body": cast.organisations[_BODY], "event": event}
    with Client(address, applicant.key) as client:
        case: str = client.open_case(KIND, told).document["case"]
    with Client(address, cast.of(Actor.APPLICATION_OFFICER).key) as client:
        client.grant_party(KIND, case, cast.organisations[OrganisationKind.LABORATORY], "laboratory")
    return case


def _replaced(value: Any, ids: Mapping[str, str]) -> Any:  # noqa: ANN401 - any JSON
    match value:
        case str():
            return ids.get(value, value)
        case list():
            return [_replaced(each, ids) for each in value]
        case dict():
            return {key: _replaced(each, ids) for key, each in value.items()}
        case _:
            return value
