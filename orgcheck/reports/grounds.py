"""What stands below an event's sentence: the evidence, what was handed over, what followed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from orgcheck.changes.changeset import (
    Certainty,
    ChangeSet,
    EntityType,
    Event,
    Flow,
    Net,
    Op,
)
from orgcheck.changes.kinds import type_of
from orgcheck.changes.kinds.event_type import HoldingType, SuccessionType, UnitType
from orgcheck.changes.kinds.words import field_name
from orgcheck.changes.names import SOME, Names
from orgcheck.counting import called, counted, listed
from orgcheck.event_kinds import EventKind
from orgcheck.numbers import Number, summed

_CERTAINTIES = {
    Certainty.DECLARED: "declared",
    Certainty.ACCEPTED: "inferred and accepted",
    Certainty.NAME: "inferred from the name",
    Certainty.STRUCTURE: "inferred from what they share",
}
# The figures of more units than these are no line any more.
_MOST_UNITS = 10
# The places to which the rest of an ended unit went, each a line, are so many at most.
_MOST_PLACES = 3
# What of a post is another where its unit is.
_OF_POSTS = ("id", "name", "unit")


def grounds(event: Event, changes: ChangeSet, names: Names) -> Iterator[str]:
    """Line by line: why it is said, what passed, what was lost, what merely follows."""
    yield from evidence_lines(event, names)
    yield from _handed_over(event, names)
    yield from _went_elsewhere(event, names)
    yield from _lost([event], changes, names)
    yield from _posts([event], names)
    yield from _following([event], names)
    yield from _figures(event, names)


def common_grounds(events: Sequence[Event], changes: ChangeSet, names: Names) -> Iterator[str]:
    """The same of events that are told in one sentence, as numbers where they are many.

    What passed from unit to unit and figures are of each event its own.
    """
    resting = [event for event in events if _is_identified_elsewhere(event.kind)]
    lines = list(dict.fromkeys(line for event in resting for line in _identities(event, names)))
    yield from lines[:SOME]
    if len(lines) > SOME:
        yield f"and so of {counted(len(lines) - SOME, 'further unit')}"
    certainties = Counter(
        event.certainty for event in events if not _is_identified_elsewhere(event.kind)
    )
    parts = [
        f"{certainties[certainty]:,} {words}"
        for certainty, words in _CERTAINTIES.items()
        if certainties[certainty]
    ]
    if parts:
        yield listed(parts)
    yield from _lost(events, changes, names)
    yield from _posts(events, names)
    yield from _following(events, names)
    yield from _figures_in_all(events)


def evidence_lines(event: Event, names: Names) -> Iterator[str]:
    """On what ground units are said to correspond, where it is not their id.

    That a unit has another id is an event of its own, with the evidence; of all else that
    happened to the unit, what was inferred is named and its evidence is not told again.
    """
    if event.certainty not in _CERTAINTIES:
        return
    if _is_identified_elsewhere(event.kind):
        yield from _identities(event, names)
        return
    words = "; ".join(event.evidence)
    if event.certainty is Certainty.STRUCTURE and event.flows and all(map(_is_full, event.flows)):
        # What passed, out of how much, is told below.
        words = ""
    yield _CERTAINTIES[event.certainty] + (f": {words}" if words else "")


@cache
def _is_identified_elsewhere(kind: EventKind) -> bool:
    """Whether it is of a unit that goes on, whose having another id is told by another event."""
    event_type = type_of(kind)
    of_unit = isinstance(event_type, (UnitType, HoldingType))
    return of_unit and event_type.inferable and not event_type.identifies


def _stays(event: Event) -> bool:
    """Whether it leaves a unit that goes on where it is."""
    event_type = type_of(event.kind)
    goes_on = event_type.identifies or _is_identified_elsewhere(event.kind)
    return goes_on and not event_type.moves_units


def _identities(event: Event, names: Names) -> Iterator[str]:
    """The units whose identity was inferred that the event names."""
    named = [*event.old, *map(names.origin, event.new)]
    if type_of(event.kind).moves_units:
        parents = names.old.parent_of(event.old[0]), names.new.parent_of(event.new[0])
        named += [parents[0] or "", names.origin(parents[1] or "")]
    for old in dict.fromkeys(named):
        recoding = names.recodings.get(old)
        if recoding is None or recoding.certainty is None or not recoding.certainty.inferred:
            continue
        new = recoding.new[0]
        was, now = names.was(old), names.now(new)
        if names.old.name(old, names.language) == names.new.name(new, names.language):
            was, now = names.was(old, with_id=True), names.now(new, with_id=True)
        yield f"{_CERTAINTIES[recoding.certainty]}: {was} is {now} now"


def _handed_over(event: Event, names: Names) -> Iterator[str]:
    several = len({flow.receiver for flow in event.flows}) > 1
    for flow in event.flows:
        who = f"{names.now(flow.receiver)} " if several else ""
        yield f"{who}took over from {names.was(flow.giver)}: {_amounts(flow, names)}"


def _is_full(flow: Flow) -> bool:
    return bool(flow.children or flow.responsibilities or flow.sites)


def _amounts(flow: Flow, names: Names) -> str:
    giver = names.old.units[flow.giver]
    parts = []
    if flow.children:
        all_of_it = len(names.old.children_of(flow.giver))
        words = _share(len(flow.children), all_of_it, "unit", "units")
        parts.append(f"{words} ({listed(map(names.was, flow.children), most=5)})")
    for keys, field, one, many in (
        (flow.responsibilities, "responsibilities", "duty", "duties"),
        (flow.sites, "sites", "site", "sites"),
    ):
        if keys:
            words = _share(len(keys), len(getattr(giver, field)), one, many)
            if len(keys) <= SOME:
                words += f" ({listed(names.item(key, field) for key in keys)})"
            parts.append(words)
    return ", ".join(parts) or "no unit, duty or site directly"


def _went_elsewhere(event: Event, names: Names) -> Iterator[str]:
    """Where units went that stood below an ended one, if not to those that took over from it."""
    if not type_of(event.kind).ends_units:
        return
    ended = event.wholes(EntityType.UNIT, Op.REMOVE)
    went = {unit: places for unit in ended if (places := _places_of_children(unit, event, names))}
    if len(went) > _MOST_PLACES:
        # Of many units one line each would hide what they have in common.
        yield from _went_in_all(went.values(), names)
        return
    for unit, places in went.items():
        whose = "" if len(ended) == 1 else f"of {names.was(unit)}, "
        total = len(names.old.children_of(unit))
        shown = sorted(places.items(), key=lambda one: (-len(one[1]), one[0]))
        for place, some in shown[:_MOST_PLACES]:
            share = _share(len(some), total, "unit", "units")
            yield f"{whose}{share} went to {names.now(place)} ({listed(some, most=SOME)})"
        yield from _went_further(shown[_MOST_PLACES:])


def _places_of_children(unit: str, event: Event, names: Names) -> Mapping[str, list[str]]:
    """Under whom the units are now that stood below one, by name, if not under its successors."""
    places: defaultdict[str, list[str]] = defaultdict(list)
    for child in names.old.children_of(unit):
        now = names.changes.recoded.get(child, child)
        place = names.new.parent_of(now) if now in names.new.units else None
        if place is not None and place not in event.new:
            places[place].append(names.was(child))
    return places


def _went_in_all(went: Iterable[Mapping[str, list[str]]], names: Names) -> Iterator[str]:
    """The same of many units that ended together."""
    places: defaultdict[str, list[str]] = defaultdict(list)
    for one in went:
        for place, some in one.items():
            places[place] += some
    shown = sorted(places.items(), key=lambda one: (-len(one[1]), one[0]))
    for place, some in shown[:_MOST_PLACES]:
        units = counted(len(some), "unit")
        yield f"{units} from below went to {names.now(place)} ({listed(some, most=SOME)})"
    yield from _went_further(shown[_MOST_PLACES:])


def _went_further(places: Sequence[tuple[str, list[str]]]) -> Iterator[str]:
    if places:
        rest = sum(len(some) for _, some in places)
        yield f"{rest:,} more went to {counted(len(places), 'other unit')}"


def _share(number: int, total: int, one: str, many: str) -> str:
    """How many of how many."""
    if number < total:
        return f"{number:,} of its {total:,} {many}"
    if total <= 2:
        return f"its only {one}" if total == 1 else f"both its {many}"
    return f"all {total:,} of its {many}"


def _lost(events: Sequence[Event], changes: ChangeSet, names: Names) -> Iterator[str]:
    """Duties and sites that ended with their unit."""
    losing = [event for event in events if type_of(event.kind).ends_units]
    for field, dropped, one, many in (
        ("responsibilities", changes.dropped_duties, "duty", "duties"),
        ("sites", changes.dropped_sites, "site", "sites"),
    ):
        items = [
            item
            for event in losing
            for edit in event.edits
            if edit.entity_type is EntityType.UNIT and edit.field is None and edit.op is Op.REMOVE
            for item in edit.old.get(field, ())
        ]
        keys = dict.fromkeys(names.key(item, field, before=True) for item in items)
        lost = [names.item(key, field) for key in keys if key in dropped]
        if lost:
            ended = f"{counted(len(lost), one, many)} ended with {_it(losing, Op.REMOVE)}"
            yield f"{ended}: {listed(lost, most=5)}"


def _it(events: Sequence[Event], op: Op) -> str:
    """The unit, or the units, that came or ended with some events."""
    roots = [
        id
        for event in events
        for id in (
            (event.old or event.new)
            if type_of(event.kind).of_one
            else event.wholes(EntityType.UNIT, op)
        )
    ]
    return "them" if len(roots) > 1 else "it"


def _posts(events: Sequence[Event], names: Names) -> Iterator[str]:
    """Posts that ended or came with their unit."""
    of_units = [event for event in events if type_of(event.kind).entity_type is EntityType.UNIT]
    for op, words, verb in ((Op.REMOVE, names.was, "ended"), (Op.ADD, names.now, "came")):
        posts = [id for event in of_units for id in event.wholes(EntityType.POST, op)]
        if posts:
            who = called(posts, words, most=5)
            yield f"{counted(len(posts), 'post')} {verb} with {_it(of_units, op)}: {who}"


def _following(events: Sequence[Event], names: Names) -> Iterator[str]:
    """What merely follows and is not among what was taken over: units, posts, other references.

    Of one event it is said whom units follow.
    """
    consequences = [consequence for event in events for consequence in event.consequences]
    told = {child for event in events for flow in event.flows for child in flow.children}
    children: defaultdict[str, list[str]] = defaultdict(list)
    posts: set[str] = set()
    others: defaultdict[str, int] = defaultdict(int)
    for consequence in consequences:
        if consequence.field == "parent":
            ids = [id for id in consequence.members if id not in told]
            children[consequence.new if len(events) == 1 else ""] += ids
        elif consequence.field in _OF_POSTS:
            posts.update(consequence.members)
    for consequence in consequences:
        # That a unit names its head by the head's new id goes without saying.
        if consequence.field not in ("parent", *_OF_POSTS) and consequence.old not in posts:
            others[consequence.field] += consequence.count
    for parent, ids in sorted(children.items()):
        if not ids:
            continue
        to = f" to {names.now(parent)}" if len(children) > 1 else ""
        who = called(sorted(ids), names.was, most=5)
        yield f"{who} follows{to}" if len(ids) == 1 else f"{len(ids):,} units follow{to}: {who}"
    if posts:
        who = called(sorted(posts), names.was, most=5)
        yield f"{counted(len(posts), 'post')} {'follows' if len(posts) == 1 else 'follow'}: {who}"
    if others:
        parts = [f"{field_name(field)} {count:,}" for field, count in sorted(others.items())]
        total = sum(others.values())
        follow = "reference follows" if total == 1 else "references follow"
        yield f"{total:,} {follow}: {', '.join(parts)}"


def _figures(event: Event, names: Names) -> Iterator[str]:
    """The figures of one unit and those that go along with it; of several, of each its own."""
    if isinstance(type_of(event.kind), SuccessionType):
        for figure in event.figures:
            units = list(_by_unit(event, figure, names))
            shown = units if names.full or len(units) <= _MOST_UNITS else units[:_MOST_UNITS]
            more = f"; and {len(units) - len(shown):,} more" if len(shown) < len(units) else ""
            yield f"{figure} by unit: {'; '.join(shown)}{more}"
        return
    whole = " in all" if event.carried else ""
    parts = [
        f"{name} {_amount(event, figure)}{whole}"
        for name, figure in event.figures.items()
        # That the figure of one unit is another is an event of its own; that it is not, says
        # something of what comes, goes or moves alone.
        if not _stays(event)
        and (whole or not _is_identified_elsewhere(event.kind) or figure.before == figure.after)
    ]
    if parts:
        yield "; ".join(parts)


def _figures_in_all(events: Sequence[Event]) -> Iterator[str]:
    """The sums of the figures of units that came, or ended, together."""
    sums: defaultdict[str, list[Number]] = defaultdict(list)
    for event in events:
        for name, figure in event.figures.items():
            if not event.new:
                sums[name].append(figure.before)
            elif not event.old:
                sums[name].append(figure.after)
    if sums:
        yield "; ".join(f"{name} {summed(some):,} in all" for name, some in sums.items())


def _by_unit(event: Event, figure: str, names: Names) -> Iterator[str]:
    """A figure of each unit that gave or took, side by side: their sum is of none of them."""
    now = {names.origin(id): id for id in event.new}
    stay = {old for old in now if old in names.old.units}
    for old in dict.fromkeys((*event.old, *sorted(stay))):
        before = names.old.units[old].figures.get(figure)
        after = names.new.units[now[old]].figures.get(figure) if old in now else None
        who = names.now(now[old]) if old in now else names.was(old)
        if before is None and after is None:
            continue
        if old not in now:
            yield f"{who}: {before:,} before"
        elif before is None:
            yield f"{who}: none before, now {after:,}"
        elif before == after:
            yield f"{who}: {after:,}"
        else:
            yield f"{who}: {before:,}, now {'none' if after is None else f'{after:,}'}"
    for old, new in now.items():
        amount = names.new.units[new].figures.get(figure)
        if old not in stay and amount is not None:
            yield f"{names.now(new)}: {amount:,}"


def _amount(event: Event, figure: Net) -> str:
    if not event.new:
        return f"{figure.before:,}"
    if not event.old or figure.before == figure.after:
        return f"{figure.after:,}"
    return f"{figure.before:,} -> {figure.after:,}"
