"""The rules that bind one member, and how strong rules are, each as JSON."""

from __future__ import annotations

from typing import Any

from orgcheck.reports.formats.json.findings import finding_record
from orgcheck.reports.formats.json.writing import json_text
from orgcheck.rules.binding import Binding, Bindings
from orgcheck.rules.strength import Outcome, Strength

WHY_SCHEMA = "orgcheck.why/1"


def why(source: str, bindings: Bindings, *, language: str | None = None) -> str:
    """Where the member stands, and every rule that binds it with its result."""
    organisation, id = bindings.organisation, bindings.id
    return json_text(
        {
            "schema": WHY_SCHEMA,
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


STRENGTH_SCHEMA = "orgcheck.strength/1"


def strength(source: str, strength: Strength) -> str:
    """The shares by kind of mistake, the rules with what they catch, and what survives."""
    plan = strength.plan
    return json_text(
        {
            "schema": STRENGTH_SCHEMA,
            "source": source,
            "integrity": strength.faults,
            "limit": plan.limit,
            "sampled": bool(plan.sampled),
            "mutants": len(strength.outcomes),
            "caught": strength.caught,
            "share": round(strength.share, 2),
            "kinds": [
                {
                    "kind": kind,
                    "ways": plan.ways[kind],
                    "sampled": kind in plan.sampled,
                    "tried": tried,
                    "caught": caught,
                    "share": round(100 * caught / tried, 2),
                }
                for kind, (tried, caught) in strength.by_kind.items()
            ],
            "rules": [
                {"rule": rule, "catches": caught, "alone": alone}
                for rule, (caught, alone) in strength.by_rule.items()
            ],
            "unprotected": list(strength.unprotected),
            "survivors": [_survivor(o) for o in strength.outcomes if not o.caught_by],
        }
    )


def _survivor(outcome: Outcome) -> dict[str, Any]:
    mutant = outcome.mutant
    record = {"kind": mutant.kind, "member": mutant.member, "what": mutant.what}
    return {key: value for key, value in record.items() if value}
