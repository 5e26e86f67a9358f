"""One step that somebody wants to take, as its guards see it."""

from dataclasses import dataclass
from datetime import date

from app.certification.cases.held import Held
from app.certification.cases.record import Recorded
from app.certification.cases.situation import Situation
from app.certification.clauses.matter import Matter
from app.certification.dossier import Review
from app.certification.finding import Needed, lacking
from app.certification.lifecycle.table import Transition
from app.certification.shown import in_order

NO_APPLICATION = lacking(Needed.DOCUMENT, "application")


@dataclass(frozen=True, slots=True)
class Question:
    """A row of the case's table, the event that would take it, and the case with the evidence that the event brings."""

    row: Transition
    record: Recorded
    held: Held
    situation: Situation

    @property
    def on(self) -> date:
        """Return the civil day of the step."""
        return self.record.on

    def matter(self, review: Review | None = None) -> Matter | None:
        """Return what clauses are answered from, None before there is an application."""
        dossier = self.held.dossier(review)
        if dossier is None:
            return None
        return Matter(self.situation.scheme, dossier, self.situation.body, self.on, in_order(dossier.tests))
