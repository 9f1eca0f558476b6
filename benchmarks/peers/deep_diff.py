"""DeepDiff of two snapshots as dicts keyed by id: which fields differ, without a word on why.

Reading is the peer's own as well, by the quickest loader there is: orgcheck's reader would lend
it positions that it has no use for.
"""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import Any

import yaml
from deepdiff import DeepDiff


def units(path: str) -> dict[str, Any]:
    """The units of a flat snapshot by their ids."""
    with Path(path).open(encoding="utf-8") as file:
        snapshot = yaml.load(file, Loader=yaml.CSafeLoader)
    return {unit["id"]: unit for unit in snapshot["units"]}


gc.disable()
difference = DeepDiff(units(sys.argv[1]), units(sys.argv[2]))
print(sum(len(difference[kind]) for kind in difference))
