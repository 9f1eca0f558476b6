"""`orgcheck validate` against reading alone, by how many rules there are, and by report."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from benchmarks.commands import REPORTS, peer, validate
from benchmarks.comparison import GOALS_FROM, Comparison, Program, time_ratio
from benchmarks.data import Data

TWELVE = "orgcheck validate, 12 rules"
SCAN = "bare event scan"
VALUES = "reading: values with their places"
MODELS = "reading: models too"
INDEXES = "reading: indexes too"


def _validate(data: Data, units: int) -> Mapping[str, Program]:
    snapshot = data.snapshot(units)
    return {
        TWELVE: validate(snapshot, "--rules", data.pack(12)),
        INDEXES: _step("indexes", snapshot),
        MODELS: _step("models", snapshot),
        VALUES: _step("values", snapshot),
        SCAN: peer("scan", snapshot),
        "yaml.load(CSafeLoader)": peer("load", snapshot),
    }


def _step(step: str, snapshot: str) -> Program:
    return Program((sys.executable, "-m", "benchmarks.steps", step, snapshot))


VALIDATE = Comparison(
    "validate",
    "reading and checking against reading alone",
    _validate,
    (
        time_ratio(TWELVE, SCAN, 2.4, GOALS_FROM),
        time_ratio(INDEXES, SCAN),
        time_ratio(MODELS, SCAN),
        time_ratio(VALUES, SCAN),
        time_ratio(TWELVE, "yaml.load(CSafeLoader)", 0.25, GOALS_FROM),
    ),
)


def _rules(data: Data, units: int) -> Mapping[str, Program]:
    snapshot = data.snapshot(units)
    return {
        "orgcheck validate, no rules": validate(snapshot),
        TWELVE: validate(snapshot, "--rules", data.pack(12)),
        "orgcheck validate, 100 rules": validate(snapshot, "--rules", data.pack(100)),
    }


RULES = Comparison(
    "rules",
    "many rules, CEL with patterns among them, against few",
    _rules,
    (
        time_ratio(TWELVE, "orgcheck validate, no rules"),
        time_ratio("orgcheck validate, 100 rules", TWELVE, 1.5, GOALS_FROM),
    ),
)


def _findings(data: Data, units: int) -> Mapping[str, Program]:
    snapshot, rules = data.changed(units), data.pack(3)
    return {
        f"validate, 1% at fault, {report}": validate(snapshot, "--rules", rules, *options)
        for report, options in REPORTS.items()
    }


FINDINGS = Comparison(
    "findings",
    "reports on a snapshot of which one or two units in a hundred break a rule",
    _findings,
    (
        time_ratio("validate, 1% at fault, json", "validate, 1% at fault, text"),
        time_ratio("validate, 1% at fault, html", "validate, 1% at fault, text"),
    ),
)
