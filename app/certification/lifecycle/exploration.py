"""Every world that can be reached, and from where."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from app.certification.lifecycle.faults import LifeFault
from app.certification.lifecycle.model import Model
from app.certification.lifecycle.table import Transition
from app.certification.lifecycle.world import World


@dataclass(frozen=True, slots=True)
class Explored:
    """The fixpoint: each world, the worlds that lead to it in one step, the rows taken and the faults met."""

    worlds: tuple[World, ...]
    before: tuple[tuple[int, ...], ...]
    rows: frozenset[Transition]
    faults: frozenset[LifeFault]

    @property
    def steps(self) -> int:
        """How many steps lead from one world to another."""
        return sum(map(len, self.before))

    def leading_to(self, goals: AbstractSet[int], through: AbstractSet[int] | None = None) -> set[int]:
        """Return the numbers of the worlds from which a goal can be reached; `through` bounds the way there."""
        found = set(goals)
        to_follow = list(found)
        while to_follow:
            earlier = {
                number
                for number in self.before[to_follow.pop()]
                if number not in found and (through is None or number in through)
            }
            found |= earlier
            to_follow.extend(earlier)
        return found


def explore(model: Model) -> Explored:
    """Follow every step from before the application on until nothing new is found."""
    number = {World(): 0}
    worlds = [World()]
    before: list[set[int]] = [set()]
    rows: set[Transition] = set()
    faults: set[LifeFault] = set()
    here = 0
    while here < len(worlds):
        for moved in model.moves(worlds[here]):
            rows.update(moved.rows)
            faults.update(moved.faults)
            there = number.setdefault(moved.to, len(worlds))
            if there == len(worlds):
                worlds.append(moved.to)
                before.append(set())
            before[there].add(here)
        here += 1
    return Explored(tuple(worlds), tuple(map(tuple, before)), frozenset(rows), frozenset(faults))
