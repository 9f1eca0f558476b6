"""An event as a sentence that a person would say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from orgcheck.changes.changeset import Edit, EntityType, Event, EventKind, Op
from orgcheck.changes.unlike import only_in
from orgcheck.counting import counted, with_article
from orgcheck.escaping import escape_controls
from orgcheck.organisation import Organisation
from orgcheck.reports.names import Names, listed
from orgcheck.reports.ties import LINE, tie_of, tie_of_event, tie_words
from orgcheck.snapshot.model import Name, display

NAMES = ("name", "acronym")
FIELDS = {EventKind.RESPONSIBILITY: "responsibilities", EventKind.SITE: "sites"}
_FIELD_WORDS = {
    "legal_basis": "legal basis",
    "valid_from": "valid from",
    "valid_to": "valid to",
    "winding_down": "winding down",
    "reports_to": "line",
    "split_from": "split from",
    "responsibilities_complete": "responsibilities complete",
}


def sentence(event: Event, names: Names) -> str:
    """What happened, in one sentence without a full stop."""
    return _SENTENCES[event.kind](event, names)


def opening(words: str) -> str:
    """A sentence begins with a capital, unless it begins with a name."""
    for start in ("the ", "register "):
        if words.startswith(start):
            return words[0].upper() + words[1:]
    return words


def below(event: Event) -> str:
    """What goes along with a unit."""
    return f", with {counted(event.carried, 'unit')} below it" if event.carried else ""


def was(event: Event, names: Names) -> str:
    """The event's older units."""
    return listed(names.was(id) for id in event.old)


def now(event: Event, names: Names) -> str:
    """The event's newer units."""
    return listed(names.now(id) for id in event.new)


# -- units that hand over to each other ------------------------------------------------------


def _ended(event: Event) -> tuple[str, ...]:
    return event.wholes(EntityType.UNIT, Op.REMOVE)


def _begun(event: Event) -> tuple[str, ...]:
    return event.wholes(EntityType.UNIT, Op.ADD)


def _merge(event: Event, names: Names) -> str:
    return f"{was(event, names)} merged into {now(event, names)}"


def _split(event: Event, names: Names) -> str:
    return f"{was(event, names)} was split into {now(event, names)}"


def _dissolve(event: Event, names: Names) -> str:
    return f"{was(event, names)} was dissolved into {now(event, names)}"


def _absorb(event: Event, names: Names) -> str:
    ended = [names.was(id) for id in _ended(event)]
    return f"{now(event, names)} absorbed {listed(ended)}"


def _spin_off(event: Event, names: Names) -> str:
    begun = [names.now(id) for id in _begun(event)]
    return f"{listed(begun)} {_were(begun)} carved out of {was(event, names)}"


def _replace(event: Event, names: Names) -> str:
    return f"{now(event, names)} replaces {was(event, names)}"


def _reorganise(event: Event, names: Names) -> str:
    ended, begun = _ended(event), _begun(event)
    givers = [names.was(id) for id in dict.fromkeys(flow.giver for flow in event.flows)]
    receivers = [names.now(id) for id in sorted({flow.receiver for flow in event.flows})]
    if not begun:
        return f"{listed(givers)} {_were(givers)} divided among {listed(receivers)}"
    if not ended:
        return f"{listed(receivers)} {_were(receivers)} formed from {listed(givers)}"
    return f"{listed(givers)} {_were(givers)} reorganised into {listed(receivers)}"


def _were(ids: Sequence[str]) -> str:
    return "was" if len(ids) == 1 else "were"


# -- units that come and go -------------------------------------------------------------------


def _abolish(event: Event, names: Names) -> str:
    parent = names.old.parent_of(event.old[0])
    where = f" in {names.was(parent)}" if parent else ""
    candidates = possibly(event, names)
    if candidates:
        return f"{was(event, names)}{where} ended{below(event)}; {candidates}"
    return f"{was(event, names)}{where} was abolished without a successor{below(event)}"


