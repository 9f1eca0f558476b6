"""What every family of events works with."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from orgcheck.changes.comparison import Comparison, Pool
from orgcheck.changes.consequences import Followers
from orgcheck.changes.holdings import RESPONSIBILITIES, SITES, Holdings
from orgcheck.changes.model import Certainty, Edit, Match, Sort


@dataclass(frozen=True)
class Gathering:
    """A comparison, the differences that no event has claimed, and the references that follow."""

    comparison: Comparison
    pool: Pool
    followers: Followers

    @cached_property
    def duties(self) -> Holdings:
        """Who holds which duty, before and after."""
        return Holdings(self.comparison, RESPONSIBILITIES, self._changed)

    @cached_property
    def sites(self) -> Holdings:
        """Which units are at which site, before and after."""
        return Holdings(self.comparison, SITES, self._changed)

    @cached_property
    def _changed(self) -> Collection[str]:
        """The units that persist and differ, by their old ids."""
        matches = self.comparison.units.matches
        return sorted(id for sort, id in self.pool.touched if sort is Sort.UNIT and id in matches)

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
