"""A mutant: a structure with one mistake in it, and what makes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field

from orgcheck.organisation import Member, Organisation
from orgcheck.records import dataclass
from orgcheck.snapshot.model import Body, Post, Unit
from orgcheck.snapshot.text import Places

# A part of the structure, and what stands in its place: nothing where it is removed.
Replacement = tuple[Member, Member | None]


@dataclass(frozen=True, slots=True)
class Mutant:
    """One mistake: of which kind, in which member, and the words for it.

    `stands_for` leads from a member that was added to the one that it was made after.
    """

    kind: str
    member: str
    what: str
    replaced: tuple[Replacement, ...] = ()
    added: tuple[Unit, ...] = ()
    stands_for: Mapping[str, str] = field(default_factory=dict)


# For each member in which a mistake can be made, the number of ways to make it.
Ways = Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Mistake:
    """A kind of mistake.

    `make` gives the mutant of one way, counted from 0, or None where that would change nothing or
    be caught without any rule.
    """

    id: str
    words: str
    ways: Callable[[Organisation], Ways]
    make: Callable[[Organisation, str, int], Mutant | None]


def mutated(organisation: Organisation, mutant: Mutant) -> Organisation:
    """The organisation with the mistake in it, of which nothing has a place in the text."""
    new = {id(old): part for old, part in mutant.replaced}
    snapshot = organisation.snapshot
    lists: dict[str, object] = {}
    if any(isinstance(old, Unit) for old, _ in mutant.replaced) or mutant.added:
        lists["units"] = (*_replaced(snapshot.units, new), *mutant.added)
    if any(isinstance(old, Post) for old, _ in mutant.replaced):
        lists["posts"] = _replaced(snapshot.posts, new)
    if any(isinstance(old, Body) for old, _ in mutant.replaced):
        lists["bodies"] = _replaced(snapshot.bodies, new)
    decision = snapshot.decision
    gone = {old.id for old, part in mutant.replaced if part is None}
    if decision is not None and decision.body in gone:
        lists["decision"] = decision.model_copy(update={"body": None})
    return Organisation(
        snapshot.model_copy(update=lists),
        _Files(organisation, mutant),
        organisation.findings,
        organisation.incomplete,
        organisation.faults,
    )


def in_circle(organisation: Organisation, mutant: Mutant) -> bool:
    """Whether the mistake makes somebody their own superior, which integrity sees without rules."""
    circles = mutated(organisation, mutant).command_cycles
    return len(circles) > len(organisation.command_cycles)


def _replaced(parts: Iterable[Member], new: Mapping[int, Member | None]) -> tuple[Member, ...]:
    return tuple(part for part in (new.get(id(part), part) for part in parts) if part is not None)


class _Files(Places):
    """The files that members stand in, what was replaced or added where it came from.

    Nothing else of a place is known: what is found in a mutant is counted, and never shown.
    """

    def __init__(self, organisation: Organisation, mutant: Mutant) -> None:
        super().__init__((), (), (), None)
        self._of_text = organisation.places
        self._before: dict[int, object] = {
            id(new): old for old, new in mutant.replaced if new is not None
        }
        for twin in mutant.added:
            self._before[id(twin)] = organisation.units[mutant.stands_for[twin.id]]

    def file_of(self, part: object) -> str | None:
        return self._of_text.file_of(self._before.get(id(part), part))
