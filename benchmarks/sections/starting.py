"""What a command costs before the data does."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from benchmarks.commands import orgcheck, peer, validate
from benchmarks.comparison import Comparison, Goal, Program, time_ratio
from benchmarks.data import Data
from benchmarks.processes import imported

OLD, NEW, RULES = "snapshots/2023.yaml", "snapshots/2024.yaml", "rules/kela.yaml"
HEAVY = ("networkx", "pydantic", "deepdiff")


def _commands(_data: Data, _units: int) -> Mapping[str, Program]:
    return {
        "python -c pass": Program((sys.executable, "-c", "pass")),
        "orgcheck --help": orgcheck("--help"),
        "orgcheck --version": orgcheck("--version"),
        "orgcheck validate": orgcheck("validate", NEW, "--rules", RULES),
        "orgcheck diff": orgcheck("diff", OLD, NEW),
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
    "each command on the structure of Kela, 22 units, against Python alone",
    _commands,
    (_imports("--help"), _imports("--version")),
    largest=0,
)


def _small(_data: Data, _units: int) -> Mapping[str, Program]:
    return {
        "orgcheck validate, Kela": validate(NEW, "--rules", RULES),
        "the imports alone": peer("imports"),
    }


SMALL = Comparison(
    "small",
    "what a pre-commit hook feels",
    _small,
    (time_ratio("orgcheck validate, Kela", "the imports alone", 1.5),),
    largest=0,
)
