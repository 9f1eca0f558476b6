"""Units that go on under another name or another id."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from orgcheck.changes.changeset import Edit, EntityType, Event, Match
from orgcheck.changes.comparison import Pool
from orgcheck.changes.fields import NAMES, is_another_name, tells_of
from orgcheck.changes.kinds.context import EventContext, event_of
from orgcheck.changes.kinds.event_type import Folding, Mark, Row, UnitType, below_top
from orgcheck.changes.kinds.words import (
    Group,
    alike_in,
    in_language,
    own_edits,
    quoted,
    several,
    some,
    unlike,
)
from orgcheck.changes.names import Names
from orgcheck.counting import listed
from orgcheck.event_kinds import EventKind
from orgcheck.snapshot.model import display


def detect(context: EventContext) -> Iterator[Event]:
    """A rename, or a recode where the id alone is another; what referred to it follows."""
    comparison, pool = context.comparison, context.pool
    for id in pool.members(EntityType.UNIT, "id", *NAMES):
        match = comparison.units.matches[id]
        edits = take_naming(pool, EntityType.UNIT, match)
        if edits:
            kind = EventKind.RENAME if any(map(is_another_name, edits)) else EventKind.RECODE
            following, consequences = context.followers.of((EntityType.UNIT, id))
            yield event_of(kind, match, [*edits, *following], consequences=consequences)


def take_naming(pool: Pool, entity_type: EntityType, match: Match) -> list[Edit]:
    """Claim another name and another id, with the entry of `previously` that tells of it."""

    def renames(edit: Edit) -> bool:
        if edit.field in NAMES:
            return is_another_name(edit)
        return edit.field == "id" or (match.old != match.new and tells_of(edit, match.old))

    return pool.take(entity_type, match.old, renames)


# -- in words ---------------------------------------------------------------------------------


def renamed(event: Event, names: Names, of: EntityType = EntityType.UNIT) -> str:
    """The names of a member before and now, in every language that differs, and its ids."""
    before, after = names.was(event.old[0]), names.now(event.new[0])
    edits = own_edits(event, of, *NAMES)
    shown = [edit for edit in edits if _is_shown(edit, event, names)]
    others = [edit for edit in edits if edit not in shown]
    words = [f"the {in_language(edit)} is now {_now_and_before(edit)}" for edit in others]
    if shown:
        words = [f"the {in_language(edit)} differs too" for edit in others if edit.key]
        words += [f"the acronym is now {_now_and_before(e)}" for e in others if not e.key]
    if event.old != event.new and names.tells_ids:
        words.append(f"its id is now {event.new[0]}, before {event.old[0]}")
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


def recoded(event: Event, names: Names) -> str:
    """That a member has another id: both ids beside its name."""
    ids = f"{event.old[0]} -> {event.new[0]}"
    return f"{_alone(event, names)} has another id: {ids}"


def _alone(event: Event, names: Names) -> str:
    """The name of a member whose ids are told beside it."""
    return names.new.name(event.new[0], names.language)


# -- many alike -------------------------------------------------------------------------------


def _many_renamed(group: Group, names: Names) -> str:
    pairs = some(group.events, lambda event: pair(event, names))
    recoded = names.tells_ids and all(event.old != event.new for event in group.events)
    also = " and have another id" if recoded else ""
    return f"{len(group.events):,} units were renamed{also}: {pairs}"


def pair(event: Event, names: Names, of: EntityType = EntityType.UNIT) -> str:
    """What a member was called and is called, with both ids where it has another."""
    recoded = event.old != event.new
    old = names.old.name(event.old[0], names.language)
    new = names.new.name(event.new[0], names.language)
    # Where a name is the id, it stands once.
    before = names.was(event.old[0], with_id=recoded and old != event.old[0])
    after = names.now(event.new[0], with_id=recoded and new != event.new[0])
    if old != new:
        return f"{before} -> {after}{unlike(old, new)}"
    named = own_edits(event, of, *NAMES)
    return f"{after} ({listed(in_language(edit) for edit in named)})"


def _many_recoded(group: Group, names: Names) -> str:
    who = some(group.events, lambda event: ids(event, names))
    return f"{len(group.events):,} units have another id: {who}"


def ids(event: Event, names: Names) -> str:
    """A member with its two ids."""
    old, new = event.old[0], event.new[0]
    return f"{_alone(event, names)} ({old} -> {new})"


# -- before and since ------------------------------------------------------------------------


def notes_on_name(event: Event, names: Names, of: EntityType = EntityType.UNIT) -> tuple[str, str]:
    """What a renamed member is called now, and was: with its id where that is another too."""
    old, new = event.old[0], event.new[0]
    before, now = names.old.name(old, names.language), names.new.name(new, names.language)
    if before == now:
        edits = own_edits(event, of, *NAMES)
        then = "; ".join(f"{in_language(edit)} now {quoted(edit.new)}" for edit in edits)
        since = "; ".join(f"{in_language(edit)} was {quoted(edit.old)}" for edit in edits)
    else:
        then = f"now called {names.now(new)}{unlike(before, now)}"
        since = f"was called {names.was(old)}{unlike(before, now)}"
    if old != new:
        then, since = (
            f"{then}; id now {new}",
            f"{since}; id was {old}",
        )
    return then, since


class _NamingType(UnitType):
    def remark(self, events: Sequence[Event]) -> str:
        """How many of them tell of another id beside another name."""
        recoded = sum(event.old != event.new for event in events)
        if self.kind is EventKind.RECODE or not recoded:
            return ""
        some = "" if len(events) == 1 else "all " if recoded == len(events) else f"{recoded:,} "
        return f" ({some}with a new id)"


def _phrase_of_rename(event: Event, _: str) -> str:
    ids = f", and has another id than {several(event.old)}" if event.old != event.new else ""
    return f"{several(event.new)} is renamed{ids}"


def _id(event: Event, _: Names, before: bool) -> str:
    """The id on one side, where it is another on the other."""
    old, new = event.old[0], event.new[0]
    return f"id: {old if before else new}" if old != new else ""


def _notes_on_id(event: Event, _: Names) -> tuple[str, str]:
    old, new = event.old[0], event.new[0]
    return f"id now {new}", f"id was {old}"


TYPES = (
    _NamingType(
        kind=EventKind.RENAME,
        noun=("rename", "renames"),
        row=Row("another name in a language that both sides have, or another acronym", "it", "it"),
        example=below_top("{id: b, name: B}", "{id: b, name: C}"),
        detect=detect,
        inverse=EventKind.RENAME,
        sentence=renamed,
        phrase=_phrase_of_rename,
        folding=Folding(alike_in(lambda event, names: ()), _many_renamed, by_line=True),
        identifies=True,
        mark=Mark.RENAMED,
        verb="renamed",
        notes=notes_on_name,
        state=_id,
    ),
    _NamingType(
        kind=EventKind.RECODE,
        noun=("new id under the same name", "new ids under the same name"),
        row=Row("another id, the same name", "it", "it"),
        example=below_top("{id: b, name: B}", "{id: c, name: B, previously: [b]}"),
        detect=detect,
        inverse=EventKind.RECODE,
        sentence=recoded,
        phrase=lambda event, _: f"{several(event.old)} has the id {several(event.new)} now",
        folding=Folding(alike_in(lambda event, names: ()), _many_recoded),
        identifies=True,
        mark=Mark.CHANGED,
        verb="another id",
        notes=_notes_on_id,
        state=_id,
    ),
)
