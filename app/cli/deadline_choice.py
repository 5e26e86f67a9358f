"""Which deadline is meant: the text that sets it, chosen from what was typed or filed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.certification.body import Body
from app.certification.deadline_rules import DeadlineRule, acting
from app.cli.shelf import loaded
from app.library.deadlines import Binding, Deadlines, load_all_deadlines
from app.library.shelf import data_root
from lims_adapters.contract import Issue


@dataclass(frozen=True, slots=True)
class Texts:
    """Every text that sets deadlines, schemes apart from programmes."""

    schemes: Mapping[str, Deadlines]
    programmes: Mapping[str, Deadlines]

    def rules(
        self, scheme: str | None, programme: str | None, body: Body | None = None, on: date | None = None
    ) -> tuple[Mapping[str, DeadlineRule], ...]:
        """Return the deadlines that act, once for each scheme that may be meant.

        A programme that is named acts whether it is in force or not; otherwise those act that are in force, and of the
        others the norms that the body has adopted.
        """
        if programme is not None and scheme is None:
            return (self.programmes[programme].rules,)
        named = [self.programmes[programme]] if programme is not None else list(self.programmes.values())
        further = [
            rule
            for text in named
            for rule in text.rules.values()
            if programme is not None or text.binding is Binding.IN_FORCE or _adopted(rule, body, on)
        ]
        schemes = self.schemes.values() if scheme is None else (self.schemes[scheme],)
        return tuple(acting([*text.rules.values(), *further]) for text in schemes)

    def choose(
        self, deadline: str, scheme: str | None, programme: str | None, body: Body | None = None, on: date | None = None
    ) -> DeadlineRule | Sequence[Issue]:
        """Return the deadline, or say what has to be said more precisely."""
        if unknown := self.unknown(scheme, programme):
            return unknown
        sets = self.rules(scheme, programme, body, on)
        found = [rules[deadline] for rules in sets if deadline in rules]
        if not found:
            known = ", ".join(sorted({each for rules in sets for each in rules}))
            return [Issue("deadline_unknown", "ID", deadline, f"one of {known}")]
        if any(_counted(rule) != _counted(found[0]) for rule in found):
            return [Issue("deadline_ambiguous", "ID", deadline, "--scheme, one of " + ", ".join(self.schemes))]
        return _of_all(found)

    def is_simulated(self, rule: DeadlineRule) -> bool:
        """Tell whether a deadline stands in a text that does not bind by itself."""
        text = self.programmes.get(rule.source)
        return text is not None and text.binding is Binding.WHERE_ADOPTED

    def unknown(self, scheme: str | None, programme: str | None) -> list[Issue]:
        """Return a fault for each name that is not held."""
        faults = []
        if scheme is not None and scheme not in self.schemes:
            faults.append(Issue("scheme_unknown", "--scheme", scheme, "one of " + ", ".join(self.schemes)))
        if programme is not None and programme not in self.programmes:
            faults.append(Issue("programme_unknown", "--programme", programme, "one of " + ", ".join(self.programmes)))
        return faults


def texts() -> Texts:
    """Return what is held, or leave after naming every fault of the rule data."""
    held = loaded(lambda: load_all_deadlines(data_root()))
    return Texts(
        {text.source: text for text in held if text.kind == "schemes"},
        {text.source: text for text in held if text.kind == "programmes"},
    )


def _adopted(rule: DeadlineRule, body: Body | None, on: date | None) -> bool:
    return body is not None and on is not None and all(body.adopts(norm, on) for norm in rule.norms)


def _of_all(found: Sequence[DeadlineRule]) -> DeadlineRule:
    """Return one deadline under the names of all texts that set it alike."""
    sources, clauses = (
        list(dict.fromkeys(names)) for names in zip(*((e.source, e.clause) for e in found), strict=True)
    )
    return replace(found[0], source=", ".join(sources), clause=", ".join(clauses))


def _counted(rule: DeadlineRule) -> tuple[object, ...]:
    """Return what decides the day."""
    return rule.starts, rule.takes, rule.length, rule.before, rule.rolls, rule.pauses, rule.marks
