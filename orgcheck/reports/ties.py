"""To whom a unit, post or body reports, and to which unit a post belongs: stated, or derived.

Whoever states neither has both all the same: the line follows from the place, and a post belongs
to the unit that it heads. What is stated may change without a change of what holds, and is told so.
"""

from __future__ import annotations

from dataclasses import dataclass

from orgcheck.changes.changeset import Event
from orgcheck.organisation import Organisation
from orgcheck.reports.names import Names

LINE = "reports_to"
UNIT = "unit"


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


def tie_of_event(event: Event, names: Names) -> Tie:
    """The tie that an event of a post or body is about: that it "moved", or its "line"."""
    return tie_of(UNIT if event.change == "moved" else LINE, event.old[0], event.new[0], names)


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
