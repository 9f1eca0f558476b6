"""Two organisations side by side: who persists, who ended and began, who follows whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, KeysView, Mapping
from functools import cached_property
from itertools import chain

from orgcheck.changes.changeset import (
    Certainty,
    ChangeSet,
    Correspondence,
    Edit,
    EntityType,
    Match,
    Op,
    Succession,
    impersonal,
    is_of_people,
)
from orgcheck.changes.entities import REGISTERS, entities_of
from orgcheck.changes.fields import Pair, added, differences, header_differences, removed, unchanged
from orgcheck.changes.identity import DEFAULTS, identify
from orgcheck.changes.identity.declared import Identification, matched
from orgcheck.changes.identity.posts import identify_posts
from orgcheck.changes.thresholds import Thresholds
from orgcheck.organisation import Organisation
from orgcheck.records import dataclass
from orgcheck.snapshot.model import Part, Post

Member = tuple[EntityType, str]
# The fields in which a member names one unit.
_UNITS_NAMED = {
    EntityType.UNIT: ("parent", "reports_to"),
    EntityType.POST: ("unit", "reports_to"),
    EntityType.BODY: ("reports_to",),
}
# Ids in their order, each once, and quick to look up: one unit may take over from all others.
Ids = KeysView[str]
NO_IDS: Ids = {}.keys()


@dataclass(frozen=True)
class Comparison:
    """Two organisations, and which unit and which post of one is which of the other.

    `posts` and `bodies` are those that persist, by their old id. `people` says whether members of
    units and holders of posts are compared too.
    """

    old: Organisation
    new: Organisation
    units: Identification
    posts: Mapping[str, Match]
    bodies: Mapping[str, Match]
    people: bool = True

    @classmethod
    def of(
        cls,
        old: Organisation,
        new: Organisation,
        thresholds: Thresholds = DEFAULTS,
        inference: bool = True,
        people: bool = True,
    ) -> Comparison:
        """Find out which unit and which post is which; with `people` false, heedless of them."""
        units = identify(old, new, thresholds, inference, people)
        posts = identify_posts(old, new, units, inference)
        return cls(old, new, units, posts, matched(old.bodies, new.bodies, new), people)

    @classmethod
    def told_by(cls, changes: ChangeSet, old: Organisation, new: Organisation) -> Comparison:
        """The two organisations of a change set, as that says which is which."""
        told = changes.correspondence
        units = _matches(old.units, new.units, told.units, told.parted)
        return cls(
            old,
            new,
            Identification(units, told.successions, parted=told.parted),
            _matches(old.posts, new.posts, told.posts),
            _matches(old.bodies, new.bodies, told.bodies),
        )

    @cached_property
    def correspondence(self) -> Correspondence:
        """Which is which, as a change set says it."""
        units, posts, bodies = (
            tuple(match for _, match in sorted(matches.items()) if match.old != match.new)
            for matches in (self.units.matches, self.posts, self.bodies)
        )
        successions = tuple(sorted(self.links, key=lambda link: (link.old, link.new)))
        return Correspondence(units, posts, bodies, self.units.parted, successions)

    def matches(self, entity_type: EntityType) -> Mapping[str, Match]:
        """The members of one type that persist, by their old id."""
        if entity_type is EntityType.UNIT:
            return self.units.matches
        return self.posts if entity_type is EntityType.POST else self.bodies

    @cached_property
    def recoded(self) -> Mapping[str, str]:
        """The newer ids of the units, posts and bodies that have another one, by the older."""
        return self.correspondence.recoded

    @cached_property
    def origins(self) -> Mapping[str, str | None]:
        """The older ids of the units, posts and bodies that had another one, by the newer.

        None for a unit that is another one than that which had its id.
        """
        return self.correspondence.origins

    def members(self, entity_type: EntityType) -> tuple[Mapping[str, Part], Mapping[str, Part]]:
        """The old and the new members of one type."""
        if entity_type is EntityType.UNIT:
            return self.old.units, self.new.units
        if entity_type is EntityType.POST:
            return self.old.posts, self.new.posts
        return self.old.bodies, self.new.bodies

    @cached_property
    def ended(self) -> tuple[str, ...]:
        """The old units that persist nowhere, sorted."""
        return tuple(sorted(self.old.units.keys() - self.units.matches.keys()))

    @cached_property
    def begun(self) -> tuple[str, ...]:
        """The new units that were none of the old ones, sorted."""
        return tuple(sorted(self.new.units.keys() - self.units.by_new.keys()))

    @cached_property
    def links(self) -> tuple[Succession, ...]:
        """The successions to or from a unit that ended or began."""
        ended, begun = set(self.ended), set(self.begun)
        return tuple(
            link for link in self.units.successions if link.old in ended or link.new in begun
        )

    @cached_property
    def receivers(self) -> Mapping[str, Ids]:
        """The new units that anything came to from each old one by succession, spin-offs too."""
        return grouped((link.old, link.new) for link in self.links)

    @cached_property
    def givers(self) -> Mapping[str, Ids]:
        """The old units that each new one took anything over from."""
        return grouped((link.new, link.old) for link in self.links)

    @cached_property
    def successors(self) -> Mapping[str, Ids]:
        """The successors of each ended unit; a unit that was carved out is none."""
        return grouped((link.old, link.new) for link in self.links if not link.spin_off)

    @cached_property
    def predecessors(self) -> Mapping[str, Ids]:
        """The ended units that each new one succeeds."""
        return grouped((link.new, link.old) for link in self.links if not link.spin_off)

    def images(self, old: str) -> Ids:
        """What an old unit is now: itself, or its successors."""
        now = self.units.new_of(old)
        return {now: None}.keys() if now is not None else self.successors.get(old, NO_IDS)

    def is_image(self, old: str | None, new: str | None) -> bool:
        """Whether a new unit is what an old one is now: the same, or a successor of it."""
        return old is not None and new is not None and new in self.images(old)

    def is_origin(self, old: str | None, new: str) -> bool:
        """Whether an old unit is what a new one was: the same, or one that it succeeds."""
        if old is None:
            return False
        return old == self.units.old_of(new) or old in self.predecessors.get(new, NO_IDS)

    def cause_of(self, old: str | None, new: str | None) -> Member | str | None:
        """Why a reference to `old` is now one to `new`, where it merely follows.

        The member that has another id, or the ended unit that `new` succeeds.
        """
        if old is None or new is None or old == new:
            return None
        for entity_type in (EntityType.UNIT, EntityType.POST, EntityType.BODY):
            match = self.matches(entity_type).get(old)
            if match is not None and match.new == new:
                return (entity_type, old)
        if new in self.successors.get(old, NO_IDS):
            return old
        return self._succeeded_heads.get((old, new))

    @cached_property
    def _succeeded_heads(self) -> Mapping[tuple[str, str], str]:
        """Heads that ended with their units, with the heads of the successors: by which unit."""
        heads: dict[tuple[str, str], str] = {}
        for link in self.links:
            if link.spin_off:
                continue
            before, since = self.old.units[link.old], self.new.units[link.new]
            for head, now in zip(before.headed_by, since.headed_by, strict=False):
                if head in self.old.posts and head not in self.posts and now in self.new.posts:
                    heads.setdefault((head, now), link.old)
        return heads

    @cached_property
    def heirs(self) -> Mapping[str, Ids]:
        """The heads of what succeeds the units that ended with their head."""
        return grouped(self._succeeded_heads)

    @cached_property
    def followed(self) -> Mapping[str, Ids]:
        """What a reference to an old member may follow to: its new id, or its successors."""
        return grouped(self._followings())

    @cached_property
    def following(self) -> Mapping[str, Ids]:
        """What a reference to a new member may have named before it followed."""
        return grouped((new, old) for old, new in self._followings())

    def _followings(self) -> Iterator[tuple[str, str]]:
        matches = (
            self.matches(entity_type).values()
            for entity_type in (EntityType.UNIT, EntityType.POST, EntityType.BODY)
        )
        pairs = chain(
            ((match.old, match.new) for match in chain(*matches)),
            ((link.old, link.new) for link in self.links if not link.spin_off),
            self._succeeded_heads,
        )
        return ((old, new) for old, new in pairs if old != new)

    def unit_of(self, post: Post, *, before: bool) -> str | None:
        """The unit that a post came with, or went with: its own, else the first that it heads."""
        side = self.old if before else self.new
        headed = side.heads.get(post.id, ())
        return side.unit_of_post(post) or min(headed, default=None)

    @cached_property
    def old_parents(self) -> Mapping[str, str]:
        """The parent of each ended unit, every cycle cut at its first unit."""
        return _parents(self.old, self.ended)

    @cached_property
    def new_parents(self) -> Mapping[str, str]:
        """The parent of each unit that began, every cycle cut at its first unit."""
        return _parents(self.new, self.begun)


class Pool:
    """The elementary differences that no event has claimed yet.

    An event takes what it tells of, so that nothing is told twice; what is left when all have
    had their turn would be told by none.
    """

    def __init__(self, edits: Iterable[Edit]) -> None:
        self._edits: dict[EntityType, dict[str, list[Edit]]] = {one: {} for one in EntityType}
        for edit in edits:
            self._edits[edit.entity_type].setdefault(edit.id, []).append(edit)

    def take(
        self, entity_type: EntityType, id: str, wanted: Callable[[Edit], bool] | None = None
    ) -> list[Edit]:
        """Claim the edits to a member that are wanted: each edit to it is asked about."""
        of_type = self._edits[entity_type]
        present = of_type.get(id, [])
        taken = present if wanted is None else list(filter(wanted, present))
        if len(taken) == len(present):
            of_type.pop(id, None)
        elif taken:
            self.claim(taken)
        return taken

    def claim(self, edits: Iterable[Edit]) -> None:
        """Claim edits that nobody has claimed, whichever members they are made to."""
        # By identity: what an edit says is no key, and two edits may say the same.
        claimed: defaultdict[tuple[EntityType, str], set[int]] = defaultdict(set)
        for edit in edits:
            claimed[edit.entity_type, edit.id].add(id(edit))
        for (entity_type, member), those in claimed.items():
            present = self._edits[entity_type].pop(member)
            left = [edit for edit in present if id(edit) not in those]
            if left:
                self._edits[entity_type][member] = left

    def take_fields(self, entity_type: EntityType, id: str, *fields: str) -> list[Edit]:
        """Claim the edits to some fields of a member."""
        return self.take(entity_type, id, lambda edit: edit.field in fields)

    def peek(self, entity_type: EntityType, id: str) -> tuple[Edit, ...]:
        """The unclaimed edits to a member."""
        return tuple(self._edits[entity_type].get(id, ()))

    def members(self, entity_type: EntityType, *fields: str) -> list[str]:
        """The members with an unclaimed edit, to one of these fields where any are named."""
        of_type = self._edits[entity_type]
        if not fields:
            return sorted(of_type)
        edits = ((id, edit) for id, edits in of_type.items() for edit in edits)
        return sorted({id for id, edit in edits if edit.field in fields})

    def __iter__(self) -> Iterator[Edit]:
        for of_type in self._edits.values():
            yield from chain.from_iterable(of_type.values())


def pool_of(comparison: Comparison) -> Pool:
    """Every elementary difference between two organisations."""
    edits = _all_edits(comparison)
    if not comparison.people:
        edits = (impersonal(edit) for edit in edits if not is_of_people(edit))
    return Pool(edits)


def _all_edits(comparison: Comparison) -> Iterator[Edit]:
    old, new = comparison.old, comparison.new
    pairs: list[Pair] = []
    for entity_type in (EntityType.UNIT, EntityType.POST, EntityType.BODY):
        before, after = comparison.members(entity_type)
        matches = comparison.matches(entity_type)
        pairs += (
            Pair(entity_type, before[id], after[matches[id].new])
            for id in _differing(comparison, entity_type)
        )
        gone, come = _turnover(comparison, entity_type)
        yield from (removed(entity_type, before[id]) for id in gone)
        yield from (added(entity_type, after[id]) for id in come)
    for register in REGISTERS:
        sides = entities_of(old, register), entities_of(new, register)
        yield from _register_edits(register, *sides, pairs)
    yield from differences(pairs)
    if comparison.units.parted:
        yield from _to_others(comparison)
    yield from header_differences(old.snapshot, new.snapshot)


def _to_others(comparison: Comparison) -> Iterator[Edit]:
    """References that say what they said, while what has that id is another unit now."""
    parted = frozenset(comparison.units.parted)
    for entity_type, fields in _UNITS_NAMED.items():
        before, after = comparison.members(entity_type)
        for old, match in comparison.matches(entity_type).items():
            for field in fields:
                named: str | None = getattr(before[old], field)
                if named in parted and getattr(after[match.new], field) == named:
                    yield Edit.of(Op.SET, entity_type, old, field, old=named, new=named)


def _turnover(
    comparison: Comparison, entity_type: EntityType
) -> tuple[Iterable[str], Iterable[str]]:
    """The members of a type that persist nowhere, and those that were none of the old ones."""
    if entity_type is EntityType.UNIT:
        return comparison.ended, comparison.begun
    old, new = comparison.members(entity_type)
    matches = comparison.matches(entity_type)
    return old.keys() - matches.keys(), new.keys() - {match.new for match in matches.values()}


def _differing(comparison: Comparison, entity_type: EntityType) -> Iterator[str]:
    """The members of a type that persist and differ, by their old ids."""
    matches = comparison.matches(entity_type)
    if entity_type is EntityType.UNIT:
        yield from comparison.units.changed
        yield from (id for id, match in matches.items() if match.new != id)
        return
    old, new = comparison.members(entity_type)
    for id, match in matches.items():
        if not unchanged(old[id], new[match.new]):
            yield id


def _register_edits(
    register: EntityType, old: Mapping[str, Part], new: Mapping[str, Part], pairs: list[Pair]
) -> Iterator[Edit]:
    pairs += (
        Pair(register, old[id], new[id])
        for id in old
        if id in new and not unchanged(old[id], new[id])
    )
    yield from (removed(register, part) for id, part in old.items() if id not in new)
    yield from (added(register, part) for id, part in new.items() if id not in old)


def _matches(
    old: Mapping[str, Part],
    new: Mapping[str, Part],
    others: Iterable[Match],
    parted: Container[str] = (),
) -> dict[str, Match]:
    """The members that persist: those that keep their id, and those that are told to."""
    same = Certainty.SAME_ID
    matches = {id: Match(id, id, same) for id in old if id in new and id not in parted}
    return matches | {match.old: match for match in others}


def grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, Ids]:
    """What stands second in pairs by what stands first, sorted, each once."""
    groups: defaultdict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        groups[one].add(other)
    return {one: dict.fromkeys(sorted(others)).keys() for one, others in groups.items()}


def _parents(organisation: Organisation, ids: Iterable[str]) -> dict[str, str]:
    cut = {cycle[0] for cycle in organisation.parent_cycles}
    parents = {id: organisation.parent_of(id) for id in ids if id not in cut}
    return {id: parent for id, parent in parents.items() if parent is not None}
