"""What the service tells of a case and of a certificate, folded and replayed by the pure tables."""

from datetime import date

from app.certification.cases.fold import fold
from app.certification.cases.held import Held
from app.certification.cases.record import Brought, Case, Entry, Receipt, Recorded
from app.certification.lifecycle.certificate import NOT_ISSUED
from app.certification.lifecycle.events import Event
from app.certification.lifecycle.vocabulary import Actor, Cause, Kind
from app.certification.unit import Unit
from tests.served.cast import Document
from tests.served.life import Life
from tests.served.model import OF_CERTIFICATE, Certificate, Told, status_on
from tests.served.walk import PATHS

_EVIDENCE = frozenset({"application", "certified", "receipt", "tests", "inspection", "card", "sampling"})
_SOMETHING = Receipt(None, None, None, ())


def check(life: Life) -> None:
    """Hold every case and the certificate of a life, as they are told, against fold and replay."""
    for case in life.model.cases:
        reread(life, case)
    known = life.model.certificate
    if known is not None:
        shown = life.cast.got(Actor.DECIDER, f"/certificates/{known.number}")
        status = replayed(shown, life.today)
        assert shown["status"] == status == status_on(known, life.today), (shown, known)
        if "check_code" in shown:
            asked = {"code": shown["check_code"], "on": life.today.isoformat()}
            assert life.cast.got(None, f"/public/certificates/{known.number}", **asked)["status"] == status


def reread(life: Life, case: Told) -> Document:
    """Read a case, and hold it against the fold of its records; what is known of it is this from then on."""
    shown = life.cast.got(Actor.DECIDER, f"/{PATHS[case.kind]}/{case.id}")
    held = folded(case.kind, shown["records"])
    assert (shown["state"], shown["n"]) == (held.state, len(shown["records"])), shown
    assert shown["causes"] == sorted(held.causes), shown
    assert (case.state, case.n) == (held.state, shown["n"]), (case, shown)
    case.causes = held.causes
    return shown


def folded(kind: Kind, records: list[Document]) -> Held:
    """Fold what was recorded; of the evidence only that there was some."""
    unit = Unit("", "", None, None)
    found = fold(Case("", kind, "", "", unit, None, tuple(_record(each) for each in records)))
    assert isinstance(found, Held), found
    return found


def replayed(shown: Document, on: date) -> str:
    """Return the status that the acts on a certificate come to by its table."""
    status: str = NOT_ISSUED
    expiries = {each["version"]: date.fromisoformat(each["expires_on"]) for each in shown["versions"]}
    known = expiries[1]
    for act in shown["acts"]:
        before = Certificate("", known, status)
        status = OF_CERTIFICATE[status_on(before, date.fromisoformat(act["on"])), act["act"]].to
        known = expiries[act["version"]]
    return status_on(Certificate("", known, status), on)


def _record(told: Document) -> Recorded:
    data = told.get("data", {})
    rests_on = [each for each in data.get("statements", ()) if not each["clause"].startswith("6")]
    is_evidence = bool(_EVIDENCE & set(data)) or bool(rests_on)
    cause = None if "cause" not in data else Cause(data["cause"])
    brought = Brought(receipt=_SOMETHING if is_evidence else None, cause=cause, reasons=data.get("reasons"))
    event = Entry(told["event"]) if told["event"] in set(Entry) else Event(told["event"])
    day = date.fromisoformat(told["on"])
    role, corrects = Actor(told["role"]), told.get("corrects")
    return Recorded(
        int(told["n"]),
        event,
        role,
        told.get("person"),
        day,
        told["at"],
        brought,
        None if corrects is None else int(corrects),
    )
