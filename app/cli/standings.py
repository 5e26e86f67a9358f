"""Standings as a person reads them: one mark and one style for each, whatever the words of its topic."""

from collections.abc import Mapping

from app.certification.standing import Standing
from app.wording import Language, Words
from app.wording.standings import STANDINGS

MARKS: Mapping[Standing, str] = {
    Standing.MET: "✓",
    Standing.NOT_MET: "✗",
    Standing.OPEN: "?",
    Standing.NOT_APPLICABLE: "·",
}
STYLES: Mapping[Standing, str] = {
    Standing.MET: "green",
    Standing.NOT_MET: "bold red",
    Standing.OPEN: "yellow",
    Standing.NOT_APPLICABLE: "dim",
}


def standing_text(standing: Standing, language: Language, words: Mapping[Standing, Words] = STANDINGS) -> str:
    """Return a standing with its mark."""
    return f"{MARKS[standing]} {words[standing].to(language)}"
