"""How the package is built: no circles of imports, no long functions, nothing that nobody uses."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import networkx as nx

import orgcheck
from tests.regenerate import ROOT


def name_of(file: Path) -> str:
    """The name by which a file of the package is imported."""
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def test_no_module_imports_another_in_a_circle() -> None:
    """The import contracts hold siblings apart; here a package and its own modules are held too."""
    trees = {name_of(file): tree for file, tree in modules()}
    imports: nx.DiGraph[str] = nx.DiGraph()
    for name, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                imported = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module is not None:
                wholes = [f"{node.module}.{alias.name}" for alias in node.names]
                imported = [whole if whole in trees else node.module for whole in wholes]
            else:
                continue
            imports.add_edges_from((name, one) for one in imported if one in trees)
    circles = [sorted(part) for part in nx.strongly_connected_components(imports) if len(part) > 1]
    assert circles == []
    assert len(imports) > 100


def test_no_function_is_longer_than_sixty_lines() -> None:
    functions = [
        (name_of(file), node)
        for file, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
    ]
    assert len(functions) > 1000
    long = [f"{module}.{node.name}" for module, node in functions if length(node) > 60]
    assert long == []


def length(node: ast.FunctionDef) -> int:
    """How many lines a function takes, its docstring among them."""
    assert node.end_lineno is not None
    return node.end_lineno - node.lineno + 1


def test_what_is_defined_is_used_or_is_public() -> None:
    """What tests alone use is no part of the program."""
    used: set[str] = set(orgcheck.__all__)
    for _, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.Name):
                used.add(node.id)
            elif isinstance(node, ast.Attribute):
                used.add(node.attr)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                # What is imported when it is first called stands as a text.
                used.add(node.value)
    for template in (ROOT / "orgcheck").rglob("*.html"):
        used.update(re.findall(r"\w+", template.read_text("utf-8")))
    found = [
        f"{name_of(file)}.{name}"
        for file, tree in modules()
        for name in called_by_name(tree)
        if name not in used
    ]
    assert found == []


def called_by_name(tree: ast.Module | ast.ClassDef) -> Iterator[str]:
    """The functions, classes and methods that nothing but their name leads to.

    A decorator may register a function; a method may stand for one of the class above it.
    """
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            yield node.name
            if not node.bases:
                yield from called_by_name(node)
        elif isinstance(node, ast.FunctionDef):
            registered = any(isinstance(one, ast.Call) for one in node.decorator_list)
            if not (registered or node.name.startswith("__")):
                yield node.name


def modules() -> Iterator[tuple[Path, ast.Module]]:
    """Every module of the package, parsed."""
    for file in sorted((ROOT / "orgcheck").rglob("*.py")):
        yield file, ast.parse(file.read_text("utf-8"))
