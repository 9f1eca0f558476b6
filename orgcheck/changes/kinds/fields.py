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
    now_in,
    quoted,
    some,
    unlike,
    value,
    what_differs,
)
from orgcheck.changes.names import Names
from orgcheck.changes.topics import several
from orgcheck.counting import listed
from orgcheck.event_kinds import EventKind
from orgcheck.language import (
    in_quotes,
    in_tense,
    kind_term,
    kinds_term,
    msg,
    msg_n,
    msg_np,
    msg_p,
    tr,
    tr_n,
    tr_p,
    tr_t,
    tr_tn,
)
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
    new, old = (kinds_term(value or "") for value in (edit.new, edit.old))
    if new is not None and old is not None:
        words = tr_tn(
            msg_n(
                "{number} unit is among the {new} now, formerly among the {old}",
                "{number} units are among the {new} now, formerly among the {old}",
            ),
            msg_np(
                "present",
                "{number} unit is among the {new}, so far among the {old}",
                "{number} units are among the {new}, so far among the {old}",
            ),
            len(events),
            new=new,
            old=old,
        )
    else:
        words = tr_tn(
            msg_n(
                "{number} unit is now {new}, formerly {old}",
                "{number} units are now {new} each, formerly {old}",
            ),
            msg_np(
                "present",
                "{number} unit becomes {new}, so far {old}",
                "{number} units become {new} each, so far {old}",
            ),
            len(events),
            new=kind(edit.new),
            old=kind(edit.old),
        )
    return f"{words}: {who}"


def _retype(event: Event, names: Names) -> str:
    edit = event.edits[0]
    return tr_t(
        msg("{unit} is now {new}, formerly {old}"),
        msg_p("present", "{unit} becomes {new}, so far {old}"),
        unit=now_in("who", event.new, names),
        new=kind(edit.new),
        old=kind(edit.old),
    )


def _now_and_before(event: Event) -> str:
    edit = event.edits[0]
    return tr_t(
        msg("now {new}, formerly {old}"),
        msg_p("present", "becomes {new}, so far {old}"),
        new=kind(edit.new),
        old=kind(edit.old),
    )


def _kind(event: Event, names: Names, before: bool) -> str:
    unit = names.old.units[event.old[0]] if before else names.new.units[event.new[0]]
    return kind_term(unit.kind) if unit.kind else tr("no kind")


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
    return f"{now_in('who', event.new, names)}: {field_words(event, names)}"


def _notes(event: Event, names: Names) -> tuple[str, str]:
    words = field_words(event, names)
    return words, words


def _many_fields(group: Group, names: Names) -> str:
    return _many(group, [now(event, names) for event in group.events])


def _many_figures(group: Group, names: Names) -> str:
    return _many(group, [f"{now(e, names)} ({value(e.edits[0])})" for e in group.events])


def _many(group: Group, who: list[str]) -> str:
    words = tr_tn(
        msg_n("{field} changed in {number} unit", "{field} changed in {number} units"),
        msg_np(
            "present",
            "{field} changes in {number} unit",
            "{field} changes in {number} units",
        ),
        len(who),
        field=what_differs(group.events[0]),
    )
    return f"{words}: {some(who, str)}"


def _changed(event: Event) -> str:
    return tr_t(
        msg("{field} changed"), msg_p("present", "{field} changes"), field=what_differs(event)
    )


def _phrase(event: Event, _: str) -> str:
    named = clipped(what_differs(event))
    return tr("{field} of {member} changes", field=named, member=several(event.new))


def _amount(event: Event, _: Names, before: bool) -> str:
    """A figure on one side."""
    amount = event.edits[0].old if before else event.edits[0].new
    words = tr_p("figure", "none") if amount is None else quoted(amount)
    return f"{what_differs(event)}: {words}"


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
        entries = _register(*map(len, _entries(event.edits).values()))
        return tr("the register of duties: {entries}", entries=entries)
    if event.people is not None:
        people = event.people
        entries = _register(people.joined, people.left, people.changed or 0)
        return tr("the register of people: {entries}", entries=entries)
    if event.field == "organisation":
        return _organisation(event, names)
    if event.field == "reorganisation":
        return _manifest(event, names)
    return tr("the snapshot: {change}", change=field_words(event, names))


