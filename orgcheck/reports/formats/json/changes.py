"""A change set as JSON: format `orgcheck.changes/1`, from which it can be replayed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from orgcheck.changes.changeset import ChangeSet
from orgcheck.findings import Finding
from orgcheck.reports.formats.json.findings import finding_record, review_record
from orgcheck.reports.formats.json.writing import json_text
from orgcheck.results import DiffResult


def report(changes: ChangeSet) -> str:
    """The change set as JSON text, the same bytes for the same change."""
    return json_text(changes.data())


def with_findings(compared: DiffResult) -> ChangeSet:
    """The change set with its findings, and with those that its inverse has.

    What the rules about changes would say of the inverse was not asked.
    """
    verdict = compared.verdict
    return replace(
        compared.changes,
        findings=_records(compared.brought),
        fixed=_records(verdict.fixed),
        unchanged=_records(verdict.existing),
        review=review_record(compared.review) if compared.review is not None else None,
        findings_of_inverse=_records(verdict.back),
        fixed_of_inverse=_records(verdict.fixed_back),
    )


def _records(findings: Iterable[Finding]) -> tuple[dict[str, Any], ...]:
    return tuple(map(finding_record, findings))
