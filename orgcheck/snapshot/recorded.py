"""A snapshot as git has recorded it: its text at every commit that changed it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path, PurePosixPath

from orgcheck.records import dataclass
from orgcheck.snapshot.git import GitError, Repository, Revision
from orgcheck.snapshot.sources import MOST_MIB, Input, SourceError, texts_at, texts_from

# So many files are read by one run of git: their contents are held at the same time.
_AT_ONCE = 50


@dataclass(frozen=True)
class Record:
    """What git tells of a file or folder: the commits that changed it, the first one first.

    `is_cut` says that the clone is shallow, so that there may be earlier ones.
    """

    repository: Repository
    revisions: tuple[Revision, ...]
    is_cut: bool


@dataclass(frozen=True)
class _Some:
    """The contents of a file at some revisions, which git is asked for at once when one is read."""

    repository: Repository
    revisions: tuple[Revision, ...]

    @cached_property
    def contents(self) -> Mapping[str, bytes]:
        """By their objects; what git does not have is left out, as in a partial clone."""
        objects = list(dict.fromkeys(revision.object for revision in self.revisions))
        found = zip(objects, self.repository.blobs_there(objects), strict=True)
        return {object: data for object, data in found if data is not None}


@dataclass(frozen=True)
class RecordedText:
    """A snapshot at one commit; of a folder `those` is None, and git is asked for its files."""

    repository: Repository
    revision: Revision
    those: _Some | None

    @property
    def name(self) -> str:
        """The commit and the path, as git takes them."""
        return f"{self.revision.commit[:10]}:{self.revision.path}"

    @property
    def content(self) -> str:
        """What tells its text from any other: the whole name of the commit, and the path."""
        return f"{self.revision.commit}:{self.revision.path}"

    def read(self, most_mib: int | None = None) -> Input:
        """Its texts.

        Raises
        ------
        SourceError
            Where it holds no snapshot.
        Unreadable
            Where a file is too large or is not UTF-8.
        """
        most = most_mib or MOST_MIB
        if self.those is None:
            return texts_at(self.content, most_mib=most, repository=self.repository)
        data = self.those.contents.get(self.revision.object)
        if data is None:
            raise SourceError(
                f"git cannot read {self.name}",
                "fetch what is missing, as in a partial clone: `git fetch --refetch`",
                unreadable=True,
            )
        label = PurePosixPath(self.revision.path).stem
        return Input(self.name, label, texts_from([(self.name, data)], most))


def record_of(argument: str) -> Record:
    """What git tells of a file or folder, named as a path of the working tree.

    Raises
    ------
    SourceError
        Where HEAD does not have it, or there is no git.
    """
    try:
        repository, path = Repository.around(Path(argument))
        is_folder = repository.kind("HEAD", path) == "tree"
        revisions = repository.revisions(path, is_folder=is_folder)
        return Record(repository, _changed(revisions), repository.is_shallow())
    except GitError as error:
        raise SourceError(error.message, error.fix) from None


def _changed(revisions: tuple[Revision, ...]) -> tuple[Revision, ...]:
    """Without the commits that changed no more than the name or the mode of a file."""
    before = ("", *(revision.object for revision in revisions))
    return tuple(
        revision
        for revision, object in zip(revisions, before, strict=False)
        if not revision.object or revision.object != object
    )


def recorded_texts(record: Record) -> Iterator[RecordedText]:
    """What git has at each revision, in their order; nothing of it is read yet."""
    revisions = record.revisions
    for begin in range(0, len(revisions), _AT_ONCE):
        some = revisions[begin : begin + _AT_ONCE]
        those = _Some(record.repository, some) if some[0].object else None
        yield from (RecordedText(record.repository, revision, those) for revision in some)
