"""A crosswalk as JSON, schema `orgcheck.crosswalk/1`."""

from __future__ import annotations

from typing import Literal

from orgcheck.changes.changeset import Certainty
from orgcheck.changes.written import Sum
from orgcheck.descent.crosswalk import Basis, Crosswalk, Pair, Share
from orgcheck.parts import Written, data_of
from orgcheck.records import dataclass
from orgcheck.reports.crosswalk import how_of, share_of
from orgcheck.reports.formats.json.writing import json_text


@dataclass(frozen=True, slots=True)
class ShareRecord(Written):
    """How much of what a unit had is with another."""

    basis: Basis
    part: Sum
    whole: Sum
    share: Sum
    figure: str | None = None


@dataclass(frozen=True, slots=True)
class PairRecord(Written):
    """A unit of the earlier version and one that it became in the later."""

    how: str
    shares: tuple[ShareRecord, ...]
    old: str | None = None
    new: str | None = None
    certainty: Certainty | None = None


@dataclass(frozen=True, slots=True)
class CrosswalkRecord(Written):
    """From the units of one version to those of another."""

    schema: Literal["orgcheck.crosswalk/1"]
    organisation: str
    old: str
    new: str
    pairs: tuple[PairRecord, ...]
    remarks: tuple[str, ...] = ()


def report(crosswalk: Crosswalk) -> str:
    """Every unit of both versions."""
    versions = crosswalk.history.versions
    record = CrosswalkRecord(
        "orgcheck.crosswalk/1",
        crosswalk.history.organisation,
        versions[0].label,
        versions[-1].label,
        tuple(map(_pair, crosswalk.pairs)),
        crosswalk.history.remarks,
    )
    return json_text(data_of(record))


def _pair(pair: Pair) -> PairRecord:
    certainty = pair.way.certainty if pair.way is not None else None
    return PairRecord(how_of(pair), tuple(map(_share, pair.shares)), pair.old, pair.new, certainty)


def _share(share: Share) -> ShareRecord:
    return ShareRecord(share.basis, share.part, share.whole, share_of(share), share.figure)
