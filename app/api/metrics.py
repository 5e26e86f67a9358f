"""What Prometheus sees. A registry of its own, so that two services in one process do not mix."""

import math
from collections.abc import Callable
from functools import cache

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, disable_created_metrics
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest

MEDIA_TYPE = CONTENT_TYPE_PLAIN_0_0_4
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_BUCKETS_S = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Metrics:
    """The service's figures. `outbox_backlog` and `log_size` are asked at each `render`; None: not known now."""

    def __init__(self, *, outbox_backlog: Callable[[], int | None], log_size: Callable[[], int | None]) -> None:
        # When each series began is of no use here, and would be a third of all lines.
        disable_created_metrics()  # type: ignore[no-untyped-call]  # the package leaves this one untyped
        self._registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        # A plain number: counted on the event loop alone, so that it needs no lock.
        self.in_flight = 0
        in_flight = Gauge("labverdict_requests_in_flight", "Requests being answered", registry=registry)
        in_flight.set_function(lambda: self.in_flight)
        requests = Counter("labverdict_requests", "Requests answered", ["route", "method", "status"], registry=registry)
        seconds = Histogram(
            "labverdict_request_seconds", "Time to answer", ["route", "method"], registry=registry, buckets=_BUCKETS_S
        )
        reports = Counter("labverdict_reports_filed", "Reports filed, corrections among them", registry=registry)
        verdicts = Counter("labverdict_verdicts", "Verdicts given", ["outcome"], registry=registry)
        backlog = Gauge("labverdict_outbox_backlog", "Webhook deliveries that are open", registry=registry)
        size = Gauge("labverdict_log_entries", "Entries of the evidence log", registry=registry)
        backlog.set_function(lambda: _known(outbox_backlog()))
        size.set_function(lambda: _known(log_size()))
        # Finding a child by its labels takes a lock; routes, methods and classes of status are few.
        self._requests = cache(requests.labels)
        self._seconds = cache(seconds.labels)
        self._reports, self._verdicts = reports, verdicts

    def request(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count an answered request under its route's template and the class of its status (`2xx`)."""
        known = method if method in _METHODS else "other"
        self._requests(route, known, f"{status // 100}xx").inc()
        self._seconds(route, known).observe(seconds)

    def filed(self, outcomes: list[str]) -> None:
        """Count the reports of one delivery that were filed, with the outcomes of their verdicts."""
        self._reports.inc(len(outcomes))
        self.judged(outcomes)

    def judged(self, outcomes: list[str]) -> None:
        """Count verdicts by outcome."""
        for outcome in outcomes:
            self._verdicts.labels(outcome).inc()

    def render(self) -> bytes:
        """Return everything in the text format of Prometheus; asks the database, so not on the event loop."""
        return generate_latest(self._registry)


def _known(figure: int | None) -> float:
    return math.nan if figure is None else figure
