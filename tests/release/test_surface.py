"""What a version promises to keep is written down, so that a removal cannot pass unseen."""

from __future__ import annotations

import re

from orgcheck.schemas import SCHEMAS, schema
from tests.regenerate import ROOT, kept
from tests.release import surface

PAGE = (ROOT / "docs/stability.md").read_text("utf-8")


def test_what_is_promised_is_what_is_written_down() -> None:
    """Where a line goes or changes, that is a new major version, or a mistake."""
    path = "tests/release/surface.txt"
    assert kept(path) == surface.GENERATED[path]()


def test_the_page_names_every_format_that_has_a_schema() -> None:
    table = re.findall(r"^\| `orgcheck schema (\w+)` \| .* \| `(.+)` \|$", PAGE, re.M)
    assert table == [(name, schema(name)["$id"]) for name in SCHEMAS]
