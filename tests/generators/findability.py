"""Whether what two snapshots share is enough to find an event that nobody declared.

The thresholds are those of the comparison's steps 3 to 5, asked of the truth: a pair that fits
them, and no rival that fits them too. Posts may or may not count as content, so that an event is
findable only where it is so either way.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from .draft import Draft
from .structure import Item, Record, ancestors, children_of, contents
from .words import folded

LIKENESS = 0.5
SHARED = 3
MARGIN = 0.1


@dataclass(frozen=True)
class Evidence:
    """What each unit holds, before and after, in the ids before recoding."""

    before: Mapping[str, set[Item]]
    after: Mapping[str, set[Item]]
    left_over_before: frozenset[str]
    left_over_after: frozenset[str]

    def likeness(self, old: str, new: str) -> float:
        """Give the Jaccard index of two units' contents."""
        union = self.before[old] | self.after[new]
        return len(self.before[old] & self.after[new]) / len(union) if union else 0.0

    def would_be_one(self, old: str, new: str) -> bool:
        """Tell whether two units share so much, and so clearly, that they count as the same."""
        likeness = self.likeness(old, new)
        rivals = [self.likeness(old, one) for one in self.left_over_after - {new}]
        rivals += [self.likeness(one, new) for one in self.left_over_before - {old}]
        return (
            likeness >= LIKENESS
            and len(self.before[old] & self.after[new]) >= SHARED
            and likeness - max(rivals, default=0.0) >= MARGIN
        )

    def succession_shows(self, ended: str, receiver: str, *, alone: bool, above: bool) -> bool:
        """Tell whether enough of an ended unit's content came to a unit.

        One that is alone to get any has to have half, and one that stood above a duty.
        """
        came = self.before[ended] & self.after[receiver] - self.before.get(receiver, set())
        if above and not any(sort == "duty" for sort, _ in came):
            return False
        parts = 2 if alone else 10
        return len(came) >= 2 and len(came) * parts >= len(self.before[ended])

    def spin_off_shows(self, giver: str, founded: str) -> bool:
        """Tell whether enough of a new unit's content came from one that goes on."""
        came = self.before[giver] & self.after[founded] - self.after[giver]
        return len(came) >= 2 and len(came) * 2 >= len(self.after[founded])


class Findability:
    """Answers for one finished draft."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._lost = _units_lost(draft)
        self._readings = _readings(draft, self._lost)

    def of_unit(self, unit: str | None) -> bool:
        """Tell whether a unit that goes on would be known as the same."""
        return unit not in self._lost

    def of_component(self, ended: Collection[str], new: Collection[str]) -> bool:
        """Tell whether every link of a component shows, and none looks like something else."""
        draft = self._draft
        links = [(one, to) for one in ended for to in draft.successors[one]]
        return all(
            all(
                reading.succession_shows(
                    one, to, alone=len(links) == 1, above=to in ancestors(draft.old_units, one)
                )
                for one, to in links
            )
            and all(
                reading.spin_off_shows(giver, founded)
                for founded in new
                for giver in draft.givers.get(founded, ())
            )
            and not any(
                reading.would_be_one(one, founded)
                for one in ended
                for founded in new
                if founded in draft.givers
            )
            for reading in self._readings
        )


def _names(record: Record) -> set[str]:
    name = record["name"]
    return {folded(text) for text in ([name] if isinstance(name, str) else name.values())}


def _recoded_beyond_name(draft: Draft) -> frozenset[str]:
    """Give the units under a new id whose name does not tell them."""
    return frozenset(
        unit
        for unit in draft.recodes
        if _names(draft.old_units[unit]).isdisjoint(_names(draft.units[unit]))
    )


def _units_lost(draft: Draft) -> frozenset[str]:
    """Find the units that go on and would not be known again, the lowest first.

    A child that is itself lost counts for nothing in what its parents share.
    """
    waiting = _recoded_beyond_name(draft)
    children = children_of(draft.old_units)
    lost: set[str] = set()
    for unit in sorted(waiting, key=lambda one: -_depth(draft, one)):
        lost_children = lost & set(children[unit])
        readings = _readings(draft, frozenset(lost_children))
        if not all(reading.would_be_one(unit, unit) for reading in readings):
            lost.add(unit)
    return frozenset(lost)


def _depth(draft: Draft, unit: str) -> int:
    depth = 0
    parent = draft.old_units[unit].get("parent")
    while parent is not None:
        depth, parent = depth + 1, draft.old_units[parent].get("parent")
    return depth


def _readings(draft: Draft, lost: frozenset[str]) -> tuple[Evidence, Evidence]:
    """Read the evidence with and without posts, leaving out children that are lost."""
    renamed = _recoded_beyond_name(draft)
    ended = frozenset(draft.old_units.keys() - draft.units.keys())
    old_posts = {record["id"]: record for record in draft.old.get("posts", [])}
    missing = {("child", unit) for unit in lost}

    def reading(with_posts: bool) -> Evidence:
        before = contents(draft.old_units, old_posts if with_posts else None)
        after = contents(draft.units, draft.posts if with_posts else None)
        return Evidence(
            before,
            # Only one side loses the child: it still counts as content that was not kept.
            {unit: items - missing for unit, items in after.items()},
            ended | renamed,
            frozenset(draft.givers) | renamed,
        )

    return reading(True), reading(False)
