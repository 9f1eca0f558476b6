"""Units that begin without a predecessor or end without a successor, whole subtrees at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from orgcheck.changes.changeset import Event, EventKind
from orgcheck.changes.events.context import EventContext, in_order
from orgcheck.changes.ledger import net_figures


def events(context: EventContext) -> Iterator[Event]:
    """One event for each subtree that came or went, under the id of its root."""
    comparison = context.comparison
    units = comparison.old.units
    abolished = [id for id in comparison.ended if id not in comparison.receivers]
    for root, below in _subtrees(abolished, comparison.old_parents).items():
        yield Event(
            kind=EventKind.ABOLISH,
            old=(root,),
            edits=in_order(context.take_with_units((root, *below), ())),
            carried=len(below),
            figures=net_figures((units[id] for id in (root, *below)), ()),
        )
    units = comparison.new.units
    created = [id for id in comparison.begun if id not in comparison.givers]
    for root, below in _subtrees(created, comparison.new_parents).items():
        yield Event(
            kind=EventKind.CREATE,
            new=(root,),
            edits=in_order(context.take_with_units((), (root, *below))),
            carried=len(below),
            figures=net_figures((), (units[id] for id in (root, *below))),
        )


def _subtrees(ids: Iterable[str], parents: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The roots among some units, each with those of them that hang below it."""
    members = set(ids)
    root_of: dict[str, str] = {}
    for id in members:
        path = [id]
        while path[-1] not in root_of and parents.get(path[-1]) in members:
            path.append(parents[path[-1]])
        root = root_of.get(path[-1], path[-1])
        root_of.update((unit, root) for unit in path)
    below: defaultdict[str, list[str]] = defaultdict(list)
    for id, root in root_of.items():
        if id != root:
            below[root].append(id)
    return {root: tuple(sorted(below[root])) for root in sorted(members) if root_of[root] == root}
