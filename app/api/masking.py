"""Texts that look like a credential are never shown: not in the log, not in an answer."""

import re

MASK = "***"
_SIGNS = ("lvk_", "lvt_", "lvs_", "bearer", "basic")
# No word boundary in front: in a line of JSON the letter of an escape such as \n stands directly before a text.
_SECRET = re.compile(r"(lv[kts]_)[A-Za-z0-9_-]+|(Bearer|Basic)(?: |%20|\+)+[A-Za-z0-9._~+/=%-]+", re.IGNORECASE)


def masked(text: str) -> str:
    """Return the text with every key, token and client secret, and what follows `Bearer` or `Basic`, taken out."""
    lower = text.lower()
    for sign in _SIGNS:
        if sign in lower:
            return _SECRET.sub(_prefix_only, text)
    return text


def _prefix_only(found: re.Match[str]) -> str:
    prefix, scheme = found.groups()
    return f"{prefix}{MASK}" if prefix else f"{scheme} {MASK}"
