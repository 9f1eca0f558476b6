"""The same three rules on the same data, said in SHACL and in Rego."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from benchmarks.commands import peer, validate
from benchmarks.comparison import GOALS_FROM, Comparison, Program, inner_ratio, time_ratio
from benchmarks.data import Data

PROCESS = "orgcheck validate, 3 rules"
INNER = "orgcheck.validate in process, 3 rules"


def _orgcheck(snapshot: str, rules: str) -> dict[str, Program]:
    inner = (sys.executable, "-m", "benchmarks.in_process", "validate", snapshot, rules)
    return {PROCESS: validate(snapshot, "--rules", rules), INNER: Program(inner)}


def _shacl(data: Data, units: int) -> Mapping[str, Program]:
    snapshot = data.changed(units)
    return {
        **_orgcheck(snapshot, data.pack(3)),
        "pySHACL, 3 shapes": peer("shacl", snapshot, needs="pyshacl"),
    }


SHACL = Comparison(
    "shacl",
    "the same three rules as shapes",
    _shacl,
    (
        time_ratio(PROCESS, "pySHACL, 3 shapes", 0.2, GOALS_FROM),
        inner_ratio(INNER, "pySHACL, 3 shapes", "the checks", 0.2, GOALS_FROM),
    ),
    largest=100_000,
)


def _rego(data: Data, units: int) -> Mapping[str, Program]:
    snapshot = data.changed(units)
    return {
        **_orgcheck(snapshot, data.pack(3)),
        "Rego by regopy, 3 rules": peer("rego", snapshot, needs="regopy"),
    }


# Its time grows with the square of the units: a minute at 10,000.
REGO = Comparison(
    "rego",
    "the same three rules as a policy",
    _rego,
    (
        time_ratio(PROCESS, "Rego by regopy, 3 rules"),
        inner_ratio(INNER, "Rego by regopy, 3 rules", "the checks"),
    ),
    largest=3_000,
)
