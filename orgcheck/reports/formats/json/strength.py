"""How strong rules are, as JSON, schema `orgcheck.strength/1`: with every surviving mutant."""

from __future__ import annotations

from typing import Any

from orgcheck.reports.formats.json.writing import json_text
from orgcheck.rules.strength import Outcome, Strength

SCHEMA = "orgcheck.strength/1"


def report(source: str, strength: Strength) -> str:
    """The shares by kind of mistake, the rules with what they catch, and what survives."""
    plan = strength.plan
    return json_text(
        {
            "schema": SCHEMA,
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
