"""What things are called in the reader's language."""

from typing import Protocol

from app.verification.requirement import Clause
from app.verification.scheme import Scheme, Standard
from app.wording import Language


class Bilingual(Protocol):
    """A thing with a name in each language."""

    @property
    def zh(self) -> str:
        """Return the official Chinese name."""
        ...

    @property
    def en(self) -> str:
        """Return the English name."""
        ...


def named(thing: Bilingual, language: Language) -> str:
    """Return the name of a thing in one language."""
    match language:
        case Language.ZH:
            return thing.zh
        case Language.EN:
            return thing.en


def scheme_title(scheme: Scheme, language: Language) -> str:
    """Return the title of a scheme in one language."""
    match language:
        case Language.ZH:
            return scheme.title
        case Language.EN:
            return scheme.title_en


def standard_name(standard: Standard, language: Language) -> str:
    """Return number and title of a standard; the title is Chinese in every language, in English it is set apart."""
    match language:
        case Language.ZH:
            return f"{standard.number} {standard.title}"
        case Language.EN:
            return f"{standard.number} ({standard.title})"


def clause_name(clause: Clause) -> str:
    """Return where a requirement is written: document and number."""
    return f"{clause.document} {clause.number}"
