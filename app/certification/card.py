"""`labverdict.card/1`: what an evaluator found for each line of Table A.1.

Where the rule prints how points are computed (a rank, numbers of awards, a ratio) the card gives the facts, elsewhere
whole marks with a reason. A line that does not apply needs a reason and a second person. What the card does not say
stays unanswered.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from app.certification.form import Form, Refused, read_document
from app.certification.line_answer import read_answer
from app.certification.person import person_key
from app.certification.score import Answer, Card, NotApplicable
from app.certification.scorecard import Line, Scorecard, lines_of

FORMAT = "labverdict.card/1"

_NOTHING = Card("", "", "", date.min, {}, {}, {})


def read_card(content: bytes, find: Callable[[str], Scorecard | None]) -> Card | Refused:
    """Read a card, or refuse it for every fault; `find` returns the table of a scheme, None where none is held."""
    return read_document(content, FORMAT, lambda form: card_of(form, find))


def card_of(form: Form, find: Callable[[str], Scorecard | None]) -> Card:
    """Read a card that is part of another document."""
    form.only({"scheme", "organisation", "evaluator", "evaluated_on", "lines", "costs"})
    scheme = form.text("scheme")
    scorecard = find(scheme) if scheme else None
    if scorecard is None:
        if scheme:
            form.refuse("scheme", "scheme_unknown", scheme, "a scheme whose Table A.1 is held")
        return _NOTHING
    return _CardReading(form, scorecard).card()


class _CardReading:
    """One run over a card whose table is known."""

    def __init__(self, form: Form, scorecard: Scorecard) -> None:
        self.form = form
        self.scorecard = scorecard
        self.lines: Mapping[str, Line] = scorecard.lines
        self.vetoes = {veto.id for veto in scorecard.vetoes}
        self.evaluator = form.text("evaluator")
        self.evaluated_on = form.day("evaluated_on")

    def card(self) -> Card:
        """Return what the card says."""
        answers: dict[str, Answer] = {}
        satisfied: dict[str, bool] = {}
        for name, entry in self._each_once("lines", {*self.lines, *self.vetoes}):
            if name in self.vetoes:
                satisfied[name] = self._veto(entry)
                continue
            answer = self._answer(entry, self.lines[name])
            if answer is not None:
                answers[name] = answer
        self._refuse_empty_headings(answers)
        costs = {name: _cost(entry) for name, entry in self._each_once("costs", set(self.lines))}
        organisation = self.form.text("organisation")
        return Card(self.scorecard.scheme, organisation, self.evaluator, self.evaluated_on, answers, satisfied, costs)

    def _each_once(self, key: str, known: set[str]) -> Iterator[tuple[str, Form]]:
        """Yield the entries of a list by the line they name; an unknown line, or one named before, is a fault."""
        seen: set[str] = set()
        for entry in self.form.forms(key):
            name = entry.text("line")
            if name in seen:
                entry.refuse("line", "line_repeated", name, "each line once")
            elif name in known:
                seen.add(name)
                yield name, entry
            elif name:
                entry.refuse("line", "line_unknown", name, f"a line of {self.scorecard.scheme} {self.scorecard.clause}")

    def _answer(self, entry: Form, line: Line) -> Answer | None:
        claim = entry.optional_form("not_applicable")
        if claim is None:
            return read_answer(entry, line, self.evaluated_on)
        entry.only({"line", "not_applicable"})
        claim.only({"reason", "approved_by"})
        reason, approver = claim.text("reason"), claim.text("approved_by")
        if approver and person_key(approver) == person_key(self.evaluator):
            claim.refuse("approved_by", "approver_is_evaluator", approver, "another person than the evaluator")
        return NotApplicable(reason, approver)

    def _veto(self, entry: Form) -> bool:
        if entry.has("not_applicable"):
            entry.refuse("not_applicable", "veto_always_applies", "", "satisfied: true or false")
            return False
        entry.only({"line", "satisfied", "reason"})
        entry.text("reason")
        return entry.truth("satisfied")

    def _refuse_empty_headings(self, answers: Mapping[str, Answer]) -> None:
        for heading in self.scorecard.headings:
            if all(isinstance(answers.get(line.id), NotApplicable) for line in lines_of(heading)):
                self.form.refuse("lines", "heading_not_applicable", heading.id, "at least one line that applies")


def _cost(entry: Form) -> int:
    entry.only({"line", "cost"})
    cost = entry.whole("cost")
    if cost == 0 and entry.has("cost"):
        entry.refuse("cost", "number_not_positive", "0", "at least 1")
    return cost
