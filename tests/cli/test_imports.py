"""What a command does not need is not imported: a hook is felt in tenths of a second."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.runs import written

PROJECT = Path(__file__).parents[2]
CODE = """
import sys
try:
    from orgcheck.cli import main
    main(sys.argv[1:])
except SystemExit as ended:
    print(ended.code, *sys.modules, sep="\\n", file=sys.stderr)
"""


def imported(folder: Path, *arguments: str) -> set[str]:
    """The packages that a run imported, beside its exit status."""
    ended = subprocess.run(
        [sys.executable, "-c", CODE, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=False,
    )
    return {line.partition(".")[0] for line in ended.stderr.splitlines()}


@pytest.mark.parametrize("arguments", [("--help",), ("--version",), ("validate", "--help")])
def test_help_and_version_import_nothing_heavy(folder: Path, arguments: tuple[str, ...]) -> None:
    packages = imported(folder, *arguments)

    assert "0" in packages
    assert not packages & {"networkx", "pydantic", "deepdiff", "yaml", "rapidfuzz", "rich"}


def test_validate_with_a_pack_without_expressions_imports_what_it_needs(
    folder: Path, kela: Path
) -> None:
    pack = "pack: p\nrules: [{id: A1, statement: S, assert: {must_have: [name]}}]\n"
    written(folder / "pack.yaml", pack)
    packages = imported(folder, "validate", kela.name, "--rules", "pack.yaml")

    assert {"0", "pydantic", "yaml"} <= packages
    assert not packages & {
        "cel",
        "deepdiff",
        "jinja2",
        "networkx",
        "pygraphviz",
        "rapidfuzz",
        "re2",
        "rich",
        "ruamel",
        "scipy",
    }
