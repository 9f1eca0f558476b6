"""Events of one sort that happened to many units at once, told in one sentence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from orgcheck.changes.changeset import MOVES, Event, EventKind
from orgcheck.counting import counted
from orgcheck.escaping import escape_controls
from orgcheck.reports.names import Names, listed
from orgcheck.reports.sentences import (
    FIELDS,
    MOVED,
    NAMES,
    field_name,
    from_and_to,
    in_language,
    kind,
    now,
    place_before,
    place_now,
    possible_origin,
    possibly,
    recoded,
    stands,
    stood,
    unlike,
    value,
    was,
    what_differs,
)
from orgcheck.reports.ties import LINE, tie_of, tie_of_event, tie_words, ties_words

# From how many events that are alike on they are told together, and how many of very many by name.
MANY = 5
NAMED = 5
# Up to how many are all named.
ALL = 10
# How many places are named that units came from or went to.
PLACES = 5
# From how many on events that have nothing but their kind in common are told together.
SCATTERED = 12
# A unit that takes so many along is told of by itself, unless others go the very same way.
HEAVY = 10
ANYWHERE = "anywhere"


class Likeness(NamedTuple):
    """In what events are alike, how many of them make a group, and how they are told."""

    by: str
    what: tuple[object, ...]
    least: int = MANY


class Group(NamedTuple):
    """Events told together, or one told by itself."""

    by: str
    events: Sequence[Event]


def grouped(events: Sequence[Event], names: Names) -> Iterator[Group]:
    """Events that are alike together, the others alone, in the order of the first of each.

    Each is put together with those most like it; only what has too few of these looks for
    others with which it has less in common.
    """
    likenesses = [_likenesses(event, names) for event in events]
    found: dict[int, Group] = {}
    waiting = list(range(len(events)))
    for level in range(max(map(len, likenesses), default=0)):
        alike: defaultdict[Likeness, list[int]] = defaultdict(list)
        for number in waiting:
            if level < len(likenesses[number]):
                alike[likenesses[number][level]].append(number)
        for likeness, numbers in alike.items():
            if len(numbers) >= likeness.least:
                # What is left over comes last.
                place = numbers[-1 if likeness.by == ANYWHERE else 0]
                found[place] = Group(likeness.by, [events[number] for number in numbers])
                waiting = sorted(set(waiting).difference(numbers))
    found.update((number, Group("", [events[number]])) for number in waiting)
    for number in sorted(found):
        yield found[number]


def bulk_sentence(group: Group, names: Names) -> str:
    """What happened to many, with the names of some."""
    return _SENTENCES[group.events[0].kind](group, names)


def _likenesses(event: Event, names: Names) -> Sequence[Likeness]:
    """In what an event may be like others, the most telling first; nothing where it never is."""
    if event.kind in MOVES:
        return _likenesses_of_move(event, names)
    if event.kind in (EventKind.CREATE, EventKind.ABOLISH):
        created = event.kind is EventKind.CREATE
        parent = names.new.parent_of(event.new[0]) if created else names.old.parent_of(event.old[0])
        # What may have been another unit is no plain end or beginning, and told apart.
        unsure = bool(possible_origin(event, names) if created else possibly(event, names))
        scattered = Likeness(ANYWHERE, (event.kind, unsure), SCATTERED)
        place = Likeness("place", (event.kind, unsure, parent))
        return (place,) if event.carried >= HEAVY else (place, scattered)
    what = _what(event, names)
    return () if what is None else (Likeness("kind", (event.kind, *what)),)


def _likenesses_of_move(event: Event, names: Names) -> Sequence[Likeness]:
    before, after = place_before(event, names), place_now(event, names)
    path = Likeness("path", (event.kind, before, after))
    if event.carried >= HEAVY:
        return (path,)
    return (
        path,
        Likeness("to", ("move", after)),
        Likeness("from", ("move", before)),
        Likeness(ANYWHERE, ("move",), SCATTERED),
    )


def _what(event: Event, names: Names) -> tuple[object, ...] | None:
    """What two events of a kind must share to be told together; None where they never are."""
    match event.kind:
        case EventKind.RENAME | EventKind.RECODE:
            return ()
        case EventKind.RETYPE:
            return (event.edits[0].old, event.edits[0].new)
        case EventKind.RESPONSIBILITY | EventKind.SITE:
            return (event.change, event.old, event.new)
        case EventKind.POST | EventKind.BODY:
            tied = event.change in _TIED
            shape = tie_of_event(event, names).shape if tied else None
            return (event.change, event.field, shape)
        case EventKind.FIGURE | EventKind.ATTRIBUTE:
            return (event.field, event.key)
        case EventKind.REPORTING:
            alone = {edit.field for edit in event.edits} == {LINE}
            return (tie_of(LINE, event.old[0], event.new[0], names),) if alone else None
    return None


def _units(group: Group) -> str:
    further = "further " if group.by == ANYWHERE else ""
    return f"{len(group.events):,} {further}units"


def _some(words: Sequence[str]) -> str:
    return listed(words, most=None if len(words) <= ALL else NAMED)


def _carried(events: Sequence[Event]) -> str:
    carried = sum(event.carried for event in events)
    return f", with {counted(carried, 'unit')} below them" if carried else ""


def spread(places: Iterable[str], *, elsewhere: str = "elsewhere") -> str:
    """How many are at each place, the fullest first; of many places the first few.

    Examples
    --------
    >>> spread(["in X", "at the top", "in X"])
    '2 in X and 1 at the top'
    """
    counts = Counter(places).most_common()
    shown = counts if len(counts) <= PLACES else counts[: PLACES - 1]
    words = [f"{number:,} {place}" for place, number in shown]
    if len(shown) < len(counts):
        left = counts[len(shown) :]
        words.append(f"{sum(number for _, number in left):,} {elsewhere} ({len(left):,} places)")
    return listed(words)


def _moved(group: Group, names: Names) -> str:
    events = group.events
    verb = MOVED[events[0].kind] if len({event.kind for event in events}) == 1 else "moved"
    froms = [place_before(event, names) for event in events]
    tos = [place_now(event, names) for event in events]
    one_start, one_end = len(set(froms)) == 1, len(set(tos)) == 1
    start = f" from {froms[0]}" if one_start else ""
    end = f" to {tos[0]}" if one_end else ""
    if one_start and not one_end:
        end = f", {spread(f'to {place}' for place in tos)}"
    if one_end and not one_start:
        where = (f"from {place}" for place in froms)
        end += f", {spread(where, elsewhere='from elsewhere')}"
    who = [now(event, names) for event in events]
    if not one_start and not one_end:
        paths = zip(who, froms, tos, strict=True)
        who = [f"{unit} from {origin} to {place}" for unit, origin, place in paths]
    return f"{_units(group)} {verb}{start}{end}{_carried(events)}: {_some(who)}"


def _created(group: Group, names: Names) -> str:
    events = group.events
    where = _places([stands(event.new[0], names) for event in events])
    who = [now(event, names) + possible_origin(event, names, bracketed=True) for event in events]
    return f"{_units(group)} were created{where}{_carried(events)}: {_some(who)}"


def _abolished(group: Group, names: Names) -> str:
    events = group.events
    where = _places([stood(event.old[0], names) for event in events])
    candidates = [possibly(event, names) for event in events]
    if not any(candidates):
        who = _some([was(event, names) for event in events])
        gone = f"{_units(group)} were abolished without a successor"
        return f"{gone}{where}{_carried(events)}: {who}"
    who = _some(
        [
            f"{was(event, names)} ({words.removeprefix('no successor was found; ')})"
            for event, words in zip(events, candidates, strict=True)
        ]
    )
    return f"{_units(group)} ended{where}{_carried(events)}; no successor was found: {who}"


def _places(places: Sequence[str]) -> str:
    return f" {places[0]}" if len(set(places)) == 1 else f", {spread(places)}"


def _renamed(group: Group, names: Names) -> str:
    pairs = _some([_pair(event, names) for event in group.events])
    recoded = all(event.old != event.new for event in group.events)
    also = " and have another id" if recoded else ""
    return f"{len(group.events):,} units were renamed{also}: {pairs}"


def _pair(event: Event, names: Names) -> str:
    """What a member was called and is called, with both ids where it has another."""
    recoded = event.old != event.new
    old = names.old.name(event.old[0], names.language)
    new = names.new.name(event.new[0], names.language)
    # Where a name is the id, it stands once.
    before = names.was(event.old[0], with_id=recoded and old != event.old[0])
    after = names.now(event.new[0], with_id=recoded and new != event.new[0])
    if old != new:
        return f"{before} -> {after}{unlike(old, new)}"
    named = event.own_edits(*NAMES)
    return f"{after} ({listed(in_language(edit) for edit in named)})"


def _recoded(group: Group, names: Names) -> str:
    who = _some([_ids(event, names) for event in group.events])
    return f"{len(group.events):,} units have another id: {who}"


def _ids(event: Event, names: Names) -> str:
    """A member with its two ids."""
    old, new = escape_controls(event.old[0]), escape_controls(event.new[0])
    return f"{recoded(event, names)} ({old} -> {new})"


def _retyped(group: Group, names: Names) -> str:
    events = group.events
    edit = events[0].edits[0]
    who = _some([now(event, names) for event in events])
    return f"{len(events):,} units are now {kind(edit.new)} each, before {kind(edit.old)}: {who}"


def _passed(group: Group, names: Names) -> str:
    events = group.events
    first = events[0]
    field = FIELDS[first.kind]
    what = _some([names.item(event.item or "", field) for event in events])
    number = f"{len(events):,} {'duties' if field == 'responsibilities' else 'sites'}"
    if first.change in ("transferred", "handed over"):
        return f"{number} passed {from_and_to(first, names)}: {what}"
    if first.change in ("created", "opened"):
        verb = "took on" if first.change == "created" else "opened"
        return f"{now(first, names)} {verb} {number}: {what}"
    if first.change == "reworded":
        of = f" of {now(first, names)}" if first.new else ""
        return f"{number}{of} are worded otherwise, now: {what}"
    verb = "gave up" if first.change == "dropped" else "left"
    return f"{was(first, names)} {verb} {number}: {what}"


_TIED = ("moved", "line")
_STANDING = {
    "created": "were created",
    "ended": "ended",
    "renamed": "were renamed",
    "recoded": "have another id",
    "vacated": "are vacant now",
    "filled": "are filled again",
}


def _stood(group: Group, names: Names) -> str:
    events = group.events
    first = events[0]
    number = counted(len(events), str(first.kind), "bodies" if first.kind == "body" else None)
    if first.change in _TIED:
        verb = ties_words(tie_of_event(first, names))
    else:
        verb = _STANDING.get(first.change or "", f"changed in {field_name(first.field or '')}")
    return f"{number} {verb}: {_some([_member(event, names) for event in events])}"


def _member(event: Event, names: Names) -> str:
    """A post or a body, with what is another of it where that can be said in a name."""
    match event.change:
        case "ended":
            return was(event, names)
        case "renamed":
            return _pair(event, names)
        case "recoded":
            return _ids(event, names)
        case "moved" | "line":
            to = tie_of_event(event, names).now
            return f"{now(event, names)} (to {names.now(to)})" if to else now(event, names)
    return now(event, names)


def _differed(group: Group, names: Names) -> str:
    events = group.events
    what = what_differs(events[0])
    figures = events[0].kind is EventKind.FIGURE
    who = [
        f"{now(event, names)} ({value(event.edits[0])})" if figures else now(event, names)
        for event in events
    ]
    return f"{what} changed in {len(events):,} units: {_some(who)}"


def _reported(group: Group, names: Names) -> str:
    who = _some([now(event, names) for event in group.events])
    first = group.events[0]
    tie = tie_of(LINE, first.old[0], first.new[0], names)
    return f"{len(group.events):,} units {tie_words(tie, names, many=True)}: {who}"


_SENTENCES: Mapping[EventKind, Callable[[Group, Names], str]] = {
    EventKind.MOVE: _moved,
    EventKind.PROMOTE: _moved,
    EventKind.DEMOTE: _moved,
    EventKind.CREATE: _created,
    EventKind.ABOLISH: _abolished,
    EventKind.RENAME: _renamed,
    EventKind.RECODE: _recoded,
    EventKind.RETYPE: _retyped,
    EventKind.RESPONSIBILITY: _passed,
    EventKind.SITE: _passed,
    EventKind.POST: _stood,
    EventKind.BODY: _stood,
    EventKind.FIGURE: _differed,
    EventKind.ATTRIBUTE: _differed,
    EventKind.REPORTING: _reported,
}