def _organisation(event: Event, names: Names) -> str:
    """What the organisation is called, in every language that differs."""
    called = tr("the organisation's name: {change}", change="; ".join(map(value, event.edits)))
    old, new = names.displayed(names.old.snapshot.organisation, names.new.snapshot.organisation)
    if old == new:
        return called
    gets = tr_p(
        "present",
        "the organisation gets the name {new}, so far {old}",
        new=quoted(new),
        old=quoted(old),
    )
    others = (edit for edit in event.edits if edit.key and edit.new != new)
    return in_tense(called, "; ".join((f"{gets}{unlike(old, new)}", *map(value, others))))


def _manifest(event: Event, names: Names) -> str:
    """What the snapshot declares of its reorganisation, in short: its measures are texts."""
    edit = event.edits[0]
    if edit.key is not None:
        keys = listed(e.key or "" for e in event.edits)
        return tr("the reorganisation that is declared: other {fields}", fields=keys)
    manifest = edit.new or edit.old
    side = names.old if edit.new is None else names.new
    title = in_quotes(side.displayed(manifest["title"], names.language))
    if edit.new is None:
        return tr("the snapshot no longer declares the reorganisation {title}", title=title)
    number = len(manifest.get("measures", ()))
    if not number:
        return tr("the snapshot declares the reorganisation {title}, with no measure", title=title)
    return tr_n(
        "the snapshot declares the reorganisation {title}, with {number} measure",
        "the snapshot declares the reorganisation {title}, with {number} measures",
        number,
        title=title,
    )


def _entries(edits: Iterable[Edit]) -> dict[str, set[str]]:
    """The entries of a register that were added, removed and changed."""
    entries: dict[str, set[str]] = {"added": set(), "removed": set(), "changed": set()}
    verbs = {Op.ADD: "added", Op.REMOVE: "removed"}
    for edit in edits:
        entries["changed" if edit.field is not None else verbs[edit.op]].add(edit.id)
    return entries


_ENTRIES = (
    msg_n("{number} entry added", "{number} entries added"),
    msg_n("{number} entry removed", "{number} entries removed"),
    msg_n("{number} entry changed", "{number} entries changed"),
)


def _register(*numbers: int) -> str:
    """How many entries were added, removed and changed."""
    pairs = zip(_ENTRIES, numbers, strict=True)
    return listed(tr_n(*plural, number) for plural, number in pairs if number)


TYPES = (
    UnitType(
        kind=EventKind.RETYPE,
        noun=msg_n("change of kind", "changes of kind"),
        counted=msg_n("{number} change of kind", "{number} changes of kind"),
        row=Row("another kind", "it", "it"),
        example=below_top("{id: b, name: B, kind: team}", "{id: b, name: B, kind: office}"),
        detect=_retyped,
        inverse=EventKind.RETYPE,
        sentence=_retype,
        phrase=lambda event, _: tr("{unit} is of another kind", unit=several(event.new)),
        folding=Folding(
            alike_in(lambda event, names: (event.edits[0].old, event.edits[0].new)), _many_retyped
        ),
        mark=Mark.CHANGED,
        verb=msg_p("event", "another kind"),
        notes=lambda event, names: (
            tr("now {kind}", kind=kind(event.edits[0].new)),
            tr("was {kind}", kind=kind(event.edits[0].old)),
        ),
        state=_kind,
        brief=lambda event, names: _now_and_before(event),
        shares_state=True,
    ),
    UnitType(
        kind=EventKind.FIGURE,
        noun=msg_n("change of a figure", "changes of figures"),
        counted=msg_n("{number} change of a figure", "{number} changes of figures"),
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
        verb=msg_p("event", "another figure"),
        notes=_notes,
        state=_amount,
    ),
    UnitType(
        kind=EventKind.ATTRIBUTE,
        noun=msg_n("change of another field", "changes of other fields"),
        counted=msg_n("{number} change of another field", "{number} changes of other fields"),
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
        verb=msg_p("event", "other fields"),
        notes=_notes,
        state=lambda event, names, before: "" if before else _changed(event),
        brief=lambda event, names: _changed(event),
    ),
    EventType(
        kind=EventKind.SNAPSHOT,
        noun=msg_n("change of the snapshot itself", "changes of the snapshot itself"),
        counted=msg_n(
            "{number} change of the snapshot itself", "{number} changes of the snapshot itself"
        ),
        row=Row("a field of the snapshot itself", "", ""),
        example=beside_top("languages: [en]", "languages: [en, fi]"),
        detect=_header,
        inverse=EventKind.SNAPSHOT,
        sentence=_snapshot,
        phrase=lambda event, _: tr("{field} of the snapshot changes", field=what_differs(event)),
        folding=None,
        entity_type=EntityType.SNAPSHOT,
        of_one=False,
    ),
)
