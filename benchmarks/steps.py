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
from typing import TYPE_CHECKING

from orgcheck.libraries import for_one_command

if TYPE_CHECKING:
    from orgcheck.snapshot.text import SourceText


def _values(path: str) -> object:
    from orgcheck.snapshot.reader import read

    return read(_text(path))


def _models(path: str) -> object:
    from orgcheck.snapshot.loading import load

    return load([_text(path)], "label")


def _indexes(path: str) -> object:
    from orgcheck.organisation import Organisation
    from orgcheck.snapshot.loading import load

    return Organisation.of(load([_text(path)], "label"))


def _text(path: str) -> SourceText:
    from orgcheck.snapshot.sources import decoded

    return decoded(path, Path(path).read_bytes())


STEPS: Mapping[str, Callable[[str], object]] = {
    "values": _values,
    "models": _models,
    "indexes": _indexes,
}

if __name__ == "__main__":
    step, path = sys.argv[1:]
    # As the program itself begins, and ends: its memory goes back as a whole.
    gc.disable()
    for_one_command()
    done = STEPS[step](path)
    os._exit(0)
