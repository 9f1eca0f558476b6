"""What an installation takes on the disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.install import GOAL, installed, sizes


def test_what_was_there_before_and_folders_within_folders_are_told_apart(tmp_path: Path) -> None:
    for path in ("pip/a.py", "setuptools-1.dist-info/b", "large/within/c.so", "single.py"):
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"x" * 500_000)

    assert sizes(tmp_path) == {"large": 0.5, "single.py": 0.5}


@pytest.mark.slow
def test_an_installation_is_light(tmp_path: Path) -> None:
    assert sum(sizes(installed(tmp_path)).values()) <= GOAL
