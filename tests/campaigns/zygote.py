"""A process that has imported the service and forks one for every line it reads: a server starts in a moment.

Run as a program: `python -m tests.campaigns.zygote LOG`. A line is a JSON object: `settings`, the environment of the
server, `eager`, whether it answers before it commits, and perhaps `mortal`, what it dies of (`tests.campaigns.mortal`).
The answer is the number of the process; it has to end before the next line. When the input ends, so do the server and
the program.
"""

import gc
import json
import os
import signal
import sys
import time
from collections.abc import Mapping
from dataclasses import replace
from queue import SimpleQueue
from threading import Thread

from app.ports.evidence import Answer, Filing, LogEnd, Seal, Sealed, Taken
from app.service import Service, assemble
from app.serving import serve
from app.settings import read_settings
from app.store.evidence import StoredEvidence
from tests.campaigns.mortal import mortal

LATE_S = 0.01


class Eager(StoredEvidence):
    """What must never be: a store that tells its answer as soon as it knows it, and commits after that."""

    def file(self, filing: Filing, seal: Seal) -> Answer:
        told: SimpleQueue[Answer | Taken] = SimpleQueue()

        def tell(end: LogEnd) -> Sealed:
            sealed = seal(end)
            told.put(sealed.answer)
            time.sleep(LATE_S)
            return sealed

        def store() -> None:
            try:
                super(Eager, self).file(filing, tell)
            except Taken as taken:
                told.put(taken)

        Thread(target=store).start()
        answer = told.get()
        if isinstance(answer, Taken):
            raise answer
        return answer


def run(settings: Mapping[str, str], *, eager: bool) -> None:
    """Be the server until the end."""
    service = assemble(read_settings(settings, terminal=False))
    serve(_eager(service) if eager else service)


def _eager(service: Service) -> Service:
    return replace(service, desk=replace(service.desk, evidence=Eager(service.stores.database)))


def main() -> None:
    log = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    gc.freeze()
    child = None
    for line in sys.stdin:
        if child is not None:
            os.waitpid(child, 0)
        asked = json.loads(line)
        child = os.fork()
        if child == 0:
            os.dup2(log, 1)
            os.dup2(log, 2)
            if asked.get("mortal") is None:
                run(asked["settings"], eager=asked["eager"])
            else:
                serve(mortal(asked["settings"], asked["mortal"]))
            os._exit(0)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()
    if child is not None:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


if __name__ == "__main__":
    main()
