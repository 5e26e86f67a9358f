"""What lies on disk against what is read: nothing is left out in silence."""

from collections.abc import Iterator
from pathlib import Path

from app.library.fault import Fault
from app.library.folder import Folder
from app.library.seals import SEAL

# The files of each sort of folder. Others would look like data and decide nothing.
_FILES = {
    "": {"characteristics.toml", "CHANGES.md", SEAL},
    "standards": {"table.toml", "cases.toml", SEAL},
    "schemes": {
        *("scheme.toml", "advanced.toml", "cases.toml", SEAL),
        *("clauses.toml", "application.toml", "inspection.toml", "tests.toml", "scorecard.toml"),
        "deadlines.toml",
    },
    "programmes": {"programme.toml", "eligibility.toml", "deadlines.toml", SEAL},
}


def folders(limits: Folder, kind: str) -> tuple[str, ...]:
    """Return the ids of the standards, schemes or programmes that lie there."""
    parent = limits / kind
    return tuple(sorted(path.name for path in parent.iterdir() if path.is_dir())) if parent.is_dir() else ()


def check_inventory(limits: Path, faults: list[Fault]) -> None:
    """Note every file that no reader would look at, and a kind of folder that holds nothing."""
    for path in sorted(path for path in limits.rglob("*") if path.is_file() and path.name[0] != "."):
        parts = path.relative_to(limits).parts
        if parts[-1] not in set(_expected(parts)):
            name = "limits/" + "/".join(parts)
            faults.append(Fault(name, 1, "file_unknown", parts[-1], "a file that the folder can have"))
    faults.extend(
        Fault(f"limits/{kind}", 1, "nothing_held", kind, "at least one folder")
        for kind in ("standards", "schemes")
        if not folders(limits, kind)
    )


def _expected(parts: tuple[str, ...]) -> Iterator[str]:
    match parts:
        case (_,):
            yield from _FILES[""]
        case ("calendars", _):
            yield from ("CN.toml", SEAL)
        case (kind, _, _) if kind in _FILES:
            yield from _FILES[kind]
        case _:
            return
