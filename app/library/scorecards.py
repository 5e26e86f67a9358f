"""limits/schemes/<rule id>/scorecard.toml -> Table A.1 as it is printed and as it is read.

The readings have to add up, section by section and weight by weight. What the print adds up to is a matter of doubts.
"""

from collections.abc import Sequence
from fractions import Fraction

from app.certification.lint.faults import settle
from app.certification.lint.scores import check_scores
from app.certification.scorecard import Heading, Line, Scorecard, Section, Veto, units_of
from app.library.doubts import read_doubts, unexplained
from app.library.entry_lists import optional_whole
from app.library.fault import Fault, LibraryRefused, SchemeUnknown
from app.library.folder import Folder
from app.library.inventory import folders
from app.library.scorecard_lines import figures, read_line
from app.library.seals import check_seal
from app.library.sheet import Entry, read_each, read_one, read_sheet
from app.library.standards import check_id

FILE = "scorecard.toml"
_TOP = frozenset({
    "id", "clause", "heading_pass", "total_pass", "heading_pass_words_printed", "evidence_until",
    "evidence_until_printed", "heading", "doubt",
})  # fmt: skip
_OF_A_SECTION = frozenset({"id", "anchor", "points", "points_printed", "under_printed", "row", "cells"})


def load_scorecard(limits: Folder, scheme: str) -> Scorecard:
    """Read the table of one scheme; raises `LibraryRefused`, and `SchemeUnknown` where no table is held.

    A reading is used only under the doubt that names the fault of the print.
    """
    known = schemes_with_scorecard(limits)
    if scheme not in known:
        raise SchemeUnknown(scheme, known)
    faults: list[Fault] = []
    check_seal(limits / "schemes" / scheme, f"limits/schemes/{scheme}", faults)
    scorecard = read_scorecard(limits, scheme, faults)
    if scorecard is not None and not faults:
        open_faults = settle(check_scores(scorecard), scorecard.doubts).open
        faults.extend(unexplained(each, f"limits/schemes/{scheme}/{FILE}") for each in open_faults)
    if scorecard is None or faults:
        raise LibraryRefused(faults)
    return scorecard


def schemes_with_scorecard(limits: Folder) -> tuple[str, ...]:
    """Return the ids of the schemes whose table is held."""
    return tuple(name for name in folders(limits, "schemes") if (limits / "schemes" / name / FILE).is_file())


def read_scorecard(limits: Folder, scheme: str, faults: list[Fault]) -> Scorecard | None:
    """Read the table of one scheme, and note every fault; None where it cannot be used."""
    name = f"schemes/{scheme}/{FILE}"
    sheet = read_sheet(limits / name, f"limits/{name}", faults)
    if sheet is None:
        return None
    return read_one(sheet, lambda entry: _Reading(faults).scorecard(entry, scheme), faults)


