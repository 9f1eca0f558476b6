"""Which snapshot of a change is compared with which one of its base.

What git takes for renames, what snapshots say of themselves and what they hold decides, over the
whole change; never how many files there are. Where several answers are left, each is compared.
What the base has and the change shows nowhere is lost, and no change may lose it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import field
from datetime import date
from functools import cached_property

from orgcheck.records import dataclass
from orgcheck.snapshot.tracked import Profile

# From which share of ids and names in common on two snapshots describe the same organisation.
_ALIKE = 0.5


@dataclass(frozen=True)
class Side:
    """One side of a change: its snapshots, and what else lies at a path.

    Parameters
    ----------
    profiles
        The snapshots, by path.
    touched
        Those of them with a file that the change alters.
    remaining
        Paths of snapshots of the other side at which there are still files here, though nothing
        that is read as one snapshot: it is compared all the same, and refused.
    links
        Symbolic links.
    """

    profiles: Mapping[str, Profile]
    touched: frozenset[str] = frozenset()
    remaining: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Lost:
    """A snapshot of the base that the change shows nowhere, why, and what it may have become."""

    path: str
    link: bool = False
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pairing:
    """What to compare: paths in the base and in the change.

    Parameters
    ----------
    pairs
        The older and the newer snapshot of each comparison.
    fresh
        Snapshots of the change that nothing in the base comes before.
    lost
        Snapshots of the base that the change takes out of sight.
    retired
        Those that it deletes, and that a later snapshot of the same organisation had replaced, or
        that were not in force beside one that is.
    """

    pairs: tuple[tuple[str, str], ...] = ()
    fresh: tuple[str, ...] = ()
    lost: tuple[Lost, ...] = ()
    retired: tuple[str, ...] = ()

    @property
    def newer(self) -> frozenset[str]:
        """The snapshots of the change that are compared or new."""
        return frozenset((*(new for _, new in self.pairs), *self.fresh))


def paired(base: Side, head: Side, renames: Mapping[str, Collection[str]]) -> Pairing:
    """Pair the snapshots of a change with those of its base.

    Parameters
    ----------
    base, head
        Both sides.
    renames
        For snapshots of the change, those of the base that git takes for their former selves.
    """
    return _Change(base, head, renames).pairing()


def current(profiles: Iterable[Profile]) -> list[Profile]:
    """The snapshots that no later one of the same organisation has replaced."""
    every = list(profiles)
    return [one for one in every if not is_replaced(one, every)]


def is_replaced(profile: Profile, others: Iterable[Profile]) -> bool:
    """Whether any other snapshot is a later one of the same organisation, and in force."""
    return any(_replaces(other, profile) for other in others)


def is_over(profile: Profile, others: Iterable[Profile], day: date) -> bool:
    """Whether its last day lies before the first one of another one that is in force on a day."""
    last = profile.facts.valid_to
    return last is not None and any(
        other.facts.in_force
        and other.facts.names & profile.facts.names
        and other.facts.valid_from is not None
        and last < other.facts.valid_from
        and other.facts.valid_from <= day
        for other in others
    )


def _replaces(later: Profile, earlier: Profile) -> bool:
    """Whether a snapshot is a later one of the same organisation, and in force."""
    same = later.facts.names & earlier.facts.names
    return bool(same) and later.facts.in_force and earlier.precedes(later)


def _is_plan_beside(plan: Profile, other: Profile) -> bool:
    """Whether a snapshot is not in force, and another one of the same organisation is."""
    same = plan.facts.names & other.facts.names
    return bool(same) and other.facts.in_force and not plan.facts.in_force


@dataclass(frozen=True)
class _Change:
    base: Side
    head: Side
    renames: Mapping[str, Collection[str]] = field(default_factory=dict)

    def pairing(self) -> Pairing:
        staying = [path for path in self.base.profiles if path in self.head.profiles]
        touched = self.base.touched | self.head.touched
        pairs = [(path, path) for path in staying if path in touched]
        # What can no longer be read as a snapshot is compared all the same, and refused.
        pairs += [(path, path) for path in self.gone if path in self.head.remaining]
        came = sorted(path for path in self.head.profiles if path not in self.base.profiles)
        former = {path: self._former(self.head.profiles[path]) for path in came}
        pairs += [(old.path, path) for path, each in former.items() for old in each]
        followed = {old for old, _ in pairs}
        left = [path for path in self.gone if path not in followed or path in self.head.links]
        fresh = tuple(path for path in came if not former[path])
        lost = [path for path in left if not self._is_retired(path, followed)]
        pairs += [
            (old.path, path)
            for path in staying
            for old in self._displaced_by(path)
            if old.path not in lost
        ]
        return Pairing(
            pairs=tuple(sorted(pairs, key=lambda pair: (pair[1], pair[0]))),
            fresh=fresh,
            lost=tuple(Lost(path, path in self.head.links, fresh) for path in lost),
            retired=tuple(path for path in left if path not in lost),
        )

    @cached_property
    def gone(self) -> list[str]:
        """The snapshots of the base that are at their paths no more."""
        return sorted(path for path in self.base.profiles if path not in self.head.profiles)

    def _is_retired(self, path: str, followed: Collection[str]) -> bool:
        """Whether it did not count any more, or not yet, beside one that is there or followed."""
        if path in self.head.links:
            return False
        mine = self.base.profiles[path]
        return any(
            _replaces(other, mine) or _is_plan_beside(mine, other)
            for other in self.base.profiles.values()
            if other.path in self.head.profiles or other.path in followed
        )

    def _displaced_by(self, path: str) -> list[Profile]:
        """The snapshots in force whose place one takes that stays at its path.

        It was ended, replaced or not in force: what is wrong in it did not count.
        """
        was, now = self.base.profiles[path], self.head.profiles[path]
        if not now.facts.in_force or is_replaced(now, self.head.profiles.values()):
            return []
        others = [one for one in self._same(was) if one.path != path and one.facts.in_force]
        if was.facts.in_force and not is_replaced(was, others):
            return []
        return _latest(others)

    # -- what a snapshot was before ---------------------------------------------------------------

    def _former(self, new: Profile) -> list[Profile]:
        """The snapshots of the base that a new one has to be compared with."""
        moved = self._moved(new)
        before = self._before(new)
        if not moved:
            return _unique(before or self._unordered(new))
        agreeing = [old for old in moved if _agree(old, new)]
        later = [old for old in before if all(_follows(old, other) for other in moved)]
        if agreeing:
            return _unique([*agreeing, *later])
        kept = [old for old in moved if not any(_follows(other, old) for other in before)]
        return _unique([*before, *kept])

    def _moved(self, new: Profile) -> list[Profile]:
        """What is gone from its path and may be what the new one was: as git says, or by likeness.

        Of the same version is what says so, whatever git takes for its former self.
        """
        gone = [self.base.profiles[path] for path in self.gone if path not in self.head.remaining]
        said = self.renames.get(new.path, ())
        known = [
            old
            for old in gone
            if old.path in said or (old.facts.names & new.facts.names and _agree(old, new))
        ]
        return known or [old for old in gone if old.shared_with(new) >= _ALIKE]

    def _before(self, new: Profile) -> list[Profile]:
        """The latest of the base that is known to come before the new one.

        By what it says and by its path: who changes a snapshot writes its dates and label too.
        """
        same = self._same(new)
        said = [old for old in same if old.precedes(new)]
        beside = [old for old in same or self.base.profiles.values() if old.stands_before(new)]
        nearest = [old for old in beside if not any(old.stands_before(one) for one in beside)]
        return _unique([*_latest(said), *nearest])

    def _unordered(self, new: Profile) -> list[Profile]:
        """The latest of the same organisation that are not known to come after the new one."""
        return _latest([old for old in self._same(new) if not new.precedes(old)])

    def _same(self, new: Profile) -> list[Profile]:
        """Snapshots of the same organisation: by name, and those more like it than any of these."""
        every = self.base.profiles.values()
        named = [old for old in every if old.facts.names & new.facts.names]
        known = max((old.shared_with(new) for old in named), default=0.0)
        alike = [
            old
            for old in every
            if old not in named and old.shared_with(new) > known and old.shared_with(new) >= _ALIKE
        ]
        return [*named, *alike]


def _latest(profiles: list[Profile]) -> list[Profile]:
    """Those that come before no other one, as far as is known."""
    return [one for one in profiles if not any(one.precedes(other) for other in profiles)]


def _agree(old: Profile, new: Profile) -> bool:
    """Whether both are the same version: what they say of it, else what they are called."""
    mine, others = old.facts, new.facts
    if mine.valid_from is not None and mine.valid_from == others.valid_from:
        return True
    if mine.version is None and others.version is None:
        return old.label == new.label and not (mine.valid_from and others.valid_from)
    return mine.version is not None and mine.version == others.version


def _follows(later: Profile, earlier: Profile) -> bool:
    """Whether a snapshot comes after another one, by what they say or by their paths."""
    return earlier.precedes(later) or earlier.stands_before(later)


def _unique(profiles: Iterable[Profile]) -> list[Profile]:
    return list({profile.path: profile for profile in profiles}.values())
