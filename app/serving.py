"""The assembled service at work: its HTTP interface, and the loop that sends webhooks and signs the log's head."""

import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial
from typing import TextIO

import httpx
import uvicorn
from sqlalchemy.exc import SQLAlchemyError
from starlette.types import ASGIApp
from structlog.typing import FilteringBoundLogger

from app.api.application import build
from app.api.journal import adopt_standard_logging, journal
from app.api.metrics import Metrics
from app.api.parts import Bounds, EvidenceLog, Hooks, Parts, Proof, PublicKey
from app.delivery.guard import Guard, SystemResolver, UrlRules, check_url
from app.delivery.sender import Sender
from app.delivery.standard_webhooks import public_key_text
from app.delivery.tasks import Task
from app.delivery.worker import Worker
from app.identity.organisations import OrganisationKind
from app.ports.machine import instant_text
from app.service import Service
from app.settings import LogForm, Settings
from app.settings import Worker as WorkerPlace
from app.store.announcements import StoredAnnouncements
from app.store.schema import current, head
from app.workflow.authenticate import Authenticator
from app.workflow.case_jobs import job_desk
from app.workflow.checkpoint import Notary, prove_entry
from app.workflow.day_jobs import JobDesk, do_day
from app.workflow.issue_certificate import recover
from app.workflow.public_desk import PublicDesk
from app.workflow.token import TokenDesk

# What the store and the network fail with in earnest operation; any other exception is a bug.
_FAULTS = (SQLAlchemyError, OSError, httpx.HTTPError)
_GRACE_S = 15


def journal_for(settings: Settings, stream: TextIO) -> FilteringBoundLogger:
    """Return the service's log, which what libraries log joins."""
    as_json, level = settings.log is LogForm.JSON, settings.log_level.value
    adopt_standard_logging(stream, as_json=as_json, level=level)
    return journal(stream, as_json=as_json, level=level)


def _elsewhere() -> bool:
    """Tell of a worker in a process of its own, which looks after itself."""
    return True


def application(service: Service, log: FilteringBoundLogger, is_working: Callable[[], bool] = _elsewhere) -> ASGIApp:
    """Return the HTTP interface of an assembled service; `is_working` tells whether its worker lives."""
    stores, settings = service.stores, service.settings
    authenticator = Authenticator(stores.access, service.clock, time.monotonic)
    metrics = Metrics(
        outbox_backlog=partial(_figure, stores.outbox.backlog), log_size=partial(_figure, stores.log.size)
    )
    return build(
        Parts(
            desk=service.desk,
            caller_of=authenticator.caller,
            tokens=TokenDesk(stores.access, service.clock, service.ids, timedelta(minutes=settings.token_minutes)),
            directory=stores.access,
            hooks=Hooks(
                stores.webhooks,
                partial(check_url, rules=_url_rules(settings)),
                (public_key_text(service.webhook_signer.public_key),),
            ),
            papers=service.papers,
            declarations=service.declarations,
            cases=service.cases,
            certificates=service.certificates,
            simulations=service.simulations,
            log=_evidence_log(service),
            public=_public_desk(service),
            is_ready=lambda: is_working() and _is_ready(service),
            metrics=metrics,
            journal=log,
            bounds=Bounds(settings.body_limit, settings.upload_limit, settings.threads),
        )
    )


def worker(service: Service, log: FilteringBoundLogger) -> Worker:
    """Return the loop of an assembled service."""
    stores, notary = service.stores, service.notary
    sender = Sender(Guard(_url_rules(service.settings), SystemResolver()), [service.webhook_signer], service.clock)
    return Worker(
        stores.outbox,
        sender.send,
        service.clock,
        service.chance,
        log,
        faults=_FAULTS,
        tasks=[
            Task("sign_head", timedelta(seconds=10), notary.head),
            Task("finish_certificates", timedelta(seconds=10), partial(recover, service.cases.issuing)),
            Task("copy_wal", timedelta(seconds=1), stores.database.copy_wal),
            Task("go_through_day", timedelta(minutes=10), _DayJobs(service, log).run),
            Task("purge_tokens", timedelta(hours=1), partial(_purge_tokens, service)),
        ],
    )


