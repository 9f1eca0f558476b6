"""Other fields: the kind, figures and attributes of a unit, and those of the snapshot itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from orgcheck.changes.changeset import Edit, EntityType, Event, Op, Turnover
from orgcheck.changes.entities import LIST_OF, REGISTERS
from orgcheck.changes.kinds.context import EventContext, event_of, in_order
from orgcheck.changes.kinds.event_type import (
    EventType,
    Folding,
    Mark,
    Row,
    UnitType,
    below_top,
    beside_top,
)
from orgcheck.changes.kinds.words import (
    Group,
    alike_in,
    field_words,
    kind,
    now,
    quoted,
    several,
    some,
    value,
    what_differs,
)
from orgcheck.changes.names import Names
from orgcheck.counting import counted, listed
from orgcheck.event_kinds import EventKind
from orgcheck.snapshot.model import display
from orgcheck.snapshot.text import clipped

# -- the kind of a unit -----------------------------------------------------------------------


def _retyped(context: EventContext) -> Iterator[Event]:
    """One event for each unit whose kind differs."""
    pool = context.pool
    for id in pool.members(EntityType.UNIT, "kind"):
        match = context.comparison.units.matches[id]
        yield event_of(EventKind.RETYPE, match, pool.take_fields(EntityType.UNIT, id, "kind"))


def _many_retyped(group: Group, names: Names) -> str:
    events, edit = group.events, group.events[0].edits[0]
    who = some(events, lambda event: now(event, names))
    return f"{len(events):,} units are now {kind(edit.new)} each, before {kind(edit.old)}: {who}"


def _now_and_before(event: Event) -> str:
    edit = event.edits[0]
    return f"now {kind(edit.new)}, before {kind(edit.old)}"


def _kind(event: Event, names: Names, before: bool) -> str:
    unit = names.old.units[event.old[0]] if before else names.new.units[event.new[0]]
    return unit.kind or "no kind"


# -- figures and attributes -------------------------------------------------------------------


def _fields(context: EventContext) -> Iterator[Event]:
    """One event for each figure, attribute or other field that differs.

    Has its turn when the other families have claimed what is theirs.
    """
    pool = context.pool
    for id in pool.members(EntityType.UNIT):
        match = context.comparison.units.matches[id]
        for (field, key), edits in _by_field(pool.take(EntityType.UNIT, id)).items():
            of_kind = EventKind.FIGURE if field == "figures" else EventKind.ATTRIBUTE
            yield event_of(of_kind, match, edits, field=field, key=key)


def _by_field(edits: list[Edit]) -> dict[tuple[str, str | None], list[Edit]]:
    """Edits by field; a figure and an attribute of the user's own are fields in their own right."""
    fields: defaultdict[tuple[str, str | None], list[Edit]] = defaultdict(list)
    for edit in edits:
        own = edit.key if edit.field in ("figures", "attributes") else None
        fields[edit.field or "", own].append(edit)
    return dict(sorted(fields.items(), key=lambda item: (item[0][0], item[0][1] or "")))


def _field(event: Event, names: Names) -> str:
    return f"{now(event, names)}: {field_words(event, names)}"


def _notes(event: Event, names: Names) -> tuple[str, str]:
    words = field_words(event, names)
    return words, words


def _many_fields(group: Group, names: Names) -> str:
    return _many(group, [now(event, names) for event in group.events])


def _many_figures(group: Group, names: Names) -> str:
    return _many(group, [f"{now(e, names)} ({value(e.edits[0])})" for e in group.events])


def _many(group: Group, who: list[str]) -> str:
    return f"{what_differs(group.events[0])} changed in {len(who):,} units: {some(who, str)}"


def _phrase(event: Event, _: str) -> str:
    field = event.field or ""
    named = f"{field}.{clipped(event.key)}" if event.key else field
    return f"{named} of {several(event.new)} changes"


def _amount(event: Event, _: Names, before: bool) -> str:
    """A figure on one side."""
    amount = event.edits[0].old if before else event.edits[0].new
    return f"{what_differs(event)}: {'none' if amount is None else quoted(amount)}"


# -- the snapshot itself ----------------------------------------------------------------------


def _header(context: EventContext) -> Iterator[Event]:
    """One event for each field that differs; a register is one field."""
    pool = context.pool
    for field in sorted({edit.field or "" for edit in pool.peek(EntityType.SNAPSHOT, "")}):
        edits = pool.take_fields(EntityType.SNAPSHOT, "", field)
        yield Event(kind=EventKind.SNAPSHOT, field=field, edits=in_order(edits))
    for register in REGISTERS:
        edits = [edit for id in pool.members(register) for edit in pool.take(register, id)]
        if edits:
            of_people = register is EntityType.PERSON
            yield Event(
                kind=EventKind.SNAPSHOT,
                field=LIST_OF[register],
                edits=in_order(edits),
                people=_turnover(edits) if of_people else None,
            )


