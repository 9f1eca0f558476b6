"""What every family of events works with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from orgcheck.changes.comparison import Comparison, Pool, pool_of
from orgcheck.changes.consequences import Followers, followers
from orgcheck.changes.holdings import RESPONSIBILITIES, SITES, Holdings
from orgcheck.changes.model import Certainty, Edit, Match


@dataclass(frozen=True)
class Gathering:
    """A comparison, the differences that no event has claimed, and the references that follow."""

    comparison: Comparison
    pool: Pool
    followers: Followers

    @classmethod
    def of(cls, comparison: Comparison) -> Gathering:
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
