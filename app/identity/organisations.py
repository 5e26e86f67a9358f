"""The kinds of organisation that take part."""

from enum import StrEnum


class OrganisationKind(StrEnum):
    """What an organisation is; it stays what it is, and decides which roles it can give.

    The rules (JSPB01-180004-2023, JSPB01-110038-2023) call the first three 检测机构, 认证委托人 and 认证机构, the draft
    measures the last two 秘书处 and 市场监督管理部门.
    """

    LABORATORY = "laboratory"
    APPLICANT = "applicant"
    CERTIFICATION_BODY = "certification_body"
    SECRETARIAT = "secretariat"
    REGULATOR = "regulator"