def jobs_of(service: Service) -> JobDesk:
    """Return the desk of a day's jobs of an assembled service."""
    access, database = service.stores.access, service.stores.database

    def bodies() -> Sequence[str]:
        return [each.id for each in access.organisations(OrganisationKind.CERTIFICATION_BODY)]

    return job_desk(service.cases, bodies, StoredAnnouncements(database))


class _DayJobs:
    """Goes through each day once in this process; a day that failed comes again."""

    def __init__(self, service: Service, log: FilteringBoundLogger) -> None:
        self._service = service
        self._log = log
        self._last: date | None = None

    def run(self) -> None:
        today = self._service.cases.today()
        if today == self._last:
            return
        done = do_day(today, jobs_of(self._service))
        self._last = today
        self._log.info(
            "day_done",
            day=today.isoformat(),
            recovered=done.recovered,
            taken=len(done.taken),
            refused=[each.case for each in done.refused],
            moved=done.moved,
            told=done.told,
            unreadable=list(done.unreadable),
        )


@contextmanager
def working(service: Service, log: FilteringBoundLogger) -> Iterator[Callable[[], bool]]:
    """Run the loop in a thread of this process and give what tells whether it lives.

    On leaving it finishes the attempts that are under way. A bug ends the loop, and then no webhook is sent, no head is
    signed and no day gone through: the process is not ready any more, so that whoever runs it starts another.
    """
    stop = threading.Event()
    thread = threading.Thread(target=worker(service, log).run, args=(stop,), name="worker")
    thread.start()
    try:
        yield thread.is_alive
    finally:
        stop.set()
        thread.join()


def server(service: Service, log: FilteringBoundLogger, is_working: Callable[[], bool] = _elsewhere) -> uvicorn.Server:
    """Return the HTTP server; it ends on SIGINT and SIGTERM once every request is answered."""
    settings = service.settings
    return uvicorn.Server(
        uvicorn.Config(
            application(service, log, is_working),
            host=settings.host,
            port=settings.port,
            log_config=None,
            access_log=False,
            server_header=False,
            date_header=False,
            timeout_graceful_shutdown=_GRACE_S,
        )
    )


def serve(service: Service) -> None:
    """Answer requests until the process is asked to end."""
    log = journal_for(service.settings, sys.stderr)
    if service.settings.worker is WorkerPlace.INSIDE:
        with working(service, log) as is_working:
            server(service, log, is_working).run()
    else:
        server(service, log).run()


def _evidence_log(service: Service) -> EvidenceLog:
    notary, signer = service.notary, service.log_signer
    key = PublicKey(signer.alg, signer.kid, signer.public_key_base64)
    return EvidenceLog(lambda: notary.newest_head().envelope, partial(_prove, service, notary), (key,))


def _public_desk(service: Service) -> PublicDesk:
    return PublicDesk(
        register=service.stores.certificates,
        papers=service.stores.papers,
        schemes=service.cases.schemes,
        shelf=service.library,
        registry=service.registry,
        clock=service.clock,
    )


def _prove(service: Service, notary: Notary, organisation: str, n: int) -> Proof | None:
    proven = prove_entry(organisation, n, service.stores.readings, notary)
    if proven is None:
        return None
    path = tuple(step.hex() for step in proven.path)
    return Proof(proven.body, proven.n, proven.head.size, path, proven.head.envelope)


def _url_rules(settings: Settings) -> UrlRules:
    private = settings.webhook_private
    return UrlRules(allow_http=private, any_port=private, allow_private=private)


def _is_ready(service: Service) -> bool:
    try:
        return current(service.stores.database) == head()
    except SQLAlchemyError:
        return False


def _figure(read: Callable[[], int]) -> int | None:
    try:
        return read()
    except SQLAlchemyError:
        return None


def _purge_tokens(service: Service) -> int:
    return service.stores.access.purge_tokens(instant_text(service.clock.now()))
