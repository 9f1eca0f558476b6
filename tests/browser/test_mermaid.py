"""Flowcharts in Mermaid itself, with the settings of a host that trusts nobody."""

from __future__ import annotations

import json

import pytest

from orgcheck.charts.change import of_change
from orgcheck.charts.mermaid import text
from orgcheck.charts.structure import of_organisation
from orgcheck.escaping import escape_controls
from orgcheck.reports.formats.mermaid.changes import report
from orgcheck.results import DiffResult
from tests.browser.chromium import Browser, Page
from tests.reports.examples import HOSTILE
from tests.reports.reorganisations import harbour, hostile


@pytest.fixture(scope="module")
def host(chromium: Browser, mermaid: str, tmp_path_factory: pytest.TempPathFactory) -> Page:
    """An empty page with Mermaid in it."""
    empty = "<!doctype html><meta charset='utf-8'><body></body>"
    page = chromium.showing(tmp_path_factory.mktemp("host"), empty)
    page.value(f"{mermaid}\n;0")
    page.value("mermaid.initialize({startOnLoad: false, securityLevel: 'strict'})")
    return page


def drawn(host: Page, flowchart: str) -> list[str]:
    """What stands in the boxes once it is drawn."""
    text = json.dumps(flowchart)
    host.value(
        f"mermaid.parse({text}).then(() => mermaid.render('picture', {text}))"
        ".then(({svg}) => { document.body.innerHTML = svg; })"
    )
    texts: list[str] = host.value(
        "[...document.querySelectorAll('.nodeLabel')].map(one => one.innerText)"
    )
    return texts


def of(change: DiffResult) -> str:
    return report(change)


def test_a_change_is_drawn(host: Page) -> None:
    assert "+ Engineering\n1 unit follows" in drawn(host, of(harbour()))


def test_a_chart_is_drawn(host: Page) -> None:
    change = harbour()

    assert "Pilots" in drawn(host, text(of_organisation(change.old)))
    assert drawn(host, text(of_change(change.old, change.new, change.changes)))


@pytest.mark.parametrize("name", HOSTILE)
def test_names_stay_text(host: Page, name: str) -> None:
    change = hostile(name)
    drawn(host, text(of_organisation(change.new)))
    _only_text(host)
    boxes = drawn(host, of(change))

    merged = " ".join(escape_controls(change.new.name("merged")).split())
    assert f"+ {merged}" in [" ".join(box.split()) for box in boxes]
    _only_text(host)


def _only_text(host: Page) -> None:
    """Hold what is drawn against the elements that names could have become."""
    tags = host.value(
        "[...new Set([...document.querySelectorAll('svg *')].map(one => one.localName))]"
    )
    assert not set(tags) & {"script", "img", "a", "ul", "ol", "li", "strong", "em", "code", "b"}
