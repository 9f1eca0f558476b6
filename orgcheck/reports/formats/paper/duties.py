"""The duties that change owner, by the ground on which they rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from orgcheck.changes.holdings import RESPONSIBILITIES
from orgcheck.counting import listed
from orgcheck.records import dataclass
from orgcheck.reports.formats.paper.blocks import NOT_STATED, Block, Part, Section, Table, Text
from orgcheck.reports.formats.paper.case import Case


@dataclass(frozen=True)
class Passed:
    """A duty and its holders, by their ids on either side."""

    key: str
    before: tuple[str, ...]
    after: tuple[str, ...]


def duties(case: Case) -> Section:
    """A table for each basis; those without a stated one come last, then shared ones."""
    tally = case.changes.ledger.responsibilities
    groups: defaultdict[str, list[Passed]] = defaultdict(list)
    shared: list[Passed] = []
    told = {*tally.items.changing_owner, *tally.items.dropped, *tally.items.created}
    for one in _passed(case):
        (groups[_basis(case, one.key)] if one.key in told else shared).append(one)
    blocks: list[Block] = [
        Part(basis, (_table(case, groups[basis]),))
        for basis in sorted(groups, key=lambda basis: (basis == _WITHOUT, basis))
    ]
    if not blocks:
        blocks.append(Text("No recorded duty changes owner."))
    if shared:
        blocks.append(Part("Held on, with other holders beside", (_table(case, shared),)))
    if not case.changes.ledger.complete:
        blocks.append(Text("Recorded duties only: this does not show that none was lost."))
    return Section("Duties that change owner", tuple(blocks))


def _passed(case: Case) -> Iterator[Passed]:
    """The duties whose holders are not the same units as before, in the order of the text."""
    holdings = case.ground.holdings(RESPONSIBILITIES)
    new_of = case.comparison.units.new_of
    for key in dict.fromkeys((*holdings.before, *holdings.after)):
        before, after = holdings.before.get(key, ()), holdings.after.get(key, ())
        if {new_of(holder) for holder in before} != set(after):
            yield Passed(key, before, after)


_WITHOUT = f"Basis {NOT_STATED}"


def _basis(case: Case, key: str) -> str:
    duty = case.new.register.get(key) or case.old.register.get(key)
    if duty is None or duty.basis is None:
        return _WITHOUT
    return f"{duty.basis}{' (statutory)' if duty.statutory else ''}"


def _table(case: Case, some: list[Passed]) -> Table:
    names = case.names
    rows = tuple(
        (
            names.item(one.key, RESPONSIBILITIES)[1:-1],
            listed(map(names.was, one.before)) if one.before else "nobody: a new duty",
            listed(map(names.now, one.after)) if one.after else "nobody: dropped",
        )
        for one in some
    )
    return Table(("Duty", "before", "after"), rows)
