"""The site: every page of the documentation once, no dead link, readable wide and narrow."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.chromium import Browser, Page
from website.links import dead_links, foreign
from website.staging import ROOT, pages, stage

NAV = tomllib.loads((ROOT / "website/zensical.toml").read_text("utf-8"))["project"]["nav"]
WIDE, NARROW = {"width": 1400, "height": 1000}, {"width": 390, "height": 844}


def named(entry: Any) -> Iterator[str]:
    """The pages that an entry of the navigation leads to."""
    if isinstance(entry, str):
        yield entry
    else:
        for one in entry if isinstance(entry, list) else entry.values():
            yield from named(one)


def test_every_page_is_in_the_navigation_once() -> None:
    assert sorted(named(NAV)) == sorted(page.name for page in pages())


def test_what_pages_link_to_is_staged_with_them(tmp_path: Path) -> None:
    stage(tmp_path)
    page = (tmp_path / "browser.md").read_text("utf-8")
    assert "](files/snapshots/2024.yaml)" in page
    original = ROOT / "snapshots/2024.yaml"
    assert (tmp_path / "files/snapshots/2024.yaml").read_bytes() == original.read_bytes()
    assert "](CONTRIBUTING.md)" in (tmp_path / "architecture.md").read_text("utf-8")
    assert "](stability.md)" in (tmp_path / "CHANGELOG.md").read_text("utf-8")


def test_a_link_that_leads_nowhere_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        '<a href="b.html#there">x</a><a href="b.html#gone">x</a><a href="c.html">x</a>'
        '<a href="../outside">x</a><a href="https://example.org/">x</a>'
        '<a href="#own">x</a><script src="https://example.org/x.js"></script>',
        encoding="utf-8",
    )
    (tmp_path / "b.html").write_text('<h2 id="there">x</h2>', encoding="utf-8")
    assert dead_links(tmp_path) == [
        "a.html: b.html#gone leads to no place in the page",
        "a.html: c.html leads to no file",
        "a.html: ../outside leads to no file",
        "a.html: #own leads to no place in the page",
    ]
    assert foreign(tmp_path) == [
        "a.html: https://example.org/x.js is loaded from another host",
    ]


def visited(chromium: Browser, url: str, **size: int) -> Page:
    page = chromium.page(**size)
    page.visit(url)
    page.settled()
    return page


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("name", ["index", "first-hour", "browser", "rules", "api", "security"])
def test_a_page_fits_and_loads_from_its_own_host_alone(
    chromium: Browser, address: str, name: str, size: dict[str, int]
) -> None:
    page = visited(chromium, f"{address}/{name}.html", **size)
    assert page.value("document.documentElement.scrollWidth") <= size["width"]
    sent = page.events("Network.requestWillBeSent")
    urls = [one["request"]["url"] for one in sent]
    assert [url for url in urls if not url.startswith((address, "data:"))] == []
    assert [one for one in page.events("Log.entryAdded") if one["entry"]["level"] == "error"] == []


@pytest.mark.parametrize("name", ["index", "browser"])
def test_a_page_keeps_nobody_out(chromium: Browser, address: str, axe: str, name: str) -> None:
    page = visited(chromium, f"{address}/{name}.html", **WIDE)
    page.value(axe)
    rules = {"runOnly": ["wcag2a", "wcag2aa"]}
    found = page.value(
        f"axe.run('.md-content', {json.dumps(rules)})"
        ".then(all => all.violations.map(one => one.id + ' ' + one.nodes[0].html))"
    )
    assert found == []


def test_the_search_finds_a_word(chromium: Browser, address: str) -> None:
    page = visited(chromium, f"{address}/index.html", **WIDE)
    index = page.value("fetch('search.json').then(got => got.json())")
    found = {one["location"].partition("#")[0] for one in index["items"] if "ledger" in one["text"]}
    assert {"changes.html", "first-hour.html"} <= found
