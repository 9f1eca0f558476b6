"""A figure of one version in the structure of another: exact, or between two bounds.

A figure is a unit's own: what is below it carries its own. It goes to one unit exactly where all of
its unit does. Where a unit was divided, nothing says how its figure was: each of those that it
became has from nothing to all of it, and together they have it. So sums are conserved.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from orgcheck.descent.flows import Flows
from orgcheck.descent.history import History
from orgcheck.errors import OrgcheckError
from orgcheck.language import said
from orgcheck.numbers import Number, summed
from orgcheck.records import dataclass
from orgcheck.snapshot.suggestions import nearest


@dataclass(frozen=True)
class Division:
    """The figure of a unit that was divided: those that it became have it together.

    Parameters
    ----------
    unit
        The unit, in the version that states the figure.
    value
        Its figure.
    among
        Those that it became; None for what is not continued.
    """

    unit: str
    value: Number
    among: tuple[str | None, ...]


@dataclass(frozen=True)
class Restated:
    """What a unit of the other version has of the figure.

    Parameters
    ----------
    unit
        The unit; None for what is not continued in that version.
    exact
        The sum of the figures of those that became it, and nothing else.
    least, most
        The bounds of what it has: `exact`, and the share of what was divided that is not known.
    whole
        The units all of which became it.
    divided
        The units of which some may have become it.
    """

    unit: str | None
    exact: Number
    least: Number
    most: Number
    whole: tuple[str, ...]
    divided: tuple[str, ...]

    @property
    def is_exact(self) -> bool:
        """Whether the value is known."""
        return self.least == self.most


@dataclass(frozen=True)
class Restatement:
    """A figure of one version in the structure of another.

    Parameters
    ----------
    flows
        Where the units of the one are in the other.
    figure
        The name of the figure.

    Examples
    --------
    >>> import orgcheck
    >>> ministry = "tests/data/ministry/before.yaml", "tests/data/ministry/after.yaml"
    >>> restated = orgcheck.restate("headcount", *ministry)
    >>> [(division.unit, division.value, division.among) for division in restated.divisions]
    [('4000', 4, ('4500', '4600'))]
    >>> [(row.least, row.most) for row in restated.rows if row.unit == "4500"]
    [(0, 4)]
    """

    flows: Flows
    figure: str

    @cached_property
    def values(self) -> dict[str, Number]:
        """The figure of each unit that states it."""
        units = self.flows.history.versions[self.flows.start].organisation.units
        return {
            id: unit.figures[self.figure]
            for id, unit in units.items()
            if self.figure in unit.figures
        }

    @property
    def total(self) -> Number:
        """The sum of the figure: the same in either structure."""
        return summed(self.values.values())

    @cached_property
    def divisions(self) -> tuple[Division, ...]:
        """The figures of the units that were divided."""
        return tuple(
            Division(unit, value, tuple(ways))
            for unit, value in self.values.items()
            if len(ways := self.flows.ways(unit)) > 1
        )

    @cached_property
    def rows(self) -> tuple[Restated, ...]:
        """Each unit that has any of it, in the order of the text; what is not continued last."""
        whole: defaultdict[str | None, list[str]] = defaultdict(list)
        for unit in self.values:
            ways = tuple(self.flows.ways(unit))
            if len(ways) == 1:
                whole[ways[0]].append(unit)
        some: defaultdict[str | None, list[Division]] = defaultdict(list)
        for division in self.divisions:
            for heir in division.among:
                some[heir].append(division)
        units = self.flows.history.versions[self.flows.end].organisation.units
        return tuple(
            self._row(heir, whole[heir], some[heir])
            for heir in (*units, None)
            if heir in whole or heir in some
        )

    def _row(self, unit: str | None, whole: list[str], some: list[Division]) -> Restated:
        exact = summed(self.values[one] for one in whole)
        divided = [division.value for division in some]
        return Restated(
            unit,
            exact,
            summed((exact, *(value for value in divided if value < 0))),
            summed((exact, *(value for value in divided if value > 0))),
            tuple(whole),
            tuple(division.unit for division in some),
        )


def restatement_of(history: History, figure: str, start: int, end: int) -> Restatement:
    """A figure of one version of a history in the structure of another.

    Parameters
    ----------
    history
        The versions.
    figure
        The name of the figure.
    start, end
        The numbers of the version that states it and of that in whose structure it is told.

    Raises
    ------
    OrgcheckError
        Where no unit of the one version has such a figure; with the nearest that any has.
    """
    found = Restatement(Flows(history, start, end), figure)
    if not found.values:
        version = history.versions[start]
        units = version.organisation.units.values()
        names = sorted({name for unit in units for name in unit.figures})
        near = nearest(figure, names)
        message = (
            said(
                'no unit of {version} has a figure "{name}"; did you mean "{near}"?',
                version=version.label,
                name=figure,
                near=near,
            )
            if near
            else said(
                'no unit of {version} has a figure "{name}"', version=version.label, name=figure
            )
        )
        fix = said("it has {names}", names=", ".join(names)) if names else None
        raise OrgcheckError(message, fix)
    return found
