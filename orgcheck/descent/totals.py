"""How many units, duties and sites each version has, and the sum of each figure.

Versions share the units that are the same in both, so that those of one are those of the one
before it, less what went and with what came.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, KeysView, Mapping
from dataclasses import field

from orgcheck.numbers import Number, summed
from orgcheck.organisation import Organisation
from orgcheck.records import dataclass
from orgcheck.snapshot.model import Holding, Unit, holding_key

Totals = Mapping[str, Number]


def totals_of(organisations: Iterable[Organisation]) -> Iterator[Totals]:
    """The totals of each version: `units`, `duties`, `sites`, and its figures by their names.

    Examples
    --------
    >>> import orgcheck
    >>> kela = [orgcheck.load(f"snapshots/{year}.yaml") for year in (2023, 2024)]
    >>> [totals["duties"] for totals in totals_of(kela)]
    [19, 19]
    """
    running: _Running | None = None
    for organisation in organisations:
        register = organisation.register.keys()
        # What is a duty's id and what its text is a matter of the register.
        if running is None or running.register != register:
            running = _Running(register)
        running.go_on(organisation)
        yield {
            "units": len(organisation.units),
            "duties": len(running.duties),
            "sites": len(running.sites),
            **dict(sorted(running.sums.items())),
        }


@dataclass
class _Running:
    """What the version that was looked at last has, and what its units list.

    `duties` and `sites` are counted by how often units list them, and none stands there that none
    lists.
    """

    register: KeysView[str]
    organisation: Organisation | None = None
    duties: Counter[str] = field(default_factory=Counter)
    sites: Counter[str] = field(default_factory=Counter)
    sums: dict[str, Number] = field(default_factory=dict)

    def go_on(self, organisation: Organisation) -> None:
        """Look at another version."""
        before, self.organisation = self.organisation, organisation
        units = organisation.units.values()
        told_apart = organisation.difference_from(before) if before is not None else None
        gone = told_apart.gone if told_apart else before.units.values() if before else ()
        come = told_apart.come if told_apart else units
        _pass_on(self.duties, "responsibilities", organisation.duty_of, gone, come)
        _pass_on(self.sites, "sites", holding_key, gone, come)
        # A sum is added up anew: what is taken off again may leave another number of decimals.
        for name in {name for unit in (*gone, *come) for name in unit.figures}:
            if _stated(name, gone) == _stated(name, come):
                continue
            stated = [unit.figures[name] for unit in units if name in unit.figures]
            self.sums.pop(name, None)
            if stated:
                self.sums[name] = summed(stated)


def _stated(name: str, units: Iterable[Unit]) -> list[str]:
    """What units state of a figure, as it is written: 1.0 is no 1."""
    return sorted(str(unit.figures[name]) for unit in units if name in unit.figures)


def _pass_on(
    counted: Counter[str],
    field: str,
    key: Callable[[Holding], str],
    gone: Iterable[Unit],
    come: Iterable[Unit],
) -> None:
    """Count what units list that came, and no longer what those listed that went."""
    counted.update(key(item) for unit in come for item in unit.__dict__[field])
    left = [key(item) for unit in gone for item in unit.__dict__[field]]
    counted.subtract(left)
    for item in dict.fromkeys(left):
        if not counted[item]:
            del counted[item]
