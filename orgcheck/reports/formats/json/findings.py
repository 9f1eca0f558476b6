"""Findings as JSON, schema `orgcheck.findings/1`: for programs, and for other formats."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from orgcheck.findings import Finding, Location, Related, Severity, counts, in_order
from orgcheck.measures import Measure
from orgcheck.records import replace
from orgcheck.reports.formats.json.writing import json_text
from orgcheck.results import (
    Alteration,
    CheckResult,
    Control,
    DiffResult,
    Review,
    Verdict,
    all_findings,
    all_reviews,
    all_waived,
    all_withheld,
)
from orgcheck.rules.structure_rules import Withheld
from orgcheck.rules.waivers.model import Waived

if TYPE_CHECKING:
    from orgcheck.changes.changeset import ChangeSet
    from orgcheck.results import Later
    from orgcheck.snapshot.corrections import Correction

SCHEMA = "orgcheck.findings/1"


def report(checked: Sequence[CheckResult]) -> str:
    """The whole report: what was checked, the counts, the findings in order."""
    findings, waived = all_findings(checked), all_waived(checked)
    totals, withheld = counts(findings), all_withheld(checked)
    return json_text(
        {
            "schema": SCHEMA,
            "snapshots": [_snapshot(one) for one in checked if not one.of_change],
            "summary": {**{str(level): totals[level] for level in Severity}, "waived": len(waived)},
            "findings": [finding_record(finding) for finding in findings],
            **({"waived": [waived_record(one) for one in waived]} if waived else {}),
            **({"withheld": [withheld_record(one) for one in withheld]} if withheld else {}),
            **_reviewed(checked),
        }
    )


def _reviewed(checked: Sequence[CheckResult]) -> dict[str, Any]:
    """What was there before and what is fixed, where snapshots were held against older ones."""
    reviews = all_reviews(checked)
    if not reviews:
        return {}
    existing = in_order(finding for review in reviews for finding in review.first.existing)
    fixed = in_order(finding for review in reviews for finding in review.first.fixed)
    controls = [control_record(review) for review in reviews]
    return {
        "existing": [finding_record(finding) for finding in existing],
        "fixed": [finding_record(finding) for finding in fixed],
        **({"control": controls} if any(controls) else {}),
    }


def finding_record(finding: Finding) -> dict[str, Any]:
    """One finding; what does not apply to it is left out."""
    return _without_absent(
        {
            "rule": finding.rule,
            "severity": str(finding.severity),
            "unit": finding.unit,
            "message": finding.message,
            "chain": list(finding.chain) or None,
            "location": stretch(finding.location) if finding.location else None,
            "related": [_related(place) for place in finding.related] or None,
            "statement": finding.statement,
            "basis": finding.basis,
            "fix": finding.fix,
            "measure": _measure(finding.measure) if finding.measure is not None else None,
            "fingerprint": finding.fingerprint,
        }
    )


def _measure(measure: Measure) -> dict[str, Any]:
    bounds, trend = measure.bounds, measure.trend
    numbers = {
        "value": measure.value,
        "min": bounds.least,
        "max": bounds.most,
        "was": measure.was,
    }
    stated = {key: number for key, number in numbers.items() if number is not None}
    return {**stated, **({"trend": str(trend)} if trend is not None else {})}


def waived_record(waived: Waived) -> dict[str, Any]:
    """A finding that a waiver excuses, with the waiver."""
    waiver = {
        "reason": waived.reason,
        "approved_by": waived.approved_by,
        "expires": waived.expires.isoformat() if waived.expires else None,
        "permanent": None if waived.expires else True,
        "reference": waived.reference,
        "fingerprint": waived.fingerprint,
        "location": stretch(waived.location) if waived.location else None,
    }
    return {**finding_record(waived.finding), "waiver": _without_absent(waiver)}


def _snapshot(snapshot: CheckResult) -> dict[str, Any]:
    return _without_absent(
        {
            "source": snapshot.source,
            "organisation": snapshot.organisation,
            "version": snapshot.version,
            "as_of": snapshot.slice and snapshot.slice.day.isoformat(),
            "stretches": snapshot.stretches,
            "uncertain": snapshot.uncertain,
            "units": snapshot.units,
            "rules": None if snapshot.units is None else len(snapshot.rules or ()),
            "against": snapshot.against,
        }
    )


def stretch(place: Location) -> dict[str, Any]:
    return {
        **_origin(place),
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
    }


def _origin(place: Location) -> dict[str, Any]:
    """What stands there was made of, where it was generated."""
    return {"origin": _without_absent(asdict(place.origin))} if place.origin else {}


def _related(related: Related) -> dict[str, Any]:
    place = related.location
    return {
        **_origin(place),
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "message": related.message,
    }


def _without_absent(record: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if value is not None}


# -- reviews --------------------------------------------------------------------------------------


def review_record(review: Review) -> dict[str, Any]:
    """What a change set keeps of a review beside the findings."""
    control = control_record(review)
    waived = [waived_record(one) for one in review.first.waived]
    withheld = [withheld_record(one) for one in review.first.withheld]
    return {
        "failed": review.failed,
        **({"waived": waived} if waived else {}),
        **({"withheld": withheld} if withheld else {}),
        **({"control": control} if control is not None else {}),
    }


def with_findings(compared: DiffResult) -> ChangeSet:
    """The change set with its findings, and with those that its inverse has.

    What the rules about changes would say of the inverse was not asked.
    """
    verdict = compared.verdict
    return replace(
        compared.changes,
        later=tuple(_later(one) for one in compared.later),
        corrections=tuple(_correction(one) for one in compared.corrections),
        findings=_records(compared.brought),
        fixed=_records(verdict.fixed),
        unchanged=_records(verdict.existing),
        review=review_record(compared.review) if compared.review is not None else None,
        findings_of_inverse=_records(verdict.back),
        fixed_of_inverse=_records(verdict.fixed_back),
    )


def _later(later: Later) -> dict[str, Any]:
    data = later.compared.changes.data()
    return {"day": later.day.isoformat(), **{key: data[key] for key in ("old", "new", "events")}}


def _correction(one: Correction) -> dict[str, Any]:
    return _without_absent(
        {
            "of": one.sort,
            "id": one.id or None,
            "field": one.field or "valid",
            "said": one.said,
            "says": one.says,
            "days": one.periods,
            "reason": one.reason,
            "location": stretch(one.location) if one.location is not None else None,
        }
    )


def _records(findings: Iterable[Finding]) -> tuple[dict[str, Any], ...]:
    return tuple(map(finding_record, findings))


def control_record(review: Review) -> dict[str, Any] | None:
    """The control, and the verdict under the new side's own rules; None where there is neither."""
    control = review.control
    if control == Control():
        return None
    return {
        "revision": control.revision,
        "independent": control.independent,
        "altered": [_alteration(one) for one in control.alterations],
        **({"own": _verdict(review.own)} if review.own is not None else {}),
    }


def _alteration(one: Alteration) -> dict[str, Any]:
    return {
        "sort": one.sort,
        "name": one.name,
        "change": one.change,
        **({"detail": one.detail} if one.detail else {}),
        **({"location": stretch(one.location)} if one.location is not None else {}),
    }


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {
        "findings": [finding_record(finding) for finding in verdict.new],
        "existing": [finding_record(finding) for finding in verdict.existing],
        "fixed": [finding_record(finding) for finding in verdict.fixed],
        "waived": [waived_record(one) for one in verdict.waived],
        "failed": verdict.failed,
    }


def withheld_record(one: Withheld) -> dict[str, Any]:
    """An answer that was withheld, as JSON."""
    record: dict[str, Any] = {"rule": one.rule}
    if one.member is not None:
        record["unit"] = one.member
    if one.because.id:
        record["because"] = {"unit": one.because.id, "field": one.because.field}
    if one.uncertain:
        record["uncertain"] = True
    return record
