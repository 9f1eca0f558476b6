"""A branch held against others that reorganise the same structure."""

from __future__ import annotations

from orgcheck.merging.merge import Merge
from orgcheck.records import dataclass


@dataclass(frozen=True)
class Beside:
    """A snapshot that this branch and another one both changed.

    Parameters
    ----------
    branch
        The other branch, as it was named.
    base, ours, theirs
        The paths of the snapshot: where the two parted, here and there.
    merge
        What comes of both.

    Examples
    --------
    >>> import orgcheck
    >>> file = "snapshots/2024.yaml"
    >>> beside = Beside("new-unit", file, file, file, orgcheck.merge(file, file, file))
    >>> beside.branch, beside.merge.conflicts
    ('new-unit', ())
    """

    branch: str
    base: str
    ours: str
    theirs: str
    merge: Merge


@dataclass(frozen=True)
class Collisions:
    """A branch held against others, and what there is to say beside.

    Examples
    --------
    >>> Collisions(("new-unit",)).merges
    ()
    """

    branches: tuple[str, ...]
    merges: tuple[Beside, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def colliding(self) -> tuple[Beside, ...]:
        """The snapshots in which anything stands in the way of a merge."""
        return tuple(one for one in self.merges if not one.merge.merged)
