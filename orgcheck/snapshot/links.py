"""Paths and symbolic links that lead out of the repository that holds them."""

from __future__ import annotations

import os
from pathlib import Path


def leads_out(path: str | os.PathLike[str]) -> bool:
    """Whether a link on the way of a path leaves the repository in which the link lies.

    A stranger can commit a link to any file of the machine, and what is read is quoted. What git
    keeps for itself, such as its settings with a token, is no part of the repository either.
    """
    here = Path(os.path.abspath(path))  # noqa: PTH100 (links are looked at one by one)
    return any(place.is_symlink() and _leaves(place) for place in (*reversed(here.parents), here))


def lies_outside(path: str | os.PathLike[str], file: str | os.PathLike[str]) -> bool:
    """Whether a path leads out of the repository in which a file lies, or into its `.git`.

    Of a file that lies in no repository nothing lies outside.
    """
    home = _repository_around(Path(os.path.realpath(Path(file).parent)))
    return home is not None and not _belongs(Path(os.path.realpath(path)), home)


def _leaves(link: Path) -> bool:
    return lies_outside(link, link)


def _belongs(target: Path, home: Path) -> bool:
    if not target.is_relative_to(home):
        return False
    return all(part.casefold() != ".git" for part in target.relative_to(home).parts)


def _repository_around(folder: Path) -> Path | None:
    return next((above for above in (folder, *folder.parents) if (above / ".git").exists()), None)
