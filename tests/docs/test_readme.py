"""The README's program runs, and every page stands on its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.regenerate import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

README = (ROOT / "README.md").read_text("utf-8")


def test_the_program_runs(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    for program in re.findall(r"^```python\n(.*?)^```", README, re.M | re.S):
        exec(compile(program, "README.md", "exec"), {})
    assert "internal-audit" in capsys.readouterr().out


def test_every_link_leads_to_a_file() -> None:
    pages = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]
    links = [
        (page, link)
        for page in pages
        for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
    ]
    assert [(page.name, link) for page, link in links if not (page.parent / link).exists()] == []


def test_the_documentation_stands_on_its_own() -> None:
    pages = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]
    assert [
        page.name for page in pages if re.search(r"\.\./shared|/home/|/work/", _text(page))
    ] == []


def _text(page: Path) -> str:
    return page.read_text("utf-8")
