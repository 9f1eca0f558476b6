"""A baseline: what was wrong on the day on which the rules came, and is told apart since.

A structure that has grown for years breaks rules on the first day that it is held against any. Its
baseline names these findings, each with all that its fingerprint is made of, so that a later run
treats them as those of an older version: there before, worse, or mended.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from orgcheck.findings import Finding, Severity, Unusable
from orgcheck.measures import Bounds, Measure
from orgcheck.snapshot.form import check
from orgcheck.snapshot.model import Number, Part, Text
from orgcheck.snapshot.reader import Unreadable, read
from orgcheck.snapshot.text import SourceText

FORMAT = "orgcheck.baseline/1"


class BaselineError(Unusable):
    """A baseline that cannot be used, with all that is wrong with it."""


@dataclass(frozen=True)
class Known:
    """A finding that a baseline names, and the snapshot in which it was found.

    `snapshot` is its path from the folder of the baseline.
    """

    snapshot: str
    finding: Finding


class MeasureRecord(Part):
    """The number that a finding is about, and its bounds."""

    value: Number
    min: Number | None = None
    max: Number | None = None


class FindingRecord(Part):
    """One finding, as a baseline writes it."""

    snapshot: Text
    rule: Text
    severity: Literal["error", "warning", "info"]
    message: Text
    unit: Text | None = None
    about: Text | None = None
    value: Text | None = None
    measure: MeasureRecord | None = None
    fingerprint: Text | None = None


class BaselineFile(Part):
    """A baseline, as a file writes it."""

    format: Literal["orgcheck.baseline/1"]
    findings: tuple[FindingRecord, ...]


def read_baseline(source: SourceText) -> tuple[Known, ...]:
    """What a baseline names.

    Raises
    ------
    BaselineError
        With every problem of the file, each at its place.
    """
    try:
        document = read(source)
    except Unreadable as unreadable:
        raise BaselineError(unreadable.problems) from None
    file, problems = check(BaselineFile, document, document.root)
    if file is None:
        raise BaselineError(problems)
    return tuple(Known(record.snapshot, _finding(record)) for record in file.findings)


def _finding(record: FindingRecord) -> Finding:
    measure = record.measure
    return Finding(
        rule=record.rule,
        severity=Severity(record.severity),
        message=record.message,
        unit=record.unit,
        about=record.about,
        value=record.value,
        measure=None
        if measure is None
        else Measure(measure.value, Bounds(measure.min, measure.max)),
    )
