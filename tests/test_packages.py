"""What a package consists of is found without the module that would take it apart."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules, walk_packages
from zipfile import ZipFile

import pytest

import orgcheck
from orgcheck.packages import module_names

PACKAGES = [one.name for one in walk_packages(orgcheck.__path__, "orgcheck.") if one.ispkg]


@pytest.mark.parametrize("name", PACKAGES)
def test_it_finds_what_the_standard_library_does(name: str) -> None:
    folders = import_module(name).__path__

    assert module_names(folders) == sorted(one.name for one in iter_modules(folders))


def test_what_is_no_module_is_left_out(tmp_path: Path) -> None:
    for name in ("__init__.py", "b.py", "a.pyc", "notes.txt", ".b.py.swp"):
        (tmp_path / name).touch()
    for folder in ("__pycache__", "data", "inner"):
        (tmp_path / folder).mkdir()
    (tmp_path / "inner" / "__init__.py").touch()

    assert module_names([str(tmp_path)]) == ["a", "b", "inner"]


def test_a_package_in_an_archive_is_left_to_the_import_system(tmp_path: Path) -> None:
    packed = tmp_path / "packed.zip"
    with ZipFile(packed, "w") as archive:
        for name in ("__init__", "a", "b"):
            archive.writestr(f"packed/{name}.py", "")

    assert module_names([str(packed / "packed")]) == ["a", "b"]
