"""The pictures of the README are what the repository's own commands draw."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.docs.console import ROOT

KELA = "snapshots/2024.yaml"


@pytest.mark.parametrize(
    ("picture", "options"),
    [("kela-2024.svg", ()), ("kela-change.svg", ("--against", "snapshots/2023.yaml"))],
)
def test_a_picture_is_up_to_date(picture: str, options: tuple[str, ...]) -> None:
    command = [sys.executable, "-m", "orgcheck", "chart", KELA, *options, "--format", "svg"]
    drawn = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    kept = (ROOT / "docs" / "pictures" / picture).read_text("utf-8")
    assert drawn == kept
