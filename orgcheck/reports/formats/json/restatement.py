"""A figure in another structure as JSON, schema `orgcheck.restatement/1`."""

from __future__ import annotations

from typing import Literal

from orgcheck.changes.written import Sum
from orgcheck.descent.restatement import Division, Restated, Restatement
from orgcheck.parts import Written, data_of
from orgcheck.records import dataclass
from orgcheck.reports.formats.json.writing import json_text


@dataclass(frozen=True, slots=True)
class RestatedRecord(Written):
    """What a unit has of the figure; without `unit`, what no unit has."""

    least: Sum
    most: Sum
    whole_of: tuple[str, ...]
    some_of: tuple[str, ...]
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class DivisionRecord(Written):
    """The figure of a unit that was divided."""

    unit: str
    value: Sum
    among: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class RestatementRecord(Written):
    """A figure of one version in the structure of another."""

    schema: Literal["orgcheck.restatement/1"]
    organisation: str
    figure: str
    stated_in: str
    told_in: str
    total: Sum
    units: tuple[RestatedRecord, ...]
    divisions: tuple[DivisionRecord, ...]


def report(restatement: Restatement) -> str:
    """Each unit with its bounds, and every figure that was divided."""
    flows = restatement.flows
    versions = flows.history.versions
    record = RestatementRecord(
        "orgcheck.restatement/1",
        flows.history.organisation,
        restatement.figure,
        versions[flows.start].label,
        versions[flows.end].label,
        restatement.total,
        tuple(map(_row, restatement.rows)),
        tuple(map(_division, restatement.divisions)),
    )
    return json_text(data_of(record))


def _row(row: Restated) -> RestatedRecord:
    return RestatedRecord(row.least, row.most, row.whole, row.divided, row.unit)


def _division(division: Division) -> DivisionRecord:
    return DivisionRecord(division.unit, division.value, division.among)
