"""seal.sha256: the SHA-256 of every data file of a folder, in the form of `sha256sum`. A broken seal stops the load."""

import re
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

from app.library.fault import Fault
from app.library.folder import Folder, in_order

SEAL = "seal.sha256"
_LINE = re.compile(r"([0-9a-f]{64})  (\S+)")


def digests(folder: Folder) -> Mapping[str, str]:
    """Return the SHA-256 of the folder's own data files by name."""
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in in_order(folder)}


def digest_of(folder: Folder) -> str:
    """Return one SHA-256 for all data files of a folder: of its sorted `name sha256` lines."""
    lines = "".join(f"{name} {digest}\n" for name, digest in sorted(digests(folder).items()))
    return sha256(lines.encode()).hexdigest()


def digests_of(folder: Folder, names: Iterable[str]) -> Mapping[str, str]:
    """Return the SHA-256 of files in or below a folder, by these names."""
    return {name: sha256((folder / name).read_bytes()).hexdigest() for name in names}


def seal_text(folder: Folder) -> str:
    """Return the seal of a folder's data files as they lie there."""
    return "".join(f"{digest}  {name}\n" for name, digest in digests(folder).items())


def check_seal(folder: Folder, name: str, faults: list[Fault]) -> Mapping[str, str]:
    """Compare a folder with its seal, note every difference, and return what lies there by name."""
    found = digests(folder)
    path = folder / SEAL
    seal = f"{name}/{SEAL}"
    if not path.is_file():
        faults.append(Fault(seal, 1, "seal_missing", seal, "a seal for each folder; `check-data --reseal` writes it"))
        return found
    sealed: dict[str, str] = {}
    for number, line in enumerate(path.read_bytes().decode("utf-8").splitlines(), start=1):
        match = _LINE.fullmatch(line)
        if match is None:
            faults.append(Fault(seal, number, "seal_malformed", line, "a SHA-256, two blanks and a file's name"))
            continue
        sealed[match[2]] = match[1]
        if found.get(match[2]) != match[1]:
            what = "another digest" if match[2] in found else "no such file"
            faults.append(Fault(seal, number, "seal_broken", f"{match[2]}: {what}", "the file as it was sealed"))
    unsealed = sorted(set(found) - set(sealed))
    faults.extend(Fault(seal, 1, "seal_broken", f"{other}: not sealed", "every data file") for other in unsealed)
    return found


def reseal(limits: Path) -> list[Path]:
    """Write the seal of every folder of the data that holds data files; return the seals that changed."""
    changed: list[Path] = []
    for folder in sorted({path.parent for path in limits.rglob("*.toml")}):
        text = seal_text(folder)
        path = folder / SEAL
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            changed.append(path)
    return changed
