"""The duties that are dropped or change owner, and the law on which they rest."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from orgcheck.changes.holdings import RESPONSIBILITIES
from orgcheck.counting import listed
from orgcheck.language import tr, tr_n, tr_p
from orgcheck.records import dataclass
from orgcheck.reports.formats.paper.blocks import Block, Part, Section, Table, Text
from orgcheck.reports.formats.paper.case import Case

# So many rows leave room on the page for what else there is to decide on.
_MOST = 6


@dataclass(frozen=True)
class Passed:
    """A duty and its holders, by their ids on either side."""

    key: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    basis: str | None
    statutory: bool
    dropped: bool
    changes_owner: bool

    @property
    def weight(self) -> tuple[bool, bool, bool]:
        """The key by which what weighs most comes first: what falls, then what a law demands."""
        return not self.dropped, not self.statutory, self.basis is None


def passed(case: Case) -> tuple[Passed, ...]:
    """The duties whose holders are not the same units as before, the weightiest first."""
    return tuple(sorted(_passed(case), key=lambda one: one.weight))


def _passed(case: Case) -> Iterator[Passed]:
    holdings = case.ground.holdings(RESPONSIBILITIES)
    items = case.changes.ledger.responsibilities.items
    dropped, owner = frozenset(items.dropped), frozenset(items.changing_owner)
    new_of = case.comparison.units.new_of
    for key in dict.fromkeys((*holdings.before, *holdings.after)):
        before, after = holdings.before.get(key, ()), holdings.after.get(key, ())
        if {new_of(holder) for holder in before} == set(after):
            continue
        duty = case.new.register.get(key) or case.old.register.get(key)
        yield Passed(
            key,
            before,
            after,
            basis=duty.basis if duty is not None else None,
            statutory=duty is not None and duty.statutory,
            dropped=key in dropped,
            changes_owner=key in owner,
        )


def heading() -> str:
    """What the section is called."""
    return tr("Duties that are dropped or change owner")


def in_brief(case: Case, see: str) -> Section:
    """How many fall and how many change owner, and the weightiest of them."""
    some = passed(case)
    title = heading()
    items = case.changes.ledger.responsibilities
    if not items.before and not items.after:
        return Section(title, (Text(tr("No duty is recorded.")),))
    if not some:
        return Section(title, (Text(tr("No recorded duty is dropped or changes owner.")),))
    shown = some if _stand_on_first_page(some) else some[:_MOST]
    words = _numbers(some)
    if len(some) > len(shown):
        words = tr(
            "{sentence} The weightiest are below, all of them in {see}.", sentence=words, see=see
        )
    return Section(title, (Text(words), _table(case, shown)))


def _stand_on_first_page(some: tuple[Passed, ...]) -> bool:
    """Whether all are told there: a single one that is left takes no less room in an annex."""
    return len(some) <= _MOST + 1


def _numbers(some: tuple[Passed, ...]) -> str:
    dropped = sum(one.dropped for one in some)
    owner = sum(one.changes_owner for one in some)
    statutory = sum(one.statutory for one in some if one.dropped)
    said = [
        tr_n("1 recorded duty is dropped.", "{number} recorded duties are dropped.", dropped)
        if dropped
        else tr("No recorded duty is dropped."),
        tr_n("1 duty changes owner.", "{number} duties change owner.", owner)
        if owner
        else tr("No recorded duty changes owner."),
    ]
    if statutory:
        said.insert(
            1,
            tr_n("1 of them is statutory.", "{number} of them are statutory.", statutory),
        )
    return " ".join(said)


def all_of_them(case: Case) -> Section | None:
    """Every duty that is not held by whom it was; nothing where the first page has them all."""
    some = passed(case)
    if _stand_on_first_page(some):
        return None
    owner = tuple(one for one in some if one.dropped or one.changes_owner)
    new = tuple(one for one in some if not one.before)
    others = tuple(one for one in some if one not in owner and one.before)
    groups = (
        (heading(), owner),
        (tr("New duties"), new),
        (tr("Held on, by others as well"), others),
    )
    if len(some) == len(owner):
        return Section(groups[0][0], (_table(case, some),))
    parts: list[Block] = [
        Part(title, (_table(case, members),)) for title, members in groups if members
    ]
    return Section(tr("Duties"), tuple(parts))


def _table(case: Case, some: tuple[Passed, ...]) -> Table:
    head = (tr("Duty"), tr("Legal basis"), tr("Before"), tr("After"))
    return Table(head, tuple(map(partial(row, case), some)))


def row(case: Case, one: Passed) -> tuple[str, ...]:
    """A duty with its legal basis, and who held and holds it."""
    names = case.names
    wording = names.holdings(RESPONSIBILITIES).wording(one.key, case.language)
    return (
        wording,
        _basis(one),
        listed(map(names.was, one.before))
        if one.before
        else tr_p("holder of a duty", "nobody: a new duty"),
        listed(map(names.now, one.after)) if one.after else tr_p("holder of a duty", "nobody"),
    )


def _basis(one: Passed) -> str:
    if one.statutory:
        return tr("{basis} (statutory)", basis=one.basis) if one.basis else tr("statutory")
    return one.basis or "–"
