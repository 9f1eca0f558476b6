"""`orgcheck diff` against `orgcheck validate`, by report, and with ids that went lost."""

from __future__ import annotations

from collections.abc import Mapping

from benchmarks.commands import REPORTS, diff, merge, validate
from benchmarks.comparison import GOALS_FROM, Comparison, Program, time_of_several, time_ratio
from benchmarks.data import Data


def _diff(data: Data, units: int) -> Mapping[str, Program]:
    old = data.snapshot(units)
    return {
        "orgcheck diff, 1% changed": diff(old, data.changed(units)),
        "orgcheck validate, no rules": validate(old),
    }


DIFF = Comparison(
    "diff",
    "two snapshots against one",
    _diff,
    (time_ratio("orgcheck diff, 1% changed", "orgcheck validate, no rules", 2.2, GOALS_FROM),),
)


def _changes(data: Data, units: int) -> Mapping[str, Program]:
    old, new = data.snapshot(units), data.changed(units)
    return {
        f"diff, 1% changed, {report}": diff(old, new, *options)
        for report, options in REPORTS.items()
    }


CHANGES = Comparison(
    "changes",
    "reports on a change",
    _changes,
    (
        time_ratio("diff, 1% changed, json", "diff, 1% changed, text"),
        time_ratio("diff, 1% changed, html", "diff, 1% changed, text"),
    ),
)


def _merge(data: Data, units: int) -> Mapping[str, Program]:
    base = data.snapshot(units)
    theirs = data.snapshot(units, "--changed", "0.01", "--seed", "2")
    return {
        "orgcheck merge, 1% changed on each side": merge(base, data.changed(units), theirs),
        "orgcheck validate, no rules": validate(base),
    }


MERGE = Comparison(
    "merge",
    "three snapshots, of which a few events collide, against one",
    _merge,
    (
        time_ratio(
            "orgcheck merge, 1% changed on each side", "orgcheck validate, no rules", 4, GOALS_FROM
        ),
    ),
)


def _inference(data: Data, units: int) -> Mapping[str, Program]:
    old = data.snapshot(units)
    recoded = data.snapshot(units, "--changed", "0.01", "--new-ids", "0.3")
    return {
        "orgcheck diff, 30% of ids new": diff(old, recoded),
        "orgcheck diff, ids stable": diff(old, data.changed(units)),
    }


INFERENCE = Comparison(
    "inference",
    "finding units again against knowing them by their ids",
    _inference,
    (time_ratio("orgcheck diff, 30% of ids new", "orgcheck diff, ids stable", 1.5, GOALS_FROM),),
)


# So many units, of which no id is in common, are compared within three times a validation of both.
_RENUMBERED = 3_000


def _renumbered(data: Data, units: int) -> Mapping[str, Program]:
    before, after, others = (
        data.register(units, version) for version in ("before", "after", "others")
    )
    return {
        "diff, every id new": diff(before, after),
        "diff, every id and name new": diff(before, others),
        "validate, before": validate(before),
        "validate, after": validate(after),
        "validate, others": validate(others),
    }


RENUMBERED = Comparison(
    "renumbered",
    "finding all units again, or none, by realistic names",
    _renumbered,
    (
        time_of_several(
            "diff, every id new", ("validate, before", "validate, after"), 3, _RENUMBERED
        ),
        time_of_several(
            "diff, every id and name new", ("validate, before", "validate, others"), 3, _RENUMBERED
        ),
    ),
    largest=_RENUMBERED,
)
