"""The pages of the repository, put where a site has them: all in one folder, links with them.

On a git host a page links to files beside and above `docs/`; a site has no above.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).parents[1]
# Pages that stand at the root of the repository, where hosts look for them.
AT_ROOT = ("CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "CODE_OF_CONDUCT.md")
# What pages link to and a site hands out as it is.
FILES = "files"
_LINK = re.compile(r"(?<=\]\()(?![a-z]+:|#)([^)#\s]+)(#[^)\s]*)?(?=\))")


def stage(folder: Path) -> None:
    """Write the pages, the pictures and the files that pages link to into a folder."""
    shutil.copytree(ROOT / "docs/pictures", folder / "pictures")
    for page in pages():
        text = page.read_text("utf-8")
        staged = folder / PurePosixPath(*page.relative_to(ROOT).parts).name
        staged.write_text(_LINK.sub(partial(_moved, page), text), encoding="utf-8")
        for file in _files(page, text):
            target = folder / FILES / file
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / file, target)


def pages() -> list[Path]:
    """Every page of the site, as the repository has it."""
    return [*sorted((ROOT / "docs").glob("*.md")), *(ROOT / name for name in AT_ROOT)]


def _moved(page: Path, link: re.Match[str]) -> str:
    """A link as the site has it."""
    path = _from_root(page, link[1])
    if path is None:
        return link[0]
    if path.parts[0] == "docs":
        staged = path.relative_to("docs")
    elif str(path) in AT_ROOT:
        staged = path
    else:
        staged = FILES / path
    return f"{staged}{link[2] or ''}"


def _files(page: Path, text: str) -> Iterator[PurePosixPath]:
    """What a page links to that is no page and no picture, from the root of the repository."""
    for link in _LINK.finditer(text):
        path = _from_root(page, link[1])
        if path is not None and path.parts[0] != "docs" and str(path) not in AT_ROOT:
            yield path


def _from_root(page: Path, link: str) -> PurePosixPath | None:
    """Where a link leads, counted from the root; None where the repository has no such file."""
    target = (page.parent / link).resolve()
    return PurePosixPath(target.relative_to(ROOT).as_posix()) if target.is_file() else None
