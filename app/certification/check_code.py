"""The check code of a certificate: what a buyer types beside its number, printed on the document.

Ten characters of Crockford's base 32, the first 50 bits of the SHA-256 of the document's bytes: about 1.1e15 codes for
each number. Whoever tries 1000 of them a second, without a pause, needs 17 800 years for half of them. It shows that
the asker holds the document; it is no secret of the certification body.
"""

from typing import Final

LENGTH: Final = 10
_BITS: Final = 5
_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
# What is easily misread stands for one and the same character; hyphens are for the eye.
_READ: Final = str.maketrans({"I": "1", "L": "1", "O": "0", "-": None})
PATTERN: Final = "^[0-9A-TV-Za-tv-z]{5}-?[0-9A-TV-Za-tv-z]{5}$"


def check_code(document_sha256: str) -> str:
    """Return the code of a document by the 64 hexadecimal digits of its SHA-256, in two groups of five."""
    first = int(document_sha256, 16) >> (4 * len(document_sha256) - LENGTH * _BITS)
    places = range((LENGTH - 1) * _BITS, -1, -_BITS)
    code = "".join(_ALPHABET[(first >> place) & (2**_BITS - 1)] for place in places)
    return f"{code[:5]}-{code[5:]}"


def as_printed(typed: str) -> str:
    """Return what was typed as a code is printed, if it is one: letters of either case, I and L for 1, O for 0."""
    code = typed.upper().translate(_READ)
    return f"{code[:5]}-{code[5:]}"
