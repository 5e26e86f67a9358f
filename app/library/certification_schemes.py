"""A certification scheme in full, from the folders of its rule, its standard, the programmes and the calendar."""

from collections.abc import Iterable, Mapping

from app.certification.certification_scheme import CertificationScheme
from app.certification.deadline_rules import DeadlineRule, acting
from app.library.calendars import FILE as CALENDAR
from app.library.calendars import FOLDER as CALENDARS
from app.library.calendars import load_calendar
from app.library.cards import FOLDER as CARDS
from app.library.certification import load_rule
from app.library.deadlines import FILE as DEADLINES
from app.library.deadlines import Binding, Deadlines, holders, load_deadlines
from app.library.folder import Folders
from app.library.scorecards import FILE as SCORECARD
from app.library.scorecards import load_scorecard
from app.library.seals import digests, digests_of
from app.library.shelf import Library


def load_certification_scheme(data: Folders, library: Library, scheme: str) -> CertificationScheme:
    """Read what a decision under a scheme needs beside its limits, which the library holds.

    Of the programmes those that are in force count; the deadlines of a draft act only where a body adopts them.
    Raises `LibraryRefused`, and `SchemeUnknown` for a scheme that is not held.
    """
    rule, limits = load_rule(data, scheme), library.schemes[scheme]
    texts = [load_deadlines(data, "schemes", scheme)]
    texts += [load_deadlines(data, "programmes", name) for name in holders(data, "programmes")]
    in_force = _acting(text for text in texts if text.binding is Binding.IN_FORCE)
    return CertificationScheme(
        rule=rule,
        limits=limits,
        scorecard=load_scorecard(data.limits, scheme),
        deadlines=in_force,
        drafts=_acting(text for text in texts if text.binding is Binding.WHERE_ADOPTED),
        calendar=load_calendar(data).compiled(),
        seals=_seals(data, {**limits.seals, **rule.seals}, texts, scheme),
    )


def _seals(data: Folders, held: Mapping[str, str], texts: Iterable[Deadlines], scheme: str) -> Mapping[str, str]:
    """Return the seal of each file; the cards of methods, which verdicts seal as a whole, have one each."""
    others = [f"schemes/{scheme}/{SCORECARD}", f"{CALENDARS}/{CALENDAR}"]
    others += [f"{text.kind}/{text.source}/{DEADLINES}" for text in texts]
    cards = {f"{CARDS}/{name}": digest for name, digest in digests(data.cards).items()}
    rest = {f"limits/{name}": digest for name, digest in digests_of(data.limits, others).items()}
    own = {name: digest for name, digest in held.items() if name != CARDS}
    return dict(sorted({**own, **cards, **rest}.items()))


def _acting(texts: Iterable[Deadlines]) -> Mapping[str, DeadlineRule]:
    return acting(deadline for text in texts for deadline in text.rules.values())
