"""What two reorganisations cannot both have done: pairs of events, with their places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from enum import StrEnum
from itertools import chain
from typing import Any

from orgcheck.changes.changeset import Event, Op
from orgcheck.findings import Finding, Location
from orgcheck.merging.rows import RowClash
from orgcheck.merging.sides import DECLARATIONS, Branch, Member, Origin, Slot
from orgcheck.records import dataclass, replace
from orgcheck.snapshot.timeline import Stretch


class Collision(StrEnum):
    """How two events collide; the weightiest first."""

    TWO_ENDS = "two-ends"
    INFERRED = "inferred"
    ENDED_CHANGED = "ended-changed"
    ENDED_REFERENCED = "ended-referenced"
    SAME_ID = "same-id"
    TWO_OWNERS = "two-owners"
    REGISTER = "register-entry"
    TWO_VALUES = "two-values"
    COMBINATION = "combination"

    @property
    def rank(self) -> int:
        """0 for the weightiest, growing as the weight falls."""
        return _RANKS[self]


_RANKS = {collision: rank for rank, collision in enumerate(Collision)}


@dataclass(frozen=True)
class Inferred:
    """A match that only names or structure speak for: what a merge would rest on."""

    side: str
    old: str
    new: str
    because: str
    paste: str


@dataclass(frozen=True)
class Clash:
    """One point on which two events collide.

    Parameters
    ----------
    collision
        How.
    member
        About which member.
    origins
        What ours and theirs did there.
    slot
        About which of its values; None where it is about the member as a whole.
    values
        What the base, ours and theirs say there, where it is about a value.
    referring
        The member that refers to one that the other side ends.
    mends
        Keys of members that could be named instead.
    """

    collision: Collision
    member: Member
    origins: tuple[Origin, Origin]
    slot: Slot | None = None
    values: tuple[Any, Any, Any] = (None, None, None)
    referring: Member | None = None
    mends: tuple[str, ...] = ()
    inferred: tuple[Inferred, ...] = ()


@dataclass(frozen=True)
class Told:
    """An event of one side, and where in its text it stands."""

    event: Event
    place: Location | None


@dataclass(frozen=True)
class Conflict:
    """Two events that cannot both have happened, and on which points they collide.

    Parameters
    ----------
    collision
        How they collide.
    ours, theirs
        The event of either side, with its place; None of a side without which the finding would
        be there too.
    clashes
        The points on which they collide.
    finding
        What the two break together, where each side alone passes.
    row
        The row of a register that both changed, where no day shows in what.
    days
        Of registers, the days on which it holds.

    Examples
    --------
    >>> import orgcheck
    >>> cases = "tests/data/merge/two-names"
    >>> sides = [f"{cases}/{name}.yaml" for name in ("base", "ours", "theirs")]
    >>> (conflict,) = orgcheck.merge(*sides).conflicts
    >>> str(conflict.collision), str(conflict.ours.event.kind), conflict.theirs.place.line
    ('two-values', 'rename', 53)
    """

    collision: Collision
    ours: Told | None
    theirs: Told | None
    clashes: tuple[Clash, ...] = ()
    finding: Finding | None = None
    row: RowClash | None = None
    days: tuple[Stretch, ...] = ()

    @property
    def order(self) -> tuple[Any, ...]:
        """The key that conflicts are reported in: by weight, then by events."""
        events = [told.event.order if told else () for told in (self.ours, self.theirs)]
        finding = self.finding.order if self.finding else ()
        return (self.collision.rank, *(repr(order) for order in events), repr(finding))


@dataclass
class Clashes:
    """The clashes that were found, gathered by the pair of events that they are of."""

    ours: Branch
    theirs: Branch
    _pairs: dict[tuple[int, int], list[Clash]] = field(default_factory=dict)

    def add(self, clash: Clash) -> None:
        """Note that two events collide."""
        pair = (id(clash.origins[0].event), id(clash.origins[1].event))
        self._pairs.setdefault(pair, []).append(clash)

    def __iter__(self) -> Iterator[Clash]:
        return chain.from_iterable(self._pairs.values())

    def explain(self, inferred: Mapping[Member, tuple[Inferred, ...]]) -> None:
        """Note what members that were ended may be now, at the clashes that are about them."""
        for pair, clashes in self._pairs.items():
            self._pairs[pair] = [
                replace(clash, inferred=inferred[clash.member])
                if clash.member in inferred
                else clash
                for clash in clashes
            ]

    def __bool__(self) -> bool:
        return bool(self._pairs)

    def conflicts(self) -> tuple[Conflict, ...]:
        """One conflict for each pair of events that collide."""
        return tuple(sorted(map(self._conflict, self._pairs.values()), key=lambda one: one.order))

    def members(self) -> Iterable[Member]:
        """The members on which the sides collide."""
        return dict.fromkeys(clash.member for each in self._pairs.values() for clash in each)

    def _conflict(self, clashes: list[Clash]) -> Conflict:
        ordered = sorted(clashes, key=lambda clash: clash.collision.rank)
        first = ordered[0]
        return Conflict(
            first.collision,
            told(self.ours, first.origins[0]),
            told(self.theirs, first.origins[1]),
            tuple(ordered),
        )


def told(branch: Branch, origin: Origin) -> Told:
    """An event, with the place of what it did: of an end with successors, where it names them."""
    if origin.edit.field is None and origin.edit.op is Op.REMOVE:
        heirs = (
            edit
            for edit in origin.event.edits
            if edit.field in DECLARATIONS or (edit.field is None and edit.op is Op.ADD)
        )
        origin = Origin(origin.event, next(heirs, origin.edit))
    return Told(origin.event, branch.place(branch.member_of(origin.edit), origin))
