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
    from orgcheck.api import (
        Options,
        apply,
        check,
        compare,
        conflicts,
        crosswalk,
        diff,
        export_snapshot,
        history,
        import_into,
        import_snapshot,
        invert,
        lineage,
        merge,
        restate,
        review,
        review_branch,
        validate,
    )
    from orgcheck.changes.changeset import ChangeSet, Event
    from orgcheck.convert.format import Exported, Imported, Remark
    from orgcheck.descent.crosswalk import Crosswalk
    from orgcheck.descent.history import History
    from orgcheck.descent.lineage import Lineage
    from orgcheck.descent.restatement import Restatement
    from orgcheck.errors import Diagnostic, InvalidSnapshot, OrgcheckError
    from orgcheck.findings import Finding, Location, Severity
    from orgcheck.merging.branches import Beside, Collisions
    from orgcheck.merging.conflicts import Conflict
    from orgcheck.merging.merge import Merge
    from orgcheck.organisation import Organisation
    from orgcheck.policy.baseline import InvalidBaseline
    from orgcheck.policy.configuration import InvalidSettings
    from orgcheck.policy.importing import Updated
    from orgcheck.policy.reading import load, load_changes
    from orgcheck.results import (
        ChangeResult,
        CheckResult,
        DiffResult,
        Review,
        Reviewed,
        Scenarios,
        Verdict,
    )
    from orgcheck.rules.model import InvalidPack, Pack
    from orgcheck.rules.waivers.model import InvalidWaivers, Waived
    from orgcheck.snapshot.model import Body, Post, Snapshot, Unit

__all__ = [
    "Beside",
    "Body",
    "ChangeResult",
    "ChangeSet",
    "CheckResult",
    "Collisions",
    "Conflict",
    "Crosswalk",
    "Diagnostic",
    "DiffResult",
    "Event",
    "Exported",
    "Finding",
    "History",
    "Imported",
    "InvalidBaseline",
    "InvalidPack",
    "InvalidSettings",
    "InvalidSnapshot",
    "InvalidWaivers",
    "Lineage",
    "Location",
    "Merge",
    "Options",
    "Organisation",
    "OrgcheckError",
    "Pack",
    "Post",
    "Remark",
    "Restatement",
    "Review",
    "Reviewed",
    "Scenarios",
    "Severity",
    "Snapshot",
    "Unit",
    "Updated",
    "Verdict",
    "Waived",
    "__version__",
    "apply",
    "check",
    "compare",
    "conflicts",
    "crosswalk",
    "diff",
    "export_snapshot",
    "history",
    "import_into",
    "import_snapshot",
    "invert",
    "lineage",
    "load",
    "load_changes",
    "merge",
    "register",
    "restate",
    "review",
    "review_branch",
    "validate",
]

# Where each name lives: imported when it is asked for, so that `orgcheck --help` stays quick.
_HOMES = {
    "Beside": "orgcheck.merging.branches",
    "Body": "orgcheck.snapshot.model",
    "ChangeResult": "orgcheck.results",
    "ChangeSet": "orgcheck.changes.changeset",
    "CheckResult": "orgcheck.results",
    "Collisions": "orgcheck.merging.branches",
    "Conflict": "orgcheck.merging.conflicts",
    "Crosswalk": "orgcheck.descent.crosswalk",
    "Diagnostic": "orgcheck.errors",
    "DiffResult": "orgcheck.results",
    "Event": "orgcheck.changes.changeset",
    "Exported": "orgcheck.convert.format",
    "Imported": "orgcheck.convert.format",
    "Remark": "orgcheck.convert.format",
    "Finding": "orgcheck.findings",
    "InvalidBaseline": "orgcheck.policy.baseline",
    "History": "orgcheck.descent.history",
    "InvalidPack": "orgcheck.rules.model",
    "InvalidSettings": "orgcheck.policy.configuration",
    "InvalidSnapshot": "orgcheck.errors",
    "InvalidWaivers": "orgcheck.rules.waivers.model",
    "Lineage": "orgcheck.descent.lineage",
    "Location": "orgcheck.findings",
    "Merge": "orgcheck.merging.merge",
    "Options": "orgcheck.api",
    "Organisation": "orgcheck.organisation",
    "OrgcheckError": "orgcheck.errors",
    "Pack": "orgcheck.rules.model",
    "Post": "orgcheck.snapshot.model",
    "Restatement": "orgcheck.descent.restatement",
    "Review": "orgcheck.results",
    "Reviewed": "orgcheck.results",
    "Scenarios": "orgcheck.results",
    "Severity": "orgcheck.findings",
    "Snapshot": "orgcheck.snapshot.model",
    "Unit": "orgcheck.snapshot.model",
    "Updated": "orgcheck.policy.importing",
    "Verdict": "orgcheck.results",
    "Waived": "orgcheck.rules.waivers.model",
    "apply": "orgcheck.api",
    "check": "orgcheck.api",
    "compare": "orgcheck.api",
    "conflicts": "orgcheck.api",
    "crosswalk": "orgcheck.api",
    "diff": "orgcheck.api",
    "export_snapshot": "orgcheck.api",
    "import_into": "orgcheck.api",
    "import_snapshot": "orgcheck.api",
    "history": "orgcheck.api",
    "invert": "orgcheck.api",
    "lineage": "orgcheck.api",
    "load": "orgcheck.policy.reading",
    "load_changes": "orgcheck.policy.reading",
    "merge": "orgcheck.api",
    "register": "orgcheck.api",
    "restate": "orgcheck.api",
    "review": "orgcheck.api",
    "review_branch": "orgcheck.api",
    "validate": "orgcheck.api",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
