"""The drawing of the house and the table of its rooms, made from the import contract."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Sequence
from itertools import pairwise

from tests.regenerate import ROOT, Generated

PACKAGE = ROOT / "orgcheck"


def layers() -> list[list[str]]:
    """The modules of each layer, the highest first; none imports from a layer above its own."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    (stated,) = [one["layers"] for one in contracts if one["type"] == "layers"]
    return [layer.split(" | ") for layer in stated]


def drawing() -> str:
    """The layers as a flowchart: an arrow leads to what a layer may import."""
    every = layers()
    names = [f'  {_id(layer)}["{" · ".join(map(_shown, layer))}"]' for layer in every]
    arrows = [f"  {_id(above)} --> {_id(below)}" for above, below in pairwise(every)]
    return "\n".join(["```mermaid", "flowchart TB", *names, *arrows, "```", ""])


def rooms() -> str:
    """Each package and module at the top, with what it holds, in its own words."""
    rows = [
        f"| `{module}{'/' if (PACKAGE / module).is_dir() else '.py'}` | {_purpose(module)} |"
        for layer in layers()
        for module in layer
    ]
    return "\n".join(["| room | holds |", "|---|---|", *rows, ""])


def _id(layer: Sequence[str]) -> str:
    return layer[0].strip("_")


def _shown(module: str) -> str:
    return module.strip("_")


def _purpose(module: str) -> str:
    path = PACKAGE / module
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    text = ast.get_docstring(ast.parse(file.read_text("utf-8"))) or ""
    return " ".join(text.partition("\n\n")[0].split())


GENERATED: Generated = {
    "docs/architecture.md#drawing": drawing,
    "docs/architecture.md#rooms": rooms,
}
