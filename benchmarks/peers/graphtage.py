"""graphtage: the cheapest edits that make one file of YAML into the other.

It is told that units, posts and whatever else has an id are the same only by their id, without
which it would compare each with each: five to ten times as slow.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from graphtage import BuildOptions, expressions  # type: ignore[import-untyped]
from graphtage.constraints import MatchIf  # type: ignore[import-untyped]
from graphtage.edits import Insert  # type: ignore[import-untyped]
from graphtage.printer import Printer, set_default_printer  # type: ignore[import-untyped]
from graphtage.yaml import build_tree  # type: ignore[import-untyped]

BY_ID = "from['id'] == to['id']"


def differing(old: str, new: str) -> set[str]:
    """The ids of the units that an edit touches."""
    set_default_printer(Printer(quiet=True))
    before, after = (build_tree(path, BuildOptions()) for path in (old, new))
    same = expressions.parse(BY_ID)
    for node in before.dfs():
        MatchIf.apply(node, same)
    edits = before.get_all_edit_contexts(after)
    return {unit for ancestors, edit in edits for unit in _units((*ancestors, *_inserted(edit)))}


def _inserted(edit: Any) -> tuple[Any, ...]:
    return (edit.to_insert,) if isinstance(edit, Insert) else ()


def _units(nodes: tuple[Any, ...]) -> Iterator[str]:
    for node in nodes:
        value = node.to_obj()
        if isinstance(value, dict) and "id" in value:
            yield value["id"]


if __name__ == "__main__":
    print(*sorted(differing(*sys.argv[1:])), sep="\n")
