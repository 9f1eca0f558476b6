"""Symbolic links that lead out of the repository that holds them."""

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


def _leaves(link: Path) -> bool:
    home = _repository_around(Path(os.path.realpath(link.parent)))
    if home is None:
        return False
    target = Path(os.path.realpath(link))
    if not target.is_relative_to(home):
        return True
    return any(part.casefold() == ".git" for part in target.relative_to(home).parts)


def _repository_around(folder: Path) -> Path | None:
    return next((above for above in (folder, *folder.parents) if (above / ".git").exists()), None)
