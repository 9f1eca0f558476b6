"""A baseline: what was wrong on the day on which the rules came, and is told apart since.

A structure that has grown for years breaks rules on the first day that it is held against any. Its
baseline names these findings, each with all that its fingerprint is made of, so that a later run
treats them as those of an older version: there before, worse, or mended.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import field
from functools import partial
from typing import Any, Literal

from orgcheck.errors import Unreadable, Unusable
from orgcheck.findings import Finding, Location, Severity
from orgcheck.language import said
from orgcheck.measures import Bounds, Measure
from orgcheck.records import dataclass
from orgcheck.reports.formats.json.writing import json_text
from orgcheck.rules.builtin import UNMATCHED_BASELINE
from orgcheck.snapshot.form import check
from orgcheck.snapshot.model import Number, Part, Text
from orgcheck.snapshot.reader import read
from orgcheck.snapshot.text import SourceText

FORMAT = "orgcheck.baseline/1"


class InvalidBaseline(Unusable):
    """A baseline that cannot be used, with all that is wrong with it.

    Examples
    --------
    >>> text = SourceText("known.json", '{"format": "orgcheck.baseline/1"}')
    >>> try:
    ...     read_baseline(text)
    ... except InvalidBaseline as error:
    ...     print(error.problems[0])
    known.json:...
    """


@dataclass(frozen=True)
class Known:
    """A finding that a baseline names, and the snapshot in which it was found.

    `snapshot` is its path from the folder of the baseline, `location` the place of the entry.
    """

    snapshot: str
    finding: Finding
    location: Location | None = field(default=None, compare=False)

    @property
    def key(self) -> tuple[str, str, Measure | None]:
        """What it is about, with the number: a larger one excuses more."""
        return self.snapshot, self.finding.fingerprint, self.finding.measure

    @property
    def words(self) -> str:
        """What it is about, in words."""
        finding = self.finding
        if finding.unit is None:
            return finding.rule
        return said("{rule} for {unit}", rule=finding.rule, unit=finding.unit)


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
    InvalidBaseline
        With every problem of the file, each at its place.
    """
    try:
        document = read(source)
    except Unreadable as unreadable:
        raise InvalidBaseline(unreadable.problems) from None
    file, problems = check(BaselineFile, document, document.root)
    if file is None:
        raise InvalidBaseline(problems)
    place = partial(document.of_value, document.root["findings"])
    return tuple(
        Known(record.snapshot, _finding(record), place(number))
        for number, record in enumerate(file.findings)
    )


def baseline_text(known: Iterable[Known]) -> str:
    """The file that names some findings, in an order that owes nothing to that of a run.

    Examples
    --------
    >>> from orgcheck.findings import Finding, Severity
    >>> from orgcheck.snapshot.text import SourceText
    >>> broken = Finding(rule="R1", severity=Severity.ERROR, message="a has no head", unit="a")
    >>> text = baseline_text([Known("org.yaml", broken)])
    >>> read_baseline(SourceText("baseline.json", text)) == (Known("org.yaml", broken),)
    True
    """
    records = sorted((_written(one) for one in known), key=_written_order)
    return json_text({"format": FORMAT, "findings": records})


def _written(known: Known) -> dict[str, Any]:
    finding = known.finding
    fields = {
        "snapshot": known.snapshot,
        "rule": finding.rule,
        "unit": finding.unit,
        "severity": str(finding.severity),
        "message": finding.message,
        "about": finding.about,
        "value": finding.value,
        "measure": _written_measure(finding.measure) if finding.measure is not None else None,
        "fingerprint": finding.fingerprint,
    }
    return {key: value for key, value in fields.items() if value is not None}


def _written_measure(measure: Measure) -> dict[str, Number]:
    bounds = {"min": measure.bounds.least, "max": measure.bounds.most}
    stated = {key: number for key, number in bounds.items() if number is not None}
    return {"value": measure.value, **stated}


def _written_order(record: dict[str, Any]) -> tuple[str, str, str, str]:
    unit = record.get("unit", "")
    return record["snapshot"], record["rule"], unit, record["fingerprint"]


def added(before: Iterable[Known], after: Iterable[Known]) -> list[Known]:
    """The entries that are none of an older baseline."""
    known = {one.key for one in before}
    return [one for one in after if one.key not in known]


def unmatched(
    entries: Iterable[Known], found_in: Callable[[str], Sequence[Finding]]
) -> Iterator[Finding]:
    """Each entry that is about nothing that is found (ORG915): it would excuse a later breach.

    `found_in` gives what is found in the snapshot of a path.
    """
    rule = UNMATCHED_BASELINE
    found: dict[str, Sequence[Finding]] = {}
    for one in entries:
        if one.snapshot not in found:
            found[one.snapshot] = found_in(one.snapshot)
        fingerprint = one.finding.fingerprint
        alike = [finding for finding in found[one.snapshot] if finding.fingerprint == fingerprint]
        if not any(_is_as_far(one.finding, finding) for finding in alike):
            named = {"entry": one.words, "file": one.snapshot}
            message = (
                said("the baseline names {entry} in {file}, with another number", **named)
                if alike
                else said(
                    "the baseline names {entry} in {file}, and that is not found there", **named
                )
            )
            yield Finding(
                rule=rule.id,
                severity=rule.severity,
                message=message,
                location=one.location,
                statement=rule.statement,
                fix=rule.fix,
                about=one.snapshot,
                value=one.finding.fingerprint,
            )


def _is_as_far(entry: Finding, finding: Finding) -> bool:
    """Whether an entry says the number that is found, where it is about one."""
    if finding.measure is None or entry.measure is None:
        return finding.measure is entry.measure
    return entry.measure.value == finding.measure.value


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
