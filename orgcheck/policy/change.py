"""A change of a repository: both of its states, and what is compared with what."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path

from orgcheck.policy.base import Base, base_here
from orgcheck.policy.choice import Asked
from orgcheck.policy.pairing import Pairing, Side, current, is_replaced, paired
from orgcheck.policy.standards import Revisions
from orgcheck.records import dataclass
from orgcheck.snapshot.git import Repository
from orgcheck.snapshot.recognition import Role
from orgcheck.snapshot.sources import path_from
from orgcheck.snapshot.tracked import State


@dataclass(frozen=True)
class Change:
    """The change from one state of a repository to another one.

    Parameters
    ----------
    base
        What there was; None where nothing was there before.
    head
        What there is.
    rules
        The revision whose rules judge the change.
    asked
        What is asked about rules.
    within
        Whether a file counts: what lies elsewhere is left out, unless it came from there.
    """

    base: State | None
    head: State
    rules: str | None
    asked: Asked
    within: Callable[[str], bool] = lambda _: True

    @cached_property
    def revisions(self) -> Revisions:
        """Where the rules of both sides are read from."""
        older = self.base.revision if self.base is not None else None
        return Revisions(self.asked, older, self.rules, self.head.revision)

    @cached_property
    def changed_files(self) -> frozenset[str]:
        """The files that differ between both states."""
        if self.base is None or self.base.revision is None:
            return frozenset(self.head.facts)
        return self.head.repository.changed_files(self.base.revision, self.head.revision)

    @cached_property
    def pairing(self) -> Pairing:
        """What is compared with what, by paths, with what lies elsewhere left out."""
        every = paired(self.base_side, self.head_side, self._renames())
        return Pairing(
            pairs=tuple(pair for pair in every.pairs if any(map(self.within, pair))),
            fresh=tuple(filter(self.within, every.fresh)),
            lost=tuple(one for one in every.lost if self.within(one.path)),
            retired=tuple(filter(self.within, every.retired)),
        )

    @cached_property
    def base_side(self) -> Side:
        """What there was, as snapshots are paired by."""
        if self.base is None:
            return Side({})
        return Side(self.base.profiles, self.base.touched(self.changed_files))

    @cached_property
    def head_side(self) -> Side:
        """What there is."""
        head = self.head
        before = self.base_side.profiles
        remaining = (path for path in before if path not in head.profiles and head.has(path))
        touched = head.touched(self.changed_files)
        return Side(head.profiles, touched, frozenset(remaining), head.links)

    def _renames(self) -> dict[str, set[str]]:
        """For each snapshot that came, those of which git says that its files came from them."""
        if self.base is None or self.base.revision is None:
            return {}
        found: dict[str, set[str]] = {}
        renames = self.head.repository.renames(self.base.revision, self.head.revision)
        for new, old in renames.items():
            if new in self.head.snapshots and old in self.base.snapshots:
                found.setdefault(self.head.snapshots[new], set()).add(self.base.snapshots[old])
        return found

    @property
    def concerned(self) -> bool:
        """Whether any snapshot that counts changes, comes or goes, or what it is judged by."""
        pairing = self.pairing
        every = (*pairing.pairs, *pairing.fresh, *pairing.lost, *pairing.retired)
        return bool(every) or any(True for _ in self.under_other_rules())

    def under_other_rules(self) -> Iterator[tuple[str, str]]:
        """Snapshots in force that stay as they are, while what they are judged by changes."""
        if self.base is None:
            return
        done = {new for _, new in self.pairing.pairs}
        for profile in current(self.head.profiles.values()):
            path = profile.path
            if path in done or path not in self.base.profiles or not self.within(path):
                continue
            arguments = self.base.argument(path), self.head.argument(path)
            if self.revisions.standards(*arguments).control.alterations:
                yield path, path

    def followed(self) -> list[tuple[str, str]]:
        """Every snapshot of the base that there is still, with what it is now."""
        return [(old, new) for old, new in self._all_pairs() if self._is_what_it_was(old, new)]

    def succeeded(self) -> list[tuple[str, str]]:
        """Those that stay where they are, each with another one that comes after it."""
        return [(old, new) for old, new in self._all_pairs() if not self._is_what_it_was(old, new)]

    def _is_what_it_was(self, old: str, new: str) -> bool:
        return old == new or old not in self.head.profiles

    def _all_pairs(self) -> list[tuple[str, str]]:
        """What is compared, and what stays as it is, with nothing that is no snapshot now."""
        assert self.base is not None, "something was there before"
        staying = ((path, path) for path in self.base.profiles)
        return [
            pair
            for pair in dict.fromkeys((*self.pairing.pairs, *staying))
            if pair[1] in self.head.profiles and any(map(self.within, pair))
        ]

    def named(self, files: Iterable[str]) -> frozenset[str]:
        """The snapshots of some files; what is called a snapshot and looks like none is one."""
        named = from_root(self.head.repository, files)
        present = [file for file in named if file in self.head.roles]
        return frozenset(
            self.head.snapshots.get(file, file)
            for file in present
            if file in self.head.snapshots or self.head.roles[file] is Role.UNKNOWN
        )

    def standing(self, paths: Collection[str]) -> tuple[frozenset[str], frozenset[str]]:
        """Of some snapshots those in which nothing changes; and those a later one replaced."""
        profiles = self.head.profiles
        standing = frozenset(path for path in paths if path not in self.pairing.newer)
        replaced = frozenset(
            path
            for path in standing & profiles.keys()
            if is_replaced(profiles[path], profiles.values())
        )
        return standing - replaced, replaced


# -- which change -----------------------------------------------------------------------------


def change_since(base: str | None, paths: Iterable[str], asked: Asked) -> tuple[Change, Base]:
    """What the working tree does since it left a branch, and what it is compared with.

    Parameters
    ----------
    base
        The branch or commit; None for the one that the pipeline says.
    paths
        Files, folders and patterns, from the current folder; all where there are none.
    asked
        What is asked about rules.

    Raises
    ------
    OrgcheckError
        Where the base cannot be told.
    """
    repository = repository_here()
    found = base_here(base, repository)
    head = State(repository, None)
    older = State(repository, found.structures, head.known) if found.structures else None
    places = from_root(repository, paths)
    counts = within(places) if places else lambda _: True
    return Change(older, head, found.rules, asked, counts), found


def staged_change(files: Iterable[str], asked: Asked) -> Change:
    """What is about to be committed, by the rules of what was committed last.

    pre-commit, asked for what lies between two revisions (`--from-ref`, before a push), says so
    in its environment.

    Parameters
    ----------
    files
        Those that changed, from the current folder: a snapshot counts that has one of them, or a
        file that is gone.
    asked
        What is asked about rules.

    Raises
    ------
    OrgcheckError
        Where there is no repository.
    """
    repository = repository_here()
    old, new = _between(repository)
    named = from_root(repository, files)
    rules = old.revision if old is not None else None
    return Change(old, new, rules, asked, _concerned(old, new, named))


def repository_here() -> Repository:
    """The repository around the current folder, seen from its root."""
    return Repository(Repository.here().root)


def from_root(repository: Repository, names: Iterable[str]) -> frozenset[str]:
    """Paths that count from the current folder, as git writes them."""
    root = os.path.realpath(repository.folder)
    paths = (
        path_from(os.path.join(os.path.realpath(Path(name).parent), Path(name).name), root)  # noqa: PTH118
        for name in names
    )
    return frozenset(Path(path).as_posix() for path in paths)


def within(places: Collection[str]) -> Callable[[str], bool]:
    """Whether a path is one of some files, lies in one of some folders or fits a pattern."""

    def is_within(path: str) -> bool:
        return any(
            place in (".", path) or path.startswith(f"{place}/") or fnmatchcase(path, place)
            for place in places
        )

    return is_within


def _between(repository: Repository) -> tuple[State | None, State]:
    """What HEAD has and what is staged; None where nothing was committed yet."""
    before, after = (os.environ.get(f"PRE_COMMIT_{end}_REF") for end in ("FROM", "TO"))
    if before and after:
        new = State(repository, repository.commit(after))
        return State(repository, repository.commit(before), new.known), new
    new = State(repository, "")
    if not repository.has_commits():
        return None, new
    return State(repository, "HEAD", new.known), new


def _concerned(old: State | None, new: State, named: Collection[str]) -> Callable[[str], bool]:
    """Whether a snapshot has a file that is named, or that is gone."""
    snapshots = {*new.touched(named), *named}
    if old is not None:
        gone = [file for file in old.snapshots if file not in new.facts]
        snapshots |= old.touched((*named, *gone))
    return snapshots.__contains__
