"""Every file that a program makes is known to the command that makes them, and held by a test."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.regenerate import ROOT, generated, generators, kept, modules, regenerate

if TYPE_CHECKING:
    import pytest

# Where every file is made, beside what is written by hand for others to be made from.
FOLDERS = ("tests/*/golden/**/*", "tests/*/*/golden/**/*", "schemas/*", "docs/pictures/*")
GIVEN = (".asks", ".old.yaml", ".new.yaml")


def test_no_module_makes_files_but_by_the_one_command() -> None:
    """Another one would be forgotten: whoever runs the command takes all files to be made."""
    commands = [name for name, text in modules() if re.search(r"^if __name__ ==", text, re.M)]
    assert commands == ["tests.regenerate"]


def test_every_generator_is_held_by_a_test_beside_it() -> None:
    text = "\n".join(text for name, text in modules() if ".test_" in name)
    for name in generators():
        package, _, module = name.rpartition(".")
        used = rf"from {name} import|from {package} import [\w, ]*\b{module}\b"
        assert re.search(used, text), f"no test imports {name}"


def test_no_file_is_left_that_nothing_makes() -> None:
    """Of golden files, schemas and pictures every one is made, or is what another is made from."""
    made = generated()
    files = [
        path.relative_to(ROOT).as_posix()
        for pattern in FOLDERS
        for path in ROOT.glob(pattern)
        if path.is_file() and not path.name.endswith(GIVEN)
    ]
    asked = {path.removesuffix(".txt") + ".yaml" for path in made}
    assert [path for path in files if path not in made and path not in asked] == []


def test_a_file_that_says_something_else_is_made_anew(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.mktemp("root")
    (root / "page.md").write_text("a\n<!-- list: begin -->\nold\n<!-- list: end -->\nb\n", "utf-8")
    made = {"page.md#list": lambda: "new\n", "whole.txt": lambda: "all\n"}
    monkeypatch.setattr("tests.regenerate.ROOT", root)
    monkeypatch.setattr("tests.regenerate.generated", lambda: made)

    regenerate([])

    assert (root / "page.md").read_text("utf-8") == (
        "a\n<!-- list: begin -->\nnew\n<!-- list: end -->\nb\n"
    )
    assert {path: kept(path) for path in made} == {path: make() for path, make in made.items()}
