"""Thresholds as a project or a person sets them: which there are, and what they may be."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import PlainValidator

from orgcheck.snapshot.model import Part
from orgcheck.snapshot.scalars import expected

if TYPE_CHECKING:
    from orgcheck.changes.changeset import Thresholds


def _share(value: Any) -> float:
    """A share of something: more than nothing, at most all of it."""
    if not _is_number(value) or not 0 < value <= 1:
        raise expected("a number above 0 and up to 1", value)
    return float(value)


def _lead(value: Any) -> float:
    """How far one share is ahead of another."""
    if not _is_number(value) or not 0 <= value <= 1:
        raise expected("a number from 0 to 1", value)
    return float(value)


def _count(value: Any) -> int:
    """How many: at least one."""
    if not _is_number(value) or not isinstance(value, int) or value < 1:
        raise expected("a whole number from 1 on", value)
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
        return self.model_dump(exclude_none=True)


def thresholds_of(*settings: ThresholdSettings | None) -> Thresholds:
    """The defaults, with what is set in their place; later settings win over earlier ones.

    Examples
    --------
    >>> thresholds_of(ThresholdSettings(likeness=0.4), None).likeness
    0.4
    """
    # Settings are read by commands that compare nothing.
    from orgcheck.changes.changeset import Thresholds

    stated = {name: value for one in settings if one for name, value in one.stated.items()}
    return dataclasses.replace(Thresholds(), **stated)