def possibly(event: Event, names: Names) -> str:
    """Of units that ended: that none was found to follow, and who might; nothing where none may.

    The units that ended along with one may be others now although it is none.
    """
    (root,) = event.old
    candidates = {id: names.possible[id] for id in _ended(event) if id in names.possible}
    own = listed(names.now(id) for id in candidates.pop(root, ()))
    words = ["no successor was found"] if own or candidates else []
    words += [f"possibly {own}"] if own else []
    words += [
        f"for {names.was(id)} possibly {listed(map(names.now, some))}"
        for id, some in sorted(candidates.items())
    ]
    return "; ".join(words)


def _create(event: Event, names: Names) -> str:
    parent = names.new.parent_of(event.new[0])
    where = f" in {names.now(parent)}" if parent else ""
    return f"{now(event, names)} was created{where}{below(event)}{possible_origin(event, names)}"


def possible_origin(event: Event, names: Names, *, bracketed: bool = False) -> str:
    """What a unit that began might have been before; nothing where there is no such unit."""
    origins = names.possible_origins.get(event.new[0], ())
    if not origins:
        return ""
    words = f"possibly it was {listed(map(names.was, origins))}"
    return f" ({words})" if bracketed else f"; {words}"


# -- units that go on -------------------------------------------------------------------------


def place_before(event: Event, names: Names) -> str:
    """Where the unit stood, as a place to move from."""
    parent = names.old.parent_of(event.old[0])
    return names.was(parent) if parent else _outside(names.old.units[event.old[0]].top)


def place_now(event: Event, names: Names) -> str:
    """Where the unit stands, as a place to move to."""
    parent = names.new.parent_of(event.new[0])
    return names.now(parent) if parent else _outside(names.new.units[event.new[0]].top)


def _outside(top: bool) -> str:
    return "the top" if top else "no place"


def stood(id: str, names: Names) -> str:
    """Where a unit of the older snapshot stood."""
    return _standing_place(names.old, id, names.was)


def stands(id: str, names: Names) -> str:
    """Where a unit of the newer snapshot stands."""
    return _standing_place(names.new, id, names.now)


def _standing_place(side: Organisation, id: str, called: Callable[[str], str]) -> str:
    parent = side.parent_of(id)
    if parent is not None:
        return f"in {called(parent)}"
    return "at the top" if side.units[id].top else "without a parent"


MOVED = {
    EventKind.MOVE: "moved",
    EventKind.PROMOTE: "moved up",
    EventKind.DEMOTE: "moved down",
}


def _move(event: Event, names: Names) -> str:
    path = f"from {place_before(event, names)} to {place_now(event, names)}"
    parent = names.new.parent_of(event.new[0])
    since = earlier((parent,) if parent else (), names)
    return f"{now(event, names)} {MOVED[event.kind]} {path}{since}{below(event)}"


def earlier(ids: Iterable[str], names: Names) -> str:
    """What newer members were called before, where their names now might be taken for others'."""
    before = {id: words for id in ids if (words := names.earlier(id)) is not None}
    if len(before) == 1:
        return f", before: {next(iter(before.values()))}"
    return "".join(f", {names.now(id)} before: {words}" for id, words in before.items())


def _rename(event: Event, names: Names) -> str:
    before, after = names.was(event.old[0]), names.now(event.new[0])
    edits = event.own_edits(*NAMES)
    shown = [edit for edit in edits if _is_shown(edit, event, names)]
    others = [edit for edit in edits if edit not in shown]
    words = [f"the {in_language(edit)} is now {_now_and_before(edit)}" for edit in others]
    if shown:
        words = [f"the {in_language(edit)} differs too" for edit in others if edit.key]
        words += [f"the acronym is now {_now_and_before(e)}" for e in others if not e.key]
    if event.old != event.new:
        words.append(escape_controls(f"its id is now {event.new[0]}, before {event.old[0]}"))
    if not shown:
        return f"{after}: {'; '.join(words)}"
    texts = (display(name, names.language) for name in (shown[0].old, shown[0].new))
    called = f"{before} is now called {after}{unlike(*texts)}"
    return "; ".join((called, *words))


