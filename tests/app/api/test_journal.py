"""The log: its form, and what never gets into it."""

import io
import json
import logging
import sys
from collections.abc import Iterator
from typing import Any, NoReturn

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from app.api.journal import adopt_standard_logging, journal
from app.api.masking import masked
from app.api.passage import REQUEST_ID
from app.identity.credentials import CredentialKind, compose, credential_id

KEYS = [compose(kind, credential_id(bytes(10)), b"\x5a" * 20) for kind in CredentialKind]


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def fail(message: str) -> NoReturn:
    raise ValueError(message)


@pytest.fixture
def _own_logging() -> Iterator[None]:
    """Keep the process's logging as it is for other tests."""
    root, others = logging.getLogger(), [logging.getLogger(name) for name in ("uvicorn", "python_multipart")]
    before = root.handlers[:], root.level, [each.level for each in others]
    yield
    root.handlers[:], root.level = before[0], before[1]
    for each, level in zip(others, before[2], strict=True):
        each.setLevel(level)


def test_an_event_is_one_line_of_json() -> None:
    stream = io.StringIO()
    journal(stream, as_json=True, level="info").info("request", route="/api/v1/reports/{report}", status=200)
    (line,) = lines(stream)
    assert {key: line[key] for key in ("event", "level", "route", "status")} == {
        "event": "request",
        "level": "info",
        "route": "/api/v1/reports/{report}",
        "status": 200,
    }
    assert line["timestamp"].endswith("Z")


def test_what_is_less_than_the_level_is_not_logged() -> None:
    stream = io.StringIO()
    logger = journal(stream, as_json=True, level="warning")
    logger.info("request")
    logger.warning("late")
    assert [line["event"] for line in lines(stream)] == ["late"]


def test_a_line_tells_its_request() -> None:
    stream = io.StringIO()
    logger = journal(stream, as_json=True, level="info")
    before = REQUEST_ID.set("request-1")
    logger.info("inside")
    REQUEST_ID.reset(before)
    logger.info("outside")
    assert [line.get("request_id") for line in lines(stream)] == ["request-1", None]


@given(st.text(st.characters(categories=None)))
def test_no_text_forges_a_line_or_fails_to_be_written(text: str) -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")
    journal(stream, as_json=True, level="info").info("event", said=text)
    stream.flush()
    assert raw.getvalue().count(b"\n") == 1
    assert raw.getvalue().decode("ascii").isprintable() is False  # the line's own end


@pytest.mark.parametrize("as_json", [True, False])
@pytest.mark.parametrize("secret", [*KEYS, "Bearer abc.def-123", "Bearer%20abc.def-123", "basic dXNlcjpwdw=="])
@pytest.mark.parametrize("place", ["event", "field", "nested", "key", "error", "behind a line's end"])
def test_no_secret_is_logged_wherever_it_stands(as_json: bool, secret: str, place: str) -> None:  # noqa: FBT001 - a row
    stream = io.StringIO()
    logger = journal(stream, as_json=as_json, level="info")
    match place:
        case "event":
            logger.info(secret)
        case "field":
            logger.info("event", header=f"Authorization: {secret}")
        case "nested":
            logger.info("event", headers=[("authorization", {"value": secret})])
        case "key":
            logger.info("event", **{secret: 1})
        case "error":
            try:
                fail(secret)
            except ValueError:
                logger.exception("bug")
        case _:
            logger.info("event", body=f"\n{secret}")
    kept = secret.partition("_")[2] or secret.replace("%20", " ").partition(" ")[2]
    assert kept
    assert kept not in stream.getvalue()
    assert "***" in stream.getvalue()


def test_without_the_mask_a_secret_would_be_logged() -> None:
    stream = io.StringIO()
    plain = structlog.wrap_logger(structlog.WriteLogger(stream), processors=[structlog.processors.JSONRenderer()])
    plain.info("event", header=KEYS[0])
    assert KEYS[0] in stream.getvalue()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("lvk_abc_def rest", "lvk_*** rest"),
        ("xLVK_abc", "xLVK_***"),
        ('{"a":"lvt_abc"}', '{"a":"lvt_***"}'),
        ("Authorization: Bearer  abc, next", "Authorization: Bearer ***, next"),
        ("bearer", "bearer"),
        ("lvx_abc", "lvx_abc"),
        ("labverdict verdict", "labverdict verdict"),
    ],
)
def test_only_what_looks_like_a_secret_is_masked(text: str, shown: str) -> None:
    assert masked(text) == shown


@pytest.mark.parametrize("as_json", [True, False])
def test_a_bug_shows_its_frames_but_no_values_of_variables(as_json: bool) -> None:  # noqa: FBT001 - a row
    stream = io.StringIO()
    result_of_the_laboratory = "6.2 mg/kg"
    try:
        fail(str(len(result_of_the_laboratory)))
    except ValueError:
        journal(stream, as_json=as_json, level="info").exception("bug")
    assert "test_journal.py" in stream.getvalue()
    assert "ValueError: 9" in stream.getvalue()
    assert "6.2" not in stream.getvalue().replace('result_of_the_laboratory = "6.2 mg/kg"', "")


def test_a_console_line_has_no_control_of_the_senders() -> None:
    stream = io.StringIO()
    journal(stream, as_json=False, level="info").info("event", route="a\x1b[2Jb\nlevel=error")
    assert "\x1b[2J" not in stream.getvalue()
    assert stream.getvalue().count("\n") == 1


@pytest.mark.usefixtures("_own_logging")
def test_what_libraries_log_takes_the_same_form() -> None:
    stream = io.StringIO()
    adopt_standard_logging(stream, as_json=True, level="info")
    logging.getLogger("uvicorn.error").info("Started with %s", KEYS[0])
    logging.getLogger("sqlalchemy.engine").info("SELECT")
    logging.getLogger("python_multipart.multipart").warning("Expected boundary character")
    try:
        fail(KEYS[1])
    except ValueError:
        logging.getLogger("elsewhere").exception("a bug")
    started, bug = lines(stream)
    assert started["event"] == "Started with lvk_***"
    assert (bug["event"], bug["level"]) == ("a bug", "error")
    assert "ValueError: lv" in bug["exception"]
    assert not any(key in stream.getvalue() for key in KEYS)


@pytest.mark.usefixtures("_own_logging")
def test_the_standard_error_takes_it_too() -> None:
    adopt_standard_logging(sys.stderr, as_json=False, level="error")
    logging.getLogger("uvicorn.error").error("stopped")
