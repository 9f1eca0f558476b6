"""What units hold: the children, duties, sites and posts by which they are known again.

Both snapshots are told in the same words: a child that goes on is known by its newer id, and what
`Holdings` takes for one duty or site is one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache, cached_property, lru_cache

from orgcheck.changes.holdings import RESPONSIBILITIES, SITES, Holdings
from orgcheck.changes.identity.declared import matched
from orgcheck.changes.identity.pairing import Pairing
from orgcheck.changes.identity.posts import units_of_post
from orgcheck.changes.thresholds import Thresholds
from orgcheck.grouping import by_first
from orgcheck.language import Plural, msg_n, said_n, spoken, tr_p
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


class _Side:
    """What the units of one snapshot hold, and who holds what, told as in the other."""

    def __init__(
        self,
        pairing: Pairing,
        listed: Mapping[Sort, Holdings],
        item: Callable[[Sort, str], Item],
        *,
        before: bool,
    ) -> None:
        self._pairing = pairing
        self._organisation = pairing.old if before else pairing.new
        self._known = pairing.matches if before else pairing.by_new
        self._unknown = Sort.GONE if before else Sort.CAME
        self._listed = listed
        self._item = item
        self._before = before
        # The duties, sites and posts of a unit.
        self.held = cache(self._items)

    def of(self, unit: str) -> frozenset[Item]:
        """All that a unit holds."""
        return self.held(unit).union(self.children(unit))

    def children(self, unit: str) -> Iterator[Item]:
        """The children of a unit, those that are not known seen through."""
        known = self._known
        for child in self._organisation.children_of(unit):
            below = self._organisation.children_of(child) if child not in known else ()
            for one in (child,) if known.keys().isdisjoint(below) else below:
                yield self.child(one)

    def child(self, child: str) -> Item:
        """A child, by its newer id; as gone or come where it is not known on the other side."""
        match = self._known.get(child)
        if match is None:
            return self._item(self._unknown, child)
        return self._item(Sort.CHILD, match.new)

    def count(self, unit: str) -> int:
        """How many duties, sites and posts a unit holds at most."""
        record = self._organisation.units[unit]
        return sum(map(len, (record.responsibilities, record.sites, self._posts.get(unit, ()))))

    def holders(self, item: Item) -> Sequence[str]:
        """Who holds a duty, site or post."""
        return self._holders.get(item.sort, _NOBODY).get(item.id, ())

    def _items(self, unit: str) -> frozenset[Item]:
        record = self._organisation.units[unit].__dict__
        listed = (
            self._item(sort, key)
            for sort, holdings in self._listed.items()
            if record[holdings.field]
            for key in holdings.keys_of(unit, before=self._before)
        )
        return frozenset((*listed, *self._posts.get(unit, ())))

    @cached_property
    def _holders(self) -> Mapping[Sort, Mapping[str, Sequence[str]]]:
        posts = ((post.id, unit) for unit, posts in self._posts.items() for post in posts)
        return {
            Sort.POST: by_first(posts),
            **{
                sort: holdings.before if self._before else holdings.after
                for sort, holdings in self._listed.items()
            },
        }

    @cached_property
    def _posts(self) -> Mapping[str, Sequence[Item]]:
        """The posts of each unit: those that belong to it, and its head."""
        old, new = self._pairing.old, self._pairing.new
        same = matched(old.posts, new.posts, new) if self._before else {}
        return by_first(
            (unit, self._item(Sort.POST, same[post.id].new if post.id in same else post.id))
            for post in self._organisation.posts.values()
            for unit in units_of_post(self._organisation, post)
        )


class Content:
    """What the units of both snapshots hold, as far as children are known.

    A child that is not known on the other side is seen through where children of its own are: a
    level that was put between, or taken out, hides nothing.
    """

    def __init__(self, pairing: Pairing, thresholds: Thresholds, people: bool = True) -> None:
        self.pairing = pairing
        self.thresholds = thresholds
        self.people = people
        listed = {
            sort: Holdings(pairing.old, pairing.new, field)
            for sort, field in ((Sort.DUTY, RESPONSIBILITIES), (Sort.SITE, SITES))
        }
        # There are many items, and few that differ.
        item = cache(Item)
        self.was = _Side(pairing, listed, item, before=True)
        self.now = _Side(pairing, listed, item, before=False)

    # -- where it is ---------------------------------------------------------------------------

    def sole_places(self, unit: str) -> Iterator[str]:
        """The units of which each has something of an old unit now, and has it alone."""
        for child in self.was.children(unit):
            parent = self.pairing.new.parent_of(child.id) if child.sort is Sort.CHILD else None
            if parent is not None:
                yield parent
        for item in self.was.held(unit) if self.was.count(unit) else ():
            units = self.now.holders(item)
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
        return self.was.of(old) & self.now.of(new)

    def evidence(self, old: str, new: str) -> tuple[str, ...]:
        """How much of what an old unit held a new one holds, in words."""
        shared = self.shared(old, new)
        direct = all(
            self.pairing.new.parent_of(item.id) == new
            and self.pairing.old.parent_of(self.pairing.by_new[item.id].old) == old
            for item in shared
            if item.sort is Sort.CHILD
        )
        return shares(shared, self.was.of(old), direct)

    def contradicts(self, old: str, new: str) -> bool:
        """Whether what two units hold speaks against their being the same.

        It does where most of what the old one held is now held elsewhere, and where another unit
        that is left over has more in common with the new one.
        """
        held, holds = self.was.of(old), self.now.of(new)
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
        held = self.was.of(old)
        return self._is_less_than_half(len(held & self.now.of(new)), held)

    def _is_less_than_half(self, shared: int, held: Collection[Item]) -> bool:
        """Whether so many are less than half of the items held that are still there."""
        return 2 * shared < len(held) and 2 * shared < sum(map(self._is_telling, held))

    def _is_telling(self, item: Item) -> bool:
        """Whether an item is still there, and nobody else had or has it."""
        if item.sort is Sort.CHILD:
            return True
        return len(self.was.holders(item)) == 1 == len(self.now.holders(item))

    def _givers(self, item: Item) -> Iterator[str]:
        if item.sort is not Sort.CHILD:
            givers = self.was.holders(item)
            yield from givers if len(givers) == 1 else ()
            return
        parent = self.pairing.old.parent_of(self.pairing.by_new[item.id].old)
        if parent is not None:
            yield parent


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
