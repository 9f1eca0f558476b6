"""What a version promises to keep is written down, so that a removal cannot pass unseen."""

from __future__ import annotations

import pytest

from tests.regenerate import kept
from tests.release.surface import GENERATED


@pytest.mark.parametrize("path", GENERATED)
def test_what_is_promised_is_what_is_written_down(path: str) -> None:
    """Where a line goes or changes, that is a new major version, or a mistake."""
    assert kept(path) == GENERATED[path]()
