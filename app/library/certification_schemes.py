"""A certification scheme in full, from the folders of its rule, its standard, the programmes and the calendar."""

from collections.abc import Iterable, Mapping

from app.certification.certification_scheme import CertificationScheme
from app.certification.deadline_rules import DeadlineRule, acting
from app.library.calendars import load_calendar
from app.library.certification import load_rule
from app.library.deadlines import Binding, Deadlines, holders, load_deadlines
from app.library.scorecards import load_scorecard
from app.library.shelf import Data, Library


def load_certification_scheme(data: Data, library: Library, scheme: str) -> CertificationScheme:
    """Read what a decision under a scheme needs beside its limits, which the library holds.

    Of the programmes those that are in force count; the deadlines of a draft act only where a body adopts them.
    Raises `LibraryRefused`, and `SchemeUnknown` for a scheme that is not held.
    """
    rule = load_rule(data, scheme)
    texts = [load_deadlines(data, "schemes", scheme)]
    texts += [load_deadlines(data, "programmes", name) for name in holders(data, "programmes")]
    in_force = _acting(text for text in texts if text.binding is Binding.IN_FORCE)
    return CertificationScheme(
        rule=rule,
        limits=library.schemes[scheme],
        scorecard=load_scorecard(data.limits, scheme),
        deadlines=in_force,
        drafts=_acting(text for text in texts if text.binding is Binding.WHERE_ADOPTED),
        calendar=load_calendar(data).compiled(),
    )


def _acting(texts: Iterable[Deadlines]) -> Mapping[str, DeadlineRule]:
    return acting(deadline for text in texts for deadline in text.rules.values())
