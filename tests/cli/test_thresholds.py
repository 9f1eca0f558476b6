"""Thresholds, from the command line and from settings: what they change, and what is refused."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from orgcheck.changes.thresholds import Thresholds, ThresholdSettings
from tests.cli.runs import Run, written

# Two of four duties went along: too little for the default, enough for a likeness of 0.3.
OLD = """\
organisation: Kela
version: "1"
units:
  - {id: kela, name: Kela, top: true}
  - {id: a, name: Archive, parent: kela, responsibilities: [files, maps, seals, deeds]}
"""
NEW = """\
organisation: Kela
version: "2"
units:
  - {id: kela, name: Kela, top: true}
  - {id: b, name: Memory, parent: kela, responsibilities: [files, maps, tapes, films]}
"""


@pytest.fixture
def versions(folder: Path) -> None:
    """A unit under another id and name, of which half the duties are left."""
    written(folder / "old.yaml", OLD)
    written(folder / "new.yaml", NEW)


LOWER = ("--threshold", "likeness=0.3", "--threshold", "shared_items=2")


@pytest.mark.usefixtures("versions")
class TestWhatTheyChange:
    def test_a_lower_one_finds_what_the_default_does_not(self, run: Run) -> None:
        assert "1 rename" not in run("diff", "old.yaml", "new.yaml").out
        assert "1 rename" in run("diff", "old.yaml", "new.yaml", *LOWER).out

    def test_settings_say_the_same(self, run: Run, folder: Path) -> None:
        written(folder / "orgcheck.toml", "[thresholds]\nlikeness = 0.3\nshared_items = 2\n")

        assert "1 rename" in run("diff", "old.yaml", "new.yaml").out

    def test_an_option_wins_over_settings(self, run: Run, folder: Path) -> None:
        written(folder / "orgcheck.toml", "[thresholds]\nlikeness = 0.3\nshared_items = 2\n")

        ended = run("diff", "old.yaml", "new.yaml", "--threshold", "likeness=0.9")

        assert "1 rename" not in ended.out


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("likenes=0.4", 'unknown key "likenes"; did you mean "likeness"?'),
        ("likeness", "expected NAME=VALUE, found likeness"),
        ("likeness=0", "likeness: expected a number above 0 and up to 1, found 0"),
        ("likeness=1.5", "likeness: expected a number above 0 and up to 1, found 1.5"),
        ("likeness=nan", 'likeness: expected a number above 0 and up to 1, found the text "nan"'),
        ("shared_items=2.5", "shared_items: expected a whole number from 1 on, found 2.5"),
        ("margin=-1", 'margin: expected a number from 0 to 1, found the text "-1"'),
    ],
)
@pytest.mark.usefixtures("versions")
def test_what_is_no_threshold_is_a_matter_of_usage(run: Run, word: str, message: str) -> None:
    ended = run("diff", "old.yaml", "new.yaml", "--threshold", word)

    assert ended.status == 2
    assert f"Error: --threshold: {message}" in ended.err


@pytest.mark.usefixtures("versions")
def test_in_settings_it_is_told_with_its_place(run: Run, folder: Path) -> None:
    written(folder / "orgcheck.toml", "[thresholds]\nlikeness = true\nmargn = 0.2\n")

    ended = run("diff", "old.yaml", "new.yaml")

    assert ended.status == 2
    assert "orgcheck.toml:2:1: thresholds.likeness: expected a number above 0" in ended.err
    assert 'orgcheck.toml:3:1: thresholds: unknown key "margn"; did you mean "margin"?' in ended.err


def test_every_threshold_can_be_set() -> None:
    assert set(ThresholdSettings.model_fields) == {
        field.name for field in dataclasses.fields(Thresholds)
    }
