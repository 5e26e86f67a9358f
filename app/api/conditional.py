"""Headers on which it depends whether something is done: Idempotency-Key, If-Match, If-None-Match. Pure decisions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.api.codes import Code
from app.api.problems import Problem, fault, refused

KEY_PATTERN = r"[!#-+\--\[\]-~]{1,255}"
_KEY = re.compile(KEY_PATTERN)
_KEY_EXPECTED = "1 to 255 visible ASCII characters without quote, comma, backslash or space"
_TAG = re.compile(r'[ \t]*(W/)?"([\x21\x23-\x7e\x80-\xff]*)"[ \t]*(?:,|\Z)|[ \t]*(?:,|\Z)')


@dataclass(frozen=True, slots=True)
class Tags:
    """Entity tags as listed: `any` for `*`; a list that cannot be read is empty, and so matches nothing."""

    any: bool = False
    strong: frozenset[str] = frozenset()
    weak: frozenset[str] = frozenset()


def idempotency_key(sent: Sequence[str]) -> str:
    """Return the key of `headers.getlist("Idempotency-Key")`.

    Raises:
        Problem: `idempotency_key_missing`, or `idempotency_key_malformed` (also when it is sent twice).
    """
    if not sent:
        raise Problem(Code.IDEMPOTENCY_KEY_MISSING)
    if len(sent) > 1 or _KEY.fullmatch(sent[0]) is None:
        raise refused([fault(Code.IDEMPOTENCY_KEY_MALFORMED, "header Idempotency-Key", _KEY_EXPECTED)])
    return sent[0]


def etag(version: str) -> str:
    """Return the strong entity tag of a version (a digest, a number)."""
    return f'"{version}"'


def read_tags(sent: Sequence[str]) -> Tags | None:
    """Return the tags of a header's lines (RFC 9110, clause 13.1.1); None when the header is not there."""
    if not sent:
        return None
    text = ", ".join(sent)
    if text.strip(" \t") == "*":
        return Tags(any=True)
    strong: set[str] = set()
    weak: set[str] = set()
    at = 0
    while at < len(text):
        found = _TAG.match(text, at)
        if found is None:
            return Tags()
        if found[2] is not None:
            (weak if found[1] else strong).add(found[2])
        at = found.end()
    return Tags(strong=frozenset(strong), weak=frozenset(weak))


def require_match(sent: Sequence[str], version: str) -> None:
    """Let a change pass whose `headers.getlist("If-Match")` names the stored version; a weak tag never does.

    Raises:
        Problem: `precondition_required` (428) without the header, `precondition_failed` (412) for another version.
    """
    tags = read_tags(sent)
    if tags is None:
        raise Problem(Code.PRECONDITION_REQUIRED)
    if not tags.any and version not in tags.strong:
        raise Problem(Code.PRECONDITION_FAILED, headers={"ETag": etag(version)})


def is_known(sent: Sequence[str], version: str) -> bool:
    """Tell whether `headers.getlist("If-None-Match")` names the version, weakly compared: the answer is then 304."""
    tags = read_tags(sent)
    return tags is not None and (tags.any or version in tags.strong or version in tags.weak)
