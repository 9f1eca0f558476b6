"""The two sides of a hook: what was there, and what is about to be there."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from orgcheck.snapshot.git import Repository
    from orgcheck.snapshot.tracked import State


def between(repository: Repository) -> tuple[State | None, State]:
    """What HEAD has and what is staged; None where nothing was committed yet.

    pre-commit, asked for what lies between two revisions (`--from-ref`, before a push), says so
    in its environment.
    """
    from orgcheck.snapshot.tracked import State

    before, after = (os.environ.get(f"PRE_COMMIT_{end}_REF") for end in ("FROM", "TO"))
    if before and after:
        new = State(repository, repository.commit(after))
        return State(repository, repository.commit(before), new.known), new
    new = State(repository, "")
    if not repository.has_commits():
        return None, new
    return State(repository, "HEAD", new.known), new


def concerned(old: State | None, new: State, named: Collection[str]) -> Callable[[str], bool]:
    """Whether a snapshot has a file that is named, or that is gone."""
    snapshots = {*new.touched(named), *named}
    if old is not None:
        gone = [file for file in old.snapshots if file not in new.facts]
        snapshots |= old.touched((*named, *gone))
    return snapshots.__contains__
