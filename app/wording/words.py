"""The same thing in both languages."""

from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """A language in which verdicts are shown."""

    ZH = "zh"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Words:
    """The same thing in both languages."""

    zh: str
    en: str

    def to(self, language: Language) -> str:
        """Return the words in one language."""
        match language:
            case Language.ZH:
                return self.zh
            case Language.EN:
                return self.en
