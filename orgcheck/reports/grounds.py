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
from orgcheck.changes.kinds.words import in_role
from orgcheck.changes.names import SOME, Names
from orgcheck.counting import called, listed
from orgcheck.event_kinds import EventKind
from orgcheck.language import Plural, msg, msg_n, number_words, own_term, spoken, tr, tr_n
from orgcheck.numbers import Number, summed
from orgcheck.records import NamedTuple
from orgcheck.snapshot.words import field_name

_CERTAINTIES = {
    Certainty.DECLARED: msg("declared"),
    Certainty.ACCEPTED: msg("inferred and accepted"),
    Certainty.NAME: msg("inferred from the name"),
    Certainty.STRUCTURE: msg("inferred from what they share"),
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
        left = len(lines) - SOME
        yield tr_n("and so of {number} further unit", "and so of {number} further units", left)
    certainties = Counter(
        event.certainty for event in events if not _is_identified_elsewhere(event.kind)
    )
    parts = [
        f"{number_words(certainties[certainty])} {tr(words)}"
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
    words = "; ".join(map(spoken, event.evidence))
    if event.certainty is Certainty.STRUCTURE and event.flows and all(map(_is_full, event.flows)):
        # What passed, out of how much, is told below.
        words = ""
    yield evidence_line(event.certainty, words)


def evidence_line(certainty: Certainty, words: str) -> str:
    """On what ground something is said, with the evidence where there is any."""
    return tr(_CERTAINTIES[certainty]) + (f": {words}" if words else "")


@cache
def _is_identified_elsewhere(kind: EventKind) -> bool:
    """Whether it is of a unit that goes on, whose having another id is told by another event."""
    event_type = type_of(kind)
    of_unit = isinstance(event_type, (UnitType, HoldingType))
    return of_unit and kind.inferable and not event_type.identifies


def _stays(event: Event) -> bool:
    """Whether it leaves a unit that goes on where it is."""
    event_type = type_of(event.kind)
    goes_on = event_type.identifies or _is_identified_elsewhere(event.kind)
    return goes_on and not event_type.moves_units


def _identities(event: Event, names: Names) -> Iterator[str]:
    """The units whose identity was inferred that the event names."""
    before: list[str | None] = [*event.old, *map(names.origin, event.new)]
    if type_of(event.kind).moves_units:
        parent = names.new.parent_of(event.new[0])
        before += [names.old.parent_of(event.old[0]), parent and names.origin(parent)]
    for old in filter(None, dict.fromkeys(before)):
        recoding = names.recodings.get(old)
        if recoding is None or recoding.certainty is None or not recoding.certainty.inferred:
            continue
        new = recoding.new[0]
        was, now = names.was(old), names.now(new)
        if names.old.name(old, names.language) == names.new.name(new, names.language):
            was, now = names.was(old, with_id=True), names.now(new, with_id=True)
        yield tr(
            "{certainty}: {old} is {new} now",
            certainty=tr(_CERTAINTIES[recoding.certainty]),
            old=was,
            new=now,
        )


def _handed_over(event: Event, names: Names) -> Iterator[str]:
    several = len({flow.receiver for flow in event.flows}) > 1
    for flow in event.flows:
        giver = in_role("away", names.was(flow.giver))
        if several:
            receiver = in_role("who", names.now(flow.receiver))
            took = tr("{unit} took over from {other}", unit=receiver, other=giver)
        else:
            took = tr("took over from {other}", other=giver)
        yield f"{took}: {_amounts(flow, names)}"


def _is_full(flow: Flow) -> bool:
    return bool(flow.children or flow.responsibilities or flow.sites)


def _amounts(flow: Flow, names: Names) -> str:
    giver = names.old.units[flow.giver]
    parts = []
    if flow.children:
        all_of_it = len(names.old.children_of(flow.giver))
        words = _share(len(flow.children), all_of_it, _UNITS)
        parts.append(f"{words} ({listed(map(names.was, flow.children), most=5)})")
    for keys, field, shares in (
        (flow.responsibilities, "responsibilities", _DUTIES),
        (flow.sites, "sites", _SITES),
    ):
        if keys:
            words = _share(len(keys), len(getattr(giver, field)), shares)
            if len(keys) <= SOME:
                words += f" ({listed(names.item(key, field) for key in keys)})"
            parts.append(words)
    return ", ".join(parts) or tr("no unit, duty or site directly")


def _went_elsewhere(event: Event, names: Names) -> Iterator[str]:
    """Where units went that stood below an ended one, if not to those that took over from it."""
    if not event.kind.ends_units:
        return
    ended = event.wholes(EntityType.UNIT, Op.REMOVE)
    went = {unit: places for unit in ended if (places := _places_of_children(unit, event, names))}
    if len(went) > _MOST_PLACES:
        # Of many units one line each would hide what they have in common.
        yield from _went_in_all(went.values(), names)
        return
    for unit, places in went.items():
        total = len(names.old.children_of(unit))
        shown = sorted(places.items(), key=lambda one: (-len(one[1]), one[0]))
        for place, some in shown[:_MOST_PLACES]:
            words = tr(
                "{units} went to {place} ({names})",
                units=_share(len(some), total, _UNITS),
                place=in_role("to", names.now(place)),
                names=listed(some, most=SOME),
            )
            if len(ended) > 1:
                words = tr("of {unit}, {sentence}", unit=names.was(unit), sentence=words)
            yield words
        yield from _went_further(shown[_MOST_PLACES:])


def _places_of_children(unit: str, event: Event, names: Names) -> Mapping[str, list[str]]:
    """Under whom the units are now that stood below one, by name, if not under its successors."""
    places: defaultdict[str, list[str]] = defaultdict(list)
    for child in names.old.children_of(unit):
        now = names.comparison.units.new_of(child)
        place = names.new.parent_of(now) if now is not None else None
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
        yield tr_n(
            "{number} unit from below went to {place} ({names})",
            "{number} units from below went to {place} ({names})",
            len(some),
            place=in_role("to", names.now(place)),
            names=listed(some, most=SOME),
        )
    yield from _went_further(shown[_MOST_PLACES:])


def _went_further(places: Sequence[tuple[str, list[str]]]) -> Iterator[str]:
    if places:
        rest = sum(len(some) for _, some in places)
        yield tr_n(
            "{count} more went to {number} other unit",
            "{count} more went to {number} other units",
            len(places),
            count=rest,
        )


class _Shares(NamedTuple):
    """What is said of a part of what a unit had, and of all of it."""

    some: Plural
    only: str
    both: str
    all: Plural


_UNITS = _Shares(
    msg_n("{some} of its {number} unit", "{some} of its {number} units"),
    msg("its only unit"),
    msg("both its units"),
    msg_n("all {number} of its units", "all {number} of its units"),
)
_DUTIES = _Shares(
    msg_n("{some} of its {number} duty", "{some} of its {number} duties"),
    msg("its only duty"),
    msg("both its duties"),
    msg_n("all {number} of its duties", "all {number} of its duties"),
)
_SITES = _Shares(
    msg_n("{some} of its {number} site", "{some} of its {number} sites"),
    msg("its only site"),
    msg("both its sites"),
    msg_n("all {number} of its sites", "all {number} of its sites"),
)


def _share(number: int, total: int, shares: _Shares) -> str:
    """How many of how many."""
    if number < total:
        return tr_n(*shares.some, total, some=number)
    if total <= 2:
        return tr(shares.only if total == 1 else shares.both)
    return tr_n(*shares.all, total)


# What ended with one unit, and with several.
_LOST = {
    "responsibilities": (
        msg_n("{number} duty ended with it", "{number} duties ended with it"),
        msg_n("{number} duty ended with them", "{number} duties ended with them"),
    ),
    "sites": (
        msg_n("{number} site closed with it", "{number} sites closed with it"),
        msg_n("{number} site closed with them", "{number} sites closed with them"),
    ),
}
_POSTS = {
    Op.REMOVE: (
        msg_n("{number} post ended with it", "{number} posts ended with it"),
        msg_n("{number} post ended with them", "{number} posts ended with them"),
    ),
    Op.ADD: (
        msg_n("{number} post came with it", "{number} posts came with it"),
        msg_n("{number} post came with them", "{number} posts came with them"),
    ),
}


def _lost(events: Sequence[Event], changes: ChangeSet, names: Names) -> Iterator[str]:
    """Duties and sites that ended with their unit."""
    losing = [event for event in events if event.kind.ends_units]
    for field, dropped in (
        ("responsibilities", changes.dropped_duties),
        ("sites", changes.dropped_sites),
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
            ended = tr_n(*_LOST[field][_several(losing, Op.REMOVE)], len(lost))
            yield f"{ended}: {listed(lost, most=5)}"


def _several(events: Sequence[Event], op: Op) -> bool:
    """Whether more than one unit came or ended with some events."""
    roots = [
        id
        for event in events
        for id in (
            (event.old or event.new)
            if type_of(event.kind).of_one
            else event.wholes(EntityType.UNIT, op)
        )
    ]
    return len(roots) > 1


def _posts(events: Sequence[Event], names: Names) -> Iterator[str]:
    """Posts that ended or came with their unit."""
    of_units = [event for event in events if type_of(event.kind).entity_type is EntityType.UNIT]
    for op, words in ((Op.REMOVE, names.was), (Op.ADD, names.now)):
        posts = [id for event in of_units for id in event.wholes(EntityType.POST, op)]
        if posts:
            who = called(posts, words, most=5)
            yield f"{tr_n(*_POSTS[op][_several(of_units, op)], len(posts))}: {who}"


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
        to = in_role("to", names.now(parent)) if len(children) > 1 else ""
        yield _follow(names.in_order(ids, before=True), to, names)
    if posts:
        who = called(names.in_order(posts, before=True), names.was, most=5)
        follow = tr_n("{number} post follows", "{number} posts follow", len(posts))
        yield f"{follow}: {who}"
    if others:
        parts = [
            f"{field_name(field)} {number_words(count)}" for field, count in sorted(others.items())
        ]
        total = sum(others.values())
        follow = tr_n("{number} reference follows", "{number} references follow", total)
        yield f"{follow}: {', '.join(parts)}"


def _follow(ids: Sequence[str], to: str, names: Names) -> str:
    """That units follow another one, and to which where that is to be said."""
    who = called(ids, names.was, most=5)
    if len(ids) == 1:
        unit = in_role("who", who)
        if to:
            return tr("{unit} follows to {other}", unit=unit, other=to)
        return tr("{unit} follows", unit=unit)
    number = len(ids)
    if to:
        follow = tr_n(
            "{number} unit follows to {other}",
            "{number} units follow to {other}",
            number,
            other=to,
        )
    else:
        follow = tr_n("{number} unit follows", "{number} units follow", number)
    return f"{follow}: {who}"


def _figures(event: Event, names: Names) -> Iterator[str]:
    """The figures of one unit and those that go along with it; of several, of each its own."""
    if isinstance(type_of(event.kind), SuccessionType):
        for figure in event.figures:
            units = list(_by_unit(event, figure, names))
            shown = units if names.full or len(units) <= _MOST_UNITS else units[:_MOST_UNITS]
            left = len(units) - len(shown)
            further = [tr_n("and {number} more", "and {number} more", left)] if left else []
            by_unit = tr("{figure} by unit", figure=own_term(figure))
            yield f"{by_unit}: {'; '.join([*shown, *further])}"
        return
    whole = bool(event.carried)
    parts = [
        _in_all(amount) if whole else amount
        for name, figure in event.figures.items()
        # That the figure of one unit is another is an event of its own; that it is not, says
        # something of what comes, goes or moves alone.
        if not _stays(event)
        and (whole or not _is_identified_elsewhere(event.kind) or figure.before == figure.after)
        for amount in [f"{own_term(name)} {_amount(event, figure)}"]
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
        yield "; ".join(
            _in_all(f"{own_term(name)} {number_words(summed(some))}") for name, some in sums.items()
        )


def _in_all(figure: str) -> str:
    """A figure of a unit and those below it, or of many units."""
    return tr("{figure} in all", figure=figure)


def _by_unit(event: Event, figure: str, names: Names) -> Iterator[str]:
    """A figure of each unit that gave or took, side by side: their sum is of none of them."""
    units = names.comparison.units
    now = {old: id for id in event.new if (old := units.old_of(id)) is not None}
    for old in dict.fromkeys((*event.old, *sorted(now))):
        before = names.old.units[old].figures.get(figure)
        after = names.new.units[now[old]].figures.get(figure) if old in now else None
        who = names.now(now[old]) if old in now else names.was(old)
        if before is None and after is None:
            continue
        if old not in now:
            yield tr("{unit}: {number} before", unit=who, number=before)
        elif before is None:
            yield tr("{unit}: none before, now {number}", unit=who, number=after)
        elif before == after:
            yield f"{who}: {number_words(after)}"
        elif after is None:
            yield tr("{unit}: {number}, now none", unit=who, number=before)
        else:
            yield tr("{unit}: {old}, now {new}", unit=who, old=before, new=after)
    for new in event.new:
        amount = names.new.units[new].figures.get(figure)
        if units.old_of(new) is None and amount is not None:
            yield f"{names.now(new)}: {number_words(amount)}"


def _amount(event: Event, figure: Net) -> str:
    if not event.new:
        return number_words(figure.before)
    if not event.old or figure.before == figure.after:
        return number_words(figure.after)
    return tr("{old}, now {new}", old=figure.before, new=figure.after)
