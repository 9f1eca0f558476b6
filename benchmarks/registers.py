"""Write a large register to measure with: ``python -m benchmarks.registers --units 3000 OUT.yaml``.

It joins small registers of `evaluation/`, with their names, duties and posts, below one top until
there are so many units. No id of a unit or post is in two of these:

``before``
    a register
``after``
    the same one reorganised, every id new
``others``
    another one, of which the names are new too, as far as they are not common to all registers
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any

import yaml

from evaluation.corpus.register import Unit, as_snapshot
from evaluation.corpus.reorganising import reorganised

VERSIONS = ("before", "after", "others")
# Every fifth seed is of one language.
_LANGUAGES = 5
_OTHERS = 100


def large_register(version: str, units: int) -> dict[str, Any]:
    """The mapping that the file of a version holds, of the least number of whole registers."""
    side = f"{version[0]}-"
    top = f"{side}state"
    entries = [{"id": top, "name": "State", "kind": "state", "top": True}]
    posts: list[dict[str, Any]] = []
    for number, register in enumerate(_registers(version)):
        rng = Random(f"{version} {number}")
        numbers = rng.sample(range(100_000), len(register))
        ids = {key: f"{side}{number}-{own:05}" for key, own in zip(register, numbers, strict=True)}
        small = as_snapshot(register, ids, version)
        for unit in small["units"]:
            if unit.pop("top", False):
                unit |= {"name": f"{unit['name']} {number}", "parent": top}
            entries.append(unit)
        posts += ({**post, "id": f"{side}{number}-{post['id']}"} for post in small["posts"])
        if len(entries) >= units:
            break
    return {"organisation": "State", "version": version, "units": entries, "posts": posts}


def _registers(version: str) -> Iterator[Mapping[int, Unit]]:
    seed = _OTHERS if version == "others" else 0
    while True:
        small = reorganised(seed)
        yield small.new if version == "after" else small.old
        seed += _LANGUAGES


def main(arguments: list[str]) -> None:
    """Write the file that was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=3000)
    parser.add_argument("--version", choices=VERSIONS, default="before")
    parser.add_argument("out", type=Path)
    asked = parser.parse_args(arguments)
    register = large_register(asked.version, asked.units)
    asked.out.write_text(yaml.safe_dump(register, sort_keys=False, allow_unicode=True), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
