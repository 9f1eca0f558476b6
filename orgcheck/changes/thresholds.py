"""Thresholds as a project or a person sets them: which there are, and what they may be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from orgcheck.language import msg
from orgcheck.parts import PlainValidator
from orgcheck.records import dataclass, replace
from orgcheck.snapshot.model import Part
from orgcheck.snapshot.scalars import expected


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which measure on evidence is applied; read off real reorganisations.

    Of 90 ministries that got another name, those that were the same shared four children in ten
    and more; half, at least three, and a clear lead over the next candidate leave no wrong ones.

    Attributes
    ----------
    likeness
        The Jaccard index of two units' content from which on they are the same unit.
    shared_items
        How many items they share at least: two of two may be chance.
    margin
        How far the next candidate is behind on both sides: of equals none is taken.
    undivided
        The likeness from which on they are the same although another unit gave or took enough
        for a succession: below, it is a merger or a division.
    successor_items, successor_share
        How many items of an ended unit, and what share, make the receiver its successor. A tenth
        finds the lesser heirs of a unit that was divided; one item alone is a transfer.
    sole_share
        What share of an ended unit's content a new unit that alone got any of it has to have for
        the one to have replaced the other: of less, it is told where it went.
    spin_off_share
        How much of a new unit came from one that goes on, for it to have been carved out of it.
        Half: a new unit that got less is one that was also given something.
    kept_words
        How much two names below the same parent share at least, each word weighed by how much it
        tells. Half: "Release Management" is short for "Release Cycle Management", "Health" is not
        for "Health Data Standards". Elsewhere it is more, and less where content was kept.
    possible_likeness
        How alike names are from which on a pair is shown as possible: below, most are wrong.
    common_items, common_words, compared_names
        Above how many pairs an item, a word, or all words together are passed over, so that time
        and memory stay in proportion; the report says where that was so.
    competing_pairs
        Above how many pairs those that compete by structure are not weighed all at once.
    """

    likeness: float = 0.5
    shared_items: int = 3
    margin: float = 0.1
    undivided: float = 0.8
    successor_items: int = 2
    successor_share: float = 0.1
    sole_share: float = 0.5
    spin_off_share: float = 0.5
    kept_words: float = 0.5
    possible_likeness: float = 0.3
    common_items: int = 400
    common_words: int = 2_500
    compared_names: int = 200_000
    competing_pairs: int = 10_000


def _share(value: Any) -> float:
    """A share of something: more than nothing, at most all of it."""
    if not _is_number(value) or not 0 < value <= 1:
        raise expected(msg("a number above 0 and up to 1"), value)
    return float(value)


def _lead(value: Any) -> float:
    """How far one share is ahead of another."""
    if not _is_number(value) or not 0 <= value <= 1:
        raise expected(msg("a number from 0 to 1"), value)
    return float(value)


def _count(value: Any) -> int:
    """How many: at least one."""
    if not _is_number(value) or not isinstance(value, int) or value < 1:
        raise expected(msg("a whole number from 1 on"), value)
    return value


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


Share = Annotated[float, PlainValidator(_share)]
Lead = Annotated[float, PlainValidator(_lead)]
Count = Annotated[int, PlainValidator(_count)]


class ThresholdSettings(Part):
    """The thresholds of `Thresholds` that are set; those that are absent keep their default."""

    likeness: Share | None = None
    shared_items: Count | None = None
    margin: Lead | None = None
    undivided: Share | None = None
    successor_items: Count | None = None
    successor_share: Share | None = None
    sole_share: Share | None = None
    spin_off_share: Share | None = None
    kept_words: Share | None = None
    possible_likeness: Share | None = None
    common_items: Count | None = None
    common_words: Count | None = None
    compared_names: Count | None = None
    competing_pairs: Count | None = None

    @property
    def stated(self) -> Mapping[str, Any]:
        """The thresholds that are set, by name."""
        return {name: value for name, value in self if value is not None}


def thresholds_of(*settings: ThresholdSettings | None) -> Thresholds:
    """The defaults, with what is set in their place; later settings win over earlier ones.

    Examples
    --------
    >>> thresholds_of(ThresholdSettings(likeness=0.4), None).likeness
    0.4
    """
    stated = {name: value for one in settings if one for name, value in one.stated.items()}
    return replace(Thresholds(), **stated)
