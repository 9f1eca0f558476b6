"""Units that go on under another name or another id."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from orgcheck.changes.changeset import Edit, EntityType, Event, Match
from orgcheck.changes.comparison import Pool
from orgcheck.changes.fields import is_another_name, tells_of
from orgcheck.changes.kinds.context import EventContext, event_of
from orgcheck.changes.kinds.event_type import Folding, Mark, Row, UnitType, below_top
from orgcheck.changes.kinds.words import (
    Group,
    alike_in,
    before_and_now,
    in_language,
    in_role,
    own_edits,
    quoted,
    some,
    unlike,
)
from orgcheck.changes.names import Names
from orgcheck.changes.topics import several
from orgcheck.counting import listed
from orgcheck.event_kinds import EventKind
from orgcheck.language import msg, msg_n, msg_np, msg_p, tr, tr_n, tr_t, tr_tn
from orgcheck.snapshot.model import NAMES


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
    words = [_now_and_before(edit) for edit in others if edit.key is None or not shown]
    if shown:
        differing = (in_language(edit) for edit in others if edit.key)
        words = [*map(_differs_too, differing), *words]
    if event.old != event.new and names.tells_ids:
        words.append(tr("its id is now {new}, formerly {old}", new=event.new[0], old=event.old[0]))
    if not shown:
        return f"{in_role('who', after, 1, of)}: {'; '.join(words)}"
    texts = names.displayed(shown[0].old, shown[0].new)
    called = tr_t(
        msg("{old} is now called {new}"),
        msg_p("present", "{old} gets the name {new}"),
        old=in_role("who", before, 1, of),
        new=after,
    )
    return "; ".join((f"{called}{unlike(*texts)}", *words))


def _differs_too(name: str) -> str:
    return tr_t(
        msg("the {name} differs too"), msg_p("present", "the {name} differs too"), name=name
    )


def _is_shown(edit: Edit, event: Event, names: Names) -> bool:
    """Whether an edit changes the name that is shown."""
    if edit.field != "name" or edit.old is None or edit.new is None:
        return False
    texts = names.displayed(edit.old, edit.new)
    return texts == (
        names.old.name(event.old[0], names.language),
        names.new.name(event.new[0], names.language),
    )


def _now_and_before(edit: Edit) -> str:
    words = tr_t(
        msg("the {name} is now {new}, formerly {old}"),
        msg_p("present", "the {name} becomes {new}, so far {old}"),
        name=in_language(edit),
        new=quoted(edit.new),
        old=quoted(edit.old),
    )
    return f"{words}{unlike(edit.old, edit.new)}"


def recoded(event: Event, names: Names, of: EntityType = EntityType.UNIT) -> str:
    """That a member has another id: both ids beside its name."""
    return tr(
        "{member} has another id: {new}, formerly {old}",
        member=in_role("who", names.bare(event.new[0]), 1, of),
        old=event.old[0],
        new=event.new[0],
    )


# -- many alike -------------------------------------------------------------------------------


def _many_renamed(group: Group, names: Names) -> str:
    pairs = some(group.events, lambda event: pair(event, names))
    recoded = names.tells_ids and all(event.old != event.new for event in group.events)
    number = len(group.events)
    words = (
        tr_tn(
            msg_n(
                "{number} unit was renamed and has another id",
                "{number} units were renamed and have another id",
            ),
            msg_np(
                "present",
                "{number} unit is renamed and has another id",
                "{number} units are renamed and have another id",
            ),
            number,
        )
        if recoded
        else tr_tn(
            msg_n("{number} unit was renamed", "{number} units were renamed"),
            msg_np("present", "{number} unit is renamed", "{number} units are renamed"),
            number,
        )
    )
    return f"{words}: {pairs}"


def pair(event: Event, names: Names, of: EntityType = EntityType.UNIT) -> str:
    """What a member was called and is called, with both ids where it has another."""
    recoded = event.old != event.new
    old = names.old.name(event.old[0], names.language)
    new = names.new.name(event.new[0], names.language)
    # Where a name is the id, it stands once.
    before = names.was(event.old[0], with_id=recoded and old != event.old[0])
    after = names.now(event.new[0], with_id=recoded and new != event.new[0])
    if old != new:
        words = before_and_now(before, after)
        return f"{words}{unlike(old, new)}"
    named = own_edits(event, of, *NAMES)
    return f"{after} ({listed(in_language(edit) for edit in named)})"


def _many_recoded(group: Group, names: Names) -> str:
    who = some(group.events, lambda event: ids(event, names))
    number = len(group.events)
    words = tr_n("{number} unit has another id", "{number} units have another id", number)
    return f"{words}: {who}"


def ids(event: Event, names: Names) -> str:
    """A member with its two ids."""
    old, new = event.old[0], event.new[0]
    both = tr("{new}, formerly {old}", new=new, old=old)
    return f"{names.bare(event.new[0])} ({both})"


# -- before and since ------------------------------------------------------------------------


def notes_on_name(event: Event, names: Names, of: EntityType = EntityType.UNIT) -> tuple[str, str]:
    """What a renamed member is called now, and was: with its id where that is another too."""
    old, new = event.old[0], event.new[0]
    before, now = names.old.name(old, names.language), names.new.name(new, names.language)
    if before == now:
        edits = own_edits(event, of, *NAMES)
        then = "; ".join(
            tr("{name} now {value}", name=in_language(edit), value=quoted(edit.new))
            for edit in edits
        )
        since = "; ".join(
            tr_t(
                msg("{name} was {value}"),
                msg_p("present", "{name} so far {value}"),
                name=in_language(edit),
                value=quoted(edit.old),
            )
            for edit in edits
        )
    else:
        then = f"{now_called(names.now(new))}{unlike(before, now)}"
        since = f"{was_called(names.was(old))}{unlike(before, now)}"
    if old != new and names.tells_ids:
        then, since = f"{then}; {id_now(new)}", f"{since}; {id_was(old)}"
    return then, since


def now_called(name: str) -> str:
    """Beside a member before: its name now."""
    return tr_t(msg("now called {name}"), msg_p("present", "gets the name {name}"), name=name)


def was_called(name: str) -> str:
    """Beside a member now: its name before."""
    return tr_t(msg("was called {name}"), msg_p("present", "so far called {name}"), name=name)


def id_now(id: str) -> str:
    """Beside a member before: its id now."""
    return tr("id now {id}", id=id)


def id_was(id: str) -> str:
    """Beside a member now: its id before."""
    return tr("id was {id}", id=id)


class _NamingType(UnitType):
    def remark(self, events: Sequence[Event]) -> str:
        """How many of them tell of another id beside another name."""
        recoded = sum(event.old != event.new for event in events)
        if self.kind is EventKind.RECODE or not recoded:
            return ""
        if len(events) == 1:
            words = tr("with a new id")
        elif recoded == len(events):
            words = tr("all with a new id")
        else:
            words = tr_n("{number} with a new id", "{number} with a new id", recoded)
        return f" ({words})"


def _phrase_of_rename(event: Event, _: str) -> str:
    if event.old == event.new:
        return tr("{unit} is renamed", unit=several(event.new))
    return tr(
        "{unit} is renamed, and has another id than {old}",
        unit=several(event.new),
        old=several(event.old),
    )


def _id(event: Event, _: Names, before: bool) -> str:
    """The id on one side, where it is another on the other."""
    old, new = event.old[0], event.new[0]
    return tr("id: {id}", id=old if before else new) if old != new else ""


def _notes_on_id(event: Event, _: Names) -> tuple[str, str]:
    old, new = event.old[0], event.new[0]
    return id_now(new), id_was(old)


TYPES = (
    _NamingType(
        kind=EventKind.RENAME,
        noun=msg_n("rename", "renames"),
        counted=msg_n("{number} rename", "{number} renames"),
        row=Row("another name in a language that both sides have, or another acronym", "it", "it"),
        example=below_top("{id: b, name: B}", "{id: b, name: C}"),
        detect=detect,
        inverse=EventKind.RENAME,
        sentence=renamed,
        phrase=_phrase_of_rename,
        folding=Folding(alike_in(lambda event, names: ()), _many_renamed, by_line=True),
        identifies=True,
        mark=Mark.RENAMED,
        verb=msg_p("event", "renamed"),
        notes=notes_on_name,
        state=_id,
    ),
    _NamingType(
        kind=EventKind.RECODE,
        noun=msg_n("new id under the same name", "new ids under the same name"),
        counted=msg_n(
            "{number} new id under the same name", "{number} new ids under the same name"
        ),
        row=Row("another id, the same name", "it", "it"),
        example=below_top("{id: b, name: B}", "{id: c, name: B, previously: [b]}"),
        detect=detect,
        inverse=EventKind.RECODE,
        sentence=recoded,
        phrase=lambda event, _: tr(
            "{unit} has the id {id} now", unit=several(event.old), id=several(map(str, event.new))
        ),
        folding=Folding(alike_in(lambda event, names: ()), _many_recoded),
        identifies=True,
        mark=Mark.CHANGED,
        verb=msg_p("event", "another id"),
        notes=_notes_on_id,
        state=_id,
    ),
)
