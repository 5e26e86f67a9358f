"""Persons in evidence are named by their ids: a display name is no person, and two spellings of one are two persons."""

from collections.abc import Iterator, Mapping, Sequence

from app.certification.person import person_key
from app.ledger.canonical import Json
from app.ports.access import Person
from lims_adapters.contract import Issue
from lims_adapters.json_text import child

# The members under which the documents of a case name persons.
_ONE = frozenset({"by", "verified_by", "consistency_verified_by", "evaluator", "approved_by", "assessed_by"})
_SEVERAL = frozenset({"team"})


def named_by_name(data: Json, persons: Sequence[Person]) -> tuple[Issue, ...]:
    """Return every place where a person stands by display name instead of by id; code: `person_by_name`."""
    ids = {person_key(each.id) for each in persons}
    by_name: dict[str, list[str]] = {}
    for each in persons:
        by_name.setdefault(person_key(each.name), []).append(each.id)
    return tuple(
        Issue("person_by_name", where, text, "the id: " + " or ".join(by_name[person_key(text)]))
        for where, text in _persons(data, "/data")
        if person_key(text) not in ids and person_key(text) in by_name
    )


def _persons(node: Json, where: str) -> Iterator[tuple[str, str]]:
    if isinstance(node, Mapping):
        for key, member in node.items():
            place = child(where, key)
            if key in _ONE and isinstance(member, str):
                yield place, member
            elif key in _SEVERAL and isinstance(member, list):
                yield from ((child(place, i), text) for i, text in enumerate(member) if isinstance(text, str))
            else:
                yield from _persons(member, place)
    elif isinstance(node, list | tuple):
        for index, element in enumerate(node):
            yield from _persons(element, child(where, index))
