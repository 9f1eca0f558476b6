"""Units that go on and state another line of command, further line or head.

Whoever states no line has one all the same: it follows from the place. A post that states no unit
belongs to the one that it heads. What is stated may change without a change of what holds, and is
told so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from orgcheck.changes.changeset import EntityType, Event, Op
from orgcheck.changes.kinds.context import EventContext, event_of
from orgcheck.changes.kinds.event_type import Folding, Mark, Row, UnitType, below_top
from orgcheck.changes.kinds.words import (
    Group,
    alike_in,
    in_role,
    now,
    now_in,
    own_edits,
    some,
    type_in,
    units_in,
)
from orgcheck.changes.ledger import net_figures
from orgcheck.changes.names import Names
from orgcheck.changes.topics import several
from orgcheck.counting import listed, with_article
from orgcheck.event_kinds import EventKind
from orgcheck.language import Tenses, in_tense, msg, msg_n, msg_p, tr, tr_n, tr_p, tr_t
from orgcheck.organisation import Organisation
from orgcheck.records import NamedTuple, dataclass
from orgcheck.snapshot.words import line_type_word

LINE = "reports_to"
UNIT = "unit"
_HEADS = ("head", "heads")
_LINES = (LINE, "lines", *_HEADS)


def detect(context: EventContext) -> Iterator[Event]:
    """One event for each unit, whichever of its lines changed."""
    comparison, pool = context.comparison, context.pool
    for id in pool.members(EntityType.UNIT, *_LINES):
        match = comparison.units.matches[id]
        edits = pool.take_fields(EntityType.UNIT, id, *_LINES)
        figures = net_figures([comparison.old.units[id]], [comparison.new.units[match.new]])
        yield event_of(EventKind.REPORTING, match, edits, figures=figures)


# -- ties: what holds, and whether it is stated -------------------------------------------------


@dataclass(frozen=True)
class Tie:
    """One tie of a member that goes on: what holds before and now, and whether it is stated.

    `before` is an older id, `now` a newer one; None where there is nobody. `same` says that both
    are one and the same, under whatever ids.
    """

    field: str
    before: str | None
    now: str | None
    same: bool
    stated: tuple[bool, bool]

    @property
    def shape(self) -> str:
        """What sort of change it is: "other", "none", "stated", "unstated" or "restated"."""
        if not self.same:
            return "none" if self.now is None else "other"
        return {(False, True): "stated", (True, False): "unstated"}.get(self.stated, "restated")


def tie_of(field: str, old: str, new: str, names: Names) -> Tie:
    """The line (`reports_to`) or the unit (`unit`) of a member, by its ids on either side."""
    before, stated_before = _holding(names.old, old, field)
    now, stated_now = _holding(names.new, new, field)
    same = before is None if now is None else names.origin(now) == before
    return Tie(field, before, now, same, (stated_before, stated_now))


def _holding(side: Organisation, id: str, field: str) -> tuple[str | None, bool]:
    """What holds on one side, and whether it is stated there."""
    if field == UNIT:
        post = side.posts[id]
        return side.unit_of_post(post), post.unit is not None
    return side.superior(id), getattr(side.member(id), LINE, None) is not None


# What became of the tie of one member, by its field and shape.
_OF_ONE = {
    (LINE, "other"): msg("now reports to {now}, formerly to {was}"),
    (LINE, "first"): msg("now reports to {now}, formerly to nobody"),
    (LINE, "none"): msg("now reports to nobody, formerly to {was}"),
    (LINE, "stated"): msg("now states that it reports to {now}, formerly by its place"),
    (LINE, "unstated"): msg("still reports to {now}, by its place: it states no line any more"),
    (LINE, "restated"): msg("reports to {now} as before, and states another line"),
    (LINE, "nobody"): msg("reports to nobody as before, and states another line"),
    (UNIT, "other"): msg("now belongs to {now}, formerly to {was}"),
    (UNIT, "first"): msg("now belongs to {now}, formerly to no unit"),
    (UNIT, "none"): msg("now belongs to no unit, formerly to {was}"),
    (UNIT, "stated"): msg("now states that it belongs to {now}, formerly by what it heads"),
    (UNIT, "unstated"): msg("still belongs to {now}, by what it heads: it states no unit any more"),
    (UNIT, "restated"): msg("belongs to {now} as before, and states another unit"),
    (UNIT, "nobody"): msg("belongs to no unit as before, and states another unit"),
}
# The same of many units that share one line.
_OF_MANY = {
    "other": msg("now report to {now}, formerly to {was}"),
    "first": msg("now report to {now}, formerly to nobody"),
    "none": msg("now report to nobody, formerly to {was}"),
    "stated": msg("now state that they report to {now}, formerly by their place"),
    "unstated": msg("still report to {now}, by their place: they state no line any more"),
    "restated": msg("report to {now} as before, and state another line"),
    "nobody": msg("report to nobody as before, and state another line"),
}
# The same as a paper says it, where that is not the same.
_PRESENT = {
    msg("now reports to {now}, formerly to {was}"): msg_p(
        "present", "reports to {now}, so far to {was}"
    ),
    msg("now reports to {now}, formerly to nobody"): msg_p(
        "present", "reports to {now}, so far to nobody"
    ),
    msg("now reports to nobody, formerly to {was}"): msg_p(
        "present", "reports to nobody, so far to {was}"
    ),
    msg("now states that it reports to {now}, formerly by its place"): msg_p(
        "present", "states that it reports to {now}, so far by its place"
    ),
    msg("now belongs to {now}, formerly to {was}"): msg_p(
        "present", "belongs to {now}, so far to {was}"
    ),
    msg("now belongs to {now}, formerly to no unit"): msg_p(
        "present", "belongs to {now}, so far to no unit"
    ),
    msg("now belongs to no unit, formerly to {was}"): msg_p(
        "present", "belongs to no unit, so far to {was}"
    ),
    msg("now states that it belongs to {now}, formerly by what it heads"): msg_p(
        "present", "states that it belongs to {now}, so far by what it heads"
    ),
    msg("now report to {now}, formerly to {was}"): msg_p(
        "present", "report to {now}, so far to {was}"
    ),
    msg("now report to {now}, formerly to nobody"): msg_p(
        "present", "report to {now}, so far to nobody"
    ),
    msg("now report to nobody, formerly to {was}"): msg_p(
        "present", "report to nobody, so far to {was}"
    ),
    msg("now state that they report to {now}, formerly by their place"): msg_p(
        "present", "state that they report to {now}, so far by their place"
    ),
    msg("report to another one now"): msg_p("present", "report to another one"),
    msg("report to nobody now"): msg_p("present", "report to nobody"),
    msg("now state to whom they report, formerly by their place"): msg_p(
        "present", "state to whom they report, so far by their place"
    ),
    msg("state another line now"): msg_p("present", "state another line"),
    msg("belong to another unit now"): msg_p("present", "belong to another unit"),
    msg("belong to no unit now"): msg_p("present", "belong to no unit"),
    msg("now state the unit that they belong to, formerly by what they head"): msg_p(
        "present", "state the unit that they belong to, so far by what they head"
    ),
    msg("state another unit now"): msg_p("present", "state another unit"),
}


class _Bracket(NamedTuple):
    """Which of two ends is derived, where the other is stated."""

    before: str
    now: str
    no_longer: str


_BRACKETS = {
    LINE: _Bracket(
        msg("by its place"),
        msg("by its place; it states no line any more"),
        msg("it states no line any more"),
    ),
    UNIT: _Bracket(
        msg("by what it heads"),
        msg("by what it heads; it states no unit any more"),
        msg("it states no unit any more"),
    ),
}
_OF_MANY_BRACKET = _Bracket(
    msg("by their place"),
    msg("by their place; they state no line any more"),
    msg("they state no line any more"),
)
# Beside a member before; and where there is nobody.
_NOW = {LINE: msg("now reports to {member}"), UNIT: msg("now belongs to {member}")}
_NOW_NOBODY = {LINE: msg("now reports to nobody"), UNIT: msg("now belongs to no unit")}
# The same beside it now.
_SO_FAR = {
    LINE: Tenses(msg("reported to {member}"), msg_p("present", "so far reports to {member}")),
    UNIT: Tenses(msg("belonged to {member}"), msg_p("present", "so far belongs to {member}")),
}
_SO_FAR_NOBODY = {
    LINE: Tenses(msg("reported to nobody"), msg_p("present", "so far reports to nobody")),
    UNIT: Tenses(msg("belonged to no unit"), msg_p("present", "so far belongs to no unit")),
}
_NOTES_ON_STATING = {
    (LINE, "stated"): msg("line stated now"),
    (LINE, "unstated"): msg("line no longer stated"),
    (LINE, "restated"): msg("line stated otherwise"),
    (UNIT, "stated"): msg("unit stated now"),
    (UNIT, "unstated"): msg("unit no longer stated"),
    (UNIT, "restated"): msg("unit stated otherwise"),
}
# Of many, each to another.
_OF_EACH = {
    (LINE, "other"): msg("report to another one now"),
    (LINE, "none"): msg("report to nobody now"),
    (LINE, "stated"): msg("now state to whom they report, formerly by their place"),
    (LINE, "unstated"): msg("no longer state to whom they report, and still do by their place"),
    (LINE, "restated"): msg("state another line now"),
    (UNIT, "other"): msg("belong to another unit now"),
    (UNIT, "none"): msg("belong to no unit now"),
    (UNIT, "stated"): msg("now state the unit that they belong to, formerly by what they head"),
    (UNIT, "unstated"): msg("no longer state their unit, and belong to it by what they head"),
    (UNIT, "restated"): msg("state another unit now"),
}


_GAINED = msg_p("member", "gained {items}"), msg_p("member", "gains {items}")
_LOST = msg_p("member", "lost {items}"), msg_p("member", "loses {items}")


def tie_words(tie: Tie, names: Names) -> str:
    """What became of a tie, after the name of the member."""
    words = _in_tense(_OF_ONE[tie.field, _told_as(tie)], **_ends(tie, names))
    return f"{words}{_bracketed(tie, _BRACKETS[tie.field])}"


def _shared_tie_words(tie: Tie, names: Names) -> str:
    """The same of many units that share one line."""
    words = _in_tense(_OF_MANY[_told_as(tie)], **_ends(tie, names))
    return f"{words}{_bracketed(tie, _OF_MANY_BRACKET)}"


def _told_as(tie: Tie) -> str:
    """The shape that is told: nobody is told of in words."""
    if tie.now is None:
        return "none" if tie.shape == "none" else "nobody"
    return "first" if tie.shape == "other" and tie.before is None else tie.shape


def _ends(tie: Tie, names: Names) -> dict[str, str]:
    """Those who are at either end, as receivers."""
    ends: dict[str, str] = {}
    for end, id, side, called in (
        ("was", tie.before, names.old, names.was),
        ("now", tie.now, names.new, names.now),
    ):
        if id is not None:
            ends[end] = in_role("towards", called(id), 1, type_in(side, id))
    return ends


def _bracketed(tie: Tie, words: _Bracket) -> str:
    """Which of two ends is derived, in brackets behind what became of the tie."""
    if tie.same:
        return ""
    if tie.stated == (False, True) and tie.before is not None:
        return f" ({tr(words.before)})"
    if tie.stated == (True, False):
        return f" ({tr(words.no_longer if tie.now is None else words.now)})"
    return ""


def tie_notes(tie: Tie, names: Names) -> tuple[str, str]:
    """The same in a few words: beside the member before, and beside it now."""
    if tie.shape not in ("none", "other"):
        both = tr(_NOTES_ON_STATING[tie.field, tie.shape])
        return both, both
    ends = _ends(tie, names)
    field = tie.field
    now = tr(_NOW[field], member=ends["now"]) if "now" in ends else tr(_NOW_NOBODY[field])
    was = (
        tr_t(*_SO_FAR[field], member=ends["was"]) if "was" in ends else tr_t(*_SO_FAR_NOBODY[field])
    )
    return now, was


def ties_words(tie: Tie) -> str:
    """What became of the ties of many members, each to another."""
    return _in_tense(_OF_EACH[tie.field, tie.shape])


def _in_tense(words: str, **named: str) -> str:
    """What became of a tie, in the tense of the report."""
    return tr_t(words, _PRESENT[words], **named) if words in _PRESENT else tr(words, **named)


# -- in words ---------------------------------------------------------------------------------


def _reporting(event: Event, names: Names) -> str:
    parts = [*_superior(event, names), *_head(event, names), *_lines(event, names)]
    return tr("{member} {change}", member=now_in("who", event.new, names), change="; ".join(parts))


def _superior(event: Event, names: Names) -> Iterator[str]:
    if own_edits(event, EntityType.UNIT, LINE):
        yield tie_words(tie_of(LINE, event.old[0], event.new[0], names), names)


def _head(event: Event, names: Names) -> Iterator[str]:
    if not own_edits(event, EntityType.UNIT, *_HEADS):
        return
    before, since = _headed_by(event, names)
    heads = listed(map(names.now, since)) or tr_p("headed by", "nobody")
    if [names.origin(post) for post in since] == list(before):
        yield tr("is headed by {heads} as before, and states it otherwise", heads=heads)
    else:
        was = listed(map(names.was, before)) or tr_p("headed by", "nobody")
        yield tr_t(
            msg("is now headed by {heads}, formerly by {was}"),
            msg_p("present", "is headed by {heads}, so far by {was}"),
            heads=heads,
            was=was,
        )


def _headed_by(event: Event, names: Names) -> tuple[Sequence[str], Sequence[str]]:
    """The posts that headed a unit, and those that head it now."""
    return names.old.units[event.old[0]].headed_by, names.new.units[event.new[0]].headed_by


def _lines(event: Event, names: Names) -> Iterator[str]:
    edits = own_edits(event, EntityType.UNIT, "lines")
    gained = [_line(edit.new, names.new, names.now) for edit in edits if edit.op is Op.ADD]
    lost = [_line(edit.old, names.old, names.was) for edit in edits if edit.op is Op.REMOVE]
    if gained:
        yield tr_p("member", in_tense(*_GAINED), items=listed(gained))
    if lost:
        yield tr_p("member", in_tense(*_LOST), items=listed(lost))


def _line(line: Mapping[str, Any], side: Organisation, called: Callable[[str], str]) -> str:
    sort = line.get("type", "other")
    to = in_role("towards", called(line["to"]), 1, type_in(side, line["to"]))
    if sort == "other":
        return tr("a further line to {member}", member=to)
    return tr("{sort} line to {member}", sort=with_article(line_type_word(sort)), member=to)


def _notes(event: Event, names: Names) -> tuple[str, str]:
    """What is said before and since of a unit that states another line or head."""
    old, new = event.old[0], event.new[0]
    notes: list[tuple[str, str]] = []
    if own_edits(event, EntityType.UNIT, LINE):
        notes.append(tie_notes(tie_of(LINE, old, new, names), names))
    if own_edits(event, EntityType.UNIT, *_HEADS):
        before, since = _headed_by(event, names)
        now = listed(map(names.now, since)) or tr_p("headed by", "nobody")
        was = listed(map(names.was, before)) or tr_p("headed by", "nobody")
        since = tr_t(
            msg("was headed by {heads}"), msg_p("present", "so far headed by {heads}"), heads=was
        )
        notes.append((tr("now headed by {heads}", heads=now), since))
    if own_edits(event, EntityType.UNIT, "lines"):
        notes.append((tr("further lines differ"), tr("further lines differ")))
    then, since_then = zip(*notes, strict=True)
    return "; ".join(then), "; ".join(since_then)


def _reported(group: Group, names: Names) -> str:
    who = some(group.events, lambda event: now(event, names))
    first = group.events[0]
    tie = tie_of(LINE, first.old[0], first.new[0], names)
    words = tr("{member} {change}", member=units_in(group), change=_shared_tie_words(tie, names))
    return f"{words}: {who}"


def _alike(event: Event, names: Names) -> tuple[object, ...] | None:
    alone = {edit.field for edit in event.edits} == {LINE}
    return (tie_of(LINE, event.old[0], event.new[0], names),) if alone else None


def _state(event: Event, names: Names, before: bool) -> str:
    """Whom the unit reports to on one side; its head where nothing but that changes."""
    side, called = (names.old, names.was) if before else (names.new, names.now)
    id = (event.old if before else event.new)[0]
    if all(edit.field in _HEADS for edit in event.edits):
        heads = side.units[id].headed_by
        if not heads:
            return tr("no head")
        return tr_n("head: {heads}", "heads: {heads}", len(heads), heads=listed(map(called, heads)))
    superior = side.superior(id)
    if superior is None:
        return ""
    member = in_role("towards", called(superior), 1, type_in(side, superior))
    return tr("reports to {member}", member=member)


TYPES = (
    UnitType(
        kind=EventKind.REPORTING,
        noun=msg_n("change of line or head", "changes of line or head"),
        counted=msg_n("{number} change of line or head", "{number} changes of line or head"),
        row=Row(
            "what the unit itself states of its line: `reports_to`, `lines`, `head`, `heads`",
            "it",
            "it",
        ),
        example=below_top(
            "{id: b, name: B}, {id: c, name: C}",
            "{id: b, name: B, reports_to: c}, {id: c, name: C}",
        ),
        detect=detect,
        inverse=EventKind.REPORTING,
        sentence=_reporting,
        phrase=lambda event, _: tr("{unit} states another line or head", unit=several(event.new)),
        folding=Folding(alike_in(_alike), _reported),
        tells_superior=True,
        mark=Mark.CHANGED,
        verb=msg_p("event", "line or head stated otherwise"),
        notes=_notes,
        state=_state,
        shares_state=True,
    ),
)
