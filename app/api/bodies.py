"""Bodies as bytes: of a listed type, not compressed, and never more of them in memory than the route allows."""

from collections.abc import AsyncIterator, Collection, Mapping

from python_multipart.multipart import parse_options_header
from starlette.requests import Request

from app.api.codes import Code
from app.api.documents import M, read_document
from app.api.problems import Problem, fault, refused
from app.api.queries import P, decoded, parameters

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
DOCUMENT_LIMIT = 64 * 1024
FORM_LIMIT = 16 * 1024
_UTF_8 = frozenset({b"utf-8", b"utf8"})
_LONGEST_LENGTH = 18


async def read_json_body(request: Request, model: type[M], limit: int = DOCUMENT_LIMIT) -> M:
    """Read a small JSON body; Problem: those of `read_body` and `read_document`."""
    return read_document(await read_body(request, limit=limit, accepted={JSON}), model)


async def read_form(request: Request, model: type[P]) -> P:
    """Read an urlencoded form, in which no field stands twice; Problem: those of `read_body` and `read_query`."""
    content = await read_body(request, limit=FORM_LIMIT, accepted={FORM})
    return parameters(decoded(content, "field"), model, "field")


async def read_body(request: Request, *, limit: int, accepted: Collection[str]) -> bytes:
    """Read a body of at most `limit` bytes.

    Raises:
        Problem: `media_type_unsupported` (also for a Content-Encoding, and a charset other than UTF-8) before anything
            is read, `body_too_large` as soon as it is known.
    """
    check_type(request, accepted)
    content = bytearray()
    async for chunk in stream(request, limit):
        content += chunk
    return bytes(content)


def check_type(request: Request, accepted: Collection[str]) -> Mapping[bytes, bytes]:
    """Return the parameters of the Content-Type, or refuse it."""
    sent = request.headers.getlist("content-type")
    essence, options = parse_options_header(sent[0] if len(sent) == 1 else "")
    expected = " or ".join(sorted(accepted))
    issues = []
    if essence.decode("latin-1") not in accepted:
        issues.append(fault(Code.MEDIA_TYPE_UNSUPPORTED, "header Content-Type", expected))
    elif options.get(b"charset", b"utf-8").lower() not in _UTF_8:
        issues.append(fault(Code.MEDIA_TYPE_UNSUPPORTED, "header Content-Type", f"{expected}, in UTF-8"))
    if any(each.strip(" \t").lower() != "identity" for each in request.headers.getlist("content-encoding")):
        issues.append(fault(Code.MEDIA_TYPE_UNSUPPORTED, "header Content-Encoding", "a body that is not compressed"))
    if issues:
        raise refused(issues)
    return options


async def stream(request: Request, limit: int) -> AsyncIterator[bytes]:
    """Give a body piece by piece; one that is longer than `limit` bytes, by its head or in fact, is refused."""
    stated = request.headers.get("content-length", "0")
    if not (stated.isascii() and stated.isdecimal()):
        raise refused([fault(Code.MALFORMED_BODY, "header Content-Length", "a number of bytes")])
    read = 0
    if len(stated) > _LONGEST_LENGTH or int(stated) > limit:
        raise _too_large(limit)
    async for chunk in request.stream():
        read += len(chunk)
        if read > limit:
            raise _too_large(limit)
        yield chunk


def _too_large(limit: int) -> Problem:
    return refused([fault("body_too_large", "the body", f"at most {limit} bytes")])
