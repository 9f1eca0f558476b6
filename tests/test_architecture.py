"""No module imports another in a circle, not through its package or inside a function either."""

from __future__ import annotations

import ast
from pathlib import Path

import networkx as nx

from tests.regenerate import ROOT


def name_of(file: Path) -> str:
    """The name by which a file of the package is imported."""
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def test_no_module_imports_another_in_a_circle() -> None:
    """The import contracts hold siblings apart; here a package and its own modules are held too."""
    files = {name_of(file): file for file in (ROOT / "orgcheck").rglob("*.py")}
    imports: nx.DiGraph[str] = nx.DiGraph()
    for name, file in files.items():
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                imported = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module is not None:
                wholes = [f"{node.module}.{alias.name}" for alias in node.names]
                imported = [whole if whole in files else node.module for whole in wholes]
            else:
                continue
            imports.add_edges_from((name, one) for one in imported if one in files)
    circles = [sorted(part) for part in nx.strongly_connected_components(imports) if len(part) > 1]
    assert circles == []
    assert len(imports) > 100
