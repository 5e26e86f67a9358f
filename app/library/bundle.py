"""The rule data as one sequence of bytes that can be stored under its SHA-256, and laid out on disk again."""

import json
from pathlib import Path, PurePosixPath

from app.ledger.canonical import canonical
from app.library.shelf import Data

FORMAT = "labverdict.rules/1"
_LIMITS, _CARDS = "limits", "cards"


class BundleUnreadable(Exception):
    """Bytes that are no bundle of rule data."""


def bundle(data: Data) -> bytes:
    """Return every file of the rule data: the same files, the same bytes."""
    trees = ((_LIMITS, data.limits), (_CARDS, data.cards))
    files = {
        f"{name}/{path.relative_to(folder).as_posix()}": path.read_text(encoding="utf-8")
        for name, folder in trees
        for path in folder.rglob("*")
        if path.is_file() and not any(part.startswith((".", "__")) for part in path.relative_to(folder).parts)
    }
    return canonical({"format": FORMAT, "files": files})


def lay_out(content: bytes, folder: Path) -> Data:
    """Write the files of a bundle into an empty folder; raises `BundleUnreadable`."""
    try:
        document = json.loads(content)
        files = document["files"].items()
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BundleUnreadable("these bytes hold no files") from error
    for name, text in files:
        parts = PurePosixPath(name).parts
        if parts[:1] not in {(_LIMITS,), (_CARDS,)} or ".." in parts or not isinstance(text, str):
            raise BundleUnreadable(f"{name} is no file of rule data")
        path = folder.joinpath(*parts)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    return Data(folder / _LIMITS, folder / _CARDS)
