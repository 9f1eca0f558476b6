"""Units that hand over to each other: merge, split, absorb and the like.

What is classified is a connected component of ended units, new units and the persisting ones
that a succession ties to them, never a single link: three ministries made into four are one
event.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import TypeVar

from orgcheck.changes.changeset import Certainty, Edit, EntityType, Event, Flow, Op, Succession
from orgcheck.changes.comparison import NO_IDS, Comparison, Ids, grouped
from orgcheck.changes.holdings import RESPONSIBILITIES, SITES
from orgcheck.changes.kinds.context import EventContext, in_order, unique, weakest
from orgcheck.changes.kinds.event_type import Folding, Row, SuccessionType, below_top
from orgcheck.changes.kinds.words import before_in, now_in
from orgcheck.changes.ledger import net_figures
from orgcheck.changes.names import Names
from orgcheck.changes.topics import several
from orgcheck.event_kinds import EventKind
from orgcheck.language import NumberTenses, msg, msg_n, msg_np, msg_p, tr, tr_n, tr_t, tr_tn
from orgcheck.records import dataclass

N = TypeVar("N", bound=Hashable)

_DESCENT = ("previously", "replaces", "split_from")


@dataclass(frozen=True)
class Component:
    """Units tied together by successions; persisting ones by their old ids."""

    ended: tuple[str, ...]
    begun: tuple[str, ...]
    persisting: tuple[str, ...]
    links: tuple[Succession, ...]

    @cached_property
    def endings(self) -> frozenset[str]:
        """The ended units, quick to look up."""
        return frozenset(self.ended)

    @cached_property
    def kind(self) -> EventKind:
        """What the numbers of units that end, begin and go on make of it."""
        before, after, going_on = len(self.ended), len(self.begun), len(self.persisting)
        if not going_on and before == 1:
            return EventKind.REPLACE if after == 1 else EventKind.SPLIT
        if not going_on and after == 1:
            return EventKind.MERGE
        if going_on == 1 and not after:
            return EventKind.ABSORB
        if going_on == 1 and not before:
            return EventKind.SPIN_OFF
        if before == 1 and not after:
            return EventKind.DISSOLVE
        return EventKind.REORGANISE


def components(comparison: Comparison) -> list[Component]:
    """The components of the succession, by their first unit."""
    ties = [
        (_node(comparison, old=link.old), _node(comparison, new=link.new))
        for link in comparison.links
    ]
    group_of = connected(ties)
    links: defaultdict[int, list[Succession]] = defaultdict(list)
    for (giver, _), link in zip(ties, comparison.links, strict=True):
        links[id(group_of[giver])].append(link)
    groups = {id(group): group for group in group_of.values()}
    found = [_component(nodes, links[number]) for number, nodes in groups.items()]
    return sorted(found, key=lambda one: (one.ended, one.persisting, one.begun))


def connected(ties: Iterable[tuple[N, N]]) -> dict[N, set[N]]:
    """The connected component of each node of a graph, one set for all its nodes.

    The smaller of two that a tie joins goes into the larger: none moves more often than the
    logarithm of their number. Loading NetworkX takes longer than a whole comparison.

    Examples
    --------
    >>> sorted(connected([("a", "b"), ("c", "d"), ("b", "e")])["e"])
    ['a', 'b', 'e']
    """
    component_of: dict[N, set[N]] = {}
    for one, other in ties:
        first, second = (component_of.setdefault(node, {node}) for node in (one, other))
        if first is not second:
            smaller, larger = sorted((first, second), key=len)
            larger |= smaller
            component_of.update(dict.fromkeys(smaller, larger))
    return component_of


def _node(comparison: Comparison, old: str = "", new: str = "") -> tuple[str, str]:
    """A unit in the graph: one that persists is one node, whichever side names it."""
    if old:
        return ("persisting" if old in comparison.units.matches else "ended", old)
    before = comparison.units.old_of(new)
    return ("begun", new) if before is None else ("persisting", before)


def _component(nodes: Iterable[tuple[str, str]], links: Iterable[Succession]) -> Component:
    ids: dict[str, list[str]] = {"ended": [], "begun": [], "persisting": []}
    for state, id in sorted(nodes):
        ids[state].append(id)
    return Component(
        tuple(ids["ended"]),
        tuple(ids["begun"]),
        tuple(ids["persisting"]),
        tuple(sorted(links, key=lambda link: (link.old, link.new))),
    )


def detect(context: EventContext) -> Iterator[Event]:
    """One event for each component."""
    for component in components(context.comparison):
        yield _event(context, component)


def _event(context: EventContext, component: Component) -> Event:
    comparison = context.comparison
    going_on = [comparison.units.matches[id] for id in component.persisting]
    old = {*component.ended, *(match.old for match in going_on)}
    new = {*component.begun, *(match.new for match in going_on)}
    dissolved = component.kind is EventKind.DISSOLVE
    following, consequences = context.followers.of(*component.ended)
    units_before, units_after = comparison.old.units, comparison.new.units
    return Event(
        kind=component.kind,
        old=tuple(sorted(component.ended if dissolved else old)),
        new=tuple(sorted(new)),
        certainty=_certainty(context, component),
        evidence=tuple(unique(words for link in component.links for words in link.evidence)),
        edits=in_order([*_own_edits(context, component), *following]),
        consequences=consequences,
        flows=_flows(context, component),
        figures=net_figures(
            (units_before[id] for id in sorted(old)), (units_after[id] for id in sorted(new))
        ),
    )


def _certainty(context: EventContext, component: Component) -> Certainty | None:
    matches = context.comparison.units.matches
    return weakest(
        [
            *(link.certainty for link in component.links),
            *(matches[id].certainty for id in component.persisting),
        ]
    )


# -- what belongs to a component -------------------------------------------------------------


def _own_edits(context: EventContext, component: Component) -> Iterator[Edit]:
    pool = context.pool
    yield from context.take_with_units(component.ended, component.begun)
    for id in component.persisting:
        shared = _Shared(context, component, id)
        yield from pool.take(EntityType.UNIT, id, shared.came_with_it)


@dataclass(frozen=True)
class _Shared:
    """What a unit that goes on took over or gave away in its component."""

    context: EventContext
    component: Component
    old: str

    @cached_property
    def _new(self) -> str:
        return self.context.comparison.units.matches[self.old].new

    def came_with_it(self, edit: Edit) -> bool:
        """Whether an edit to the unit is told with the component."""
        if edit.field in (RESPONSIBILITIES, SITES):
            return self._handed_over(edit)
        if edit.field == "figures":
            return edit.key in self._figures
        if edit.field in _DESCENT and edit.op is Op.ADD:
            earlier = edit.new if isinstance(edit.new, str) else edit.new["id"]
            return earlier in self.component.endings
        return False

    def _handed_over(self, edit: Edit) -> bool:
        """Taken over from a unit that ended, or given to one that was carved out."""
        holdings = self.context.holdings(str(edit.field))
        if edit.op is Op.ADD:
            key = holdings.key_of(edit.new, before=False)
            before = holdings.held(key, before=True)
            return self.old not in before and not self._predecessors.isdisjoint(before)
        key = holdings.key_of(edit.old, before=True)
        after = holdings.held(key, before=False)
        return self._new not in after and not self._carved_out.isdisjoint(after)

    @cached_property
    def _predecessors(self) -> Ids:
        return self.context.comparison.givers.get(self._new, NO_IDS)

    @cached_property
    def _carved_out(self) -> Ids:
        return self.context.comparison.receivers.get(self.old, NO_IDS)

    @cached_property
    def _figures(self) -> frozenset[str]:
        comparison = self.context.comparison
        units = [comparison.old.units[id] for id in self._predecessors]
        units += [comparison.new.units[id] for id in self._carved_out]
        return frozenset(name for unit in units for name in unit.figures)


# -- the flow matrix --------------------------------------------------------------------------


def _flows(context: EventContext, component: Component) -> tuple[Flow, ...]:
    givers = dict.fromkeys(link.old for link in component.links)
    children = {giver: _children_by_parent(context.comparison, giver) for giver in givers}
    return tuple(_flow(context, link, children[link.old]) for link in component.links)


def _children_by_parent(comparison: Comparison, giver: str) -> Mapping[str, Ids]:
    """The children of an old unit by the parents that they, or their successors, have now."""
    return grouped(
        (parent, child)
        for child in comparison.old.children_of(giver)
        for now in comparison.images(child)
        if (parent := comparison.new.parent_of(now)) is not None
    )


def _flow(context: EventContext, link: Succession, children: Mapping[str, Ids]) -> Flow:
    before = context.comparison.units.old_of(link.new)
    # What stays with a unit that goes on has not been handed over.
    given = children.get(link.new, NO_IDS) if before != link.old else NO_IDS
    return Flow(
        giver=link.old,
        receiver=link.new,
        children=tuple(given),
        responsibilities=_handed(context, RESPONSIBILITIES, link, before),
        sites=_handed(context, SITES, link, before),
    )


def _handed(
    context: EventContext, field: str, link: Succession, before: str | None
) -> tuple[str, ...]:
    """What the receiver has from the giver and did not have before."""
    holdings = context.holdings(field)
    given = holdings.keys_of(link.old, before=True)
    held = holdings.keys_of(before, before=True) if before is not None else frozenset()
    got = holdings.keys_of(link.new, before=False)
    return tuple(sorted((given & got) - held))


# -- in words ---------------------------------------------------------------------------------


def _ended(event: Event) -> tuple[str, ...]:
    return event.wholes(EntityType.UNIT, Op.REMOVE)


def _begun(event: Event) -> tuple[str, ...]:
    return event.wholes(EntityType.UNIT, Op.ADD)


def _reorganised(event: Event, names: Names) -> str:
    ended, begun = _ended(event), _begun(event)
    givers = tuple(dict.fromkeys(flow.giver for flow in event.flows))
    receivers = tuple(sorted({flow.receiver for flow in event.flows}))
    if not begun:
        return tr_tn(
            msg_n("{units} was divided among {others}", "{units} were divided among {others}"),
            msg_np(
                "present", "{units} is divided among {others}", "{units} are divided among {others}"
            ),
            len(givers),
            units=before_in("whom", givers, names),
            others=now_in("towards", receivers, names),
        )
    if not ended:
        return tr_tn(
            msg_n("{units} was formed from {others}", "{units} were formed from {others}"),
            msg_np(
                "present", "{units} is formed from {others}", "{units} are formed from {others}"
            ),
            len(receivers),
            units=now_in("whom", receivers, names),
            others=before_in("from", givers, names),
        )
    return tr_tn(
        msg_n("{units} was reorganised into {others}", "{units} were reorganised into {others}"),
        msg_np(
            "present",
            "{units} is reorganised into {others}",
            "{units} are reorganised into {others}",
        ),
        len(givers),
        units=before_in("whom", givers, names),
        others=now_in("into", receivers, names),
    )


def _merged(event: Event, names: Names) -> str:
    return tr_t(
        msg("{units} merged into {other}"),
        msg_p("present", "{units} merge into {other}"),
        units=before_in("who", event.old, names),
        other=now_in("into", event.new, names),
    )


def _split(event: Event, names: Names) -> str:
    return tr_t(
        msg("{unit} was split into {others}"),
        msg_p("present", "{unit} is split into {others}"),
        unit=before_in("who", event.old, names),
        others=now_in("into", event.new, names),
    )


def _dissolved(event: Event, names: Names) -> str:
    return tr_t(
        msg("{unit} was dissolved into {others}"),
        msg_p("present", "{unit} is dissolved into {others}"),
        unit=before_in("whom", event.old, names),
        others=now_in("towards", event.new, names),
    )


def _absorbed(event: Event, names: Names) -> str:
    return tr_t(
        msg("{unit} absorbed {others}"),
        msg_p("present", "{unit} absorbs {others}"),
        unit=now_in("to", event.new, names),
        others=before_in("whom", _ended(event), names),
    )


def _carved_out(event: Event, names: Names) -> str:
    begun = _begun(event)
    return tr_tn(
        msg_n("{units} was carved out of {other}", "{units} were carved out of {other}"),
        msg_np("present", "{units} is carved out of {other}", "{units} are carved out of {other}"),
        len(begun),
        units=now_in("whom", begun, names),
        other=before_in("from", event.old, names),
    )


def _replaced(event: Event, names: Names) -> str:
    return tr_t(
        msg("{unit} replaced {other}"),
        msg_p("present", "{unit} replaces {other}"),
        unit=now_in("who", event.new, names),
        other=before_in("whose", event.old, names),
    )


def _other(ids: Iterable[str], than: Iterable[str]) -> str:
    known = set(than)
    return several(id for id in ids if id not in known)


def _spun_off(event: Event, _: str) -> str:
    before = set(event.old)
    begun = [id for id in event.new if id not in before]
    return tr_n(
        "{units} is carved out of {other}",
        "{units} are carved out of {other}",
        len(begun),
        units=several(begun),
        other=several(event.old),
    )


# -- turned round -----------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class _Succession(SuccessionType):
    detect: Callable[[EventContext], Iterable[Event]] = detect
    # Each is told by itself.
    folding: Folding | None = None


class _Dissolve(_Succession):
    """What dissolved a unit into several is undone by a reorganisation."""

    def inverted(
        self, event: Event, before: Mapping[str, str]
    ) -> tuple[EventKind, tuple[str, ...], tuple[str, ...]]:
        """A reorganisation names every unit on both sides, a dissolution only who ends."""
        receivers = (before.get(id, id) for id in event.new)
        return self.inverse, event.new, tuple(sorted({*event.old, *receivers}))


class _Reorganise(_Succession):
    """What formed one unit from several that go on is undone by its dissolution."""

    def inverted(
        self, event: Event, before: Mapping[str, str]
    ) -> tuple[EventKind, tuple[str, ...], tuple[str, ...]]:
        """Another reorganisation, unless but one unit began and none ended."""
        begun = _begun(event)
        if len(begun) == 1 and not _ended(event):
            return EventKind.DISSOLVE, begun, event.old
        return super().inverted(event, before)


# -- the kinds --------------------------------------------------------------------------------

TYPES = (
    _Reorganise(
        kind=EventKind.REORGANISE,
        noun=msg_n("reorganisation", "reorganisations"),
        counted=msg_n("{number} reorganisation", "{number} reorganisations"),
        row=Row("any component but those below; with who gave how much to whom", "all", "all"),
        example=below_top(
            "{id: b, name: B}, {id: c, name: C}",
            "{id: d, name: D, replaces: [b, c]}, {id: e, name: E, replaces: [b, c]}",
        ),
        inverse=EventKind.REORGANISE,
        sentence=_reorganised,
        phrase=lambda event, _: tr_n(
            "{units} is reorganised into {others}",
            "{units} are reorganised into {others}",
            len(event.old),
            units=several(event.old),
            others=several(event.new),
        ),
        became=msg_p("became", "passed on to"),
        gave=NumberTenses(
            msg_n("passed on to {units}", "passed on to {units}"),
            msg_np("present", "passes on to {units}", "passes on to {units}"),
        ),
        took=NumberTenses(
            msg_n("took over from {units}", "took over from {units}"),
            msg_np("present", "takes over from {units}", "takes over from {units}"),
        ),
    ),
    _Succession(
        kind=EventKind.MERGE,
        noun=msg_n("merger", "mergers"),
        counted=msg_n("{number} merger", "{number} mergers"),
        row=Row("two or more ended, one new", "them", "it"),
        example=below_top(
            "{id: b, name: B}, {id: c, name: C}", "{id: d, name: D, replaces: [b, c]}"
        ),
        inverse=EventKind.SPLIT,
        sentence=_merged,
        phrase=lambda event, _: tr(
            "{units} merge into {other}", units=several(event.old), other=several(event.new)
        ),
        became=msg_p("became", "merged into"),
        gave=NumberTenses(
            msg_n("merged into {units}", "merged into {units}"),
            msg_np("present", "merges into {units}", "merges into {units}"),
        ),
        took=NumberTenses(
            msg_n("merged from {units}", "merged from {units}"),
            msg_np("present", "is merged from {units}", "is merged from {units}"),
        ),
    ),
    _Succession(
        kind=EventKind.SPLIT,
        noun=msg_n("split", "splits"),
        counted=msg_n("{number} split", "{number} splits"),
        row=Row("one ended, two or more new", "it", "them"),
        example=below_top(
            "{id: b, name: B}", "{id: c, name: C, replaces: [b]}, {id: d, name: D, replaces: [b]}"
        ),
        inverse=EventKind.MERGE,
        sentence=_split,
        phrase=lambda event, _: tr(
            "{units} is split into {other}", units=several(event.old), other=several(event.new)
        ),
        became=msg_p("became", "split into"),
        gave=NumberTenses(
            msg_n("split into {units}", "split into {units}"),
            msg_np("present", "is split into {units}", "is split into {units}"),
        ),
        took=NumberTenses(
            msg_n("split from {units}", "split from {units}"),
            msg_np("present", "is split from {units}", "is split from {units}"),
        ),
    ),
    _Dissolve(
        kind=EventKind.DISSOLVE,
        noun=msg_n("dissolution", "dissolutions"),
        counted=msg_n("{number} dissolution", "{number} dissolutions"),
        row=Row("one ended into two or more that go on", "it", "them"),
        example=below_top(
            "{id: b, name: B}, {id: c, name: C}, {id: d, name: D}",
            "{id: c, name: C, replaces: [b]}, {id: d, name: D, replaces: [b]}",
        ),
        inverse=EventKind.REORGANISE,
        sentence=_dissolved,
        phrase=lambda event, _: tr(
            "{units} is dissolved into {other}", units=several(event.old), other=several(event.new)
        ),
        became=msg_p("became", "dissolved into"),
        gave=NumberTenses(
            msg_n("dissolved into {units}", "dissolved into {units}"),
            msg_np("present", "is dissolved into {units}", "is dissolved into {units}"),
        ),
        took=NumberTenses(
            msg_n("took over from {units}", "took over from {units}"),
            msg_np("present", "takes over from {units}", "takes over from {units}"),
        ),
    ),
    _Succession(
        kind=EventKind.ABSORB,
        noun=msg_n("absorption", "absorptions"),
        counted=msg_n("{number} absorption", "{number} absorptions"),
        row=Row("one or more ended into one that goes on", "all", "the one that goes on"),
        example=below_top("{id: b, name: B}, {id: c, name: C}", "{id: c, name: C, replaces: [b]}"),
        inverse=EventKind.SPIN_OFF,
        sentence=_absorbed,
        phrase=lambda event, _: tr(
            "{unit} absorbs {others}",
            unit=several(event.new),
            others=_other(event.old, event.new),
        ),
        became=msg_p("became", "absorbed by"),
        gave=NumberTenses(
            msg_n("absorbed by {units}", "absorbed by {units}"),
            msg_np("present", "is absorbed by {units}", "is absorbed by {units}"),
        ),
        took=NumberTenses(
            msg_n("absorbed {units}", "absorbed {units}"),
            msg_np("present", "absorbs {units}", "absorbs {units}"),
        ),
    ),
    _Succession(
        kind=EventKind.SPIN_OFF,
        noun=msg_n("spin-off", "spin-offs"),
        counted=msg_n("{number} spin-off", "{number} spin-offs"),
        row=Row("one that goes on gave one or more new", "it", "all"),
        example=below_top(
            "{id: b, name: B}", "{id: b, name: B}, {id: c, name: C, split_from: [b]}"
        ),
        inverse=EventKind.ABSORB,
        sentence=_carved_out,
        phrase=_spun_off,
        became=msg_p("became", "gives rise to"),
        gave=NumberTenses(
            msg_n("gave rise to {units}", "gave rise to {units}"),
            msg_np("present", "gives rise to {units}", "gives rise to {units}"),
        ),
        took=NumberTenses(
            msg_n("carved out of {units}", "carved out of {units}"),
            msg_np("present", "is carved out of {units}", "is carved out of {units}"),
        ),
    ),
    _Succession(
        kind=EventKind.REPLACE,
        noun=msg_n("replacement", "replacements"),
        counted=msg_n("{number} replacement", "{number} replacements"),
        row=Row("one ended, one new", "it", "it"),
        example=below_top("{id: b, name: B}", "{id: c, name: C, replaces: [b]}"),
        inverse=EventKind.REPLACE,
        sentence=_replaced,
        phrase=lambda event, _: tr(
            "{units} replaces {other}", units=several(event.new), other=several(event.old)
        ),
        became=msg_p("became", "replaced by"),
        gave=NumberTenses(
            msg_n("replaced by {units}", "replaced by {units}"),
            msg_np("present", "is replaced by {units}", "is replaced by {units}"),
        ),
        took=NumberTenses(
            msg_n("replaced {units}", "replaced {units}"),
            msg_np("present", "replaces {units}", "replaces {units}"),
        ),
    ),
)
