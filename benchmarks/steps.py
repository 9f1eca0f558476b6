"""How far reading alone gets, and what each step of it costs: the floor of `orgcheck validate`.

Each stops behind one step: the values with their places, of libyaml's events; the models that
pydantic makes of these; who is above whom, for the questions of rules.

    python -m benchmarks.steps values SNAPSHOT
    python -m benchmarks.steps models SNAPSHOT
    python -m benchmarks.steps indexes SNAPSHOT
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from orgcheck.organisation import Organisation
from orgcheck.snapshot.loading import load
from orgcheck.snapshot.reader import read
from orgcheck.snapshot.sources import decoded
from orgcheck.snapshot.text import SourceText

STEPS: Mapping[str, Callable[[SourceText], object]] = {
    "values": read,
    "models": lambda text: load([text], "label"),
    "indexes": lambda text: Organisation.of(load([text], "label")),
}

if __name__ == "__main__":
    step, path = sys.argv[1:]
    gc.disable()
    done = STEPS[step](decoded(path, Path(path).read_bytes()))
    # As the program itself ends: its memory goes back as a whole.
    os._exit(0)