class _Reading:
    """One run over a table: the sections, lines and veto items found so far."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        self.sections: list[Section] = []
        self.lines: list[Line] = []
        self.vetoes: list[Veto] = []
        self._places: dict[str, Entry] = {}

    def scorecard(self, sheet: Entry, scheme: str) -> Scorecard:
        """Read the whole; raises `EntryRefused` for the first thing that does not fit together."""
        sheet.only(_TOP)
        check_id(sheet, scheme)
        if sheet.text("evidence_until") != "evaluated_on":
            raise sheet.refused("evidence_until", "word_unknown", sheet.text("evidence_until"), "evaluated_on")
        before = len(self.faults)
        headings = read_each(sheet, "heading", self._heading, self.faults)
        if len(self.faults) == before:
            self._check_sums()
            self._check_weights(sheet, headings)
        return Scorecard(
            scheme=scheme,
            clause=sheet.text("clause"),
            heading_pass=sheet.number("heading_pass"),
            total_pass=sheet.number("total_pass"),
            headings=tuple(headings),
            sections=tuple(self.sections),
            vetoes=tuple(self.vetoes),
            doubts=read_doubts(sheet, self.faults),
            heading_pass_words_printed=sheet.texts("heading_pass_words_printed"),
            evidence_until_printed=sheet.optional("evidence_until_printed"),
        )

    def _heading(self, entry: Entry) -> Heading:
        section = self._section(entry, "", {"en", "weight", "weight_printed", "group"})
        printed = entry.number("weight_printed") if entry.has("weight_printed") else None
        if printed is not None and entry.has("weight"):
            raise entry.refused(
                "weight", "reading_beside_print", entry.text("weight"), "no reading of a printed weight"
            )
        first = len(self.lines)
        for group in _at_least_one(entry, "group"):
            self._group(group, section.id)
        return Heading(
            section=section,
            en=entry.text("en"),
            weight=entry.number("weight") if printed is None else printed,
            weight_printed=printed,
            units=units_of(self.lines[first:]),
        )

    def _group(self, entry: Entry, under: str) -> None:
        group = self._section(entry, under, {"item", "veto"})
        for item in _at_least_one(entry, "item"):
            self._with_lines(item, group.id, {"line", "block"})
            for block in item.entries("block"):
                self._with_lines(block, item.text("id"), {"line"})
        for veto in entry.entries("veto"):
            veto.only({"id", "anchor", "en", "period_years", "under_printed"})
            self._note_id(veto, group.id)
            self.vetoes.append(
                Veto(
                    veto.text("id"),
                    veto.text("anchor"),
                    veto.text("en"),
                    group.id,
                    veto.optional("under_printed") or group.id,
                    optional_whole(veto, "period_years"),
                )
            )

    def _with_lines(self, entry: Entry, under: str, keys: set[str]) -> None:
        section = self._section(entry, under, keys)
        for part in _at_least_one(entry, "line"):
            self._note_id(part, section.id)
            self.lines.append(read_line(part, section.id))

    def _section(self, entry: Entry, under: str, keys: set[str]) -> Section:
        entry.only(_OF_A_SECTION | keys)
        self._note_id(entry, under)
        for key, word in (("row", "not_printed"), ("cells", "merged")):
            if entry.optional(key) not in {None, word}:
                raise entry.refused(key, "word_unknown", entry.text(key), f"{word}, or no key at all")
        points, printed = figures(entry)
        section = Section(
            id=entry.text("id"),
            anchor=entry.text("anchor"),
            points=points,
            points_printed=printed,
            under=under,
            under_printed=entry.optional("under_printed") or under,
            is_printed=not entry.has("row"),
            has_merged_cells=entry.has("cells"),
        )
        self.sections.append(section)
        return section

    def _note_id(self, entry: Entry, under: str) -> None:
        name = entry.text("id")
        if name in self._places:
            raise entry.refused("id", "id_repeated", name, "each id once")
        if not name.startswith(under):
            raise entry.refused("id", "id_differs", name, f"an id that begins with {under}")
        self._places[name] = entry

    def _check_sums(self) -> None:
        """Compare the points of each section with those of what stands in it; of excluding lines the highest counts."""
        known = {section.id for section in self.sections}
        for section in self.sections:
            inner = [part.points for part in self.sections if part.under == section.id]
            units = units_of(line for line in self.lines if line.under == section.id)
            below = sum(inner) + sum(max(line.points for line in unit) for unit in units)
            entry = self._places[section.id]
            if below != section.points:
                raise entry.refused(None, "sum_differs", below, f"{section.points} points in {section.id}")
        for entry in self._places.values():
            printed = entry.optional("under_printed")
            if printed is not None and printed not in known:
                raise entry.refused("under_printed", "section_unknown", printed, "the id of a section")

    def _check_weights(self, sheet: Entry, headings: Sequence[Heading]) -> None:
        weights = sum((heading.weight for heading in headings), Fraction(0))
        if weights != 1:
            raise sheet.refused(None, "sum_differs", weights, "weights that add to 1")


def _at_least_one(entry: Entry, key: str) -> Sequence[Entry]:
    entries = entry.entries(key)
    if not entries:
        raise entry.refused(None, "nothing_held", key, f"at least one {key}")
    return entries
