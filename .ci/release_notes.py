"""Print what the changelog says of a release: `python .ci/release_notes.py v1.2.3`.

Refuses, with what to do, a tag that is not `v` and the version of the program, and a version of
which the changelog has no section with a date.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def notes(tag: str, version: str, changelog: str) -> str:
    """The section of the changelog on a version, without its heading.

    Raises
    ------
    ValueError
        Where the tag, the version and the changelog do not say the same, with the way out.
    """
    if tag != f"v{version}":
        raise ValueError(
            f"the tag is {tag}, and orgcheck/version.py says {version}: tag the commit whose "
            "version it is"
        )
    heading = rf"^## {re.escape(version)} - \d{{4}}-\d\d-\d\d\n(.*?)(?=^## |\Z)"
    section = re.search(heading, changelog, re.M | re.S)
    if section is None:
        raise ValueError(
            f"CHANGELOG.md has no section `## {version} - YYYY-MM-DD`: give the section "
            "`Unreleased` that heading"
        )
    return section[1].strip() + "\n"


def main(tag: str) -> None:
    """Print the notes, or end with what is wrong."""
    version = re.search(r'"(.+)"', (ROOT / "orgcheck/version.py").read_text("utf-8").split("=")[1])
    assert version is not None
    try:
        print(notes(tag, version[1], (ROOT / "CHANGELOG.md").read_text("utf-8")), end="")
    except ValueError as error:
        sys.exit(f"release_notes: {error}")


if __name__ == "__main__":
    main(sys.argv[1])
