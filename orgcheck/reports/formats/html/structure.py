"""A structure as nested lists: which branches stand open, and what is folded away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from orgcheck.findings import Fault
from orgcheck.language import Plural, tr, tr_n
from orgcheck.organisation import Organisation
from orgcheck.records import NamedTuple, dataclass

# Up to so many units a structure is shown as it is.
SMALL = 60
# A fold stands open while what it holds is as short as this.
SHORT = 12
# So few folded units take no more room than the line that would stand for them.
FEW = 2
# Browsers nest no deeper than some hundred levels; a reader loses the thread long before.
DEEPEST = 24
# So many units a page lists; of more, those that must be seen, then level by level from the top.
MOST = 6_000


class Step(StrEnum):
    """What comes next when a tree is written from the top down."""

    LEAF = "leaf"
    OPEN = "open"
    CLOSE = "close"
    FOLD = "fold"
    UNFOLD = "unfold"
    REST = "rest"


@dataclass(frozen=True, slots=True)
class Line:
    """One step of writing a tree.

    `expanded` says of an opened branch that it stands open, `below` how many units it holds
    below its own, `folded` that a unit stands within a fold. `words` are those of a fold, or of
    a rest: units that the page does not list.
    """

    step: Step
    id: str = ""
    expanded: bool = False
    below: int = 0
    folded: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class Visibility:
    """What of a structure is to be seen.

    `shown` are the units that a reader must see. `state` says of the others in which fold they
    belong, and `words` how a fold of so many units of a state is called; `beside` how one of posts
    and bodies is of which there is nothing to say.
    """

    shown: frozenset[str]
    state: Callable[[str], str]
    words: Callable[[str, int], str]
    beside: Plural


def lines_of(organisation: Organisation, sight: Visibility) -> Iterator[Line]:
    """The tree of an organisation, every unit once, whatever its parents say.

    Branches that hold nothing to be seen are folded with the others of their state beside them.
    """
    return _Walk(organisation, sight).lines()


def listed_units(organisation: Organisation, sight: Visibility) -> int:
    """How many units a page lists by name: all, or as many as it has room for."""
    walk = _Walk(organisation, sight)
    return len(organisation.units) if walk.listed is None else len(walk.listed)


def roots_of(organisation: Organisation) -> Mapping[str, str]:
    """Where trees begin, each with a remark on why one that is no top stands there."""
    roots: dict[str, str] = {}
    for id, unit in organisation.units.items():
        if organisation.parent_of(id) is None:
            missing = unit.parent is not None
            alone = "" if unit.top else tr("no parent")
            roots[id] = tr("its parent does not exist") if missing else alone
            if Fault(id, "parent") in organisation.uncertain:
                roots[id] = tr("its parent is uncertain")
    for cycle in organisation.parent_cycles:
        roots[cycle[0]] = tr("in a cycle of parents")
    return roots


class _Visit(NamedTuple):
    """A unit to come to; `whole` says that nothing below it is folded."""

    id: str
    level: int
    whole: bool


class _Walk:
    """The writing of one tree: with a stack of its own, since a structure may be very deep."""

    def __init__(self, organisation: Organisation, sight: Visibility) -> None:
        self._organisation = organisation
        self._sight = sight
        self._roots = roots_of(organisation)
        self._small = len(organisation.units) <= SMALL
        self._leading = self._above(sight.shown)
        self._sizes = self._sizes_of_branches()
        self.listed = self._room() if len(organisation.units) > MOST else None

    def _room(self) -> set[str]:
        """The units that are listed of a large structure: with each, what it is part of."""
        listed = {id for id in self._sight.shown if id in self._sizes} | self._leading
        level = list(self._roots)
        while level and len(listed) + len(level) <= MOST:
            listed.update(level)
            level = [child for id in level for child in self._children(id)]
        # Units beside a listed one are counted where they are not.
        return listed | set(self._roots)

    def _above(self, shown: Iterable[str]) -> set[str]:
        """The units below which something is to be seen."""
        leading: set[str] = set()
        for id in shown:
            above = self._organisation.parent_of(id)
            while above is not None and above not in leading:
                leading.add(above)
                above = self._organisation.parent_of(above)
        return leading

    def _children(self, id: str) -> list[str]:
        return [child for child in self._organisation.children_of(id) if child not in self._roots]

    def _sizes_of_branches(self) -> Mapping[str, int]:
        """How many units each branch holds, its own included."""
        order: list[str] = []
        waiting = list(self._roots)
        while waiting:
            id = waiting.pop()
            order.append(id)
            waiting.extend(self._children(id))
        sizes = dict.fromkeys(order, 1)
        for id in reversed(order):
            if id not in self._roots:
                sizes[self._organisation.units[id].parent or ""] += sizes[id]
        return sizes

    def lines(self) -> Iterator[Line]:
        """All lines, from the top down."""
        stack = self._arranged(list(self._roots), 0, whole=self._small)[::-1]
        while stack:
            item = stack.pop()
            if isinstance(item, Line):
                yield item
                continue
            id, level, whole = item
            children = self._children(id)
            if not children or level >= DEEPEST:
                yield Line(Step.LEAF, id, folded=whole and not self._small)
                stack += self._arranged(children, level, whole=whole)[::-1]
                continue
            expanded = self._small or id in self._leading
            below, folded = self._sizes[id] - 1, whole and not self._small
            yield Line(Step.OPEN, id, expanded=expanded, below=below, folded=folded)
            stack.append(Line(Step.CLOSE, id))
            stack += self._arranged(children, level + 1, whole=whole or not expanded)[::-1]

    def _arranged(self, ids: Sequence[str], level: int, *, whole: bool) -> list[Line | _Visit]:
        """Units beside each other, and how many there are with all below those not listed."""
        if self.listed is None:
            return self._in_folds(ids, level, whole=whole)
        named = [id for id in ids if id in self.listed]
        rest = sum(self._sizes[id] for id in ids if id not in self.listed)
        lines = self._in_folds(named, level, whole=whole)
        if rest:
            words = tr_n(
                "{number} unit that this page does not list",
                "{number} units that this page does not list",
                rest,
            )
            lines.append(Line(Step.REST, words=words))
        return lines

    def _listed_below(self, ids: Sequence[str]) -> int:
        """How many units some branches hold that are listed."""
        if self.listed is None:
            return sum(self._sizes[id] for id in ids)
        number, waiting = 0, list(ids)
        while waiting:
            id = waiting.pop()
            if id in self.listed:
                number += 1
                waiting.extend(self._children(id))
        return number

    def _in_folds(self, ids: Sequence[str], level: int, *, whole: bool) -> list[Line | _Visit]:
        """Units beside each other: those that lead to something first, then what is folded."""
        visits = {id: _Visit(id, level, whole) for id in ids}
        if whole:
            return list(visits.values())
        folds: defaultdict[str, list[str]] = defaultdict(list)
        for id in ids:
            if id not in self._sight.shown and id not in self._leading:
                folds[self._sight.state(id)].append(id)
        folded: list[Line | _Visit] = []
        for state, inside in folds.items():
            number = self._listed_below(inside)
            if number <= FEW:
                continue
            folded.append(Line(Step.FOLD, words=self._sight.words(state, number)))
            folded += [visits.pop(id)._replace(whole=True) for id in inside]
            folded.append(Line(Step.UNFOLD))
        return [*visits.values(), *folded]