def _turnover(edits: list[Edit]) -> Turnover:
    """How many entries the register of people gained, lost and has otherwise."""
    came, went, other = (len(ids) for ids in _entries(edits).values())
    return Turnover(joined=came, left=went, changed=other)


def _snapshot(event: Event, names: Names) -> str:
    if event.field == "responsibilities":
        return _register("duties", *map(len, _entries(event.edits).values()))
    if event.people is not None:
        people = event.people
        return _register("people", people.joined, people.left, people.changed or 0)
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
    title = f'"{display(manifest["title"])}"'
    if edit.new is None:
        return f"the snapshot no longer declares the reorganisation {title}"
    measures = counted(len(manifest.get("measures", ())), "measure") or "no measure"
    return f"the snapshot declares the reorganisation {title}, with {measures}"


def _entries(edits: Iterable[Edit]) -> dict[str, set[str]]:
    """The entries of a register that were added, removed and changed."""
    entries: dict[str, set[str]] = {"added": set(), "removed": set(), "changed": set()}
    verbs = {Op.ADD: "added", Op.REMOVE: "removed"}
    for edit in edits:
        entries["changed" if edit.field is not None else verbs[edit.op]].add(edit.id)
    return entries


def _register(of: str, added: int, removed: int, changed: int) -> str:
    numbers = {"added": added, "removed": removed, "changed": changed}
    words = [f"{counted(n, 'entry', 'entries')} {verb}" for verb, n in numbers.items() if n]
    return f"the register of {of}: {listed(words)}"


TYPES = (
    UnitType(
        kind=EventKind.RETYPE,
        noun=("change of kind", "changes of kind"),
        row=Row("another kind", "it", "it"),
        example=below_top("{id: b, name: B, kind: team}", "{id: b, name: B, kind: office}"),
        detect=_retyped,
        inverse=EventKind.RETYPE,
        sentence=lambda event, names: f"{now(event, names)} is {_now_and_before(event)}",
        phrase=lambda event, _: f"{several(event.new)} is of another kind",
        folding=Folding(
            alike_in(lambda event, names: (event.edits[0].old, event.edits[0].new)), _many_retyped
        ),
        mark=Mark.CHANGED,
        verb="another kind",
        notes=lambda event, names: (
            f"now {kind(event.edits[0].new)}",
            f"was {kind(event.edits[0].old)}",
        ),
        state=_kind,
        brief=lambda event, names: _now_and_before(event),
        shares_state=True,
    ),
    UnitType(
        kind=EventKind.FIGURE,
        noun=("change of a figure", "changes of figures"),
        row=Row("another value of a figure", "it", "it"),
        example=below_top(
            "{id: b, name: B, figures: {staff: 1}}", "{id: b, name: B, figures: {staff: 2}}"
        ),
        detect=_fields,
        inverse=EventKind.FIGURE,
        sentence=_field,
        phrase=_phrase,
        folding=Folding(alike_in(lambda event, names: (event.field, event.key)), _many_figures),
        slight=True,
        mark=Mark.CHANGED,
        verb="another figure",
        notes=_notes,
        state=_amount,
    ),
    UnitType(
        kind=EventKind.ATTRIBUTE,
        noun=("change of another field", "changes of other fields"),
        row=Row("any other field", "it", "it"),
        example=below_top(
            "{id: b, name: B, legal_basis: Act 1}", "{id: b, name: B, legal_basis: Act 2}"
        ),
        detect=_fields,
        inverse=EventKind.ATTRIBUTE,
        sentence=_field,
        phrase=_phrase,
        folding=Folding(alike_in(lambda event, names: (event.field, event.key)), _many_fields),
        slight=True,
        mark=Mark.CHANGED,
        verb="other fields",
        notes=_notes,
        state=lambda event, names, before: "" if before else f"{what_differs(event)} changed",
        brief=lambda event, names: f"{what_differs(event)} changed",
    ),
    EventType(
        kind=EventKind.SNAPSHOT,
        noun=("change of the snapshot itself", "changes of the snapshot itself"),
        row=Row("a field of the snapshot itself", "", ""),
        example=beside_top("languages: [en]", "languages: [en, fi]"),
        detect=_header,
        inverse=EventKind.SNAPSHOT,
        sentence=_snapshot,
        phrase=lambda event, _: f"{event.field} of the snapshot changes",
        folding=None,
        entity_type=EntityType.SNAPSHOT,
        of_one=False,
        inferable=False,
    ),
)
