"""Posts and bodies: created, ended, renamed, moved, under another line, vacated, held by others."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from orgcheck.changes.changeset import (
    EntityType,
    Event,
    Match,
    Op,
)
from orgcheck.changes.fields import is_another_name
from orgcheck.changes.kinds.context import EventContext, event_of, in_order
from orgcheck.changes.kinds.event_type import EventType, Folding, Mark, Row, Told, beside_top
from orgcheck.changes.kinds.membership import HOLDERS, turnover, turnover_words
from orgcheck.changes.kinds.naming import ids, notes_on_name, pair, recoded, renamed, take_naming
from orgcheck.changes.kinds.reporting import (
    LINE,
    UNIT,
    Tie,
    tie_notes,
    tie_of,
    tie_words,
    ties_words,
)
from orgcheck.changes.kinds.words import (
    Group,
    alike_in,
    field_words,
    in_role,
    now,
    some,
    was,
)
from orgcheck.changes.names import Names
from orgcheck.changes.topics import several
from orgcheck.event_kinds import EventKind
from orgcheck.language import Plural, Tenses, in_tense, msg, msg_n, msg_p, tr, tr_n, tr_p, tr_t
from orgcheck.records import dataclass
from orgcheck.snapshot.words import field_name

_KINDS = {EntityType.POST: EventKind.POST, EntityType.BODY: EventKind.BODY}
_ENTITY_TYPES = {kind: entity_type for entity_type, kind in _KINDS.items()}
# What a change of some field is called; that of any other is just a change.
_CHANGES = {"unit": "moved", "reports_to": "line"}


def detect(context: EventContext) -> Iterator[Event]:
    """One event for each thing that happened to a post or body."""
    for entity_type in _KINDS:
        for id in context.pool.members(entity_type):
            match = context.comparison.matches(entity_type).get(id)
            if match is None:
                yield _come_or_gone(context, entity_type, id)
            else:
                yield from _changes(context, entity_type, match)


def _come_or_gone(context: EventContext, entity_type: EntityType, id: str) -> Event:
    edits = context.pool.take(entity_type, id)
    created = edits[0].op is Op.ADD
    return Event(
        kind=_KINDS[entity_type],
        change="created" if created else "ended",
        old=() if created else (id,),
        new=(id,) if created else (),
        edits=in_order(edits),
    )


def _changes(context: EventContext, entity_type: EntityType, match: Match) -> Iterator[Event]:
    pool, kind = context.pool, _KINDS[entity_type]
    naming = take_naming(pool, entity_type, match)
    if naming:
        following, consequences = context.followers.of((entity_type, match.old))
        change = "renamed" if any(map(is_another_name, naming)) else "recoded"
        edits = [*naming, *following]
        yield event_of(kind, match, edits, change=change, consequences=consequences)
    for field in sorted({edit.field or "" for edit in pool.peek(entity_type, match.old)}):
        edits = pool.take_fields(entity_type, match.old, field)
        if field == "vacant":
            yield event_of(kind, match, edits, change="vacated" if edits[0].new else "filled")
        elif field == HOLDERS:
            yield event_of(kind, match, edits, change=HOLDERS, people=turnover(edits))
        elif field in _CHANGES:
            yield event_of(kind, match, edits, change=_CHANGES[field])
        else:
            yield event_of(kind, match, edits, change="changed", field=field)


# -- in words ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Change:
    """What is said of one member after its name, of many, and beside it in a tree."""

    one: Tenses
    many: Tenses
    note: Tenses
    mark: Mark = Mark.CHANGED


def _always(words: str) -> Tenses:
    return Tenses(words, words)


_CHANGED = Tenses(msg_p("members", "changed in {field}"), msg_p("members", "change in {field}"))
_RENAMED = Tenses(msg_p("members", "were renamed"), msg_p("members", "are renamed"))
_WORDS = {
    "created": _Change(
        Tenses(msg_p("member", "was created"), msg_p("member", "is created")),
        Tenses(msg_p("members", "were created"), msg_p("members", "are created")),
        Tenses(msg_p("note", "created"), msg_p("note", "is created")),
        Mark.NEW,
    ),
    "ended": _Change(
        Tenses(msg_p("member", "ended"), msg_p("member", "ends")),
        Tenses(msg_p("members", "ended"), msg_p("members", "end")),
        Tenses(msg_p("note", "ended"), msg_p("note", "ends")),
        Mark.ENDED,
    ),
    "recoded": _Change(
        _always(""),
        _always(msg_p("members", "have another id")),
        _always(msg_p("note", "another id")),
    ),
    "vacated": _Change(
        Tenses(msg_p("member", "is vacant now"), msg_p("member", "falls vacant")),
        Tenses(msg_p("members", "are vacant now"), msg_p("members", "fall vacant")),
        Tenses(msg_p("note", "vacated"), msg_p("note", "falls vacant")),
    ),
    "filled": _Change(
        _always(msg_p("member", "is filled again")),
        _always(msg_p("members", "are filled again")),
        Tenses(msg_p("note", "filled again"), msg_p("note", "is filled again")),
    ),
}
_THE = {
    EventKind.POST: msg("the post {sentence}"),
    EventKind.BODY: msg("the body {sentence}"),
}
_TIES = {"moved": UNIT, "line": LINE}
_OPPOSITES = {"created": "ended", "ended": "created", "vacated": "filled", "filled": "vacated"}


def _tie(event: Event, names: Names) -> Tie:
    """The tie that an event is about: that a post "moved", or the "line" of a post or body."""
    return tie_of(_TIES[event.change or ""], event.old[0], event.new[0], names)


def _sentence(event: Event, names: Names) -> str:
    return tr(_THE[event.kind], sentence=_said(event, names, _ENTITY_TYPES[event.kind]))


def _said(event: Event, names: Names, of: EntityType) -> str:
    match event.change:
        case "renamed":
            return renamed(event, names, of)
        case "recoded":
            return recoded(event, names, of)
    who = in_role("who", now(event, names) or was(event, names), 1, of)
    if event.change in _TIES:
        change = tie_words(_tie(event, names), names)
    elif event.change in _WORDS:
        change = tr_p("member", in_tense(*_WORDS[event.change].one))
    else:
        return f"{who}: {_other(event, names)}"
    return tr("{member} {change}", member=who, change=change)


def _other(event: Event, names: Names) -> str:
    """What became of the holders, or of a field."""
    if event.change != HOLDERS:
        return field_words(event, names)
    return tr("holders changed ({turnover})", turnover=turnover_words(event.people))


def what_became(event: Event, names: Names) -> str:
    """What became of a post or body, where its name now stands apart."""
    if event.change in _TIES:
        return tie_words(_tie(event, names), names)
    if event.change == "renamed":
        id = f" ({event.old[0]})" if event.old != event.new else ""
        name = names.old.name(event.old[0], names.language) + id
        return tr("renamed, before: {name}", name=name)
    words = _WORDS.get(event.change or "")
    if words is None:
        return _other(event, names)
    if event.change == "recoded":
        return tr("another id, before: {id}", id=event.old[0])
    return tr_p("note", in_tense(*words.note))


_PHRASES = {
    "created": msg("{member} is created"),
    "ended": msg("{member} is ended"),
    "renamed": msg("{member} is renamed"),
    "recoded": msg("{member} is recoded"),
    "vacated": msg("{member} is vacated"),
    "filled": msg("{member} is filled"),
    HOLDERS: msg("holders of {member} change"),
}
# Whether the post or body states another unit or line, or none.
_STATED = {
    ("moved", True): msg("{member} states another unit"),
    ("moved", False): msg("{member} states no unit"),
    ("line", True): msg("{member} states another line"),
    ("line", False): msg("{member} states no line"),
}


def _phrase(event: Event, _: str) -> str:
    ids = in_role("who", several(event.new or event.old), 1, _ENTITY_TYPES[event.kind])
    who = tr(_THE[event.kind], sentence=ids)
    if event.change == "changed":
        return tr("{field} of {member} changes", field=event.field, member=who)
    if event.change in _TIES:
        return tr(_STATED[event.change or "", bool(event.edits[0].new)], member=who)
    return tr(_PHRASES[event.change or ""], member=who)


def _alike(event: Event, names: Names) -> tuple[object, ...]:
    shape = _tie(event, names).shape if event.change in _TIES else None
    return (event.change, event.field, shape)


def _many(counted: Plural) -> Callable[[Group, Names], str]:
    def many(group: Group, names: Names) -> str:
        first = group.events[0]
        if first.change in _TIES:
            verb = ties_words(_tie(first, names))
        elif first.change == "renamed":
            verb = tr_p("members", in_tense(*_RENAMED))
        elif first.change in _WORDS:
            verb = tr_p("members", in_tense(*_WORDS[first.change].many))
        elif first.change == HOLDERS:
            verb = tr_p("members", "have other holders")
        else:
            verb = tr_p("members", in_tense(*_CHANGED), field=field_name(first.field or ""))
        who = some(group.events, lambda event: _member(event, names))
        words = tr("{member} {change}", member=tr_n(*counted, len(group.events)), change=verb)
        return f"{words}: {who}"

    return many


def _member(event: Event, names: Names) -> str:
    """A post or a body, with what is another of it where that can be said in a name."""
    match event.change:
        case "renamed":
            return pair(event, names, _ENTITY_TYPES[event.kind])
        case "recoded":
            return ids(event, names)
        case "moved" | "line":
            to = _tie(event, names).now
            if to is None:
                return now(event, names)
            return tr_t(
                msg("{member} (to {other})"),
                msg_p("present", "{member} (to {other})"),
                member=now(event, names),
                other=names.now(to),
            )
    return now(event, names) or was(event, names)


# -- in pictures ------------------------------------------------------------------------------


class _StandingType(EventType):
    """A kind of event that is of a post or a body."""

    def told(self, event: Event, names: Names) -> Iterator[Told]:
        """The mark and the words on either side that the member is on."""
        mark, then, since, brief = _notes(event, names)
        yield from (Told(True, id, mark, then, brief) for id in event.old)
        yield from (Told(False, id, mark, since, brief) for id in event.new)


def _notes(event: Event, names: Names) -> tuple[Mark, str, str, str | None]:
    if event.change == "renamed":
        return Mark.RENAMED, *notes_on_name(event, names, _ENTITY_TYPES[event.kind]), None
    if event.change in _TIES:
        tie = _tie(event, names)
        elsewhere = event.change == "moved" and not tie.same
        return Mark.MOVED if elsewhere else Mark.CHANGED, *tie_notes(tie, names), None
    if event.change == HOLDERS:
        said = what_became(event, names)
        return Mark.CHANGED, said, said, tr("other holders")
    words = _WORDS.get(event.change or "")
    if words is None:
        said = field_words(event, names)
        differs = tr_t(
            msg("{field} changed"),
            msg_p("present", "{field} changes"),
            field=field_name(event.field or ""),
        )
        return Mark.CHANGED, said, said, differs
    # That it came or ended says its mark.
    brief = "" if words.mark in (Mark.NEW, Mark.ENDED) else None
    note = tr_p("note", in_tense(*words.note))
    return words.mark, note, note, brief


class _PostType(_StandingType):
    def along(self, event: Event) -> tuple[frozenset[str], frozenset[str]]:
        """The posts that came, ended or changed along with their units."""
        edits = [edit for edit in event.edits if edit.entity_type is EntityType.POST]
        old = {edit.id for edit in edits if edit.op is not Op.ADD or edit.field is not None}
        recoded = {edit.new for edit in edits if edit.field == "id"}
        return frozenset(old), frozenset({*event.wholes(EntityType.POST, Op.ADD), *recoded})


TYPES = (
    _StandingType(
        kind=EventKind.BODY,
        noun=msg_n("change of a body", "changes of bodies"),
        counted=msg_n("{number} change of a body", "{number} changes of bodies"),
        row=Row("created, ended, renamed, its line changed", "it", "it"),
        example=beside_top(
            "bodies: [{id: b, name: B, type: organ}]",
            "bodies: [{id: b, name: C, type: organ}]",
        ),
        detect=detect,
        inverse=EventKind.BODY,
        sentence=_sentence,
        phrase=_phrase,
        folding=Folding(alike_in(_alike), _many(msg_n("{number} body", "{number} bodies"))),
        opposites=_OPPOSITES,
        entity_type=EntityType.BODY,
    ),
    _PostType(
        kind=EventKind.POST,
        noun=msg_n("change of a post", "changes of posts"),
        counted=msg_n("{number} change of a post", "{number} changes of posts"),
        row=Row(
            "created, ended, renamed, moved, its line or its holders changed, vacated", "it", "it"
        ),
        example=beside_top(
            "posts: [{id: p, name: P, unit: top}]",
            "posts: [{id: p, name: P, unit: top, vacant: true}]",
        ),
        detect=detect,
        inverse=EventKind.POST,
        sentence=_sentence,
        phrase=_phrase,
        folding=Folding(alike_in(_alike), _many(msg_n("{number} post", "{number} posts"))),
        opposites=_OPPOSITES,
        entity_type=EntityType.POST,
    ),
)
