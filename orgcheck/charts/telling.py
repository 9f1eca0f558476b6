"""Events in a picture: a mark on a box, a few words in it, an arrow from what was to what is."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from orgcheck.changes.changeset import MOVES, EntityType, Event, EventKind, Op
from orgcheck.changes.marks import BECAME, HELD, Mark, add_mark, pairs_of
from orgcheck.changes.touched import following, superiors
from orgcheck.changes.unlike import only_in
from orgcheck.charts.drawing import Line, LineType
from orgcheck.charts.sides import OF_ONE_UNIT, Sides, ghost
from orgcheck.counting import counted
from orgcheck.escaping import escape_controls
from orgcheck.snapshot.model import Name, Unit, display

# A picture calls this one by its kind.
_BECAME = BECAME | {EventKind.SPIN_OFF: ("gives rise to", "spun off from")}
_STANDING = {
    "created": (Mark.NEW, None),
    "ended": (Mark.ENDED, None),
    "renamed": (Mark.RENAMED, "was: {name}"),
    "recoded": (Mark.CHANGED, "id was: {id}"),
    "moved": (Mark.MOVED, None),
    "line": (Mark.CHANGED, "line stated otherwise"),
    "vacated": (Mark.CHANGED, "vacated"),
    "filled": (Mark.CHANGED, "filled"),
}
# Names of more units than these fill a box.
_MOST_NAMES = 4


@dataclass
class Telling:
    """What there is to say of each box, by its key, and the arrows."""

    marks: defaultdict[str, list[Mark]] = field(default_factory=lambda: defaultdict(list))
    notes: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    arrows: list[Line] = field(default_factory=list)

    def say(self, key: str, mark: Mark, note: str | None = None) -> None:
        """Mark a box, the weightiest mark first, and say why."""
        add_mark(self.marks[key], mark)
        self.marks[key].sort(key=list(Mark).index)
        if note is not None and note not in self.notes[key]:
            self.notes[key].append(note)


def told(sides: Sides) -> Telling:
    """What the events between two sides come to in their picture."""
    telling = Telling()
    for id in sides.new.units:
        if id not in sides.old_ids:
            telling.say(id, Mark.NEW)
    for id in sides.old.units:
        if id not in sides.new_ids:
            telling.say(ghost(id), Mark.ENDED)
    for event in sides.changes.events:
        for post in event.wholes(EntityType.POST, Op.ADD):
            telling.say(post, Mark.NEW)
        for post in event.wholes(EntityType.POST, Op.REMOVE):
            telling.say(ghost(post), Mark.ENDED)
        if event.kind in _BECAME:
            _succession(telling, sides, event)
        elif event.kind in MOVES:
            _move(telling, sides, event.old[0], event.new[0])
        elif event.kind in OF_ONE_UNIT:
            _going_on(telling, sides, event)
        elif event.kind in (EventKind.POST, EventKind.BODY):
            _standing(telling, sides, event)
    _possible(telling, sides)
    _holdings(telling, sides)
    _followers(telling, sides)
    _superiors(telling, sides)
    return telling


def _succession(telling: Telling, sides: Sides, event: Event) -> None:
    became, came = _BECAME[event.kind]
    given: defaultdict[str, list[str]] = defaultdict(list)
    taken: defaultdict[str, list[str]] = defaultdict(list)
    for giver, receiver in pairs_of(event, sides.new_ids):
        given[giver].append(sides.name_now(receiver))
        taken[receiver].append(sides.name_before(giver))
        telling.arrows.append(Line(sides.key(giver), receiver, LineType.SUCCESSION))
    for giver, names in given.items():
        mark = Mark.CHANGED if giver in sides.new_ids else Mark.ENDED
        telling.say(sides.key(giver), mark, f"{became} {_listed(names)}")
    for receiver, names in taken.items():
        mark = Mark.CHANGED if receiver in sides.old_ids else Mark.NEW
        telling.say(receiver, mark, f"{came} {_listed(names)}")


def _move(telling: Telling, sides: Sides, old: str, new: str) -> None:
    before, now = sides.old.parent_of(old), sides.new.parent_of(new)
    origin = sides.name_before(before) if before is not None else "the top"
    place = f"in {sides.name_now(now)}" if now is not None else "at the top"
    telling.say(new, Mark.MOVED, f"from {origin}")
    telling.say(ghost(old), Mark.MOVED, f"now {place}")
    telling.arrows.append(Line(ghost(old), new, LineType.MOVE))


def _going_on(telling: Telling, sides: Sides, event: Event) -> None:
    old, new = event.old[0], event.new[0]
    before, now = sides.old.units[old], sides.new.units[new]
    if event.kind is EventKind.RENAME:
        telling.say(new, Mark.RENAMED, _earlier_name(sides, before, now))
        if old != new:
            telling.say(new, Mark.RENAMED, escape_controls(f"id was: {old}"))
    elif event.kind is EventKind.RECODE:
        telling.say(new, Mark.CHANGED, escape_controls(f"id was: {old}"))
    elif event.kind is EventKind.RETYPE:
        kinds = f"{before.kind or 'no kind'} → {now.kind or 'no kind'}"
        telling.say(new, Mark.CHANGED, escape_controls(kinds))
    elif event.kind is EventKind.REPORTING:
        telling.say(new, Mark.CHANGED, "line or head stated otherwise")
    else:
        telling.say(new, Mark.CHANGED, _other_value(event))


def _other_value(event: Event) -> str:
    """A figure before and now; of other fields that they changed: a box is no page."""
    what = escape_controls(event.key or (event.field or "").replace("_", " "))
    if event.kind is not EventKind.FIGURE:
        return f"{what} changed"
    before, now = (
        "none" if value is None else f"{value:,}"
        for value in (event.edits[0].old, event.edits[0].new)
    )
    return f"{what}: {before} → {now}"


def _standing(telling: Telling, sides: Sides, event: Event) -> None:
    """What became of a post or a body."""
    field = f"{(event.field or '').replace('_', ' ')} changed"
    mark, words = _STANDING.get(event.change or "", (Mark.CHANGED, field))
    if event.change == "moved" and not _elsewhere(sides, event):
        mark, words = Mark.CHANGED, "unit stated otherwise"
    key = event.new[0] if event.new else ghost(event.old[0])
    note = None
    if words is not None:
        note = words.format(name=sides.name_before(event.old[0]), id=escape_controls(event.old[0]))
    telling.say(key, mark, note)
    if event.change == "renamed" and event.old != event.new:
        telling.say(key, mark, escape_controls(f"id was: {event.old[0]}"))


def _elsewhere(sides: Sides, event: Event) -> bool:
    """Whether a post belongs to another unit than before, whatever it states."""
    before = sides.old.unit_of_post(sides.old.posts[event.old[0]])
    now = sides.new.unit_of_post(sides.new.posts[event.new[0]])
    return before is None or sides.comparison.units.new_of(before) != now


def _possible(telling: Telling, sides: Sides) -> None:
    """Of what ended that nothing was found to follow it, though something might."""
    for old, some in sides.called.possible.items():
        if ghost(old) in telling.marks:
            names = _listed([sides.name_now(id) for id in some])
            telling.say(ghost(old), Mark.ENDED, f"no successor was found; possibly {names}")
    for new, before in sides.called.possible_origins.items():
        if Mark.NEW in telling.marks.get(new, ()):
            names = _listed([sides.name_before(id) for id in before])
            telling.say(new, Mark.NEW, f"possibly it was {names}")


def _holdings(telling: Telling, sides: Sides) -> None:
    """How many duties and sites units gain and lose, other than with a succession."""
    totals: defaultdict[str, Counter[tuple[EventKind, str]]] = defaultdict(Counter)
    for event in sides.changes.events:
        if event.kind in HELD:
            reworded = event.change == "reworded"
            for id in event.old if not reworded else ():
                totals[sides.key(id)][event.kind, "loses"] += 1
            for id in event.new:
                totals[id][event.kind, "rewords" if reworded else "gains"] += 1
    for key, total in totals.items():
        for (kind, verb), number in total.items():
            telling.say(key, Mark.CHANGED, f"{verb} {counted(number, *HELD[kind])}")


def _followers(telling: Telling, sides: Sides) -> None:
    """Units that did not change themselves: what they name ended, or has another id."""
    for one in following(sides.comparison, sides.changes):
        new = sides.new_ids[one.unit]
        before = sides.name_before(one.before)
        if one.now is None:
            note = f"was in {before}, which ended"
        elif sides.comparison.renamed.get(one.before) == one.now:
            note = f"id of {sides.name_now(one.now)} was: {escape_controls(one.before)}"
        elif one.field == "parent":
            note = f"came along from {before}"
        else:
            note = f"{one.field.replace('_', ' ')} was: {before}"
        telling.say(new, Mark.FOLLOWS, note)


def _superiors(telling: Telling, sides: Sides) -> None:
    """Units under another superior of which nothing else says so."""
    told = {
        event.new[0]
        for event in sides.changes.events
        if event.kind in MOVES or event.kind is EventKind.REPORTING
    }
    for one in superiors(sides.comparison, EntityType.UNIT):
        if one.new not in told and Mark.FOLLOWS not in telling.marks.get(one.new, ()):
            before = sides.name_before(one.before) if one.before is not None else "nobody"
            telling.say(one.new, Mark.FOLLOWS, f"reported to {before}")


def _earlier_name(sides: Sides, before: Unit, now: Unit) -> str:
    """What a renamed unit was called, in the language of the picture or in one that differs."""
    old, new = sides.name_before(before.id), sides.name_now(now.id)
    if old != new:
        words = only_in(display(before.name, sides.language), display(now.name, sides.language))
        return f"was: {old} ({words})" if words else f"was: {old}"
    for words, then, after in (
        ("", before.name, now.name),
        ("acronym ", before.acronym, now.acronym),
    ):
        earlier = _texts(then)
        for code, text in _texts(after).items():
            if earlier.get(code, text) != text:
                where = f" ({code})" if code else ""
                return escape_controls(f"{words}was{where}: {earlier[code]}")
    return "another name"


def _texts(name: Name | None) -> dict[str, str]:
    return name if isinstance(name, dict) else {"": name} if name is not None else {}


def _listed(names: list[str]) -> str:
    """Some names; of many the first and how many more."""
    if len(names) <= _MOST_NAMES:
        return ", ".join(names)
    shown = _MOST_NAMES - 1
    return f"{', '.join(names[:shown])} and {len(names) - shown} more"
