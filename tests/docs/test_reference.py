"""Pages, schemas and pictures say what today's commands, rules and formats say."""

from __future__ import annotations

import re

import pytest

from tests.docs import architecture, console, reference
from tests.regenerate import ROOT, kept

PAGES = {**reference.GENERATED, **architecture.GENERATED, **console.GENERATED}


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
