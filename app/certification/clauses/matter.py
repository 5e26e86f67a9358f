"""What a clause is answered from."""

from dataclasses import dataclass, replace
from datetime import date

from app.certification.body import Body
from app.certification.calendar import Pause
from app.certification.certification_scheme import CertificationScheme
from app.certification.deadlines import Circumstances, Due, Firm, NotComputable, Provisional, due
from app.certification.dossier import Dossier, Inspection
from app.certification.finding import Answered, Need, Needed, Why
from app.certification.shown import Shown
from app.certification.standing import Standing


@dataclass(frozen=True, slots=True)
class Matter:
    """A dossier under a scheme and the settings of the body, on the day of the decision.

    `shown` are the tests of the dossier, in the order in which they count.
    """

    scheme: CertificationScheme
    dossier: Dossier
    body: Body
    on: date
    shown: tuple[Shown, ...]

    def with_inspection(self, inspection: Inspection) -> "Matter":
        """Return the matter as if the inspection were this one."""
        return replace(self, dossier=replace(self.dossier, inspection=inspection))

    def due(self, deadline: str, start: date, pauses: tuple[Pause, ...] = ()) -> Due:
        """Return when a deadline of the rule ends that began on a day."""
        return due(
            self.scheme.deadlines[deadline], start, self.scheme.calendar, Circumstances(self.body, pauses=pauses)
        )


def in_time(found: Due, day: date) -> Answered:
    """Answer whether a day lies within a term; a day that only a coming notice can place leaves it open."""
    match found:
        case Firm(last):
            figures = (("due", last.isoformat()), ("done", day.isoformat()))
            met = Answered(Standing.MET, Why.IN_TIME, figures=figures)
            return met if day <= last else Answered(Standing.NOT_MET, Why.LATE, figures=figures)
        case Provisional(earliest, latest, missing):
            figures = (("due", f"{earliest}..{latest}"), ("done", day.isoformat()))
            if day <= earliest:
                return Answered(Standing.MET, Why.IN_TIME, figures=figures)
            if day > latest:
                return Answered(Standing.NOT_MET, Why.LATE, figures=figures)
            return Answered(
                Standing.OPEN, Why.INCOMPLETE, tuple(Need(Needed.CALENDAR, str(year)) for year in missing), figures
            )
        case NotComputable(_, detail):
            return Answered(Standing.OPEN, Why.INCOMPLETE, (Need(Needed.SETTING, detail),))
