"""What became of an event of a case, as a table that a person reads and as JSON."""

from app.certification.cases.advance import Advanced
from app.certification.cases.involvement import Proof
from app.certification.cases.refusal import Refused
from app.certification.lifecycle.states import State
from app.certification.lifecycle.table import Signal
from app.certification.standing import Standing
from app.cli.case_table import citation_text, event_text
from app.cli.decision_table import need_text
from app.cli.exits import Exit
from app.cli.grid import Line, paragraph
from app.cli.screen import plain
from app.cli.standings import standing_text
from app.cli.verdict_table import pairs
from app.ledger.canonical import Json
from app.wording import Language
from app.wording.cases import WHY_NOT, Said
from app.wording.life import GUARDS, KINDS
from app.wording.steps import ACTS, EVENTS, STATES
from app.workflow.case_told import refused_told

TAKEN = "labverdict.advanced/1"


def exit_for_step(found: Advanced | Refused) -> Exit:
    """Return the code of a step: open where all that is in its way is still missing."""
    if isinstance(found, Advanced):
        return Exit.CONFORMING
    is_open = found.missing and all(each.standing is Standing.OPEN for each in found.missing)
    return Exit.UNDETERMINED if is_open else Exit.NONCONFORMING


def advance_lines(found: Advanced | Refused, language: Language, width: int) -> list[Line]:
    """Return what an event did, or why it was not taken with everything that is missing."""
    return _taken(found, language) if isinstance(found, Advanced) else _refused(found, language, width)


def _taken(found: Advanced, language: Language) -> list[Line]:
    (record,) = found.records
    told = [
        (Said.TAKEN, f"{record.n} {event_text(record.event, language)}"),
        (Said.STATE, STATES[State(found.state)].to(language)),
        (Said.VOIDED, "✓" if found.voided else ""),
        (Said.ACTS, "; ".join(ACTS[act].to(language) for act in found.acts)),
        (Said.SIGNALS, "; ".join(_signal_text(signal, language) for signal in found.signals)),
        (Said.STARTED, "; ".join(f"{clock.deadline} {clock.start}" for clock in found.started)),
        (Said.ENDED, "; ".join(found.ended)),
        (Said.EVALUATED_BY, "" if found.proof is None else ", ".join(found.proof.evaluators)),
    ]
    return pairs([(title.to(language), text) for title, text in told if text])


def _signal_text(signal: Signal, language: Language) -> str:
    kind = "" if signal.kind is None else f"{KINDS[signal.kind].to(language)} "
    return f"{kind}{EVENTS[signal.event].to(language)}"


def _refused(found: Refused, language: Language, width: int) -> list[Line]:
    clause = "" if found.citation is None else f" ({citation_text(found.citation, language)})"
    why = WHY_NOT[found.why].to(language).removesuffix(".")
    lines = pairs([(Said.NOT_TAKEN.to(language), f"{found.at} {event_text(found.event, language)}{clause}: {why}")])
    for each in found.missing:
        guard = GUARDS[each.guard].to(language).removesuffix(".")
        lines.append(
            plain(f"  {standing_text(each.standing, language)}  {guard} ({citation_text(each.citation, language)})")
        )
        for need in each.needs:
            lines += paragraph("      ", need_text(need, language), width)
    return lines


def advance_json(found: Advanced | Refused) -> Json:
    """Return what became of an event as `labverdict.advanced/1` or `labverdict.step-refused/1`."""
    if isinstance(found, Refused):
        return refused_told(found)
    return {
        "format": TAKEN,
        "n": found.records[0].n,
        "state": str(found.state),
        "voided": found.voided,
        "acts": [act.value for act in found.acts],
        "signals": [_signal(signal) for signal in found.signals],
        "started": [{"deadline": clock.deadline.value, "start": clock.start.isoformat()} for clock in found.started],
        "ended": [deadline.value for deadline in found.ended],
        "proof": None if found.proof is None else _proof(found.proof),
    }


def _signal(signal: Signal) -> Json:
    kind, cause = signal.kind, signal.cause
    return {
        "kind": None if kind is None else kind.value,
        "event": signal.event.value,
        "cause": None if cause is None else cause.value,
    }


def _proof(proof: Proof) -> Json:
    return {
        "person": proof.person,
        "role": proof.role.value,
        "evaluators": list(proof.evaluators),
        "involved": [
            {"person": each.person, "n": each.n, "event": str(each.event), "role": each.role.value}
            for each in proof.involved
        ],
    }
