"""The kinds of event: a line each, the weightiest first."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class EventKind(StrEnum):
    """What can happen to an organisation; the weightiest first.

    Beside its name stands the module of `orgcheck/changes/kinds` that says everything else about
    it. In this order the kinds are told, and claim the differences that they tell of: whatever of a
    unit is left to `FIGURE` and `ATTRIBUTE` is told by these. Names alone are known here, below
    snapshots, since a snapshot may name kinds of event too: those that it expects of its measures.
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


_RANKS = {kind: rank for rank, kind in enumerate(EventKind)}
