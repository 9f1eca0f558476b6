"""An event as a sentence that a person would say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from orgcheck.changes.model import Edit, Event, EventKind, Op, Sort
from orgcheck.reports.escaping import visible
from orgcheck.reports.names import Names, listed
from orgcheck.reports.wrapping import counted
from orgcheck.snapshot.model import display

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


MOVES = {
    EventKind.MOVE: "moved",
    EventKind.PROMOTE: "moved up",
    EventKind.DEMOTE: "moved down",
}


def _move(event: Event, names: Names) -> str:
    path = f"from {place_before(event, names)} to {place_now(event, names)}"
    return f"{now(event, names)} {MOVES[event.kind]} {path}{below(event)}"


def _rename(event: Event, names: Names) -> str:
    before, after = names.was(event.old[0]), names.now(event.new[0])
    named = [edit for edit in event.edits if edit.field == "name"]
    if before != after and named:
        return f"{before} is now called {after}"
    words = [
        f"{_in_language(edit)} is now {quoted(edit.new)}, and was {quoted(edit.old)}"
        for edit in event.edits
        if edit.field in ("name", "acronym")
    ]
    return f"{after}: {listed(words)}"


def _in_language(edit: Edit) -> str:
    return f"the {edit.field}" + (f" in {visible(edit.key)}" if edit.key else "")


def _recode(event: Event, names: Names) -> str:
    old, new = visible(event.old[0]), visible(event.new[0])
    return (
        f"{visible(names.new.name(event.new[0], names.language))} has the id {new}, and had {old}"
    )


def _retype(event: Event, names: Names) -> str:
    edit = event.edits[0]
    return f"{now(event, names)} is now {kind(edit.new)}, and was {kind(edit.old)}"


def kind(value: Any) -> str:
    """A kind of unit with its article."""
    if value is None:
        return "of no stated kind"
    word = visible(str(value))
    return f"{'an' if word[:1].lower() in 'aeiou' else 'a'} {word}"


def _reporting(event: Event, names: Names) -> str:
    parts = [
        words
        for words in (_superior(event, names), _head(event, names), _lines(event, names))
        if words
    ]
    return f"{now(event, names)} {listed(parts)}"


def _of(event: Event, field: str) -> list[Edit]:
    return [edit for edit in event.edits if edit.field == field]


def _superior(event: Event, names: Names) -> str:
    edits = _of(event, "reports_to")
    if not edits:
        return ""
    before = names.old.superior(event.old[0])
    after = names.new.superior(event.new[0])
    to = names.now(after) if after else "nobody"
    if edits[0].new is None:
        return f"states no line of its own any more, and reports to {to}"
    return f"reports to {to}, and did to {names.was(before) if before else 'nobody'}"


def _head(event: Event, names: Names) -> str:
    for edit in _of(event, "head"):
        before = names.was(edit.old) if edit.old else "nobody"
        return f"is headed by {names.now(edit.new) if edit.new else 'nobody'}, and was by {before}"
    return ""


def _lines(event: Event, names: Names) -> str:
    edits = _of(event, "lines")
    gained = [_line(e.new, names.now(e.new["to"])) for e in edits if e.op is Op.ADD]
    lost = [_line(e.old, names.was(e.old["to"])) for e in edits if e.op is Op.REMOVE]
    parts = [f"has {listed(gained)}"] if gained else []
    parts += [f"has no more {listed(lost)}"] if lost else []
    return listed(parts) if parts else ""


def _line(line: Mapping[str, Any], to: str) -> str:
    sort = line.get("type", "other")
    return f"a further line to {to}" if sort == "other" else f"{kind(sort)} line to {to}"


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
        return f"{now(event, names)} opened at {what}"
    return f"{was(event, names)} left {what}"


# -- posts, bodies and other fields -----------------------------------------------------------


def _standing(event: Event, names: Names) -> str:
    sort = "the post" if event.kind is EventKind.POST else "the body"
    if event.change == "created":
        return f"{sort} {now(event, names)} was created"
    if event.change == "ended":
        return f"{sort} {was(event, names)} ended"
    who = f"{sort} {now(event, names)}"
    if event.change == "renamed":
        return _rename(event, names) if event.edits else who
    if event.change == "recoded":
        return f"{sort} {_recode(event, names)}"
    if event.change in ("vacated", "filled"):
        return f"{who} is {'vacant' if event.change == 'vacated' else 'filled again'}"
    verb = {"moved": "belongs", "line": "reports"}.get(event.change or "")
    if verb:
        edit = event.edits[0]
        before, after = _member(edit.old, names.was), _member(edit.new, names.now)
        return f"{who} {verb} to {after}, and did to {before}"
    return f"{who}: {field_words(event)}"


def _member(id: str | None, called: Callable[[str], str]) -> str:
    return called(id) if id else "nobody stated"


def _attribute(event: Event, names: Names) -> str:
    return f"{now(event, names)}: {field_words(event)}"


def _snapshot(event: Event, _: Names) -> str:
    if event.field == "responsibilities":
        return _register(event)
    if event.field == "organisation":
        return f"the organisation's {field_words(event)}"
    return field_words(event)


def _register(event: Event) -> str:
    counts = {
        "added": {e.id for e in event.edits if e.field is None and e.op is Op.ADD},
        "removed": {e.id for e in event.edits if e.field is None and e.op is Op.REMOVE},
        "changed": {e.id for e in event.edits if e.field is not None},
    }
    words = [
        f"{counted(len(ids), 'entry', 'entries')} {verb}" for verb, ids in counts.items() if ids
    ]
    return f"register of duties: {listed(words)}"


def field_words(event: Event) -> str:
    """What became of a field, with its values."""
    return listed(
        [_change(edit) for edit in event.edits] if len(event.edits) <= 4 else [_counts(event)]
    )


def _counts(event: Event) -> str:
    name = field_name(event.field or "")
    return f"{name}: {len(event.edits)} entries differ"


def field_name(field: str) -> str:
    """A field as a person calls it."""
    return _FIELD_WORDS.get(field, field)


def _change(edit: Edit) -> str:
    name = field_name(edit.field or "")
    if edit.key is not None:
        inner = visible(edit.key)
        name = inner if edit.field in ("figures", "attributes") else f"{name} ({inner})"
    if edit.op is Op.ADD:
        return f"{name} gained {quoted(edit.new)}"
    if edit.op is Op.REMOVE:
        return f"{name} lost {quoted(edit.old)}"
    if edit.old is None:
        return f"{name} is now {quoted(edit.new)}"
    if edit.new is None:
        return f"{name} is no longer {quoted(edit.old)}"
    return f"{name} {quoted(edit.old)} -> {quoted(edit.new)}"


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
        return visible(", ".join(f"{key}: {item}" for key, item in value.items())) or "nothing"
    return visible(str(value))


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
