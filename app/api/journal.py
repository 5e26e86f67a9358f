"""The log: one line an event, JSON or for a terminal, with the request's id and without a secret in it."""

import json
import logging
import sys
from collections.abc import MutableMapping
from typing import Any, TextIO

import structlog
from structlog.typing import FilteringBoundLogger, Processor, WrappedLogger

from app.api.masking import masked
from app.api.passage import REQUEST_ID
from lims_adapters.faults import printable

Event = MutableMapping[str, Any]

_ENCODER = json.JSONEncoder(default=str)
_LINES_OF_THEIR_OWN = frozenset({"exception", "stack"})


def journal(stream: TextIO, *, as_json: bool, level: str) -> FilteringBoundLogger:
    """Return a logger that writes to the stream; `level` is debug, info, warning or error.

    A bug's traceback shows frames and messages, never the values of variables.
    """
    logger: FilteringBoundLogger = structlog.wrap_logger(
        structlog.WriteLogger(stream),
        processors=[*_shared(), *_last(as_json=as_json)],
        wrapper_class=structlog.make_filtering_bound_logger(level),
    ).bind()
    return logger


def adopt_standard_logging(stream: TextIO, *, as_json: bool, level: str) -> None:
    """Let what libraries log (the server, the database) leave in the same form; below a warning only the server's."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=_shared(),
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *_last(as_json=as_json)],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("uvicorn").setLevel(level.upper())
    # It tells which bytes of an upload it tripped over; the sender gets a problem instead.
    logging.getLogger("python_multipart").setLevel(logging.ERROR)


def _shared() -> list[Processor]:
    return [
        _with_request_id,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]


def _last(*, as_json: bool) -> list[Processor]:
    """Return what makes the line; ASCII in JSON, so that any stream takes it and no line can be forged."""
    if as_json:
        return [_as_json, _without_secrets]
    renderer = structlog.dev.ConsoleRenderer(
        colors=sys.platform != "win32", exception_formatter=structlog.dev.plain_traceback
    )
    return [_on_one_line, renderer, _without_secrets]


def _with_request_id(_logger: WrappedLogger, _method: str, event: Event) -> Event:
    if "request_id" not in event and (request_id := REQUEST_ID.get(None)) is not None:
        event["request_id"] = request_id
    return event


def _on_one_line(_logger: WrappedLogger, _method: str, event: Event) -> Event:
    for key, value in event.items():
        if isinstance(value, str) and key not in _LINES_OF_THEIR_OWN:
            event[key] = printable(value)
    return event


def _as_json(_logger: WrappedLogger, _method: str, event: Event) -> str:
    return _ENCODER.encode(event)


def _without_secrets(_logger: WrappedLogger, _method: str, line: Any) -> str:  # noqa: ANN401 - structlog types a chain's steps alike
    return masked(str(line))
