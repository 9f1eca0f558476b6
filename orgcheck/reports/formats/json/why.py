"""The rules that bind one member, as JSON, schema `orgcheck.why/1`."""

from __future__ import annotations

from typing import Any

from orgcheck.reports.formats.json.findings import finding_record
from orgcheck.reports.formats.json.writing import json_text
from orgcheck.rules.binding import Binding, Bindings

SCHEMA = "orgcheck.why/1"


def report(source: str, bindings: Bindings, *, language: str | None = None) -> str:
    """Where the member stands, and every rule that binds it with its result."""
    organisation, id = bindings.organisation, bindings.id
    return json_text(
        {
            "schema": SCHEMA,
            "source": source,
            "id": id,
            "name": organisation.name(id, language),
            "ancestors": list(organisation.ancestors(id)),
            "chain": list(organisation.chain(id)),
            "integrity": [finding_record(finding) for finding in bindings.integrity],
            "rules": [_binding(binding) for binding in bindings.rules],
            "change_rules": [
                _without_absent(
                    {
                        "rule": rule.id,
                        "statement": rule.statement,
                        "basis": str(rule.basis) if rule.basis else None,
                    }
                )
                for rule in bindings.change_rules
            ],
        }
    )


def _binding(binding: Binding) -> dict[str, Any]:
    rule = binding.rule
    return _without_absent(
        {
            "rule": rule.id,
            "severity": str(rule.severity),
            "statement": rule.statement,
            "basis": str(rule.basis) if rule.basis else None,
            "result": str(binding.result),
            "binds": str(binding.reason.way),
            "because": binding.reason.words,
            "chain": list(binding.chain) or None,
            "findings": [finding_record(finding) for finding in binding.findings] or None,
        }
    )


def _without_absent(record: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if value is not None}
