"""The pictures of the README are what the repository's own commands draw."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from tests.docs.console import ROOT

KELA = "snapshots/2024.yaml"
# Graphviz sets a line's label by the fonts of the machine: that moves it up or down by less than
# so much, and nothing else.
NUMBER = re.compile(r'(?<= y=")-?[0-9.]+(?=" font-family=)')
POINTS = 1.0


@pytest.mark.parametrize(
    ("picture", "options"),
    [("kela-2024.svg", ()), ("kela-change.svg", ("--against", "snapshots/2023.yaml"))],
)
def test_a_picture_is_up_to_date(picture: str, options: tuple[str, ...]) -> None:
    command = [sys.executable, "-m", "orgcheck", "chart", KELA, *options, "--format", "svg"]
    drawn = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    kept = (ROOT / "docs" / "pictures" / picture).read_text("utf-8")
    assert NUMBER.sub("#", drawn) == NUMBER.sub("#", kept)
    assert numbers(drawn) == pytest.approx(numbers(kept), abs=POINTS)


def numbers(text: str) -> list[float]:
    return [float(number) for number in NUMBER.findall(text)]
