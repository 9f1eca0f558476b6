"""What every family of events works with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from orgcheck.changes.changeset import Certainty, Edit, EntityType, Match
from orgcheck.changes.comparison import NO_IDS, Comparison, Ids, Pool, grouped, pool_of
from orgcheck.changes.consequences import Followers, followers
from orgcheck.changes.ledger import RESPONSIBILITIES, SITES, Holdings


@dataclass(frozen=True)
class EventContext:
    """A comparison, the differences that no event has claimed, and the references that follow."""

    comparison: Comparison
    pool: Pool
    followers: Followers

    @classmethod
    def of(cls, comparison: Comparison) -> EventContext:
        """Gather every difference, and set apart those that merely follow."""
        pool = pool_of(comparison)
        return cls(comparison, pool, followers(comparison, pool))

    @cached_property
    def duties(self) -> Holdings:
        """Who holds which duty, before and after."""
        return Holdings(self.comparison.old, self.comparison.new, RESPONSIBILITIES)

    @cached_property
    def sites(self) -> Holdings:
        """Which units are at which site, before and after."""
        return Holdings(self.comparison.old, self.comparison.new, SITES)

    def take_with_units(self, ended: Iterable[str], begun: Iterable[str]) -> Iterator[Edit]:
        """Claim units that end and begin, with the posts that end and begin with them."""
        for units, posts in ((ended, self._gone_with), (begun, self._come_with)):
            for unit in units:
                yield from self.pool.take(EntityType.UNIT, unit)
                for post in posts.get(unit, NO_IDS):
                    yield from self.pool.take(
                        EntityType.POST, post, lambda edit: edit.field is None
                    )

    @cached_property
    def _gone_with(self) -> Mapping[str, Ids]:
        """The posts that ended, by their units."""
        comparison = self.comparison
        gone = (post for id, post in comparison.old.posts.items() if id not in comparison.posts)
        places = ((comparison.unit_of(post, before=True), post.id) for post in gone)
        return grouped((unit, post) for unit, post in places if unit is not None)

    @cached_property
    def _come_with(self) -> Mapping[str, Ids]:
        """The posts that came, by their units."""
        comparison = self.comparison
        known = {match.new for match in comparison.posts.values()}
        come = (post for id, post in comparison.new.posts.items() if id not in known)
        places = ((comparison.unit_of(post, before=False), post.id) for post in come)
        return grouped((unit, post) for unit, post in places if unit is not None)

    def holdings(self, field: str) -> Holdings:
        """The holdings that a field of a unit lists."""
        return self.duties if field == RESPONSIBILITIES else self.sites


def weakest(certainties: Iterable[Certainty]) -> Certainty | None:
    """The weakest of several grounds: a chain holds as its weakest link does."""
    return max(certainties, key=lambda certainty: certainty.rank, default=None)


def certainty_of(matches: Iterable[Match | None]) -> Certainty | None:
    """The weakest ground on which some units are said to persist."""
    return weakest(match.certainty for match in matches if match is not None)


def in_order(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Edits in the order in which they are written."""
    return tuple(sorted(edits, key=lambda edit: edit.order))


def unique(words: Iterable[str]) -> Iterator[str]:
    """Each word once, where it first stands."""
    yield from dict.fromkeys(words)
