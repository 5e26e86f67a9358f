"""A town for the matrix: all that an organisation has bears a mark, by which it is known wherever it appears."""

import itertools
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.identity.credentials import CredentialKind
from app.identity.organisations import OrganisationKind
from app.identity.roles import Role
from app.ports.access import Organisation
from app.workflow.administer import Term, add_organisation
from tests.app.api.asking import SCHEME, Line, Session, line, report
from tests.app.api.matrix_callers import account_of, key_of
from tests.app.api.matrix_cases import STRANGE, add_cases
from tests.app.api.matrix_papers import OF_PAPER, add_papers
from tests.app.api.matrix_table import ROLES_ANYWHERE, Target
from tests.app.api.world import APPLICANT, BODIES, LABORATORIES, World, certify_first, world

UNKNOWN = {"report": "0197a0c1e2b47d02b6c18f3a5d7e9012", "webhook": "0197a0c2f5c77e13c7d29f4b6e8fa123"}
UNKNOWN |= {"entry": "999999999", "number": "R-unknown", "laboratory": "0197a0c1e2b47d02b6c18f3a5d7e9013"}
UNKNOWN |= dict.fromkeys(OF_PAPER.values(), "0197a0c1e2b47d02b6c18f3a5d7e9014")
UNKNOWN |= STRANGE
MALFORMED = STRANGE | dict.fromkeys(("case", "decision"), "1_0") | dict.fromkeys(OF_PAPER.values(), "1_0")
MALFORMED |= {"report": "1_0", "webhook": "1_0", "entry": "1_0", "number": "R-unknown", "laboratory": "0" * 32}
OTHERS = {
    "secretariat": OrganisationKind.SECRETARIAT,
    "regulator": OrganisationKind.REGULATOR,
}
_MARK = re.compile(r"mark[0-9]{5}|[0-9a-f]{32,64}|示例 [a-z]+_?[0-9]?")
Ids = dict[str, str]


@dataclass(slots=True)
class Marks:
    """Which texts are somebody's, and who may see them."""

    readers: dict[str, frozenset[str]] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def new(self, *readers: str) -> str:
        """Return a text that is known wherever it appears."""
        mark = f"mark{next(self._numbers):05}"
        self.also(readers, mark)
        return mark

    def also(self, readers: tuple[str, ...], *texts: str) -> None:
        """Let texts that the service itself made be marks too."""
        self.readers |= dict.fromkeys(texts, frozenset(readers))

    def leaked(self, text: str, reader: str | None) -> set[str]:
        """Return the marks in a text that its reader may not see."""
        found = set(_MARK.findall(text)) & self.readers.keys()
        return {mark for mark in found if reader not in self.readers[mark]}


@dataclass(slots=True)
class Town:
    """The world, its marks, the objects of each target by organisation ("" for all others), a machine's secret."""

    world: World
    line: Line
    marks: Marks = field(default_factory=Marks)
    objects: dict[tuple[str, Target], Ids] = field(default_factory=dict)
    third: str = ""
    client: dict[str, str] = field(default_factory=dict, repr=False)

    def ids(self, organisation: str | None, target: Target) -> Ids | None:
        """Return the object of a target as an organisation stands to it, None where it has none."""
        return self.objects.get((organisation or "", target), self.objects.get(("", target)))

    def session(self, organisation: str, role: str) -> Session:
        return Session(self.line, self.world.bearer(organisation, Role(role)))


@contextmanager
def marked(kind: str, folder: Path) -> Iterator[Town]:
    """Open a town on a kind of database."""
    with world(kind, folder) as made, line(made.app) as opened:
        for name, other in OTHERS.items():
            _add_roles(made, name, other)
        town = Town(made, opened)
        account = made.accounts["laboratory_1", Role.LIMS_CLIENT]
        secret = key_of(account, made.office, CredentialKind.CLIENT_SECRET)
        town.client |= {"client_id": secret.row.id, "client_secret": secret.text}
        _organisations(town)
        _reports(town)
        _webhooks(town)
        add_papers(town)
        add_cases(town)
        # The last in the log: a proof names the hash of the entry beside it.
        certify_first(made)
        yield town


def _add_roles(made: World, name: str, kind: OrganisationKind) -> None:
    organisation = add_organisation(kind, f"示例 {name}", made.office)
    assert isinstance(organisation, Organisation)
    made.organisations[name] = organisation.id
    for role in ROLES_ANYWHERE:
        account = account_of(organisation.id, Role(role), made.office, Term(None, None))
        made.accounts[name, Role(role)] = account.id
        made.keys[name, Role(role)] = key_of(account.id, made.office).text


