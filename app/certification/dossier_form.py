"""`labverdict.dossier/1`: a dossier as JSON, read or refused with every fault.

Reports stand in it by their names: what a name leads to is verified by whoever holds the reports.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from app.certification.assessment import Resolve, assessment_of
from app.certification.calendar import Pause
from app.certification.card import card_of
from app.certification.certification_scheme import CertificationScheme
from app.certification.dossier import (
    AdoptedOn,
    Applicant,
    Application,
    Certified,
    Dossier,
    Filed,
    Linked,
    Never,
    ProductTest,
    Review,
    Sampling,
    Statement,
)
from app.certification.form import Form, Refused, read_document
from app.certification.inspection_form import inspection_of
from app.certification.scheme import Stage
from app.certification.scorecard import Scorecard
from app.certification.unit import read_unit
from app.verification.verdict import Verdict

FORMAT = "labverdict.dossier/1"


@dataclass(frozen=True, slots=True)
class Sources:
    """What a dossier refers to: the scheme, methods by their names, the verdict on a report.

    `named` is the scheme that the dossier names; a simulation reads it under another one.

    `verify` gets the report's name and the day of the scheme's edition. A report names its own grade: whether that is
    the grade of the unit is for clause 3.1.
    """

    named: str
    scheme: CertificationScheme
    resolve: Resolve
    verify: Callable[[str, date], Verdict | Refused]

    def table(self, scheme: str) -> Scorecard | None:
        """Return the score table for the scheme that the dossier names, None for any other."""
        return self.scheme.scorecard if scheme == self.named else None

    @property
    def answered_by_persons(self) -> frozenset[str]:
        """Return the numbers of the clauses on which a person's word counts."""
        return frozenset(clause.number for clause in self.scheme.rule.clauses if clause.takes_statement)


def scheme_named(content: bytes) -> str | Refused:
    """Return the scheme that a dossier names, before anything else of it is read."""
    return read_document(content, FORMAT, lambda form: form.text("scheme"))


def read_dossier(content: bytes, sources: Sources) -> Dossier | Refused:
    """Read a dossier of one scheme; refuses it for every fault."""
    return read_document(content, FORMAT, lambda form: _dossier(form, sources))


def _dossier(form: Form, sources: Sources) -> Dossier:
    form.only(Dossier.__dataclass_fields__)
    scheme = form.text("scheme")
    if scheme and scheme != sources.named:
        form.refuse("scheme", "scheme_unknown", scheme, sources.named)
    application = accepted_application_of(form.form("application"), sources)
    card, inspection, review = (form.optional_form(key) for key in ("card", "inspection", "review"))
    certified, sampling = form.optional_form("certified"), form.optional_form("sampling")
    return Dossier(
        scheme=scheme,
        stage=form.choice("stage", Stage),
        application=application,
        certified=None if certified is None else certified_of(certified),
        sampling=None if sampling is None else sampling_of(sampling),
        statements=tuple(statement_of(each, sources.answered_by_persons) for each in form.forms("statements")),
        tests=tuple(test for each in form.forms("tests") if (test := test_of(each, application, sources)) is not None),
        card=None if card is None else card_of(card, sources.table),
        inspection=None if inspection is None else inspection_of(inspection),
        review=None if review is None else _review(review),
    )


def accepted_application_of(form: Form, sources: Sources) -> Application:
    """Read an application with the day of its acceptance, on which the scheme has to be in force."""
    form.only(Application.__dataclass_fields__)
    accepted_on, limits = form.day("accepted_on"), sources.scheme.limits
    if accepted_on != date.min and sources.named == limits.id and not limits.covers(accepted_on):
        expected = f"a day on which {limits.id} is in force, from {limits.in_force}"
        form.refuse("accepted_on", "scheme_not_in_force", accepted_on.isoformat(), expected)
    return application_of(form, accepted_on)


def application_of(form: Form, accepted_on: date) -> Application:
    """Read an application as it was filed, but for the day of its acceptance."""
    applicant = form.form("applicant")
    applicant.only(Applicant.__dataclass_fields__)
    linked = form.optional_form("linked")
    return Application(
        number=form.text("number"),
        accepted_on=accepted_on,
        applicant=Applicant(
            applicant.text("name"),
            applicant.text("credit_code"),
            _withdrawal(applicant),
            is_maker=applicant.truth("is_maker"),
            is_seller_or_importer=applicant.truth("is_seller_or_importer"),
            has_agent=applicant.truth("has_agent"),
            applies_first=applicant.truth("applies_first"),
        ),
        unit=read_unit(form.form("unit")),
        linked=None if linked is None else _linked(linked),
        filed=tuple(_filed(each) for each in form.forms("filed")),
        absent=frozenset(form.texts("absent")),
    )


