"""The site, built once and served on a port of this machine; skipped where it cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from threading import Thread

import pytest

from tests.browser.conftest import axe, chromium
from website.program import MODULES

__all__ = ["axe", "chromium"]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing of requests."""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, as `python -m website` builds it."""
    if find_spec("zensical") is None:
        pytest.skip("zensical is not installed: `pip install '.[docs]'`")
    if not MODULES.exists():
        pytest.skip("Pyodide is not installed: `npm ci --prefix website`")
    from website.__main__ import build

    target = tmp_path_factory.mktemp("website") / "site"
    assert build(target) == []
    return target


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Where the site is served."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site)))
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
