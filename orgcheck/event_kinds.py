"""The kinds of event: a line each, the weightiest first."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class EventKind(StrEnum):
    """What can happen to an organisation; the weightiest first.

    Beside its name stands the module of `orgcheck/changes/kinds` that says everything else about
    it, which takes long to import. In this order the kinds are told, and claim the differences that
    they tell of: whatever of a unit is left to `FIGURE` and `ATTRIBUTE` is told by these. What is
    asked of a kind before anything is compared is known here, below snapshots: its name, since a
    snapshot may name kinds that it expects of its measures, and what a rule that names it asks.
    """

    _value_: str
    family: str

    def __new__(cls, value: str, family: str = "") -> Self:
        """A kind by its name, and the module of its family."""
        kind = str.__new__(cls, value)
        kind._value_ = value
        kind.family = family
        return kind

    REORGANISE = "reorganise", "successions"
    MERGE = "merge", "successions"
    SPLIT = "split", "successions"
    DISSOLVE = "dissolve", "successions"
    ABSORB = "absorb", "successions"
    SPIN_OFF = "spin-off", "successions"
    REPLACE = "replace", "successions"
    ABOLISH = "abolish", "lifecycles"
    CREATE = "create", "lifecycles"
    MOVE = "move", "placement"
    PROMOTE = "promote", "placement"
    DEMOTE = "demote", "placement"
    REPORTING = "reporting", "reporting"
    RENAME = "rename", "naming"
    RETYPE = "retype", "fields"
    RESPONSIBILITY = "responsibility", "holdings"
    SITE = "site", "holdings"
    RECODE = "recode", "naming"
    BODY = "body", "standing"
    POST = "post", "standing"
    MEMBERSHIP = "membership", "membership"
    FIGURE = "figure", "fields"
    ATTRIBUTE = "attribute", "fields"
    SNAPSHOT = "snapshot", "fields"

    @property
    def rank(self) -> int:
        """0 for the weightiest, growing as the weight falls."""
        return _RANKS[self]

    @property
    def ends_units(self) -> bool:
        """Whether units may end with it, with what they held."""
        return self in _ENDING

    @property
    def inferable(self) -> bool:
        """Whether it rests on which unit is which, so that it may have been inferred."""
        return self not in _PLAIN


_RANKS = {kind: rank for rank, kind in enumerate(EventKind)}
_ENDING = frozenset(
    (
        *(EventKind.REORGANISE, EventKind.MERGE, EventKind.SPLIT, EventKind.DISSOLVE),
        *(EventKind.ABSORB, EventKind.REPLACE, EventKind.ABOLISH),
    )
)
_PLAIN = frozenset(
    (EventKind.ABOLISH, EventKind.CREATE, EventKind.BODY, EventKind.POST, EventKind.SNAPSHOT)
)
