"""The dossier of a held case as a document: the evidence as it was sent, as the fold counts it.

It is what the decision is recomputed from by whoever has nothing but the bundle.
"""

from app.certification.cases.held import Held
from app.certification.dossier import Dossier
from app.certification.dossier_form import FORMAT
from app.ledger.canonical import Json, canonical
from app.workflow.case_record import Paper, Values

_REPLACED = ("certified", "sampling", "card", "inspection")
_RECEIVED = ("sample_received_on", "fee_received_on", "sample_l", "pauses")


def dossier_bytes(paper: Paper, held: Held, dossier: Dossier, decider: str) -> bytes:
    """Return the canonical document of a dossier that a case holds; `decider` takes the decision."""
    parts: dict[str, Json] = {}
    statements: list[Json] = []
    tests: list[dict[str, Json]] = []
    application: dict[str, Json] = {}
    receipt: Values = {}
    for data in _counted(paper, held):
        application = _object(data, "application") or application
        receipt = _object(data, "receipt") or receipt
        parts |= {key: data[key] for key in _REPLACED if key in data}
        statements += _list(data, "statements")
        tests += [dict(each) for each in _list(data, "tests") if isinstance(each, dict)]
    told: dict[str, Json] = {
        "format": FORMAT,
        "scheme": dossier.scheme,
        "stage": dossier.stage.value,
        "application": {**application, "accepted_on": dossier.application.accepted_on.isoformat()},
        **parts,
        "statements": statements,
        "tests": [_received(each, receipt) for each in tests],
    }
    return canonical(told | _review(held, decider))


def counted_events(paper: Paper, held: Held) -> tuple[Values, ...]:
    """Return the events that count in the end, in the order in which they do."""
    return tuple(paper.events[taken.record.n - 1] for taken in held.taken)


def _counted(paper: Paper, held: Held) -> tuple[Values, ...]:
    return tuple(data for event in counted_events(paper, held) if isinstance(data := event.get("data"), dict))


def _object(data: Values, key: str) -> dict[str, Json]:
    found = data.get(key)
    return dict(found) if isinstance(found, dict) else {}


def _list(data: Values, key: str) -> list[Json]:
    found = data.get(key)
    return list(found) if isinstance(found, list) else []


def _received(test: dict[str, Json], receipt: Values) -> Json:
    """Add what the laboratory had recorded on receipt; what the test itself says goes before."""
    if "adopted" in test:
        return test
    return {**{key: receipt[key] for key in _RECEIVED if receipt.get(key)}, **{k: v for k, v in test.items() if v}}


def _review(held: Held, decider: str) -> dict[str, Json]:
    reviewed = held.reviewed
    if reviewed is None:
        return {}
    return {
        "review": {
            "by": reviewed.person,
            "on": reviewed.on.isoformat(),
            "recommends": True,
            "ground": reviewed.ground,
            "decider": decider,
        }
    }
