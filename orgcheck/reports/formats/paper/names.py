"""Names on paper: no ids beside them, for nobody who reads a paper knows an id."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property

from orgcheck.changes.names import Names
from orgcheck.language import tr
from orgcheck.organisation import Organisation
from orgcheck.records import dataclass
from orgcheck.reports.mentions import Mentions


@dataclass(frozen=True)
class NamesWithoutIds(Names):
    """Names of which those that several members bear are told apart by where the members are.

    The id stands beside a name only where that does not tell them apart either.
    """

    @property
    def tells_ids(self) -> bool:
        """Whether sentences say that a member has another id: not to a board."""
        return False

    def was(self, id: str, *, with_id: bool = False) -> str:  # noqa: ARG002
        """What a member of the older snapshot is called there."""
        return self._apart(self.old, id)

    def now(self, id: str, *, with_id: bool = False) -> str:  # noqa: ARG002
        """What a member of the newer snapshot is called there."""
        return self._apart(self.new, id)

    def _apart(self, side: Organisation, id: str) -> str:
        if side.member(id) is None:
            return tr("one that is not in the structure")
        name = side.name(id, self.language)
        if name not in self._shared:
            return name
        placed = self._placed(side, id)
        return tr("{name} ({place})", name=name, place=id) if placed in self._alike else placed

    def _placed(self, side: Organisation, id: str) -> str:
        """A name with where the member is."""
        name, place = side.name(id, self.language), place_of(side, id)
        if place is None:
            return name
        return tr("{name} ({place})", name=name, place=side.name(place, self.language))

    @cached_property
    def _alike(self) -> frozenset[str]:
        """What several members are called even with where they are."""
        bearers = {(words, one) for words, one in self._all_placed()}
        counts = Counter(words for words, _ in bearers)
        return frozenset(words for words, number in counts.items() if number > 1)

    def _all_placed(self) -> Iterator[tuple[str, str]]:
        newer: Mapping[str, str]
        for side, newer in ((self.old, self.changes.recoded), (self.new, {})):
            for id in (*side.units, *side.posts, *side.bodies):
                if side.name(id, self.language) in self._shared:
                    yield self._placed(side, id), newer.get(id, id)


@dataclass(frozen=True)
class PaperNames(Mentions, NamesWithoutIds):
    """The same names, to be found again in the sentences that they were put into."""


def place_of(side: Organisation, id: str) -> str | None:
    """The unit that a unit or post is in; of a body, whom it reports to."""
    post = side.posts.get(id)
    if post is not None:
        return side.unit_of_post(post)
    return side.parent_of(id) if id in side.units else side.superior(id)
