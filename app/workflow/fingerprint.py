"""Digests by which bytes and requests are known again."""

import hashlib

from app.workflow.examine import Posted


def digest(content: bytes) -> str:
    """Return the SHA-256 of bytes as 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def request_digest(act: str, posted: Posted, shared_with: tuple[str, ...], more: str) -> str:
    """Return a digest of everything that is asked in a request, each part with its length before it."""
    question = posted.question
    parts = (
        act,
        digest(posted.content),
        "" if posted.head is None else digest(posted.head),
        posted.name,
        posted.format or "",
        question.scheme_id,
        question.grade or "",
        "" if question.as_of is None else question.as_of.isoformat(),
        more,
        *shared_with,
    )
    return digest("".join(f"{len(part)}:{part}" for part in parts).encode())
