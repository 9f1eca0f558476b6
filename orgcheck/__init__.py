"""Checks an organisation's structure, kept as text, and says what a reorganisation does.

Examples
--------
>>> import orgcheck
>>> organisation = orgcheck.load("snapshots/2024.yaml")
>>> organisation.chain("internal-audit")
('internal-audit', 'director-general', 'board')
>>> findings = orgcheck.validate(organisation, rules=["rules/kela.yaml"])
>>> [finding.message for finding in findings if finding.severity == "error"]
[]
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from orgcheck.version import __version__

if TYPE_CHECKING:
    from orgcheck.api import InvalidPack, diff, load, validate
    from orgcheck.changes.changeset import ChangeSet, Event
    from orgcheck.errors import Diagnostic, InvalidSnapshot, OrgcheckError
    from orgcheck.findings import Finding, Location, Severity
    from orgcheck.organisation import Organisation
    from orgcheck.snapshot.model import Body, Post, Snapshot, Unit

__all__ = [
    "Body",
    "ChangeSet",
    "Diagnostic",
    "Event",
    "Finding",
    "InvalidPack",
    "InvalidSnapshot",
    "Location",
    "Organisation",
    "OrgcheckError",
    "Post",
    "Severity",
    "Snapshot",
    "Unit",
    "__version__",
    "diff",
    "load",
    "validate",
]

# Where each name lives: imported when it is asked for, so that `orgcheck --help` stays quick.
_HOMES = {
    "Body": "orgcheck.snapshot.model",
    "ChangeSet": "orgcheck.changes.changeset",
    "Diagnostic": "orgcheck.errors",
    "Event": "orgcheck.changes.changeset",
    "Finding": "orgcheck.findings",
    "InvalidPack": "orgcheck.api",
    "InvalidSnapshot": "orgcheck.errors",
    "Location": "orgcheck.findings",
    "Organisation": "orgcheck.organisation",
    "OrgcheckError": "orgcheck.errors",
    "Post": "orgcheck.snapshot.model",
    "Severity": "orgcheck.findings",
    "Snapshot": "orgcheck.snapshot.model",
    "Unit": "orgcheck.snapshot.model",
    "diff": "orgcheck.api",
    "load": "orgcheck.api",
    "validate": "orgcheck.api",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
