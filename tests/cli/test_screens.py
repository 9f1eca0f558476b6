"""On a terminal every report is as wide as that, and in its colours."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from orgcheck.cli import main

PROJECT = Path(__file__).parents[2]
ORDERS = """
validate snapshots/2024.yaml --rules rules/kela.yaml
diff snapshots/2023.yaml snapshots/2024.yaml
show snapshots/2024.yaml
show snapshots/2024.yaml internal-audit
why internal-audit snapshots/2024.yaml --rules rules/kela.yaml
compare snapshots/2023.yaml snapshots/2024.yaml snapshots/2023.yaml
history snapshots/2023.yaml snapshots/2024.yaml
lineage ict-and-operational-development snapshots/2023.yaml snapshots/2024.yaml
crosswalk snapshots/2023.yaml snapshots/2024.yaml
merge snapshots/2023.yaml snapshots/2024.yaml snapshots/2023.yaml --format text --verbose
rules list
rules strength snapshots/2024.yaml --limit 30
explain ORG008
explain KELA001 --rules rules/kela.yaml
explain unique
"""


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PROJECT)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)


def told(order: str, width: int, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("COLUMNS", str(width))
    terminal = Terminal()
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", terminal)
        with pytest.raises(SystemExit):
            main(order.split())
    return terminal.getvalue()


@pytest.mark.parametrize("order", ORDERS.strip().splitlines())
def test_a_report_is_as_wide_as_the_terminal(order: str, monkeypatch: pytest.MonkeyPatch) -> None:
    narrow, wide = (told(order, width, monkeypatch) for width in (60, 120))
    assert len(narrow.splitlines()) > len(wide.splitlines()) > 0


@pytest.mark.parametrize(
    "order",
    [
        "validate snapshots/2024.yaml --rules rules/kela.yaml",
        "diff snapshots/2023.yaml snapshots/2024.yaml",
        "show snapshots/2024.yaml",
        "why internal-audit snapshots/2024.yaml --rules rules/kela.yaml",
        "rules list",
        "explain ORG008",
    ],
)
def test_a_report_is_in_colour_on_a_terminal(order: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b[" in told(order, 80, monkeypatch)
