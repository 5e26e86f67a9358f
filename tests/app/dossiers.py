"""The shipped dossiers, read under the shipped rules, some of their members changed."""

import copy
import json
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from app.certification.body import Body, read_body
from app.certification.certification_scheme import CertificationScheme
from app.certification.decide import Decision, decide
from app.certification.dossier import Dossier
from app.certification.finding import Answered
from app.certification.form import Refused
from app.certification.standing import Standing
from app.library.certification_schemes import load_certification_scheme
from app.library.shelf import Library, data_root, load_scheme
from app.workflow.decide_dossier import dossier_from
from lims_adapters.contract import Delivery, Source
from lims_adapters.formats.labverdict_json.adapter import ADAPTER

DATA = Path(__file__).resolve().parents[1] / "data"
DIESEL, DRYER = "JSPB01-180004-2023", "JSPB01-110038-2023"
ON = date(2026, 7, 10)

Document = dict[str, Any]
Change = Callable[[Document], object]


@cache
def library(scheme: str) -> Library:
    return load_scheme(data_root(), scheme)


@cache
def scheme_of(scheme: str) -> CertificationScheme:
    return load_certification_scheme(data_root(), library(scheme), scheme)


@cache
def _text(name: str) -> str:
    return (DATA / name).read_text(encoding="utf-8")


def document(name: str = "diesel_dossier.json", *changes: Change) -> Document:
    held: Document = copy.deepcopy(json.loads(_text(name)))
    for change in changes:
        change(held)
    return held


def report(name: str, *changes: Change) -> bytes:
    return json.dumps(document(name, *changes)).encode()


def read(held: Document, reports: dict[str, bytes] | None = None) -> Dossier | Refused:
    """Read a dossier; a report that is not given is the shipped file of that name."""

    def deliver(name: str) -> Delivery:
        content = (reports or {}).get(name) or _text(name).encode()
        return ADAPTER.parse(Source(content, name))

    scheme = held["scheme"]
    return dossier_from(json.dumps(held).encode(), scheme_of(scheme), library(scheme), deliver)


def dossier(held: Document, reports: dict[str, bytes] | None = None) -> Dossier:
    found = read(held, reports)
    assert isinstance(found, Dossier), found
    return found


def settings(**changed: object) -> Body:
    """Return the settings of the shipped body, some of them changed or (None) taken away."""
    held = document("body.json")
    for name, value in changed.items():
        held["settings"].pop(name, None)
        if value is not None:
            held["settings"][name] = {"value": value, "ground": "试验", "since": "2026-01-01"}
    found = read_body(json.dumps(held).encode())
    assert isinstance(found, Body), found
    return found


def decided(
    *changes: Change,
    on: date = ON,
    body: Body | None = None,
    reports: dict[str, bytes] | None = None,
    name: str = "diesel_dossier.json",
) -> Decision:
    held = document(name, *changes)
    return decide(scheme_of(held["scheme"]), dossier(held, reports), body or settings(), on)


def answer(decision: Decision, number: str) -> Answered:
    return next(finding.answered for finding in decision.findings if finding.clause.number == number)


def at(*path: str | int) -> Callable[[Document], Any]:
    def find(held: Any) -> Any:  # noqa: ANN401 - whatever stands there
        for key in path:
            held = held[key]
        return held

    return find


YES, NO = True, False


def put(value: object, *path: str | int) -> Change:
    return lambda held: at(*path[:-1])(held).__setitem__(path[-1], value)


def take(*path: str | int) -> Change:
    return lambda held: at(*path[:-1])(held).pop(path[-1])


def point(name: str, **changed: object) -> Change:
    """Change what was found on a point of the inspection."""
    return lambda held: next(each for each in held["inspection"]["points"] if each["id"] == name).update(changed)


def statement(clause: str, **changed: object) -> Change:
    return lambda held: next(each for each in held["statements"] if each["clause"] == clause).update(changed)


def without(path: tuple[str | int, ...], key: str, name: str) -> Change:
    def remove(held: Document) -> None:
        listed = at(*path)(held)
        listed[:] = [each for each in listed if each[key] != name]

    return remove


def wanted(decision: Decision, number: str) -> tuple[Standing, set[tuple[str, str]]]:
    found = answer(decision, number)
    return found.standing, {(need.sort.value, need.what) for need in found.needs}
