"""What units hold: the children, duties, sites and posts by which they are known again.

Both snapshots are told in the same words: a child that goes on is known by its newer id, and what
`Holdings` takes for one duty or site is one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache, cached_property, lru_cache, partial

from orgcheck.changes.changeset import Match
from orgcheck.changes.holdings import RESPONSIBILITIES, SITES, Holdings
from orgcheck.changes.identity.declared import matched
from orgcheck.changes.identity.pairing import Pairing
from orgcheck.changes.thresholds import Thresholds
from orgcheck.language import Plural, msg_n, said_n, spoken, tr_p
from orgcheck.organisation import Organisation
from orgcheck.records import NamedTuple


class Sort(StrEnum):
    """What a unit may hold, in the order in which it is told."""

    CHILD = "child"
    DUTY = "duty"
    SITE = "site"
    POST = "post"
    # A child that is not known on the other side.
    GONE = "gone"
    CAME = "came"


class Item(NamedTuple):
    """A child, duty, site or post, told alike for both snapshots."""

    sort: Sort
    id: str


# Who holds what nobody has.
_NOBODY: Mapping[str, Sequence[str]] = {}


class Content:
    """What the units of both snapshots hold, as far as children are known.

    A child that is not known on the other side is seen through where children of its own are: a
    level that was put between, or taken out, hides nothing.
    """

    def __init__(self, pairing: Pairing, thresholds: Thresholds, people: bool = True) -> None:
        self.pairing = pairing
        self.thresholds = thresholds
        self.people = people
        # There are many items, and few that differ.
        self.item = cache(Item)
        # The duties, sites and posts of a unit of the older snapshot, and of one of the newer.
        self.held = cache(partial(self._items, before=True))
        self.holds = cache(partial(self._items, before=False))
        self._listed = {
            sort: Holdings(pairing.old, pairing.new, field)
            for sort, field in ((Sort.DUTY, RESPONSIBILITIES), (Sort.SITE, SITES))
        }

    # -- what a unit holds ---------------------------------------------------------------------

    def of_old(self, unit: str) -> frozenset[Item]:
        """What a unit of the older snapshot held."""
        return self.held(unit).union(self._children_before(unit))

    def of_new(self, unit: str) -> frozenset[Item]:
        """What a unit of the newer snapshot holds."""
        children = self._children(self.pairing.new, unit, self.pairing.by_new, Sort.CAME)
        return self.holds(unit).union(children)

    def count_held(self, unit: str) -> int:
        """How many duties, sites and posts a unit of the older snapshot held at most."""
        record = self.pairing.old.units[unit]
        posts = self._old_posts.items.get(unit, ())
        return len(record.responsibilities) + len(record.sites) + len(posts)

    def _items(self, unit: str, *, before: bool) -> frozenset[Item]:
        record = (self.pairing.old if before else self.pairing.new).units[unit].__dict__
        posts = self._old_posts if before else self._new_posts
        listed = (
            self.item(sort, key)
            for sort, holdings in self._listed.items()
            if record[holdings.field]
            for key in holdings.keys_of(unit, before=before)
        )
        return frozenset((*listed, *posts.items.get(unit, ())))

    # -- who holds it --------------------------------------------------------------------------

    def before(self, item: Item) -> Sequence[str]:
        """Who held a duty, site or post."""
        return self._before.get(item.sort, _NOBODY).get(item.id, ())

    def now(self, item: Item) -> Sequence[str]:
        """Who holds a duty, site or post."""
        return self._now.get(item.sort, _NOBODY).get(item.id, ())

    @cached_property
    def _before(self) -> Mapping[Sort, Mapping[str, Sequence[str]]]:
        lists = {sort: holdings.before for sort, holdings in self._listed.items()}
        return {**lists, Sort.POST: self._old_posts.units}

    @cached_property
    def _now(self) -> Mapping[Sort, Mapping[str, Sequence[str]]]:
        lists = {sort: holdings.after for sort, holdings in self._listed.items()}
        return {**lists, Sort.POST: self._new_posts.units}

    def sole_places(self, unit: str) -> Iterator[str]:
        """The units of which each has something of an old unit now, and has it alone."""
        for child in self._children_before(unit):
            parent = self.pairing.new.parent_of(child.id) if child.sort is Sort.CHILD else None
            if parent is not None:
                yield parent
        for item in self.held(unit) if self.count_held(unit) else ():
            units = self.now(item)
            yield from units if len(units) == 1 else ()

    def places_of_child(self, child: str) -> Iterator[str]:
        """Where a known child is found now: its parent, and above one that is not known itself."""
        parent = self.pairing.new.parent_of(child)
        if parent is not None:
            yield parent
            above = self.pairing.new.parent_of(parent)
            if parent not in self.pairing.by_new and above is not None and above != parent:
                yield above

    # -- what it says --------------------------------------------------------------------------

    def shared(self, old: str, new: str) -> frozenset[Item]:
        """What two units have in common."""
        return self.of_old(old) & self.of_new(new)

    def is_direct(self, old: str, new: str) -> bool:
        """Whether all the children that two units share stand immediately below both."""
        return all(
            self.pairing.new.parent_of(item.id) == new
            and self.pairing.old.parent_of(self.pairing.by_new[item.id].old) == old
            for item in self.shared(old, new)
            if item.sort is Sort.CHILD
        )

    def evidence(self, old: str, new: str) -> tuple[str, ...]:
        """How much of what an old unit held a new one holds, in words."""
        return shares(self.shared(old, new), self.of_old(old), self.is_direct(old, new))

    def contradicts(self, old: str, new: str) -> bool:
        """Whether what two units hold speaks against their being the same.

        It does where most of what the old one held is now held elsewhere, and where another unit
        that is left over has more in common with the new one.
        """
        held, holds = self.of_old(old), self.of_new(new)
        shared = len(held & holds)
        if self._is_less_than_half(shared, held):
            return True
        others = Counter(
            giver
            for item in holds
            for giver in self._givers(item)
            if giver != old and giver in self.pairing.left_old
        )
        return any(count >= 2 and count >= shared for count in others.values())

    def is_of_others(self, old: str, new: str) -> bool:
        """Whether both of two units have people, enough to tell one by, and nobody is in both."""
        before, now = (
            set(organisation.units[unit].members) if self.people else set[str]()
            for organisation, unit in ((self.pairing.old, old), (self.pairing.new, new))
        )
        enough = self.thresholds.shared_items
        return min(len(before), len(now)) >= enough and before.isdisjoint(now)

    def is_elsewhere(self, old: str, new: str) -> bool:
        """Whether most of what an old unit held and is still there is not held by a new one."""
        held = self.of_old(old)
        return self._is_less_than_half(len(held & self.of_new(new)), held)

    def _is_less_than_half(self, shared: int, held: Collection[Item]) -> bool:
        """Whether so many are less than half of the items held that are still there."""
        if 2 * shared >= len(held):
            return False
        return 2 * shared < sum(map(self._is_telling, held))

    def _is_telling(self, item: Item) -> bool:
        """Whether an item is still there, and nobody else had or has it."""
        if item.sort is Sort.CHILD:
            return True
        return len(self.before(item)) == 1 == len(self.now(item))

    def _givers(self, item: Item) -> Iterator[str]:
        if item.sort is not Sort.CHILD:
            givers = self.before(item)
            yield from givers if len(givers) == 1 else ()
            return
        parent = self.pairing.old.parent_of(self.pairing.by_new[item.id].old)
        if parent is not None:
            yield parent

    # -- posts ---------------------------------------------------------------------------------

    @cached_property
    def _old_posts(self) -> _Posts:
        old, new = self.pairing.old, self.pairing.new
        same = {id: match.new for id, match in matched(old.posts, new.posts, new).items()}
        return self._posts_of(old, same)

    @cached_property
    def _new_posts(self) -> _Posts:
        return self._posts_of(self.pairing.new, {})

    def _posts_of(self, organisation: Organisation, same: Mapping[str, str]) -> _Posts:
        items: defaultdict[str, list[Item]] = defaultdict(list)
        units: defaultdict[str, list[str]] = defaultdict(list)
        for post in organisation.posts.values():
            item = self.item(Sort.POST, same.get(post.id, post.id))
            unit = organisation.unit_of_post(post)
            for holder in {unit, *organisation.heads.get(post.id, ())}:
                if holder is not None:
                    items[holder].append(item)
                    units[item.id].append(holder)
        return _Posts(items, units)

    # -- children ------------------------------------------------------------------------------

    def _children_before(self, unit: str) -> Iterator[Item]:
        return self._children(self.pairing.old, unit, self.pairing.matches, Sort.GONE)

    def _children(
        self, organisation: Organisation, unit: str, known: Mapping[str, Match], unknown: Sort
    ) -> Iterator[Item]:
        """The children of a unit, those that are not known seen through."""
        for child in organisation.children_of(unit):
            for one in _seen_through(organisation, child, known):
                match = known.get(one)
                yield self.item(unknown, one) if match is None else self.item(Sort.CHILD, match.new)


def _seen_through(
    organisation: Organisation, child: str, known: Mapping[str, Match]
) -> Sequence[str]:
    """A child; in place of one that is not known its own, where any of them is."""
    below = organisation.children_of(child) if child not in known else ()
    return (child,) if known.keys().isdisjoint(below) else below


class _Posts(NamedTuple):
    """The posts of each unit, those that belong to it and its head, and the units of each post."""

    items: Mapping[str, list[Item]]
    units: Mapping[str, list[str]]


# -- in words: counts that a reviewer can check, never a bare decimal ----------------------------

_CHILDREN = (Sort.CHILD, Sort.GONE, Sort.CAME)
_SHARES = {
    (Sort.DUTY,): msg_n("{part} of {number} duty", "{part} of {number} duties"),
    (Sort.SITE,): msg_n("{part} of {number} site", "{part} of {number} sites"),
    (Sort.POST,): msg_n("{part} of {number} post", "{part} of {number} posts"),
}
_OF_CHILDREN = msg_n("{part} of {number} child unit", "{part} of {number} child units")
_OF_THOSE_BELOW = msg_n("{part} of {number} unit below", "{part} of {number} units below")


def listed_evidence(evidence: Sequence[str]) -> str:
    """Grounds in a row, in the language that is spoken."""
    return tr_p("grounds", " and ").join(map(spoken, evidence))


def shares(
    shared: Collection[Item], whole: Collection[Item], direct: bool = True
) -> tuple[str, ...]:
    """How much of a whole is shared, for each sort of which anything is.

    `direct` says that all the children shared stand immediately below on both sides.

    Examples
    --------
    >>> kept, lost, duty = Item(Sort.CHILD, "a"), Item(Sort.GONE, "b"), Item(Sort.DUTY, "audit")
    >>> shares({kept, duty}, {kept, lost, duty})
    ('1 of 2 child units', '1 of 1 duty')
    """
    kept, held = [item.sort for item in shared], [item.sort for item in whole]
    children = _OF_CHILDREN if direct else _OF_THOSE_BELOW
    return tuple(
        _share(plural, sum(map(held.count, sorts)), part)
        for sorts, plural in ((_CHILDREN, children), *_SHARES.items())
        if (part := kept.count(sorts[0]))
    )


@lru_cache(maxsize=4096)
def _share(plural: Plural, whole: int, part: int) -> str:
    return said_n(*plural, whole, part=part)
