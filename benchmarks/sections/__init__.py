"""All comparisons, in the order in which they are reported."""

from __future__ import annotations

from benchmarks.comparison import Comparison
from benchmarks.sections.change_peers import DEEPDIFF, TREES
from benchmarks.sections.comparing import CHANGES, DIFF, INFERENCE, MERGE, RENUMBERED
from benchmarks.sections.growth import GROWTH
from benchmarks.sections.importing import IMPORT
from benchmarks.sections.outside import INSTALL, PAGES
from benchmarks.sections.rule_peers import REGO, SHACL
from benchmarks.sections.starting import START
from benchmarks.sections.validating import FINDINGS, RULES, VALIDATE
from benchmarks.sections.versions import HISTORY, RECORD

COMPARISONS: tuple[Comparison, ...] = (
    START,
    VALIDATE,
    RULES,
    FINDINGS,
    DIFF,
    MERGE,
    CHANGES,
    INFERENCE,
    RENUMBERED,
    HISTORY,
    RECORD,
    GROWTH,
    IMPORT,
    SHACL,
    REGO,
    DEEPDIFF,
    TREES,
    PAGES,
    INSTALL,
)
