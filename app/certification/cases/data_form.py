"""What an event brings, as JSON: the parts of a dossier by the readers of the dossier, and what belongs to the step."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from app.certification.card import card_of
from app.certification.cases.record import STATED, Brought, Case, Plan, Receipt, Stated
from app.certification.dossier import Application, ProductTest
from app.certification.dossier_form import (
    Sources,
    accepted_application_of,
    application_of,
    certified_of,
    pauses_of,
    sampling_of,
    statement_of,
    test_of,
)
from app.certification.form import Form
from app.certification.inspection_form import heads_of, inspection_of
from app.certification.lifecycle.guards import Guard
from app.certification.lifecycle.vocabulary import Cause, Kind
from app.certification.standing import Standing

# These accept an application of their own; in all others the one is brought on which the certificate was issued.
_APPLIES = frozenset({Kind.APPLICATION, Kind.RENEWAL})
_AS_FILED = frozenset(Application.__dataclass_fields__) - {"accepted_on"}


def data_of(form: Form, case: Case, accepted_on: date, sources: Sources) -> Brought:
    """Read what an event brings; `case` is what was recorded before it, accepted on a day or asked about on it."""
    form.only(Brought.__dataclass_fields__)
    parts = {key: form.optional_form(key) for key in ("application", "certified", "receipt", "plan", "inspection")}
    card, sampling = form.optional_form("card"), form.optional_form("sampling")
    application = (
        None if parts["application"] is None else _application(parts["application"], case, accepted_on, sources)
    )
    return Brought(
        application=application,
        certified=None if parts["certified"] is None else certified_of(parts["certified"]),
        statements=tuple(statement_of(each, sources.answered_by_persons) for each in form.forms("statements")),
        receipt=None if parts["receipt"] is None else _receipt(parts["receipt"]),
        tests=tuple(_tests(form, application or _before(case, accepted_on), sources)),
        plan=None if parts["plan"] is None else _plan(parts["plan"]),
        inspection=None if parts["inspection"] is None else inspection_of(parts["inspection"]),
        card=None if card is None else card_of(card, sources.table),
        sampling=None if sampling is None else sampling_of(sampling),
        reasons=form.optional_text("reasons"),
        cause=form.choice("cause", Cause) if form.has("cause") else None,
        units=form.texts("units"),
        stated=tuple(_stated(each) for each in form.forms("stated")),
    )


def _application(form: Form, case: Case, accepted_on: date, sources: Sources) -> Application:
    """Read an application, which is for the unit of its case: one application, one unit (3.1)."""
    if case.kind in _APPLIES:
        form.only(_AS_FILED)
        application = application_of(form, accepted_on)
    else:
        application = accepted_application_of(form, sources)
    if application.unit != case.unit:
        form.refuse("unit", "unit_of_another_case", "", "the unit of the case: one application, one unit")
    return application


def _before(case: Case, accepted_on: date) -> Application | None:
    found = [record.data.application for record in case.records if record.data.application is not None]
    if not found:
        return None
    return replace(found[-1], accepted_on=accepted_on) if case.kind in _APPLIES else found[-1]


def _tests(form: Form, application: Application | None, sources: Sources) -> Iterator[ProductTest]:
    forms = form.forms("tests")
    if application is None:
        if forms:
            form.refuse("tests", "application_not_brought", "", "an application, in this event or before it")
        return
    yield from (test for each in forms if (test := test_of(each, application, sources)) is not None)


def _receipt(form: Form) -> Receipt:
    form.only(Receipt.__dataclass_fields__)
    sample = form.number("sample_l") if form.has("sample_l") else None
    return Receipt(
        form.optional_day("sample_received_on"), form.optional_day("fee_received_on"), sample, pauses_of(form)
    )


def _plan(form: Form) -> Plan:
    form.only(Plan.__dataclass_fields__)
    team = frozenset(form.texts("team"))
    if not team:
        form.refuse("team", "field_missing", "", "who is to inspect, at least one person")
    return Plan(team, heads_of(form), form.whole("man_days"), form.optional_text("man_days_ground"))


def _stated(form: Form) -> Stated:
    form.only(Stated.__dataclass_fields__)
    guard = form.choice("guard", Guard)
    if guard not in STATED:
        form.refuse("guard", "word_unknown", guard, "one of " + ", ".join(sorted(STATED)))
    return Stated(guard, form.choice("standing", Standing), form.text("ground"))
