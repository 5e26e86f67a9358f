"""The file of adopted limits that a user names -> the limits, or every fault of it."""

from app.certification.adopted_limits import SealedLimits
from app.cli.documents import read_file_as
from app.cli.options import Output
from app.verification.scheme import Scheme
from app.wording import Language
from app.workflow.adopted_limits import adopted_limits_from


def read_adopted(
    name: str, scheme: Scheme, language: Language, output: Output, *, body: str | None = None
) -> SealedLimits:
    """Return what a body (`body`: the one that decides) has adopted, or leave after naming every fault."""
    return read_file_as(name, lambda content: adopted_limits_from(content, scheme, body), language, output)
