"""Step 3: the same name, unique on both sides.

Names are compared folded. The narrowest circle in which the name is unique decides: among the
units of its kind below one and the same parent, among the units of its kind, among all below the
parent, among all. Units that are known already count too, since a name that many bear says
nothing about which of them a unit is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator

from orgcheck.changes.identity.content import Content
from orgcheck.changes.identity.names import folded_texts, same_name
from orgcheck.changes.identity.pairing import Pairing
from orgcheck.changes.model import Certainty
from orgcheck.snapshot.model import Unit

Pair = tuple[str, str]


class SameName:
    """The pairs of units whose names are equal and unique."""

    def __init__(self, pairing: Pairing, content: Content) -> None:
        self.pairing = pairing
        self.content = content
        # Which names are unique everywhere does not depend on what is known: found out once.
        self._unique = [*_unique_everywhere(pairing, _by_kind_and_name)]
        self._of_other_kind = [*_unique_everywhere(pairing, _by_name)]

    def match(self) -> bool:
        """Match what is left over and bears the same name; tells whether anything was."""
        before = len(self.pairing.found)
        _match_below_parents(self.pairing)
        for pairs in (self._unique, self._of_other_kind):
            for old, new in pairs:
                self._match(old, new)
            _match_below_parents(self.pairing)
        return len(self.pairing.found) > before

    def _match(self, old: str, new: str) -> None:
        if old not in self.pairing.left_old or new not in self.pairing.left_new:
            return
        units = self.pairing.old.units[old], self.pairing.new.units[new]
        # A team and its product may well share a name that nothing else bears.
        if units[0].kind == units[1].kind or not self.content.contradicts(old, new):
            evidence = f"{_name_in_words(*units)}, found once on either side"
            self.pairing.match(old, new, Certainty.NAME, (evidence,))


def _name_in_words(old: Unit, new: Unit) -> str:
    return "same name" if old.kind == new.kind else "same name, of another kind"


def _by_kind_and_name(unit: Unit) -> Iterator[Hashable]:
    for text in folded_texts(unit.name):
        yield (unit.kind, text)


def _by_name(unit: Unit) -> Iterator[Hashable]:
    yield from folded_texts(unit.name)


def _match_below_parents(pairing: Pairing) -> None:
    """Match children of one and the same parent, and then theirs, as long as any are found."""
    waiting = _parents_with_children_left(pairing)
    while waiting:
        above, now_above = waiting.pop()
        known = len(pairing.found)
        for keys in (_by_kind_and_name, _by_name):
            for old, new in _unique_below(pairing, above, now_above, keys):
                units = pairing.old.units[old], pairing.new.units[new]
                evidence = f"{_name_in_words(*units)}, same parent"
                pairing.match(old, new, Certainty.NAME, (evidence,))
        waiting.extend(pairing.found[known:])


def _parents_with_children_left(pairing: Pairing) -> list[Pair]:
    parents = {
        parent
        for parent in map(pairing.old.parent_of, pairing.left_old)
        if parent is not None and parent in pairing.matches
    }
    return [(parent, pairing.matches[parent].new) for parent in sorted(parents)]


def _unique_below(
    pairing: Pairing,
    above: str,
    now_above: str,
    keys: Callable[[Unit], Iterable[Hashable]],
) -> list[Pair]:
    """The left-over pairs of children whose key no sibling shares."""
    children = pairing.old.children_of(above)
    now_children = pairing.new.children_of(now_above)
    if pairing.left_old.isdisjoint(children) or pairing.left_new.isdisjoint(now_children):
        return []
    return _unique(
        pairing,
        (pairing.old.units[child] for child in children),
        (pairing.new.units[child] for child in now_children),
        keys,
    )


def _unique_everywhere(pairing: Pairing, keys: Callable[[Unit], Iterable[Hashable]]) -> list[Pair]:
    """The left-over pairs whose key no other unit shares."""
    if not pairing.left_old or not pairing.left_new:
        return []
    old, new = pairing.old.units, pairing.new.units
    wanted = {key for unit in pairing.left_old for key in keys(old[unit])}
    wanted &= {key for unit in pairing.left_new for key in keys(new[unit])}
    return _unique(pairing, old.values(), new.values(), keys, wanted) if wanted else []


def _unique(
    pairing: Pairing,
    old: Iterable[Unit],
    new: Iterable[Unit],
    keys: Callable[[Unit], Iterable[Hashable]],
    wanted: set[Hashable] | None = None,
) -> list[Pair]:
    old_by_key, new_by_key = _by_key(old, keys, wanted), _by_key(new, keys, wanted)
    partners: defaultdict[str, set[str]] = defaultdict(set)
    old_partners: defaultdict[str, set[str]] = defaultdict(set)
    for key, bearers in old_by_key.items():
        counterparts = new_by_key.get(key, [])
        for bearer in bearers:
            partners[bearer].update(counterparts)
        for counterpart in counterparts:
            old_partners[counterpart].update(bearers)
    pairs = []
    for unit in sorted(partners.keys() & pairing.left_old):
        if len(partners[unit]) != 1:
            continue
        (counterpart,) = partners[unit]
        if counterpart in pairing.left_new and len(old_partners[counterpart]) == 1:
            names = pairing.old.units[unit].name, pairing.new.units[counterpart].name
            if same_name(*names):
                pairs.append((unit, counterpart))
    return pairs


def _by_key(
    units: Iterable[Unit],
    keys: Callable[[Unit], Iterable[Hashable]],
    wanted: set[Hashable] | None,
) -> dict[Hashable, list[str]]:
    by_key: defaultdict[Hashable, list[str]] = defaultdict(list)
    for unit in units:
        for key in keys(unit):
            if wanted is None or key in wanted:
                by_key[key].append(unit.id)
    return by_key
