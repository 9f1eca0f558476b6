"""A browser for the tests of a folder, and what npm brings: left out, loudly, where it is not."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.chromium import Browser, browser, program

_MODULES = Path(os.environ.get("ORGCHECK_NODE_MODULES", Path(__file__).with_name("node_modules")))


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A headless Chromium for all tests; each opens a page of its own."""
    found = program()
    if found is None:
        pytest.skip("Chromium is not installed: `apt-get install chromium`")
    with browser(found, tmp_path_factory.mktemp("profile")) as running:
        yield running


def _script(path: str) -> str:
    file = _MODULES / path
    if not file.exists():
        pytest.skip(f"{path} is not installed: `npm install --prefix tests/browser`")
    return file.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def axe() -> str:
    """The text of axe-core, which finds what keeps people from using a page."""
    return _script("axe-core/axe.min.js")


@pytest.fixture(scope="session")
def mermaid() -> str:
    """The text of Mermaid's own parser and renderer."""
    return _script("mermaid/dist/mermaid.min.js")
