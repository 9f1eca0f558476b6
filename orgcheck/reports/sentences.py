"""An event as a sentence that a person would say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from orgcheck.changes.model import Edit, Event, EventKind, Op, Sort
from orgcheck.counting import counted
from orgcheck.escaping import visible
from orgcheck.reports.names import Names, listed
from orgcheck.snapshot.model import display

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


def _ended(event: Event) -> list[str]:
    return [e.id for e in event.edits if _is_whole_unit(e) and e.op is Op.REMOVE]


def _begun(event: Event) -> list[str]:
    return [e.id for e in event.edits if _is_whole_unit(e) and e.op is Op.ADD]


def _is_whole_unit(edit: Edit) -> bool:
    return edit.sort is Sort.UNIT and edit.field is None


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
    givers = listed(names.was(id) for id in dict.fromkeys(flow.giver for flow in event.flows))
    receivers = listed(names.now(id) for id in sorted({flow.receiver for flow in event.flows}))
    if not begun:
        return f"{givers} {_were(ended)} divided among {receivers}"
    if not ended:
        return f"{receivers} {_were(begun)} formed from {givers}"
    return f"{givers} were reorganised into {receivers}"


def _were(ids: list[str]) -> str:
    return "was" if len(ids) == 1 else "were"


# -- units that come and go -------------------------------------------------------------------


def _abolish(event: Event, names: Names) -> str:
    parent = names.old.parent_of(event.old[0])
    where = f" in {names.was(parent)}" if parent else ""
    return f"{was(event, names)}{where} was abolished without a successor{below(event)}"


def _create(event: Event, names: Names) -> str:
    parent = names.new.parent_of(event.new[0])
    where = f" in {names.now(parent)}" if parent else ""
    return f"{now(event, names)} was created{where}{below(event)}"


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


MOVED = {
    EventKind.MOVE: "moved",
    EventKind.PROMOTE: "moved up",
    EventKind.DEMOTE: "moved down",
}


def _move(event: Event, names: Names) -> str:
    before, after = place_before(event, names), place_now(event, names)
    if before == after:
        # Another unit of the same name.
        before += f" ({visible(str(names.old.parent_of(event.old[0])))})"
        after += f" ({visible(str(names.new.parent_of(event.new[0])))})"
    path = f"from {before} to {after}"
    return f"{now(event, names)} {MOVED[event.kind]} {path}{below(event)}"


def _rename(event: Event, names: Names) -> str:
    before, after = names.was(event.old[0]), names.now(event.new[0])
    if before != after and any(edit.field == "name" for edit in event.edits):
        return f"{before} is now called {after}"
    words = [
        f"the {in_language(edit)} is now {quoted(edit.new)}, before {quoted(edit.old)}"
        for edit in event.edits
        if edit.field in NAMES
    ]
    return f"{after}: {'; '.join(words)}"


def in_language(edit: Edit) -> str:
    """Which name an edit changes: the name or acronym, in which language."""
    return f"{edit.field} in {visible(edit.key)}" if edit.key else str(edit.field)


def _recode(event: Event, names: Names) -> str:
    name = names.new.name(event.new[0], names.language)
    return visible(f"{name} has another id: {event.old[0]} -> {event.new[0]}")


def _retype(event: Event, names: Names) -> str:
    edit = event.edits[0]
    return f"{now(event, names)} is now {kind(edit.new)}, before {kind(edit.old)}"


def kind(value: Any) -> str:
    """A kind of unit with its article."""
    if value is None:
        return "of no stated kind"
    word = visible(str(value))
    return f"{'an' if word[:1].lower() in 'aeiou' else 'a'} {word}"


def _reporting(event: Event, names: Names) -> str:
    parts = [*_superior(event, names), *_head(event, names), *_lines(event, names)]
    return f"{now(event, names)} {'; '.join(parts)}"


def _of(event: Event, field: str) -> list[Edit]:
    return [edit for edit in event.edits if edit.field == field]


def superiors(event: Event, names: Names) -> str:
    """Whom the unit reports to now, and did before."""
    before = names.old.superior(event.old[0])
    after = names.new.superior(event.new[0])
    did = names.was(before) if before else "nobody"
    return f"to {names.now(after) if after else 'nobody'}, before to {did}"


def _superior(event: Event, names: Names) -> Iterator[str]:
    for edit in _of(event, "reports_to"):
        stated = "" if edit.new else " (by its place; it states no line any more)"
        yield f"now reports {superiors(event, names)}{stated}"


def _head(event: Event, names: Names) -> Iterator[str]:
    for edit in _of(event, "head"):
        head = names.now(edit.new) if edit.new else "nobody"
        yield f"is now headed by {head}, before by {names.was(edit.old) if edit.old else 'nobody'}"


def _lines(event: Event, names: Names) -> Iterator[str]:
    edits = _of(event, "lines")
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
        return f"{what} passed from {was(event, names)} to {now(event, names)}"
    if event.change == "reworded":
        return f"{_wording_before(event, names)} is now worded {what}{_held_by(event, names)}"
    if event.change == "created":
        also = " too" if event.item in names.old.holders else ""
        return f"{now(event, names)} took on {what}{also}"
    return f"{was(event, names)} gave up {what}{_still_held(event, names)}"


def _held_by(event: Event, names: Names) -> str:
    return f" in {now(event, names)}" if event.new else ""


def _wording_before(event: Event, names: Names) -> str:
    for edit in event.edits:
        if edit.field == "name" and edit.old is not None:
            return quoted(edit.old)
        if edit.op is Op.REMOVE and edit.old is not None:
            item = edit.old
            return quoted(item["name"] if isinstance(item, Mapping) else item)
    return names.item(event.item or "", "responsibilities")


def _still_held(event: Event, names: Names) -> str:
    holders = names.new.holders.get(event.item or "", ())
    if not holders:
        return ", which no unit holds now"
    return f", which {listed((names.now(id) for id in holders), most=2)} {_holds(holders)}"


def _holds(holders: tuple[str, ...]) -> str:
    return "still holds" if len(holders) == 1 else "still hold"


def _site(event: Event, names: Names) -> str:
    what = names.item(event.item or "", "sites")
    if event.change == "handed over":
        return f"the site {what} passed from {was(event, names)} to {now(event, names)}"
    if event.change == "opened":
        return f"{now(event, names)} opened the site {what}"
    stay = names.new.sites.get(event.item or "", ())
    others = f", where {listed((names.now(id) for id in stay), most=2)} stay" if stay else ""
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
        case "moved":
            return f"{who} now belongs to {_from_and_to(event, names)}"
        case "line":
            return f"{who} now reports to {_from_and_to(event, names)}"
    return f"{who}: {field_words(event)}"


def _from_and_to(event: Event, names: Names) -> str:
    edit = event.edits[0]
    after = names.now(edit.new) if edit.new else "none that is stated"
    return f"{after}, before to {names.was(edit.old)}" if edit.old else after


def _attribute(event: Event, names: Names) -> str:
    return f"{now(event, names)}: {field_words(event)}"


def _snapshot(event: Event, _: Names) -> str:
    if event.field == "responsibilities":
        return _register(event)
    if event.field == "organisation":
        return f"the organisation's name: {'; '.join(map(_value, event.edits))}"
    if event.field == "reorganisation":
        return _manifest(event)
    return f"the snapshot's {field_words(event)}"


def _manifest(event: Event) -> str:
    """What the snapshot declares of its reorganisation, in short: its measures are texts."""
    edit = event.edits[0]
    if edit.key is not None:
        return (
            f"the reorganisation that is declared: other {listed(e.key or '' for e in event.edits)}"
        )
    manifest = edit.new or edit.old
    title = f'"{visible(display(manifest["title"]))}"'
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


def field_words(event: Event) -> str:
    """What became of a field, with its values."""
    name = visible(event.key) if event.key else field_name(event.field or "")
    gained = [quoted(edit.new) for edit in event.edits if edit.op is Op.ADD]
    lost = [quoted(edit.old) for edit in event.edits if edit.op is Op.REMOVE]
    parts = [_value(edit) for edit in event.edits if edit.op is Op.SET]
    parts += [f"gained {listed(gained, most=5)}"] if gained else []
    parts += [f"lost {listed(lost, most=5)}"] if lost else []
    return f"{name} {'; '.join(parts)}"


def field_name(field: str) -> str:
    """A field as a person calls it."""
    return _FIELD_WORDS.get(field, field)


def _value(edit: Edit) -> str:
    # A figure or attribute is named by its key already; in other mappings the key says which.
    own = edit.key is None or edit.field in ("figures", "attributes")
    key = "" if own else f"{visible(str(edit.key))} "
    if edit.old is None or edit.old is False:
        return f"{key}is now {quoted(edit.new)}"
    if edit.new is None:
        return f"{key}is no longer {quoted(edit.old)}"
    return f"{key}{quoted(edit.old)} -> {quoted(edit.new)}"


def quoted(value: Any) -> str:
    """A value in a sentence: a text in quotes, anything else as it is written."""
    if isinstance(value, str):
        return f'"{visible(value)}"'
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return f"{value:,}"
    if isinstance(value, Mapping):
        if "to" in value:
            return visible(f"{value.get('type', 'other')} to {value['to']}")
        if isinstance(value.get("name"), (str, Mapping)):
            return f'"{visible(display(value["name"]))}"'
        if "id" in value:
            return visible(str(value["id"]))
        return (
            ", ".join(f"{visible(key)}: {_plain(item)}" for key, item in value.items()) or "nothing"
        )
    if isinstance(value, (list, tuple)):
        return ", ".join(map(quoted, value)) or "nothing"
    return visible(str(value))


def _plain(value: Any) -> str:
    """A value within another: a text stands there without quotes."""
    return visible(value) if isinstance(value, str) else quoted(value)


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
