"""The notes of a release come from the changelog, and only where the tag is right."""

from __future__ import annotations

import re
import runpy
from collections.abc import Callable

import pytest

from tests.regenerate import ROOT

notes: Callable[[str, str, str], str] = runpy.run_path(str(ROOT / ".ci/release_notes.py"))["notes"]
CHANGELOG = """\
# Changelog

## Unreleased

- Later.

## 1.2.0 - 2030-01-31

### Added

- A thing.

## 1.1.0 - 2029-01-31

- Older.
"""


@pytest.mark.parametrize(
    ("version", "told"), [("1.2.0", "### Added\n\n- A thing.\n"), ("1.1.0", "- Older.\n")]
)
def test_the_notes_are_the_section_of_the_version(version: str, told: str) -> None:
    assert notes(f"v{version}", version, CHANGELOG) == told


@pytest.mark.parametrize(
    ("tag", "version", "why"),
    [
        ("v1.2.1", "1.2.0", "the tag is v1.2.1, and orgcheck/version.py says 1.2.0"),
        ("1.2.0", "1.2.0", "the tag is 1.2.0, and orgcheck/version.py says 1.2.0"),
        ("v1.3.0", "1.3.0", "CHANGELOG.md has no section `## 1.3.0 - YYYY-MM-DD`"),
        ("v1.2", "1.2", "CHANGELOG.md has no section `## 1.2 - YYYY-MM-DD`"),
    ],
)
def test_what_does_not_agree_is_refused(tag: str, version: str, why: str) -> None:
    with pytest.raises(ValueError, match=re.escape(why)):
        notes(tag, version, CHANGELOG)


def test_the_changelog_has_one_section_that_a_release_can_take() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert len(re.findall(r"^## Unreleased$", changelog, re.M)) <= 1
    headings = re.findall(r"^## (.*)$", changelog, re.M)
    dated = re.compile(r"Unreleased|\d+\.\d+\.\d+ - \d{4}-\d\d-\d\d")
    assert [one for one in headings if not dated.fullmatch(one)] == []