def _withdrawal(form: Form) -> date | Never | None:
    if form.document("withdrawn_on") == Never.NEVER:
        return Never.NEVER
    return form.optional_day("withdrawn_on")


def _linked(form: Form) -> Linked:
    form.only(Linked.__dataclass_fields__)
    return Linked(read_unit(form.form("unit")), form.optional_text("consistency_verified_by"))


def _filed(form: Form) -> Filed:
    form.only(Filed.__dataclass_fields__)
    return Filed(form.text("id"), form.optional_text("verified_by"))


def test_of(form: Form, application: Application, sources: Sources) -> ProductTest | None:
    """Read a test by the name of its report; None, and its faults, where the report leads to no verdict."""
    form.only({"report", *ProductTest.__dataclass_fields__} - {"verdict"})
    adopted = form.optional_form("adopted")
    held = None if adopted is None else _adopted(adopted, application, sources)
    pauses = pauses_of(form)
    sample = form.number("sample_l") if form.has("sample_l") else None
    days = (form.optional_day(key) for key in ("sample_received_on", "fee_received_on", "failure_noticed_on"))
    received, paid, noticed = days
    name = form.text("report")
    verdict = _verdict(form, name, application, sources) if name else None
    return None if verdict is None else ProductTest(verdict, held, received, paid, sample, pauses, noticed)


def _verdict(form: Form, name: str, application: Application, sources: Sources) -> Verdict | None:
    found = sources.verify(name, application.accepted_on)
    if isinstance(found, Verdict):
        return found
    for issue in found.issues:
        where = f"{form.where}/report" + (f": {issue.where}" if issue.where else "")
        form.faults.add(issue.code, where, issue.found, issue.expected)
    return None


def _adopted(form: Form, application: Application, sources: Sources) -> AdoptedOn:
    """Read an adoption, whose assessment has to be about this rule and the unit that is tested."""
    form.only({"assessment", "on"})
    part = form.form("assessment")
    assessment = assessment_of(part, sources.resolve)
    if assessment.scheme and assessment.scheme != sources.named:
        part.refuse("scheme", "scheme_unknown", assessment.scheme, sources.named)
    if assessment.unit != application.tested_unit:
        part.refuse("unit", "unit_differs", "", "the unit that is tested in this application")
    return AdoptedOn(assessment, form.day("on"))


def pauses_of(form: Form) -> tuple[Pause, ...]:
    """Read the spans in which the clock of a test stood still."""
    return tuple(pause for each in form.forms("pauses") if (pause := _pause(each)) is not None)


def _pause(form: Form) -> Pause | None:
    form.only({"first", "end"})
    first, end = form.day("first"), form.optional_day("end")
    if end is not None and end <= first:
        form.refuse("end", "dates_out_of_order", end.isoformat(), "a day after `first`")
        return None
    return Pause(first, end)


def statement_of(form: Form, asked: Collection[str]) -> Statement:
    """Read a statement on one of the clauses that a person answers."""
    form.only(Statement.__dataclass_fields__)
    clause = form.text("clause")
    if clause and clause not in asked:
        form.refuse("clause", "clause_unknown", clause, "a clause that a person answers: " + ", ".join(sorted(asked)))
    return Statement(clause, form.truth("holds"), form.text("by"), form.day("on"), form.text("ground"))


def _review(form: Form) -> Review:
    form.only(Review.__dataclass_fields__)
    return Review(form.text("by"), form.day("on"), form.truth("recommends"), form.text("ground"), form.text("decider"))


def certified_of(form: Form) -> Certified:
    """Read the certificate that a case is about."""
    form.only(Certified.__dataclass_fields__)
    starts_on, expires_on, last_visit_on = (form.day(key) for key in ("starts_on", "expires_on", "last_visit_on"))
    if expires_on <= starts_on:
        form.refuse("expires_on", "dates_out_of_order", expires_on.isoformat(), "a day after `starts_on`")
    return Certified(
        form.text("number"), starts_on, expires_on, last_visit_on, form.truth("last_visit_was_surveillance")
    )


def sampling_of(form: Form) -> Sampling:
    """Read the sample of a surveillance."""
    form.only(Sampling.__dataclass_fields__)
    keys = ("recorded_on", "drawn_on", "sent_on", "missed_on", "missed_again_on")
    recorded, drawn, sent, missed, again = (form.optional_day(key) for key in keys)
    for key, day, first in (("sent_on", sent, drawn), ("missed_again_on", again, missed), ("drawn_on", drawn, missed)):
        if day is not None and first is not None and day < first:
            form.refuse(key, "dates_out_of_order", day.isoformat(), f"a day not before {first}")
    items = frozenset(form.texts("items"))
    return Sampling(form.optional_text("none_needed"), items, recorded, drawn, sent, missed, again)
