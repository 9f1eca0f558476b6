"""A baseline as its file: what is known to be wrong, so that a later run can tell what is new."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from orgcheck.measures import Measure
from orgcheck.numbers import Number
from orgcheck.reports.json_text import json_text
from orgcheck.review.baseline import FORMAT, Known


def report(known: Iterable[Known]) -> str:
    """The file that names some findings, in an order that owes nothing to that of a run.

    Examples
    --------
    >>> from orgcheck.findings import Finding, Severity
    >>> from orgcheck.review.baseline import read_baseline
    >>> from orgcheck.snapshot.text import SourceText
    >>> broken = Finding(rule="R1", severity=Severity.ERROR, message="a has no head", unit="a")
    >>> text = report([Known("org.yaml", broken)])
    >>> read_baseline(SourceText("baseline.json", text)) == (Known("org.yaml", broken),)
    True
    """
    records = sorted((_record(one) for one in known), key=_order)
    return json_text({"format": FORMAT, "findings": records})


def _record(known: Known) -> dict[str, Any]:
    finding = known.finding
    fields = {
        "snapshot": known.snapshot,
        "rule": finding.rule,
        "unit": finding.unit,
        "severity": str(finding.severity),
        "message": finding.message,
        "about": finding.about,
        "value": finding.value,
        "measure": _measure(finding.measure) if finding.measure is not None else None,
        "fingerprint": finding.fingerprint,
    }
    return {key: value for key, value in fields.items() if value is not None}


def _measure(measure: Measure) -> dict[str, Number]:
    bounds = {"min": measure.bounds.least, "max": measure.bounds.most}
    stated = {key: number for key, number in bounds.items() if number is not None}
    return {"value": measure.value, **stated}


def _order(record: dict[str, Any]) -> tuple[str, str, str, str]:
    unit = record.get("unit", "")
    return record["snapshot"], record["rule"], unit, record["fingerprint"]
