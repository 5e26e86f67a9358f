"""Rule data as somebody proposes them: those that are held, some of their files replaced."""

from collections.abc import Callable, Mapping
from functools import cache

from app.library.certification_schemes import load_certification_scheme
from app.library.fault import SchemeUnknown
from app.library.inventory import folders
from app.library.packed_rules import load_packed, packed_rules
from app.library.shelf import Data, load_scheme
from app.workflow.record_decision import Rules
from lims_adapters.contract import Issue

OtherRules = Callable[[str, Mapping[str, str]], Rules | tuple[Issue, ...]]


def other_rules(data: Data) -> OtherRules:
    """Return what reads a scheme under other texts of its files, by their names, or says why it cannot be read.

    A file on which nothing of the scheme rests is refused: whoever proposes it would wait for an effect in vain.
    """

    @cache
    def held(scheme: str) -> Mapping[str, str]:
        library = load_scheme(data, scheme)
        return packed_rules(data, load_certification_scheme(data, library, scheme).seals)

    def read(scheme: str, files: Mapping[str, str]) -> Rules | tuple[Issue, ...]:
        try:
            own = held(scheme)
        except SchemeUnknown:
            return (Issue("scheme_unknown", "", scheme, "one of " + ", ".join(folders(data.limits, "schemes"))),)
        found = load_packed({**own, **files}, scheme)
        if not isinstance(found, Rules):
            return found
        unused = sorted(files.keys() - found.scheme.seals.keys())
        expected = "a file of rule data on which decisions under the scheme rest"
        return tuple(Issue("member_not_used", name, "", expected) for name in unused) or found

    return read
