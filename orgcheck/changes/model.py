"""What a comparison gives: which unit is which, and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class Certainty(StrEnum):
    """On what ground one unit is taken for another; the strongest first."""

    SAME_ID = "same-id"
    DECLARED = "declared"
    ACCEPTED = "accepted"
    NAME = "name"
    STRUCTURE = "structure"

    @property
    def rank(self) -> int:
        """0 for the strongest, growing as the ground gets weaker."""
        return _RANKS[self]


_RANKS = {certainty: rank for rank, certainty in enumerate(Certainty)}


@dataclass(frozen=True, slots=True)
class Match:
    """An old and a new unit that are the same unit."""

    old: str
    new: str
    certainty: Certainty
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Succession:
    """A new unit that takes over, wholly or in part, from an old one.

    `spin_off` says that the old unit goes on and the new one was carved out of it.
    """

    old: str
    new: str
    certainty: Certainty
    evidence: tuple[str, ...] = ()
    spin_off: bool = False


@dataclass(frozen=True, slots=True)
class PossibleMatch:
    """A likeness that is shown and never applied, with the line to paste if it is right."""

    old: str
    new: str
    because: str
    paste: str
    runner_up: str | None = None


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which measure on evidence is applied; read off real reorganisations."""


@dataclass(frozen=True)
class Correspondence:
    """Which old unit is which new one, and which new ones succeed which old ones.

    `matches` is keyed by the old id. `reused` are ids that name another unit than before.
    `notes` are sentences about how the search went, such as that a cap was hit.
    """

    matches: Mapping[str, Match]
    successions: tuple[Succession, ...] = ()
    possible: tuple[PossibleMatch, ...] = ()
    reused: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @cached_property
    def _by_new(self) -> Mapping[str, Match]:
        return {match.new: match for match in self.matches.values()}

    def match_of_new(self, new: str) -> Match | None:
        """The match of a unit of the newer snapshot."""
        return self._by_new.get(new)

    def new_of(self, old: str) -> str | None:
        """The id under which an old unit goes on; None where it ended."""
        match = self.matches.get(old)
        return match.new if match is not None else None

    def old_of(self, new: str) -> str | None:
        """The id that a new unit had before; None where it is new."""
        match = self._by_new.get(new)
        return match.old if match is not None else None
