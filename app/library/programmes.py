"""limits/programmes/<id>/ -> programmes. Read for certification alone: a verdict on results needs none of it."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from app.certification.programme import Programme, Status
from app.certification.scheme import Nature
from app.certification.stage import Norm, Role, Stage, StageName, Statute
from app.library.citations import read_doubts, read_norm, unique
from app.library.entry_rules import EntryRules, read_entry_rules
from app.library.fault import Fault, LibraryRefused
from app.library.inventory import folders
from app.library.seals import check_seal
from app.library.sheet import Entry, read_one, read_sheet
from app.library.shelf import Data
from app.library.standards import check_id

KIND = "programmes"
FILES = ("programme.toml", "eligibility.toml")
NOT_KNOWN = "not_known"
_KEYS = frozenset({
    *("id", "title", "title_en", "status", "round", "in_force", "in_force_basis", "repeals", "norms", "source_sha256"),
    *("role", "order", "stage", "norm", "doubt"),
})  # fmt: skip
_SHA256 = re.compile(r"[0-9a-f]{64}")
_YEAR = re.compile(r"20[0-9]{2}")


def load_programmes(data: Data) -> Mapping[str, Programme]:
    """Read every programme by its id; raises `LibraryRefused` with all faults when anything of them is wrong."""
    faults: list[Fault] = []
    programmes = read_programmes(data, faults)
    if faults:
        raise LibraryRefused(faults)
    return programmes


def read_programmes(data: Data, faults: list[Fault]) -> Mapping[str, Programme]:
    """Read the programmes that can be read, noting every fault of the others and of the seals."""
    read = {name: _read_folder(data, name, faults) for name in folders(data.limits, KIND)}
    return {name: programme for name, programme in read.items() if programme is not None}


def _read_folder(data: Data, name: str, faults: list[Fault]) -> Programme | None:
    place = f"limits/{KIND}/{name}"
    folder = data.limits / KIND / name
    check_seal(folder, place, faults)
    top, more = (
        read_sheet(folder / file, f"{place}/{file}", faults) for file in ("programme.toml", "eligibility.toml")
    )
    if top is None or more is None:
        return None
    stages = read_one(top, lambda entry: unique(entry, "stage", _stage, lambda stage: [stage.name]), faults)
    roles = read_one(top, lambda entry: unique(entry, "role", _role, lambda role: [role.id]), faults)
    if stages is None or roles is None:
        return None
    rules = read_entry_rules(more, [stage.name for stage in stages], [role.id for role in roles], faults)
    return read_one(top, lambda entry: _programme(entry, name, (roles, stages), rules), faults)


def _programme(
    sheet: Entry, folder: str, frame: tuple[Sequence[Role], Sequence[Stage]], rules: EntryRules
) -> Programme:
    roles, stages = frame
    sheet.only(_KEYS)
    check_id(sheet, folder)
    status, year, in_force = _validity(sheet)
    source = sheet.text("source_sha256")
    if _SHA256.fullmatch(source) is None:
        raise sheet.refused("source_sha256", "digest_malformed", source, "64 hexadecimal digits")
    if StageName.CERTIFICATION not in {stage.name for stage in stages}:
        raise sheet.refused("stage", "stage_missing", "stage", f"the stage {StageName.CERTIFICATION}")
    _check_roles(sheet, [role.id for role in roles])
    sheet.optional("repeals")
    order = sheet.entry("order")
    order.only({"article", "anchor", "norms"})
    return Programme(
        id=folder,
        title=sheet.text("title"),
        title_en=sheet.text("title_en"),
        status=status,
        year=year,
        in_force=in_force,
        norms=sheet.texts("norms"),
        source_sha256=source,
        roles={role.id: role for role in roles},
        order=read_norm(order),
        stages=tuple(stages),
        statutes=unique(sheet, "norm", _statute, lambda statute: statute.norm.ids),
        conditions=rules.conditions,
        waivers=rules.waivers,
        priorities=rules.priorities,
        documents=rules.documents,
        doubts=(*read_doubts(sheet), *rules.doubts),
    )


def _validity(sheet: Entry) -> tuple[Status, int | None, date | None]:
    """Return status, round and day in force: a round has both, a draft has neither."""
    status, in_force = sheet.choice("status", Status), sheet.day("in_force", unknown=NOT_KNOWN)
    sheet.text("in_force_basis")
    year = sheet.optional("round")
    if year is not None and _YEAR.fullmatch(year) is None:
        raise sheet.refused("round", "number_malformed", year, "a year such as 2023")
    is_round = status is Status.ROUND
    if (year is not None) is not is_round or (in_force is not None) is not is_round:
        expected = "a round and a day in force exactly where the status is round"
        raise sheet.refused("status", "status_differs", status, expected)
    return status, None if year is None else int(year), in_force


def _role(entry: Entry) -> Role:
    entry.only({"id", "name", "article", "anchor", "appointed_by", "norms"})
    return Role(entry.text("id"), entry.text("name"), entry.optional("appointed_by"), read_norm(entry))


def _check_roles(sheet: Entry, roles: Sequence[str]) -> None:
    """Refuse a role that nobody has, wherever it is named."""
    for entry in sheet.entries("role"):
        if (named := entry.optional("appointed_by")) is not None and named not in roles:
            raise entry.refused("appointed_by", "role_unknown", named, "one of " + ", ".join(sorted(roles)))
    for entry in sheet.entries("stage"):
        for named in entry.texts("by"):
            if named not in roles:
                raise entry.refused("by", "role_unknown", named, "one of " + ", ".join(sorted(roles)))


def _stage(entry: Entry) -> Stage:
    entry.only({"id", "article", "anchor", "by", "norms"})
    name, by = entry.choice("id", StageName), entry.texts("by")
    if not by:
        raise entry.refused("by", "nothing_held", "by", "at least one role")
    return Stage(name, by, read_norm(entry))


def _statute(entry: Entry) -> Statute:
    entry.only({"id", "article", "anchor", "nature", "only_here"})
    id_, only_here = entry.text("id"), entry.text("only_here")
    if only_here not in {"yes", "no"}:
        raise entry.refused("only_here", "word_unknown", only_here, "yes or no")
    norm = Norm((id_,), entry.text("article"), entry.text("anchor"))
    return Statute(norm, entry.choice("nature", Nature), only_here == "yes")