def _organisations(town: Town) -> None:
    """Mark the names and identifiers of all but certification bodies, which every caller knows; add a third body."""
    readers = {
        "laboratory_1": ("laboratory_1", *BODIES),
        APPLICANT: (APPLICANT, *BODIES, *LABORATORIES),
    }
    third = add_organisation(OrganisationKind.CERTIFICATION_BODY, "示例 body_3", town.world.office)
    assert isinstance(third, Organisation)
    town.third = third.id
    for name in (*LABORATORIES, APPLICANT, *OTHERS):
        town.marks.also(readers.get(name, (name,)), f"示例 {name}", town.world.organisations[name])


def _reports(town: Town) -> None:
    own_1, kept_1 = (_filed(town, "laboratory_1") for _ in range(2))
    own_2, kept_2 = (_filed(town, "laboratory_2") for _ in range(2))
    first, second = (_filed(town, "laboratory_1", body) for body in BODIES)
    strange = {"laboratory": kept_2["laboratory"]}
    town.objects |= {
        ("laboratory_1", Target.OWN): own_1,
        ("laboratory_1", Target.FOREIGN): kept_2,
        ("laboratory_2", Target.OWN): own_2,
        ("body_1", Target.SHARED): first,
        ("body_1", Target.FOREIGN): second | strange,
        ("body_2", Target.SHARED): second,
        ("body_2", Target.FOREIGN): first | strange,
        ("", Target.FOREIGN): kept_1,
        ("", Target.UNKNOWN): UNKNOWN,
        ("", Target.MALFORMED): MALFORMED,
    }


def _filed(town: Town, laboratory: str, *bodies: str) -> Ids:
    """File a table and correct it by a report in JSON; every field of both that takes a text bears the mark."""
    mark = town.marks.new(laboratory, *bodies)
    session = town.session(laboratory, "lab_authoriser")
    document = marked_report(mark)
    head = {name: value for name, value in document.items() if name != "results"}
    rows = ["检验项目,检验结果,单位,检验方法,检测日期,备注", f"硫含量,6.2,mg/kg,SH/T 0689-2000,2026-05-06,{mark}"]
    asked: dict[str, Any] = {"scheme": SCHEME, "share_with": [town.world.organisations[body] for body in bodies]}
    files = {"file": (f"{mark}.csv", "\n".join(rows).encode()), "head": (None, json.dumps(head))}
    filed = session.send(
        "POST", "/api/v1/uploads", data=asked, files=files, headers={"Idempotency-Key": f"key-of-{mark}"}
    )
    assert filed.status_code == 201, filed.text
    first = filed.json()["reports"][0]
    path = f"/reports/{first['report']}/corrections"
    corrected = session.post(path, document, params={"reason": f"because of {mark}"}, headers={"If-Match": "*"})
    assert corrected.status_code == 201, corrected.text
    for receipt in (first, corrected.json()):
        names = ("report", "original_sha256", "verdict_sha256", "log_entry_hash")
        town.marks.also((laboratory, *bodies), *(receipt[name] for name in names))
    return {
        "report": first["report"],
        "entry": str(corrected.json()["log_entry"]),
        "mark": mark,
        "number": document["report_no"],
        "laboratory": town.world.organisations[laboratory],
    }


def marked_report(mark: str) -> dict[str, Any]:
    """Return a report in which every text that may be anything bears a mark."""
    document = report(f"R-{mark}", laboratory={"name": f"实验室 {mark}"}, sample={"id": f"S-{mark}", "procedure": mark})
    document["product"] |= {"manufacturer": mark, "plant": mark, "model": mark}
    document["results"] = [{**document["results"][0], "value": "6.4", "remark": mark, "requirement": f"≤10 {mark}"}]
    return document


def _webhooks(town: Town) -> None:
    """Give every organisation two webhooks, of which its own callers change one and others ask for the other."""
    kept = {}
    for name in town.world.organisations:
        own, kept[name] = (add_webhook(town, name) for _ in range(2))
        town.objects[name, Target.OWN] = {**own, **town.objects.get((name, Target.OWN), {})}
    for (name, target), ids in town.objects.items():
        if target is Target.FOREIGN:
            ids["webhook"] = kept["laboratory_2" if name == "laboratory_1" else "laboratory_1"]["webhook"]


def add_webhook(town: Town, organisation: str) -> Ids:
    mark = town.marks.new(organisation)
    url = f"https://hooks.example.com/{mark}?to={mark}"
    added = town.session(organisation, "administrator").post("/webhooks", {"url": url})
    assert added.status_code == 201, added.text
    town.marks.also((organisation,), added.json()["id"])
    return {"webhook": added.json()["id"]}
