"""Pages, schemas and pictures say what today's commands, rules and formats say."""

from __future__ import annotations

import inspect
import re

import pytest

import orgcheck
from tests.docs import api, architecture, console, manual, reference
from tests.regenerate import ROOT, kept

PAGES = {
    path: make
    for module in (reference, architecture, console, api, manual)
    for path, make in module.GENERATED.items()
}


@pytest.mark.parametrize("page", PAGES)
def test_the_page_is_up_to_date(page: str) -> None:
    """Where it is not: `python -m tests.regenerate`."""
    assert kept(page) == PAGES[page]()


@pytest.mark.parametrize("name", ["snapshots/2023.yaml", "snapshots/2024.yaml", "rules/kela.yaml"])
def test_an_editor_finds_the_schema_of_a_file(name: str) -> None:
    file = ROOT / name
    (link,) = re.findall(r"^# yaml-language-server: \$schema=(\S+)$", file.read_text("utf-8"), re.M)
    found = file.parent / link
    kind = {"snapshots": "snapshot.json", "rules": "rules.json"}[file.parent.name]
    assert found.resolve() == ROOT / "schemas" / kind


@pytest.mark.parametrize("name", [name for name in orgcheck.__all__ if name[0] != "_"])
def test_a_public_name_says_what_it_is_and_shows_it(name: str) -> None:
    """The examples are run where the names are defined."""
    value = getattr(orgcheck, name)
    said = inspect.getdoc(value) or ""

    assert ">>> " in said
    if inspect.isfunction(value):
        parameters = list(inspect.signature(value).parameters)
        described = re.findall(r"^(\w[\w, ]*)$", said.partition("Returns\n")[0], re.M)
        assert {word for line in described for word in line.split(", ")} >= set(parameters)
        assert "Returns\n-------" in said
        assert "Raises\n------" in said


def test_the_members_of_public_types_are_described() -> None:
    silent = [
        f"{name}.{member}"
        for name in orgcheck.__all__
        if inspect.isclass(value := getattr(orgcheck, name))
        for member, what in vars(value).items()
        if member[0] != "_" and (inspect.isfunction(what) or isinstance(what, property))
        if not inspect.getdoc(what)
    ]
    assert silent == []
