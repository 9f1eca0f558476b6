"""Rego, by regopy (rego-cpp): the rules of `pack3.yaml` as a policy."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from regopy import Interpreter  # type: ignore[import-untyped]

from benchmarks.own_share import timed
from benchmarks.peers.reading import units

POLICY = Path(__file__).parent / "rego.rego"


def findings(rego: Interpreter) -> list[tuple[str, str]]:
    """The rule and the unit of each breach."""
    (breaches,) = json.loads(str(rego.query("data.structure.breach")))["expressions"]
    return [(rule, unit) for rule, unit in breaches]


if __name__ == "__main__":
    rego = Interpreter()
    rego.add_module("structure", POLICY.read_text(encoding="utf-8"))
    rego.set_input_term(json.dumps({"units": list(units(sys.argv[1]).values())}))
    for rule, unit in sorted(timed(lambda: findings(rego))):
        print(rule, unit)
