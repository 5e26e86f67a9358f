"""A step that is asked for in a life over HTTP, and what was counted of all of them."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from app.certification.lifecycle.vocabulary import Actor, Kind
from tests.served.cast import Document
from tests.served.model import Told


@dataclass
class Asked:
    """A step that is asked for; `who` None is nobody. `is_spoilt` where what it brings may be no document at all.

    `uninvited` leaves a laboratory out of the parties; `allowed` are the roles of a correction.
    """

    case: Told
    event: str
    who: str | None
    data: Document
    on: date
    today: date
    corrects: int | None = None
    is_spoilt: bool = False
    uninvited: bool = False
    person: str | None = None
    allowed: frozenset[Actor] | None = None


@dataclass
class Tally:
    """What was taken, and why what was refused was."""

    taken: Counter[tuple[Kind, str, str]] = field(default_factory=Counter)
    done: Counter[tuple[str, str]] = field(default_factory=Counter)
    why: Counter[str] = field(default_factory=Counter)
    guards: Counter[str] = field(default_factory=Counter)
    other: Counter[str] = field(default_factory=Counter)
    steps: int = 0
    last: Document = field(default_factory=dict)
