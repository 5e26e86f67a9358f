"""How a life comes to where a row can be taken: through the steps before it, and through what the row waits for."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from app.certification.lifecycle.events import Event
from app.certification.lifecycle.table import Transition
from app.certification.lifecycle.vocabulary import Actor, Kind
from app.service import Service
from tests.app.certification.cases.test_every_step import way
from tests.served.asked import Tally
from tests.served.cast import Ask, Cast, cast
from tests.served.crowd import let_in
from tests.served.life import Life, commits
from tests.served.lines import within_the_process
from tests.served.model import Told, is_free, is_late
from tests.served.told import set_up

INSPECTED = "accept start_test pass_test start_inspection pass_inspection"
RECOMMENDED = f"file {INSPECTED} pass_scoring recommend"
SAMPLED = "plan draw send pass_test"


@contextmanager
def stage(kind: str, folder: Path, wire: Callable[[Service], Iterator[Ask]] = within_the_process) -> Iterator[Cast]:
    """Assemble a service with everybody who takes part, within the process unless it is reached otherwise."""
    with cast(kind, folder, wire) as made:
        set_up(made)
        let_in(made)
        yield made


def begin(everybody: Cast, tally: Tally, *, certified: bool = True) -> Life:
    """Begin a life of its own, from its certificate on."""
    life = Life(everybody, tally, state_of_store=commits(everybody))
    if certified:
        life.follow(life.new(Kind.APPLICATION), f"{RECOMMENDED} issue")
    return life


def opening(life: Life, kind: Kind) -> Told:
    """Return a case that is not opened yet, of whatever it has to be about."""
    if kind is not Kind.APPEAL:
        return life.new(kind)
    return life.new(kind, life.follow(life.new(Kind.SUSPENSION), "raise suspend"))


def arrive(life: Life, kind: Kind, row: Transition) -> Told:
    """Take a case to where a row can be taken, and take it."""
    events = (*way(kind, row), row.event)
    survey_for(life, events)
    case = opening(life, kind)
    for event in events:
        bring(life, case, event)
    return case


def survey_for(life: Life, events: Collection[str]) -> None:
    """Hold the surveillance that one of these events relies on."""
    if Event.RELY_ON_SURVEILLANCE in events:
        life.follow(life.new(Kind.SURVEILLANCE), "plan start_inspection pass_inspection")


def bring(life: Life, case: Told, event: str) -> None:
    """Bring an event about: a person takes it, a term runs out, or another case or the certificate sends it."""
    life.cast.passes()
    row = case.row(event)
    assert row is not None, (case.kind, case.state, event)
    if not is_free(row):
        _sent(life, case, Event(event))
    elif row.by == (Actor.SYSTEM,):
        assert all(life.wait(case, deadline) for deadline in row.expires), (case, event)
        life.take(case, event, data={})
    else:
        if (case.kind, event) == (Kind.SURVEILLANCE, Event.CONCLUDE):
            life.follow(life.new(Kind.SAMPLE), SAMPLED)
            life.cast.passes()
        life.take(case, event)


def _sent(life: Life, case: Told, event: Event) -> None:
    match event:
        case Event.CERTIFICATE_EXPIRED | Event.GRACE_OVER:
            run_out(life, late=event is Event.GRACE_OVER)
            life.take(case, event, data={})
        case Event.CERTIFICATE_ENDED:
            life.follow(life.new(Kind.SUSPENSION), "raise withdraw")
        case Event.CERTIFICATE_RENEWED:
            life.follow(case, "accept_correction")
            life.follow(life.new(Kind.RENEWAL), f"{RECOMMENDED} renew")
        case Event.APPEAL_UPHELD:
            life.follow(life.new(Kind.APPEAL, case), "file take_up uphold")
        case _:
            raise AssertionError(event)


def run_out(life: Life, *, late: bool = False) -> None:
    """Let the certificate expire, and the months for a late renewal pass as well where it is to be too late."""
    certificate = life.model.certificate
    assert certificate is not None
    life.cast.comes(max(life.today, certificate.expires_on))
    while late and not is_late(certificate, life.today):
        life.cast.passes(7)
