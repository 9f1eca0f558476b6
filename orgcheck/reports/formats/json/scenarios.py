"""Scenarios side by side, as JSON, schema `orgcheck.scenarios/1`."""

from __future__ import annotations

from orgcheck.reports.formats.json.findings import finding_record
from orgcheck.reports.formats.json.writing import json_text
from orgcheck.reports.scenarios import Sheet
from orgcheck.results import Scenarios

SCHEMA = "orgcheck.scenarios/1"


def report(scenarios: Scenarios) -> str:
    """The measures of all options, and what happens in each."""
    sheet = Sheet(scenarios)
    return json_text(
        {
            "schema": SCHEMA,
            "organisation": sheet.organisation,
            "base": {"source": scenarios.base, "version": sheet.version},
            "measures": [
                {"measure": row.label, "base": row.base, "options": list(row.cells)}
                for row in sheet.rows
            ],
            "options": [
                {
                    "title": option.title,
                    "source": option.source,
                    "failed": option.result.failed,
                    "summary": {
                        str(kind): number for kind, number in option.result.account.kinds.items()
                    },
                    "findings": [finding_record(one) for one in option.result.brought],
                    "dropped": list(option.result.changes.ledger.responsibilities.items.dropped),
                }
                for option in sheet.options
            ],
        }
    )
