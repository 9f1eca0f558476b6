"""Integrity: what must hold for any snapshot to mean anything. Always on, never waived.

Each module `orgNNN_*` holds one rule: the record `RULE`, and the function that checks it. The
modules are found by their names. One cause gives one finding, so a check keeps silent where what
another one finds is the reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from orgcheck.findings import Finding
from orgcheck.organisation import Organisation
from orgcheck.packages import module_names
from orgcheck.rules.builtin_rule import IntegrityRule

RULES: tuple[IntegrityRule, ...] = tuple(
    import_module(f"{__name__}.{name}").RULE
    for name in module_names(__path__)
    if name.startswith("org")
)


def check(organisation: Organisation) -> list[Finding]:
    """Every integrity finding of an organisation, those of its reading included."""
    findings = list(organisation.findings)
    for rule in RULES:
        if rule.check is not None:
            findings.extend(rule.check(organisation))
    return findings


def introduced(
    old: Organisation, new: Organisation, renamed: Mapping[str, str] | None = None
) -> list[Finding]:
    """The integrity findings of an organisation that an earlier version of it does not have.

    `renamed` gives the newer ids by the older, where members have another one.
    """
    found = check(new)
    if not found:
        return []
    known = {finding.fingerprint_under(renamed or {}) for finding in check(old)}
    return [finding for finding in found if finding.fingerprint not in known]
