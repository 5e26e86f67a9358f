"""`labverdict serve`, `worker` and `migrate`: the processes of an installation. Settings come from the environment."""

import signal
import sys
import threading


def serve() -> None:
    """Answer requests until the process is asked to end (SIGINT, SIGTERM); requests under way are finished."""
    from app.cli.installation import assembled, settings
    from app.serving import serve as answer

    _keep_on_broken_pipes()
    with assembled(settings()) as service:
        answer(service)


def work() -> None:
    """Send webhooks and sign the head of the log, apart from the process that answers requests."""
    from app.cli.installation import assembled, settings
    from app.serving import journal_for, worker

    _keep_on_broken_pipes()
    stop = threading.Event()
    for asked in (signal.SIGINT, signal.SIGTERM):
        signal.signal(asked, lambda *_: stop.set())
    with assembled(settings()) as service:
        worker(service, journal_for(service.settings, sys.stderr)).run(stop)


def migrate() -> None:
    """Bring the database to this release and give the application's role its rights; needs DATABASE_OWNER."""
    from app.cli.installation import opened, settings
    from app.cli.screen import plain, show
    from app.store.schema import head

    with opened(settings()):
        show([plain(f"the database is at revision {head()}")])


def _keep_on_broken_pipes() -> None:
    """Take back what suits a short command: a client that leaves must not end the service."""
    if sys.platform != "win32":
        signal.signal(signal.SIGPIPE, signal.SIG_IGN)
