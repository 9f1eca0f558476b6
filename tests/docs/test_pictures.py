"""The pictures of the README are what the repository's own commands draw."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from tests.docs.console import ROOT

KELA = "snapshots/2024.yaml"
NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
# Graphviz sets a line's label by the fonts of the machine: that moves it by less than so much.
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