def _is_shown(edit: Edit, event: Event, names: Names) -> bool:
    """Whether an edit changes the name that is shown."""
    if edit.field != "name" or edit.old is None or edit.new is None:
        return False
    texts = (display(edit.old, names.language), display(edit.new, names.language))
    return texts == (
        names.old.name(event.old[0], names.language),
        names.new.name(event.new[0], names.language),
    )


def _now_and_before(edit: Edit) -> str:
    return f"{quoted(edit.new)}, before {quoted(edit.old)}{unlike(edit.old, edit.new)}"


def unlike(old: Any, new: Any) -> str:
    """In what two texts differ, in brackets, where a reader might not see it."""
    if not isinstance(old, str) or not isinstance(new, str):
        return ""
    words = only_in(old, new)
    return f" ({words})" if words else ""


def in_language(edit: Edit) -> str:
    """Which name an edit changes: the name or acronym, in which language."""
    return f"{edit.field} in {escape_controls(edit.key)}" if edit.key else str(edit.field)


def _recode(event: Event, names: Names) -> str:
    ids = escape_controls(f"{event.old[0]} -> {event.new[0]}")
    return f"{recoded(event, names)} has another id: {ids}"


def recoded(event: Event, names: Names) -> str:
    """The name of a member whose ids are told beside it."""
    return escape_controls(names.new.name(event.new[0], names.language))


def _retype(event: Event, names: Names) -> str:
    edit = event.edits[0]
    return f"{now(event, names)} is now {kind(edit.new)}, before {kind(edit.old)}"


def kind(value: Any) -> str:
    """A kind of unit with its article."""
    if value is None:
        return "of no stated kind"
    return with_article(escape_controls(str(value)))


def _reporting(event: Event, names: Names) -> str:
    parts = [*_superior(event, names), *_head(event, names), *_lines(event, names)]
    return f"{now(event, names)} {'; '.join(parts)}"


def _superior(event: Event, names: Names) -> Iterator[str]:
    if event.own_edits(LINE):
        yield tie_words(tie_of(LINE, event.old[0], event.new[0], names), names)


def _head(event: Event, names: Names) -> Iterator[str]:
    for edit in event.own_edits("head"):
        head = names.now(edit.new) if edit.new else "nobody"
        yield f"is now headed by {head}, before by {names.was(edit.old) if edit.old else 'nobody'}"


def _lines(event: Event, names: Names) -> Iterator[str]:
    edits = event.own_edits("lines")
    gained = [_line(edit.new, names.now) for edit in edits if edit.op is Op.ADD]
    lost = [_line(edit.old, names.was) for edit in edits if edit.op is Op.REMOVE]
    if gained:
        yield f"gained {listed(gained)}"
    if lost:
        yield f"lost {listed(lost)}"


def _line(line: Mapping[str, Any], called: Callable[[str], str]) -> str:
    sort = line.get("type", "other")
    words = "a further" if sort == "other" else kind(sort)
    return f"{words} line to {called(line['to'])}"


# -- duties and sites -------------------------------------------------------------------------


def _responsibility(event: Event, names: Names) -> str:
    what = names.item(event.item or "", "responsibilities")
    if event.change == "transferred":
        return f"{what} passed {from_and_to(event, names)}"
    if event.change == "reworded":
        return _reworded(event, names)
    if event.change == "created":
        also = " too" if names.held(event.item or "", FIELDS[event.kind]) else ""
        return f"{now(event, names)} took on {what}{also}"
    return f"{was(event, names)} gave up {what}{_still_held(event, names)}"


def from_and_to(event: Event, names: Names) -> str:
    """From which units to which ones."""
    return f"from {was(event, names)} to {now(event, names)}{earlier(event.new, names)}"


def _held_by(event: Event, names: Names) -> str:
    return f" in {now(event, names)}" if event.new else ""


