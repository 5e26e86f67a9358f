"""What was taken in, for people."""

from collections.abc import Mapping
from enum import Enum

from app.ledger.canonical import Json
from app.wording import Language, Words


class Label(Enum):
    """Headings of what was taken in."""

    NUMBER = Words("申请", "application")
    CASE = Words("案件", "case")
    CERTIFICATE = Words("证书", "certificate")
    MARK = Words("标记", "marked")
    IMPORTED = Words(
        "导入: 本服务启用前发生, 本服务无人见证", "imported: it happened before the service, and nobody of it saw it"
    )
    DOCUMENT = Words("导入文件摘要", "digest of the document")

    def to(self, language: Language) -> str:
        """Return the words in one language."""
        return self.value.to(language)


def import_pairs(told: Mapping[str, Json], language: Language) -> list[tuple[str, str]]:
    """Return what was taken in, as headings and texts."""
    return [
        (Label.NUMBER.to(language), str(told["number"])),
        (Label.CERTIFICATE.to(language), f"{told['certificate']} ({told['version']})"),
        (Label.MARK.to(language), Label.IMPORTED.to(language)),
        (Label.CASE.to(language), str(told["case"])),
        (Label.DOCUMENT.to(language), str(told["imported"])),
    ]
