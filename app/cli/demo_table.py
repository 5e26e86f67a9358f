"""What the demonstration prints: first what is the same each time, then the addresses, codes and keys of this one."""

from app.certification.lifecycle.states import State
from app.certification.lifecycle.vocabulary import Actor
from app.cli.demo_cast import Cast, Member, kind_of
from app.cli.demo_walk import KIND, Script, Walked
from app.cli.grid import Line, Row, grid
from app.cli.screen import plain
from app.cli.story import story_lines
from app.cli.verdict_table import outcome_text, pairs
from app.identity.organisations import OrganisationKind
from app.wording import Language
from app.wording.cases import Said as OfCase
from app.wording.demo import Said
from app.wording.life import ACTORS
from app.wording.steps import STATES
from methods.outcome import Outcome

_V1 = "/api/v1"


def walked_lines(script: Script, walked: Walked, cast: Cast, language: Language, width: int) -> list[Line]:
    """Return what is the same each time: who did what when, by which clause, and what the certificate is."""
    names = {member.id: name for name, member in cast.members.items()}
    story, issued = walked.timeline, walked.certificate
    of_body = sum(kind_of(member.role) is OrganisationKind.CERTIFICATION_BODY for member in cast.members.values())
    by_two = Said.BY_TWO.to(language).format(*script.settings["set_by"])
    shown = Outcome(walked.verdict["outcome"])
    head = [
        (OfCase.CASE.to(language), f"{script.case['id']} {script.case['unit']['manufacturer']}"),
        (Said.SETTINGS.to(language), by_two),
        (Said.DECLARATIONS.to(language), Said.ALL_FREE.to(language).format(of_body)),
        (Said.REPORT.to(language), f"{walked.verdict['report']['report_no']} {outcome_text(shown, language)}"),
        (OfCase.STATE.to(language), STATES[State(story["state"])].to(language)),
        (OfCase.ACTS.to(language), f"{issued['number']}; {issued['starts_on']} – {issued['expires_on']}"),
    ]
    lines = [*pairs(head), plain(), *story_lines(story, names, language, width)]
    titles = [OfCase.ON.to(language), Said.LOOKED_UP.to(language)]
    rows = [Row((told["on"], told["says"][language.value])) for told in walked.looked_up]
    return [*lines, plain(), *grid(titles, rows, width)]


def ways_on(address: str, walked: Walked, cast: Cast, language: Language, width: int) -> list[Line]:
    """Return the check code, everybody's key, and calls to go on with."""
    titles = [title.to(language) for title in (Said.PERSON, Said.ROLE, Said.KEY)]
    rows = [Row((name, ACTORS[each.role].to(language), each.key)) for name, each in cast.members.items()]
    number, code = walked.certificate["number"], walked.certificate["check_code"]
    head = [(Said.ADDRESS.to(language), address), (Said.CODE.to(language), code)]
    asked = f"{address}{_V1}/public/certificates/{number}"
    case = f"{address}{_V1}/{KIND}/{walked.case}"
    calls = [
        f"curl '{asked}?code={code}'",
        *(_call(cast.of(Actor.CLIENT), path) for path in (case, f"{case}/timeline", f"{address}{_V1}/certificates")),
        *(_call(cast.of(Actor.DECIDER), f"{address}{_V1}/{path}") for path in ("worklist", "calendar.ics")),
        _call(cast.of(Actor.DECIDER), f"{address}{_V1}/decisions/{walked.case}/bundle"),
        _call(cast.of(Actor.LABORATORY), f"{address}{_V1}/reports"),
    ]
    lines = [*pairs(head), plain(), *grid(titles, rows, width)]
    return [*lines, plain(), plain(Said.GO_ON.to(language), "bold"), *(plain(f"  {call}") for call in calls)]


def _call(member: Member, url: str) -> str:
    return f"curl -H 'Authorization: Bearer {member.key}' {url}"
