"""What decides on a step beside the case: rules, settings, and what only the caller can know."""

from dataclasses import dataclass, field
from datetime import date

from app.certification.body import Body
from app.certification.certification_scheme import CertificationScheme
from app.certification.dossier import Never
from app.certification.lifecycle.circumstances import Circumstances
from app.certification.person import person_key
from app.certification.standing import Standing


@dataclass(frozen=True, slots=True)
class Declaration:
    """What a person has declared about the client: free of conflicts or not, and until when they last advised them."""

    person: str
    is_free: bool
    advised_until: date | Never


NOT_CERTIFIED = Circumstances(None, in_grace=False, open_causes=frozenset())


@dataclass(frozen=True, slots=True)
class Outside:
    """What the records of one case do not tell.

    `certificate` is how it stands on the day of the step; its causes are those of other cases. `sample` is how the
    sample case of a surveillance ended, `appealable` whether the decision appealed against is one, `involved` who took
    part in what a complaint or an appeal is about; None where the caller does not know.
    """

    certificate: Circumstances = NOT_CERTIFIED
    declarations: tuple[Declaration, ...] = ()
    sample: Standing | None = None
    appealable: Standing | None = None
    involved: frozenset[str] | None = None

    def declared_by(self, person: str) -> Declaration | None:
        """Return what a person has declared last."""
        key = person_key(person)
        found = [each for each in self.declarations if person_key(each.person) == key]
        return found[-1] if found else None


@dataclass(frozen=True, slots=True)
class Situation:
    """What a step is judged by: the scheme, the body's settings, the day on which it is recorded, and the outside."""

    scheme: CertificationScheme
    body: Body
    today: date
    outside: Outside = field(default_factory=Outside)
