"""By which rules a change was judged, and what it alters of them, as JSON."""

from __future__ import annotations

from typing import Any

from orgcheck.reports.formats.json.findings import finding_record, stretch, waived_record
from orgcheck.reports.withheld import withheld_record
from orgcheck.results import Alteration, Control, Review, Verdict


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