def _reworded(event: Event, names: Names) -> str:
    """The wording before and now; where the language shown has none, in one that has."""
    what = names.item(event.item or "", FIELDS[event.kind])
    before, after = _wordings(event, names)
    texts = [display(words, names.language) for words in (before, after)]
    if texts[0] != texts[1]:
        words = f"{quoted(texts[0])} is now worded {what}{unlike(*texts)}"
        return f"{words}{_held_by(event, names)}"
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        code = next((c for c in after if c in before and before[c] != after[c]), None)
        if code is not None:
            change = f"{quoted(after[code])}, before {quoted(before[code])}"
            change += unlike(before[code], after[code])
            return (
                f"{what} is now worded {change}, in {escape_controls(code)}{_held_by(event, names)}"
            )
    return f"{what} is worded in other languages{_held_by(event, names)}"


def _wordings(event: Event, names: Names) -> tuple[Name, Name]:
    """How a duty was worded and is: by the register, else by the first unit that holds it."""
    key = event.item or ""
    sides = (names.old, Op.REMOVE, "old"), (names.new, Op.ADD, "new")
    found: list[Name] = []
    for organisation, op, side in sides:
        edits = (edit for edit in event.edits if edit.entity_type is EntityType.UNIT)
        items = [getattr(edit, side) for edit in edits if edit.op is op]
        item = items[0] if items else key
        entry = organisation.register.get(item) if isinstance(item, str) else None
        found.append(entry.name if entry else item["name"] if isinstance(item, dict) else item)
    return found[0], found[1]


def _still_held(event: Event, names: Names) -> str:
    holders = names.holders(event.item or "", FIELDS[event.kind])
    if not holders:
        return ", which no unit holds now"
    return f", which {listed((names.now(id) for id in holders), most=2)} {_holds(holders)}"


def _holds(holders: tuple[str, ...]) -> str:
    return "still holds" if len(holders) == 1 else "still hold"


def _site(event: Event, names: Names) -> str:
    what = names.item(event.item or "", "sites")
    if event.change == "handed over":
        return f"the site {what} passed {from_and_to(event, names)}"
    if event.change == "opened":
        return f"{now(event, names)} opened the site {what}"
    stay = names.holders(event.item or "", FIELDS[event.kind])
    who = listed((names.now(id) for id in stay), most=2)
    others = f", where {who} {'stays' if len(stay) == 1 else 'stay'}" if stay else ""
    return f"{was(event, names)} left the site {what}{others or ', where no unit is now'}"


# -- posts, bodies and other fields -----------------------------------------------------------


def _standing(event: Event, names: Names) -> str:
    sort = f"the {event.kind}"
    if event.change == "ended":
        return f"{sort} {was(event, names)} ended"
    who = f"{sort} {now(event, names)}"
    match event.change:
        case "created":
            return f"{who} was created"
        case "renamed":
            return f"{sort} {_rename(event, names)}"
        case "recoded":
            return f"{sort} {_recode(event, names)}"
        case "vacated":
            return f"{who} is vacant now"
        case "filled":
            return f"{who} is filled again"
        case "moved" | "line":
            return f"{who} {tie_words(tie_of_event(event, names), names)}"
    return f"{who}: {field_words(event, names)}"


def _attribute(event: Event, names: Names) -> str:
    return f"{now(event, names)}: {field_words(event, names)}"


def _snapshot(event: Event, names: Names) -> str:
    if event.field == "responsibilities":
        return _register(event)
    if event.field == "organisation":
        return f"the organisation's name: {'; '.join(map(value, event.edits))}"
    if event.field == "reorganisation":
        return _manifest(event)
    return f"the snapshot's {field_words(event, names)}"


def _manifest(event: Event) -> str:
    """What the snapshot declares of its reorganisation, in short: its measures are texts."""
    edit = event.edits[0]
    if edit.key is not None:
        return (
            f"the reorganisation that is declared: other {listed(e.key or '' for e in event.edits)}"
        )
    manifest = edit.new or edit.old
    title = f'"{escape_controls(display(manifest["title"]))}"'
    if edit.new is None:
        return f"the snapshot no longer declares the reorganisation {title}"
    measures = counted(len(manifest.get("measures", ())), "measure") or "no measure"
    return f"the snapshot declares the reorganisation {title}, with {measures}"


