"""A table from the units of one version to those of another: which became which, and how much."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from orgcheck.changes.holdings import RESPONSIBILITIES, SITES, Holdings
from orgcheck.descent.flows import Flows, Way, Ways
from orgcheck.descent.graph import Node
from orgcheck.descent.history import History
from orgcheck.errors import OrgcheckError
from orgcheck.language import said
from orgcheck.numbers import Number, summed
from orgcheck.organisation import Organisation
from orgcheck.records import NamedTuple, dataclass


class Basis(StrEnum):
    """What a share is counted by.

    All of a unit; or its children, duties or sites, or a figure of the units that it became. Shares
    by children, duties and sites say how these were divided, and nothing of figures.
    """

    UNIT = "unit"
    CHILDREN = "children"
    DUTIES = "duties"
    SITES = "sites"
    FIGURE = "figure"


class Share(NamedTuple):
    """How much of what a unit had is with another: `part` of `whole`."""

    basis: Basis
    part: Number
    whole: Number
    figure: str | None = None

    @property
    def ratio(self) -> Fraction:
        """The share itself, from 0 to 1."""
        return Fraction(self.part) / Fraction(self.whole)


@dataclass(frozen=True)
class Pair:
    """A unit of the earlier version and one that it became in the later.

    Parameters
    ----------
    old
        The earlier unit; None where the later one has no predecessor.
    new
        The later unit; None where the earlier one is not continued, or not all of it.
    way
        How it came to that; None where either is.
    shares
        How much of the earlier one it is; empty where nothing tells.
    """

    old: str | None
    new: str | None
    way: Way | None
    shares: tuple[Share, ...] = ()


@dataclass(frozen=True)
class Crosswalk:
    """From the units of the first version to those of the last one.

    Parameters
    ----------
    history
        The two versions, and those between them.

    Examples
    --------
    >>> import orgcheck
    >>> kela = orgcheck.crosswalk("snapshots/2023.yaml", "snapshots/2024.yaml")
    >>> [(pair.old, pair.way.how) for pair in kela.pairs if pair.new == "management-support-unit"]
    [('advisory-staff-unit', 'replace')]
    """

    history: History

    @property
    def old(self) -> Organisation:
        """The first version."""
        return self.history.versions[0].organisation

    @property
    def new(self) -> Organisation:
        """The last version."""
        return self.history.versions[-1].organisation

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """Every unit of both versions; those without a predecessor last."""
        last = len(self.history.versions) - 1
        onward, back = Flows(self.history, 0, last), Flows(self.history, last, 0)
        pairs = [pair for old in onward.units() for pair in self._pairs(old, onward, back)]
        created = (new for new in back.units() if tuple(back.ways(new)) == (None,))
        return (*pairs, *(Pair(None, new, None) for new in created))

    def _pairs(self, old: str, onward: Flows, back: Flows) -> Iterator[Pair]:
        ways = onward.ways(old)
        if len(ways) == 1:
            ((new, way),) = ways.items()
            yield Pair(old, new, way if new is not None else None, (Share(Basis.UNIT, 1, 1),))
            return
        shares = {new: tuple(self._shares(old, new)) for new in ways if new is not None}
        for new, by_figure in self._by_figures(old, ways, back).items():
            shares[new] += by_figure
        # The unit itself first, where it goes on.
        for new in sorted(shares, key=lambda one: len(ways[one].kinds)):
            yield Pair(old, new, ways[new], shares[new])
        if None in ways:
            yield Pair(old, None, None)

    def _shares(self, old: str, new: str) -> Iterator[Share]:
        """How the children, duties and sites of a unit that was divided are divided."""
        children = self.old.children_of(old)
        if children:
            homes = [self._home(child) for child in children]
            yield Share(Basis.CHILDREN, sum(new in home for home in homes), len(homes))
        for basis, holdings in self._holdings.items():
            keys = holdings.keys_of(old, before=True)
            if keys:
                held = sum(new in holdings.after.get(key, ()) for key in keys)
                yield Share(basis, held, len(keys))

    def _home(self, child: str) -> tuple[str, ...]:
        """A unit in the last version, and what it is part of there; empty where it ended."""
        descent, last = self.history.descent, len(self.history.versions) - 1
        node = descent.end(Node(0, child))
        if node.version != last:
            return ()
        parent = self.new.parent_of(node.unit)
        return (node.unit, parent) if parent is not None else (node.unit,)

    @cached_property
    def _holdings(self) -> Mapping[Basis, Holdings]:
        return {
            Basis.DUTIES: Holdings(self.old, self.new, RESPONSIBILITIES),
            Basis.SITES: Holdings(self.old, self.new, SITES),
        }

    def _by_figures(self, old: str, ways: Ways, back: Flows) -> dict[str, tuple[Share, ...]]:
        """Shares by the figures of the units that one became, where they are of nothing else."""
        if None in ways or any(tuple(back.ways(str(new))) != (old,) for new in ways):
            return {}
        figures = {str(new): self.new.units[str(new)].figures for new in ways}
        names = set.intersection(*(set(one) for one in figures.values()))
        wholes = {name: summed(one[name] for one in figures.values()) for name in sorted(names)}
        return {
            new: tuple(
                Share(Basis.FIGURE, one[name], whole, name)
                for name, whole in wholes.items()
                if whole > 0 and all(other[name] >= 0 for other in figures.values())
            )
            for new, one in figures.items()
        }


def crosswalk_of(history: History) -> Crosswalk:
    """The crosswalk from the first version of a history to the last one.

    Raises
    ------
    OrgcheckError
        Where there is one version alone.
    """
    if len(history.versions) == 1:
        raise OrgcheckError(
            said("one version is named"), said("name the one to go from and the one to go to")
        )
    return Crosswalk(history)
