"""What every family of events works with."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cached_property

from orgcheck.changes.changeset import (
    Certainty,
    Consequence,
    Edit,
    EntityType,
    Event,
    Match,
    Net,
    Op,
    Turnover,
)
from orgcheck.changes.comparison import NO_IDS, Comparison, Ids, Pool, grouped, pool_of
from orgcheck.changes.consequences import Followers, followers
from orgcheck.changes.holdings import RESPONSIBILITIES, SITES, Holdings
from orgcheck.event_kinds import EventKind
from orgcheck.records import dataclass
from orgcheck.snapshot.model import Post


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
        for units, posts, op in (
            (ended, self._gone_with, Op.REMOVE),
            (begun, self._come_with, Op.ADD),
        ):
            for unit in units:
                yield from self._take_whole(EntityType.UNIT, unit, op)
                for post in posts.get(unit, NO_IDS):
                    yield from self._take_whole(EntityType.POST, post, op)

    def _take_whole(self, entity_type: EntityType, id: str, op: Op) -> list[Edit]:
        """Claim the edit that adds a member or removes it: one that comes may have the id of one
        that went."""
        return self.pool.take(entity_type, id, lambda edit: edit.field is None and edit.op is op)

    @cached_property
    def _gone_with(self) -> Mapping[str, Ids]:
        """The posts that ended, by their units."""
        kept = self.comparison.posts
        return self._by_unit(self.comparison.old.posts, kept, before=True)

    @cached_property
    def _come_with(self) -> Mapping[str, Ids]:
        """The posts that came, by their units."""
        kept = {match.new for match in self.comparison.posts.values()}
        return self._by_unit(self.comparison.new.posts, kept, before=False)

    def _by_unit(
        self, posts: Mapping[str, Post], kept: Container[str], *, before: bool
    ) -> Mapping[str, Ids]:
        others = (post for id, post in posts.items() if id not in kept)
        places = ((self.comparison.unit_of(post, before=before), post.id) for post in others)
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
    several = tuple(edits)
    if len(several) < 2:
        return several
    in_place = {edit.place: edit for edit in several}
    if len(in_place) == len(several):
        return tuple([in_place[place] for place in sorted(in_place)])
    return tuple(sorted(several, key=lambda edit: edit.order))


def unique(words: Iterable[str]) -> Iterator[str]:
    """Each word once, where it first stands."""
    yield from dict.fromkeys(words)


def event_of(
    kind: EventKind,
    match: Match,
    edits: Iterable[Edit],
    *,
    change: str | None = None,
    field: str | None = None,
    key: str | None = None,
    consequences: tuple[Consequence, ...] = (),
    figures: Mapping[str, Net] | None = None,
    people: Turnover | None = None,
) -> Event:
    """An event of one member that goes on, as certain as it is that it does."""
    return Event(
        kind=kind,
        old=(match.old,),
        new=(match.new,),
        certainty=match.certainty,
        evidence=match.evidence,
        change=change,
        field=field,
        key=key,
        edits=in_order(edits),
        consequences=consequences,
        figures=figures or {},
        people=people,
    )
