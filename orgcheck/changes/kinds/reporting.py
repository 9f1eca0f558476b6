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
from orgcheck.changes.kinds.words import Group, alike_in, kind, now, own_edits, several, some
from orgcheck.changes.ledger import net_figures
from orgcheck.changes.names import Names
from orgcheck.counting import listed
from orgcheck.event_kinds import EventKind
from orgcheck.organisation import Organisation
from orgcheck.records import dataclass

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
class _Words:
    """How a tie is spoken of, of one member and of many."""

    verbs: tuple[str, str]
    nobody: str
    derived: tuple[str, str]
    stated: str


_WORDS = {
    LINE: _Words(("reports", "report"), "nobody", ("by its place", "by their place"), "line"),
    UNIT: _Words(("belongs", "belong"), "no unit", ("by what it heads", "by what they head"), UNIT),
}


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


def tie_words(tie: Tie, names: Names, *, many: bool = False) -> str:
    """What became of a tie, after the name of the member, or of the members that share it."""
    words = _WORDS[tie.field]
    verb, derived = words.verbs[many], words.derived[many]
    they, state = ("they", "state") if many else ("it", "states")
    no_longer = f"{they} {state} no {words.stated} any more"
    after = names.now(tie.now) if tie.now is not None else words.nobody
    match tie.shape:
        case "stated" if tie.now is not None:
            return f"now {state} that {they} {verb} to {after}, before {derived}"
        case "unstated" if tie.now is not None:
            return f"still {verb} to {after}, {derived}: {no_longer}"
        case "none" | "other":
            was = names.was(tie.before) if tie.before is not None else words.nobody
            return f"now {verb} to {after}, before to {was}{_bracket(tie, derived, no_longer)}"
    return f"{verb} to {after} as before, and {state} another {words.stated}"


def _bracket(tie: Tie, derived: str, no_longer: str) -> str:
    """Which of two ends is derived, where the other is stated."""
    if tie.stated == (False, True) and tie.before is not None:
        return f" ({derived})"
    if tie.stated == (True, False):
        return f" ({derived}; {no_longer})" if tie.now is not None else f" ({no_longer})"
    return ""


def tie_notes(tie: Tie, names: Names) -> tuple[str, str]:
    """The same in a few words: beside the member before, and beside it now."""
    words = _WORDS[tie.field]
    if tie.shape in ("none", "other"):
        was = names.was(tie.before) if tie.before is not None else words.nobody
        now = names.now(tie.now) if tie.now is not None else words.nobody
        past = {LINE: "reported", UNIT: "belonged"}[tie.field]
        return f"now {words.verbs[0]} to {now}", f"{past} to {was}"
    said = {"stated": "stated now", "unstated": "no longer stated"}.get(tie.shape)
    both = f"{words.stated} {said or 'stated otherwise'}"
    return both, both


def ties_words(tie: Tie) -> str:
    """What became of the ties of many members, each to another."""
    plural = _WORDS[tie.field].verbs[1]
    if tie.field == UNIT:
        return {
            "other": f"{plural} to another unit now",
            "none": f"{plural} to no unit now",
            "stated": f"now state the unit that they {plural} to, before by what they head",
            "unstated": "no longer state their unit, and belong to it by what they head",
        }.get(tie.shape, "state another unit now")
    return {
        "other": f"{plural} to another one now",
        "none": f"{plural} to nobody now",
        "stated": f"now state to whom they {plural}, before by their place",
        "unstated": f"no longer state to whom they {plural}, and still do by their place",
    }.get(tie.shape, "state another line now")


# -- in words ---------------------------------------------------------------------------------


def _reporting(event: Event, names: Names) -> str:
    parts = [*_superior(event, names), *_head(event, names), *_lines(event, names)]
    return f"{now(event, names)} {'; '.join(parts)}"


def _superior(event: Event, names: Names) -> Iterator[str]:
    if own_edits(event, EntityType.UNIT, LINE):
        yield tie_words(tie_of(LINE, event.old[0], event.new[0], names), names)


def _head(event: Event, names: Names) -> Iterator[str]:
    if not own_edits(event, EntityType.UNIT, *_HEADS):
        return
    before, since = _headed_by(event, names)
    now = listed(map(names.now, since)) or "nobody"
    if [names.origin(post) for post in since] == list(before):
        yield f"is headed by {now} as before, and states it otherwise"
    else:
        yield f"is now headed by {now}, before by {listed(map(names.was, before)) or 'nobody'}"


def _headed_by(event: Event, names: Names) -> tuple[Sequence[str], Sequence[str]]:
    """The posts that headed a unit, and those that head it now."""
    return names.old.units[event.old[0]].headed_by, names.new.units[event.new[0]].headed_by


def _lines(event: Event, names: Names) -> Iterator[str]:
    edits = own_edits(event, EntityType.UNIT, "lines")
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


def _notes(event: Event, names: Names) -> tuple[str, str]:
    """What is said before and since of a unit that states another line or head."""
    old, new = event.old[0], event.new[0]
    notes: list[tuple[str, str]] = []
    if own_edits(event, EntityType.UNIT, LINE):
        notes.append(tie_notes(tie_of(LINE, old, new, names), names))
    if own_edits(event, EntityType.UNIT, *_HEADS):
        before, since = _headed_by(event, names)
        now = f"now headed by {listed(map(names.now, since)) or 'nobody'}"
        notes.append((now, f"was headed by {listed(map(names.was, before)) or 'nobody'}"))
    if own_edits(event, EntityType.UNIT, "lines"):
        notes.append(("further lines differ", "further lines differ"))
    then, was = zip(*notes, strict=True)
    return "; ".join(then), "; ".join(was)


def _reported(group: Group, names: Names) -> str:
    who = some(group.events, lambda event: now(event, names))
    first = group.events[0]
    tie = tie_of(LINE, first.old[0], first.new[0], names)
    return f"{len(group.events):,} units {tie_words(tie, names, many=True)}: {who}"


def _alike(event: Event, names: Names) -> tuple[object, ...] | None:
    alone = {edit.field for edit in event.edits} == {LINE}
    return (tie_of(LINE, event.old[0], event.new[0], names),) if alone else None


def _state(event: Event, names: Names, before: bool) -> str:
    """Whom the unit reports to on one side; its head where nothing but that changes."""
    side, called = (names.old, names.was) if before else (names.new, names.now)
    id = (event.old if before else event.new)[0]
    if all(edit.field in _HEADS for edit in event.edits):
        heads = side.units[id].headed_by
        noun = "head" if len(heads) == 1 else "heads"
        return f"{noun}: {listed(map(called, heads))}" if heads else "no head"
    superior = side.superior(id)
    return f"reports to {called(superior)}" if superior is not None else ""


TYPES = (
    UnitType(
        kind=EventKind.REPORTING,
        noun=("change of line or head", "changes of line or head"),
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
        phrase=lambda event, _: f"{several(event.new)} states another line or head",
        folding=Folding(alike_in(_alike), _reported),
        tells_superior=True,
        mark=Mark.CHANGED,
        verb="line or head stated otherwise",
        notes=_notes,
        state=_state,
        shares_state=True,
    ),
)
