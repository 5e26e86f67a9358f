"""`labverdict.outside/1`: what the caller knows beside the records of a case, as JSON."""

from datetime import date

from app.certification.cases.situation import NOT_CERTIFIED, Declaration, Outside
from app.certification.dossier import Never
from app.certification.form import Form, Refused, read_document
from app.certification.lifecycle.circumstances import Circumstances
from app.certification.lifecycle.vocabulary import Cause, Status
from app.certification.standing import Standing

FORMAT = "labverdict.outside/1"


def read_outside(content: bytes) -> Outside | Refused:
    """Read what lies outside a case, or refuse it for every fault."""
    return read_document(content, FORMAT, _read)


def _read(form: Form) -> Outside:
    form.only(Outside.__dataclass_fields__)
    certificate = form.optional_form("certificate")
    return Outside(
        certificate=NOT_CERTIFIED if certificate is None else _certificate(certificate),
        declarations=tuple(_declaration(each) for each in form.forms("declarations")),
        sample=form.choice("sample", Standing) if form.has("sample") else None,
        appealable=form.choice("appealable", Standing) if form.has("appealable") else None,
        involved=frozenset(form.texts("involved")) if form.has("involved") else None,
    )


def _certificate(form: Form) -> Circumstances:
    form.only(Circumstances.__dataclass_fields__)
    known = form.texts("open_causes")
    if unknown := sorted(set(known) - set(Cause)):
        form.refuse("open_causes", "word_unknown", unknown[0], "one of " + ", ".join(Cause))
        known = ()
    causes = frozenset(Cause(each) for each in known)
    return Circumstances(form.choice("status", Status), in_grace=form.truth("in_grace"), open_causes=causes)


def _declaration(form: Form) -> Declaration:
    form.only(Declaration.__dataclass_fields__)
    return Declaration(form.text("person"), form.truth("is_free"), _advised_until(form))


def _advised_until(form: Form) -> date | Never:
    """Read until when somebody advised the client; who never did says so."""
    return Never.NEVER if form.document("advised_until") == Never.NEVER else form.day("advised_until")
