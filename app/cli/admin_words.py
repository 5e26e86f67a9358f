"""What `labverdict admin` says: titles of its tables, and why something was not done."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from app.identity.credentials import ExpiryRefused
from app.identity.grants import GrantRefused
from app.wording import Language, Words
from app.workflow.administer import LONGEST_NAME, Refusal


class Title(Enum):
    """Names of what is listed; a record has its values under the lower-case names."""

    ORGANISATION = Words("机构", "organisation")
    KIND = Words("类别", "kind")
    NAME = Words("名称", "name")
    PERSON = Words("人员", "person")
    ACCOUNT = Words("账户", "account")
    GRANT = Words("授权", "grant")
    ROLE = Words("角色", "role")
    VALID_FROM = Words("生效日", "valid from")
    VALID_UNTIL = Words("截止日", "valid until")
    GRANTED_BY = Words("授权人", "granted by")
    KEY = Words("密钥", "key")
    SCOPES = Words("权限", "scopes")
    EXPIRES_AT = Words("到期时间", "expires")
    REVOKED_AT = Words("撤销时间", "revoked")
    STATE = Words("状态", "state")

    def to(self, language: Language) -> str:
        """Return the words in one language."""
        return self.value.to(language)


@dataclass(frozen=True, slots=True)
class Said:
    """Where on the command line the fault lies, what it is, and what is expected there."""

    place: str
    words: Words
    expected: str = ""


_A_NAME = f"1 to {LONGEST_NAME} printable characters, no blank at either end"
_NAME_MALFORMED = Words("名称写法不对", "The name is malformed.")

REFUSALS: Mapping[Refusal | GrantRefused | ExpiryRefused, Said] = {
    Refusal.NAME_MALFORMED: Said("NAME", _NAME_MALFORMED, _A_NAME),
    Refusal.PERSON_NAME_MALFORMED: Said("PERSON", _NAME_MALFORMED, _A_NAME),
    Refusal.ORGANISATION_EXISTS: Said(
        "NAME", Words("已有同类别同名称的机构", "There is an organisation of this kind and name.")
    ),
    Refusal.ORGANISATION_UNKNOWN: Said(
        "ORG", Words("没有这个机构", "There is no such organisation."), "an id of `labverdict admin organisation list`"
    ),
    Refusal.PERSON_UNKNOWN: Said(
        "--person",
        Words("该机构没有这个人员", "The organisation has no such person."),
        "an id of `labverdict admin person list`",
    ),
    Refusal.ACCOUNT_UNKNOWN: Said(
        "ACCOUNT", Words("没有这个账户", "There is no such account."), "an id of `labverdict admin account list`"
    ),
    Refusal.GRANTER_NOT_ADMINISTRATOR: Said(
        "--by",
        Words("授权人今天不是该机构的管理员", "This person does not administer the organisation today."),
        "a person with the role administrator",
    ),
    Refusal.GRANT_UNKNOWN: Said(
        "GRANT", Words("没有这项授权", "There is no such grant."), "an id of `labverdict admin role list`"
    ),
    Refusal.KEY_UNKNOWN: Said(
        "KEY", Words("没有这个密钥", "There is no such key."), "an id of `labverdict admin key list`"
    ),
    Refusal.ACCOUNT_WITHOUT_ROLE: Said(
        "ACCOUNT", Words("该账户没有角色", "The account has no role."), "`labverdict admin role grant` first"
    ),
    Refusal.SCOPE_UNKNOWN: Said("--scopes", Words("没有这项权限", "There is no such scope.")),
    Refusal.SCOPE_NOT_PERMITTED: Said(
        "--scopes", Words("账户的角色没有这项权限", "The account's roles do not permit this scope.")
    ),
    Refusal.TOO_MANY_KEYS: Said(
        "ACCOUNT",
        Words("该账户已有两个有效密钥", "The account has two live keys already."),
        "`labverdict admin key revoke` first",
    ),
    GrantRefused.GRANT_TO_ONESELF: Said("--by", Words("不得给自己授权", "Nobody grants a role to himself.")),
    GrantRefused.ROLE_NOT_FOR_ORGANISATION: Said(
        "ROLE", Words("该类机构没有这一角色", "This kind of organisation has no such role.")
    ),
    GrantRefused.ROLE_NOT_FOR_ACCOUNT: Said(
        "ROLE",
        Words("人员与系统的角色不能互换", "A person's role is not for a machine, nor a machine's for a person."),
    ),
    GrantRefused.GRANT_ENDS_BEFORE_IT_STARTS: Said(
        "--until", Words("截止日不晚于生效日", "The grant ends before it starts."), "a later day"
    ),
    ExpiryRefused.EXPIRY_MISSING: Said("--days", Words("缺少有效期", "There is no expiry.")),
    ExpiryRefused.EXPIRY_PAST: Said("--days", Words("有效期已过", "The expiry is past."), "1 to 366 days"),
    ExpiryRefused.EXPIRY_TOO_FAR: Said("--days", Words("有效期过长", "The expiry is too far away."), "1 to 366 days"),
}

SHOWN_ONCE = Words("密钥只显示这一次", "The key is shown this once only.")
EXPIRES = Words("到期", "expires")
REVOKED = Words("已撤销", "revoked")
STATES: Mapping[str, Words] = {
    "live": Words("有效", "live"),
    "expired": Words("已到期", "expired"),
    "revoked": REVOKED,
}
