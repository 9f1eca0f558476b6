"""The account of duties, sites and figures: what became of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from orgcheck.changes.changeset import Items, Ledger, Net, Tally
from orgcheck.changes.comparison import Comparison
from orgcheck.changes.holdings import Holdings
from orgcheck.numbers import Number, summed
from orgcheck.records import replace
from orgcheck.snapshot.model import Unit


def ledger_of(comparison: Comparison, duties: Holdings, sites: Holdings) -> Ledger:
    """What became of all duties, sites and figures.

    Duties count once a snapshot, however many units hold them, so that what was before is what
    was kept, transferred and dropped, and what is now what was kept, transferred and created.
    """
    old, new = comparison.old, comparison.new
    complete = old.snapshot.responsibilities_complete and new.snapshot.responsibilities_complete
    return Ledger(
        responsibilities=replace(_tally(comparison, duties), complete=complete),
        sites=_tally(comparison, sites),
        figures=net_figures(old.units.values(), new.units.values()),
    )


def net_figures(old: Iterable[Unit], new: Iterable[Unit]) -> Mapping[str, Net]:
    """The sum of every figure over some units before and after."""
    before, after = _sums(old), _sums(new)
    return {
        name: Net(before.get(name, 0), after.get(name, 0))
        for name in sorted(before.keys() | after.keys())
    }


def _sums(units: Iterable[Unit]) -> dict[str, Number]:
    numbers: defaultdict[str, list[Number]] = defaultdict(list)
    for unit in units:
        figures = unit.__dict__["figures"]
        if figures:
            for name, value in figures.items():
                numbers[name].append(value)
    return {name: summed(values) for name, values in numbers.items()}


def _tally(comparison: Comparison, holdings: Holdings) -> Tally:
    before, after = holdings.before, holdings.after
    in_both = before.keys() & after.keys()
    transferred: list[str] = []
    inherited: list[str] = []
    for key in in_both:
        if _is_still_held(comparison, before[key], after[key]):
            continue
        taken_over = _is_taken_over(comparison, before[key], after[key])
        (inherited if taken_over else transferred).append(key)
    return Tally(
        kept=len(in_both) - len(transferred),
        items=Items(
            transferred=tuple(sorted(transferred)),
            inherited=tuple(sorted(inherited)),
            dropped=tuple(sorted(before.keys() - after.keys())),
            created=tuple(sorted(after.keys() - before.keys())),
        ),
    )


def _is_still_held(comparison: Comparison, old: tuple[str, ...], new: tuple[str, ...]) -> bool:
    """Whether some new holder is an old one."""
    if old == new and comparison.units.parted == ():
        # The usual case: the same id is the same unit.
        return True
    # A duty may have as many holders as there are units.
    held = frozenset(old)
    return any(comparison.units.old_of(holder) in held for holder in new)


def _is_taken_over(comparison: Comparison, old: tuple[str, ...], new: tuple[str, ...]) -> bool:
    """Whether some new holder took over from an old one by succession."""
    held = frozenset(old)
    return any(not comparison.givers.get(holder, frozenset()).isdisjoint(held) for holder in new)