def _register(event: Event) -> str:
    ids = {
        "added": {e.id for e in event.edits if e.field is None and e.op is Op.ADD},
        "removed": {e.id for e in event.edits if e.field is None and e.op is Op.REMOVE},
        "changed": {e.id for e in event.edits if e.field is not None},
    }
    words = [f"{counted(len(of), 'entry', 'entries')} {verb}" for verb, of in ids.items() if of]
    return f"the register of duties: {listed(words)}"


def field_words(event: Event, names: Names) -> str:
    """What became of a field, with its values."""
    name = what_differs(event)
    gained = [_item(edit.new, names.now) for edit in event.edits if edit.op is Op.ADD]
    lost = [_item(edit.old, names.was) for edit in event.edits if edit.op is Op.REMOVE]
    parts = [value(edit) for edit in event.edits if edit.op is Op.SET]
    parts += [f"gained {listed(gained, most=5)}"] if gained else []
    parts += [f"lost {listed(lost, most=5)}"] if lost else []
    return f"{name} {'; '.join(parts)}"


def _item(item: Any, called: Callable[[str], str]) -> str:
    """An item of a list; of a link, where it leads to."""
    if isinstance(item, Mapping) and "to" in item:
        return f"{escape_controls(str(item.get('type', 'other')))} to {called(item['to'])}"
    return quoted(item)


def what_differs(event: Event) -> str:
    """The field that an event is of; a figure or an attribute is a field of its own."""
    return escape_controls(event.key) if event.key else field_name(event.field or "")


def field_name(field: str) -> str:
    """A field as a person calls it."""
    return _FIELD_WORDS.get(field, field)


def value(edit: Edit) -> str:
    """What the value of a field was and is."""
    # A figure or attribute is named by its key already; in other mappings the key says which.
    own = edit.key is None or edit.field in ("figures", "attributes")
    key = "" if own else f"{'in ' * (edit.field in NAMES)}{escape_controls(str(edit.key))} "
    if edit.old is None or edit.old is False:
        return f"{key}is now {quoted(edit.new)}"
    if edit.new is None:
        return f"{key}is no longer {quoted(edit.old)}"
    return f"{key}{quoted(edit.old)} -> {quoted(edit.new)}{unlike(edit.old, edit.new)}"


def quoted(value: Any) -> str:
    """A value in a sentence: a text in quotes, anything else as it is written."""
    if isinstance(value, str):
        return f'"{escape_controls(value)}"'
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, Decimal)):
        return f"{value:,}"
    if isinstance(value, Mapping):
        if isinstance(value.get("name"), (str, Mapping)):
            return f'"{escape_controls(display(value["name"]))}"'
        if "id" in value:
            return escape_controls(str(value["id"]))
        return (
            ", ".join(f"{escape_controls(key)}: {_plain(item)}" for key, item in value.items())
            or "nothing"
        )
    if isinstance(value, (list, tuple)):
        return ", ".join(map(quoted, value)) or "nothing"
    return escape_controls(str(value))


def _plain(value: Any) -> str:
    """A value within another: a text stands there without quotes."""
    return escape_controls(value) if isinstance(value, str) else quoted(value)


_SENTENCES: Mapping[EventKind, Callable[[Event, Names], str]] = {
    EventKind.REORGANISE: _reorganise,
    EventKind.MERGE: _merge,
    EventKind.SPLIT: _split,
    EventKind.DISSOLVE: _dissolve,
    EventKind.ABSORB: _absorb,
    EventKind.SPIN_OFF: _spin_off,
    EventKind.REPLACE: _replace,
    EventKind.ABOLISH: _abolish,
    EventKind.CREATE: _create,
    EventKind.MOVE: _move,
    EventKind.PROMOTE: _move,
    EventKind.DEMOTE: _move,
    EventKind.REPORTING: _reporting,
    EventKind.RENAME: _rename,
    EventKind.RETYPE: _retype,
    EventKind.RESPONSIBILITY: _responsibility,
    EventKind.SITE: _site,
    EventKind.RECODE: _recode,
    EventKind.BODY: _standing,
    EventKind.POST: _standing,
    EventKind.FIGURE: _attribute,
    EventKind.ATTRIBUTE: _attribute,
    EventKind.SNAPSHOT: _snapshot,
}
