"""What a command costs before the data does."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from benchmarks.commands import diff, orgcheck, validate
from benchmarks.comparison import Comparison, Goal, Program, time_ratio
from benchmarks.data import Data
from benchmarks.processes import imported

OLD, NEW, RULES = "snapshots/2023.yaml", "snapshots/2024.yaml", "rules/kela.yaml"
HEAVY = ("networkx", "pydantic", "deepdiff")


IMPORTS = "the imports alone"


def _commands(_data: Data, _units: int) -> Mapping[str, Program]:
    return {
        "python -c pass": Program((sys.executable, "-c", "pass")),
        IMPORTS: Program((sys.executable, "-c", "import yaml, pydantic, click")),
        "orgcheck --help": orgcheck("--help"),
        "orgcheck --version": orgcheck("--version"),
        "orgcheck validate": orgcheck("validate", NEW, "--rules", RULES),
        "orgcheck validate, no rules": validate(NEW),
        "orgcheck diff": orgcheck("diff", OLD, NEW),
        "orgcheck diff, no rules": diff(OLD, NEW),
        "orgcheck show": orgcheck("show", NEW),
        "orgcheck chart": orgcheck("chart", NEW),
        "orgcheck explain": orgcheck("explain", "KELA001", "--rules", RULES),
        "orgcheck why": orgcheck("why", "internal-audit", NEW, "--rules", RULES),
        "orgcheck rules list": orgcheck("rules", "list", "--rules", RULES),
        "orgcheck rules test": orgcheck("rules", "test", RULES),
        "orgcheck schema": orgcheck("schema", "snapshot"),
    }


def _imports(option: str) -> Goal:
    row = f"orgcheck {option}"
    command = orgcheck(option).command
    text = f"{row}: how many it imports of {', '.join(HEAVY)}"
    return Goal(text, (row,), lambda _: len(imported(command) & set(HEAVY)), most=0)


START = Comparison(
    "start",
    "each command on the structure of Kela, 22 units, against the imports of what reads it",
    _commands,
    (
        _imports("--help"),
        _imports("--version"),
        time_ratio("orgcheck --help", IMPORTS, 0.5),
        time_ratio("orgcheck validate", IMPORTS, 1.5),
        time_ratio("orgcheck validate, no rules", IMPORTS),
        time_ratio("orgcheck diff", IMPORTS, 2),
        time_ratio("orgcheck diff, no rules", IMPORTS),
    ),
    largest=0,
)
