"""Bytes of a text file -> text, in one of two encodings; what only looks like one of them is refused."""

import re
import unicodedata

from lims_adapters.contract import Issue
from lims_adapters.faults import fault

_EXPECTED = "text in UTF-8 or GB18030"
_OTHER_MARKS = (b"\xff\xfe", b"\xfe\xff")
# Bytes of other encodings become kana, Cyrillic, phonetic letters and box drawings in GB18030.
_ODD = re.compile("[\u0400-\u04ff\u2500-\u257f\u3040-\u312f]")
_HANZI = re.compile("[\u3400-\u9fff]")
_LINE_END = re.compile(rb"\r\n|\r|\n")
_LARGEST_ODD_SHARE = 4


def decode(content: bytes) -> str | Issue:
    """Decode UTF-8 (with or without its mark), else GB18030; anything else is `encoding_suspect`.

    GB18030 gives nearly every byte a meaning, so its text has to look like Chinese: no private-use or unassigned
    character, and at most one in four of those beyond ASCII outside what GB/T 2312 holds or Chinese text uses.
    """
    if content.startswith(_OTHER_MARKS):
        return fault("encoding_suspect", "row 1, byte 1", content[:4].hex(" "), f"{_EXPECTED}, not UTF-16 or UTF-32")
    try:
        return content.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        first = error.start
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError as error:
        # The encoding that gets further is the one that was meant.
        at = max(first, error.start)
        return fault("encoding_suspect", _place(content, at), content[at : at + 4].hex(" "), _EXPECTED)
    beyond = [character for character in text if not character.isascii()]
    unassigned = [character for character in beyond if unicodedata.category(character) in {"Co", "Cn"}]
    odd = [character for character in beyond if _is_odd(character)]
    if unassigned or len(odd) * _LARGEST_ODD_SHARE > len(beyond):
        found = "".join((unassigned or odd)[:8])
        at = max(first, len(text[: text.index(found[0])].encode("gb18030")))
        return fault("encoding_suspect", _place(content, at), found, f"{_EXPECTED}; as GB18030 the bytes make no sense")
    return text


def _place(content: bytes, at: int) -> str:
    return f"row {len(_LINE_END.findall(content, 0, at)) + 1}, byte {at + 1}"


def _is_odd(character: str) -> bool:
    if _HANZI.match(character) is None:
        return _ODD.match(character) is not None
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return True
    return False
