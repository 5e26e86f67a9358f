"""Where a key or an entry of a TOML text stands: the parser keeps no lines. Run only to place something."""

import re
from collections.abc import Mapping
from functools import lru_cache

Place = tuple[str | int, ...]

_QUOTED = re.compile(r'"(?:\\.|[^"\\])*"|\'[^\']*\'')
_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]")
_KEY = re.compile(r"\s*([A-Za-z0-9_.\-]+|\"[^\"]*\")\s*=")


def line_of(text: str, place: Place) -> int:
    """Return the line of a place, or of the nearest thing around it; 1 where nothing around it stands in a line."""
    lines = _lines(text)
    while place:
        if place in lines:
            return lines[place]
        place = place[:-1]
    return 1


@lru_cache(maxsize=8)
def _lines(text: str) -> Mapping[Place, int]:
    """Index headers, keys, entries of arrays of tables, and tables of a list that begin a line each.

    Brackets tell which lines belong to a longer value.
    """
    lines: dict[Place, int] = {}
    counts: dict[Place, int] = {}
    inside: Place = ()
    listed: Place = ()
    element = 0
    depth = 0
    for number, line in enumerate(text.splitlines(), start=1):
        bare = _QUOTED.sub('""', line).partition("#")[0]
        header, key = _HEADER.match(line), _KEY.match(line)
        if depth == 0 and header is not None:
            inside = _table(header[2], counts, is_entry=header[1] == "[[")
            lines[inside] = number
            lines.setdefault(inside[:-1], number)
            continue
        if depth == 0 and key is not None:
            listed, element = (*inside, *key[1].strip('"').split(".")), 0
            lines[listed] = number
        elif depth == 1 and bare.lstrip().startswith("{"):
            lines[*listed, element] = number
            element += 1
        depth += len(re.findall(r"[\[{]", bare)) - len(re.findall(r"[\]}]", bare))
    return lines


def _table(name: str, counts: dict[Place, int], *, is_entry: bool) -> Place:
    place: Place = ()
    parts = [part.strip(' "') for part in name.split(".")]
    for depth, part in enumerate(parts, start=1):
        place = (*place, part)
        if depth < len(parts) and place in counts:
            place = (*place, counts[place] - 1)
    if not is_entry:
        return place
    counts[place] = counts.get(place, 0) + 1
    return (*place, counts[place] - 1)
